"""Scores of event words against people's judgements of whether they happened, −3 (no) to +3 (yes).

A record has, beside id and text, ``targets``: start, end and score. The score read is that of the first predicate that
overlaps the target; a target without one counts as +3, what a reader assumes who asks nothing. Figures are Pearson's r
and the mean absolute error.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.bench.goldfile import load, report_of
from onrecord.bench.spans import overlap
from onrecord.records import Predicate, Reading, Report, Span

ASSUMED = 3.0
_LEVELS = {"certain": 3.0, "probable": 2.0, "possible": 1.0, "unknown": 0.0}
_FAR = 2.0
"""A score so far off is shown as a fault."""


@dataclass(frozen=True, slots=True)
class GoldTargets:
    """A report, and words of it with people's mean judgement."""

    report: Report
    targets: tuple[tuple[Span, float], ...]


@dataclass(slots=True)
class Scores:
    """What people say and what was read of each target, in order; ``found`` are those with a predicate."""

    wanted: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    found: int = 0
    far: list[tuple[str, str]] = field(default_factory=list)


def measure(path: Path, tell: Callable[[int, int], None] = lambda done, whole: None) -> Scores:
    """Read the reports of a file and compare the scores of their predicates.

    Raises:
        GoldError: the file is missing, or a line is no annotated report.
    """
    from onrecord.api import read

    golds = list(load(path, _record))
    scores = Scores()
    for number, gold in enumerate(golds, start=1):
        compare(gold, read(gold.report, installed=False), scores)
        tell(number, len(golds))
    return scores


def compare(gold: GoldTargets, reading: Reading, scores: Scores) -> None:
    """Add a report's targets."""
    for span, wanted in gold.targets:
        predicate = next((p for p in reading.predicates if overlap(p.trigger, span)), None)
        score = score_of(predicate) if predicate is not None else ASSUMED
        scores.wanted.append(wanted)
        scores.read.append(score)
        scores.found += predicate is not None
        if abs(score - wanted) >= _FAR:
            words = gold.report.text[span[0] : span[1]]
            scores.far.append((gold.report.id, f"{words!r}: people {wanted:.2f}, read {score:.2f}"))


def score_of(predicate: Predicate) -> float:
    """A predicate's score, or where it has none that of its certainty and polarity."""
    if predicate.score is not None:
        return predicate.score
    return _LEVELS[predicate.certainty] * (-1 if predicate.polarity == "-" else 1)


def _record(row: Any) -> GoldTargets:
    targets = tuple(((int(t["start"]), int(t["end"])), float(t["score"])) for t in row["targets"])
    return GoldTargets(report_of(row, strict=False), targets)


def figures(scores: Scores) -> dict[str, float]:
    """Pearson's r, the mean absolute error, and the share of the targets that are predicates."""
    number = max(1, len(scores.wanted))
    varied = len(set(scores.read)) > 1 and len(set(scores.wanted)) > 1
    return {
        "factuality.r": statistics.correlation(scores.wanted, scores.read) if varied else 0.0,
        "factuality.mae": sum(abs(a - b) for a, b in zip(scores.wanted, scores.read, strict=True)) / number,
        "factuality.found": scores.found / number,
    }


def faults(scores: Scores) -> Iterator[tuple[str, str]]:
    """Each target whose score is far off, as the report's id and a line."""
    yield from scores.far
