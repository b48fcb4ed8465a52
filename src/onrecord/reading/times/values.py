"""Reckoning with dates: from numbers to TIMEX3 values and from values to days. Nothing here knows of a text.

Days are ``datetime.date``; whatever would leave the years 1 to 9999 is ``None``.
"""

from __future__ import annotations

import datetime
import re

from onrecord.reading.times import lexicon

Day = datetime.date
_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1_200, "millennium": 12_000}


def day(year: int, month: int, number: int) -> Day | None:
    """The day, or none where the calendar has no such day."""
    try:
        return Day(year, month, number)
    except ValueError:
        return None


def add(start: Day, unit: str, count: int) -> Day | None:
    """``count`` units after ``start`` (before, where negative); the last day of a month stands for one beyond it."""
    try:
        if unit == "fortnight":
            unit, count = "week", 2 * count
        if unit in _UNIT_DAYS:
            return start + datetime.timedelta(days=_UNIT_DAYS[unit] * count)
        months = start.year * 12 + start.month - 1 + _UNIT_MONTHS[unit] * count
        year, month = divmod(months, 12)
        return Day(year, month + 1, min(start.day, days_in(year, month + 1)))
    except (ValueError, OverflowError):
        return None


def days_in(year: int, month: int) -> int:
    """The number of days of a month."""
    following = Day(year + (month == 12), month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    return 31 if following is None else (following - Day(year, month, 1)).days


def value_of(start: Day, unit: str) -> str:
    """The TIMEX3 value of the day, week, weekend, month, quarter, year, decade or century that a day lies in."""
    if unit in ("week", "fortnight", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    return {
        "month": f"{start.year:04}-{start.month:02}",
        "quarter": f"{start.year:04}-Q{(start.month + 2) // 3}",
        "year": f"{start.year:04}",
        "decade": f"{start.year // 10:03}",
        "century": f"{start.year // 100:02}",
        "millennium": f"{start.year // 1000}",
    }.get(unit, start.isoformat())


def unknown_value(unit: str) -> str:
    """The TIMEX3 value of a day, week … that cannot be placed."""
    return {
        "week": "XXXX-WXX", "fortnight": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX",
        "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
    }.get(unit, "XXXX-XX-XX")  # fmt: skip


def year_of_value(value: str) -> str | None:
    """The year that a calendar value names, as TIMEX3 writes it: ``1944``, ``BC0480``; none for a decade or vaguer."""
    match = _YEAR.match(value)
    return match[0] if match else None


_YEAR = re.compile(r"(?:BC)?[0-9]{4}(?=-|T|$)")


def year_beside(year: str, step: int) -> str:
    """The year so many after another; the one after 1 BC is AD 1."""
    number = 1 - int(year[2:]) if year.startswith("BC") else int(year)
    number += step
    return f"{number:04}" if number >= 1 else f"BC{1 - number:04}"


def weekday_before(start: Day, number: int, *, same: bool) -> Day | None:
    """The last such weekday before the day; the day itself counts if ``same``."""
    back = (start.isoweekday() - number) % 7
    return add(start, "day", -(back if back or same else 7))


def weekday_after(start: Day, number: int, *, same: bool) -> Day | None:
    """The first such weekday after the day; the day itself counts if ``same``."""
    ahead = (number - start.isoweekday()) % 7
    return add(start, "day", ahead if ahead or same else 7)


def nth_day(year: int, month: int, number: int, weekday: int) -> Day | None:
    """The n-th such weekday of a month (0: any day), counted from its end where ``number`` is negative; or none."""
    days = [day(year, month, n) for n in range(1, days_in(year, month) + 1)]
    fitting = [d for d in days if d is not None and weekday in (0, d.isoweekday())]
    place = number - 1 if number > 0 else number
    return fitting[place] if -len(fitting) <= place < len(fitting) else None


def holiday(name: str, year: int) -> Day | None:
    """A holiday's day in a year. Thanksgiving and Election Day are those of the United States; Easter is
    the Western one (Gauss)."""
    if name in lexicon.HOLIDAYS:
        return day(year, *lexicon.HOLIDAYS[name])
    if name == "christmas eve":
        return day(year, 12, 24)
    if name == "new year":
        return day(year, 1, 1)
    if name == "new year eve":
        return day(year, 12, 31)
    if name == "thanksgiving":
        first = day(year, 11, 1)
        return None if first is None else Day(year, 11, 22 + (4 - first.isoweekday()) % 7)
    if name == "easter":
        return _easter(year)
    if name == "election":
        first = day(year, 11, 1)
        return None if first is None else Day(year, 11, 2 + (1 - first.isoweekday()) % 7)
    return None


def _easter(year: int) -> Day | None:
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    number = moon - weekday
    month = 3 + (number + 40) // 44
    return day(year, month, number + 28 - 31 * (month // 4))


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units (``None``: an unknown number): P3D, PT10H, P2Y6M, PXW."""
    if count is None:
        vague = lexicon.VAGUE_CODES.get(unit)
        if vague:
            return vague
        name = lexicon.UNIT_CODES.get(unit, "X")
        return f"PTX{name[1]}" if name[0] == "T" and len(name) == 2 else f"PX{name}"
    if unit == "weekend":
        return "P2D" if count == 1 else f"P{_figure(count)}WE"
    if unit in lexicon.UNIT_MULTIPLES:
        factor, unit = lexicon.UNIT_MULTIPLES[unit]
        count *= factor
    name = lexicon.UNIT_CODES[unit]
    whole, rest = int(count), count - int(count)
    smaller = {"TH": (60, "M"), "TM": (60, "S"), "Y": (12, "M"), "D": (24, "TH")}.get(name)
    if rest and smaller is not None and abs(rest * smaller[0] - round(rest * smaller[0])) < 1e-6:
        head = f"P{name[0]}{whole}{name[1]}" if name[0] == "T" else f"P{whole}{name}"
        tail = f"{round(rest * smaller[0])}{smaller[1]}"
        if smaller[1] == "TH":
            return (head if whole else "P") + f"T{round(rest * 24)}H"
        if not whole:
            return f"PT{tail}" if name[0] == "T" else f"P{tail}"
        return head + tail
    return f"PT{_figure(count)}{name[1]}" if name[0] == "T" else f"P{_figure(count)}{name}"


def _figure(count: float) -> str:
    return str(int(count)) if count == int(count) else f"{count:g}"


_NUMBER_WORD = re.compile(r"^\d")


def number_of(words: list[str]) -> float | None:
    """The number that a row of words tells: "twenty four", "2 1/2", "5,000", "three hundred and ten"."""
    total = current = 0.0
    seen = False
    for word in words:
        if word in ("a", "an"):
            continue
        if _NUMBER_WORD.match(word):
            if "/" in word:
                top, bottom = word.split("/")
                current += int(top) / int(bottom) if int(bottom) else 0
            else:
                current += float(word.replace(",", "")[:15])
            seen = True
        elif word in lexicon.CARDINALS:
            current += lexicon.CARDINALS[word]
            seen = True
        elif word in lexicon.MULTIPLIERS:
            factor = lexicon.MULTIPLIERS[word]
            if factor == 100:
                current = (current or 1) * factor
            else:
                total, current = total + (current or 1) * factor, 0.0
            seen = True
    return total + current if seen else None


def ordinal_of(word: str) -> int | None:
    """The number of an ordinal, in words or figures: "third", "21st", "second"."""
    if word == "second":
        return 2
    if word in lexicon.ORDINALS:
        return lexicon.ORDINALS[word]
    digits = re.match(r"\d{1,9}", word)
    return int(digits[0]) if digits else None


def spoken_year(words: list[str]) -> int | None:
    """A year as it is spoken: "nineteen ninety-seven", "two thousand", "two thousand and four", "twenty twelve"."""
    numbers = [w for w in words if w not in ("-", "and")]
    if "thousand" in numbers:
        total = number_of(numbers)
        return int(total) if total is not None and 1_000 <= total < 2_100 else None
    values = [lexicon.CARDINALS.get(w, -1) for w in numbers]
    if not 2 <= len(values) <= 3 or values[0] not in range(15, 21) or values[1] not in range(10, 100):
        return None
    if len(values) == 3 and not (values[1] >= 20 and 0 < values[2] < 10):
        return None
    return values[0] * 100 + sum(values[1:])
