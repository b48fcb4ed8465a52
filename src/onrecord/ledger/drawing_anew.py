"""Sketches from what is kept: of readings that were made before, or whose names were masked since."""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from onrecord.ledger.linking import Sketch
from onrecord.ledger.many import rows_of
from onrecord.ledger.preparing import readings_as_json, sketch_of
from onrecord.ledger.schema import mentions, reading_bodies, texts, versions
from onrecord.ledger.words import decoded
from onrecord.records import Reading, Report


def reading_of(report: Report, body: bytes) -> Reading:
    """A reading from how it is kept."""
    plain = json.loads(zlib.decompress(body))
    return readings_as_json().validate_python({"report": dataclasses.asdict(report), **plain})


def sketches_of(connection: Connection, newest: Mapping[int, int]) -> dict[int, Sketch]:
    """The sketches of the mentions of readings (by version), as far as their words were not erased."""
    columns = select(versions, texts.c.title, texts.c.url, texts.c.body.label("text"))
    joined = columns.join(texts, texts.c.version == versions.c.id)
    rows = list(rows_of(connection, joined, versions.c.id, newest))
    bodies = {
        row.reading: row.body
        for row in rows_of(connection, select(reading_bodies), reading_bodies.c.reading, set(newest.values()))
    }
    local: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(mentions.c.id, mentions.c.reading, mentions.c.local).where(mentions.c.linkable == 1)
    for row in rows_of(connection, query, mentions.c.reading, bodies):
        local[row.reading][row.local] = row.id
    found: dict[int, Sketch] = {}
    for row in rows:
        body = bodies.get(newest[row.id])
        if body is None:
            continue
        report = Report(
            id=row.report,
            text_sha256=row.text_sha256,
            title=decoded(row.title),
            publisher=None,
            url=decoded(row.url),
            published=row.published,
            timezone=row.timezone,
            language=row.language,
            text=decoded(row.text) or "",
        )
        reading = reading_of(report, body)
        for event in reading.events:
            mention = local[newest[row.id]].get(event.id)
            sketch = sketch_of(reading, event, digest=row.digest, document=row.document) if mention else None
            if mention is not None and sketch is not None:
                found[mention] = sketch
    return found
