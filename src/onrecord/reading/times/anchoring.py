"""From what an expression says to its TIMEX3 value: which year, which Friday, two days from what."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.reading.times import values
from onrecord.reading.times.counted import CandidateWar, counted_day, value_from
from onrecord.reading.times.meanings import (
    Clock,
    Counted,
    DayOfMonth,
    Fixed,
    Meaning,
    Partial,
    PartOfDay,
    Shift,
    Vague,
    Weekday,
    Weekend,
)
from onrecord.reading.times.values import Day
from onrecord.reading.times.years import nearest_year, year_of

PUBLISHED = "published"

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?!\d)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})")
_DATED = re.compile(r"(BC)?\d{4}(-|$)")
_FAR = 10  # years that a history does not jump without going on there
_FEW_OF_THE_DAY = 0.1  # "today" and weekdays, for each year gone by
_RECENT_YEARS, _SEVERAL, _MOST = 1, 5, 0.6  # background paragraphs of news name a few years; histories many


@dataclass(frozen=True, slots=True)
class Anchor:
    """A resolved value that later expressions may rest on, with the id of its expression."""

    value: str
    id: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of an expression and what it rests on: ``published``, the id of another, or nothing."""

    value: str
    anchor: str | None = None


@dataclass(slots=True)
class Context:
    """What is known when an expression is resolved.

    ``published`` is the local day of publication; ``last`` the date that the text spoke of last (``last_day`` the last
    that is a day), ``last_clock`` the last clock time, ``quarter`` the quarter that figures are told of; ``wars`` those
    that the report may count the days of; ``narrative`` whether the text tells of years gone by, and ``aside`` a year
    that it named far from where it stands.
    """

    published: Day | None
    last: Anchor | None = None
    last_day: Anchor | None = None
    last_clock: Anchor | None = None
    quarter: Anchor | None = None
    wars: tuple[CandidateWar, ...] = ()
    narrative: bool = False
    aside: int | None = None

    def is_aside(self, value: str) -> bool:
        """Whether a history names a year far from where it stands, and does not go on there: "as papers of 2005 show".

        The second such year in a row is where it goes on.
        """
        told, stands = (values.year_of_value(v) if v else None for v in (value, self.last.value if self.last else ""))
        if not self.narrative or told is None or stands is None or told.startswith("BC") or stands.startswith("BC"):
            return False
        if abs(int(told) - int(stands)) <= _FAR:
            self.aside = None
            return False
        goes_on = self.aside is not None and abs(self.aside - int(told)) <= _FAR
        self.aside = None if goes_on else int(told)
        return not goes_on

    def present(self) -> tuple[Day | None, str | None]:
        """The day from which the text looks, and what tells it: publication, but in a history what it spoke of last."""
        if self.narrative and self.last is not None:
            day = day_of_value(self.last.value)
            if day is not None:
                return day, self.last.id
        return self.published, PUBLISHED if self.published is not None else None

    def year_told(self, meaning: Partial) -> Anchor | None:
        """The year of a part of a year, where it follows from what the text spoke of last."""
        year = values.year_of_value(self.last.value) if self.last is not None else None
        if self.last is None or year is None or meaning.holiday is not None:
            return None
        if meaning.year_from_text:
            return Anchor(values.year_beside(year, meaning.year_step or 0), self.last.id)
        if self.narrative and meaning.year_step is None and meaning.step is None:
            whole = self.last.value == year  # "in 1944 … in June": of that year
            return Anchor(year, self.last.id) if whole or year.startswith("BC") else None
        return None


def is_history(meanings: Iterable[Meaning], context: Context) -> bool:
    """Whether a text tells of years gone by, so that its months and days are those of the year that it spoke of last.

    It is if it names several years and most of them lie well before its publication, or if it has no such date.
    """
    if context.published is None:
        return True
    years: list[int] = []
    of_the_day = 0  # weekdays and "today": what is told as news
    for meaning in meanings:
        if isinstance(meaning, Fixed) and _DATED.match(meaning.value):
            years.append(-int(meaning.value[2:6]) if meaning.value.startswith("BC") else int(meaning.value[:4]))
        elif isinstance(meaning, Weekday) or (
            isinstance(meaning, Shift) and meaning.unit == "day" and not meaning.count
        ):
            of_the_day += 1
    bygone = sum(1 for year in years if year < context.published.year - _RECENT_YEARS)
    return bygone >= _SEVERAL and bygone >= _MOST * len(years) and of_the_day <= _FEW_OF_THE_DAY * bygone


def resolve(meaning: Meaning, direction: int, context: Context) -> Resolved | None:
    """The value of a meaning; none where it turns out to mean no time (a count of days of no known war).

    ``direction`` is −1 where the clause looks back, 1 where it looks ahead, 0 where it does not say.
    """
    if isinstance(meaning, Fixed):
        return Resolved(meaning.value)
    if isinstance(meaning, Vague):
        told = context.published is not None and not context.narrative
        return Resolved(meaning.value, PUBLISHED if told else None)
    if isinstance(meaning, Partial):
        return _partial(meaning, direction, context)
    if isinstance(meaning, Weekday):
        return _weekday(meaning, direction, context)
    if isinstance(meaning, DayOfMonth):
        return _day_of_month(meaning, context)
    if isinstance(meaning, Shift):
        return _shift(meaning, context)
    if isinstance(meaning, Weekend):
        return _weekend(meaning, direction, context)
    if isinstance(meaning, PartOfDay):
        return _part(meaning, direction, context)
    if isinstance(meaning, Counted):
        return _counted(meaning, context)
    return None


def day_of_value(value: str) -> Day | None:
    """The first day of a TIMEX3 value; none where it has none in the calendar."""
    try:
        if match := _DAY.match(value):
            return Day(int(match[1]), int(match[2]), int(match[3]))
        if match := _WEEK.match(value):
            return Day.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match := _QUARTER.match(value):
            return Day(int(match[1]), 3 * int(match[2]) - 2, 1)
        if match := _MONTH.match(value):
            return Day(int(match[1]), int(match[2]), 1)
        if match := _YEAR.match(value):
            return Day(int(match[1]), 1, 1)
    except ValueError:
        return None
    return None


def _partial(meaning: Partial, direction: int, context: Context) -> Resolved:
    published, anchor = context.present()
    suffix = _suffix(meaning, None)
    if meaning.year is not None:
        return Resolved(f"{meaning.year}-{suffix}")
    told = context.year_told(meaning)
    if told is not None:
        return Resolved(f"{told.value}-{_suffix(meaning, _number(told.value))}", told.id)
    if published is None:
        return Resolved(f"XXXX-{suffix}")
    if meaning.year_step is None and meaning.step is None and anchor != PUBLISHED:
        year = nearest_year(meaning, published)
    elif meaning.year_step is not None:
        year = published.year + meaning.year_step
    else:
        year = year_of(meaning, direction, published)
    if year is None or not 1 <= year <= 9999:
        return Resolved(f"XXXX-{suffix}")
    if meaning.week and meaning.holiday is not None and (feast := values.holiday(meaning.holiday, year)) is not None:
        return Resolved(values.value_of(feast, "week"), anchor)
    return Resolved(f"{year:04}-{_suffix(meaning, year)}", anchor)


def _number(year: str) -> int | None:
    return int(year) if year.isdigit() else None


def _suffix(meaning: Partial, year: int | None) -> str:
    if meaning.season is not None:
        return meaning.season
    if meaning.quarter is not None:
        return f"Q{meaning.quarter}"
    if meaning.half is not None:
        return f"H{meaning.half}"
    if meaning.holiday is not None:
        found = values.holiday(meaning.holiday, year if year is not None else 2000)
        return found.isoformat()[5:] if found is not None else "XX-XX"
    if meaning.nth is not None and meaning.month is not None:
        found = values.nth_day(year, meaning.month, *meaning.nth) if year is not None else None
        return found.isoformat()[5:] if found is not None else f"{meaning.month:02}-XX"
    if meaning.day is not None:
        return f"{meaning.month:02}-{meaning.day:02}"
    return f"{meaning.month:02}"


def _weekday(meaning: Weekday, direction: int, context: Context) -> Resolved:
    (published, anchor), number = context.present(), meaning.number
    if published is None:
        return Resolved(f"XXXX-WXX-{number}")
    if meaning.week_step is not None:
        monday = values.add(published, "day", 1 - published.isoweekday())
        found = values.add(monday, "day", 7 * meaning.week_step + number - 1) if monday else None
    elif meaning.step == -1:
        found = values.weekday_before(published, number, same=False)
    elif meaning.step == 1 or (direction > 0 and published.isoweekday() != number):
        found = values.weekday_after(published, number, same=False)
    elif meaning.step == 0:
        monday = values.add(published, "day", 1 - published.isoweekday())
        found = values.add(monday, "day", number - 1) if monday else None
    else:
        found = values.weekday_before(published, number, same=True)
    return Resolved(found.isoformat() if found else f"XXXX-WXX-{number}", anchor if found else None)


def _day_of_month(meaning: DayOfMonth, context: Context) -> Resolved | None:
    if context.last is None or not _DAY.match(context.last.value.replace("XXXX", "2000")):
        return None
    return Resolved(f"{context.last.value[:8]}{meaning.day:02}", context.last.id)


def _shift(meaning: Shift, context: Context) -> Resolved:
    if meaning.unit in ("hour", "minute", "second"):
        return _shift_clock(meaning, context)
    base, anchor = context.present()
    unit = meaning.unit
    ancient = context.last is not None and context.last.value.startswith("BC")
    if context.last is not None and ancient and unit == "year" and (context.narrative or meaning.base == "context"):
        year = values.year_of_value(context.last.value)
        if year is not None:
            return Resolved(values.year_beside(year, meaning.count), context.last.id)
    if meaning.base == "context":
        source = context.last_day if unit == "day" else context.last
        found = day_of_value(source.value) if source is not None else None
        if found is not None and source is not None:
            base, anchor = found, source.id
    if base is None:
        return Resolved(values.unknown_value(unit))
    if meaning.of_quarter and context.quarter is not None:
        quarter = day_of_value(context.quarter.value)
        years = -1 if (unit, meaning.count) in (("year", -1), ("quarter", -4)) else 0
        moved = values.add(quarter, "year", years) if quarter is not None else None
        if moved is not None:
            return Resolved(values.value_of(moved, "quarter"), context.quarter.id)
    if unit == "week" and meaning.count == -1 and anchor == PUBLISHED and base.isoweekday() == 7:
        return Resolved(values.value_of(base, unit), anchor)  # on a Sunday, last week is the one that ends
    target = values.add(base, unit, meaning.count)
    if target is None:
        return Resolved(values.unknown_value(unit), None)
    return Resolved(values.value_of(target, unit), anchor)


def _shift_clock(meaning: Shift, context: Context) -> Resolved:
    source = context.last_clock if meaning.base == "context" else None
    match = _CLOCK.match(source.value) if source is not None else None
    if match is None or source is None:
        return Resolved("PAST_REF" if meaning.count < 0 else "FUTURE_REF")
    day = day_of_value(match[1])
    seconds = {"hour": 3_600, "minute": 60, "second": 1}[meaning.unit] * meaning.count
    try:
        if day is None:
            return Resolved("XXXX-XX-XX")
        hour = int(match[2]) % 24
        moment = datetime.datetime(day.year, day.month, day.day, hour, int(match[3]))
        moment += datetime.timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return Resolved("XXXX-XX-XX")
    return Resolved(moment.isoformat(timespec="minutes"), source.id)


def _weekend(meaning: Weekend, direction: int, context: Context) -> Resolved:
    published, anchor = context.present()
    if published is None:
        return Resolved("XXXX-WXX-WE")
    ahead = meaning.step == 1 or (meaning.step == 0) or (meaning.step is None and direction > 0)
    if ahead:
        saturday = values.add(published, "day", 6 - published.isoweekday())
        if meaning.step == 1 and published.isoweekday() >= 6 and saturday is not None:
            saturday = values.add(saturday, "day", 7)
    else:
        saturday = values.weekday_before(published, 6, same=meaning.step is None)
    if saturday is None:
        return Resolved("XXXX-WXX-WE")
    return Resolved(f"{values.value_of(saturday, 'week')}-WE", anchor)


def _part(meaning: PartOfDay, direction: int, context: Context) -> Resolved | None:
    day = resolve(meaning.date, direction, context) if meaning.date is not None else narrative_day(context)
    return None if day is None else Resolved(f"{day.value}T{meaning.code}", day.anchor)


def narrative_day(context: Context) -> Resolved:
    """The day that the text speaks of: the last one named in the paragraph, else that of publication."""
    if context.last_day is not None:
        return Resolved(context.last_day.value, context.last_day.id)
    if context.published is not None:
        return Resolved(context.published.isoformat(), PUBLISHED)
    return Resolved("XXXX-XX-XX")


def clock_value(meaning: Clock, day: str) -> str:
    """The TIMEX3 value of a clock time on a day, without its zone."""
    second = f":{meaning.second:02}" if meaning.second is not None else ""
    return f"{day}T{meaning.hour:02}:{meaning.minute or 0:02}{second}"


def _counted(meaning: Counted, context: Context) -> Resolved | None:
    found = counted_day(meaning, context.wars, context.published)
    return None if found is None else Resolved(value_from(found, meaning))
