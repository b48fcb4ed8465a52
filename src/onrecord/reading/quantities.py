"""Numbers in words and digits, with their bounds and what they count: the stage ``quantities``.

A number has a low and a high bound, ``None`` where it is open. "more than 40" is 41 and up, "up to 225" is 0–225,
"about 30" is 30 and approximate. Numbers inside time expressions, ages, names of models and roads, and fractions are
not quantities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reading.numerals import (
    CURRENCIES,
    HYPHENS,
    WITH_UNIT,
    Number,
    may_start,
    read_number,
    with_prefix,
    with_suffix,
)
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Quantity, Report, Time
from onrecord.wordset import wordset

MEASURES = {
    "km": "km", "kms": "km", "kilometer": "km", "kilometre": "km", "kilometers": "km", "kilometres": "km",
    "m": "m", "meter": "m", "metre": "m", "meters": "m", "metres": "m", "percent": "%", "pct": "%", "%": "%",
    "percentage": "%", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "mi": "mile", "miles": "mile",
    "kg": "kg", "kilogram": "kg", "kilograms": "kg", "tonne": "ton", "tonnes": "ton",
}  # fmt: skip
"""Words for a measure and the unit that is recorded for them."""


_ROAD_WORDS = wordset(
    "street st. st avenue ave ave. road rd rd. drive dr dr. lane ln boulevard blvd blvd. court place way highway "
    "route parkway pkwy block n. s. e. w. north south east west"
)
_REACH = 9  # words between a number and the noun it counts ("40 ballistic, cruise, anti-aircraft and guided missiles")
_GROUP_NOUNS = wordset("crew family group team total unit squad party convoy toll number")
_FRACTIONS = wordset("third thirds quarter quarters half halves fifth fifths tenth tenths")
_AGE_WORDS = frozenset({"age", "aged", "ages"})
_OLDEST = 120  # a bare number after a person's name up to this is an age
_YEARS = range(1500, 2200)  # a bare four-digit number in this range is a year unless it counts a noun


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
        if token.index in in_time or not may_start(token):
            i += 1
            continue
        found = read_number(tokens, i)
        if found is None:
            i += 1
            continue
        if any(t.index in in_time for t in tokens[found.first : found.last + 1]):
            i = found.last + 1
            continue
        bare = found
        found = with_suffix(tokens, with_prefix(tokens, found, floor))
        unit = _unit(tokens, bare, found)
        if not _is_other(tokens, bare):
            yield found, unit
            floor = found.last + 1
        i = max(found.last, bare.last) + 1


def _unit(tokens: list[Token], bare: Number, number: Number) -> str | None:
    """What is counted or measured: the head noun's lemma, or the measure's sign."""
    first, last = tokens[bare.first], tokens[bare.last]
    for mark in (tokens[number.first], first):
        if mark.lower in CURRENCIES:
            return "$" if mark.lower == "us$" else mark.text
    inside = WITH_UNIT.fullmatch(last.text)
    if inside:
        return MEASURES.get(inside[2], inside[2])
    if bare.first and tokens[bare.first - 1].lower in CURRENCIES:
        return tokens[bare.first - 1].text
    after = tokens[bare.last + 1 : bare.last + 3]
    if after and after[0].lower in MEASURES and after[0].lower != "m":
        return MEASURES[after[0].lower]
    if len(after) == 2 and after[0].lower in HYPHENS and after[1].lower in MEASURES:
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
        if not any(t.pos == "NUM" or (t.pos == "VERB" and t.dep != "amod") for t in between):
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
            if token.lower not in HYPHENS or token.dep != "punct" or token.start != tokens[i - 1].end:
                break
        elif not (
            token.pos == "ADJ"
            or token.lower in HYPHENS
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
    if following in _FRACTIONS or (following in HYPHENS and _word(tokens, number.last + 2) in _FRACTIONS):
        return True
    if first.lower == "half" or is_age(tokens, number.first, number.last):
        return True
    if first.lower == "one" and number.first == number.last:
        referring = before is not None and (
            before.tag in ("DT", "JJ", "JJS", "JJR", "PRP$", "WDT") or before.lower == "each"
        )
        return first.tag != "CD" or (referring and counted(first) is None)
    if not first.text[0].isdigit():
        return False
    if before is not None and before.end == first.start and before.lower in (":", "/", "#", "."):
        return True
    if after is not None and after.start == last.end and following in HYPHENS:
        beyond = tokens[number.last + 2] if number.last + 2 < len(tokens) else None
        if beyond is not None and beyond.text[0].isdigit():
            return True  # a telephone number, a score: it was not a rising range
    if before is not None and before.end == first.start and before.lower in HYPHENS:
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
    spaced = [w for w in words if w not in HYPHENS]
    if spaced[:2] in (["year", "old"], ["years", "old"], ["month", "old"], ["months", "old"], ["years", "of"]):
        return spaced[:2] != ["years", "of"] or spaced[2] == "age"
    if first and tokens[first - 1].lower in _AGE_WORDS:
        return True
    if (
        first >= 2
        and tokens[first - 1].lower in ("of", "at", "and", ",", "between")
        and any(t.lower in _AGE_WORDS for t in tokens[max(0, first - 4) : first])
    ):
        return True
    number = tokens[first].text
    if not number.isdigit() or int(number) > _OLDEST or first < 2 or tokens[first - 1].lower not in (",", "("):
        return False
    named = tokens[first - 2]
    if first >= 4 and tokens[first - 1].lower == "and" and tokens[first - 2].text.isdigit():
        named = tokens[first - 4]  # "Gerald and Nan Whitlow, 78 and 76"
    person = named.ent == "PERSON" or named.tag == "NNP"
    return person and (words[0] in (",", ")", ".", "and", "of", "from", "was", "were", "is", "", ";") or not words[0])
