"""From a TIMEX3 value to the interval that it spans, in local time, and to UTC instants."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from onrecord.reading.times import lexicon, values
from onrecord.reading.times.zones import to_utc

Moment = datetime.datetime
_MINUTE = datetime.timedelta(minutes=1)
_DAY_LENGTH = datetime.timedelta(days=1)

EARLIEST_ZONE, LATEST_ZONE = "+14:00", "-12:00"
"""The first and the last zone in which a day begins (Line Islands, Baker Island)."""

PARTS: dict[str, tuple[int, int]] = {"MO": (5, 12), "AF": (12, 18), "EV": (17, 24), "NI": (18, 30), "DT": (6, 18)}
"""From which hour to which a part of the day lasts; the night ends at 6 the next morning."""

_EDGE_SHARE = {"START": (0.0, 1 / 3), "MID": (1 / 3, 2 / 3), "END": (2 / 3, 1.0)}
"""Early, mid and late are the first, middle and last third: early Tuesday is until 8, late December from the 21st."""

_CLOCK = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$")
_PART = re.compile(r"(\d{4})-(\d{2})-(\d{2})T([A-Z]{2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_YEARS = re.compile(r"(\d{2,4})$")

CLOCK_TIME, ONE_DAY, SOME_DAYS, WEEK, MONTH, YEAR = range(6)
"""Precision after UCDP's ``date_prec``, and 0 for a clock time."""
_LONGEST = ((1, ONE_DAY), (7, SOME_DAYS), (32, MONTH))  # days that a precision spans, at most


@dataclass(frozen=True, slots=True)
class Interval:
    """A local interval without zone, half-open, with its precision."""

    start: Moment
    end: Moment
    precision: int


def interval_of(value: str, mod: str | None = None) -> Interval | None:
    """What a value spans in local time; none for durations, sets, references and what the calendar lacks."""
    found = _whole(value) if mod not in ("BEFORE", "AFTER") else None
    if found is None or mod not in _EDGE_SHARE:
        return found
    if found.precision == CLOCK_TIME and not _PART.match(value):
        return found
    low, high = _EDGE_SHARE[mod]
    length = found.end - found.start
    start, end = found.start + length * low, found.start + length * high
    if found.precision > ONE_DAY:
        start, end = _midnight(start), max(_midnight(end), _midnight(start) + _DAY_LENGTH)
    return Interval(start, end, found.precision)


def around(day: datetime.date, before: int, after: int) -> Interval | None:
    """Days around a day, both ends included; none where they leave the calendar."""
    try:
        start = Moment.combine(day, datetime.time()) - before * _DAY_LENGTH
        end = Moment.combine(day, datetime.time()) + (after + 1) * _DAY_LENGTH
    except OverflowError:
        return None
    precision = next((p for days, p in _LONGEST if before + after < days), YEAR)
    return Interval(start, end, precision)


def _midnight(moment: Moment) -> Moment:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _whole(value: str) -> Interval | None:
    try:
        return _read(value)
    except (ValueError, OverflowError):
        return None


def _read(value: str) -> Interval | None:
    if match := _CLOCK.match(value):
        year, month, day, hour, minute = (int(n) for n in match.groups()[:5])
        start = Moment(year, month, day) + datetime.timedelta(hours=hour, minutes=minute)
        if match[6]:
            start += datetime.timedelta(seconds=int(match[6]))
            return Interval(start, start + datetime.timedelta(seconds=1), CLOCK_TIME)
        return Interval(start, start + _MINUTE, CLOCK_TIME)
    if match := _PART.match(value):
        if match[4] not in PARTS:
            return None
        begin, end = PARTS[match[4]]
        start = Moment(int(match[1]), int(match[2]), int(match[3]))
        return Interval(start + datetime.timedelta(hours=begin), start + datetime.timedelta(hours=end), ONE_DAY)
    if match := _DAY.match(value):
        start = Moment(int(match[1]), int(match[2]), int(match[3]))
        return Interval(start, start + _DAY_LENGTH, ONE_DAY)
    if match := _WEEK.match(value):
        start = Moment.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        days = 2 if match[3] else 7
        return Interval(start, start + days * _DAY_LENGTH, SOME_DAYS if match[3] else WEEK)
    if match := _MONTH.match(value):
        return _months(int(match[1]), int(match[2]), 1, MONTH)
    if match := _QUARTER.match(value):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3, YEAR)
    if match := _HALF.match(value):
        return _months(int(match[1]), 6 * int(match[2]) - 5, 6, YEAR)
    if match := _SEASON.match(value):
        return _months(int(match[1]), lexicon.SEASON_MONTHS[match[2]], 3, YEAR)
    if match := _YEARS.match(value):
        span = 10 ** (4 - len(match[1]))
        first = int(match[1]) * span
        if first == 0:
            return None
        return _months(first, 1, 12 * span, YEAR)
    return None


def _months(year: int, month: int, length: int, precision: int) -> Interval | None:
    start = values.day(year, month, 1)
    end = values.add(start, "month", length) if start is not None else None
    if start is None or end is None:
        return None
    return Interval(Moment(start.year, start.month, 1), Moment(end.year, end.month, 1), precision)


def instants(found: Interval, zone: str | None) -> tuple[str, str] | None:
    """The interval in UTC, earliest and (exclusive) latest, as ``2024-01-24T08:15:00Z``.

    Without a zone, a clock time spans all it can mean (UTC+14 to UTC−12) and anything longer is read as UTC. None
    where an instant would leave the years 1 to 9999.
    """
    first, last = zone or "+00:00", zone or "+00:00"
    if zone is None and found.precision == CLOCK_TIME:
        first, last = EARLIEST_ZONE, LATEST_ZONE
    start, end = to_utc(found.start, first), to_utc(found.end, last)
    if zone is not None and found.precision == CLOCK_TIME and start is not None and end is not None:
        end = start + (found.end - found.start)  # a minute is a minute, also where the clocks are changed
    if start is None or end is None or start >= end:
        return None
    return written(start), written(end)


def written(moment: Moment) -> str:
    """A UTC time as the contract writes instants."""
    return moment.replace(microsecond=0).isoformat() + "Z"
