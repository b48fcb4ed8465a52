"""Which place lies in which, and how far apart two are."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from onrecord.gazetteer import Entry
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.placed import apart

FARTHEST = 40
"""Characters between two names beyond which neither is said to contain the other."""

AWAY_KM = 30.0
"""Kilometres from a city beyond which a town is no part of it."""

_CONTAINED = frozenset((",", "(", ", in", "in", ", in the", "in the", ", a", "),"))
_PART_OF = re.compile(r"(?:\w+ern )?(?:suburb|neighbou?rhood|quarter|borough)s? of(?: the)?")
_KIND_OF = re.compile(r"(?:(?:air|border|military) )?\w+ (?:of|in)(?: the)?(?: \w+ern)?")


def containers(text: str, found: list[Mention]) -> None:
    """Set which place is said to contain which: "A, B", "A district of B", "A in B", "B's A", "the B suburb of
    A"."""
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        if len(between) > FARTHEST:
            continue
        parted = " ".join(between.lower().split())
        if _PART_OF.fullmatch(parted):
            other.inside = one
        elif parted in _CONTAINED or (one.kind and _KIND_OF.fullmatch(parted)):
            one.inside = other
            if parted == "," and other.kind is None and _told_by_division(one, other):
                other.kind = "first"
        elif parted in ("'s", "’s") and other.inside is None:
            other.inside = one


def _told_by_division(one: Mention, other: Mention) -> bool:
    """Whether a comma gives the division in which a town lies, where a city has the division's name too.

    "Buffalo, New York" is in the state: it lies far from the city. "Brooklyn, New York" may be in either.
    """
    divisions = [c.entry for c in other.candidates if c.entry.feature == "ADM1"]
    towns = [c.entry for c in other.candidates if c.entry.feature.startswith("PPL")]
    if not divisions or not towns:
        return False
    inside = [c.entry for c in one.candidates if any(lies_in(c.entry, division) for division in divisions)]
    return bool(inside) and all(distance_km(place, town) > AWAY_KM for place in inside for town in towns)


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance; infinite where coordinates are unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return apart(a.lat, a.lon, b.lat, b.lon)


def lies_in(entry: Entry, container: Entry) -> bool:
    """Whether a place lies in a country, in a division, or in the division of a town."""
    if entry.country is None or entry.country != container.country or entry is container:
        return False
    if container.feature == "PCLI":
        return True
    if container.feature == "ADM1" or container.feature.startswith("PPL"):
        return entry.admin1 is not None and entry.admin1 == container.admin1
    if container.feature == "ADM2":
        return entry.admin2 == container.admin2 and entry.admin1 == container.admin1
    return False
