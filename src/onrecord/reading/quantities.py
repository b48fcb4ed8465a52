"""Numbers in words and digits, with their bounds and what they count: the stage ``quantities``.

A number has a low and a high bound, ``None`` where it is open. "more than 40" is 41 and up, "up to 225" is 0–225,
"about 30" is 30 and approximate. Numbers inside time expressions, ages, names of models and roads, and fractions are
not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Quantity, Report, Time

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

_GROUPS: dict[str, tuple[int, int]] = {"couple": (2, 2), "handful": (3, 9), "few": (3, 9), "pair": (2, 2), "score": (20, 20)}
"""Words for a rough number after "a" ("a handful of men")."""

_TENS_OF = {"thousand": (20_000, 99_999), "thousands": (20_000, 99_999), "millions": (20_000_000, 99_999_999)}
_HUNDREDS_OF = {"thousand": (200_000, 999_999), "thousands": (200_000, 999_999), "millions": (200_000_000, 999_999_999)}

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WITH_UNIT = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)-([a-z]{2,})")
_PLUS = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+))\+")
_SHORT_SCALE = re.compile(r"(\d+(?:\.\d+)?)(k|m|bn|tn)", re.IGNORECASE)
_SHORT = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "tn": 1_000_000_000_000}

MEASURES = {
    "km": "km", "kms": "km", "kilometer": "km", "kilometre": "km", "kilometers": "km", "kilometres": "km",
    "m": "m", "meter": "m", "metre": "m", "meters": "m", "metres": "m", "percent": "%", "pct": "%", "%": "%",
    "percentage": "%", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "mi": "mile", "miles": "mile",
    "kg": "kg", "kilogram": "kg", "kilograms": "kg", "tonne": "ton", "tonnes": "ton",
}  # fmt: skip
"""Words for a measure and the unit that is recorded for them."""

CURRENCIES = frozenset("$ £ € ¥ ₴ ₽ ₪ us$".split())

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

_SPATIAL = frozenset({"over", "above", "under", "below", "around", "about"})
"""Bounds that are also prepositions of place: they count only where the parse does not make them one."""

_HYPHENS = frozenset("-–—‐‑")
_ROAD_WORDS = frozenset(
    "street st. st avenue ave ave. road rd rd. drive dr dr. lane ln boulevard blvd blvd. court place way highway "
    "route parkway pkwy block n. s. e. w. north south east west".split()
)
_REACH = 9  # words between a number and the noun it counts ("40 ballistic, cruise, anti-aircraft and guided missiles")
_GROUP_NOUNS = frozenset("crew family group team total unit squad party convoy toll number".split())
_FRACTIONS = frozenset("third thirds quarter quarters half halves fifth fifths tenth tenths".split())
_CHANGES = frozenset("rise increase grow fall drop decrease decline go climb jump shrink reduce raise cut".split())
_AGE_WORDS = frozenset({"age", "aged", "ages"})
_OLDEST = 120  # a bare number after a person's name up to this is an age
_YEARS = range(1500, 2200)  # a bare four-digit number in this range is a year unless it counts a noun


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: its tokens ``first`` to ``last`` and its bounds."""

    first: int
    last: int
    low: float | None
    high: float | None
    approximate: bool


@stage("quantities", needs=("report", "parse", "times"), question="Which numbers stand in the report, and of what?")
def quantities(*, report: Report, parse: Parse, times: Sequence[Time]) -> Output:
    """Find the numbers that count or measure something."""
    in_time = _marked(parse, times)
    records: list[Quantity] = []
    for sentence in parse.sentences:
        tokens = sentence.tokens
        for number, unit in _numbers(tokens, in_time):
            start, end = tokens[number.first].start, tokens[number.last].end
            records.append(
                Quantity(
                    f"q{len(records) + 1}", start, end, report.text[start:end],
                    _plain(number.low), _plain(number.high), number.approximate, unit,
                )
            )  # fmt: skip
    return tuple(records), ()


def _marked(parse: Parse, times: Sequence[Time]) -> frozenset[int]:
    return frozenset(token.index for time in times for token in parse.tokens_in(time.start, time.end))


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _numbers(tokens: list[Token], in_time: frozenset[int]) -> Iterator[tuple[Number, str | None]]:
    i = 0
    floor = 0  # no quantity reaches back into the one before it
    while i < len(tokens):
        token = tokens[i]
        if token.index in in_time or not _may_start(token):
            i += 1
            continue
        found = _range(tokens, i)
        if found is None:
            i += 1
            continue
        if any(t.index in in_time for t in tokens[found.first : found.last + 1]):
            i = found.last + 1
            continue
        bare = found
        found = _with_suffix(tokens, _with_prefix(tokens, found, floor))
        unit = _unit(tokens, bare, found)
        if not _is_other(tokens, bare):
            yield found, unit
            floor = found.last + 1
        i = max(found.last, bare.last) + 1


def _may_start(token: Token) -> bool:
    lower = token.lower
    return (
        lower[0].isdigit()
        or lower in UNITS
        or lower in TENS
        or lower in VAGUE
        or lower in _STARTERS
        or lower in SCALES
    )


_STARTERS = frozenset({"a", "an", "no", "none", "half"})


def _range(tokens: list[Token], i: int) -> Number | None:
    """A number, or two that form a range ("six to eight", "between 2 and 4", "20-30")."""
    one = _number(tokens, i)
    if one is None or one.low is None or one.low != one.high:
        return one
    j = one.last + 1
    if j + 1 < len(tokens) and one.high is not None:
        word, before = tokens[j].lower, tokens[one.first - 1].lower if one.first else ""
        joined = word in _HYPHENS or word in ("to", "or") or (word == "and" and before == "between")
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
        if following in _HYPHENS and i + 2 < len(tokens) and 0 < UNITS.get(tokens[i + 2].lower, 0) < 10:
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
    if unit := _WITH_UNIT.fullmatch(text):
        value = float(unit[1].replace(",", ""))
        return Number(i, i, value, value, False)
    if short := _SHORT_SCALE.fullmatch(text):
        if i and tokens[i - 1].lower in CURRENCIES:
            value = float(short[1]) * _SHORT[short[2].lower()]
            return Number(i, i, value, value, False)
    return None


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
        if i + 2 < len(tokens) and tokens[i + 1].lower in _HYPHENS and tokens[i + 2].lower in UNITS:
            return TENS[lower] + UNITS[tokens[i + 2].lower], i + 2
        return TENS[lower], i
    return (UNITS[lower], i) if lower in UNITS else None


def _with_prefix(tokens: list[Token], number: Number, floor: int) -> Number:
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
        if len(words) == 1 and words[0] in _SPATIAL and tokens[start].dep in ("prep", "pcomp", "prt"):
            if words[0] != "about" and words[0] != "around":
                break
        if words[0] in ("exceeding",) and tokens[start].dep not in ("quantmod", "amod", "acl"):
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


def _with_suffix(tokens: list[Token], number: Number) -> Number:
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


def _unit(tokens: list[Token], bare: Number, number: Number) -> str | None:
    """What is counted or measured: the head noun's lemma, or the measure's sign."""
    first, last = tokens[bare.first], tokens[bare.last]
    for mark in (tokens[number.first], first):
        if mark.lower in CURRENCIES:
            return "$" if mark.lower == "us$" else mark.text
    inside = _WITH_UNIT.fullmatch(last.text)
    if inside:
        return MEASURES.get(inside[2], inside[2])
    if bare.first and tokens[bare.first - 1].lower in CURRENCIES:
        return tokens[bare.first - 1].text
    after = tokens[bare.last + 1 : bare.last + 3]
    if after and after[0].lower in MEASURES and after[0].lower != "m":
        return MEASURES[after[0].lower]
    if len(after) == 2 and after[0].lower in _HYPHENS and after[1].lower in MEASURES:
        return MEASURES[after[1].lower]
    noun = counted(tokens[number.last] if number.last == bare.last else last)
    if noun is None:
        return None
    return MEASURES.get(noun.lower, noun.lemma)


def counted(number: Token) -> Token | None:
    """The noun that a number's last word counts, or none ("injured 130")."""
    tokens = number.sentence.tokens
    at = number.index - tokens[0].index
    head = number.head
    near = head.dep not in ("compound", "nmod") and head.pos in ("NOUN", "PROPN")
    if number.dep == "nummod" and near and 0 < head.index - number.index <= _REACH:
        between = tokens[at + 1 : at + head.index - number.index]
        if not any(t.pos == "NUM" or t.pos == "VERB" and t.dep != "amod" for t in between):
            return head
    noun = _following_noun(tokens, at + 1)
    if noun is not None:
        return noun
    for child in number.children:
        if child.dep == "prep" and child.lower == "of" and child.index > number.index:
            noun = child.child("pobj")
            if noun is not None and noun.pos in ("NOUN", "PROPN", "PRON"):
                return noun
    if number.dep == "pobj" and number.head.lower == "of" and number.head.head.lower in _GROUP_NOUNS:
        return number.head.head
    return None


def _following_noun(tokens: list[Token], i: int) -> Token | None:
    """The head of the noun phrase whose modifiers and nouns follow without a break from position ``i``."""
    noun: Token | None = None
    while i < len(tokens):
        token = tokens[i]
        if token.pos in ("NOUN", "PROPN") and token.tag != "POS" and token.dep not in ("npadvmod", "appos"):
            if noun is not None and noun.tag in ("NNS", "NNPS") and noun.dep not in ("compound", "nmod"):
                break
            noun = token
        elif noun is not None:
            if token.lower not in _HYPHENS or token.dep != "punct" or token.start != tokens[i - 1].end:
                break
        elif not (
            token.pos == "ADJ"
            or token.lower in _HYPHENS
            or (token.tag in ("VBN", "VBG", "JJ", "JJR") and token.dep == "amod")
            or (token.pos == "ADV" and token.dep == "advmod" and token.head.dep == "amod")
        ):
            break
        i += 1
    return noun


def _is_other(tokens: list[Token], number: Number) -> bool:
    """A number that is no quantity: an age, a year, a fraction, part of a name, an address or a telephone number."""
    first, last = tokens[number.first], tokens[number.last]
    before = tokens[number.first - 1] if number.first else None
    after = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    following = after.lower if after else ""
    if following in _FRACTIONS or (following in _HYPHENS and _word(tokens, number.last + 2) in _FRACTIONS):
        return True
    if first.lower == "half" or is_age(tokens, number.first, number.last):
        return True
    if first.lower == "one" and number.first == number.last:
        referring = before is not None and (before.tag in ("DT", "JJ", "JJS", "JJR", "PRP$", "WDT") or before.lower == "each")
        return first.tag != "CD" or (referring and counted(first) is None)
    if not first.text[0].isdigit():
        return False
    if before is not None and before.end == first.start and before.lower in (":", "/", "#", "."):
        return True
    if after is not None and after.start == last.end and following in _HYPHENS:
        beyond = tokens[number.last + 2] if number.last + 2 < len(tokens) else None
        if beyond is not None and beyond.text[0].isdigit():
            return True  # a telephone number, a score: it was not a rising range
    if before is not None and before.end == first.start and before.lower in _HYPHENS:
        return True
    head = counted(last)
    named = before is not None and before.tag == "NNP" and before.ent not in ("DATE", "TIME")
    if head is not None and number.low in _YEARS and "," not in first.text and head.tag not in ("NNS", "NNPS"):
        return head.lower != "people"
    if following == "block" or (named and before is not None and before.dep in ("compound", "nmod")):
        return True
    if head is None:
        if number.low is not None and number.low in _YEARS and "," not in first.text:
            return True
        if named:
            return True
        return last.head is before and before is not None and before.pos == "NOUN"
    if head.tag == "NNP" and named:
        return True
    return head.tag == "NNP" and any(t.lower in _ROAD_WORDS for t in tokens[number.last + 1 : number.last + 5])


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i].lower if i < len(tokens) else ""


def is_age(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the number at these positions of the sentence is somebody's age."""
    words = [_word(tokens, k) for k in range(last + 1, last + 6)]
    if any(mark in tokens[last].lower for mark in ("-year", "-month", "-week")):
        return True
    spaced = [w for w in words if w not in _HYPHENS]
    if spaced[:2] in (["year", "old"], ["years", "old"], ["month", "old"], ["months", "old"], ["years", "of"]):
        return spaced[:2] != ["years", "of"] or spaced[2] == "age"
    if first and tokens[first - 1].lower in _AGE_WORDS:
        return True
    if first >= 2 and tokens[first - 1].lower in ("of", "at", "and", ",", "between") and any(
        t.lower in _AGE_WORDS for t in tokens[max(0, first - 4) : first]
    ):
        return True
    number = tokens[first].text
    if not number.isdigit() or int(number) > _OLDEST or first < 2 or tokens[first - 1].lower not in (",", "("):
        return False
    named = tokens[first - 2]
    person = named.ent == "PERSON" or named.tag == "NNP"
    return person and (words[0] in (",", ")", ".", "and", "of", "from", "was", "were", "is", "", ";") or not words[0])
