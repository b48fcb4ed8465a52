"""Incidents from judged pairs: average linkage inside one connected component, under what must and must not be one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count

from onrecord.ledger.linking.judging import LINK
from onrecord.ledger.linking.sketches import Sketch

STORE = -2.0
"""What a pair counts that was never compared (it shares no place and time, no rare name and no text), and the least
that one counts that was: lower scores need not be kept, and a report misread does not outvote all others."""
HIGHEST = 12.0
"""The most that a pair counts, so that two copies do not outvote all others."""
LARGEST = 400
"""Mentions of one piece that is clustered at once; a larger component is cut at higher and higher scores first."""
STEP = 2.0
"""By how much the cut rises."""

Pair = tuple[str, str]


def partition(
    sketches: Mapping[str, Sketch],
    judged: Mapping[Pair, float],
    same: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """The incidents among the mentions of one connected component (or of several).

    Args:
        sketches: the mentions, by anchor.
        judged: scores of compared pairs, keyed (smaller anchor, larger anchor). Pairs left out count ``STORE``.
        same: pairs that a reviewer decided to be one incident. They hold even between two mentions of one report.
            Mentions so joined score as the best of them does: what is told of one is told of all.
        apart: pairs that a reviewer decided not to be one. They go before ``same``: of the pairs of ``same``, taken in
            the order of their anchors, one that would bring two together that are apart is left out.

    Returns:
        Each incident's anchors in order, the incidents in the order of their first anchors. The answer depends on
        what is given alone, not on its order.
    """
    groups = _decided(sorted(sketches), same, apart)
    found: list[tuple[str, ...]] = []
    for piece, scores in _pieces(groups, judged, LINK):
        found.extend(_average(piece, scores, sketches, apart))
    return tuple(sorted(found))


def _ordered(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted({(a, b) if a < b else (b, a) for a, b in pairs if a != b})


def _decided(anchors: list[str], same: Collection[Pair], apart: Collection[Pair]) -> list[tuple[str, ...]]:
    """The mentions, those that reviewers joined together."""
    group = {anchor: {anchor} for anchor in anchors}
    foes: dict[str, set[str]] = {}
    for a, b in apart:
        foes.setdefault(a, set()).add(b)
        foes.setdefault(b, set()).add(a)
    for a, b in _ordered(same):
        if a not in group or b not in group or group[a] is group[b]:
            continue
        first, second = group[a], group[b]
        if any(not second.isdisjoint(foes.get(one, ())) for one in first):
            continue
        first |= second
        for one in second:
            group[one] = first
    return sorted({tuple(sorted(members)) for members in group.values()})


def _pieces(
    groups: list[tuple[str, ...]], judged: Mapping[Pair, float], cut: float
) -> Iterable[tuple[list[tuple[str, ...]], dict[tuple[int, int], float]]]:
    """Connected components by scores of at least the cut; those too large are cut again, higher."""
    number = {anchor: n for n, members in enumerate(groups) for anchor in members}
    scores: dict[tuple[int, int], float] = {}
    edges: list[list[int]] = [[] for _ in groups]
    for (a, b), score in sorted(judged.items()):
        if a not in number or b not in number:
            continue
        first, second = sorted((number[a], number[b]))
        if first == second:
            continue
        pairs = len(groups[first]) * len(groups[second])
        counts = pairs * min(max(score, STORE), HIGHEST)
        scores[first, second] = max(counts, scores.get((first, second), counts))
        if score >= cut:
            edges[first].append(second)
            edges[second].append(first)
    seen = [False] * len(groups)
    for start in range(len(groups)):
        if seen[start]:
            continue
        seen[start] = True
        members, waiting = [start], [start]
        while waiting:
            for other in edges[waiting.pop()]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
                    waiting.append(other)
        piece = [groups[n] for n in sorted(members)]
        if sum(map(len, piece)) > LARGEST and cut < HIGHEST:
            inside = {anchor for group in piece for anchor in group}
            kept = {pair: score for pair, score in judged.items() if pair[0] in inside and pair[1] in inside}
            yield from _pieces(piece, kept, cut + STEP)
            continue
        place = {n: i for i, n in enumerate(sorted(members))}
        yield piece, {(place[a], place[b]): s for (a, b), s in scores.items() if a in place and b in place}


@dataclass(slots=True)
class _Cluster:
    """Mentions taken together: their anchors in order, their reports, the clusters they must not join, and the sums of
    the scores of their pairs with other clusters."""

    members: tuple[str, ...]
    reports: frozenset[str]
    foes: set[int]
    sums: dict[int, float]


def _average(
    groups: list[tuple[str, ...]],
    scores: Mapping[tuple[int, int], float],
    sketches: Mapping[str, Sketch],
    apart: Collection[Pair],
) -> list[tuple[str, ...]]:
    """Average linkage: the two clusters whose pairs score highest on average are joined, while that is LINK or more."""
    clusters = {
        n: _Cluster(group, frozenset(sketches[anchor].report for anchor in group), set(), {})
        for n, group in enumerate(groups)
    }
    number = {anchor: n for n, group in enumerate(groups) for anchor in group}
    for first, second in apart:
        if first in number and second in number and number[first] != number[second]:
            clusters[number[first]].foes.add(number[second])
            clusters[number[second]].foes.add(number[first])
    for (a, b), score in scores.items():
        clusters[a].sums[b] = clusters[b].sums[a] = score
    heap = [_offer(clusters, a, b) for a, cluster in clusters.items() for b in cluster.sums if a < b]
    heapify(heap)
    for made in count(len(groups)):
        while heap and not _open(clusters, *heap[0][3:]):
            heappop(heap)
        if not heap or -heap[0][0] < LINK:
            break
        a, b = heappop(heap)[3:]
        _join(clusters, a, b, made)
        for other in clusters[made].sums:
            heappush(heap, _offer(clusters, made, other))
    return [cluster.members for cluster in clusters.values()]


def _offer(clusters: Mapping[int, _Cluster], a: int, b: int) -> tuple[float, str, str, int, int]:
    """A pair of clusters in the order of joining: the highest mean first, then by their first anchors."""
    one, two = clusters[a], clusters[b]
    mean = one.sums[b] / (len(one.members) * len(two.members))
    first, second = sorted((one.members[0], two.members[0]))
    return -mean, first, second, a, b


def _open(clusters: Mapping[int, _Cluster], a: int, b: int) -> bool:
    """Whether two clusters are still there and may be joined."""
    if a not in clusters or b not in clusters or b in clusters[a].foes:
        return False
    return clusters[a].reports.isdisjoint(clusters[b].reports)


def _join(clusters: dict[int, _Cluster], a: int, b: int, made: int) -> None:
    """Put one cluster, under a new number, in the place of two."""
    one, two = clusters.pop(a), clusters.pop(b)
    joined = _Cluster(
        tuple(sorted(one.members + two.members)),
        one.reports | two.reports,
        {foe for foe in one.foes | two.foes if foe in clusters},
        {},
    )
    for foe in joined.foes:
        clusters[foe].foes.add(made)
    for other in sorted((one.sums.keys() | two.sums.keys()) - {a, b}):
        if other in clusters:
            pairs = len(clusters[other].members)
            total = sum(part.sums.get(other, STORE * len(part.members) * pairs) for part in (one, two))
            joined.sums[other] = clusters[other].sums[made] = total
    clusters[made] = joined
