"""Rules for calendar dates: days, months, quarters, seasons, years, decades, centuries, weekdays and holidays."""

from __future__ import annotations

import re

from onrecord.reading.times import lexicon, values
from onrecord.reading.times.meanings import DayOfMonth, Fixed, Meaning, Meant, Partial, PartOfDay, Weekday, Weekend
from onrecord.reading.times.rules import Match, Rule

STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1}
"""Which one is meant, counted from the present one."""

_AFTER_A_YEAR = frozenset(
    "in since by until till from of to during before after for through late early mid and between around about circa "
    "than or spring summer autumn winter fall fiscal year".split()
)
_COUNTED = frozenset(
    "people men women children troops soldiers miles kilometers kilometres meters metres feet dollars euros pounds "
    "percent km tons tonnes barrels shares units workers jobs points students homes houses pages".split()
)
_NUMBERED = frozenset(
    "$ £ € # no number flight route highway room page brigade regiment model version bus train resolution article "
    "hotel".split()
)
_OLDEST_BARE_YEAR, _LATEST_BARE_YEAR = 1700, 2100  # a bare number outside is rarely a year
_CENTURY_OF_SHORT_YEARS = 50  # '49 is 2049, '50 is 1950


def month_of(match: Match, name: str = "month") -> int:
    """The number of the month that a named part tells."""
    return lexicon.MONTHS[match.words(name)[0]]


def day_of(words: list[str]) -> int:
    """The number of the day that words tell: "8", "8th", "eighth", "twenty-first"; 0 where none."""
    tens = sum(lexicon.CARDINALS.get(w, 0) for w in words[:-1])
    if tens and tens < 20:
        return 0
    return tens + (values.ordinal_of(words[-1]) or 0)


def step_of(word: str) -> int | None:
    """−1, 0 or 1 for "last", "this", "next"; none for no such word."""
    return STEPS.get(word.split(" ")[-1]) if word else None


_FROM_THE_TEXT = {"that": 0, "same": 0, "following": 1, "previous": -1, "preceding": -1}


def _year_step(match: Match) -> tuple[int | None, bool]:
    """Which year is told by its distance, and whether from the one that the text spoke of last."""
    word = match.word("year_step").split(" ")[-1]
    if word in _FROM_THE_TEXT:
        return _FROM_THE_TEXT[word], True
    return step_of(word), False


def _full_year(word: str) -> int:
    digits = int(re.sub(r"\D", "", word))
    if digits < 100:
        return digits + (2000 if digits < _CENTURY_OF_SHORT_YEARS else 1900)
    return digits


def _month_day(match: Match) -> Meant | list[Meant] | None:
    month, number = month_of(match), day_of(match.words("day"))
    if not 1 <= number <= 31:
        return None
    if match.has("year"):
        return _dated(_full_year(match.word("year")), month, number)
    if values.day(2000, month, number) is None:  # 2000 was a leap year: "Feb. 29" may be meant, "Feb. 30" may not
        return Meant("DATE", Fixed(f"XXXX-{month:02}-{number:02}"))
    weekday = match.word("weekday")
    known = lexicon.WEEKDAYS.get(weekday) or lexicon.WEEKDAY_SHORT.get(weekday)
    year_step, from_text = _year_step(match)
    partial = Partial(
        month=month, day=number, weekday=known, step=step_of(match.word("step")), year_step=year_step,
        year_from_text=from_text,
    )  # fmt: skip
    return Meant("DATE", partial)


def _dated(year: int, month: int, number: int) -> Meant | None:
    if values.day(year, month, number) is None:
        return None
    return Meant("DATE", Fixed(f"{year:04}-{month:02}-{number:02}"))


def _range(match: Match) -> list[Meant] | None:
    month, number, last = month_of(match), day_of(match.words("day")), day_of(match.words("last"))
    first, end = match.span("last")
    if not 1 <= number <= 31 or not number < last <= 31:
        return None
    if match.has("year"):
        year = _full_year(match.word("year"))
        one, two = _dated(year, month, number), _dated(year, month, last)
        if one is None or two is None:
            return None
        return [
            Meant("DATE", one.meaning, last=first - 1),
            Meant("DATE", two.meaning, first=first),
        ]
    return [
        Meant("DATE", Partial(month=month, day=number), last=first - 1),
        Meant("DATE", DayOfMonth(last), first=first, last=end),
    ]


def _range_before_month(match: Match) -> list[Meant] | None:
    month, number, last = month_of(match), day_of(match.words("day")), day_of(match.words("last"))
    first, end = match.span("day")
    if not 1 <= number < last <= 31:
        return None
    year = _full_year(match.word("year")) if match.has("year") else None
    one: Meant | None = Meant("DATE", Partial(month=month, day=number))
    two: Meant | None = Meant("DATE", Partial(month=month, day=last))
    if year is not None:
        one, two = _dated(year, month, number), _dated(year, month, last)
    if one is None or two is None:
        return None
    start = match.span("last")[0]
    return [Meant("DATE", one.meaning, first=first, last=end), Meant("DATE", two.meaning, first=start)]


def _iso(match: Match) -> Meant | None:
    written = match.surface("iso")
    day = values.day(int(written[:4]), int(written[5:7]), int(written[8:10]))
    if day is None:
        return None
    clock = re.match(r"T([01]\d|2[0-3]):([0-5]\d)", written[10:])
    if not clock:
        return Meant("DATE", Fixed(day.isoformat()))
    return Meant("TIME", Fixed(f"{day.isoformat()}T{clock[1]}:{clock[2]}"))


def _slashed(match: Match) -> Meant | None:
    written = match.word("slashed")
    one, two, year = (int(part) for part in re.split(r"[/.-]", written))
    if one > 31:
        return _dated(one, two, year)  # 2024/01/24
    if "." in written:
        return _dated(year, two, one) or _dated(year, one, two)  # 24.1.2024: day first, as where points are written
    if year < 100:
        year += 2000 if year < _CENTURY_OF_SHORT_YEARS else 1900
    return _dated(year, one, two) or _dated(year, two, one)  # month first, as in the United States, where it can be


def _month(match: Match) -> Meant | None:
    month = month_of(match)
    if match.has("year"):
        return Meant("DATE", Fixed(f"{_full_year(match.word('year')):04}-{month:02}"))
    if match.has("spoken"):
        year = values.spoken_year(match.words("spoken"))
        return None if year is None else Meant("DATE", Fixed(f"{year:04}-{month:02}"))
    year_step, from_text = _year_step(match)
    step = step_of(match.word("step"))
    if match.word("month") in lexicon.MONTH_SHORT and not match.surface("month").endswith("."):
        return None  # "Jan", "Mar" and "Sep" are names too
    if match.surface("month") in ("May", "March") and year_step is None and step is None:
        before, following = match.before(), match.next_form()
        named = before in (["the"], ["a"]) and following.islower() and following not in _AFTER_A_NAME
        if not before or (before[0] not in _BEFORE_A_MONTH and not named):
            return None  # "the March accession" is of a month, "the march on" is not
    return Meant("DATE", Partial(month=month, step=step, year_step=year_step, year_from_text=from_text))


_AFTER_A_NAME = frozenset("on of to for in by from and or is was has had".split())
_BEFORE_A_MONTH = frozenset(
    "in since by until till from of to during before after for through late early mid between around - and".split()
)


def _year(match: Match) -> Meant | None:
    year = int(match.word("year"))
    before, after = match.before(2), match.after(2)
    previous = before[-1] if before else ""
    if _NUMBERED & set(before) or (after and after[0] in _COUNTED | {"%", "$"}):
        return None
    if previous in ("-", "/", ".", ":") and not (
        len(before) == 2 and re.fullmatch(r"[12]\d{3}|mid|early|late|post|pre", before[0])
    ):
        return None
    if after and after[0] == "/":
        return None
    if not _OLDEST_BARE_YEAR <= year <= _LATEST_BARE_YEAR and previous not in _AFTER_A_YEAR:
        return None
    return Meant("DATE", Fixed(f"{year:04}"))


def _year_range(match: Match) -> list[Meant] | None:
    year, last = int(match.word("year")), match.word("last")
    if not last.isdigit() or len(last) not in (2, 4):
        return None
    end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    first = match.span("last")[0]
    if not year < end <= year + 100:
        return None
    return [
        Meant("DATE", Fixed(f"{year:04}"), last=match.span("year")[1]),
        Meant("DATE", Fixed(f"{end:04}"), first=first),
    ]


def _nth_day(match: Match) -> Meant | None:
    """ "the first Friday of July", "the last day of the month's name"."""
    word = match.words("rank")[-1]
    number = -1 if word == "last" else values.ordinal_of(word)
    weekday = lexicon.WEEKDAYS[match.word("weekday")] if match.has("weekday") else 0
    if not number or number > (5 if weekday else 31):
        return None
    month = month_of(match)
    if match.has("year"):
        found = values.nth_day(_full_year(match.word("year")), month, number, weekday)
        return None if found is None else Meant("DATE", Fixed(found.isoformat()))
    year_step, from_text = _year_step(match)
    return Meant("DATE", Partial(month=month, nth=(number, weekday), year_step=year_step, year_from_text=from_text))


def _before_christ(match: Match) -> Meant | list[Meant] | None:
    year = _ancient(match, "year")
    if year is None:
        return None
    if match.has("first"):
        first = _ancient(match, "first")
        if first is None or not year <= first:
            return None
        return [
            Meant("DATE", Fixed(f"BC{first:04}"), last=match.span("first")[1]),
            Meant("DATE", Fixed(f"BC{year:04}"), first=match.span("year")[0]),
        ]
    suffix = ""
    if match.has("month"):
        suffix = f"-{month_of(match):02}"
        if match.has("day"):
            suffix += f"-{day_of(match.words('day')):02}"
    elif match.has("season"):
        word = match.word("season")
        suffix = "-" + ("FA" if word == "fall" else lexicon.SEASONS[word])
    return Meant("DATE", Fixed(f"BC{year:04}{suffix}"))


def _ancient(match: Match, name: str) -> int | None:
    word = match.word(name)
    return int(word) if word.isdigit() and 1 <= int(word) <= 9999 else None


def _decade_before_christ(match: Match) -> Meant | None:
    digits = re.sub(r"\D", "", match.word("decade"))
    return Meant("DATE", Fixed(f"BC{int(digits) // 10:03}"))


def _short_year(match: Match) -> Meant | None:
    return Meant("DATE", Fixed(f"{_full_year(match.word('year')):04}"))


def _spoken_year(match: Match) -> Meant | None:
    year = values.spoken_year(match.words("spoken"))
    return None if year is None else Meant("DATE", Fixed(f"{year:04}"))


def _decade(match: Match) -> Meant | None:
    digits = re.sub(r"\D", "", match.word("decade"))
    if match.has("word"):
        decade = 190 + lexicon.DECADE_WORDS[match.word("word")] // 10
    elif len(digits) == 2:
        if match.before() in (["his"], ["her"], ["their"], ["my"], ["our"]):
            return None  # an age
        decade = 190 + int(digits) // 10
    elif len(digits) == 3:
        return None  # before Christ, or no decade
    else:
        decade = int(digits) // 10
    return Meant("DATE", Fixed(f"{decade:03}"))


def _century(match: Match) -> Meant | None:
    number = values.ordinal_of(match.words("rank")[-1])
    if number is None or not 1 <= number <= 99:
        return None
    if match.words("rank")[0] in ("twenty",):
        number += 20
    return Meant("DATE", Fixed(f"{'BC' if match.has('era') else ''}{number - 1:02}"))


def _quarter(match: Match) -> Meant | None:
    number = values.ordinal_of(match.word("rank"))
    if number is None or not 1 <= number <= 4:
        return None
    for name in ("year", "before"):
        if match.has(name):
            return Meant("DATE", Fixed(f"{match.word(name)}-Q{number}"))
    return Meant("DATE", Partial(quarter=number, year_step=step_of(match.word("year_step"))))


def _half(match: Match) -> Meant | None:
    number = values.ordinal_of(match.word("rank"))
    if number not in (1, 2):
        return None
    if match.has("year"):
        return Meant("DATE", Fixed(f"{match.word('year')}-H{number}"))
    return Meant("DATE", Partial(half=number, year_step=step_of(match.word("year_step"))))


def _season(match: Match) -> Meant | None:
    word = match.word("season")
    if word == "fall" and match.after() == ["of"] and not match.has("year"):
        return None  # "the fall of the city"
    season = "FA" if word == "fall" else lexicon.SEASONS[word]
    if match.has("year"):
        return Meant("DATE", Fixed(f"{match.word('year')}-{season}"))
    if match.has("spoken"):
        year = values.spoken_year(match.words("spoken"))
        return None if year is None else Meant("DATE", Fixed(f"{year:04}-{season}"))
    year_step, from_text = _year_step(match)
    return Meant(
        "DATE",
        Partial(season=season, step=step_of(match.word("step")), year_step=year_step, year_from_text=from_text),
    )


_BEFORE_A_SEASON = frozenset(
    "in by until till since of during before after through that same and early late mid".split()
)


def _bare_season(match: Match) -> Meant | None:
    """ "by spring": a season after a word that leads to a time; "fall" and "spring" are other words elsewhere."""
    before = match.before()
    if not match.has("year_step") and (
        not before or before[0] not in _BEFORE_A_SEASON or match.joined() or not match.surface("season").islower()
    ):
        return None
    if match.word("season") == "fall" and before[:1] not in (["in"], ["by"], ["until"], ["that"]):
        return None
    return _season(match)


def _weekday(match: Match) -> Meant | None:
    word = match.words("weekday")[-1]
    number = lexicon.WEEKDAYS.get(word) or lexicon.WEEKDAY_SHORT.get(word)
    if number is None or (word in lexicon.WEEKDAY_SHORT and not match.surface("weekday").endswith(".")):
        return None  # "Sun", "Sat" and "Mon" are names and words too; beside a date they have a rule of their own
    week_step = step_of(match.word("week_step"))
    date: Meaning = Weekday(number, step_of(match.word("step")), week_step)
    if match.has("part"):
        return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], date))
    return Meant("DATE", date)


def _weekend(match: Match) -> Meant | None:
    return Meant("DATE", Weekend(step_of(match.word("step"))))


def _holiday(match: Match) -> Meant | None:
    name = match.word("name").replace(" ' s", "").removesuffix(" day")
    if name == "election" and not match.surface("name").istitle():
        return None  # "election day" is that of any country
    if match.has("year"):
        found = values.holiday(name, int(match.word("year")))
        return None if found is None else Meant("DATE", Fixed(found.isoformat()))
    return Meant("DATE", Partial(holiday=name, step=step_of(match.word("step")), week=match.has("week")))


RULES: tuple[Rule, ...] = (
    Rule(
        "month day",
        "({weekday_name:weekday} ,? )?(?P<step>(this|last|next) )?{name_of_month:month} (the )?{spoken_day:day} "
        "((,? {year:year})|{of_this_year})?",
        _month_day,
        "Friday, Feb. 27, 1998",
    ),
    Rule(
        "day month",
        "({weekday_name:weekday} ,? )?(the )?{spoken_day:day} (of )?{name_of_month:month} "
        "((,? {year:year})|{of_this_year})?",
        _month_day,
        "the 24th of January 2024",
    ),
    Rule(
        "days of a month",
        "{name_of_month:month} {day_of_month:day} (-|to|through|and|or) {day_of_month:last} (,? {year:year})?",
        _range,
        "Jan. 9-11",
    ),
    Rule(
        "days before a month",
        "{day_of_month:day} (-|to|and|or) {day_of_month:last} {name_of_month:month} (,? {year:year})?",
        _range_before_month,
        "9-11 January 2024",
    ),
    Rule(
        "day of a month",
        "(the )?(?P<rank>{rank}|last) ({weekday:weekday}|day) (of|in) {name_of_month:month} "
        "((,? {year:year})|{of_this_year})?",
        _nth_day,
        "the first Friday of July 2023",
    ),
    Rule("ISO date", "{iso:iso}", _iso, "2024-01-24"),
    Rule("slashed date", "{slashed:slashed}", _slashed, "11/02/1989"),
    Rule(
        "month",
        "(?P<step>{this_or_next} )?{name_of_month:month} ({of_year}|{of_spoken_year}|{of_this_year})?",
        _month,
        "January of last year",
    ),
    Rule("year", "{year:year}", _year, "1988"),
    Rule("years from to", "{year:year} (-|to|through) (?P<last>{year}|{small}|{number})", _year_range, "1998-99"),
    Rule("shortened year", "{short_year:year}", _short_year, "'96"),
    Rule(
        "spoken year",
        "(the year )?(?P<spoken>{cardinal} ({cardinal}|{multiplier}) ((-|and)? {cardinal})?)",
        _spoken_year,
        "nineteen ninety-seven",
    ),
    Rule("decade", "(the )?({decade:decade}|{decade_word:word})", _decade, "the 1980s"),
    Rule(
        "century",
        "(the )?(?P<rank>({cardinal} -?)? {rank}) -? century {before_christ:era}?",
        _century,
        "the 4th century BC",
    ),
    Rule(
        "year before Christ",
        "(({day_of_month:day} )?{name_of_month:month} (of )?|{any_season:season} (of )?)?"
        "((?P<first>{digits}) (-|to|and|until) )?(?P<year>{digits}) {before_christ}",
        _before_christ,
        "August 480 BC",
    ),
    Rule("decade before Christ", "(the )?{decade:decade} {before_christ}", _decade_before_christ, "the 470s BC"),
    Rule(
        "quarter",
        "(the )?({year:before} |fiscal )?{rank:rank} -? (fiscal )?quarter ({of_year}|{of_this_year})?",
        _quarter,
        "the third quarter of 1989",
    ),
    Rule(
        "half",
        "(the )?{rank:rank} -? half of ({year:year}|(?P<year_step>this|last|next|the) year)",
        _half,
        "the first half of 2023",
    ),
    Rule(
        "season",
        "(?P<step>the|{this_or_next}) {any_season:season} ({of_year}|{of_spoken_year}|{of_this_year})?",
        _season,
        "the winter of 1994",
    ),
    Rule("counted season", "(a|the|its|their) {rank} {season:season}", _season, "a second winter"),
    Rule("bare season", "{any_season:season} {of_this_year}?", _bare_season, "summer of that year"),
    Rule("season of a year", "{any_season:season} (of )?{year:year}", _season, "summer 2023"),
    Rule(
        "weekday",
        "(?P<step>({this_or_next}|the previous|the following) )?{weekday_name:weekday} "
        "({part:part}|(of )?(?P<week_step>this|last|next) week)?",
        _weekday,
        "Friday last week",
    ),
    Rule("weekend", "(?P<step>the|{this_or_next}|the past|the coming) weekend", _weekend, "the weekend"),
    Rule(
        "holiday",
        "(?P<step>(this|last|next) )?(?P<name>{holiday} ' s day|{holiday} (day|eve)|{holiday}|"
        "thanksgiving day|election day|thanksgiving|easter|new year (' s )?(day|eve)) "
        "({year:year}|(?P<week>week|weekend))?",
        _holiday,
        "New Year's Eve",
    ),
)
