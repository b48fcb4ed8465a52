"""When and where an event was: times by the grammar, then by clause, then by sentence; places by the reader model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence

from onrecord.reading.dateline import dateline_end
from onrecord.reading.encoder import Closely, Encoding, reader_model
from onrecord.reading.events.mentions import Mention, clause_of
from onrecord.reading.events.where import WhereAsked
from onrecord.reading.events.where_evidence import head_of
from onrecord.reading.parse import Parse, Token
from onrecord.records import Place, Span, Statement, Time

_SITES = frozenset({"site", "scene", "spot"})
_UPWARD = ("xcomp", "advcl", "pcomp", "acl")
MOST = 3
"""Times or places of one mention, and places of one event, that are given."""

_SITE_BACK = 4  # sentences back in which the event of "the site" was told


def attach_times(
    parse: Parse,
    mentions: Sequence[Mention],
    times: Sequence[Time],
    statements: Sequence[Statement],
    cues: Container[int],
) -> None:
    """Give each mention the times that belong to it; those of a saying (``cues``) belong to no event.

    A dateline tells when the report was filed, not when the event was.
    """
    filed = _filed(parse)
    finder = _Finder(mentions, cues)
    said = {s.time for s in statements if s.time}
    for time in times:
        if time.type in ("DATE", "TIME") and time.id not in said and not _inside(time.start, filed):
            head = head_of(parse.tokens_in(time.start, time.end))
            if head is not None and clause_of(head).lemma != "bear":  # "a child born in 2016"
                _add(finder.events_of(head), time.id, is_time=True)


def attach_places(
    parse: Parse, mentions: Sequence[Mention], places: Sequence[Place], encoding: Encoding, closely: Closely
) -> None:
    """Give each mention the places of its sentence at which the reader model says that it happened, the likeliest
    first; and to an event that was told before, the place of "the crash site".

    A dateline tells where the report was filed, not where the event was.
    """
    filed = _filed(parse)
    finder = _Finder(mentions, ())
    by_sentence: dict[int, list[tuple[Place, Token]]] = {}
    for place in places:
        head = head_of(parse.tokens_in(place.start, place.end))
        if head is not None and not _inside(place.start, filed):
            by_sentence.setdefault(head.sentence.index, []).append((place, head))
            _add(finder.of_site(head), place.id, is_time=False)
    asked = WhereAsked(parse, encoding, reader_model(), closely)
    for mention in mentions:
        here = by_sentence.get(mention.token.sentence.index)
        if not here:
            continue
        beside = [place for place, _ in here]
        surely = asked.surely(mention.token, beside, [head for _, head in here])
        mention.where = {place.id: float(sure) for place, sure in zip(beside, surely, strict=True)}
        for k in sorted(range(len(here)), key=lambda k: (-surely[k], k)):
            if surely[k] >= 0:
                _add([mention], beside[k].id, is_time=False)


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

    def events_of(self, head: Token) -> list[Mention]:
        """The events on which a time hangs by grammar, else those of its sentence under its clause."""
        found = self._climb(head)
        if found is not None:
            return found
        clause = clause_of(head)
        here = [m for m in self._by_sentence.get(head.sentence.index, ()) if _under(m.clause, clause)]
        return here if len({m.clause.index for m in here}) == 1 else []

    def _climb(self, head: Token) -> list[Mention] | None:
        node = head
        while node.head is not node:
            node = node.head
            mention = self._by_token.get(node.index)
            if mention is not None:
                return [mention, *self._beside(mention)]
            if node.index in self._cues:
                return []  # when it was said
            if node.pos in ("VERB", "AUX") and clause_of(node) is node:
                here = self._by_clause.get(node.index)
                if here:
                    return here
                if node.dep not in _UPWARD:
                    return None
        return None

    def of_site(self, head: Token) -> list[Mention]:
        """The event whose site a place tells: "the crash site in Gomel"."""
        for node in head.ancestors():
            if node.lemma in _SITES and node.pos == "NOUN":
                return self._of_site(node)
            if node.pos in ("VERB", "AUX"):
                break
        return []

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


def _filed(parse: Parse) -> list[Span]:
    """Where the datelines stand."""
    return [(p.start, dateline_end(parse.text, p.start, p.end)) for p in parse.paragraphs]


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


def _add(mentions: Iterable[Mention], id: str, *, is_time: bool) -> None:
    for mention in mentions:
        into = mention.times if is_time else mention.places
        if id not in into and len(into) < MOST:
            into.append(id)
