"""Which types of event may be one incident in two reports."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.codebook import load

_AFTERMATH = frozenset({"custody", "harm"})
"""Families of what follows from other events: arrests, trials, deaths, damage."""
_LASTING = frozenset({"epidemic", "drought_famine", "volcanic_eruption", "wildfire"})
_SELDOM = frozenset({"accidents", "disasters", "industry"})
_MEANS = frozenset({"drone_strike", "missile_strike", "shelling", "mine_blast", "grenade_attack", "suicide_bombing"})
_AFTER = frozenset({"investigation", "rescue", "evacuation"})


@lru_cache(maxsize=20_000)
def kindred(first: str, second: str) -> bool:
    """Whether mentions of the two types may be of one incident.

    They may where the types are the same, related or of one family in the codebook, where both can have casualties, or
    where one is what follows from the other: an arrest, a trial, an investigation, a rescue.
    """
    if first == second:
        return True
    known = load().events
    if first not in known or second not in known:
        return True
    a, b = known[first], known[second]
    if first in b.related or second in a.related or a.family == b.family or (a.toll and b.toll):
        return True
    return is_aftermath(first) or is_aftermath(second)


@lru_cache(maxsize=1_000)
def is_seldom(kind: str) -> bool:
    """Whether events of a type seldom come twice in one place within days: accidents, disasters."""
    known = load().events
    return kind in known and known[kind].family in _SELDOM


@lru_cache(maxsize=1_000)
def is_aftermath(kind: str) -> bool:
    """Whether events of a type follow from others: arrests, trials, deaths, damage, investigations, rescues."""
    known = load().events
    return kind in _AFTER or (kind in known and known[kind].family in _AFTERMATH)


MORNING, AFTERNOON, EVENING, NIGHT = range(4)
_PARTS = {"MO": MORNING, "AF": AFTERNOON, "EV": EVENING, "NI": NIGHT}
_PART = re.compile(r"T(?:(MO|AF|EV|NI)|(\d\d))")
_HOURS = {
    **dict.fromkeys((5, 6, 7, 8, 9, 10), MORNING),
    **dict.fromkeys((13, 14, 15, 16), AFTERNOON),
    **dict.fromkeys((18, 19, 20), EVENING),
    **dict.fromkeys((22, 23, 0, 1, 2, 3), NIGHT),
}
"""Hours of a clock that are surely in one part of the day."""
_APART = {frozenset((MORNING, AFTERNOON)), frozenset((MORNING, EVENING)), frozenset((AFTERNOON, NIGHT))}


def part_of_day(value: str) -> int | None:
    """The part of the day that a time's value tells, by name or by its hour."""
    match = _PART.search(value)
    if match is None:
        return None
    return _PARTS[match[1]] if match[1] else _HOURS.get(int(match[2]))


def parts_differ(first: int, second: int) -> bool:
    """Whether two parts of the day do not meet: dawn is of the night and of the morning, dusk of the day and night."""
    return frozenset((first, second)) in _APART


def other_means(first: str, second: str) -> bool:
    """Whether the two types name two means of an attack: a drone and a missile."""
    return first != second and first in _MEANS and second in _MEANS


def is_lasting(kind: str) -> bool:
    """Whether what the type tells of lasts for weeks and is one incident as long: an epidemic, a drought."""
    return kind in _LASTING
