"""Events told as history: dated long before the report, where it also tells of current ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from onrecord.reading.events.coreference import Group
from onrecord.records import Report, Time

_LONG = timedelta(days=366)
_REAL = ("actual", "ongoing")
_WEIGHTY = 6
"""The codebook's weight from which an event can be what a report is about."""


def current(groups: Sequence[Group], times: Mapping[str, Time], report: Report) -> Sequence[Group]:
    """The events without those of the past, where something of weight is left; else all.

    An event is past where all its dates end more than a year before the report's publication or, where that is not
    known, before the last day that the report names.
    """
    today = _today(times, report)
    if today is None:
        return groups
    left = [group for group in groups if not _is_past(group, times, today - _LONG)]
    weighty = any(m.type.weight >= _WEIGHTY and m.realis in _REAL for group in left for m in group.sample())
    return left if weighty else groups


def _today(times: Mapping[str, Time], report: Report) -> date | None:
    if report.published is not None:
        return _day(str(report.published))
    days = [day for time in times.values() if (day := _last(time)) is not None]
    return max(days, default=None)


def _is_past(group: Group, times: Mapping[str, Time], before: date) -> bool:
    days = [_last(times[id]) for mention in group.sample() for id in mention.times]
    return bool(days) and all(day is not None and day <= before for day in days)


def _last(time: Time) -> date | None:
    return _day(time.latest or time.earliest or time.value)


def _day(written: str) -> date | None:
    """The day of an ISO date or instant, the last of a year that stands alone."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        year = written[:4]
        return date(int(year), 12, 31) if year.isdigit() and year > "0000" else None
