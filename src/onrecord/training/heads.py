"""Trains the heads of places on a finished reader model: which names are places, and where an event happened.

The encoder stays as it is. The second head learns from places as the first finds them, so the first is trained first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.codebook import load as load_codebook
from onrecord.gazetteer import load as load_gazetteer
from onrecord.reading.encoder.model import ENCODER, PLACES, STATEMENTS, TOKENIZER, WHERE, ReaderModel, parts_of
from onrecord.reading.events.where_evidence import WIDTH as WHERE_WIDTH
from onrecord.reading.events.where_evidence import WORDS, WhereEvidence, head_of, words_beside
from onrecord.reading.places import read_places
from onrecord.reading.places.evidence import WIDTH as PLACES_WIDTH
from onrecord.training.judges import Cases, JudgeRecipe, judge_graph, train_judge, untrained
from onrecord.training.places import CORPORA, Annotated, annotated, learned_from, made_of, place_cases, together

PLACE_WORDS = 4
NAMES = JudgeRecipe(narrow=48, hidden=96, members=2)
SPOTS = JudgeRecipe()
"""Recipes of the two heads."""

EVENTS = CORPORA[-1]
"""The corpus of events and their places."""

Tell = Callable[[str, int, int], None]


def placeholders(width: int) -> dict[str, bytes]:
    """Heads that know nothing, so that a model's file is whole before they are trained."""
    heads = {PLACES: untrained(PLACE_WORDS, width, PLACES_WIDTH), WHERE: untrained(WORDS, width, WHERE_WIDTH)}
    return {name: _graph(head) for name, head in heads.items()}


def train_heads(
    file: Path, data: Path, seed: int, write: Callable[[dict[str, bytes]], object], tell: Tell
) -> list[dict[str, Any]]:
    """Train both heads of a model.

    Args:
        file: the model's file.
        data: the folder of the corpora.
        seed: of the first weights and of the order of the cases.
        write: writes the model's file anew with the parts that it is given; called for each head.
        tell: told of progress.

    Returns:
        What the heads were trained on, for the card.

    Raises:
        onrecord.training.corpus.CorpusError: a corpus is missing or is not what it should be.
    """
    parts = {name: content for name, content in parts_of(file).items() if name in (TOKENIZER, ENCODER, STATEMENTS)}
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
    parts |= placeholders(cases[0].vectors.shape[2]) | {PLACES: _graph(names)}
    write(parts)
    model = ReaderModel(file)
    spots = []
    for number, one in enumerate(events, start=1):
        tell("places of events", number, len(events))
        case = _where_cases(one, codebook, gazetteer, model)
        if case is not None:
            spots.append(case)
    where = train_judge(together(spots), replace(SPOTS, seed=seed), lambda *done: tell("places of events", *done))
    write(parts | {WHERE: _graph(where)})
    return [made_of(data, corpus) for corpus in CORPORA]


def _graph(head: Any) -> bytes:
    content: bytes = judge_graph(head).SerializeToString(deterministic=True)
    return content


def _where_cases(one: Annotated, codebook: Any, gazetteer: Any, model: ReaderModel) -> Cases | None:
    """The places of the sentence of a record's verb, and whether they are those of its event."""
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
    vectors = one.encoding.vectors()[words_beside(one.encoding.words, tokens[0], places)]
    gold = one.row["locs"]
    answers = [float(any(p.start < end and start < p.end for start, end in gold)) for p in places]
    return Cases(vectors, evidence, np.array(answers, np.float32), np.ones(len(places), np.float32))
