"""Loading what an account of incidents is made of: rows of the record as of a moment, and the words they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from onrecord.ledger.many import rows_of
from onrecord.ledger.records import Moment
from onrecord.ledger.schema import (
    claims,
    corrections,
    current_members,
    entries,
    memberships,
    mentions,
    name_words,
    names,
    readings,
    redirects,
    signatures,
    versions,
)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with its words; null where they were erased."""

    id: int
    kind: str
    country: str | None
    words: str | None
    role: str | None
    folded: str


@dataclass(slots=True)
class Material:
    """What the account of one incident is made of.

    ``versions`` are all versions, of the pages of its reports, that are seen at the moment; ``mentions`` and ``claims``
    those of the incident in the newest readings of these. ``undated`` counts versions left out for want of a date.
    """

    incident: str
    mentions: dict[int, Any] = field(default_factory=dict)
    claims: list[Any] = field(default_factory=list)
    versions: dict[int, Any] = field(default_factory=dict)
    corrections: list[Any] = field(default_factory=list)
    names: dict[int, NameRow] = field(default_factory=dict)
    signatures: dict[int, bytes] = field(default_factory=dict)
    recorded: dict[int, int] = field(default_factory=dict)
    undated: int = 0


def last_entry(connection: Connection, moment: Moment) -> int | None:
    """The number of the last entry that the ledger held at a moment; none for now."""
    if moment.recorded is None:
        return None
    query = select(func.max(entries.c.seq)).where(entries.c.recorded <= moment.recorded)
    return connection.execute(query).scalar() or 0


def standing_id(connection: Connection, incident: str, until: int | None) -> str:
    """The id that an incident goes by: its own, or that of the one it was merged into."""
    seen = {incident}
    while True:
        query = select(redirects.c.into).where(redirects.c.incident == incident)
        if until is not None:
            query = query.where(redirects.c.entry <= until)
        row = connection.execute(query.order_by(redirects.c.id.desc()).limit(1)).first()
        if row is None or row.into is None or row.into in seen:
            return incident
        incident = row.into
        seen.add(incident)


def members(connection: Connection, incidents: Collection[str], until: int | None) -> dict[str, list[int]]:
    """The mentions of incidents, of the newest reading of each version, as of an entry (none: now)."""
    found: dict[str, list[int]] = defaultdict(list)
    if until is None:
        for row in rows_of(connection, select(current_members), current_members.c.incident, incidents):
            found[row.incident].append(row.mention)
        return {incident: sorted(of) for incident, of in found.items()}
    query = select(memberships.c.mention).where(memberships.c.entry <= until).distinct()
    ever = {row.mention for row in rows_of(connection, query, memberships.c.incident, incidents)}
    latest: dict[int, str] = {}
    query = select(memberships.c.mention, memberships.c.incident).where(memberships.c.entry <= until)
    for row in rows_of(connection, query.order_by(memberships.c.id), memberships.c.mention, ever):
        latest[row.mention] = row.incident
    held = {m for m, incident in latest.items() if incident in incidents}
    for mention in _of_newest_readings(connection, held, until):
        found[latest[mention]].append(mention)
    return {incident: sorted(of) for incident, of in found.items()}


def _of_newest_readings(connection: Connection, ids: Collection[int], until: int) -> list[int]:
    query = select(mentions.c.id, mentions.c.reading, mentions.c.version)
    rows = list(rows_of(connection, query, mentions.c.id, ids))
    newest: dict[int, int] = {}
    query = select(readings.c.id, readings.c.version).where(readings.c.entry <= until)
    for row in rows_of(connection, query, readings.c.version, {row.version for row in rows}):
        newest[row.version] = max(row.id, newest.get(row.version, 0))
    return [row.id for row in rows if row.reading == newest.get(row.version)]


def load(connection: Connection, incidents: Collection[str], moment: Moment) -> dict[str, Material]:
    """The material of incidents as of a moment; those of which nothing is seen then are left out."""
    until = last_entry(connection, moment)
    of = members(connection, incidents, until)
    everything = {m for some in of.values() for m in some}
    mention_rows = {r.id: r for r in rows_of(connection, select(mentions), mentions.c.id, everything)}
    own = {row.version for row in mention_rows.values()}
    pages = {r.document for r in rows_of(connection, select(versions.c.document), versions.c.id, own)}
    query = select(versions)
    if until is not None:
        query = query.where(versions.c.entry <= until)
    version_rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows_of(connection, query, versions.c.document, pages):
        version_rows[row.document].append(row)
    document_of = {row.id: document for document, rows in version_rows.items() for row in rows}
    claim_rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows_of(connection, select(claims).order_by(claims.c.id), claims.c.mention, everything):
        claim_rows[row.mention].append(row)
    found: dict[str, Material] = {}
    for incident, ids in of.items():
        material = Material(incident)
        for page in {document_of[mention_rows[m].version] for m in ids}:
            for row in version_rows[page]:
                if moment.sees(row.published_until):
                    material.versions[row.id] = row
                elif row.published_until is None:
                    material.undated += 1
        material.mentions = {m: mention_rows[m] for m in ids if mention_rows[m].version in material.versions}
        if not material.mentions:
            continue
        material.claims = [c for m in material.mentions for c in claim_rows[m]]
        found[incident] = material
    _add_words(connection, found.values(), until)
    return found


def _add_words(connection: Connection, materials: Iterable[Material], until: int | None) -> None:
    """Corrections, names, signatures and recording times of all materials at once."""
    materials = list(materials)
    seen = {v for m in materials for v in m.versions}
    wanted: set[int] = set()
    for material in materials:
        wanted.update(i for c in material.claims for i in (c.holder, c.words) if i is not None)
        wanted.update(i for v in material.versions.values() for i in (v.publisher, v.agency) if i is not None)
    query = select(
        names.c.id, names.c.kind, names.c.country, name_words.c.words, name_words.c.role, name_words.c.folded
    )
    joined = query.join(name_words, name_words.c.name == names.c.id, isouter=True)
    name_rows = {
        r.id: NameRow(r.id, r.kind, r.country, r.words, r.role, r.folded or f"erased {r.id}")
        for r in rows_of(connection, joined, names.c.id, wanted)
    }
    newest: dict[int, int] = {}
    read: Any = select(readings.c.id, readings.c.version)
    if until is not None:
        read = read.where(readings.c.entry <= until)
    for row in rows_of(connection, read, readings.c.version, seen):
        newest[row.version] = max(row.id, newest.get(row.version, 0))
    version_of = {reading: version for version, reading in newest.items()}
    corrected: dict[int, list[Any]] = defaultdict(list)
    for row in rows_of(connection, select(corrections), corrections.c.reading, version_of):
        corrected[version_of[row.reading]].append(row)
    signed = {r.version: r.body for r in rows_of(connection, select(signatures), signatures.c.version, seen)}
    noted = {v.entry for m in materials for v in m.versions.values()} | {
        x.entry for m in materials for x in m.mentions.values()
    }
    recorded = {r.seq: r.recorded for r in rows_of(connection, select(entries), entries.c.seq, noted)}
    for material in materials:
        for version, row in material.versions.items():
            material.corrections.extend((version, c) for c in corrected.get(version, ()))
            if version in signed:
                material.signatures[version] = signed[version]
            material.recorded[row.entry] = recorded[row.entry]
        for mention in material.mentions.values():
            material.recorded[mention.entry] = recorded[mention.entry]
        for claim in material.claims:
            for name in (claim.holder, claim.words):
                if name is not None:
                    material.names[name] = name_rows[name]
        for row in material.versions.values():
            for name in (row.publisher, row.agency):
                if name is not None:
                    material.names[name] = name_rows[name]
