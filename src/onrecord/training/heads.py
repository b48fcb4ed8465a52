"""Trains what a finished reader model is asked besides: which names are places, where an event happened, and whether.

The encoder stays as it is; a second one is trained beside it for the sentences of events. The heads of events learn
from places as the head of names finds them, so that one is trained first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.codebook import load as load_codebook
from onrecord.gazetteer import load as load_gazetteer
from onrecord.reading.encoder.model import (
    CARD,
    CLOSER,
    FACTUALITY,
    PLACES,
    WHERE,
    WHERE_CLOSELY,
    ReaderModel,
    parts_of,
)
from onrecord.reading.events.where import window_of, within
from onrecord.reading.events.where_evidence import WIDTH as WHERE_WIDTH
from onrecord.reading.events.where_evidence import WORDS, WhereEvidence, head_of, words_beside
from onrecord.reading.factuality.evidence import WIDTH as FACTUALITY_WIDTH
from onrecord.reading.factuality.evidence import WORDS as FACTUALITY_WORDS
from onrecord.reading.places import read_places
from onrecord.reading.places.evidence import WIDTH as PLACES_WIDTH
from onrecord.training import factuality
from onrecord.training.closer import Asked, CloserRecipe, train_closer
from onrecord.training.graph import closer_graph
from onrecord.training.judges import Cases, JudgeRecipe, judge_graph, train_judge, untrained
from onrecord.training.places import CORPORA, Annotated, annotated, learned_from, made_of, place_cases, together
from onrecord.training.restore import restored

PLACE_WORDS = 4
NAMES = JudgeRecipe(narrow=48, hidden=96, members=2)
SPOTS = JudgeRecipe()
CLOSER_RECIPE = CloserRecipe()
HAPPENED = JudgeRecipe(members=3)
"""Recipes of the two heads of places, of the second encoder with its own, and of the head of factuality."""

HEADS = ("places", "factuality")
"""What can be trained by itself."""

EVENTS = CORPORA[-1]
"""The corpus of events and their places."""

Tell = Callable[[str, int, int], None]


def placeholders(width: int) -> dict[str, bytes]:
    """Heads that know nothing, so that a model's file is whole before they are trained, and a second encoder without
    a layer."""
    spots = untrained(WORDS, width, WHERE_WIDTH)
    heads = {
        PLACES: untrained(PLACE_WORDS, width, PLACES_WIDTH),
        WHERE: spots,
        WHERE_CLOSELY: spots,
        FACTUALITY: untrained(FACTUALITY_WORDS, 2 * width, FACTUALITY_WIDTH),
    }
    closer = closer_graph([], width).SerializeToString(deterministic=True)
    return {CLOSER: closer, **{name: _graph(head) for name, head in heads.items()}}


def train_heads(
    file: Path,
    data: Path,
    seed: int,
    write: Callable[[dict[str, bytes]], object],
    tell: Tell,
    heads: Sequence[str] = HEADS,
) -> list[dict[str, Any]]:
    """Train the heads of a model, and its second encoder.

    Args:
        file: the model's file.
        data: the folder of the corpora.
        seed: of the first weights and of the order of the cases.
        write: writes the model's file anew with the parts that it is given; called for each head.
        tell: told of progress.
        heads: which of :data:`HEADS` are trained; the others stay as they are.

    Returns:
        What the heads were trained on, for the card.

    Raises:
        onrecord.training.corpus.CorpusError: a corpus is missing or is not what it should be.
    """
    trained: list[dict[str, Any]] = []
    if "factuality" in heads:
        trained += _train_factuality(file, data, seed, write, tell)
    if "places" in heads:
        trained += _train_places(file, data, seed, write, tell)
    return trained


def _parts(file: Path) -> dict[str, bytes]:
    return {name: content for name, content in parts_of(file).items() if name != CARD}


def _train_factuality(
    file: Path, data: Path, seed: int, write: Callable[[dict[str, bytes]], object], tell: Tell
) -> list[dict[str, Any]]:
    model = ReaderModel(file)
    cases: list[Cases] = []
    for corpus in factuality.CORPORA:
        rows = factuality.learned_from(data, corpus)
        for number, one in enumerate(annotated(rows, model), start=1):
            tell(f"reading {corpus.name}", number, len(rows))
            found = factuality.factuality_cases(one, corpus.weight) if one is not None else None
            if found is not None:
                cases.append(found)
    head = train_judge(together(cases), replace(HAPPENED, seed=seed), lambda *done: tell("factuality", *done))
    write(_parts(file) | {FACTUALITY: _graph(head)})
    return [factuality.made_of(data, corpus) for corpus in factuality.CORPORA]


def _train_places(
    file: Path, data: Path, seed: int, write: Callable[[dict[str, bytes]], object], tell: Tell
) -> list[dict[str, Any]]:
    parts = _parts(file)
    model = ReaderModel(file)
    codebook, gazetteer = load_codebook(), load_gazetteer()
    cases: list[Cases] = []
    events: list[Annotated] = []
    for corpus in CORPORA:
        rows = learned_from(data, corpus)
        for number, one in enumerate(annotated(rows, model), start=1):
            tell(f"reading {corpus.name}", number, len(rows))
            if one is None:
                continue
            found = place_cases(one, corpus, codebook, gazetteer)
            if found is not None:
                cases.append(found)
            if corpus is EVENTS:
                events.append(one)
    names = train_judge(together(cases), replace(NAMES, seed=seed), lambda *done: tell("names of places", *done))
    blank = placeholders(cases[0].vectors.shape[2])
    parts |= {name: blank[name] for name in (WHERE, CLOSER, WHERE_CLOSELY)} | {PLACES: _graph(names)}
    write(parts)
    model = ReaderModel(file)
    spots: list[Cases] = []
    close: list[Asked] = []
    for number, one in enumerate(events, start=1):
        tell("places of events", number, len(events))
        found_there = _where_cases(one, codebook, gazetteer, model)
        if found_there is not None:
            spots.append(found_there[0])
            close += found_there[1:]
    where = train_judge(together(spots), replace(SPOTS, seed=seed), lambda *done: tell("places of events", *done))
    parts |= {WHERE: _graph(where)}
    recipe = replace(CLOSER_RECIPE, seed=seed)
    encoder = restored(file, 0.0).encoder
    layers, closely = train_closer(encoder, close, recipe, model.marks, lambda *done: tell("second encoder", *done))
    graph = closer_graph(layers, encoder.norm.normalized_shape[0])
    write(parts | {CLOSER: graph.SerializeToString(deterministic=True), WHERE_CLOSELY: _graph(closely)})
    return [made_of(data, corpus) for corpus in CORPORA]


def _graph(head: Any) -> bytes:
    content: bytes = judge_graph(head).SerializeToString(deterministic=True)
    return content


def _where_cases(
    one: Annotated, codebook: Any, gazetteer: Any, model: ReaderModel
) -> tuple[Cases] | tuple[Cases, Asked] | None:
    """The places of the sentence of a record's verb, and whether they are those of its event; for either encoder."""
    tokens = one.parse.tokens_in(*one.row["verb"])
    if not tokens:
        return None
    sentence = tokens[0].sentence
    found, _ = read_places(one.report, one.parse, one.encoding, codebook, gazetteer, model)
    here = [
        (p, head_of(one.parse.tokens_in(p.start, p.end))) for p in found if sentence.start <= p.start < sentence.end
    ]
    places = [place for place, head in here if head is not None]
    heads = [head for _, head in here if head is not None]
    if not places:
        return None
    evidence = WhereEvidence(one.parse, places, heads).of(tokens[0])
    at = words_beside(one.encoding.words, tokens[0], places)
    vectors = one.encoding.vectors()[at]
    gold = one.row["locs"]
    answers = np.array([any(p.start < end and start < p.end for start, end in gold) for p in places], np.float32)
    cases = Cases(vectors, evidence, answers, np.ones(len(places), np.float32))
    window = window_of(one.encoding.words, sentence)
    if window is None:
        return (cases,)
    return cases, Asked(one.encoding.words, window, within(at, window), evidence, answers)
