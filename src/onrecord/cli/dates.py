"""Days and instants for people: in UTC, so that reports from several zones can be told apart and put in order."""

from __future__ import annotations

import datetime

_ONE_DAY = 86_400
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}


def day(moment: datetime.date) -> str:
    """``14 May 2024``."""
    return f"{moment.day} {moment:%b %Y}"


def instant(iso: str | None, *, zone: bool = True) -> str:
    """A moment as a report or the ledger gives it: ``14 May 2024, 16:00 UTC``; of a date alone ``14 May 2024``."""
    if iso is None:
        return "no date"
    try:
        if len(iso) == len("2024-05-14"):
            return day(datetime.date.fromisoformat(iso))
        moment = datetime.datetime.fromisoformat(iso)
        if moment.tzinfo is not None:
            moment = moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return iso
    return f"{day(moment)}, {moment:%H:%M}" + (" UTC" if zone and moment.tzinfo is not None else "")


def interval(start: int | None, until: int | None) -> str:
    """When something happened (seconds since 1970 UTC): a clock time, a day, or from when to when."""
    if start is None or until is None:
        return "day not told"
    first, last = _moment(start), _moment(until - 1)
    if until - start <= 3600:
        return f"{day(first)}, {first:%H:%M} UTC"
    if until - start <= 2 * _ONE_DAY + 4 * 3600:  # a day in some zone: the one in its middle
        return day(_moment((start + until) // 2))
    return f"{day(first)} – {day(last)}"


def calendar(value: str) -> str:
    """A TIMEX3 value: ``14 May 2024, 09:40``, ``14 May 2024, morning``; as it is, where it is no day."""
    date, _, clock = value.partition("T")
    try:
        told = day(datetime.date.fromisoformat(date)) if len(date) == len("2024-05-14") else date
    except ValueError:
        return value
    return f"{told}, {_PARTS.get(clock, clock)}" if clock else told


def _moment(seconds: int) -> datetime.datetime:
    try:
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=seconds)
    except OverflowError:
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
