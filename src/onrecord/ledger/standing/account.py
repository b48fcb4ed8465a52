"""The account of one incident, from its material: claims with their state, origins, standing, estimates, its title."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.codebook import Codebook
from onrecord.ledger.instants import MICROSECONDS
from onrecord.ledger.loading import Material
from onrecord.ledger.records import Estimate, Origin, Place, Standing
from onrecord.ledger.standing.estimates import estimates_of
from onrecord.ledger.standing.origins import find_origins
from onrecord.ledger.standing.revisions import Kept, Pages, Touched, correct, pages_of
from onrecord.ledger.standing.rules import standings_of

_DAY = 86_400  # seconds
_VAGUEST = 9  # where UCDP's precision of a time or place is not known


@dataclass(frozen=True, slots=True)
class Account:
    """What an incident's answers are made of; ``main`` is false where no report is about it."""

    material: Material
    pages: Pages
    origins: tuple[Origin, ...]
    standings: tuple[Standing, ...]
    corrections: tuple[Touched, ...]
    estimates: tuple[Estimate, ...]
    type: str
    happened: tuple[int | None, int | None]
    place: Place | None
    title: str
    main: bool


def account_of(material: Material) -> Account:
    """The account of an incident."""
    pages = pages_of(material)
    origins = find_origins(material, pages)
    touched = tuple(correct(material, pages))
    standings = standings_of(material, pages, origins)
    kind, happened, place = _type(material), _happened(pages), _place(pages, material)
    return Account(
        material,
        pages,
        origins,
        standings,
        touched,
        tuple(estimates_of(standings)),
        kind,
        happened,
        place,
        _title(kind, happened, place),
        any(m.main for m in material.mentions.values()),
    )


def _type(material: Material) -> str:
    """The type that most pages tell; of several the one that reports are more often about (the codebook's weight)."""
    pages: dict[str, set[str]] = defaultdict(set)
    for mention in material.mentions.values():
        pages[mention.type].add(material.versions[mention.version].document)
    events = _codebook().events
    return min(pages, key=lambda kind: (-len(pages[kind]), -events[kind].weight if kind in events else 0, kind))


def _active(pages: Pages, attribute: str) -> list[Kept]:
    held = [one for one in pages.claims if one.row.attribute == attribute and one.row.polarity == "+"]
    return [one for one in held if one.state == "current"] or held


def _happened(pages: Pages) -> tuple[int | None, int | None]:
    """The narrowest interval on the day that most origins tell."""
    held = [one for one in _active(pages, "time") if one.row.from_time is not None and one.row.until_time is not None]
    if not held:
        return None, None

    told = {(one.origin, one.row.from_time, one.row.until_time) for one in held}

    def support(start: int, until: int) -> int:
        return len({origin for origin, other, end in told if other < until and start < end})

    supported = {(start, until): support(start, until) for _, start, until in told}
    return min(supported, key=lambda interval: (-supported[interval], interval[1] - interval[0], interval[0]))


def _place(pages: Pages, material: Material) -> Place | None:
    """The place that most origins tell; of several the most exact."""
    held = _active(pages, "place")
    if not held:
        return None
    origins: Counter[Any] = Counter()
    for code, _ in {(one.row.code or one.row.words, one.origin) for one in held}:
        origins[code] += 1
    best = min(
        held,
        key=lambda one: (
            one.row.lat is None,
            min(one.row.precision or _VAGUEST, _VAGUEST) > 3,  # a town before the country it lies in
            -origins[one.row.code or one.row.words],
            one.row.precision or _VAGUEST,
            one.row.id,
        ),
    )
    name = material.names.get(best.row.words)
    return Place(
        name.words if name else None, name.country if name else None, best.row.lat, best.row.lon, best.row.precision
    )


def _title(kind: str, happened: tuple[int | None, int | None], place: Place | None) -> str:
    """``drone strike, Kupyansk, 14 May 2024``."""
    event = _codebook().events.get(kind)
    told = [event.label.lower() if event else kind.replace("_", " ")]
    if place is not None and place.name:
        told.append(place.name)
    start, until = happened
    if start is not None and until is not None:
        told.append(_day(start, until))
    return ", ".join(told)


def _day(start: int, until: int) -> str:
    """The day in the middle of an interval; of a long one, from when to when."""
    if until - start <= 2 * _DAY + 4 * 3600:
        middle = _date((start + until) // 2)
        return f"{middle.day} {middle:%b %Y}"
    first, last = _date(start), _date(until - 1)
    if (until - start) > 40 * _DAY:
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y}–{last:%Y}"
    return f"{first.day} {first:%b}–{last.day} {last:%b %Y}"


def _date(seconds: int) -> datetime.datetime:
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    try:
        return epoch + datetime.timedelta(microseconds=seconds * MICROSECONDS)
    except OverflowError:
        return epoch


@lru_cache(maxsize=1)
def _codebook() -> Codebook:
    from onrecord.codebook import load

    return load()
