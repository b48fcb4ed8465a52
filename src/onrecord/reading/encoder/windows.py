"""Windows: the runs of words that the encoder reads at once.

A window takes whole paragraphs as long as they fit, breaks a longer one where it must, and sees some words before and
after what it answers for. Windows depend on the report alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.reading.encoder.words import Case, Gap, Words


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``begin`` to ``end`` are read, and ``core_begin`` to ``core_end`` are answered for."""

    begin: int
    end: int
    core_begin: int
    core_end: int


def windows_of(words: Words, *, core: int, before: int, after: int) -> list[Window]:
    """Cut a report into windows.

    Args:
        words: the words of the report.
        core: pieces that a window answers for, at most (more only where one word alone has more).
        before: pieces of context that it sees before them, at most.
        after: pieces of context after them, at most.
    """
    windows: list[Window] = []
    begin = 0
    while begin < len(words):
        end = _core_end(words, begin, core)
        low = begin
        while low > 0 and words.first[begin] - words.first[low - 1] <= before:
            low -= 1
        high = end
        while high < len(words) and words.first[high + 1] - words.first[end] <= after:
            high += 1
        windows.append(Window(low, high, begin, end))
        begin = end
    return windows


def _core_end(words: Words, begin: int, core: int) -> int:
    """Where a window's core ends: at its second half's last new line, else last new sentence, else where it is full."""
    end = begin + 1
    half = words.first[begin] + core // 2
    line = sentence = 0
    while end < len(words) and words.first[end + 1] - words.first[begin] <= core:
        end += 1
        if end < len(words) and words.first[end] > half:
            if words.gap[end] == Gap.LINE:
                line = end
            elif words.gap[end] and words.case[end] == Case.CAPITALISED and words.case[end - 1] == Case.MARK:
                sentence = end
    return end if end == len(words) else line or sentence or end


def encoder_input(words: Words, window: Window, cls: int, sep: int) -> tuple[np.ndarray, np.ndarray]:
    """The ids of a window's pieces between the two marks that BERT expects, and the features of each piece's word."""
    low, high = words.first[window.begin], words.first[window.end]
    ids = np.array([cls, *words.piece_ids[low:high], sep], dtype=np.int64)
    counts = np.diff(words.first[window.begin : window.end + 1])
    columns = [getattr(words, name)[window.begin : window.end] for name in ("case", "gap", "quoted")]
    features = np.zeros((len(ids), 3), dtype=np.int64)
    features[1:-1] = np.repeat(np.array(columns, dtype=np.int64).T, counts, axis=0)
    return ids, features


def first_pieces(words: Words, window: Window) -> np.ndarray:
    """Where each word of a window begins among its pieces (one on, for the mark before them)."""
    return np.array(words.first[window.begin : window.end], dtype=np.int64) - words.first[window.begin] + 1
