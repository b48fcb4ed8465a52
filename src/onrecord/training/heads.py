"""Trains what a finished reader model is asked besides: which names are places, where an event happened, and whether.

The encoder stays as it is; a second one is trained beside it for the sentences of events. The heads of events learn
from places as the head of names finds them, so that one is trained first.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.codebook import load as load_codebook
from onrecord.gazetteer import load as load_gazetteer
from onrecord.reading.encoder.closely import window_of, within
from onrecord.reading.encoder.model import (
    CARD,
    CLOSER,
    FACTUALITY,
    FACTUALITY_CLOSELY,
    PLACES,
    WHERE,
    WHERE_CLOSELY,
    ReaderModel,
    parts_of,
    write_model,
)
from onrecord.reading.events.where_evidence import WIDTH as WHERE_WIDTH
from onrecord.reading.events.where_evidence import WORDS, WhereEvidence, head_of, words_beside
from onrecord.reading.factuality.evidence import WIDTH as FACTUALITY_WIDTH
from onrecord.reading.factuality.evidence import WORDS as FACTUALITY_WORDS
from onrecord.reading.places import read_places
from onrecord.reading.places.evidence import WIDTH as PLACES_WIDTH
from onrecord.training import factuality
from onrecord.training.closer import Asked, CloserRecipe, train_closer
from onrecord.training.graph import closer_graph
from onrecord.training.judges import Cases, Judge, JudgeRecipe, judge_graph, train_judge, untrained
from onrecord.training.places import CORPORA, Annotated, annotated, learned_from, made_of, place_cases, together
from onrecord.training.restore import restored

PLACE_WORDS = 4
NAMES = JudgeRecipe(narrow=48, hidden=96, members=2)
SPOTS = JudgeRecipe()
CLOSER_RECIPE = CloserRecipe()
HAPPENED = JudgeRecipe(members=3)
"""Recipes of the two heads of places, of the second encoder with its own two, and of the head of factuality."""

HEADS = ("places", "factuality", "closely")
"""What can be trained by itself, in this order: the heads on the first encoder, and the second encoder with its own."""

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
        FACTUALITY_CLOSELY: untrained(FACTUALITY_WORDS, width, FACTUALITY_WIDTH),
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
        write: writes the model's file anew with the parts that it is given; called for each of ``heads``.
        tell: told of progress.
        heads: which of :data:`HEADS` are trained; the others stay as they are.

    Returns:
        What the heads were trained on, for the card.

    Raises:
        onrecord.training.corpus.CorpusError: a corpus is missing or is not what it should be.
    """
    course = _Course(file, data, seed, tell)
    for head in HEADS:
        if head in heads:
            write(_parts(file) | getattr(course, head)())
    return [made_of(data, corpus) for corpus in CORPORA if not {"places", "closely"}.isdisjoint(heads)] + [
        factuality.made_of(data, corpus)
        for corpus in factuality.CORPORA
        if not {"factuality", "closely"}.isdisjoint(heads)
    ]


def _parts(file: Path) -> dict[str, bytes]:
    return {name: content for name, content in parts_of(file).items() if name != CARD}


class _Course:
    """The training of each of :data:`HEADS`, which gives the parts of the model's file that it made."""

    def __init__(self, file: Path, data: Path, seed: int, tell: Tell) -> None:
        self.file, self.data, self.seed, self.tell = file, data, seed, tell
        self.codebook, self.gazetteer = load_codebook(), load_gazetteer()

    def places(self) -> dict[str, bytes]:
        """Which names are places, and, with that, where events were by the first encoder's vectors."""
        model = ReaderModel(self.file)
        cases: list[Cases] = []
        for corpus in CORPORA:
            for one in self._annotated(learned_from(self.data, corpus), corpus.name, model):
                found = place_cases(one, corpus, self.codebook, self.gazetteer)
                if found is not None:
                    cases.append(found)
        names = self._judge(cases, NAMES, "names of places")
        return {PLACES: _graph(names), WHERE: _graph(self._where(names, cases[0].vectors.shape[2]))}

    def _where(self, names: Judge, width: int) -> Judge:
        found = [case for case, _ in self._where_cases(_with(self.file, {PLACES: _graph(names)}))]
        return self._judge(found, SPOTS, "places of events")

    def factuality(self) -> dict[str, bytes]:
        """Whether what words tell of happened, by the first encoder's vectors."""
        cases = [case for case, _ in self._factuality_cases(ReaderModel(self.file))]
        return {FACTUALITY: _graph(self._judge(cases, HAPPENED, "factuality"))}

    def closely(self) -> dict[str, bytes]:
        """The second encoder, which is asked both: where an event was, and whether."""
        model = ReaderModel(self.file)
        asked = {
            "where": [one for _, one in self._where_cases(model) if one is not None],
            "factuality": [one for _, one in self._factuality_cases(model) if one is not None],
        }
        recipe = replace(CLOSER_RECIPE, seed=self.seed)
        encoder = restored(self.file, 0.0).encoder
        layers, heads = train_closer(
            encoder, asked, recipe, model.marks, lambda *done: self.tell("second encoder", *done)
        )
        graph = closer_graph(layers, encoder.norm.normalized_shape[0])
        return {
            CLOSER: graph.SerializeToString(deterministic=True),
            WHERE_CLOSELY: _graph(heads["where"]),
            FACTUALITY_CLOSELY: _graph(heads["factuality"]),
        }

    def _judge(self, cases: list[Cases], recipe: JudgeRecipe, name: str) -> Judge:
        return train_judge(together(cases), replace(recipe, seed=self.seed), lambda *done: self.tell(name, *done))

    def _annotated(self, rows: list[dict[str, Any]], name: str, model: ReaderModel) -> Iterator[Annotated]:
        for number, one in enumerate(annotated(rows, model), start=1):
            self.tell(f"reading {name}", number, len(rows))
            if one is not None:
                yield one

    def _where_cases(self, model: ReaderModel) -> Iterator[tuple[Cases, Asked | None]]:
        for one in self._annotated(learned_from(self.data, EVENTS), EVENTS.name, model):
            found = _where_cases(one, self.codebook, self.gazetteer, model)
            if found is not None:
                yield found

    def _factuality_cases(self, model: ReaderModel) -> Iterator[tuple[Cases, Asked | None]]:
        for corpus in factuality.CORPORA:
            for one in self._annotated(factuality.learned_from(self.data, corpus), corpus.name, model):
                found = factuality.factuality_cases(one, corpus.weight)
                if found is not None:
                    yield found


def _with(file: Path, parts: dict[str, bytes]) -> ReaderModel:
    """A model with some of its parts exchanged."""
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "reader.model"
        write_model(beside, json.loads(parts_of(file)[CARD]), _parts(file) | parts)
        return ReaderModel(beside)


def _graph(head: Any) -> bytes:
    content: bytes = judge_graph(head).SerializeToString(deterministic=True)
    return content


def _where_cases(
    one: Annotated, codebook: Any, gazetteer: Any, model: ReaderModel
) -> tuple[Cases, Asked | None] | None:
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
        return cases, None
    return cases, Asked(one.encoding.words, window, within(at, window), evidence, answers)
