"""A paragraph as a row of items: words, numbers, clock times and marks, each with its kind.

A kind is one character, so that a row of items is a string over which the rules of the grammar are regular
expressions (pattern.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.reading.times import lexicon

KINDS: tuple[str, ...] = (
    "weekday", "weekday_short", "month", "may", "small", "year", "number", "decimal",
    "fraction", "cardinal", "multiplier", "ordinal", "decade", "decade_word", "season", "fall", "part", "parts",
    "holiday", "meridiem", "clock", "iso", "slashed", "short_year", "zone", "recent_word", "present_word",
    "before_christ", "zulu",
)  # fmt: skip
"""What an item can be besides a word that the grammar writes out, a mark, or something else."""

OTHER = "."
"""The kind of whatever plays no part in a time expression."""

_FIRST = 0xE000  # kinds and written-out words are characters of the private use area
_codes: dict[str, str] = {kind: chr(_FIRST + i) for i, kind in enumerate(KINDS)}
_words: dict[str, str] = {}
MARKS = {
    ",": ",",
    ".": "!",
    "-": "-",
    "–": "-",
    "/": "/",
    "(": "<",
    ")": ">",
    "'": "'",
    "’": "'",
    ":": ":",
    ";": ";",
    "+": "+",
}
"""Marks keep a character of their own (a point and brackets another than themselves, as they mean something else)."""

_YEARS = range(1000, 2200)  # four digits that can be a year

_ITEM = re.compile(
    r"""
      (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w-]))
    | (?P<slashed>[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![\w/])
        |[0-9]{1,2}(?:\.[0-9]{1,2}\.|-[0-9]{1,2}-)[12][0-9]{3}(?![\w-]|\.[0-9])
        |[12][0-9]{3}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![\w/-]|\.[0-9]))
    | (?P<fraction>[0-9]{1,2}/[0-9]{1,2}(?![\w/]))
    | (?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    | (?P<zulu>(?:[01][0-9]|2[0-3])[0-5][0-9]Z(?!\w))
    | (?P<ordinal>[0-9]+(?:st|nd|rd|th)(?!\w))
    | (?P<decade>(?:[0-9]{2,3}0|['’‘]?[0-9]0)['’]?s(?!\w))
    | (?P<short_year>(?<!['’‘])['’‘][0-9][0-9](?!\w))
    | (?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]+)
    | (?P<before_christ>B\.\ ?C\.(?:\ ?E\.)?|BCE?(?!\w))
    | (?P<meridiem>[AaPp]\.\ ?[Mm](?:\.|(?!\w)))
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)


@dataclass(slots=True)
class Items:
    """The items of one stretch of text: ``kinds`` has one character for each; words are in lower case."""

    kinds: str = ""
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def code(kind: str) -> str:
    """The character of a kind."""
    return _codes[kind]


def word_code(word: str) -> str:
    """The character of a word that a rule writes out; it is made when the first rule asks for it.

    Raises:
        ValueError: the word has another kind already.
    """
    if word in _vocabulary and word not in _words:
        raise ValueError(f"{word!r} has a kind of its own: name the kind in the rule")
    if word not in _words:
        _words[word] = chr(_FIRST + len(KINDS) + len(_words))
        _vocabulary[word] = _words[word]
    return _words[word]


def _build_vocabulary() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, words in (
        ("weekday", lexicon.WEEKDAYS), ("month", lexicon.MONTHS),
        ("cardinal", lexicon.CARDINALS),
        ("multiplier", lexicon.MULTIPLIERS), ("ordinal", lexicon.ORDINALS), ("decade_word", lexicon.DECADE_WORDS),
        ("season", lexicon.SEASONS), ("fall", ("fall",)), ("part", lexicon.PARTS), ("parts", lexicon.PLURAL_PARTS),
        ("holiday", lexicon.HOLIDAYS), ("meridiem", ("am", "pm")), ("recent_word", lexicon.PAST_WORDS),
        ("present_word", lexicon.PRESENT_WORDS),
    ):  # fmt: skip
        for word in words:
            table[word] = _codes[kind]
    return table


_vocabulary = _build_vocabulary()
_CAPITALISED = frozenset(lexicon.MONTH_SHORT | {"march", "may", "august"} | set(lexicon.HOLIDAYS))


def itemise(text: str, start: int, end: int, zones: frozenset[str]) -> Items:
    """The items between two offsets. ``zones`` are the zone abbreviations (upper case) that are known."""
    kinds: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    vocabulary = _vocabulary
    for match in _ITEM.finditer(text, start, end):
        group = match.lastgroup
        if ends and match.start() < ends[-1]:
            continue  # the point of "Jan." is part of that item
        written = match[0]
        stop = match.end()
        lower = written.lower()
        if group == "word":
            kind = vocabulary.get(lower, OTHER)
            if kind == OTHER:
                kind, stop = _odd_word(text, written, lower, stop, end, zones)
            elif lower in _CAPITALISED or lower in ("am", "pm"):
                kind, stop = _cased(text, written, lower, kind, stop, end)
        elif group == "mark":
            kind = MARKS.get(written, OTHER)
        elif group == "number":
            kind = _number(written)
        else:
            kind = _codes[group]  # type: ignore[index]
        kinds.append(kind)
        words.append(lower)
        starts.append(match.start())
        ends.append(stop)
    return Items("".join(kinds), words, starts, ends)


def _number(written: str) -> str:
    if "." in written:
        return _codes["decimal"]
    if len(written) <= 2 and written.isdigit() and 1 <= int(written) <= 31:
        return _codes["small"]
    if len(written) == 4 and written.isdigit() and int(written) in _YEARS:
        return _codes["year"]
    return _codes["number"]


def _odd_word(text: str, written: str, lower: str, stop: int, end: int, zones: frozenset[str]) -> tuple[str, int]:
    """A word that the vocabulary lacks: a zone ("GMT") or a weekday cut short ("Fri.")."""
    if written in zones:
        return _codes["zone"], stop
    if lower in lexicon.WEEKDAY_SHORT and written[0].isupper():
        return _codes["weekday_short"], stop + (stop < end and text[stop] == ".")
    return OTHER, stop


def _cased(text: str, written: str, lower: str, kind: str, stop: int, end: int) -> tuple[str, int]:
    """Words that are months or holidays only with a capital, with the point of a shortened one."""
    if lower in ("am", "pm"):
        return (kind if written in ("am", "pm", "AM", "PM") else OTHER), stop
    if not written[0].isupper():
        return OTHER, stop
    if lower in ("may", "march"):
        return _codes["may"], stop
    if lower in lexicon.MONTH_SHORT and stop < end and text[stop] == ".":
        return kind, stop + 1
    return kind, stop
