"""How much a ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from onrecord.ledger.instants import told
from onrecord.ledger.opening import name_of, version_of
from onrecord.ledger.schema import (
    claims,
    corrections,
    current_incidents,
    decisions,
    entries,
    mentions,
    readings,
    tombstones,
    versions,
)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a ledger, the span of its reports' dates, when it was first and last added to, and its size in bytes.

    ``incidents`` are those that a report is about, ``mentioned`` those that reports only mention beside it.
    """

    ledger: str
    version: int
    entries: int
    documents: int
    versions: int
    readings: int
    mentions: int
    claims: int
    incidents: int
    mentioned: int
    corrections: int
    decisions: int
    erased: int
    first_published: str | None
    last_published: str | None
    first_recorded: str | None
    last_recorded: str | None
    bytes: int


def stats_of(connection: Connection) -> Stats:
    """How much a ledger holds."""

    def count(of: object) -> int:
        return connection.execute(select(func.count()).select_from(of)).scalar() or 0  # type: ignore[arg-type]

    documents = connection.execute(select(func.count(versions.c.document.distinct()))).scalar() or 0
    about = connection.execute(
        select(func.count()).select_from(current_incidents).where(current_incidents.c.main == 1)
    ).scalar()
    published = connection.execute(
        select(func.min(versions.c.published_from), func.max(versions.c.published_from))
    ).one()
    recorded = connection.execute(select(func.min(entries.c.recorded), func.max(entries.c.recorded))).one()
    url = connection.engine.url
    if connection.dialect.name == "sqlite":
        size = sum(f.stat().st_size for f in map(Path, (f"{url.database}", f"{url.database}-wal")) if f.is_file())
    else:
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar() or 0
    return Stats(
        ledger=name_of(url),
        version=version_of(connection) or 0,
        entries=count(entries),
        documents=documents,
        versions=count(versions),
        readings=count(readings),
        mentions=count(mentions),
        claims=count(claims),
        incidents=about or 0,
        mentioned=count(current_incidents) - (about or 0),
        corrections=count(corrections),
        decisions=count(decisions),
        erased=count(tombstones),
        first_published=told(published[0]),
        last_published=told(published[1]),
        first_recorded=told(recorded[0]),
        last_recorded=told(recorded[1]),
        bytes=size,
    )
