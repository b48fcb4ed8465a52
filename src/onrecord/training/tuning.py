"""Thresholds of the finished model, chosen on articles that were held back from training, and its figures there."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from onrecord.bench.attribution import GoldReport, GoldStatement, Scores, score
from onrecord.reading.encoder.model import ReaderModel
from onrecord.reading.encoder.network import Thresholds
from onrecord.reading.encoder.stage import encode
from onrecord.reading.encoder.words import Words
from onrecord.reading.statements.marking import Mark, candidates, settle
from onrecord.training.examples import Example

_GRID = np.arange(0.2, 0.75, 0.025)
_NEAR = 0.005  # of F1: less than the spread between two halves of the articles
_NO_SAYING = frozenset[str]()


def tuned(model: ReaderModel, held: list[Example], least: float = 0.25) -> tuple[Thresholds, dict[str, Any]]:
    """The threshold of statements: the middle of those whose F1 (the mean of content, and content with speaker) lies
    near the best one's. Which is the best is decided by a handful of statements; the middle is right elsewhere too.

    Returns:
        The thresholds, and the figures at them.
    """
    marked = [(e, candidates(model, encode(model, e.words, model.window), least)) for e in held]
    tried: list[tuple[float, Thresholds, Scores]] = []
    for outer in _GRID:
        thresholds = Thresholds(candidate=least, outer=round(float(outer), 3))
        scores = score(_readings(marked, thresholds), _NO_SAYING.__contains__)
        value = (scores.all.f1("partial")[2] + scores.all.f1("speaker")[2]) / 2
        tried.append((value, thresholds, scores))
    best = max(value for value, _, _ in tried)
    near = [(thresholds, scores) for value, thresholds, scores in tried if value >= best - _NEAR]
    thresholds, scores = near[len(near) // 2]
    ways = ("exact", "partial", "speaker")
    return thresholds, {f"held.{way}": [round(100 * x, 1) for x in scores.all.f1(way)] for way in ways}


def _readings(marked: list[tuple[Example, list[Mark]]], thresholds: Thresholds) -> Iterator[tuple[GoldReport, Any]]:
    for example, marks in marked:
        article = example.article
        gold = tuple(GoldStatement(a.source, a.cue, a.content, "indirect") for a in article.attributions)
        kept = [m for m in settle(marks, thresholds) if m.outer is None]
        statements = [_statement(mark, example.words) for mark in kept]
        report = GoldReport(article.id, article.text, None, gold, article.ignore)
        yield report, SimpleNamespace(statements=statements, actors=())


def _statement(mark: Mark, words: Words) -> Any:
    source = [words.span(*mark.source)] if mark.source is not None else []
    content = [words.span(*run) for run in mark.content]
    return SimpleNamespace(source=source, cue=[words.span(*mark.cue)], content=content, within=None, speaker=None)
