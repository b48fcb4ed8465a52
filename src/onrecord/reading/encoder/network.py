"""What the reader model answers, whoever computes it: the shipped file when reading, the network itself in training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

LABELS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
"""The tags of a word beside a statement's anchor: outside, or beginning or going on with one of its three roles."""


Head = Literal["places", "where", "where_closely", "factuality", "factuality_closely"]
"""The questions that are answered for one case at a time: is this name a place; did this event happen there; did what
this word tells of happen. The latter two are asked of the report's pass, and once more of the sentence's own."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """How tags follow each other: ``between[i, j]`` is the score of tag j after tag i, ``begin[j]`` of j at first.

    ``reach`` is how many words a statement's roles may stand from its anchor, on either side.
    """

    between: np.ndarray
    begin: np.ndarray
    reach: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least scores (0 to 1) at which a word is looked at, a statement is kept, one inside another is kept, a name
    is a place, and a place is an event's."""

    candidate: float = 0.1
    outer: float = 0.45
    nested: float = 0.5
    place: float = 0.45
    where: float = 0.5


class Network(Protocol):
    """The reader model over one window. All arrays are float32 unless said."""

    tagging: Tagging
    marks: tuple[int, int]
    """The ids of the pieces that stand before and after a window."""

    def encode(
        self, pieces: np.ndarray, features: np.ndarray, first: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """One vector for each word (W x width), its logits to be the anchor of a statement of the author's, and of
        any statement (W x 2), and its vector halfway through the layers (W x width), which knows more of the word.

        Args:
            pieces: ids of the window's pieces, marks included (P, int64).
            features: case, gap and quoted of each piece's word (P x 3, int64).
            first: the index of each word's first piece (W, int64).
        """

    def around(self, vectors: np.ndarray, anchors: np.ndarray, reach: int) -> tuple[np.ndarray, np.ndarray]:
        """For each anchor (N, int64): logits of the tags of the ``2 reach + 1`` words around it (N x words x tags),
        and of its being one (N). ``reach`` is that of the tagging, at most."""
