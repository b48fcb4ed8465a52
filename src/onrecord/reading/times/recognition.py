"""From a paragraph to the expressions in it: all rules are tried, the longest match wins, modifiers are added."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.reading.times import clock_rules, date_rules, duration_rules, lexicon, relative_rules, values
from onrecord.reading.times.items import Items, itemise
from onrecord.reading.times.meanings import (
    Clock,
    Counted,
    DayOfMonth,
    Fixed,
    Found,
    Meant,
    Partial,
    PartOfDay,
    Shift,
    Vague,
)
from onrecord.reading.times.pattern import compile_pattern
from onrecord.reading.times.rules import Match, Rule
from onrecord.reading.times.zones import CODES

RULES: tuple[Rule, ...] = clock_rules.RULES + date_rules.RULES + relative_rules.RULES + duration_rules.RULES
"""All rules; of two that match as much, the earlier one is taken."""

_EDGES: tuple[tuple[str, str], ...] = (
    (
        "the (beginning|start|outset) of|(the )?(early|small|wee) hours (of|on)|(the )?early (part of |in )?|"
        "earlier( on| in)?|as early as|early -",
        "START",
    ),
    ("the (end|close|conclusion) of|(the )?late (in )?|later|late -|the latter part of", "END"),
    ("the middle of|mid -?|(the )?mid -|mid", "MID"),
)
_AMOUNTS: tuple[tuple[str, str], ...] = (
    ("about|around|approximately|roughly|some|circa", "APPROX"),
    ("nearly|almost", "LESS_THAN"),
    ("(no |not )more than|up to|at most|as much as", "EQUAL_OR_LESS"),
    ("at least|no less than|no fewer than|(a )?minimum of", "EQUAL_OR_MORE"),
    ("more than|over|well over|longer than", "MORE_THAN"),
    ("less than|fewer than|under|just under|shorter than", "LESS_THAN"),
)


_Modifiers = tuple[tuple[re.Pattern[str], str], ...]


def _modifiers(table: tuple[tuple[str, str], ...]) -> _Modifiers:
    return tuple((compile_pattern(f"({pattern})$"), mod) for pattern, mod in table)


_EDGE_PATTERNS, _AMOUNT_PATTERNS = _modifiers(_EDGES), _modifiers(_AMOUNTS)
_OR_SO = compile_pattern("or so")
_PART_OF = compile_pattern("(the )?{part:part} of$")
_WORDS_OF_A_MODIFIER = 4  # "the latter part of"


def recognise(text: str, start: int, end: int) -> tuple[Items, list[Found]]:
    """The time expressions between two offsets of a text, in order, none overlapping."""
    items = itemise(text, start, end, CODES)
    candidates: list[Found] = []
    for rule in RULES:
        for match in rule.compiled.finditer(items.kinds):
            meant = rule.build(Match(match, items, text))
            if meant is None:
                continue
            first, last = match.span()
            for one in meant if isinstance(meant, list) else [meant]:
                candidates.append(_found(one, rule, first, last, items, len(candidates)))
    found = _with_modifiers(_choose(candidates), items)
    for left, right in pairwise(found):
        _share_year(left, right, items)
    return items, found


def _found(meant: Meant, rule: Rule, first: int, last: int, items: Items, order: int) -> Found:
    own_first = first if meant.first is None else meant.first
    own_last = last if meant.last is None else meant.last
    return Found(
        items.starts[own_first], items.ends[own_last - 1], meant.type, meant.meaning, meant.mod, own_first, own_last,
        rule.name, last - first, order,
    )  # fmt: skip


def _choose(candidates: list[Found]) -> list[Found]:
    """The longest matches first, then in the order of the rules; a range's two ends count as one match."""
    taken: list[Found] = []
    covered: set[int] = set()
    for one in sorted(candidates, key=lambda f: (-f.reach, f.order)):
        own = range(one.first, one.last)
        if any(item in covered for item in own):
            continue
        covered.update(own)
        taken.append(one)
    return sorted(taken, key=lambda f: f.first)


def _with_modifiers(chosen: list[Found], items: Items) -> list[Found]:
    result: list[Found] = []
    for one in chosen:
        floor = result[-1].last if result else 0
        vague = isinstance(one.meaning, Vague) or (
            isinstance(one.meaning, Fixed) and one.meaning.value.endswith("_REF")
        )
        if one.mod is None and not vague:
            _extend(one, items, floor)
        _as_part_of_day(one, items, floor)
        if result and _joins(result[-1], one, items):
            result[-1] = _merged(result[-1], one)
        else:
            result.append(one)
    return result


def _extend(one: Found, items: Items, floor: int) -> None:
    if one.type == "SET":
        return
    is_amount = one.type == "DURATION" or one.rule == "ago"
    tables: list[_Modifiers] = [_EDGE_PATTERNS]
    if is_amount or isinstance(one.meaning, Clock):
        tables = [_AMOUNT_PATTERNS]
    elif one.rule == "year":
        tables.append(_AMOUNT_PATTERNS[:1])
    before = items.kinds[max(floor, one.first - _WORDS_OF_A_MODIFIER) : one.first]
    for table in tables:
        for pattern, mod in table:
            match = pattern.search(before)
            if match is None:
                continue
            one.first -= match.end() - match.start()
            one.start, one.mod = items.starts[one.first], _mod_of_a_distance(one, mod)
            return
    if is_amount and _OR_SO.match(items.kinds, one.last):
        one.last += 2
        one.end, one.mod = items.ends[one.last - 1], "APPROX"


def _mod_of_a_distance(one: Found, mod: str) -> str:
    """ "more than two years ago" lies before the day two years ago (BEFORE), "less than …" after it."""
    if not isinstance(one.meaning, Shift) or mod not in ("MORE_THAN", "LESS_THAN"):
        return mod
    return "BEFORE" if (mod == "MORE_THAN") == (one.meaning.count < 0) else "AFTER"


def _as_part_of_day(one: Found, items: Items, floor: int) -> None:
    """ "the night of Jan. 3" is a night, not the day."""
    if not is_day(one) or one.type != "DATE":
        return
    match = _PART_OF.search(items.kinds[max(floor, one.first - _WORDS_OF_A_MODIFIER) : one.first])
    if match is None:
        return
    last = one.first - (match.end() - match.span("part")[1])
    one.meaning = PartOfDay(lexicon.PARTS[items.words[last - 1]], one.meaning)
    one.type = "TIME"
    one.first -= match.end() - match.start()
    one.start = items.starts[one.first]


_BETWEEN = frozenset("and or to through until till - , & into early late mid the".split())
_MOST_BETWEEN = 3


def _share_year(one: Found, two: Found, items: Items) -> None:
    """ "April and June 1955", "from May to early October 1864": the first has the year of the second."""
    between = items.words[one.last : two.first]
    if len(between) > _MOST_BETWEEN or not between or not _BETWEEN.issuperset(between):
        return
    meaning = one.meaning
    if not isinstance(meaning, Partial) or not isinstance(two.meaning, Fixed) or two.type != "DATE":
        return
    year = values.year_of_value(two.meaning.value)
    if (
        year is None
        or not (meaning.month or meaning.season)
        or any(step is not None for step in (meaning.step, meaning.year_step))
    ):
        return
    rest = two.meaning.value[len(year) + 1 :]
    second = lexicon.SEASON_MONTHS.get(rest) or (int(rest[:2]) if rest[:2].isdigit() else None)
    first = meaning.month or lexicon.SEASON_MONTHS[meaning.season or "SP"]
    if second is not None:
        one.meaning = replace(meaning, year=year if first <= second else values.year_beside(year, -1))


def _joins(one: Found, two: Found, items: Items) -> bool:
    """Whether a clock time and a date stand side by side and are one expression: "10 p.m. Wednesday"."""
    if one.last != two.first and not (one.last + 1 == two.first and items.kinds[one.last] == ","):
        return False
    if isinstance(one.meaning, Clock):
        return is_day(two) and (two.type == "DATE" or one.last == two.first)  # "11 p.m. tonight"
    return isinstance(two.meaning, Clock) and is_day(one)


def _merged(one: Found, two: Found) -> Found:
    clock, date = (one, two) if isinstance(one.meaning, Clock) else (two, one)
    return Found(
        one.start, two.end, "TIME", clock.meaning, clock.mod, one.first, two.last, clock.rule, one.reach + two.reach,
        one.order, date,
    )  # fmt: skip


_DAY_VALUE = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}$")


def is_day(one: Found) -> bool:
    """Whether an expression means one day, to which a clock time can belong."""
    meaning = one.meaning
    if isinstance(meaning, Fixed):
        return bool(_DAY_VALUE.match(meaning.value))
    if isinstance(meaning, Shift):
        return meaning.unit == "day"
    if isinstance(meaning, Counted):
        return meaning.unit == "day"
    if isinstance(meaning, DayOfMonth):
        return True
    if isinstance(meaning, PartOfDay):
        return meaning.date is not None
    if isinstance(meaning, Partial) and meaning.week:
        return False
    names = ("number", "day", "holiday", "nth")
    return any(getattr(meaning, name, None) for name in names)
