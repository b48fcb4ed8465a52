"""Counted time: which war's "700th day" is meant, and which day that was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.reading.times import values
from onrecord.reading.times.meanings import Counted
from onrecord.reading.times.values import Day

_SLACK_DAYS = {"day": 3, "week": 8, "month": 32, "year": 367}
"""How far from its publication a report can count a day, week, month or year that is reached "now"."""

_EXACT_DAYS = 1
"""The same for a war of which the text has no word: "day 785 of the war", said on that day."""

_WORD = re.compile(r"[a-z]+")
_NO_EVIDENCE = frozenset(
    "war the of in on and s against conflict civil invasion full scale first second day u led".split()
)


@dataclass(frozen=True, slots=True)
class CandidateWar:
    """A war that the text may mean: its first day, whether the text names it, and whether it has a word of its name."""

    start: Day
    named: bool
    told: bool = True


def candidate_wars(text: str, wars: Iterable[Any]) -> tuple[CandidateWar, ...]:
    """The wars that a text names, those of which it has a telling word ("Ukraine"), the others; in codebook order."""
    lower = text.lower().replace("’", "'")
    words = set(_WORD.findall(lower))
    named: list[CandidateWar] = []
    hinted: list[CandidateWar] = []
    others: list[CandidateWar] = []
    for war in wars:
        start = Day.fromisoformat(war.start)
        if any(name.lower() in lower for name in war.names):
            named.append(CandidateWar(start, True))
        elif any(set(_WORD.findall(name.lower())) - _NO_EVIDENCE & words for name in war.names):
            hinted.append(CandidateWar(start, False))
        else:
            others.append(CandidateWar(start, False, told=False))
    return (*named, *hinted, *others)


def counted_day(meaning: Counted, wars: tuple[CandidateWar, ...], published: Day | None) -> Day | None:
    """The first day of the n-th unit of the one war that fits, or its anniversary; none where none or several do.

    A war fits if the day is about that of publication; where none fits, a war that alone is named is taken.
    """
    found = [(war, day) for war in wars if (day := day_from(war.start, meaning)) is not None]
    if published is not None:
        slack = _SLACK_DAYS[meaning.unit]
        near = [d for war, d in found if abs((published - d).days) <= (slack if war.told else _EXACT_DAYS)]
        told = [d for war, d in found if war.told and d in near]
        if near:
            return (told or near)[0] if len(set(told or near)) == 1 else None
    named = {d for war, d in found if war.named and (published is None or d <= published)}
    return named.pop() if len(named) == 1 else None


def value_from(day: Day, meaning: Counted) -> str:
    """The TIMEX3 value of what is counted: of an anniversary its day, else the unit that begins on the day."""
    return day.isoformat() if meaning.anniversary else values.value_of(day, meaning.unit)


def day_from(start: Day, meaning: Counted) -> Day | None:
    """The day that is counted from a first day, which is day 1."""
    return values.add(start, meaning.unit, meaning.number - (not meaning.anniversary))
