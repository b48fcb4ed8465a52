"""The words of an event's passages: names of people, other names, rare words, ages, and marks to find them by."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from onrecord.ledger.linking.sketches import Term, Terms, Told
from onrecord.ledger.linking.words import hashed, weigh
from onrecord.reading.wordset import wordset
from onrecord.records import Event, Reading, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:/]\d+)*")
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
_MOST_MARKS, _MOST_LOCAL = 3, 2
_LONG_NUMBER = 3  # digits of a number that is a name of its own: a house, a block, a flight, a unit
_NUMBER_BITS = 6.0  # a number of three digits stands in about one report of 64
_YEAR = re.compile(r"(?:19|20)\d\d$")
_RUN = 4
"""Telling words in a row whose hash may be a print: copies of one text share most of them, other reports none."""
_MIXERS = (0x9E3779B1, 0x85EBCA6B)
"""Odd 32-bit constants (golden ratio; MurmurHash3) that reorder hashes, one for each print."""
_MASK = 0xFFFFFFFF


class Naming(NamedTuple):
    """What :func:`naming` finds, as in :class:`onrecord.ledger.linking.sketches.Sketch`."""

    people: Terms
    names: Terms
    words: Terms
    ages: tuple[Told, ...]
    marks: tuple[int, ...]
    local: tuple[int, ...]
    prints: tuple[int, ...]


def naming(reading: Reading, event: Event, stretches: Sequence[Span]) -> Naming:
    """The words of the stretches that tell one incident from another."""
    report = reading.report
    source = f"{report.text}\n{report.title}" if report.title else report.text
    parties, officials = _people(reading, event)
    spoken_for = {at for p in reading.places if p.gazetteer_id is not None for at in range(p.start, p.end)}
    spots = {at for p in reading.places if p.gazetteer_id is None for at in range(p.start, p.end)}
    people: dict[int, Term] = {}
    names: dict[int, Term] = {}
    words: dict[int, Term] = {}
    ages: dict[int, Told] = {}
    marks: dict[int, float] = {}
    local: dict[int, float] = {}
    neighbours: set[int] = set()
    for begin, finish in stretches:
        before = ""
        run: tuple[int, ...] = ()
        name, name_bits, name_end, name_kind = 0, 0.0, -9, 0
        for match in _WORD.finditer(source, begin, finish):
            word = match[0]
            start, end = match.span()
            if word[0].isdigit():
                age = _age(source, word, start, end, before)
                if age is not None:
                    ages.setdefault(age, Told(age, start, end))
                elif len(word) >= _LONG_NUMBER and not _YEAR.match(word):
                    names.setdefault(hashed(word), Term(_NUMBER_BITS, start, end))
                before = word
                continue
            if word.endswith(("'s", "’s")):
                word, end = word[:-2], end - 2
            lower = word.lower()
            key, bits = weigh(word)
            if bits and lower not in _NO_NAMES:
                if not word[0].isupper():
                    words.setdefault(key, Term(bits, start, end))
                elif start in spoken_for:
                    names.setdefault(key, Term(bits, start, end))
                else:
                    if lower not in _OFFICES and key not in officials and before not in _OFFICES and before not in _BY:
                        party = key in parties
                        (people if party else names).setdefault(key, Term(bits, start, end))
                        kind = 2 if party or start in spots else 1
                        if name and start - name_end <= 2:
                            found = marks if kind == name_kind == 2 else local
                            found.setdefault((name * 31 + key) & _MASK, name_bits + bits)
                        name, name_bits, name_end, name_kind = key, bits, end, kind
                run = (*run[1 - _RUN :], key)
                if len(run) == _RUN:
                    neighbours.add((((run[0] * 31 + run[1]) * 31 + run[2]) * 31 + key) & _MASK)
            before = lower
    return Naming(
        _first(people, _MOST_PEOPLE),
        _first(names, _MOST_NAMES),
        _first(words, _MOST_WORDS),
        tuple(ages.values()),
        _rarest(marks, _MOST_MARKS),
        _rarest(local, _MOST_LOCAL),
        tuple(min((n * mixer) & _MASK for n in neighbours) for mixer in _MIXERS) if neighbours else (),
    )


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
        words = {weigh(w[:-2] if w.endswith(("'s", "’s")) else w)[0] for w in _WORD.findall(actor.name) if w[0].isupper()}
        if actor.role is not None and not _OFFICES.isdisjoint(w.lower() for w in _WORD.findall(actor.role)):
            officials |= words
        elif actor.id in concerned or event.main and len(actor.mentions) > 1:
            parties |= words
    return parties, officials - parties


def _age(source: str, word: str, start: int, end: int, before: str) -> int | None:
    """The age that a number tells: "17-year-old", "aged 17", "Ann Lee, 17,", "Ann Lee (17)"."""
    if len(word) > 3 or not word.isdigit() or int(word) > _OLDEST:
        return None
    after = source[end : end + 9].lower()
    told = after[:1] in ("-", " ") and after[1:5] in ("year", "yr-o", "yr o") and ("old" in after or after[5:6] != "s")
    told = told or before in ("age", "aged", "ages")
    if not told and source[start - 2 : start] == ", " and source[start - 3 : start - 2].isalpha():
        told = after[:1] in (",", ".", ";", "\n") or after.startswith(" of ")
    if not told and source[start - 1 : start] == "(":
        told = after[:1] == ")"
    return int(word) if told else None


def _first(terms: dict[int, Term], most: int) -> Terms:
    return Terms.of(terms if len(terms) <= most else dict(list(terms.items())[:most]))


def _rarest(marks: dict[int, float], most: int) -> tuple[int, ...]:
    ranked = sorted((-bits, mark) for mark, bits in marks.items() if bits >= _RARE_MARK)
    return tuple(mark for _, mark in ranked[:most])
