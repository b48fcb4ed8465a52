"""Rules for what is told by its distance: "yesterday", "two weeks ago", "last month", "a year earlier", "now"."""

from __future__ import annotations

from onrecord.reading.times import lexicon, values
from onrecord.reading.times.date_rules import step_of
from onrecord.reading.times.meanings import Base, Counted, Fixed, Meant, Partial, PartOfDay, Shift, Vague
from onrecord.reading.times.rules import Match, Rule

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_CLOCK_UNITS = ("hour", "minute", "second")
_BACKWARD = frozenset("ago earlier before prior previously".split())
_FROM_CONTEXT = frozenset("earlier before prior previously later after afterward afterwards".split())
_VAGUE_PAST, _VAGUE_FUTURE, _PRESENT = "PAST_REF", "FUTURE_REF", "PRESENT_REF"
_ABOUT = {"hour": 1, "minute": 1, "second": 1, "day": 14, "week": 60, "month": 365, "year": 3_650, "decade": 18_250}
"""How many days from now some, a few or recent units are, at most; a choice, as no corpus says."""
_RECENTLY, _SOON, _THESE_DAYS = 90, 365, 30  # days: "recently", "the near future", "these days"


def unit_of(word: str) -> str:
    """The unit that a word names, in the singular."""
    return lexicon.UNITS.get(word) or lexicon.PLURAL_UNITS.get(word) or word


def _day_word(match: Match) -> Meant | None:
    if match.has("part"):
        return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], Shift("day", _DAYS[match.word("day")])))
    after = match.after(3)
    if match.word("day") == "today" and after[:2] == ["'", "s"] and len(after) == 3 and after[2] in _GENERIC_TODAY:
        return Meant("DATE", Fixed(_PRESENT))
    return Meant("DATE", Shift("day", _DAYS[match.word("day")]))


_GENERIC_TODAY = frozenset("world youth society market economy standards generation".split())


def _around_yesterday(match: Match) -> Meant | None:
    return Meant("DATE", Shift("day", 2 if match.words("side")[0] == "after" else -2))


def _tonight(match: Match) -> Meant | None:
    return Meant("TIME", PartOfDay("NI", Shift("day", 0)))


def _last_night(match: Match) -> Meant | None:
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], Shift("day", -1)))


def _overnight(match: Match) -> Meant | None:
    return Meant("TIME", PartOfDay("NI", Shift("day", -1)))


def _this_part(match: Match) -> Meant | None:
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], Shift("day", 0)))


def _that_part(match: Match) -> Meant | None:
    word = match.word("which")
    steps = {"following": 1, "next": 1, "previous": -1}
    count = next((n for w, n in steps.items() if w in word), 0)
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], Shift("day", count, "context")))


def _part_before(match: Match) -> Meant | None:
    if not match.ends_a_phrase():
        return None
    count = -1 if match.word("side") == "before" else 1
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], Shift("day", count, "context")))


def _day_before(match: Match) -> Meant | None:
    if not match.ends_a_phrase():
        return None
    count = -1 if match.word("side") == "before" else 1
    return Meant("DATE", Shift("day", count, "context"))


def _ago(match: Match) -> Meant | None:
    side = match.words("side")[0]
    unit = unit_of(match.word("unit"))
    words = match.words("count")
    number = match.number("count")
    if side in ("before", "after", "prior") and not match.ends_a_phrase():
        return None  # "two months after the attack" is a distance from something that is no time expression
    if number is None and words[-1] in ("a", "an"):
        number = 0.5 if "half" in words else 1.0
    if "couple" in words:
        number = 2.0
    back = side in _BACKWARD
    if number is None:
        if side == "ago":
            return Meant("DATE", Vague(_VAGUE_PAST, before=_ABOUT.get(unit, _RECENTLY)))
        return Meant("DATE", Fixed(_VAGUE_PAST if back else _VAGUE_FUTURE))
    if match.has("half"):
        number += 0.5
    base: Base = "context" if side in _FROM_CONTEXT else "published"
    if number != int(number):
        unit, number = {"year": ("month", number * 12), "hour": ("minute", number * 60)}.get(unit, (unit, number))
    if number > 100_000:
        return None
    count = -int(number) if back else int(number)
    return Meant("TIME" if unit in _CLOCK_UNITS else "DATE", Shift(unit, count, base, count == -1))


def _year_ago(match: Match) -> Meant | None:
    base: Base = "context" if match.word("side") == "earlier" else "published"
    return Meant("DATE", Shift(match.word("unit"), -1, base, True))


def _this_unit(match: Match) -> Meant | None:
    which, unit = match.words("which")[-1], unit_of(match.word("unit"))
    if unit in _CLOCK_UNITS or unit == "weekend" or match.joined():
        return None
    if match.surface("which")[0].isupper() and match.surface("unit")[0].isupper():
        return None  # "This Week" is a programme
    if which in ("that", "same", "following", "very"):
        return Meant("DATE", Shift(unit, 1 if which == "following" else 0, "context"))
    if which in ("past",) and match.words("which")[0] == "the":
        if unit in ("week", "month", "day", "quarter", "decade", "century"):
            return Meant("DURATION", Fixed(values.duration(1, unit)))
        return Meant("DATE", Shift(unit, -1))
    if which == "day" or (unit == "day" and which in ("last", "past", "coming", "current")):
        return None
    if unit == "day":
        base: Base = "context"
        return Meant("DATE", Shift("day", {"next": 1, "previous": -1}.get(which, 0), base))
    if unit in ("century", "millennium", "decade") and which == "this":
        return Meant("DATE", Shift(unit, 0))
    return Meant("DATE", Shift(unit, {"current": 0, "latest": 0}.get(which, step_of(which) or 0)))


_EDGE_MODS = {"end": "END", "close": "END", "beginning": "START", "start": "START", "middle": "MID"}


def _edge_of_unit(match: Match) -> Meant | None:
    unit = unit_of(match.word("unit"))
    if unit in _CLOCK_UNITS or unit == "weekend":
        return None
    return Meant("DATE", Shift(unit, 0), _EDGE_MODS[match.word("edge")])


def _period(match: Match) -> Meant | None:
    """The quarter or period of a report on earnings: the one that was told last, or the same of the year before."""
    earlier = match.has("earlier")
    if match.word("unit") == "period":
        return Meant("DATE", Shift("year", -1 if earlier else 0, "published", True))
    return Meant("DATE", Shift("quarter", -4 if earlier else -1, "published", True))


def _same_quarter(match: Match) -> Meant | None:
    """What a report on earnings compares with: the same quarter of the year before."""
    return Meant("DATE", Shift("year", -1, "published", True))


def _year_end(match: Match) -> Meant | None:
    return Meant("DATE", Partial(month=12, day=31, year_step=0))


def _vague_units(match: Match) -> Meant | None:
    which, unit = match.word("which"), unit_of(match.word("unit"))
    if which == "coming":
        return Meant("DATE", Vague(_VAGUE_FUTURE, after=_ABOUT.get(unit, _SOON)))
    if which == "past" and match.last - match.first > 2:
        return None  # "the past weeks" last; "past weeks" are gone
    return Meant("DATE", Vague(_VAGUE_PAST, before=_ABOUT.get(unit, _RECENTLY)))


def _these_days(match: Match) -> Meant | None:
    return Meant("DATE", Vague(_PRESENT, _THESE_DAYS, _THESE_DAYS))


def _the_past(match: Match) -> Meant | None:
    return Meant("DATE", Fixed(_VAGUE_PAST))


def _past_word(match: Match) -> Meant | None:
    return Meant("DATE", Vague(_VAGUE_PAST, before=_RECENTLY))


def _future_word(match: Match) -> Meant | None:
    if {"near", "immediate", "foreseeable"} & set(match.all_words()):
        return Meant("DATE", Vague(_VAGUE_FUTURE, after=_SOON))
    return Meant("DATE", Fixed(_VAGUE_FUTURE))


def _present_word(match: Match) -> Meant | None:
    if match.joined() or match.before() == ["-"]:
        return None
    return Meant("DATE", Vague(_PRESENT))


def _counted(match: Match) -> Meant | None:
    number = values.ordinal_of(match.words("rank")[-1]) if match.has("rank") else int(match.number("count") or 0)
    unit = unit_of(match.word("unit")) or "day"
    if not number or unit not in ("day", "week", "month", "year"):
        return None
    return Meant("DATE", Counted(number, unit))


def _anniversary(match: Match) -> Meant | None:
    number = values.ordinal_of(match.words("rank")[-1])
    return Meant("DATE", Counted(number, "year", anniversary=True)) if number else None


def _into(match: Match) -> Meant | None:
    """ "100 days into the war": the hundredth day of it."""
    number, unit = match.number("count"), unit_of(match.word("unit"))
    if number is None or number != int(number) or unit not in ("day", "week", "month", "year"):
        return None
    return Meant("DATE", Counted(int(number), unit))


RULES: tuple[Rule, ...] = (
    Rule("today", "(?P<day>today|yesterday|tomorrow) {part:part}?", _day_word, "yesterday morning"),
    Rule(
        "day beside yesterday",
        "the day (?P<side>before yesterday|after tomorrow)",
        _around_yesterday,
        "the day before yesterday",
    ),
    Rule("tonight", "tonight", _tonight, "tonight"),
    Rule("last night", "last (?P<part>{part})", _last_night, "last night"),
    Rule("overnight", "overnight", _overnight, "overnight"),
    Rule("this morning", "this {part:part}", _this_part, "this morning"),
    Rule(
        "that night",
        "(?P<which>(that|the) same|that|the following|the next|the previous) {part:part}",
        _that_part,
        "the same night",
    ),
    Rule("the night before", "the {part:part} (?P<side>before|after)", _part_before, "the night before"),
    Rule("the day before", "(the|a) day (?P<side>before|after|earlier|later)", _day_before, "the day before"),
    Rule(
        "ago",
        "(?P<count>{count}|{a}) (more )?{any_unit:unit} (?P<half>and a half )?(or so )?"
        "(?P<side>ago|earlier|later|before|prior|after|afterward|afterwards|hence|from {present_word})",
        _ago,
        "two weeks ago",
    ),
    Rule("year-ago", "(the )?(?P<unit>year|quarter|month|week) - (?P<side>ago|earlier)", _year_ago, "year-ago"),
    Rule(
        "this month",
        "(?P<which>(the )?(last|past|previous|preceding|next|coming|upcoming|following|current|same|very same)|"
        "this|that|this past|this coming|that same) {unit:unit}",
        _this_unit,
        "last month",
    ),
    Rule(
        "end of the month",
        "(the )?(?P<edge>end|close|beginning|start|middle) of the {unit:unit}",
        _edge_of_unit,
        "the end of the month",
    ),
    Rule(
        "period",
        "the (latest|(?P<earlier>year - (ago|earlier))) (?P<unit>quarter|period)",
        _period,
        "the latest quarter",
    ),
    Rule(
        "same quarter",
        "{past} year ' s quarter|the (corresponding|same|comparable) (quarter|period) (of )?{past} year",
        _same_quarter,
        "the same quarter last year",
    ),
    Rule("year-end", "(the )?year - end", _year_end, "year-end"),
    Rule("these days", "these days", _these_days, "these days"),
    Rule("recent weeks", "(the )?(?P<which>recent|past|coming) {units:unit}", _vague_units, "recent weeks"),
    Rule("past word", "(more |most )?{recent_word}", _past_word, "more recently"),
    Rule("present word", "{present_word:word}", _present_word, "currently"),
    Rule("future word", "(the (near|immediate|foreseeable)? |near )future", _future_word, "the near future"),
    Rule("the past", "the past", _the_past, "the past"),
    Rule("counted day", "(the |its )?{rank:rank} {unit:unit}", _counted, "the 700th day"),
    Rule(
        "anniversary",
        "(the |its )?{rank:rank} anniversary (of (the|its) {war})?",
        _anniversary,
        "the third anniversary of the invasion",
    ),
    Rule(
        "into the war",
        "{count:count} {any_unit:unit} into the (war|invasion|conflict|siege)",
        _into,
        "100 days into the war",
    ),
    Rule("day number", "(the |its )?day {digits:count} of (the|this|its) {war}", _counted, "day 12 of the war"),
)
