"""Events told as history: dated long before the report, where it also tells of current ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.reading.events.coreference import Group
from onrecord.records import Report, Time

LATELY = 14
"""Days in which what a report is about has happened."""

_LONG = 366  # days
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
    before = date.fromordinal(max(1, today.toordinal() - _LONG))
    left = [group for group in groups if not _is_past(group, times, before)]
    weighty = any(m.type.weight >= _WEIGHTY and m.realis in _REAL for group in left for m in group.sample())
    return left if weighty else groups


def earlier(groups: Sequence[Group], times: Mapping[str, Time], report: Report) -> list[Group]:
    """The events all of whose dates end more than :data:`LATELY` days before the report's publication: told beside what
    is reported."""
    today = _today(times, report)
    if today is None or report.published is None:
        return []
    before = date.fromordinal(max(1, today.toordinal() - LATELY))
    return [group for group in groups if _is_past(group, times, before)]


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
