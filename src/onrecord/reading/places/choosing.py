"""Which candidates are place names: the reader model's place head scores each, and of those that overlap one stays."""

from __future__ import annotations

import numpy as np

from onrecord.reading.encoder import Encoding, ReaderModel
from onrecord.reading.places.evidence import Evidence, words_at
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.mentions import Finder

LONGER = 0.002
"""What each character adds to a candidate's score where several overlap: of equals the longer name stays."""


def place_names(finder: Finder, encoding: Encoding, model: ReaderModel) -> list[Mention]:
    """The place names of a report in text order, none overlapping another, each with its ``strength``."""
    candidates = finder.run()
    evidence = Evidence(finder.parse, finder.bounds, finder.persons).of(candidates)
    chances = model.judge("places", encoding.vectors(), words_at(encoding.words, candidates), evidence)
    kept = chosen(candidates, chances, model.thresholds.place)
    for index in kept:
        candidates[index].strength = round(float(chances[index]), 3)
    return [candidates[index] for index in kept]


def chosen(candidates: list[Mention], chances: np.ndarray, least: float) -> list[int]:
    """The candidates with at least this chance, by their places in the list; of those that overlap the likeliest."""
    length = np.array([m.end - m.start for m in candidates])
    order = np.argsort(-(chances + LONGER * length), kind="stable")
    taken: set[int] = set()
    kept: list[int] = []
    for index in map(int, order):
        mention = candidates[index]
        inside = range(mention.first, mention.last + 1)
        if chances[index] >= least and taken.isdisjoint(inside):
            taken.update(inside)
            kept.append(index)
    return sorted(kept)
