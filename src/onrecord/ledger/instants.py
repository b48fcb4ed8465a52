"""Instants as whole numbers: microseconds of our own clock and of publication, seconds of what is told."""

from __future__ import annotations

import datetime
import re
import zoneinfo

MICROSECONDS = 1_000_000

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_DAY = datetime.timedelta(days=1)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{8}|\d{4}-?W\d\d(?:-?\d)?")


def seconds_of(instant: str | None) -> int | None:
    """The seconds of a reading's instant (``2024-01-24T08:15:00Z``); none where there is none."""
    if instant is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(instant)
    except ValueError:
        return None
    return (moment - _EPOCH) // datetime.timedelta(seconds=1) if moment.tzinfo is not None else None


def published_of(published: str | None, timezone: str | None) -> tuple[int | None, int | None]:
    """First and last instant (µs) at which a report can have been published; both none where it does not say.

    An instant is both. Of a date alone they are the day's first and last microsecond, in ``timezone`` if that is known,
    else in UTC; so is an hour without a zone read.
    """
    if published is None:
        return None, None
    try:
        moment = datetime.datetime.fromisoformat(published)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_zone(timezone))
        first = microseconds(moment)
    except (ValueError, OverflowError):
        return None, None
    if not _DATE.fullmatch(published.strip()):
        return first, first
    try:
        return first, microseconds(moment + _DAY) - 1
    except OverflowError:  # the calendar's last day
        return first, first + _DAY // datetime.timedelta(microseconds=1) - 1


def _zone(timezone: str | None) -> datetime.tzinfo:
    if timezone is None:
        return datetime.UTC
    offset = _OFFSET.fullmatch(timezone)
    if offset is not None:
        sign = -1 if offset[1] == "-" else 1
        return datetime.timezone(sign * datetime.timedelta(hours=int(offset[2]), minutes=int(offset[3])))
    try:
        return zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.UTC


def microseconds(moment: datetime.datetime) -> int:
    """The microseconds of an instant that has a zone."""
    return (moment - _EPOCH) // datetime.timedelta(microseconds=1)


def moment_of(microseconds: int) -> datetime.datetime:
    """The instant in UTC; outside of the years 1–9999 (a zone can lead there) the first or last of them."""
    try:
        return _EPOCH + datetime.timedelta(microseconds=microseconds)
    except OverflowError:
        bound = datetime.datetime.min if microseconds < 0 else datetime.datetime.max
        return bound.replace(tzinfo=datetime.UTC)


def told(microseconds: int | None) -> str | None:
    """An instant as people and programs read it: ``2024-01-24T08:15:00Z``."""
    if microseconds is None:
        return None
    moment = moment_of(microseconds)
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def told_seconds(seconds: int | None) -> str | None:
    """An instant in seconds as people and programs read it."""
    return None if seconds is None else told(seconds * MICROSECONDS)


def asked(moment: str | datetime.datetime | datetime.date) -> int:
    """The instant (µs) that somebody asks about: of a date its last microsecond, in UTC.

    Raises:
        ValueError: with the mend in its message.
    """
    if isinstance(moment, datetime.datetime):
        return microseconds(moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC))
    text = moment.isoformat() if isinstance(moment, datetime.date) else moment
    until = published_of(text, None)[1]
    if until is None:
        raise ValueError(f"{text!r} is no time: write 2024-01-24 or 2024-01-24T18:00:00+02:00")
    return until


def first_of(moment: str | datetime.datetime | datetime.date) -> int:
    """The first instant (µs) of a time that somebody asks about: of a date its first microsecond.

    Raises:
        ValueError: with the mend in its message.
    """
    if isinstance(moment, datetime.datetime):
        return asked(moment)
    text = moment.isoformat() if isinstance(moment, datetime.date) else moment
    first = published_of(text, None)[0]
    if first is None:
        raise ValueError(f"{text!r} is no time: write 2024-01-24 or 2024-01-24T18:00:00+02:00")
    return first
