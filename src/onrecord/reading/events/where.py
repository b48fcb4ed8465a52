"""Did an event happen at a place of its sentence? The reader model is asked twice, and its two answers put together.

One head looks at the words' vectors of the report's pass, another at those of a second encoder that reads the sentence
alone. Each knows what the other does not, so the mean of their logits is better than either.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from onrecord.reading.encoder import Encoding, ReaderModel
from onrecord.reading.encoder.closely import Closely
from onrecord.reading.events.where_evidence import WhereEvidence, words_beside
from onrecord.reading.parse import Parse, Token
from onrecord.records import Place


class WhereAsked:
    """Asks of the events of one report."""

    def __init__(self, parse: Parse, encoding: Encoding, model: ReaderModel, close: Closely) -> None:
        self.parse, self.encoding, self.model, self.close = parse, encoding, model, close
        self._least = math.log(model.thresholds.where / (1 - model.thresholds.where))
        self._vectors = encoding.vectors()

    def surely(self, trigger: Token, places: Sequence[Place], heads: Sequence[Token]) -> np.ndarray:
        """How surely the event of a trigger happened at each place of its sentence: by how much the logit lies above
        that of the threshold. ``heads`` are the places' words on which the others hang."""
        evidence = WhereEvidence(self.parse, places, heads).of(trigger)
        at = words_beside(self.encoding.words, trigger, places)
        logits = self.model.logits("where", self._vectors, at, evidence)
        closely = self.close.logits("where_closely", trigger.sentence, at, evidence)
        if closely is not None:
            logits = (logits + closely) / 2
        return logits - self._least
