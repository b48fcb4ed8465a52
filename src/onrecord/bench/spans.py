"""Annotated spans against those read: which belong together, and what stands around one in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.records import Span

MAX_SHOWN = 160
"""The most characters that are shown on either side of a span; more is cut."""


class Spanned(Protocol):
    """Something that stands at ``start`` to ``end`` (exclusive) of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class At:
    """A bare span, to be paired."""

    start: int
    end: int


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def any_overlap(ones: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether a span of the one side shares a character with one of the other."""
    return any(overlap(one, other) for one in ones for other in others)


def paired(wanted: Sequence[Spanned], found: Sequence[Spanned]) -> dict[int, int]:
    """For each gold span that has one, the read one it is paired with, by their places in the lists.

    Each gold span, in order, takes of those still free that overlap it the one with its very span, else the one with
    the largest overlap, of equals the first.
    """
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(found)))
    for index, want in enumerate(wanted):
        overlaps = {place: min(want.end, found[place].end) - max(want.start, found[place].start) for place in free}
        near = [place for place, overlap in overlaps.items() if overlap > 0]
        if near:
            same = [place for place in near if (found[place].start, found[place].end) == (want.start, want.end)]
            pairs[index] = same[0] if same else max(near, key=overlaps.__getitem__)
            del free[pairs[index]]
    return pairs


def around(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """What stands before and after a span in its sentence, else in its line."""
    line_end = text.find("\n", end)
    line = text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text)
    first, last = next((s for s in sentences if s[0] <= start < s[1]), line)
    before, after = text[first:start], text[end : max(last, end)]
    if len(before) > MAX_SHOWN:
        before = "…" + before[-MAX_SHOWN:]
    if len(after) > MAX_SHOWN:
        after = after[:MAX_SHOWN] + "…"
    return before, after
