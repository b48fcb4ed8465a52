"""The language in which the rules are written: regular expressions over items instead of characters.

``the? {ordinal:day} of {month}`` matches the item "the" or nothing, then an ordinal (kept as ``day``), the item "of"
and a month. Words stand for themselves, ``{kind}`` for an item of that kind (items.py) or for a fragment (below),
``{kind:name}`` keeps what matched under a name; ``? * + | ( )`` mean what they mean in regular expressions, and a
hyphen, comma, colon, slash or apostrophe the mark itself. A point is written ``{point}``, brackets
``{open}`` ``{close}``, a plus ``{plus}``, an item of no kind ``{other}``.
"""

from __future__ import annotations

import re

from onrecord.reading.times import lexicon
from onrecord.reading.times.items import KINDS, code, word_code

_SIGNS = {"point": "!", "open": "<", "close": ">", "plus": r"\+", "other": r"\."}

FRAGMENTS: dict[str, str] = {
    "unit": "(" + "|".join(lexicon.UNITS) + ")",
    "units": "(" + "|".join(lexicon.PLURAL_UNITS) + ")",
    "a": "(a|an)",
    "digits": "({small}|{number}|{year})",
    "spelled": "({cardinal}|{multiplier}|a {multiplier})(-? and? ({cardinal}|{multiplier}))*",
    "figure": "({digits} {multiplier}|{decimal}|{digits} -? {fraction}|{digits}|{spelled})",
    "vague": "(a few|a couple of|a couple|several|some|many|few|a number of|dozens of|a dozen)",
    "count": "({figure}|{vague}|half a|half an)",
    "any_unit": "({unit}|{units}|second)",
    "name_of_month": "({month}|{may})",
    "day_number": "({small}|{ordinal}|second)",
    "weekday_name": "({weekday}|{weekday_short})",
    "any_season": "({season}|{fall})",
    "rank": "({ordinal}|second)",
    "hour_figure": "({small}|{cardinal})",
    "day_of_month": "({small}|{ordinal})",
    "past": "(last|past|previous|preceding)",
    "coming": "(next|coming|upcoming)",
    "spoken_day": "(({cardinal} -?)? {day_of_month})",
    "of_year": "(,? (of |in )?{year:year})",
    "of_spoken_year": "((of )?(?P<spoken>{cardinal} {spelled}))",
    "of_this_year": "((of )?(?P<year_step>this|last|next|of that|{same_or_other}) year)",
    "same_or_other": "((that|the) same|the (following|previous|preceding))",
    "war": "(war|invasion|conflict|siege|offensive|blockade|uprising|coup|fighting)",
    "this_or_next": "(this|last|next|this past|this coming)",
}
"""Names for what many rules share; each is a pattern itself."""

_TOKEN = re.compile(r"\{(\w+)(?::(\w+))?\}|([a-z]+)|\s+|([-,:/;'])|(\(\?P<\w+>|\(\?<?[!=]|.)")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over kinds.

    Raises:
        ValueError: the pattern names no kind or fragment, or writes out a word that has a kind of its own.
    """
    return re.compile(_translate(pattern))


def _translate(pattern: str) -> str:
    return "".join(_piece(match) for match in _TOKEN.finditer(pattern))


def _piece(match: re.Match[str]) -> str:
    name, keep, word, mark, rest = match.groups()
    if name:
        if name in FRAGMENTS:
            inner = _translate(FRAGMENTS[name])
        elif name in _SIGNS:
            inner = _SIGNS[name]
        elif name in KINDS:
            inner = code(name)
        else:
            raise ValueError(f"no kind or fragment {name!r}")
        if keep:
            return f"(?P<{keep}>{inner})"
        return inner if len(inner) == 1 or inner[0] == "\\" else f"(?:{inner})"
    if word:
        return word_code(word)
    if mark:
        return "\\-" if mark == "-" else mark
    if rest == "(":
        return "(?:"
    return rest or ""
