"""What is known of a candidate, as numbers for the reader model's place head; reading and training use the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

import numpy as np

from onrecord.reading.encoder.numbers import one_of
from onrecord.reading.encoder.words import Words
from onrecord.reading.parse import Parse
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention

_LABELS = ("GPE", "LOC", "FAC", "NORP", "PERSON", "ORG", "PRODUCT", "EVENT", "")
_FOUND = ("name", "unknown", "nation", "street")
_KINDS = (*words.KINDS, "")
_TAGS = ("NNP", "NNPS", "NN", "NNS", "JJ")
_DEPS = ("compound", "pobj", "nsubj", "nsubjpass", "dobj", "poss", "appos", "amod", "conj", "nmod", "ROOT", "npadvmod")
_AFTER = ("NOUN", "PROPN", "VERB", "AUX", "ADP", "PUNCT", "CCONJ", "PART", "ADJ", "NUM")
_FEATURES = ("PCLI", "ADM1", "ADM2", "ADM3", "PPL", "PPLC", "RGN", "AIRP", "AIRB")
_WORDS = (words.WITHIN, words.TOWARD, words.TITLES, words.BEFORE_NATURE, words.DIRECTIONS)
_NEXT = (words.ORGANS, words.MEDIA, words.NO_PLACE_AFTER, words.STREETS, words.OFFICES.keys(), words.DISEASES)

OWN = 18
WIDTH = (
    OWN + len(_LABELS) + len(_FOUND) + len(_KINDS) + len(_TAGS) + len(_DEPS) + len(_AFTER) + len(_FEATURES)
    + len(_WORDS) + len(_NEXT)
)  # fmt: skip
"""How many numbers tell of a candidate."""


class Evidence:
    """Gathers what is known of the candidates of one report."""

    def __init__(self, parse: Parse, bounds: Mapping[int, tuple[int, int]], persons: Container[str]) -> None:
        self.parse, self.bounds, self.persons = parse, bounds, persons

    def of(self, candidates: list[Mention]) -> np.ndarray:
        """One row of ``WIDTH`` numbers for each candidate (float32)."""
        verdicts: dict[str, list[float]] = defaultdict(list)
        for mention in candidates:
            verdicts[mention.key].append(mention.verdict)
        rows = np.zeros((len(candidates), WIDTH), np.float32)
        for row, mention in zip(rows, candidates, strict=True):
            others = verdicts[mention.key]
            row[:] = self._row(mention, others, max(others))
        return rows

    def _row(self, mention: Mention, others: list[float], best: float) -> list[float]:
        tokens = self.parse.tokens
        i, j = mention.first, mention.last
        head, first = tokens[j], tokens[i]
        sentence = first.sentence.tokens
        begin, end = sentence[0].index, sentence[-1].index
        low, high = self.bounds.get(i, (-1, -1))
        before = tokens[i - 1] if i > begin else None
        after = tokens[j + 1] if j < end else None
        top = mention.candidates[0] if mention.candidates else None
        own = [
            mention.verdict,
            best,
            float(len(others) > 1),
            float(mention.verdict < 0),
            mention.cue,
            top.entry.importance / 10 if top else 0.0,
            float(top is not None and top.match == "name"),
            float(top is not None and top.match == "short"),
            math.log1p(len(mention.candidates)) / 4,
            (j - i) / 3,
            float((low, high) == (i, j)),
            float(low == i and high > j),
            float(0 <= low < i),
            float(i == begin),
            float(after is not None and after.text[0].isupper()),
            float(before is not None and before.text[0].isupper()),
            float(head.lower in self.persons or first.lower in self.persons),
            float(mention.abbreviation or head.text.isupper()),
        ]
        return [
            *own,
            *one_of(_LABELS, mention.label),
            *one_of(_FOUND, mention.found),
            *one_of(_KINDS, mention.kind or ""),
            *one_of(_TAGS, head.tag),
            *one_of(_DEPS, head.dep),
            *one_of(_AFTER, after.pos if after else "PUNCT"),
            *one_of(_FEATURES, top.entry.feature if top else None),
            *(float(before is not None and before.lower.rstrip(".") in some) for some in _WORDS),
            *(float(after is not None and after.lower.rstrip(".") in some) for some in _NEXT),
        ]


def words_at(words: Words, mentions: Iterable[Mention]) -> np.ndarray:
    """For each candidate the indices of four words of the encoder: before it, its first, its last, after it."""
    last = len(words) - 1
    rows = []
    for mention in mentions:
        one, other = words.at(mention.start), words.at(mention.end - 1)
        rows.append((max(one - 1, 0), one, other, min(other + 1, last)))
    return np.array(rows, np.int64).reshape(-1, 4)
