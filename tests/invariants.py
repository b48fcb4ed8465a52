"""What every reading keeps, beyond what the JSON Schema can state. Whoever reads a text in a test may check it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from onrecord.reading.warnings import CODES
from onrecord.records import Reading


def check(reading: Reading) -> None:
    """The promises that a schema cannot state.

    Raises:
        AssertionError: one is broken.
    """
    text = reading.report.text
    for start, end in spans(reading):
        titled = reading.report.title is not None and start >= reading.report.title_start
        assert 0 <= start < end <= len(text) + (1 + len(reading.report.title or "") if titled else 0)
        assert reading.report.words((start, end))
    for record in (*reading.times, *reading.places, *reading.quantities):
        assert record.text == text[record.start : record.end]
    for named in (reading.times, reading.places, reading.quantities, reading.corrections):
        assert_ordered([(r.start, r.end) for r in named])
    for place in reading.places:
        assert (place.country is None) == (place.country_from is None)
        assert place.country_from != "view" or place.country in place.disputed
        if place.relation is not None:
            assert 0 <= place.relation.span[0] < place.relation.span[1] <= len(text)
            assert place.relation.bearing is None or 0 <= place.relation.bearing < 360
    assert_ordered([p.trigger for p in reading.predicates])
    assert_ordered([e.trigger for e in reading.events])
    ids = [r.id for name in _WITH_ID for r in getattr(reading, name)]
    assert len(ids) == len(set(ids))
    for kind, reference in references(reading):
        assert reference in {r.id for r in getattr(reading, kind)}, (kind, reference)
    assert sum(e.main for e in reading.events) <= 1
    for event in reading.events:
        for row in event.toll:
            assert row.part_of is None or 0 <= row.part_of < len(event.toll)
            assert row.low is None or row.high is None or 0 <= row.low <= row.high
            if row.part_of is not None:
                assert event.toll[row.part_of].status == row.status and event.toll[row.part_of].part_of is None
        if event.same_as is not None:
            assert not (event.roles or event.toll or event.main)
    canonical = {e.id for e in reading.events if e.same_as is None}
    assert all(e.same_as is None or e.same_as in canonical for e in reading.events)
    assert all(c.event in canonical for c in reading.claims)
    assert_conflicts_are_mutual(reading)
    for statement in reading.statements:
        assert statement.cue or statement.content
        assert statement.within != statement.id
        for pieces in (statement.source, statement.cue, statement.content):
            assert_ordered(pieces)
            assert all(before[1] <= after[0] for before, after in pairwise(pieces)), pieces
    for warning in reading.warnings:
        assert warning.code in CODES
    for value in confidences(reading):
        assert 0 <= value <= 1


_WITH_ID = ("times", "places", "quantities", "actors", "statements", "events", "claims")


def assert_ordered(keys: Sequence[Any]) -> None:
    assert all(a <= b for a, b in pairwise(keys)), keys


def assert_conflicts_are_mutual(reading: Reading) -> None:
    claims = {c.id: c for c in reading.claims}
    for claim in reading.claims:
        for other in claim.conflicts:
            assert claim.id in claims[other].conflicts and claims[other].event == claim.event, (claim.id, other)


def records_in(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from records_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from records_in(item)


def spans(reading: Reading) -> Iterator[tuple[int, int]]:
    for record in records_in(reading):
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if field.name in ("trigger", "span", "recipient") and value is not None:
                yield value
            elif field.name in ("source", "cue", "content", "mentions", "spans", "evidence"):
                yield from value
        if hasattr(record, "start"):
            yield record.start, record.end


def references(reading: Reading) -> Iterator[tuple[str, str]]:
    for s in reading.statements:
        yield from _told(("actors", s.speaker), ("times", s.time), ("statements", s.within))
    for t in reading.times:
        yield from _told(("times", None if t.anchor == "published" else t.anchor))
    for e in reading.events:
        yield from _told(("events", e.same_as), *(("statements", s) for s in e.statements))
        yield from _told(*(("statements", row.statement) for row in e.toll))
        yield from _told(*(("statements", f.holder) for f in e.factuality if f.holder != "author"))
        for role in e.roles:
            yield from _told(
                ("actors", role.actor), ("places", role.place), ("times", role.time), ("quantities", role.quantity)
            )
    for c in reading.claims:
        yield from _told(("events", c.event), ("statements", c.statement), *(("claims", x) for x in c.conflicts))
        yield from _told(("actors", None if c.holder in ("author", "unknown") else c.holder))
        yield from _told(
            ("actors", c.value.get("actor")), ("times", c.value.get("time")), ("places", c.value.get("place"))
        )
    for correction in reading.corrections:
        yield from _told(*(("claims", c) for c in correction.claims))


def _told(*pairs: tuple[str, str | None]) -> Iterator[tuple[str, str]]:
    return ((kind, reference) for kind, reference in pairs if reference is not None)


def confidences(reading: Reading) -> Iterator[float]:
    return (r.confidence for r in records_in(reading) if hasattr(r, "confidence"))
