"""The same report gives the same bytes: alone, among others, in any order, on one worker or two."""

from __future__ import annotations

import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor

import onrecord
from onrecord.bench.attribution import load_gold
from onrecord.bench.statements import own_gold
from onrecord.demo import story_reports
from onrecord.records import Report


def reports() -> list[Report]:
    gold = [onrecord.make_report(g.text, id=g.id, published=g.published) for g in list(load_gold(own_gold()))[::12]]
    return [*story_reports(), *gold]


def as_bytes(report: Report) -> tuple[str, bytes]:
    return report.id, onrecord.read(report).to_json().encode()


def test_alone_shuffled_and_on_workers() -> None:
    given = reports()
    alone = dict(as_bytes(report) for report in given)
    assert len(alone) == len(given)
    for seed in range(2):
        mixed = random.Random(seed).sample(given, len(given))
        assert dict(as_bytes(report) for report in mixed) == alone
    for workers in (1, 2):
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            assert dict(pool.map(as_bytes, given)) == alone
