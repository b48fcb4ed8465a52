"""Counted time: which war's "700th day" is meant, and which day that was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.reading.times import values
from onrecord.reading.times.values import Day

_SLACK_DAYS = {"day": 3, "week": 8, "month": 32, "year": 367}
"""How far from its publication a report can count a day, week, month or year that is reached "now"."""

_WORD = re.compile(r"[a-z]+")
_NO_EVIDENCE = frozenset(
    "war the of in on and s against conflict civil invasion full scale first second day u led".split()
)


@dataclass(frozen=True, slots=True)
class CandidateWar:
    """A war that the text may mean: its first day, and whether the text names it or only words of its name."""

    start: Day
    named: bool


def candidate_wars(text: str, wars: Iterable[Any]) -> tuple[CandidateWar, ...]:
    """The wars that a text names, then those of which it has a telling word ("Ukraine"); each in codebook order."""
    lower = text.lower().replace("’", "'")
    words = set(_WORD.findall(lower))
    named: list[CandidateWar] = []
    hinted: list[CandidateWar] = []
    for war in wars:
        start = Day.fromisoformat(war.start)
        if any(name.lower() in lower for name in war.names):
            named.append(CandidateWar(start, True))
        elif any(set(_WORD.findall(name.lower())) - _NO_EVIDENCE & words for name in war.names):
            hinted.append(CandidateWar(start, False))
    return (*named, *hinted)


def counted_day(number: int, unit: str, wars: tuple[CandidateWar, ...], published: Day | None) -> Day | None:
    """The first day of the n-th unit of the one war that fits; none where none or several do.

    A war fits if the day is about that of publication; where none fits, a war that alone is named is taken.
    """
    found = [(war, day) for war in wars if (day := values.add(war.start, unit, number - 1)) is not None]
    if published is not None:
        near = [d for _, d in found if 0 <= abs((published - d).days) <= _SLACK_DAYS[unit]]
        if near:
            return near[0] if len(set(near)) == 1 else None
    named = {d for war, d in found if war.named and (published is None or d <= published)}
    return named.pop() if len(named) == 1 else None
