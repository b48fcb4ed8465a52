"""What the reader model sees of a text: words, their pieces, and three features that an uncased vocabulary loses.

A word is what BERT's pre-tokenizer makes one: a run of letters and digits, or one mark. Each has one or more pieces
of the vocabulary, and three small numbers: its letters' case, what stands before it (nothing, a space, a new line),
and where it stands to the quotation marks of its paragraph. The same code runs in training and in reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from onrecord.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Case(IntEnum):
    """A word's letters."""

    LOWER = 0
    CAPITALISED = 1
    CAPITALS = 2
    MIXED = 3
    DIGITS = 4
    MARK = 5


class Gap(IntEnum):
    """What stands before a word."""

    NONE = 0
    SPACE = 1
    LINE = 2


class Quoted(IntEnum):
    """Where a word stands to the double quotation marks of its paragraph."""

    OUTSIDE = 0
    OPENING = 1
    INSIDE = 2
    CLOSING = 3


_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which the tokenizer cannot take
_OPENING = "“„«"
_CLOSING = "”»"
_EITHER = '"'
_LOW = "„"  # closed by the mark that elsewhere opens: „so“


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, column by column; ``piece_ids[first[i] : first[i + 1]]`` are the pieces of word ``i``."""

    starts: list[int]
    ends: list[int]
    first: list[int]
    piece_ids: list[int]
    case: list[int]
    gap: list[int]
    quoted: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The word that stands at a character, or the one before it; the first where there is none before."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def span(self, begin: int, end: int) -> Span:
        """The characters of the words ``begin`` to ``end`` (exclusive)."""
        return self.starts[begin], self.ends[end - 1]


def marks_of(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of the pieces that BERT expects before and after what it reads."""
    before, after = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    assert before is not None and after is not None, "the tokenizer is not BERT's"
    return before, after


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """The words of a text; offsets are code points."""
    encoding = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    starts: list[int] = []
    ends: list[int] = []
    first: list[int] = []
    last_word = None
    for piece, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word != last_word:
            starts.append(start)
            ends.append(end)
            first.append(piece)
            last_word = word
        else:
            ends[-1] = end
    first.append(len(encoding.ids))
    gap = _gaps(text, starts, ends)
    forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return Words(starts, ends, first, encoding.ids, [_case(form) for form in forms], gap, _quoted(forms, gap))


def _gaps(text: str, starts: list[int], ends: list[int]) -> list[int]:
    gaps: list[int] = []
    before = 0
    for start, end in zip(starts, ends, strict=True):
        if start == before:
            gaps.append(Gap.NONE if before else Gap.LINE)
        else:
            gaps.append(Gap.LINE if "\n" in text[before:start] or not before else Gap.SPACE)
        before = end
    return gaps


def _case(form: str) -> int:
    if form.islower():
        return Case.LOWER
    if not form[0].isalnum():
        return Case.MARK
    if form[0].isdigit():
        return Case.DIGITS
    if form.isupper():
        return Case.CAPITALS if len(form) > 1 else Case.CAPITALISED
    if form[0].isupper() and form[1:].islower():
        return Case.CAPITALISED
    return Case.MIXED if form.lower() != form else Case.LOWER


def _quoted(forms: list[str], gap: list[int]) -> list[int]:
    states: list[int] = []
    inside = ""
    previous = ""
    for form, before in zip(forms, gap, strict=True):
        if before == Gap.LINE:
            inside = ""
        if (form in _OPENING and not (inside == _LOW and form == "“")) or (
            form == _EITHER and not inside and (before or previous in "([—–-")
        ):
            states.append(Quoted.OPENING)
            inside = form
        elif form in _CLOSING or form == _EITHER or form == "“":
            states.append(Quoted.CLOSING)
            inside = ""
        else:
            states.append(Quoted.INSIDE if inside else Quoted.OUTSIDE)
        previous = form
    return states
