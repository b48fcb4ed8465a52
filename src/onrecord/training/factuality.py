"""Cases from which the head of factuality learns: words of sentences, and people's judgement of whether it happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reading.encoder.closely import window_of, within
from onrecord.reading.factuality import Judge
from onrecord.reading.factuality.evidence import cases
from onrecord.reading.factuality.stage import MOST
from onrecord.training.closer import Asked
from onrecord.training.corpus import digest
from onrecord.training.judges import Cases
from onrecord.training.places import Annotated, records


@dataclass(frozen=True, slots=True)
class FactualityCorpus:
    """A corpus whose words are scored from −3 to +3, and how much a word of it weighs."""

    file: Path
    name: str
    licence: str
    weight: float


CORPORA = (
    FactualityCorpus(
        Path("factuality/uds_ih2_train.jsonl.gz"), "UDS-It-Happened 2, train part", "CC BY-SA 4.0 (decomp.io)", 1.0
    ),
    FactualityCorpus(Path("factuality/meantime_train.jsonl.gz"), "MEANTIME, train part", "CC BY 4.0", 0.5),
)


def learned_from(data: Path, corpus: FactualityCorpus) -> list[dict[str, Any]]:
    """The records of a corpus.

    Raises:
        onrecord.training.corpus.CorpusError: the file is missing or a line is no JSON.
    """
    return records(data / corpus.file)


def made_of(data: Path, corpus: FactualityCorpus) -> dict[str, Any]:
    """What the model's card says of a corpus."""
    rows = learned_from(data, corpus)
    return {
        "head": "factuality",
        "name": corpus.name,
        "sha256": digest(data / corpus.file),
        "records": len(rows),
        "licence": corpus.licence,
    }


def factuality_cases(one: Annotated, weight: float) -> tuple[Cases, Asked | None] | None:
    """The scored words of one record, for either encoder; none where it has none.

    The second encoder is given records of one sentence, as these corpora are; of a longer one none.
    """
    found = [(one.parse.tokens_in(t["start"], t["end"]), float(t["score"])) for t in one.row["targets"]]
    scored = [(tokens[0], score) for tokens, score in found if tokens]
    words = one.encoding.words
    if not scored or not len(words):
        return None
    at, evidence = cases(words, [token for token, _ in scored], Judge())
    answers = np.array([score / MOST / 2 + 0.5 for _, score in scored], np.float32)
    known = Cases(one.encoding.deep_vectors()[at], evidence, answers, np.full(len(answers), weight, np.float32))
    sentences = {token.sentence.index: token.sentence for token, _ in scored}
    window = window_of(words, next(iter(sentences.values()))) if len(sentences) == 1 else None
    return known, Asked(words, window, within(at, window), evidence, answers) if window is not None else None
