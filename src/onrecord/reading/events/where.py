"""Did an event happen at a place of its sentence? The reader model is asked twice, and its two answers put together.

One head looks at the words' vectors of the report's pass, another at those of a second encoder that reads the sentence
alone. Each knows what the other does not, so the mean of their logits is better than either.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from onrecord.reading.encoder import Encoding, ReaderModel, Words
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces
from onrecord.reading.events.where_evidence import WhereEvidence, words_beside
from onrecord.reading.parse import Parse, Sentence, Token
from onrecord.records import Place

LONGEST = 400
"""Pieces of the longest sentence that the second encoder reads."""


class WhereAsked:
    """Asks of the events of one report."""

    def __init__(self, parse: Parse, encoding: Encoding, model: ReaderModel) -> None:
        self.parse, self.encoding, self.model = parse, encoding, model
        self._least = math.log(model.thresholds.where / (1 - model.thresholds.where))
        self._vectors = encoding.vectors()
        self._closely: dict[int, tuple[Window, np.ndarray] | None] = {}

    def surely(self, trigger: Token, places: Sequence[Place], heads: Sequence[Token]) -> np.ndarray:
        """How surely the event of a trigger happened at each place of its sentence: by how much the logit lies above
        that of the threshold. ``heads`` are the places' words on which the others hang."""
        evidence = WhereEvidence(self.parse, places, heads).of(trigger)
        at = words_beside(self.encoding.words, trigger, places)
        logits = self.model.logits("where", self._vectors, at, evidence)
        close = self._sentence(trigger.sentence)
        if close is not None:
            window, vectors = close
            logits = (logits + self.model.logits("where_closely", vectors, within(at, window), evidence)) / 2
        return logits - self._least

    def _sentence(self, sentence: Sentence) -> tuple[Window, np.ndarray] | None:
        if sentence.index not in self._closely:
            words = self.encoding.words
            window = window_of(words, sentence)
            read = None
            if window is not None:
                given = *encoder_input(words, window, *self.model.marks), first_pieces(words, window)
                read = window, self.model.closely(*given)
            self._closely[sentence.index] = read
        return self._closely[sentence.index]


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
