"""When and where an event was: times and places are attached by the grammar, then by clause, then by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence

from onrecord.reading.dateline import dateline_end
from onrecord.reading.events.mentions import Mention, clause_of
from onrecord.reading.parse import Parse, Token
from onrecord.reading.wordset import wordset
from onrecord.records import Place, Span, Statement, Time

_PLACE_WORDS = wordset(
    "in at on near over outside inside around across within throughout above off along of from to into toward towards "
    "between by beside behind beyond against"
)
_NOT_WHERE = wordset("for with without about than like despite")
"""Prepositions whose place no event is at: "negotiators for Israel", "the border with Belarus"."""

_SITES = frozenset({"site", "scene", "spot"})
_BESIDE = frozenset({"border", "neighbor", "neighbour", "adjoin", "face", "overlook"})
_UPWARD = ("xcomp", "advcl", "pcomp", "acl")
_MOST = 3  # times or places attached to one mention
_SITE_BACK = 4  # sentences back in which the event of "the site" was told


def attach(
    parse: Parse,
    mentions: Sequence[Mention],
    times: Sequence[Time],
    places: Sequence[Place],
    statements: Sequence[Statement],
    cues: Container[int],
) -> None:
    """Give each mention the times and places that belong to it; those of a saying (``cues``) belong to no event.

    A dateline tells where and when the report was filed, not where the event was.
    """
    filed = [(p.start, dateline_end(parse.text, p.start, p.end)) for p in parse.paragraphs]
    finder = _Finder(mentions, cues)
    said = {s.time for s in statements if s.time}
    for time in times:
        if time.type in ("DATE", "TIME") and time.id not in said and not _inside(time.start, filed):
            head = _head(parse.tokens_in(time.start, time.end))
            if head is not None:
                _add(finder.events_of(head, is_time=True), time.id, True)
    for place in places:
        head = _head(parse.tokens_in(place.start, place.end))
        if head is None or place.sense == "actor" or _inside(place.start, filed):
            continue
        if head.dep == "poss" and place.feature is not None and place.feature.startswith("PCL"):
            continue  # "Ukraine's Kharkiv region", "Russia's attack": whose, not where
        found = finder.modified(head) if place.sense == "modifier" else finder.events_of(head, is_time=False)
        _add(found, place.id, False)


class _Finder:
    def __init__(self, mentions: Sequence[Mention], cues: Container[int]) -> None:
        self._mentions, self._cues = mentions, cues
        self._order = [mention.token.index for mention in mentions]
        self._by_token = {mention.token.index: mention for mention in mentions}
        self._by_clause: dict[int, list[Mention]] = {}
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            self._by_clause.setdefault(mention.clause.index, []).append(mention)
            self._by_sentence.setdefault(mention.token.sentence.index, []).append(mention)

    def events_of(self, head: Token, *, is_time: bool) -> list[Mention]:
        """The events on which a time or place hangs by grammar, else those of its sentence under its clause."""
        found = self._climb(head, is_time=is_time)
        if found is not None:
            return found
        clause = clause_of(head)
        here = [m for m in self._by_sentence.get(head.sentence.index, ()) if _under(m.clause, clause)]
        return here if len({m.clause.index for m in here}) == 1 else []

    def _climb(self, head: Token, *, is_time: bool) -> list[Mention] | None:
        node = head
        while node.head is not node:
            if not is_time and node.dep == "prep" and node.lower not in _PLACE_WORDS:
                return [] if node.lower in _NOT_WHERE else None
            node = node.head
            mention = self._by_token.get(node.index)
            if mention is not None:
                return [mention, *self._beside(mention)]
            if node.index in self._cues:
                return []  # when or where it was said
            if not is_time and node.lemma in _SITES and node.pos == "NOUN":
                return self._of_site(node)
            if node.pos in ("VERB", "AUX") and clause_of(node) is node:
                here = self._by_clause.get(node.index)
                if here:
                    return here
                if node.dep not in _UPWARD or node.lemma in _BESIDE:
                    return None
        return None

    def _beside(self, mention: Mention) -> list[Mention]:
        """Mentions of the clause that share the circumstance: a verb's event arguments, an argument's verb."""
        here = self._by_clause.get(mention.clause.index, [])
        if not mention.nominal:
            return [m for m in here if m.token.head is mention.token and m.token.dep in ("nsubj", "nsubjpass", "dobj")]
        if mention.token.dep in ("dobj", "nsubj", "nsubjpass", "pobj"):
            return [m for m in here if not m.nominal]
        return []

    def _of_site(self, site: Token) -> list[Mention]:
        """The event of "the crash site" or, without a word for it, the weightiest told just before."""
        for child in site.children:
            if child.index in self._by_token:
                return [self._by_token[child.index]]
        if not any(c.dep == "det" and c.lower == "the" for c in site.children):
            return []
        before = self._mentions[: bisect_left(self._order, site.index)]
        near = [m for m in before if site.sentence.index - m.token.sentence.index <= _SITE_BACK]
        able = [m for m in near if m.type.toll and m.realis == "actual"]
        return [max(able, key=lambda m: (m.type.weight, m.token.index))] if able else []

    def modified(self, head: Token) -> list[Mention]:
        """The event that a place name modifies: "the Kharkiv bombing"."""
        node = head
        for _ in range(3):  # name, compound, event
            if node.dep not in ("compound", "amod", "nmod", "poss") or node.head is node:
                break
            node = node.head
            if node.index in self._by_token:
                return [self._by_token[node.index]]
        return []


def _inside(start: int, filed: Sequence[Span]) -> bool:
    return any(first <= start < end for first, end in filed if first < end)


def _under(clause: Token, upper: Token) -> bool:
    """Whether a clause depends on another without being told by it or coordinated with it."""
    node = clause
    while node is not upper:
        if node.head is node or node.dep in ("ccomp", "conj", "parataxis"):
            return False
        node = node.head
    return True


def _head(tokens: list[Token]) -> Token | None:
    inside = {t.index for t in tokens}
    return next((t for t in reversed(tokens) if t.head is t or t.head.index not in inside), None)


def _add(mentions: Iterable[Mention], id: str, is_time: bool) -> None:
    for mention in mentions:
        into = mention.times if is_time else mention.places
        if id not in into and len(into) < _MOST:
            into.append(id)
