"""Gathering: event mentions into incidents, as they arrive; the end is the same whatever the order.

New mentions are compared with those that share a blocking key. What is linked by comparisons (or by a reviewer) is a
component; each component that was touched is parted anew, by a pure function of its mentions (``linking.partition``).
Then its parts are given the ids that most of their mentions had: ids are minted once, and one that no part has any
longer points to where most of its mentions went.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, select

from onrecord.ledger import linking
from onrecord.ledger.chain import Appender
from onrecord.ledger.decided import Decided
from onrecord.ledger.many import chunks, rows_of
from onrecord.ledger.minting import Minting
from onrecord.ledger.schema import blocks, current_members, links, memberships, sketches

Pair = tuple[int, int]
Scores = dict[int, dict[int, float]]
"""Of mentions, the scores of those that came later and were compared with them."""

RULES = 2
"""The version of the rules that comparisons are stored under. New rules raise it, and a rebuild compares anew."""

_KEPT = 200_000  # sketches that are kept in memory


class Sketches:
    """Sketches by mention, kept in memory as far as there is room: they never change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, linking.Sketch] = OrderedDict()

    def put(self, mention: int, sketch: linking.Sketch) -> None:
        """Keep a sketch."""
        self._kept[mention] = sketch
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def get(self, connection: Connection, mentions: Collection[int]) -> dict[int, linking.Sketch]:
        """The sketches of mentions; those that were erased are left out."""
        found = {m: self._kept[m] for m in mentions if m in self._kept}
        missing = [m for m in mentions if m not in found]
        for row in rows_of(connection, select(sketches.c.mention, sketches.c.body), sketches.c.mention, missing):
            found[row.mention] = linking.Sketch.from_dict(json.loads(row.body))
            self.put(row.mention, found[row.mention])
        return found

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


@dataclass(slots=True)
class Gathering:
    """What a gathering did: the incident of each mention that it looked at, and the incidents that changed."""

    incident_of: dict[int, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)


def gather(
    appender: Appender,
    kept: Sketches,
    new: Mapping[int, linking.Sketch],
    *,
    gone: Mapping[int, str | None] | None = None,
    heirs: Mapping[int, str] | None = None,
    also: Collection[int] = (),
) -> Gathering:
    """Bring mentions into incidents; rows are added to the entry that is open.

    Args:
        appender: with an entry begun.
        kept: sketches in memory.
        new: the new mentions.
        gone: mentions that no longer count (of a reading that a newer one replaces), and their incidents.
        heirs: the incidents that new mentions inherit, from those that a newer reading replaces.
        also: other mentions whose components shall be parted anew (a reviewer decided on them).
    """
    connection, gone, heirs = appender.connection, gone or {}, heirs or {}
    neighbours = _linked(connection, gone) - set(gone) if gone else set()
    for ids in chunks(list(gone)):
        connection.execute(delete(current_members).where(current_members.c.mention.in_(ids)))
        connection.execute(delete(blocks).where(blocks.c.mention.in_(ids)))
    edges = _compare(appender, kept, new)
    start = {*new, *also, *neighbours}
    decided = Decided(connection)
    components, scores = _components(connection, start, edges, decided, new, set(gone))
    members = {m for component in components for m in component}
    before = {
        row.mention: row.incident
        for row in rows_of(connection, select(current_members), current_members.c.mention, list(members))
    }
    known = kept.get(connection, members - new.keys()) | dict(new)
    held = {m: before.get(m) or heirs.get(m) for m in members}
    minting = Minting(appender, {m: key_of(sketch) for m, sketch in known.items() if m in members}, held)
    outcome = Gathering()
    # All at once: components that were one before have one id between them.
    moved = minting.named([part for component in components for part in _parts(component, known, scores, decided)])
    outcome.touched |= minting.redirected
    for incident in gone.values():
        if incident is not None:
            outcome.touched.add(incident)
    _move(appender, moved, before, outcome)
    return outcome


def index_rows(mention: int, sketch: linking.Sketch) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of the indexes that linking needs of a mention: its sketch, and its blocking keys."""
    body = json.dumps(sketch.to_dict(), separators=(",", ":"))
    return (
        {"mention": mention, "anchor": sketch.anchor, "body": body},
        [{"key": key, "mention": mention} for key in sorted({_hashed(k) for k in linking.keys(sketch)})],
    )


def key_of(sketch: linking.Sketch) -> str:
    """What a mention is called whatever the order of arrival: copies of one text have one anchor."""
    return f"{sketch.anchor}:{sketch.report}"


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def _compare(appender: Appender, kept: Sketches, new: Mapping[int, linking.Sketch]) -> dict[Pair, float]:
    """Compare new mentions with those that share a key, and store what is worth it; the scores stored."""
    connection = appender.connection
    by_key: dict[int, list[int]] = defaultdict(list)
    for mention, sketch in new.items():
        row, keys = index_rows(mention, sketch)
        appender.keep(sketches, [row])
        appender.keep(blocks, keys)
        kept.put(mention, sketch)
        for key in keys:
            by_key[key["key"]].append(mention)
    pairs: set[Pair] = set()
    for block in rows_of(connection, select(blocks), blocks.c.key, list(by_key)):
        pairs.update((block.mention, mention) for mention in by_key[block.key] if block.mention not in new)
    for together in by_key.values():
        pairs.update((a, b) for i, a in enumerate(together) for b in together[i + 1 :])
    others = kept.get(connection, {a for a, _ in pairs} - new.keys()) | dict(new)
    scores: dict[Pair, float] = {}
    for first, second in sorted(pairs):
        a, b = others.get(first), others.get(second)
        if a is None or b is None or a.report == b.report:
            continue
        judgement = linking.judge(a, b)
        if judgement.score < linking.STORE:
            continue
        scores[first, second] = judgement.score
        reasons = [[r.rule, round(r.weight, 2), r.here, r.there] for r in judgement.reasons]
        appender.add(
            links,
            {
                "id": appender.next_id(links),
                "first": first,
                "second": second,
                "rules": RULES,
                "score": judgement.score,
                "reasons": json.dumps(reasons, separators=(",", ":")),
            },
        )
    return scores


def _linked(connection: Connection, mentions: Iterable[int]) -> set[int]:
    """The mentions that were compared with these."""
    found: set[int] = set()
    for ids in chunks(list(mentions)):
        found.update(connection.execute(select(links.c.second).where(links.c.first.in_(ids))).scalars())
        found.update(connection.execute(select(links.c.first).where(links.c.second.in_(ids))).scalars())
    return found


def _components(
    connection: Connection,
    start: set[int],
    edges: Mapping[Pair, float],
    decided: Decided,
    new: Collection[int],
    gone: set[int],
) -> tuple[list[list[int]], Scores]:
    """The whole components of some mentions, in order, and the scores of all pairs in them that were compared."""
    scores: Scores = defaultdict(dict)
    reached: set[int] = set()
    frontier = start
    near: dict[int, set[int]] = defaultdict(set)

    def join(pair: Pair, score: float) -> None:
        scores[pair[0]][pair[1]] = score
        if score >= linking.LINK:
            near[pair[0]].add(pair[1])
            near[pair[1]].add(pair[0])

    for pair, score in edges.items():
        join(pair, score)
    while frontier:
        reached |= frontier
        for ids in chunks(list(frontier)):
            columns = select(links.c.first, links.c.second, links.c.score).where(links.c.rules == RULES)
            for column in (links.c.first, links.c.second):
                for row in connection.execute(columns.where(column.in_(ids))):
                    join((row.first, row.second), row.score)
        for mention, other in decided.same(frontier):
            near[mention].add(other)
            near[other].add(mention)
        beyond = {other for mention in frontier for other in near[mention]} - reached - gone
        frontier = _current(connection, beyond, new)
    components: list[list[int]] = []
    seen: set[int] = set()
    for mention in sorted(reached):
        if mention in seen:
            continue
        component, waiting = [], [mention]
        seen.add(mention)
        while waiting:
            at = waiting.pop()
            component.append(at)
            for other in near[at] & reached - seen:
                seen.add(other)
                waiting.append(other)
        components.append(sorted(component))
    return components, scores


def _current(connection: Connection, mentions: set[int], new: Collection[int]) -> set[int]:
    """Those mentions that count: new ones, and those of the newest reading of their version."""
    rows = rows_of(connection, select(current_members.c.mention), current_members.c.mention, mentions.difference(new))
    return mentions.intersection(new) | {row.mention for row in rows}


def _parts(
    component: list[int], known: Mapping[int, linking.Sketch], scores: Scores, decided: Decided
) -> list[list[int]]:
    """The incidents of a component, as lists of its mentions."""
    present = [m for m in component if m in known]
    if len(component) == 1 or not present:
        return [component]
    anchors = {m: key_of(known[m]) for m in present}
    by_anchor = {anchor: m for m, anchor in anchors.items()}
    inside = set(present)

    def named(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
        return [_ordered(anchors[a], anchors[b]) for a, b in pairs if a in inside and b in inside]

    judged = {
        _ordered(anchors[a], anchors[b]): score
        for a in present
        for b, score in scores.get(a, {}).items()
        if b in inside
    }
    groups = linking.partition(
        {anchor: known[m] for anchor, m in by_anchor.items()},
        judged,
        named(decided.same(inside)),
        named(decided.apart(inside)),
    )
    lost = [[m] for m in component if m not in known]  # whose sketch was erased: each stands alone
    return [sorted(by_anchor[anchor] for anchor in group) for group in groups] + lost


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _move(appender: Appender, moved: Mapping[int, str], before: Mapping[int, str], outcome: Gathering) -> None:
    """Add the memberships that changed."""
    changed = {m: incident for m, incident in sorted(moved.items()) if before.get(m) != incident}
    for ids in chunks([m for m in changed if m in before]):
        appender.connection.execute(delete(current_members).where(current_members.c.mention.in_(ids)))
    for mention, incident in changed.items():
        appender.add(memberships, {"id": appender.next_id(memberships), "mention": mention, "incident": incident})
        outcome.touched.add(incident)
        if mention in before:
            outcome.touched.add(before[mention])
    appender.keep(current_members, ({"mention": m, "incident": i} for m, i in changed.items()))
    outcome.incident_of = dict(moved)
