"""Numbers in words and digits with the words that bound them: "two hundred and six", "more than a dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.parse import Token
from onrecord.wordset import wordset

UNITS = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    name: 10 * value
    for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}

VAGUE: dict[str, tuple[int, int]] = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999), "several": (3, 9), "tens": (20, 99),
}  # fmt: skip
"""Words for a rough number: from the plural's least meaning to where the next larger word begins."""

_GROUPS: dict[str, tuple[int, int]] = {
    "couple": (2, 2),
    "handful": (3, 9),
    "few": (3, 9),
    "pair": (2, 2),
    "score": (20, 20),
}
"""Words for a rough number after "a" ("a handful of men")."""

_TENS_OF = {"thousand": (20_000, 99_999), "thousands": (20_000, 99_999), "millions": (20_000_000, 99_999_999)}
_HUNDREDS_OF = {"thousand": (200_000, 999_999), "thousands": (200_000, 999_999), "millions": (200_000_000, 999_999_999)}

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
WITH_UNIT = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)-([a-z]{2,})")
_PLUS = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+))\+")
_SHORT_SCALE = re.compile(r"(\d+(?:\.\d+)?)(k|m|bn|tn)", re.IGNORECASE)
_SHORT = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "tn": 1_000_000_000_000}

CURRENCIES = frozenset({"$", "£", "€", "¥", "₴", "₽", "₪", "us$"})

# Words before a number that give its bounds: (the words, low is n plus this, high is n plus this, approximate);
# None leaves that side open, "zero" makes the low bound 0. The longest match counts.
_Bound = tuple[tuple[str, ...], int | None, int | None, bool]
_BOUNDS: tuple[_Bound, ...] = tuple(
    (tuple(words.split()), low, high, approximate)
    for words, low, high, approximate in (
        ("more than", 1, None, False), ("over", 1, None, False), ("above", 1, None, False),
        ("upward of", 0, None, False), ("upwards of", 0, None, False), ("in excess of", 1, None, False),
        ("greater than", 1, None, False), ("well over", 1, None, False), ("exceeding", 1, None, False),
        ("north of", 1, None, False), ("just over", 1, None, True), ("slightly more than", 1, None, True),
        ("at least", 0, None, False), ("no fewer than", 0, None, False), ("no less than", 0, None, False),
        ("not less than", 0, None, False), ("not fewer than", 0, None, False), ("a minimum of", 0, None, False),
        ("at the least", 0, None, False), ("as many as", None, 0, False), ("up to", None, 0, False),
        ("at most", None, 0, False), ("no more than", None, 0, False), ("not more than", None, 0, False),
        ("a maximum of", None, 0, False), ("as much as", None, 0, False), ("fewer than", None, -1, False),
        ("less than", None, -1, False), ("under", None, -1, False), ("below", None, -1, False),
        ("nearly", 0, 0, True), ("almost", 0, 0, True), ("close to", 0, 0, True), ("just under", 0, 0, True),
        ("about", 0, 0, True), ("around", 0, 0, True), ("some", 0, 0, True), ("approximately", 0, 0, True),
        ("roughly", 0, 0, True), ("estimated", 0, 0, True), ("an estimated", 0, 0, True), ("circa", 0, 0, True),
        ("an approximate", 0, 0, True), ("an average of", 0, 0, True), ("perhaps", 0, 0, True), ("~", 0, 0, True),
    )
)  # fmt: skip
_BY_LAST: dict[str, list[_Bound]] = {}
for _entry in sorted(_BOUNDS, key=lambda bound: -len(bound[0])):
    _BY_LAST.setdefault(_entry[0][-1], []).append(_entry)

_SPATIAL = frozenset({"over", "above", "under", "below"})
"""Bounds that are also prepositions of place: they count only where the parse does not make them one."""

HYPHENS = frozenset("-–—‐‑")
_CHANGES = wordset("rise increase grow fall drop decrease decline go climb jump shrink reduce raise cut")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: its tokens ``first`` to ``last`` and its bounds."""

    first: int
    last: int
    low: float | None
    high: float | None
    approximate: bool


STARTERS = frozenset({"a", "an", "no", "none", "half"})


def may_start(token: Token) -> bool:
    """Whether a number may begin with this word."""
    lower = token.lower
    return (
        lower[0].isdigit() or lower in UNITS or lower in TENS or lower in VAGUE or lower in STARTERS or lower in SCALES
    )


def read_number(tokens: list[Token], i: int) -> Number | None:
    """A number, or two that form a range ("six to eight", "between 2 and 4", "20-30")."""
    one = _number(tokens, i)
    if one is None or one.low is None or one.low != one.high:
        return one
    j = one.last + 1
    if j + 1 < len(tokens) and one.high is not None:
        word, before = tokens[j].lower, tokens[one.first - 1].lower if one.first else ""
        joined = word in HYPHENS or word in ("to", "or") or (word == "and" and before == "between")
        two = _number(tokens, j + 1) if joined else None
        if two is not None and two.high is not None and two.high == two.low and two.high > one.high:
            scaled = one.low
            if two.high >= 1_000 * scaled and tokens[two.last].lower in SCALES:  # "two to three million"
                scaled *= SCALES[tokens[two.last].lower]
            changed = before == "from" and tokens[one.first - 1].head.lemma in _CHANGES
            sparse = word == "or" and two.high - one.high > max(2.0, one.high)
            if not changed and not sparse:
                first = one.first - 1 if before in ("between", "from") else one.first
                return Number(first, two.last, scaled, two.high, False)
    return one


def _number(tokens: list[Token], i: int) -> Number | None:
    token = tokens[i]
    lower = token.lower
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if lower in ("no", "none"):
        return _nought(tokens, i)
    if lower in ("a", "an"):
        if following in _GROUPS and (following != "few" or token.tag == "DT"):
            low, high = _GROUPS[following]
            return Number(i, i + 1, low, high, True)
        if following in SCALES:
            number = _scaled(tokens, i + 2, SCALES[following], i)
            return number if following != "dozen" else Number(i, i + 1, 12, 12, False)
        return None
    if lower in VAGUE:
        return _vague(tokens, i)
    if lower[0].isdigit():
        return _digits(tokens, i)
    if lower in TENS:
        value, last = TENS[lower], i
        if following in HYPHENS and i + 2 < len(tokens) and 0 < UNITS.get(tokens[i + 2].lower, 0) < 10:
            value, last = value + UNITS[tokens[i + 2].lower], i + 2
        return _scaled(tokens, last + 1, value, i)
    if lower in UNITS and token.tag != "PRP":
        return _scaled(tokens, i + 1, UNITS[lower], i)
    return None


def _nought(tokens: list[Token], i: int) -> Number | None:
    token = tokens[i]
    if token.lower == "none":
        return Number(i, i, 0, 0, False)
    if i + 1 < len(tokens) and tokens[i + 1].lower == "one":
        return Number(i, i + 1, 0, 0, False)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.lower in ("more", "less", "fewer", "longer", "doubt", "matter", "way", "sooner", "later"):
        return None
    if token.head is token or token.head.pos not in ("NOUN", "PROPN", "PRON") or token.head.index < token.index:
        return None
    return Number(i, i, 0, 0, False)


def _vague(tokens: list[Token], i: int) -> Number:
    lower = tokens[i].lower
    low, high = VAGUE[lower]
    if i + 2 < len(tokens) and tokens[i + 1].lower == "of":
        larger = {"tens": _TENS_OF, "hundreds": _HUNDREDS_OF}.get(lower, {}).get(tokens[i + 2].lower)
        if larger:
            return Number(i, i + 2, *larger, True)
    return Number(i, i, low, high, True)


def _digits(tokens: list[Token], i: int) -> Number | None:
    text = tokens[i].text
    if _DIGITS.fullmatch(text):
        return _scaled(tokens, i + 1, float(text.replace(",", "")), i)
    if plus := _PLUS.fullmatch(text):
        return Number(i, i, float(plus[1].replace(",", "")), None, False)
    if unit := WITH_UNIT.fullmatch(text):
        value = float(unit[1].replace(",", ""))
        return Number(i, i, value, value, False)
    short = _SHORT_SCALE.fullmatch(text) if i and tokens[i - 1].lower in CURRENCIES else None
    if short is None:
        return None
    value = float(short[1]) * _SHORT[short[2].lower()]
    return Number(i, i, value, value, False)


def _scaled(tokens: list[Token], j: int, value: float, first: int) -> Number:
    """Add the words for hundreds, thousands and so on, and what follows them ("two hundred and six")."""
    total, current, last = 0.0, value, j - 1
    while j < len(tokens):
        lower = tokens[j].lower
        if lower in SCALES:
            if lower == "hundred" or lower == "dozen":
                current *= SCALES[lower]
            else:
                total, current = total + current * SCALES[lower], 0.0
            last, j = j, j + 1
            continue
        at = j + 1 if lower == "and" and last >= first and tokens[last].lower in SCALES else j
        part = _small(tokens, at) if last >= first and tokens[last].lower in SCALES else None
        if part is None:
            break
        current, last = current + part[0], part[1]
        j = last + 1
    return Number(first, max(last, first), total + current, total + current, False)


def _small(tokens: list[Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    lower = tokens[i].lower
    if lower in TENS:
        if i + 2 < len(tokens) and tokens[i + 1].lower in HYPHENS and tokens[i + 2].lower in UNITS:
            return TENS[lower] + UNITS[tokens[i + 2].lower], i + 2
        return TENS[lower], i
    return (UNITS[lower], i) if lower in UNITS else None


def with_prefix(tokens: list[Token], number: Number, floor: int) -> Number:
    """Take in the words before the number that give its bounds."""
    i = number.first
    if i and tokens[i - 1].lower in CURRENCIES:
        i -= 1
        number = Number(i, number.last, number.low, number.high, number.approximate)
    if i == floor or tokens[number.first].lower in ("no", "none"):
        return number
    for words, low, high, approximate in _BY_LAST.get(tokens[i - 1].lower, ()):
        start = i - len(words)
        if start < floor or any(tokens[start + k].lower != word for k, word in enumerate(words)):
            continue
        if words[0] in _SPATIAL and tokens[start].dep in ("prep", "pcomp", "prt"):
            break
        exact = number.low is not None and number.low == number.high
        rough = approximate or number.approximate
        if low is None:
            return Number(start, number.last, 0, _plus(number.high, high), rough)
        if high is None:
            return Number(start, number.last, _plus(number.low, low if exact else 0), None, rough)
        return Number(start, number.last, number.low, number.high, True)
    return number


def _plus(value: float | None, step: int | None) -> float | None:
    """The next whole number up or down; a number with a fraction stays as it is."""
    if value is None or step is None or value != int(value):
        return value
    return max(0, value + step)


def with_suffix(tokens: list[Token], number: Number) -> Number:
    """Take in the words after the number that give its bounds ("or more", "or so")."""
    j = number.last + 1
    if j + 1 < len(tokens) and tokens[j].lower == "or":
        word = tokens[j + 1].lower
        if word == "more":
            return Number(number.first, j + 1, number.low, None, number.approximate)
        if word in ("fewer", "less"):
            return Number(number.first, j + 1, 0, number.high, number.approximate)
        if word == "so":
            return Number(number.first, j + 1, number.low, number.high, True)
    return number
