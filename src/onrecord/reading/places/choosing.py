"""Which candidates are place names: the reader model's place head scores each, and of those that overlap one stays."""

from __future__ import annotations

import numpy as np

from onrecord.reading.encoder import Encoding, ReaderModel
from onrecord.reading.places import words
from onrecord.reading.places.context import ONLY_PLACES
from onrecord.reading.places.evidence import Evidence, words_at
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.mentions import Finder
from onrecord.reading.places.verdict import SURE

LONGER = 0.002
"""What each character adds to a candidate's score where several overlap: of equals the longer name stays."""


def place_names(finder: Finder, encoding: Encoding, model: ReaderModel) -> list[Mention]:
    """The place names of a report in text order, none overlapping another, each with its ``strength``."""
    candidates = finder.run()
    evidence = Evidence(finder.parse, finder.bounds, finder.persons).of(candidates)
    chances = model.judge("places", encoding.vectors(), words_at(encoding.words, candidates), evidence)
    _believe_rules(candidates, chances, model.thresholds.place)
    _prefer_known(candidates, chances, model.thresholds.place)
    kept = chosen(candidates, chances, model.thresholds.place)
    for index in kept:
        candidates[index].strength = round(float(chances[index]), 3)
    return [candidates[index] for index in kept]


def _believe_rules(candidates: list[Mention], chances: np.ndarray, least: float) -> None:
    """A name of the gazetteer that the parser takes for a place and that words beside it call one is a place."""
    for index, mention in enumerate(candidates):
        if mention.found == "name" and mention.verdict >= SURE and mention.cue >= ONLY_PLACES:
            chances[index] = max(chances[index], least)


def _prefer_known(candidates: list[Mention], chances: np.ndarray, least: float) -> None:
    """Let a name of the gazetteer that ends in a noun of a kind of place ("Korochansky district") take the chance of
    the bare name in it, which no place of the gazetteer has by itself."""
    for one, known in enumerate(candidates):
        if known.found != "name" or known.key.rsplit(" ", 1)[-1] not in words.KIND_OF or known.first == known.last:
            continue
        for other in range(one + 1, len(candidates)):
            bare = candidates[other]
            if bare.start != known.start:
                break
            alone = any(c.match != "short" for c in bare.candidates)
            if not alone and bare.found in ("name", "unknown") and bare.last < known.last and chances[other] >= least:
                chances[one], chances[other] = max(chances[one], chances[other]), 0.0


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
