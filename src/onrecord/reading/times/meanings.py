"""What a time expression says by itself, before it is anchored: the output of the grammar, the input of anchoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records import TimeType

Base = Literal["published", "context"]
"""What a distance is counted from: the day of publication, or what the text spoke of last."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A TIMEX3 value that rests on nothing else: ``1988``, ``2024-01-24``, ``P3D``, ``PAST_REF``."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time about the present that has no place in the calendar: "recently", "in the coming weeks".

    ``value`` is TIMEX3's reference; what is meant lies between ``before`` days before the publication and ``after``
    days after it.
    """

    value: str
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Partial:
    """A part of a year without the year: month (and day), season, quarter, half or holiday.

    ``weekday`` stands beside a day ("Friday, Feb. 27") and tells the year. ``step`` is −1 for "last May", 0 for "this
    May", 1 for "next May"; ``year_step`` the same for "in May last year", counted from the year that the text spoke of
    last where ``year_from_text`` ("in May of that year"). ``year`` is that of the date beside it ("May and June 1955");
    ``week`` means the week of a holiday; ``nth`` is which day of the month: its number (−1 the last) and its weekday
    (0 any), "the first Friday of July".
    """

    month: int | None = None
    day: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    holiday: str | None = None
    weekday: int | None = None
    step: int | None = None
    year_step: int | None = None
    year_from_text: bool = False
    year: str | None = None
    week: bool = False
    nth: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 Monday to 7 Sunday; ``week_step`` is −1 for "Friday last week"."""

    number: int
    step: int | None = None
    week_step: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The bare second day of a range: "Jan. 9–11"; the month (and year) are those of the expression before."""

    day: int


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after the base: "two days ago" (−2 days), "this month" (0 months).

    ``of_quarter``: in a report on earnings, "a year earlier" is the same quarter of the year before.
    """

    unit: str
    count: int
    base: Base = "published"
    of_quarter: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend, ``step`` as in :class:`Partial`."""

    step: int | None = None


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning (MO), afternoon (AF), evening (EV) or night (NI) of a day; none: of the day the text speaks of."""

    code: str
    date: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as written, in 24 hours. ``zone`` is the zone's words ("GMT", "local time", "Moscow time")."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The n-th day, week, month or year of a war: "the war's 700th day"; or its n-th ``anniversary``, a day."""

    number: int
    unit: str
    anniversary: bool = False


Meaning = Fixed | Vague | Partial | Weekday | DayOfMonth | Shift | Weekend | PartOfDay | Clock | Counted


@dataclass(frozen=True, slots=True)
class Meant:
    """What a rule reads from its match: ``first``/``last`` are items (half-open), where they are not the match's."""

    type: TimeType
    meaning: Meaning
    mod: str | None = None
    first: int | None = None
    last: int | None = None


@dataclass(slots=True)
class Found:
    """A recognised expression: offsets into the report's text, and its meaning.

    ``first``/``last`` are its items; ``reach`` and ``order`` decide between candidates; ``date`` is a clock's day.
    """

    start: int
    end: int
    type: TimeType
    meaning: Meaning
    mod: str | None
    first: int
    last: int
    rule: str
    reach: int
    order: int
    date: Found | None = None
