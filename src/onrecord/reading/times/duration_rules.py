"""Rules for how long and how often: "three days", "the past two months", "10-year", "daily", "every Tuesday"."""

from __future__ import annotations

from onrecord.reading.times import lexicon, values
from onrecord.reading.times.meanings import Fixed, Meant
from onrecord.reading.times.relative_rules import unit_of
from onrecord.reading.times.rules import Match, Rule

_AGE = frozenset(("old",))
_RATES = frozenset("a an per".split())
_EVERY_DAY = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "hourly": "hour",
    "nightly": "day",
}
_FEW = frozenset("few couple several some many number dozens dozen".split())
_AROUND_A_SPAN = frozenset(
    "for in within after over about than nearly almost half last past next first only just under least of every "
    "during around another to roughly up until more less spent quite once into by not as".split()
)


def _is_age(match: Match) -> bool:
    after = match.after(3)
    return after[:1] == ["old"] or after[:2] == ["-", "old"] or after[:2] == ["of", "age"] or after[:1] == ["older"]


def _amount(words: list[str]) -> float | None:
    if words[:1] == ["half"]:
        return 0.5
    if "couple" in words:
        return 2.0
    if _FEW & set(words):
        return None
    number = values.number_of(words)
    return 1.0 if number is None and words in (["a"], ["an"]) else number


def _span(match: Match) -> Meant | None:
    if _is_age(match):
        return None
    unit = unit_of(match.word("unit"))
    words = match.words("count")
    amount = _amount(words)
    if amount is not None and (amount > 10_000_000 or amount == 0):
        return None
    if unit == "quarter" and not match.has("frame"):
        return None  # "three quarters of the voters"
    if unit == "weekend" and amount is None:
        return None
    if match.has("half") and amount is not None:
        amount += 0.5
    frame = match.words("frame")
    if frame[:1] == ["every"]:
        return Meant("SET", Fixed(values.duration(amount, unit)))
    if frame == ["last"] and match.before() and match.before()[0] in _BEFORE_THE_VERB_LAST:
        return Meant("DURATION", Fixed(values.duration(amount, unit)), first=match.first + 1)  # "to last 25 days"
    return Meant("DURATION", Fixed(values.duration(amount, unit)))


_BEFORE_THE_VERB_LAST = frozenset("to will would may might could can should must ll not".split())


def _one(match: Match) -> Meant | None:
    """ "a week": a duration after "for", "in", "nearly" …; elsewhere it tells a rate ("$5 a share a year")."""
    unit = unit_of(match.word("unit"))
    if _is_age(match) or unit in ("quarter", "weekend") or match.joined():
        return None
    before = match.before()
    if match.has("half"):
        return Meant("DURATION", Fixed(values.duration(0.5 if not match.has("whole") else 1.5, unit)))
    told = bool(before) and before[0] in _AROUND_A_SPAN
    if not told and not match.has("whole") and _is_rate(before):
        return Meant("SET", Fixed(values.duration(1, unit)))
    if not told and match.after() not in (["after"], ["before"]) and match.after(2) != ["or", "two"]:
        return None
    return Meant("DURATION", Fixed(values.duration(1, unit)))


def _another(match: Match) -> Meant | None:
    unit = unit_of(match.word("unit"))
    if unit in ("quarter", "weekend") or _is_age(match):
        return None
    return Meant("DURATION", Fixed(values.duration(1, unit)))


def _is_rate(before: list[str]) -> bool:
    """ "30 rounds a week", "$33 million a year"."""
    return bool(before) and (before[0] in _AMOUNTS or (before[0].endswith("s") and len(before[0]) > _SHORT))


_AMOUNTS = frozenset("million billion thousand percent %".split())
_SHORT = 3  # "is a day", "was a week"


def _one_and_a_half(match: Match) -> Meant | None:
    return Meant("DURATION", Fixed(values.duration(1.5, unit_of(match.word("unit")))))


def _hyphenated(match: Match) -> Meant | None:
    if _is_age(match):
        return None
    amount = _amount(match.words("count"))
    unit = unit_of(match.word("unit"))
    if unit == "quarter" or amount == 0:
        return None
    return Meant("DURATION", Fixed(values.duration(amount, unit)))


def _vague(match: Match) -> Meant | None:
    unit = unit_of(match.word("unit"))
    if unit in ("second", "quarter", "weekend", "minute", "fortnight") or _is_age(match):
        return None
    if unit == "hour" and match.before() in (["early"], ["small"], ["wee"]):
        return None  # "the early hours of Thursday" is a part of Thursday
    return Meant("DURATION", Fixed(values.duration(None, unit)))


def _while(match: Match) -> Meant | None:
    return Meant("DURATION", Fixed("PXX")) if match.before() in (["for"], ["quite"], ["in"], ["within"]) else None


def _whole(match: Match) -> Meant | None:
    unit = unit_of(match.word("unit"))
    return Meant("DURATION", Fixed(values.duration(1, unit)))


def _adverb(match: Match) -> Meant | None:
    return Meant("SET", Fixed(values.duration(1, _EVERY_DAY[match.word("word")])))


def _every(match: Match) -> Meant | None:
    if match.has("month"):
        return Meant("SET", Fixed(f"XXXX-{lexicon.MONTHS[match.word('month')]:02}"))
    if match.has("weekday"):
        part = f"T{lexicon.PARTS[match.word('part')]}" if match.has("part") else ""
        return Meant("SET", Fixed(f"XXXX-WXX-{lexicon.WEEKDAYS[match.word('weekday')]}{part}"))
    if match.has("alone"):
        return Meant("SET", Fixed(f"XXXX-XX-XXT{lexicon.PARTS[match.word('alone')]}"))
    if match.has("season"):
        word = match.word("season")
        return Meant("SET", Fixed(f"XXXX-{'FA' if word == 'fall' else lexicon.SEASONS[word]}"))
    amount = _amount(match.words("count")) if match.has("count") else 1.0
    if match.has("rank"):
        amount = float(values.ordinal_of(match.word("rank")) or 1)
    if match.has("other"):
        amount = 2.0
    unit = unit_of(match.word("unit"))
    if unit == "quarter":
        return Meant("SET", Fixed("XXXX-QX"))
    return Meant("SET", Fixed(values.duration(amount, unit)))


def _weekdays(match: Match) -> Meant | None:
    number = lexicon.WEEKDAYS[match.word("weekday")]
    part = match.word("parts")
    return Meant("SET", Fixed(f"XXXX-WXX-{number}" + (f"T{lexicon.PLURAL_PARTS[part]}" if part else "")))


def _times_a(match: Match) -> Meant | None:
    return Meant("SET", Fixed(values.duration(1, match.word("unit"))))


_FRAME = (
    "(?P<frame>(the|these|those|each of the|all|its|his|their|her) "
    "(({ordinal}|last|past|next|previous|preceding|coming|following|final|latest|early) )?|"
    "({ordinal}|last|past|next|previous|additional|another|every) )"
)

ADVERB = "adverb of frequency"

RULES: tuple[Rule, ...] = (
    Rule(
        "span",
        f"{_FRAME}? {{count:count}} -? (more |full |consecutive |straight |long |additional |or so )?"
        "(?P<half>and a half )?{units:unit}",
        _span,
        "the past two months",
    ),
    Rule(
        "span of one",
        "(?P<frame>(the )?({ordinal}|last|past|next) )?(?P<count>{spelled}|{digits}) "
        "(?P<unit>minute|hour|day|week|month|year|decade|century)",
        _span,
        "one day",
    ),
    Rule(
        "a span",
        "(?P<half>half )?{a} ((full|whole|single|additional) )?(?P<whole>half -? )?{unit:unit}",
        _one,
        "half an hour",
    ),
    Rule("another", "another -? {unit:unit}", _another, "another week"),
    Rule("one and a half", "{a} {unit:unit} and a half", _one_and_a_half, "a minute and a half"),
    Rule("hyphenated span", "{count:count} - {unit:unit} ( - long)? (?! - old)", _hyphenated, "10-year"),
    Rule("a while", "(a (short |long |little )?while|some time) (?!ago)", _while, "for a while"),
    Rule("vague span", "{units:unit}", _vague, "weeks"),
    Rule("weeks or months", "{units:unit} or {units}", _vague, "weeks or months"),
    Rule("spans long", "{units:unit} - long", _vague, "decades-long"),
    Rule("span long", "{unit:unit} - long", _whole, "month-long"),
    Rule(ADVERB, "(?P<word>daily|weekly|monthly|annually|yearly|hourly|nightly)", _adverb, "daily"),
    Rule(
        "every",
        "(every|each) ((?P<other>other) )?({rank:rank} |{count:count} )?({any_unit:unit}|{name_of_month:month}|"
        "{weekday:weekday} {part:part}?|(?P<alone>{part})|{any_season:season})",
        _every,
        "every two weeks",
    ),
    Rule("times a", "(once|twice|{figure} times) (a|an|per|each|every) {unit:unit}", _times_a, "twice a week"),
    Rule("per", "per (?P<unit>day|week|month|year|hour)", _times_a, "per day"),
    Rule("weekdays", "{weekday:weekday} {parts:parts}", _weekdays, "Tuesday nights"),
)
