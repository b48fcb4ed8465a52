"""Incidents from judged pairs: average linkage inside one connected component, under what must and must not be one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush

from onrecord.ledger.linking.judging import LINK
from onrecord.ledger.linking.sketches import Sketch

STORE = -3.0
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
        base = scores.get((first, second), STORE * pairs)
        scores[first, second] = base + min(max(score, STORE), HIGHEST) - STORE
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


def _average(
    groups: list[tuple[str, ...]],
    scores: Mapping[tuple[int, int], float],
    sketches: Mapping[str, Sketch],
    apart: Collection[Pair],
) -> list[tuple[str, ...]]:
    """Average linkage: the two clusters whose pairs score highest on average are joined, while that is positive."""
    members: dict[int, tuple[str, ...]] = dict(enumerate(groups))
    reports = {n: {sketches[anchor].report for anchor in group} for n, group in members.items()}
    number = {anchor: n for n, group in members.items() for anchor in group}
    foes: dict[int, set[int]] = {n: set() for n in members}
    for a, b in apart:
        if a in number and b in number and number[a] != number[b]:
            foes[number[a]].add(number[b])
            foes[number[b]].add(number[a])
    sums: dict[int, dict[int, float]] = {n: {} for n in members}
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score

    def entry(a: int, b: int) -> tuple[float, str, str, int, int]:
        mean = sums[a][b] / (len(members[a]) * len(members[b]))
        first, second = sorted((members[a][0], members[b][0]))
        return -mean, first, second, a, b

    heap = [entry(a, b) for a in sums for b in sums[a] if a < b]
    heapify(heap)
    following = len(groups)
    while heap:
        mean, _, _, a, b = heappop(heap)
        if -mean < LINK:
            break
        if a not in members or b not in members or b in foes[a] or not reports[a].isdisjoint(reports[b]):
            continue
        made, following = following, following + 1
        one, two = members.pop(a), members.pop(b)
        row_a, row_b = sums.pop(a), sums.pop(b)
        foes_both = {f for f in foes.pop(a) | foes.pop(b) if f in members}
        members[made] = tuple(sorted(one + two))
        reports[made] = reports.pop(a) | reports.pop(b)
        foes[made] = foes_both
        for f in foes_both:
            foes[f].add(made)
        sums[made] = {}
        for other in sorted((row_a.keys() | row_b.keys()) - {a, b}):
            if other not in members:
                continue
            count = len(members[other])
            total = row_a.get(other, STORE * len(one) * count) + row_b.get(other, STORE * len(two) * count)
            sums[made][other] = sums[other][made] = total
            del_a, del_b = sums[other].pop(a, None), sums[other].pop(b, None)
            del del_a, del_b
            heappush(heap, entry(*sorted((made, other))))
    return sorted(members.values())
