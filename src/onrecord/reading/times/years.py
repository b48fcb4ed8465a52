"""In which year does a month, a day, a season or a holiday lie that is told without one?"""

from __future__ import annotations

from onrecord.reading.times import lexicon, values
from onrecord.reading.times.meanings import Partial
from onrecord.reading.times.values import Day

_NEAR_DAYS = 100  # a day that lies so near to the publication is meant, whatever the tense
_BACKWARD = 2  # how much farther a day seems that lies back from where a history stands
_MONTHS_AHEAD = 3  # without a tense, a month up to so far ahead is the coming one, else the one gone by


def _start_in(meaning: Partial, year: int) -> Day | None:
    if meaning.holiday is not None:
        return values.holiday(meaning.holiday, year)
    month = meaning.month or 1
    if meaning.season is not None:
        month = lexicon.SEASON_MONTHS[meaning.season]
    elif meaning.quarter is not None:
        month = 3 * meaning.quarter - 2
    elif meaning.half is not None:
        month = 6 * meaning.half - 5
    return values.day(year, month, meaning.day or 1)


def year_of(meaning: Partial, direction: int, published: Day) -> int | None:
    """The year in which a month, day, season … lies, seen from the day of publication."""
    days = {
        year: start
        for year in range(published.year - 4, published.year + 5)  # Feb. 29 recurs within four years (1900 apart)
        if 1 <= year <= 9999 and (start := _start_in(meaning, year)) is not None
    }
    if not days:
        return None
    own = published if meaning.day or meaning.holiday else published.replace(day=1)
    if meaning.quarter is not None:
        own = values.day(published.year, (published.month - 1) // 3 * 3 + 1, 1) or own
    past = max((y for y, d in days.items() if d <= own), default=None)
    future = min((y for y, d in days.items() if d >= own), default=None)
    step = meaning.step
    if meaning.season is not None:
        return _year_of_season(meaning, direction, published)
    if step == -1:
        return max((y for y, d in days.items() if d < own), default=None)
    if step == 1:
        return min((y for y, d in days.items() if d > own), default=None)
    if step == 0 and not meaning.day:
        return published.year
    if meaning.weekday is not None:
        fitting = [y for y, d in days.items() if d.isoweekday() == meaning.weekday]
        if fitting:
            return min(fitting, key=lambda y: (abs((days[y] - published).days), y))
    if past is None or future is None:
        return past if future is None else future
    ahead, back = (days[future] - published).days, (published - days[past]).days
    if meaning.quarter is not None or meaning.half is not None:
        return future if direction > 0 and ahead < back else past
    if (meaning.day or meaning.holiday) and min(ahead, back) <= _NEAR_DAYS:
        return future if ahead < back else past
    if direction:
        return future if direction > 0 else past
    return future if ahead <= 31 * _MONTHS_AHEAD and ahead <= back else past


def _year_of_season(meaning: Partial, direction: int, published: Day) -> int:
    first = lexicon.SEASON_MONTHS[meaning.season or "SP"]
    begun = published.month >= first
    year = published.year
    if meaning.season == "WI":
        # The winter that is on in January began the year before.
        if published.month <= 2:
            year -= 1
            begun = True
        if meaning.step == 0 or (meaning.step is None and begun):
            return year
        if meaning.step == 1 or direction > 0:
            return year + begun
        return year - 1 if not begun or meaning.step == -1 else year
    ended = published.month >= first + 3
    if meaning.step == 0:
        return year
    if meaning.step == -1:
        return year if ended else year - 1
    if meaning.step == 1 or direction > 0:
        return year + 1 if begun else year
    return year if begun else year - 1


def nearest_year(meaning: Partial, base: Day) -> int | None:
    """The year in which it lies nearest to a day: for histories, which go on from the day told last.

    Looking back counts double, as a history goes forward.
    """
    days = {y: d for y in (base.year - 1, base.year, base.year + 1) if y >= 1 and (d := _start_in(meaning, y))}
    away = {y: (d - base).days for y, d in days.items()}
    return min(away, key=lambda y: (away[y] if away[y] >= 0 else -_BACKWARD * away[y], y), default=None)
