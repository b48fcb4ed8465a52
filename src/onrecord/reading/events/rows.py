"""The toll of one event: the rows that its mentions told, each once, parts linked to their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.events.mentions import Count, Mention
from onrecord.records import Toll

_GENERIC = frozenset({"men", "women", "families"})


def toll_rows(members: Sequence[Mention], holders: dict[int, str | None]) -> tuple[Toll, ...]:
    """Rows in text order, each holder's told once.

    ``holders`` gives the innermost statement of the word that a count is told by. People told only as hit are counted
    as injured; those of them who are told to have died are taken off the low bound.
    """
    counts = [c for m in members for c in m.counts]
    counts = _without_hits_told(counts)
    rows: list[Toll] = []
    seen: set[tuple[object, ...]] = set()
    for count in sorted(counts, key=lambda c: (c.span, c.status)):
        holder = holders.get(count.told_by.index)
        key = (count.status, count.low, count.high, count.category, holder)
        if key in seen:
            continue
        seen.add(key)
        index = len(rows)
        rows.append(_row(count, holder, None))
        for part in count.parts:
            rows.append(_row(part, holder, index))
    return _linked(rows)


def _row(count: Count, holder: str | None, part_of: int | None) -> Toll:
    return Toll(
        count.status, count.low, count.high, count.approximate, count.category, part_of, count.span, holder
    )  # fmt: skip


def _without_hits_told(counts: list[Count]) -> list[Count]:
    """People shot or wounded who are told of again as killed or injured are not counted twice."""
    killed = max((c.low or 0 for c in counts if c.status == "killed"), default=0)
    injured = max((c.low or 0 for c in counts if c.status == "injured" and not c.hit), default=0)
    most = max((c.low or 0 for c in counts if c.hit), default=0)
    kept = []
    for count in counts:
        if not count.hit:
            kept.append(count)
            continue
        low = count.low or 0
        if count.others:
            kept.append(count)
        elif low <= killed or (injured and low - killed <= injured) or (low < most and low == 1):
            continue
        elif killed:
            kept.append(replace_count(count, low - killed))
        else:
            kept.append(count)
    return kept


def replace_count(count: Count, low: int) -> Count:
    """The count with another low bound; its upper bound stays, since the words do not say who is among whom."""
    return Count(
        count.status, low, count.high, count.approximate, count.category, count.span, count.token, count.people,
        hit=True, others=count.others,
    )  # fmt: skip


def _linked(rows: list[Toll]) -> tuple[Toll, ...]:
    """A row for a kind of people is part of the total of its status and holder, where one that can hold it is told."""
    totals: dict[tuple[str, str | None], int] = {}
    for index, row in enumerate(rows):
        if row.category is None and row.part_of is None:
            totals.setdefault((row.status, row.statement), index)
    linked = []
    for index, row in enumerate(rows):
        whole = totals.get((row.status, row.statement))
        if row.category is not None and row.part_of is None and whole is not None and whole != index:
            top = rows[whole].high
            if top is None or (row.low or 0) < top:
                row = replace(row, part_of=whole)
        linked.append(row)
    return tuple(linked)
