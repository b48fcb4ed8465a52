"""To which event a count of people belongs: the one that the words make its cause, else the nearest fit one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.codebook import EventType
from onrecord.reading.events.mentions import NOUNS, Count, Mention, clause_of, subject_of
from onrecord.reading.events.status import is_aggregate
from onrecord.reading.parse import Parse, Token
from onrecord.records import Time
from onrecord.wordset import wordset

BARE = frozenset({"casualties", "death"})
"""Types that tell of harm without its cause."""

AFTERMATH = wordset(
    "rescue evacuation displacement arrest detention capture prisoner_exchange prisoner_transfer prisoner_release "
    "damage trial verdict"
)
"""Types that come after the harm: they bear the counts of their own kind, not the dead and injured beside them."""

_OWN: dict[str, frozenset[str]] = {
    "arrested": frozenset({"arrest", "detention"}), "detained": frozenset({"detention", "arrest"}),
    "captured": frozenset({"capture", "armed_clash", "offensive", "raid"}),
    "exchanged": frozenset({"prisoner_exchange", "prisoner_release"}),
    "evacuated": frozenset({"evacuation"}), "displaced": frozenset({"displacement"}),
    "rescued": frozenset({"rescue", "prisoner_release"}), "abducted": frozenset({"abduction", "hijacking"}),
    "infected": frozenset({"epidemic", "mass_poisoning"}),
}  # fmt: skip
"""Statuses that are an event of their own kind."""

_BOARDED = wordset(
    "aircraft_crash aircraft_downing transport_accident train_accident road_accident ship_accident emergency_landing "
    "hijacking ship_attack rescue"
)
_TAKEN = frozenset({"territorial_change", "capture", "abduction"})
_CAUSES = frozenset({"in", "by", "after", "during", "from", "following", "when", "at", "to", "with", "as", "of", "for"})
_COARSE = re.compile(r"\d{4}(?:-(?:\d\d|Q\d|H\d|SP|SU|FA|WI))?")
_BACK = 3  # sentences back in which an event may still own a count that names no cause
_DISTANCE = 1.5  # points of the codebook's weight that each sentence between takes off
_AFTER = 1.0  # and a place behind the count rather than before it
_SALIENCE = 2.0  # and that each doubling of the mentions of a type adds
_FAR = 12  # for people aboard, who are often told of paragraphs away from the crash


def assign(parse: Parse, mentions: Sequence[Mention], counts: Sequence[Count], times: Sequence[Time]) -> None:
    """Hang each count on a mention; a bare casualties mention takes what has no cause, and points to its cause."""
    finder = _Finder(parse, mentions, times)
    for mention in mentions:
        if mention.type.id in BARE and not is_aggregate(mention.token):
            mention.lead = finder.cause(mention.token, "killed", mention)
    for count in counts:
        owner = finder.owner(count)
        if owner is not None:
            owner.counts.append(count)


def _is_another(subject: Token) -> bool:
    """ "the deadliest one", "another one": one of several, that no other mention tells of."""
    return subject.lower == "one" and any(
        c.tag == "JJS" or c.lower in ("another", "earlier", "previous", "last") for c in subject.children
    )


def _is_later(clause: Token) -> bool:
    """ "wounding seven before he was shot": what came after the harm did not cause it."""
    return any(c.dep == "mark" and c.lower in ("before", "until", "till") for c in clause.children)


def bears_harm(kind: EventType) -> bool:
    """Whether events of a type have people killed and injured of their own."""
    return kind.toll and kind.id not in AFTERMATH and any(role.role == "victim" for role in kind.roles)


class _Finder:
    def __init__(self, parse: Parse, mentions: Sequence[Mention], times: Sequence[Time]) -> None:
        self.parse = parse
        self._coarse = {t.id: t.value for t in times if _COARSE.fullmatch(t.value)}
        self.mentions = mentions
        self.by_token = {mention.token.index: mention for mention in mentions}
        told = Counter(mention.type.id for mention in mentions)
        self._salience = {kind: _SALIENCE * math.log2(1 + times) for kind, times in told.items()}
        self.by_word = {word: mention for mention in mentions for word in mention.words}
        self.by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            self.by_sentence.setdefault(mention.token.sentence.index, []).append(mention)

    def owner(self, count: Count) -> Mention | None:
        own = self.by_word.get(count.token.index)
        if own is not None and count.hit and own.type.id in _TAKEN:
            own = None  # "were taken to hospital": no place was
        if own is not None and self._bears(own, count.status):
            if own.type.id not in BARE:
                return own
            return own.lead or own
        return self.cause(count.token, count.status, own) or self._harm_near(count)

    def _harm_near(self, count: Count) -> Mention | None:
        """The words of harm around a count of which no cause is told: "found dead of gunshot wounds"."""
        here = count.token.sentence.index
        for index in range(here, max(-1, here - _BACK - 1), -1):
            found = [m for m in self.by_sentence.get(index, ()) if m.type.id in BARE and self._bears(m, count.status)]
            if found:
                return found[0].lead or found[0]
        return None

    def _bears(self, mention: Mention, status: str) -> bool:
        if not mention.type.toll or mention.realis in ("planned", "hypothetical", "generic", "negated"):
            return False
        kinds = _OWN.get(status)
        if kinds is not None:
            return mention.type.id in kinds
        if status == "aboard":
            return mention.type.id in _BOARDED
        return bears_harm(mention.type)

    def cause(self, token: Token, status: str, own: Mention | None) -> Mention | None:
        """The event that brought about what this word tells; ``own`` is the word's own bare mention."""
        subject = subject_of(clause_of(token))
        apart = subject is not None and subject.index not in self.by_token and _is_another(subject)
        if own is not None and apart and self._bears(own, status):
            return own
        found = self._grammatical(token, status, own) or self._nearby(token, status, own)
        return found if found is not None else (own if own is not None and self._bears(own, status) else None)

    def _fits(self, mention: Mention | None, status: str, own: Mention | None) -> Mention | None:
        if mention is None or mention is own or mention.type.id in BARE or not self._bears(mention, status):
            return None
        return mention

    def _grammatical(self, token: Token, status: str, own: Mention | None) -> Mention | None:
        verb = clause_of(token)
        nouns: list[Token] = []
        subject = subject_of(verb)
        if subject is not None:
            nouns.append(subject)
            for child in subject.children:
                nouns.extend(c for c in child.children if child.dep == "prep" and c.dep == "pobj")
        if token is verb and verb.dep == "conj" and verb.head.pos == "VERB":
            nouns.append(verb.head)  # "shot and killed during a robbery"
        for node in (token, verb) if token is not verb else (verb,):
            nouns.extend(self._below(node))
        if verb.dep in ("advcl", "acl", "relcl", "conj", "xcomp", "ccomp"):
            nouns.append(verb.head)
            if verb.dep in ("advcl", "conj"):
                nouns.extend(self._below(verb.head))
                upper = subject_of(verb.head) if verb.head.pos in ("VERB", "AUX") else None
                if upper is not None:
                    nouns.append(upper)
        nouns.extend(
            c for c in verb.children if c.dep in ("advcl", "conj", "ccomp") and c.pos == "VERB" and not _is_later(c)
        )
        nouns.extend(t for t in token.ancestors() if t.pos in (*NOUNS, "VERB"))
        for noun in nouns:
            found = self._fits(self.by_token.get(noun.index), status, own)
            if found is not None and found.token.sentence is token.sentence:
                return found
        return None

    def _below(self, node: Token) -> list[Token]:
        nouns: list[Token] = []
        for child in node.children:
            if child.dep in ("prep", "agent") and child.lower in _CAUSES:
                nouns.extend(c for c in child.children if c.dep in ("pobj", "pcomp"))
            elif (child.dep == "advcl" and not _is_later(child)) or child.dep in ("dobj", "nsubj", "nsubjpass"):
                nouns.append(child)
        return nouns

    def _long_ago(self, own: Mention | None, mention: Mention) -> bool:
        """Whether the harm is dated to a month or year of its own: "they killed my friend last year"."""
        dated = {self._coarse[time] for time in own.times if time in self._coarse} if own is not None else set()
        return bool(dated) and dated.isdisjoint(self._coarse.get(time) for time in mention.times)

    def _nearby(self, token: Token, status: str, own: Mention | None) -> Mention | None:
        here = token.sentence.index
        reach = _FAR if status == "aboard" else _BACK
        paragraph = token.sentence.paragraph
        best: tuple[float, Mention] | None = None
        for index in range(here, max(-1, here - reach - 1), -1):
            for mention in self.by_sentence.get(index, ()):
                if not self._fits(mention, status, own) or (index < here and self._long_ago(own, mention)):
                    continue
                rank = mention.type.weight + self._salience[mention.type.id] - _DISTANCE * (here - index)
                rank -= _AFTER if index == here and mention.token.index > token.index else 0
                if best is None or rank >= best[0]:
                    best = (rank, mention)
        if best is not None:
            return best[1]
        if status == "aboard" or here <= 1:  # the lead names the people, the next sentences the event
            for index in range(here + 1, here + (_FAR if status == "aboard" else 2) + 1):
                found = [m for m in self.by_sentence.get(index, ()) if self._fits(m, status, own)]
                if found and (status == "aboard" or found[0].token.sentence.paragraph.index <= paragraph.index + 1):
                    return found[0]
        return None
