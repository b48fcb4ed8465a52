"""A sentence read once more, alone, by the second encoder: for questions that the report's pass leaves in doubt."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from onrecord.reading.encoder.model import ReaderModel
from onrecord.reading.encoder.network import Head
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces
from onrecord.reading.encoder.words import Words
from onrecord.reading.parse import Sentence

LONGEST = 400
"""Pieces of the longest sentence that the second encoder reads."""


class Closely:
    """Reads sentences of one report closely, each once, whoever asks."""

    def __init__(self, words: Words, model: ReaderModel) -> None:
        self._words, self._model = words, model
        self._read: dict[int, tuple[Window, np.ndarray] | None] = {}

    def logits(self, head: Head, sentence: Sentence, at: np.ndarray, evidence: np.ndarray) -> np.ndarray | None:
        """What a head answers of cases in a sentence; none where the sentence is not read closely.

        Args:
            head: which question is asked.
            sentence: in which the cases are.
            at: the words of each case (N x words, indices of the report's words).
            evidence: what else is known of each (N x numbers).
        """
        if sentence.index not in self._read:
            self._read[sentence.index] = self._sentence(sentence)
        read = self._read[sentence.index]
        if read is None:
            return None
        window, vectors = read
        return self._model.logits(head, vectors, within(at, window), evidence)

    def _sentence(self, sentence: Sentence) -> tuple[Window, np.ndarray] | None:
        window = window_of(self._words, sentence)
        if window is None:
            return None
        given = *encoder_input(self._words, window, *self._model.marks), first_pieces(self._words, window)
        return window, self._model.closely(*given)


def window_of(words: Words, sentence: Sentence) -> Window | None:
    """The words of a sentence as a window; none of one that has no words or is too long."""
    begin, end = bisect_left(words.starts, sentence.start), bisect_left(words.starts, sentence.end)
    if begin >= end or words.first[end] - words.first[begin] > LONGEST:
        return None
    return Window(begin, end, begin, end)


def within(at: np.ndarray, window: Window) -> np.ndarray:
    """Indices of the report's words as those of a window's, the nearest for what lies outside."""
    inside: np.ndarray = np.clip(at - window.begin, 0, window.end - window.begin - 1)
    return inside
