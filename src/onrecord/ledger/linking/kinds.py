"""Which types of event may be one incident in two reports."""

from __future__ import annotations

from functools import lru_cache

from onrecord.codebook import load

_AFTERMATH = frozenset({"custody", "harm"})
"""Families of what follows from other events: arrests, trials, deaths, damage."""
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
def is_aftermath(kind: str) -> bool:
    """Whether events of a type follow from others: arrests, trials, deaths, damage, investigations, rescues."""
    known = load().events
    return kind in _AFTER or (kind in known and known[kind].family in _AFTERMATH)
