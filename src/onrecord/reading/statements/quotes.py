"""Quotation marks: which stretches of a paragraph stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.reading.parse import Paragraph, Token
from onrecord.reading.warnings import warn
from onrecord.records import Span, Warning

_OPEN = "“„«"
_CLOSE = "”»"
_LOW, _HIGH = "„", "“"  # the second closes what the first opened: „so“
_ANY = re.compile(f"[{_OPEN}{_CLOSE}\"]|``|''")
_PAIRED = {"``", "''"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included; ``open`` if it runs on into the next paragraph.

    ``closed`` is false where no mark ends it, so that its end is the paragraph's: a guess, where it is not open.
    """

    start: int
    end: int
    paragraph: int
    open: bool
    closed: bool = True

    @property
    def span(self) -> Span:
        """Offsets, marks included."""
        return self.start, self.end

    def held_by(self, content: Iterable[Span], anchor: Token | None) -> bool:
        """Whether a content has the quotation, or a part of it, and its cue (by its head word) stands outside."""
        inside = anchor is not None and self.start <= anchor.start < self.end
        return not inside and any(touch(self.span, span) for span in content)


def touch(a: Span, b: Span) -> bool:
    """Whether two spans share a position."""
    return a[0] < b[1] and b[0] < a[1]


def quotations(text: str, paragraphs: list[Paragraph]) -> tuple[list[Quotation], list[Warning]]:
    """All quotations of double quotation marks, curly, angled, straight, or doubled single ones.

    A quotation that is not closed in its paragraph runs to the paragraph's end when the next paragraph opens with a
    mark again (the convention for long quotations); otherwise its end is a guess and W007 says so.
    """
    found: list[Quotation] = []
    warnings: list[Warning] = []
    for paragraph in paragraphs:
        start: int | None = None
        for match in _ANY.finditer(text, paragraph.start, paragraph.end):
            position, char = match.start(), match[0]
            width, kind = _mark(text, position)
            if kind == "open" and start is not None and text[start] == _LOW and char == _HIGH:
                kind = "close"
            if kind == "open" or (kind == "either" and start is None):
                if start is None:
                    start = position
            elif start is not None:
                found.append(Quotation(start, position + width, paragraph.index, False))
                start = None
        if start is not None:
            continues = _opens(text, paragraphs, paragraph.index + 1)
            if not continues:
                warnings.append(warn("W007", span=(start, start + 1)))
            found.append(Quotation(start, paragraph.end, paragraph.index, continues, closed=False))
    return found, warnings


def _mark(text: str, position: int) -> tuple[int, str | None]:
    char = text[position]
    if char in _OPEN:
        return 1, "open"
    if char in _CLOSE:
        return 1, "close"
    if char == '"':
        before = text[position - 1 : position]
        after = text[position + 1 : position + 2]
        if before.isdigit() and not after.isalpha():
            return 1, "close"  # an inch mark, or a quotation that ends in a number
        return 1, "either"
    if text[position : position + 2] in _PAIRED:
        return 2, "open" if char == "`" else "either"
    return 1, None


def _opens(text: str, paragraphs: list[Paragraph], index: int) -> bool:
    if index >= len(paragraphs):
        return False
    return _mark(text, paragraphs[index].start)[1] in ("open", "either")
