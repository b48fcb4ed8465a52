"""Clock times told as one: "at 11:15 a.m. local time (0815 GMT, 3:15 a.m. EST)" is one instant, written three times."""

from __future__ import annotations

import datetime
import re

from onrecord.reading.times.items import Items
from onrecord.reading.times.meanings import Clock, Found
from onrecord.reading.times.pattern import compile_pattern
from onrecord.reading.times.zones import is_local, to_utc

_BETWEEN = compile_pattern(r"(,? {open}|,|/|,? or|;|,? which is|-|or about|{open} about)$")
_DATE_BETWEEN = compile_pattern(r"(on {weekday} )?{open}$")
_LARGEST_EAST, _LARGEST_WEST = datetime.timedelta(hours=14), datetime.timedelta(hours=-12)
_QUARTER_HOUR = datetime.timedelta(minutes=15)
_DAY = datetime.timedelta(days=1)


def groups_of_equivalents(found: list[Found], items: Items) -> list[list[Found]]:
    """Rows of clock times that are told as one: neighbours with only a bracket, a comma or "or" between, of which at
    least one has a stated zone and no two the same."""
    groups: list[list[Found]] = []
    row: list[Found] = []
    for one in found:
        if row and isinstance(one.meaning, Clock) and _linked(row[-1], one, items):
            row.append(one)
            continue
        if len(row) > 1:
            groups.append(row)
        row = [one] if isinstance(one.meaning, Clock) else row if _is_date_in_between(row, one, items) else []
    if len(row) > 1:
        groups.append(row)
    return [g for g in groups if _is_group(g)]


def _linked(one: Found, two: Found, items: Items) -> bool:
    between = items.kinds[one.last : two.first]
    return bool(_BETWEEN.fullmatch(between) or _DATE_BETWEEN.fullmatch(between))


def _is_date_in_between(row: list[Found], one: Found, items: Items) -> bool:
    """ "at 9 p.m. local time on Tuesday (1800 GMT)": the day does not part the two."""
    return bool(row) and one.type == "DATE" and one.first - row[-1].last <= 1


def _is_group(group: list[Found]) -> bool:
    zones = [_zone_words(one) for one in group]
    stated = [z for z in zones if z and not is_local(z)]
    return bool(stated) and len(set(zones)) == len(zones)


def _zone_words(one: Found) -> str:
    return (one.meaning.zone or "") if isinstance(one.meaning, Clock) else ""


def instant_near(clock: datetime.time, zone: str, near: datetime.datetime) -> datetime.datetime | None:
    """The UTC time at which clocks of a zone show ``clock``, nearest to a UTC time."""
    best: datetime.datetime | None = None
    for days in (-1, 0, 1):
        try:
            local = datetime.datetime.combine(near.date(), clock) + days * _DAY
        except OverflowError:
            continue
        moment = to_utc(local, zone)
        if moment is not None and (best is None or abs(moment - near) < abs(best - near)):
            best = moment
    return best


def offset_between(local: datetime.datetime, clock: datetime.time, zone: str) -> datetime.timedelta | None:
    """The offset of local time, from one and the same instant told in local time and in a known zone.

    Of the days on which the second may lie the one is taken that gives an offset that exists (−12 to +14 hours, whole
    quarters of an hour), the smallest where two do.
    """
    offsets: list[datetime.timedelta] = []
    for days in (-1, 0, 1):
        try:
            moment = to_utc(datetime.datetime.combine(local.date(), clock) + days * _DAY, zone)
        except OverflowError:
            continue
        if moment is None:
            continue
        offset = local - moment
        if _LARGEST_WEST <= offset <= _LARGEST_EAST and not offset % _QUARTER_HOUR:
            offsets.append(offset)
    return min(offsets, key=abs, default=None)


def written_offset(offset: datetime.timedelta) -> str:
    """An offset as ``+03:00``."""
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


CLOCK_VALUE = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})")
