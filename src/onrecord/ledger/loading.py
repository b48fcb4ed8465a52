"""Loading what an account of incidents is made of: rows of the record as of a moment, and the words they need."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Collection
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
    readers,
    readings,
    redirects,
    signatures,
    versions,
)

_ClaimRow = namedtuple("_ClaimRow", [column.name for column in claims.columns])  # type: ignore[misc]
"""A claim's row, whose fields are read many times: those of a database's row take ten times as long."""


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

    ``versions`` are all versions (with when they were ``recorded``, and their text's ``signature``), of the pages of
    its reports, that are seen at the moment; ``mentions`` and ``claims`` those of the incident in the newest readings
    of these. ``undated`` counts versions left out for want of a date.
    """

    incident: str
    mentions: dict[int, Any] = field(default_factory=dict)
    claims: list[Any] = field(default_factory=list)
    versions: dict[int, Any] = field(default_factory=dict)
    corrections: list[Any] = field(default_factory=list)
    names: dict[int, NameRow] = field(default_factory=dict)
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
    newest = newest_readings(connection, {row.version for row in rows}, until)
    return [row.id for row in rows if row.reading == newest.get(row.version)]


def load(
    connection: Connection, incidents: Collection[str], moment: Moment, attribute: str | None = None
) -> dict[str, Material]:
    """The material of incidents as of a moment; those of which nothing is seen then are left out.

    Where an attribute is named, of the claims only those of it.
    """
    until = last_entry(connection, moment)
    of = members(connection, incidents, until)
    everything = {m for some in of.values() for m in some}
    mention_rows = {r.id: r for r in rows_of(connection, select(mentions), mentions.c.id, everything)}
    pages = _pages(connection, {row.version for row in mention_rows.values()}, until)
    document_of = {row.id: document for document, rows in pages.items() for row in rows}
    query = select(claims).order_by(claims.c.id)
    if attribute is not None:
        query = query.where(claims.c.attribute == attribute)
    claim_rows: dict[int, list[Any]] = defaultdict(list)
    for row in rows_of(connection, query, claims.c.mention, everything):
        claim_rows[row.mention].append(_ClaimRow._make(row))
    found: dict[str, Material] = {}
    for incident, ids in of.items():
        material = Material(incident)
        for page in {document_of[mention_rows[m].version] for m in ids}:
            for row in pages[page]:
                if moment.sees(row.published_until):
                    material.versions[row.id] = row
                elif row.published_until is None:
                    material.undated += 1
        material.mentions = {m: mention_rows[m] for m in ids if mention_rows[m].version in material.versions}
        if not material.mentions:
            continue
        material.claims = [c for m in material.mentions for c in claim_rows[m]]
        found[incident] = material
    _add_names(connection, found.values())
    _add_corrections(connection, found.values(), until)
    return found


def _pages(connection: Connection, own: Collection[int], until: int | None) -> dict[str, list[Row[Any]]]:
    """All versions of the pages of some versions, each with when it was recorded and its text's signature."""
    mine = versions.alias()
    query = (
        select(versions, entries.c.recorded, signatures.c.body.label("signature"))
        .join(mine, mine.c.document == versions.c.document)
        .join(entries, entries.c.seq == versions.c.entry)
        .join(signatures, signatures.c.version == versions.c.id, isouter=True)
        .distinct()
    )
    if until is not None:
        query = query.where(versions.c.entry <= until)
    found: dict[str, dict[int, Row[Any]]] = defaultdict(dict)
    for row in rows_of(connection, query, mine.c.id, own):
        found[row.document][row.id] = row
    return {document: list(rows.values()) for document, rows in found.items()}


def names_of(connection: Connection, wanted: Collection[int]) -> dict[int, NameRow]:
    """Names by their ids, with their words where they were not erased."""
    query = select(
        names.c.id, names.c.kind, names.c.country, name_words.c.words, name_words.c.role, name_words.c.folded
    )
    joined = query.join(name_words, name_words.c.name == names.c.id, isouter=True)
    return {
        r.id: NameRow(r.id, r.kind, r.country, r.words, r.role, r.folded or f"erased {r.id}")
        for r in rows_of(connection, joined, names.c.id, wanted)
    }


def _add_names(connection: Connection, materials: Collection[Material]) -> None:
    wanted: dict[str, set[int]] = {}
    for material in materials:
        wanted[material.incident] = {i for c in material.claims for i in (c.holder, c.words) if i is not None} | {
            i for v in material.versions.values() for i in (v.publisher, v.agency) if i is not None
        }
    rows = names_of(connection, set().union(*wanted.values()))
    for material in materials:
        material.names = {name: rows[name] for name in wanted[material.incident]}


def _add_corrections(connection: Connection, materials: Collection[Material], until: int | None) -> None:
    """The corrections of the newest readings."""
    seen = {v for m in materials for v in m.versions}
    query: Any = select(corrections, readings.c.version).join(readings, readings.c.id == corrections.c.reading)
    found = list(rows_of(connection, query, readings.c.version, seen))
    newest = newest_readings(connection, {row.version for row in found}, until)
    corrected: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        if row.reading == newest.get(row.version):
            corrected[row.version].append(row)
    for material in materials:
        material.corrections = [(v, c) for v in material.versions for c in corrected.get(v, ())]


def latest_stamps(connection: Connection, of: Collection[int]) -> dict[int, str]:
    """Who made the newest reading of each version."""
    query = (
        select(readings.c.version, readers.c.stamp)
        .join(readers, readers.c.id == readings.c.reader)
        .order_by(readings.c.id)
    )
    return {row.version: row.stamp for row in rows_of(connection, query, readings.c.version, of)}


def newest_readings(connection: Connection, of: Collection[int], until: int | None = None) -> dict[int, int]:
    """The newest reading of each version, as of an entry (none: now)."""
    query: Any = select(readings.c.id, readings.c.version).order_by(readings.c.id)
    if until is not None:
        query = query.where(readings.c.entry <= until)
    return {row.version: row.id for row in rows_of(connection, query, readings.c.version, of)}
