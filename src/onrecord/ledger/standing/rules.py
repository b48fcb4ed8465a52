"""How it stands with each attribute of an incident: agreed by n origins, contested, denied, retracted, superseded.

Rules (docs/standing.md), first that fits:

1. No claim is current: *retracted* if a correction took one back, else *superseded*.
2. *Denied*: somebody affirms and another origin denies it.
3. *Contested*: two origins hold what cannot both be: numbers whose ranges do not meet, times that do not overlap,
   places far apart, two bodies accused of which only one can have done it.
4. Else the number of *independent origins* of the value that most of them hold.

Of an origin that gave several numbers the last published holds. A number that is lower than a later one, and older by
more than a day or from the same origin, was *overtaken*: tolls grow, and yesterday's does not contradict today's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any, get_args

from onrecord.distance import km_on_a_plane
from onrecord.ledger.instants import MICROSECONDS, told
from onrecord.ledger.loading import Material
from onrecord.ledger.records import Label, Origin, Position, Standing, Value
from onrecord.ledger.standing.revisions import Kept, Pages
from onrecord.ledger.standing.values import value_of
from onrecord.records import Attribute

GROWN = 24 * 3600 * MICROSECONDS
"""How much older (µs) a lower number must be than a higher one to be overtaken by it and not to contradict it."""

FAR = 30.0
"""Kilometres from which two exact places contradict each other: most towns are smaller."""

EXACT = 2
"""The last of UCDP's precisions (where_prec) that is a point, or near one."""

_ATTRIBUTES = {name: number for number, name in enumerate(get_args(Attribute))}
_BODIES = frozenset({"group", "military", "government", "country", "organization"})
_THINGS = frozenset({"count", "damage"})


def standings_of(material: Material, pages: Pages, origins: Sequence[Origin]) -> tuple[Standing, ...]:
    """The standing of each attribute, in the order of the contract; of numbers, of each kind that is counted."""
    groups: dict[tuple[str, str | None], list[Kept]] = defaultdict(list)
    for one in pages.claims:
        if one.row.part:
            continue
        groups[one.row.attribute, counted(one)].append(one)
    ordered = sorted(groups, key=lambda k: (_ATTRIBUTES[k[0]], k[1] is not None, k[1] or ""))
    return tuple(_standing(key, groups[key], material, origins) for key in ordered)


def counted(one: Kept) -> str | None:
    """What kind a number is of; none of all people, and of what is no number."""
    row = one.row
    kind: str | None = row.unit if row.attribute in _THINGS else row.category
    return kind


def _standing(key: tuple[str, str | None], held: list[Kept], material: Material, origins: Sequence[Origin]) -> Standing:
    active = [one for one in held if one.state == "current" and one.row.certainty != "unknown"]
    distinct = _distinct(active)
    overtaken = _overtaken(distinct)
    positions = _positions(held, material, {_what(one) for one in overtaken})
    holding = [one for one in distinct if one not in overtaken]
    label: Label
    count = parties = 0
    if not active:
        label = "retracted" if any(one.state in ("replaced", "retracted", "relied") for one in held) else "superseded"
    elif _denied(holding, material):
        label = "denied"
    elif _contested(holding, material):
        label = "contested"
    else:
        label = "origins"
        agreed = max((_agreeing(one, holding, material) for one in holding), key=len, default=set())
        count, parties = len(agreed), sum(origins[number].party for number in agreed)
    if label in ("denied", "contested"):
        positions = _contradicting(positions, held, material)
    return Standing(key[0], key[1], label, count, parties, positions)


def _what(one: Kept) -> tuple[object, ...]:
    """What an origin holds: the same said twice is one."""
    return one.origin, one.row.polarity, one.value


def _distinct(active: list[Kept]) -> list[Kept]:
    """What each origin holds, once: by the last report of it."""
    last: dict[tuple[object, ...], Kept] = {}
    for one in active:
        what = _what(one)
        if what not in last or (one.version.published_from or 0) >= (last[what].version.published_from or 0):
            last[what] = one
    return list(last.values())


def _positions(held: list[Kept], material: Material, overtaken: set[tuple[object, ...]]) -> tuple[Position, ...]:
    """The values that are held at present; where none is, those that were."""
    shown = [one for one in held if one.state == "current"] or held
    groups: dict[tuple[object, ...], list[Kept]] = {}
    for one in shown:
        groups.setdefault((one.row.polarity, one.value), []).append(one)
    return tuple(
        Position(
            value_of(of[0].row, material),
            of[0].row.polarity,
            tuple(sorted({one.origin for one in of})),
            tuple(one.row.id for one in of),
            all(_what(one) in overtaken for one in of),
            told(min((p for one in of if (p := one.first.published_from) is not None), default=None)),
            told(max((p for one in of if (p := one.version.published_from) is not None), default=None)),
        )
        for of in groups.values()
    )


def _contradicting(positions: tuple[Position, ...], held: list[Kept], material: Material) -> tuple[Position, ...]:
    """The positions, each with those that it contradicts: all claims of one have the same value."""
    first = {one.row.id: one for one in held}

    def contradict(a: Position, b: Position) -> bool:
        if a is b or a.overtaken or b.overtaken or len({*a.origins, *b.origins}) < 2:
            return False
        one, other = first[a.claims[0]], first[b.claims[0]]
        if a.polarity != b.polarity:
            return one.row.attribute == "occurred" or _one_value(one, other, material)
        return a.polarity == "+" and _clash(one, other, material)

    return tuple(
        replace(a, contradicts=tuple(number for number, b in enumerate(positions) if contradict(a, b)))
        for a in positions
    )


def _overtaken(active: list[Kept]) -> set[Kept]:
    """The numbers that later and higher ones leave behind."""
    numbers = [
        (one.version.published_from, *_range(one), one)
        for one in active
        if one.row.polarity == "+"
        and (one.row.low is not None or one.row.high is not None)
        and one.version.published_from is not None
    ]
    behind: set[Kept] = set()
    for first, low, high, one in numbers:
        for later, other_low, other_high, other in numbers:
            if first < later and (
                (one.origin == other.origin and (high < other_low or other_high < low))
                or (later - first > GROWN and high < other_low)
            ):
                behind.add(one)
    return behind


def _range(one: Kept) -> tuple[float, float]:
    return (one.row.low if one.row.low is not None else -inf, one.row.high if one.row.high is not None else inf)


def _lower(one: Kept, other: Kept) -> bool:
    return _range(one)[1] < _range(other)[0]


def _apart(one: Kept, other: Kept) -> bool:
    return _lower(one, other) or _lower(other, one)


def _denied(active: list[Kept], material: Material) -> bool:
    affirmed = [one for one in active if one.row.polarity == "+"]
    for one in active:
        if one.row.polarity == "-" and (
            not affirmed
            or any(
                other.origin != one.origin and (one.row.attribute == "occurred" or _one_value(one, other, material))
                for other in affirmed
            )
        ):
            return True
    return False


def _one_value(one: Kept, other: Kept, material: Material) -> bool:
    if one.row.words is not None and other.row.words is not None and one.row.attribute in ("perpetrator", "target"):
        a, b = value_of(one.row, material), value_of(other.row, material)
        if a.country is not None and a.country == b.country and a.kind in _BODIES and b.kind in _BODIES:
            return True
    return one.value == other.value


def _contested(active: list[Kept], material: Material) -> bool:
    affirmed = [one for one in active if one.row.polarity == "+"]
    return any(
        one.origin != other.origin and _clash(one, other, material)
        for number, one in enumerate(affirmed)
        for other in affirmed[:number]
    )


def _clash(one: Kept, other: Kept, material: Material) -> bool:
    a, b = one.row, other.row
    if a.low is not None or a.high is not None:
        return (b.low is not None or b.high is not None) and _apart(one, other)
    if a.attribute == "time":
        if None in (a.from_time, a.until_time, b.from_time, b.until_time):
            return False
        return bool(a.until_time <= b.from_time or b.until_time <= a.from_time)
    if a.attribute == "place":
        return _far(a, b)
    if a.attribute == "perpetrator":
        return _rivals(value_of(a, material), value_of(b, material))
    return False


def _far(a: object, b: object) -> bool:
    if any(getattr(x, "lat", None) is None for x in (a, b)):
        return False
    if any(x is None or x > EXACT for x in (getattr(a, "precision", None), getattr(b, "precision", None))):
        return False
    return _km(a, b) > FAR


def _km(a: Any, b: Any) -> float:
    return km_on_a_plane(a.lat, a.lon, b.lat, b.lon)


def _rivals(a: Value, b: Value) -> bool:
    """Two bodies of which neither is the other's or of one state; people may be a body's own."""
    if a.kind not in _BODIES or b.kind not in _BODIES or a.words is None or b.words is None:
        return False
    if a.country is not None and a.country == b.country:
        return False
    first, second = ({w for w in words.lower().split() if len(w) > 3} for words in (a.words, b.words))
    return not first & second


def _agreeing(one: Kept, active: list[Kept], material: Material) -> set[int]:
    """The origins that hold the same: ranges that meet, times that overlap, the same words."""
    return {other.origin for other in active if other is one or _agree(one, other, material)}


def _agree(one: Kept, other: Kept, material: Material) -> bool:
    a, b = one.row, other.row
    if a.polarity != b.polarity:
        return False
    if a.attribute == "occurred":
        return True
    if a.low is not None or a.high is not None:
        return (b.low is not None or b.high is not None) and not _apart(one, other)
    if a.attribute == "time" and None not in (a.from_time, a.until_time, b.from_time, b.until_time):
        return bool(a.from_time < b.until_time and b.from_time < a.until_time)
    if a.attribute == "place" and a.lat is not None and b.lat is not None:
        return not _far(a, b) and _km(a, b) <= FAR
    return _one_value(one, other, material)
