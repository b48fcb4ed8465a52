"""White space that a corpus has lost between sentences while its offsets still count it, put back.

WikiEvents as passed on in one file glues sentences and headings ("bombing.Officers said"), but the spans of its
events are those of the text with a character between them. Where the spans stand on words as they are, nothing is done.

The places of lost characters are guessed from letters ("bombing.Officers"); of all ways to take the guesses the one is
chosen in which the most spans begin and end where words do, with the fewest guesses left out or added.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.records import Span

_LIKELY = re.compile(
    r"(?<=[.!?”\"’')\]…:])(?<!\b[A-Z]\.)(?=[A-Z“‘(\[])|(?<=[a-z0-9.])(?=[“‘])|(?<=[a-z0-9])(?<!Mc)(?<!Mac)(?=[A-Z])"
)
_POSSIBLE = re.compile(r"(?<=[^\s(\[“‘-])(?=[A-Z0-9“\"‘(\[—@])")
_BLANK = re.compile(r"\s")
_CLOSED = frozenset(".!?”\"’')]…")
_OFF = 8.0  # for a span that does not stand on words; each guess left out or added counts one
_EACH = 4  # characters lost at one place, at most
_SLACK = 40  # characters by which there may be more lost ones than guesses


def restored(text: str, spans: Sequence[Span]) -> str:
    """The text with the lost characters put back, a blank after a sentence and a line break after a heading; ``spans``
    are the annotated ones, in the offsets of the whole text."""
    marks = sorted(set(spans))
    if all(_on_words(text, start, end, frozenset()) for start, end in marks):
        return text
    guesses = [m.start() for m in _LIKELY.finditer(text)]
    shifts = _shifts(text, marks, guesses)
    lost: list[int] = []
    before, known = -1, 0
    for (start, _), shift in zip(marks, shifts, strict=True):
        here = start - shift
        between = [guess for guess in guesses if before < guess <= here]
        lost += _placed(text, between, shift - known, before, here)
        before, known = here, shift
    lost += [g for g in guesses if g > before]
    return _with(text, lost)


def _on_words(text: str, start: int, end: int, glued: frozenset[int]) -> bool:
    if not 0 <= start < end <= len(text) or text[start].isspace() or text[end - 1].isspace():
        return False
    begins = start == 0 or start in glued or not text[start - 1].isalnum()
    return begins and (end in glued or not text[end : end + 1].isalnum())


def _shifts(text: str, marks: Sequence[Span], guesses: Sequence[int]) -> list[int]:
    """For each span how many characters were lost before it: the cheapest way over all spans (Viterbi)."""
    glued = frozenset(guesses)
    most = _EACH * len(guesses) + _SLACK
    costs: list[float] = []
    before: Span | None = None
    steps: list[list[int]] = []
    for start, end in marks:
        fits = [_cost(text, start - k, end - k, glued) for k in range(most)]
        seen = [bisect_right(guesses, start - k) for k in range(most)]
        if before is None:
            costs = [fit + abs(k - seen[k]) for k, fit in enumerate(fits)]
        else:
            last = [bisect_right(guesses, before[0] - k) for k in range(most)]
            room = start - before[0]
            ways = [
                min((costs[j] + abs((k - j) - (seen[k] - last[j])), j) for j in range(max(0, k - room), k + 1))
                for k in range(most)
            ]
            costs = [cost + fit for (cost, _), fit in zip(ways, fits, strict=True)]
            steps.append([j for _, j in ways])
        before = (start, end)
    k = min(range(most), key=costs.__getitem__) if costs else 0
    found = [k]
    for step in reversed(steps):
        k = step[k]
        found.append(k)
    return found[::-1]


def _cost(text: str, start: int, end: int, glued: frozenset[int]) -> float:
    if start < 0:
        return float("inf")
    return 0.0 if _on_words(text, start, end, glued) else _OFF


def _placed(text: str, guesses: list[int], number: int, first: int, last: int) -> list[int]:
    """Where so many characters between two spans were lost: at the guesses, the likeliest first, else at letters that
    allow one, else where white space is."""
    if number <= len(guesses):
        strong = sorted(guesses, key=lambda g: text[g - 1] not in ".!?”")
        return sorted(strong[:number])
    more = [m.start() for m in _POSSIBLE.finditer(text, max(first + 1, 0), last + 1) if m.start() not in guesses]
    if not (more or guesses):
        more = [m.start() for m in _BLANK.finditer(text, max(first, 0), last)]
    kept = guesses + more[: number - len(guesses)]
    return sorted(kept + [(guesses or kept or [last])[-1]] * (number - len(kept)))


def _with(text: str, lost: Sequence[int]) -> str:
    pieces: list[str] = []
    before = 0
    for place in lost:
        pieces.append(text[before:place])
        again = place == before and place > 0
        pieces.append("\n" if again or text[place - 1 : place] not in _CLOSED else " ")
        before = place
    return "".join([*pieces, text[before:]])
