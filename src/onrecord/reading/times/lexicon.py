"""The words of time expressions: the kind of each and what it means. Adding a word is adding it here."""

from __future__ import annotations

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

MONTH_SHORT = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())

WEEKDAYS: dict[str, int] = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), start=1
    )
}

WEEKDAY_SHORT: dict[str, int] = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip

UNITS: dict[str, str] = {
    name: name
    for name in (
        "minute", "hour", "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century",
        "millennium",
    )
} | {"hr": "hour", "min": "minute", "yr": "year"}  # fmt: skip

PLURAL_UNITS: dict[str, str] = {
    "seconds": "second", "minutes": "minute", "hours": "hour", "days": "day", "weeks": "week",
    "fortnights": "fortnight", "weekends": "weekend", "months": "month", "quarters": "quarter", "years": "year",
    "decades": "decade", "centuries": "century", "millennia": "millennium", "hrs": "hour", "mins": "minute",
    "yrs": "year",
}  # fmt: skip

CARDINALS: dict[str, int] = {
    name: number
    for number, name in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
} | {
    name: number * 10
    for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}

MULTIPLIERS: dict[str, int] = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}

ORDINALS: dict[str, int] = {
    name: number
    for number, name in enumerate(
        (
            "first _ third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        start=1,
    )
    if name != "_"  # "second" has a kind of its own: it is a unit too
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100, "thousandth": 1_000}

DECADE_WORDS: dict[str, int] = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

SEASONS: dict[str, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
"""``fall`` has a kind of its own: it is a verb too."""

SEASON_MONTHS: dict[str, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins."""

PARTS: dict[str, str] = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "daybreak": "MO", "dusk": "EV",
    "nightfall": "EV", "sunrise": "MO", "sunset": "EV",
}  # fmt: skip

PLURAL_PARTS: dict[str, str] = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}

HOLIDAYS: dict[str, tuple[int, int]] = {
    "christmas": (12, 25), "halloween": (10, 31), "epiphany": (1, 6),
}  # fmt: skip
"""Days that are the same every year; Thanksgiving, Easter and New Year's are reckoned in values.py."""

PAST_WORDS = frozenset("recently lately".split())
PRESENT_WORDS = frozenset("now currently nowadays presently".split())

UNIT_CODES: dict[str, str] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y",
}  # fmt: skip
"""Units that TIMEX3 durations know; T stands before those smaller than a day."""

UNIT_MULTIPLES: dict[str, tuple[int, str]] = {
    "fortnight": (2, "week"), "quarter": (3, "month"), "decade": (10, "year"), "century": (100, "year"),
    "millennium": (1_000, "year"),
}  # fmt: skip
"""Units that are told in another: TempEval-3 writes "two decades" P20Y."""

VAGUE_CODES: dict[str, str] = {"decade": "PXE", "century": "PXC", "quarter": "PXM", "fortnight": "PXW"}
"""Durations of an unknown number of units, where that is not PX and the unit's letter."""
