"""Drawing the sketch of an event mention from its reading, and which mentions have one."""

from __future__ import annotations

import re
from datetime import date

from onrecord.gazetteer.fold import fold
from onrecord.ledger.linking.kinds import is_aftermath, part_of_day
from onrecord.ledger.linking.naming import naming
from onrecord.ledger.linking.passages import inside, passages
from onrecord.ledger.linking.sketches import Count, Sketch, Told, Where
from onrecord.ledger.linking.words import hashed, told_bits
from onrecord.records import Event, Place, Reading, Span, Time

_TOLD_REALIS = ("actual", "ongoing", "negated")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_WEEKEND = re.compile(r"(\d{4})-W(\d\d)-WE$")
_SATURDAY = 6  # of a week by ISO 8601
_DAY = 1  # UCDP's date_prec of a day; 0 is a clock time
_MOST_DAYS, _MOST_TOLD, _MOST_PLACES, _MOST_COUNTS, _MOST_AGES = 4, 8, 8, 6, 8
"""How many of each are kept: bounds on a sketch's size that few reports reach."""
_COARSE = 7  # where_prec of a place whose own is unknown
_LOCAL = 3  # where_prec of a second-order division
_COUNTRY = 6  # where_prec of a country
_NIGHT = 1  # days between two dates of one night
_TELLING = 8.0
"""Bits of a name of an unknown place that tells it from others: "Ombada", but not "Block 7"."""
_MOST_SPOTS = 6
_LEAST_GROUNDS = 2
"""Of place, time, toll and named people a mention that is not the main event must tell two to be linked."""


def linkable(reading: Reading, event: Event) -> bool:
    """Whether an event mention can belong to an incident of its own.

    It must be canonical and told as something that happens or happened, or be denied. The main event always can.
    Another can where two of place, day, toll and people with a name are told of it, and it is set apart from the main
    event: by places that are none of the main event's, or by another day. What follows from another event (an arrest,
    a trial, an investigation, a rescue) is set apart by its place alone.
    """
    if event.same_as is not None or event.realis not in _TOLD_REALIS:
        return False
    if event.main:
        return True
    if event.realis == "negated" and not _denied(event):
        return False
    persons = {a.id for a in reading.actors if a.kind == "person" and a.name[:1].isupper()}
    places, days = _own(reading, event)
    grounds = (bool(places), bool(days), bool(event.toll), any(r.actor in persons for r in event.roles))
    if sum(grounds) < _LEAST_GROUNDS:
        return False
    main = next((e for e in reading.events if e.main), None)
    if main is None:
        return True
    main_places, main_days = _own(reading, main)
    elsewhere = bool(places and main_places) and not any(_together(p, q) for p in places for q in main_places)
    if is_aftermath(event.type):
        return elsewhere
    return elsewhere or (bool(days and main_days) and min(abs(d - e) for d in days for e in main_days) > _NIGHT)


def _own(reading: Reading, event: Event) -> tuple[list[Place], list[int]]:
    """Places that the gazetteer knows and days told for an event."""
    places = {role.place for role in event.roles if role.role == "place"}
    times = {role.time for role in event.roles if role.role == "time"}
    days = (_ordinal(t.value) for t in reading.times if t.id in times and t.precision in (0, _DAY))
    return [p for p in reading.places if p.id in places and p.lat is not None], [d for d in days if d is not None]


def _together(p: Place, q: Place) -> bool:
    """Whether two places may be one: the same, or one a division that the other lies in."""
    if p.gazetteer_id == q.gazetteer_id or p.name == q.name:
        return True
    coarse, fine = (p, q) if (p.precision or _COARSE) >= (q.precision or _COARSE) else (q, p)
    return coarse.name in (fine.admin2, fine.admin1) or (coarse.precision or _COARSE) >= _COUNTRY


def sketch(reading: Reading, event: Event, *, report: str, document: str) -> Sketch:
    """The sketch of a canonical mention.

    Args:
        reading: the reading that the mention is of.
        event: the mention.
        report: the key of the report's version.
        document: the key of the page that it is a version of.
    """
    given = reading.report
    stretches = passages(reading, event)
    published = _ordinal(given.published or "")
    days, told, clocks, parts = _times(reading, event, stretches, published)
    named = naming(reading, event, stretches)
    return Sketch(
        anchor=f"{given.text_sha256}:{event.trigger[0]}:{event.trigger[1]}",
        report=report,
        document=document,
        type=event.type,
        main=event.main,
        published=published,
        days=days,
        told=told,
        clocks=clocks,
        parts=parts,
        places=_places(reading, event, stretches),
        spots=_spots(reading, stretches),
        toll=_toll(event),
        ages=named.ages[:_MOST_AGES],
        people=named.people,
        names=named.names,
        words=named.words,
        marks=named.marks,
        rare=named.rare,
    )


def _denied(event: Event) -> bool:
    """Whether somebody denies that it happened."""
    return event.realis == "negated" or any(f.polarity == "-" and f.certainty != "unknown" for f in event.factuality)


def _ordinal(value: str) -> int | None:
    match = _DATE.match(value)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    except ValueError:
        return None


def _times(
    reading: Reading, event: Event, stretches: list[Span], published: int | None
) -> tuple[tuple[Told, ...], tuple[Told, ...], tuple[Told, ...], tuple[Told, ...]]:
    """Days told for the event, days told around it, clock times and parts of the day told for it; nothing later than
    the report. A weekend tells its two days."""
    own = {role.time for role in event.roles if role.role == "time"}
    days: dict[int, Told] = {}
    told: dict[int, Told] = {}
    clocks: dict[int, Told] = {}
    parts: dict[int, Told] = {}
    last = None if published is None else published + 1  # it may be a day later where the event was
    for time in reading.times:
        its = time.id in own
        for day in _days(time):
            if last is not None and day > last:
                continue
            row = Told(day, time.start, time.end)
            if its:
                days.setdefault(day, row)
            if its or inside(time.start, stretches):
                told.setdefault(day, row)
        if not its:
            continue
        if (clock := _CLOCK.search(time.value)) is not None:
            minute = int(clock[1]) * 60 + int(clock[2])
            clocks.setdefault(minute, Told(minute, time.start, time.end))
        if (part := part_of_day(time.value)) is not None:
            parts.setdefault(part, Told(part, time.start, time.end))
    return (
        tuple(days.values())[:_MOST_DAYS],
        tuple(told.values())[:_MOST_TOLD],
        tuple(clocks.values())[:_MOST_DAYS],
        tuple(parts.values()),
    )


def _days(time: Time) -> list[int]:
    """The days that a time tells, to the day or as a weekend."""
    if time.type not in ("DATE", "TIME") or time.precision is None:
        return []
    if (weekend := _WEEKEND.match(time.value)) is not None:
        try:
            saturday = date.fromisocalendar(int(weekend[1]), int(weekend[2]), _SATURDAY).toordinal()
        except ValueError:
            return []
        return [saturday, saturday + 1]
    day = _ordinal(time.value) if time.precision <= _DAY else None
    return [] if day is None else [day]


def _places(reading: Reading, event: Event, stretches: list[Span]) -> tuple[Where, ...]:
    """The places of the event first, then those told around it; each once, by its name in the gazetteer."""
    own = {role.place for role in event.roles if role.role == "place" and role.place is not None}
    if not any(p.id in own and p.gazetteer_id for p in reading.places):
        own |= _only(reading, stretches)
    found: dict[str, Where] = {}
    for its in (True, False):
        for place in reading.places:
            if (place.id in own) is not its or place.gazetteer_id is None or place.gazetteer_id in found:
                continue
            if place.lat is None or place.lon is None or (not its and not inside(place.start, stretches)):
                continue
            country, division = place.country or "", place.admin1
            found[place.gazetteer_id] = Where(
                hashed(place.gazetteer_id),
                hashed(fold(place.name)),
                place.lat,
                place.lon,
                place.precision or _COARSE,
                hashed(f"{country}/{division}/{place.admin2}") if place.admin2 else 0,
                hashed(f"{country}/{division}") if division else 0,
                country,
                its,
                place.start,
                place.end,
            )
            if len(found) == _MOST_PLACES:
                break
    return tuple(found.values())


def _only(reading: Reading, stretches: list[Span]) -> set[str]:
    """The one place of the passages that is told to a second-order division: an event without a place was there."""
    near = [p for p in reading.places if p.lat is not None and p.sense == "location" and inside(p.start, stretches)]
    near = [p for p in near if (p.precision or _COARSE) <= _LOCAL]
    return {p.id for p in near} if len({p.gazetteer_id for p in near}) == 1 else set()


def _spots(reading: Reading, stretches: list[Span]) -> tuple[Told, ...]:
    """Names of places that the gazetteer does not know, by a hash: villages, quarters, streets."""
    found: dict[int, Told] = {}
    for place in reading.places:
        if place.gazetteer_id is None and inside(place.start, stretches) and told_bits(place.name) >= _TELLING:
            name = hashed(fold(place.name))
            found.setdefault(name, Told(name, place.start, place.end))
    return tuple(found.values())[:_MOST_SPOTS]


def _toll(event: Event) -> tuple[Count, ...]:
    """The totals by status; where a status has none, its parts."""
    totals = [row for row in event.toll if row.part_of is None and row.category is None]
    whole = {row.status for row in totals}
    rows = totals + [row for row in event.toll if row.part_of is None and row.status not in whole]
    return tuple(Count(r.status, r.low, r.high, *r.span) for r in rows[:_MOST_COUNTS])
