"""Linking many mentions at once: what a ledger does one by one, without a ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from onrecord.ledger.linking.blocking import keys
from onrecord.ledger.linking.clustering import STORE, Pair, partition
from onrecord.ledger.linking.judging import judge
from onrecord.ledger.linking.sketches import Sketch


def link(sketches: Mapping[str, Sketch]) -> tuple[tuple[str, ...], ...]:
    """The incidents among mentions, given by anchor or any other key of one's own; each as its keys in order."""
    judged: dict[Pair, float] = {}
    for a, b in candidates(sketches):
        score = judge(sketches[a], sketches[b]).score
        if score >= STORE:
            judged[a, b] = score
    return partition(sketches, judged)


def candidates(sketches: Mapping[str, Sketch]) -> Iterator[Pair]:
    """The pairs of mentions of different reports that share a blocking key, in order, each once."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for key in keys(sketches[name]):
            sharing[key].append(name)
    pairs = {pair for names in sharing.values() for pair in combinations(names, 2)}
    yield from (p for p in sorted(pairs) if sketches[p[0]].report != sketches[p[1]].report)
