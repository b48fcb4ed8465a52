"""The words of an event's passages: names of people, other names, rare words, ages, and marks to find them by."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.codebook import load
from onrecord.ledger.linking.sketches import Term, Terms, Told
from onrecord.ledger.linking.words import hashed, weigh
from onrecord.reading.wordset import wordset
from onrecord.records import Event, Reading, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:/]\d+)*")
_PARTICLE = re.compile(r"(?:[a-z]{1,3}|[A-Z][a-z])[-'’](?=[^\W\d_a-z])")
_PARTIES = wordset("victim agent target cargo passenger")
_OFFICES = wordset(
    """chief sheriff spokesman spokeswoman spokesperson lieutenant lt sgt sergeant detective det captain capt officer
    judge attorney prosecutor mayor minister president governor gov senator sen rep councilman councilwoman commissioner
    deputy inspector commander cmdr major maj colonel col general gen reporter photo photographer correspondent editor
    official secretary director superintendent coroner trooper agent investigator professor prof analyst lawyer
    councilor examiner magistrate justice representative principal dr doctor admiral brigadier ambassador envoy
    king queen prince pope"""
)
"""Words before a name, or in what a person is called, of those who speak for an office: their names come back in
reports of other incidents, so they tell nothing."""
_NO_NAMES = wordset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
    sat sun am pm est edt cst cdt mst mdt pst pdt gmt utc mr mrs ms miss
    news posted updated published copyright facebook twitter email telegram reuters afp ap associated press"""
)
_BY = wordset("by photo photos courtesy")  # before the name of a reporter or photographer
_OLDEST = 110  # years
_MOST_PEOPLE, _MOST_NAMES, _MOST_WORDS = 24, 40, 64
"""How many words of each kind are kept, the first in the text: most reports have fewer."""
_RARE_MARK = 13.0
"""Bits of the two words of a mark together: both in about one report of 100, or one in thousands."""
_MOST_MARKS = 3
_POWERS = frozenset(("country", "government", "group", "military"))
"""Kinds of actors whose names stand in the reports of a whole war."""
_RARE_NAME = 8.0
"""Bits of a name by which reports are found within days: it is in one short report of 256, or fewer."""
_MOST_RARE = 3
_LONG_NUMBER = 3  # digits of a number that is a name of its own: a house, a block, a flight, a unit
_NUMBER_BITS = 6.0  # a number of three digits stands in about one report of 64
_YEAR = re.compile(r"(?:19|20)\d\d$")
_GAP = 2  # code points between two words of one name: a space, a point
_OPENS = frozenset(("", "\n", ".", "!", "?", "“", '"'))
"""What stands before the first word of a sentence, whose capital does not make it a name."""
_AGE_WORDS = wordset("age aged ages")
_MASK = 0xFFFFFFFF  # 32 bits


class Naming(NamedTuple):
    """What :func:`naming` finds, as in :class:`onrecord.ledger.linking.sketches.Sketch`."""

    people: Terms
    names: Terms
    words: Terms
    ages: tuple[Told, ...]
    marks: tuple[int, ...]
    rare: tuple[int, ...]


def naming(reading: Reading, event: Event, stretches: Sequence[Span]) -> Naming:
    """The words of the stretches that tell one incident from another."""
    report = reading.report
    source = f"{report.text}\n{report.title}" if report.title else report.text
    parties, officials = _people(reading, event)
    powers = {at for a in reading.actors if a.kind in _POWERS for m in a.mentions for at in range(*m)}
    resolved = {at for p in reading.places if p.gazetteer_id is not None for at in range(p.start, p.end)}
    spots = {at for p in reading.places if p.gazetteer_id is None for at in range(p.start, p.end)}
    people: dict[int, Term] = {}
    names: dict[int, Term] = {}
    words: dict[int, Term] = {}
    ages: dict[int, Told] = {}
    marks: dict[int, float] = {}
    rare: dict[int, float] = {}
    for begin, finish in stretches:
        before = _Word(0, 0.0, _PLAIN, False)
        name, name_bits, name_end, name_own = 0, 0.0, -_GAP - 1, False
        for match in _WORD.finditer(source, begin, finish):
            written = match[0]
            word = _word(written)
            key, bits, kind, _ = word
            if bits:
                if kind == _PLAIN:
                    if key not in words:
                        words[key] = Term(bits, *match.span())
                elif kind == _CAPITAL:
                    start, end = match.span()
                    if start not in resolved and key not in officials and not before.leads:
                        party = key in parties
                        opens = source[start - 1 : start] in _OPENS or source[start - 2 : start - 1] in _OPENS
                        into = people if party else words if opens and start not in spots else names
                        if key not in into:
                            into[key] = Term(bits, start, end)
                        if into is not words and start not in powers:
                            rare[key] = bits
                        own = party or start in spots
                        if own and name_own and start - name_end <= _GAP:
                            marks[(name * 31 + key) & _MASK] = name_bits + bits
                        name, name_bits, name_end, name_own = key, bits, end, own
            elif kind == _NUMBER:
                start, end = match.span()
                age = _age(source, written, start, end, before.kind == _AGED)
                if age is not None:
                    ages.setdefault(age, Told(age, start, end))
                elif len(written) >= _LONG_NUMBER and not _YEAR.match(written):
                    names.setdefault(key, Term(_NUMBER_BITS, start, end))
            before = word
    return Naming(
        _first(people, _MOST_PEOPLE),
        _first(names, _MOST_NAMES),
        _first(words, _MOST_WORDS),
        tuple(ages.values()),
        _rarest(marks, _RARE_MARK, _MOST_MARKS),
        _rarest(rare, _RARE_NAME, _MOST_RARE),
    )


class _Word(NamedTuple):
    """A word as it is written: its hash, bits and kind, and whether it leads to an official's or reporter's name."""

    key: int
    bits: float
    kind: int
    leads: bool


_PLAIN, _CAPITAL, _NUMBER, _AGED = range(4)


@lru_cache(maxsize=200_000)
def _word(written: str) -> _Word:
    if written[0].isdigit():
        return _Word(hashed(written), 0.0, _NUMBER, False)
    word = _bare(written)
    lower = word.lower()
    key, bits = weigh(word)
    if lower in _AGE_WORDS:
        return _Word(key, 0.0, _AGED, False)
    if lower in _OFFICES or lower in _BY or lower in _NO_NAMES:
        capital = word[0].isupper() or lower in _NO_NAMES
        return _Word(key, 0.0 if capital else bits, _PLAIN, lower in _OFFICES or lower in _BY)
    if lower in _told_by_type():
        return _Word(key, 0.0, _PLAIN, False)
    return _Word(key, bits, _CAPITAL if word[0].isupper() else _PLAIN, False)


@lru_cache(maxsize=1)
def _told_by_type() -> frozenset[str]:
    """Words that tell of a type of event or of a toll: the type and the toll are weighed apart."""
    book = load()
    kinds = {t.lemma for kind in book.events.values() for t in kind.triggers}
    fates = {w for s in book.statuses.values() for w in (*s.verbs, *s.nouns, *s.adjectives, *s.nominals)}
    single = {w for w in kinds | fates if " " not in w}
    return frozenset(
        single
        | {w + e for w in single for e in ("s", "es", "ed", "d", "ing")}
        | {w[:-1] + "ing" for w in single if w[-1] == "e"}
    )


def _bare(word: str) -> str:
    """A word without the ending of a possessive, and a name without a particle before it: "al-Rifai", "d'Ivoire"."""
    bare = word[:-2] if word.endswith(("'s", "’s")) else word
    led = _PARTICLE.match(bare)
    return bare if led is None else bare[led.end() :]


def _people(reading: Reading, event: Event) -> tuple[Collection[int], Collection[int]]:
    """Hashes of words of the names of those concerned, and of those who speak for an office."""
    concerned = {
        role.actor
        for other in (reading.events if event.main else (event,))
        for role in other.roles
        if role.actor is not None and role.role in _PARTIES
    }
    parties: set[int] = set()
    officials: set[int] = set()
    for actor in reading.actors:
        if actor.kind != "person":
            continue
        words = {weigh(bare)[0] for bare in map(_bare, _WORD.findall(actor.name)) if bare[0].isupper()}
        if actor.role is not None and not _OFFICES.isdisjoint(w.lower() for w in _WORD.findall(actor.role)):
            officials |= words
        elif actor.id in concerned or event.main:
            parties |= words
    return parties, officials - parties


def _age(source: str, word: str, start: int, end: int, led: bool) -> int | None:
    """The age that a number tells: "17-year-old", "aged 17", "Ann Lee, 17,", "Ann Lee (17)"."""
    if len(word) > 3 or not word.isdigit() or int(word) > _OLDEST:
        return None
    after = source[end : end + 9].lower()
    told = after[:1] in ("-", " ") and after[1:5] in ("year", "yr-o", "yr o") and ("old" in after or after[5:6] != "s")
    told = told or led
    if not told and source[start - 2 : start] == ", " and source[start - 3 : start - 2].isalpha():
        told = after[:1] in (",", ".", ";", "\n") or after.startswith(" of ")
    if not told and source[start - 1 : start] == "(":
        told = after[:1] == ")"
    return int(word) if told else None


def _first(terms: dict[int, Term], most: int) -> Terms:
    return Terms.of(terms if len(terms) <= most else dict(list(terms.items())[:most]))


def _rarest(marks: dict[int, float], least: float, most: int) -> tuple[int, ...]:
    ranked = sorted((-bits, mark) for mark, bits in marks.items() if bits >= least)
    return tuple(mark for _, mark in ranked[:most])
