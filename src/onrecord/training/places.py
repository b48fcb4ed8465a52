"""Cases from which the heads of places learn: candidates of annotated reports, and whether people call them places."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.bench.goldfile import report_of
from onrecord.gazetteer import Gazetteer
from onrecord.reading.encoder import Encoding
from onrecord.reading.encoder.model import ReaderModel
from onrecord.reading.encoder.stage import encode
from onrecord.reading.encoder.words import words_of
from onrecord.reading.parse import MAX_CHARS, Parse, parse
from onrecord.reading.places.evidence import Evidence, words_at
from onrecord.reading.places.mention import Mention
from onrecord.reading.places.mentions import Finder
from onrecord.records import Report, Span
from onrecord.training.corpus import CorpusError, digest
from onrecord.training.judges import Cases

OVERLAPS = 0.5
"""How far a candidate is a place that overlaps an annotated one which no candidate matches."""


@dataclass(frozen=True, slots=True)
class PlaceCorpus:
    """An annotated corpus, and what of it is learned from.

    ``share`` of its records, from the first, are learned from; the rest is kept for measuring. ``nations`` tells
    whether adjectives of nations are annotated, ``all`` whether every place name is: if not, only the names that are
    annotated are learned from.
    """

    file: Path
    name: str
    licence: str
    share: float
    weight: float
    nations: bool = True
    all: bool = True


CORPORA = (
    PlaceCorpus(Path("places/lgl.jsonl.gz"), "LGL", "the texts belong to their publishers", 0.5, 1.0),
    PlaceCorpus(Path("places/trnews.jsonl.gz"), "TR-News", "the texts belong to their publishers", 0.5, 1.0),
    PlaceCorpus(Path("places/geovirus.jsonl.gz"), "GeoVirus", "Wikinews, CC BY 2.5", 0.5, 0.7, nations=False),
    PlaceCorpus(Path("places/event_location.jsonl.gz"), "event_location", "MIT", 0.7, 0.6, all=False),
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report with its parse, its encoding and its line of the corpus."""

    report: Report
    parse: Parse
    encoding: Encoding
    row: dict[str, Any]


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a corpus file (JSON lines, gzip or plain).

    Raises:
        CorpusError: the file is missing or a line is no JSON.
    """
    if not path.is_file():
        raise CorpusError(f"{path} is missing: give the folder that holds the corpora with --data")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        try:
            return [json.loads(line) for line in stream if line.strip()]
        except json.JSONDecodeError as error:
            raise CorpusError(f"{path}: not JSON lines ({error})") from error


def learned_from(data: Path, corpus: PlaceCorpus) -> list[dict[str, Any]]:
    """The records of a corpus that are learned from."""
    rows = records(data / corpus.file)
    return rows[: int(len(rows) * corpus.share)]


def made_of(data: Path, corpus: PlaceCorpus) -> dict[str, Any]:
    """What the model's card says of a corpus."""
    return {
        "head": "places",
        "name": f"{corpus.name}, the first {corpus.share:.0%}",
        "sha256": digest(data / corpus.file),
        "records": len(learned_from(data, corpus)),
        "licence": corpus.licence,
    }


def annotated(rows: list[dict[str, Any]], model: ReaderModel) -> Iterator[Annotated | None]:
    """Each record parsed and encoded; none for one that cannot be read."""
    for row in rows:
        report = report_of(row, strict=False)
        parsed = parse(report=report)[0]
        if not parsed.readable:
            yield None
            continue
        words = words_of(report.text[:MAX_CHARS], model.tokenizer)
        yield Annotated(report, parsed, encode(model, words, model.window), row)


def place_cases(one: Annotated, corpus: PlaceCorpus, codebook: Any, gazetteer: Gazetteer) -> Cases | None:
    """The candidates of one report that are learned from."""
    finder = Finder(one.parse, gazetteer, codebook.country_words, codebook.metonyms)
    candidates = finder.run()
    gold = gold_spans(one.row)
    matched = {(m.start, m.end) for m in candidates}.intersection(gold)
    answers = np.array([_answer(m, gold, matched) for m in candidates], np.float32)
    used = np.array([corpus.nations or m.found != "nation" for m in candidates], bool)
    if not corpus.all:
        used &= answers == 1
    if not used.any():
        return None
    evidence = Evidence(one.parse, finder.bounds, finder.persons).of(candidates)
    vectors = one.encoding.vectors()[words_at(one.encoding.words, candidates)]
    weights = np.full(int(used.sum()), corpus.weight, np.float32)
    return Cases(vectors[used], evidence[used], answers[used], weights)


def gold_spans(row: dict[str, Any]) -> set[Span]:
    """Where the annotated places of a record stand."""
    if "locs" in row:
        return {(start, end) for start, end in row["locs"]}
    return {(toponym["start"], toponym["end"]) for toponym in row["toponyms"]}


def _answer(mention: Mention, gold: set[Span], matched: set[Span]) -> float:
    if (mention.start, mention.end) in gold:
        return 1.0
    beside = [span for span in gold if span[0] < mention.end and mention.start < span[1]]
    return OVERLAPS if beside and matched.isdisjoint(beside) else 0.0


def together(parts: list[Cases]) -> Cases:
    """Cases of many reports as one."""
    return Cases(
        np.concatenate([p.vectors for p in parts]),
        np.concatenate([p.evidence for p in parts]),
        np.concatenate([p.answers for p in parts]),
        np.concatenate([p.weights for p in parts]),
    )
