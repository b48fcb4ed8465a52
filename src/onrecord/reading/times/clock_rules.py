"""Rules for times of day: "11:15 a.m. local time", "0815 GMT", "noon", "Friday morning", "in the evening"."""

from __future__ import annotations

import re

from onrecord.reading.times import lexicon
from onrecord.reading.times.meanings import Clock, Meaning, Meant, PartOfDay, Shift, Weekday
from onrecord.reading.times.rules import Match, Rule
from onrecord.reading.times.zones import is_zone

_NOON = {"noon": 12, "midday": 12, "midnight": 24}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_BEFORE_A_CLOCK = frozenset(
    "at by around about until till from since before after between to and or - ( , roughly nearly approximately".split()
)
_SCORES = frozenset("won beat lead led score record aged chapter verse ratio odds".split())

_ZONE = (
    "(?P<zone>{zone} ((-|{plus}) {small} )?|{zone} / {zone}|local time|local|"
    "({other} |eastern |central |pacific |mountain ){0,2}(standard |daylight |{season} |mean )?time)"
)


def _hours(hour: int, meridiem: str) -> int | None:
    if not meridiem:
        return hour if hour <= 24 else None
    if not 1 <= hour <= 12:
        return hour if 13 <= hour <= 23 and meridiem == "p" else None  # "15:30 p.m." is said twice, not wrong
    return hour % 12 + (12 if meridiem == "p" else 0)


def _clock(match: Match) -> Meant | None:
    zone = match.surface("zone") or None
    if zone is not None and not is_zone(zone):
        return None
    meridiem = _meridiem(match)
    words = match.words("clock")
    parts = [int(p) for p in re.findall(r"[0-9]+", " ".join(words))] or [lexicon.CARDINALS.get(words[0], 99)]
    if len(parts) == 1 and len(words[0]) in (3, 4) and words[0].isdigit():
        parts = [parts[0] // 100, parts[0] % 100]
    elif len(words[0]) > 5 and ":" not in words[0]:
        return None
    elif len(parts) == 1 and not meridiem and not match.has("part") and (zone or "").lower().startswith("local"):
        return None  # "5 local" counts something
    hour = _hours(parts[0], meridiem)
    minute = parts[1] if len(parts) > 1 else None
    second = parts[2] if len(parts) > 2 else None
    if hour is None or (minute or 0) > 59 or (second or 0) > 59 or (hour == 24 and (minute or second)):
        return None
    if not meridiem and zone is None and match.has("bare"):
        before = match.before(2)
        if not before or before[-1] not in _BEFORE_A_CLOCK or _SCORES & set(before):
            return None
    return Meant("TIME", Clock(hour, minute or 0, second, zone))


def _meridiem(match: Match) -> str:
    if match.has("meridiem"):
        return match.word("meridiem")[0]
    part = match.word("part")
    if not part:
        return ""
    return "a" if lexicon.PARTS[part] == "MO" else "p"


def _first_of_range(match: Match) -> list[Meant] | None:
    """ "between 2 and 4 a.m.": the first hour has the second one's half of the day, unless that would turn back."""
    whole = _clock(match)
    if whole is None or not isinstance(whole.meaning, Clock):
        return None
    parts = [int(p) for p in re.findall(r"[0-9]+", match.word("first"))] or [
        lexicon.CARDINALS.get(match.word("first"), 99)
    ]
    hour = _hours(parts[0], _meridiem(match))
    if hour is None or not 1 <= parts[0] <= 12 or (len(parts) > 1 and parts[1] > 59):
        return None
    if hour > whole.meaning.hour:
        hour -= 12
    if hour < 0:
        return None
    minute = parts[1] if len(parts) > 1 else 0
    first = Clock(hour, minute, None, whole.meaning.zone)
    start, end = match.span("first")
    return [Meant("TIME", first, first=start, last=end), Meant("TIME", whole.meaning, first=match.span("clock")[0])]


def _past_the_hour(match: Match) -> Meant | None:
    words = match.words("hour")
    figure = int(words[0]) if words[0].isdigit() else lexicon.CARDINALS.get(words[0], 99)
    hour = _hours(figure, _meridiem(match))
    if hour is None or not 1 <= figure <= 12:
        return None
    how = match.words("how")
    minutes = hour * 60 + (30 if how[0] == "half" else -15 if how[-1] == "to" else 15)
    return Meant("TIME", Clock(minutes // 60 % 24, minutes % 60))


def _zulu(match: Match) -> Meant | None:
    written = match.word("zulu")
    return Meant("TIME", Clock(int(written[:2]), int(written[2:4]), None, "UTC"))


def _named(match: Match) -> Meant | None:
    zone = match.surface("zone") or None
    if zone is not None and not is_zone(zone):
        return None
    hour = _NOON[match.word("name")]
    if hour == 24 and match.before() == ["after"]:
        hour = 0  # "just after midnight on Friday": where Friday begins, not where it ends
    return Meant("TIME", Clock(hour, 0, None, zone))


def _date(match: Match) -> Meaning | None:
    word = match.word("date")
    if word in _DAYS:
        return Shift("day", _DAYS[word])
    number = lexicon.WEEKDAYS.get(word)
    return Weekday(number) if number is not None else None


def _part_of_date(match: Match) -> Meant | None:
    mod = "MID" if match.has("mid") else None
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")], _date(match)), mod)


def _bare_part(match: Match) -> Meant | None:
    mod = {"early": "START", "late": "END", "mid": "MID"}.get(match.word("mod"))
    before = match.before()
    if match.joined() or (mod is None and before[-1:] not in _BEFORE_THE_PART[match.has("the")]):
        return None
    return Meant("TIME", PartOfDay(lexicon.PARTS[match.word("part")]), mod)


_BEFORE_THE_PART: dict[bool, list[list[str]]] = {
    True: [["in"], ["during"], ["into"], ["through"], ["throughout"]],
    False: [["at"], ["by"], ["before"], ["until"], ["since"]],
}


def _early_hours(match: Match) -> Meant | None:
    return None if match.after()[:1] in (["of"], ["on"]) else Meant("TIME", PartOfDay("MO"), "START")


_FIGURES = "{clock}|{small}|{number}|{year}|{decimal}|{cardinal}"

RULES: tuple[Rule, ...] = (
    Rule(
        "clock with zone",
        f"(?P<clock>{_FIGURES}) ({{meridiem:meridiem}}|hours|o ' clock)? {_ZONE}",
        _clock,
        "11:15 a.m. local time",
    ),
    Rule("clock", "{clock:clock} {meridiem:meridiem}", _clock, "11:15 a.m."),
    Rule("clock of 24 hours", "(?P<bare>{clock:clock})", _clock, "at 11:15"),
    Rule("hour", "(?P<clock>{hour_figure}|{decimal}) {meridiem:meridiem}", _clock, "6 p.m."),
    Rule("hour in figures", "(?P<clock>{number}|{year}) {meridiem:meridiem}", _clock, "1140 a.m."),
    Rule(
        "past the hour",
        "(?P<how>half past|(a )?quarter (past|to)) {hour_figure:hour} ({meridiem:meridiem}|in the {part:part})?",
        _past_the_hour,
        "half past eight in the morning",
    ),
    Rule("o'clock", "{hour_figure:clock} o ' clock (in the {part:part})?", _clock, "six o'clock in the morning"),
    Rule("hour of a part", "{hour_figure:clock} in the {part:part}", _clock, "six in the morning"),
    Rule("zulu time", "{zulu:zulu}", _zulu, "2015Z"),
    Rule("military hours", "(?P<clock>{number}|{year}|{clock}) (hours|hrs)", _clock, "0815 hours"),
    Rule(
        "hours from to",
        "(?P<first>{clock}|{hour_figure}) (-|to|and|or|until) (?P<clock>{clock}|{hour_figure}) {meridiem:meridiem} "
        f"({_ZONE})?",
        _first_of_range,
        "2 and 4 a.m.",
    ),
    Rule("noon with zone", "(?P<name>noon|midday|midnight) " + _ZONE, _named, "noon GMT"),
    Rule("noon", "(?P<name>noon|midday|midnight)", _named, "midnight"),
    Rule(
        "part of a date",
        "(the )?(?P<mid>mid -? )?{part:part} (of |on )?(?P<date>{weekday}|today|yesterday|tomorrow) "
        "(?! ,? {name_of_month})",
        _part_of_date,
        "mid-afternoon yesterday",
    ),
    Rule("part of the day", "(?P<the>the )?((?P<mod>early|late|mid) -? )?{part:part}", _bare_part, "early morning"),
    Rule("early hours", "(the )?(early|small|wee) hours", _early_hours, "the early hours"),
)
