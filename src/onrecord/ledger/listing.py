"""Listing incidents: by type, time, place, box, actor, toll, standing and words, now or as of a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select, text

from onrecord.gazetteer.fold import fold
from onrecord.ledger.dialects import Box, dialect_of
from onrecord.ledger.errors import LedgerError
from onrecord.ledger.instants import MICROSECONDS, told, told_seconds
from onrecord.ledger.loading import last_entry, load
from onrecord.ledger.many import chunks
from onrecord.ledger.projecting import row_of
from onrecord.ledger.records import IncidentRow, Moment
from onrecord.ledger.schema import (
    current_incidents,
    current_members,
    memberships,
    mentions,
    name_words,
    names,
    versions,
)
from onrecord.ledger.standing import account_of

LABELS = ("one origin", "independent origins", "contested", "denied", "retracted", "superseded")
"""What standing can be filtered by."""

_TOLL = re.compile(r"(killed|injured)\s*(>=|<=|=|>|<)\s*(\d+)")
_MOST_FOUND = 5_000  # reports of a search whose incidents are listed
_AT_ONCE = 200  # incidents whose account is made at once


@dataclass(frozen=True, slots=True)
class Filters:
    """What incidents are listed; all that is given must hold.

    Attributes:
        type: an event type or a family of the codebook.
        since, until: it happened at or after, before (seconds since 1970 UTC); where no report tells when, the day of
            the first report counts.
        place: a place's name in any spelling, or a country's code.
        box: west, south, east, north in degrees.
        actor: words of the name of somebody who holds a claim, did it or was hit.
        toll: ``killed>=10``, ``injured<5``: by the number that is held (of >, >= the greatest, of <, <= the least).
        standing: one of ``LABELS``, of any attribute.
        text: words that a report of it has.
        all: also incidents that reports only mention beside what they are about.
    """

    type: str | None = None
    since: int | None = None
    until: int | None = None
    place: str | None = None
    box: Box | None = None
    actor: str | None = None
    toll: str | None = None
    standing: str | None = None
    text: str | None = None
    all: bool = False


def list_incidents(
    connection: Connection, filters: Filters, moment: Moment, limit: int | None, offset: int
) -> list[IncidentRow]:
    """The incidents, that of the newest report first.

    Raises:
        LedgerError: a filter cannot be understood; the message names the mend.
    """
    if moment == Moment():
        query = _query(connection, filters).order_by(
            current_incidents.c.last_published.desc().nulls_last(), current_incidents.c.id
        )
        return [_shown(row._asdict()) for row in connection.execute(query.limit(limit).offset(offset))]
    wanted = None if limit is None else offset + limit
    rows = islice((row for row in _as_of(connection, filters, moment) if _matches(row, filters)), wanted)
    return [_shown(row) for row in sorted(rows, key=_by_newest)[offset:]]


def _by_newest(row: dict[str, Any]) -> tuple[bool, int, str]:
    return row["last_published"] is None, -(row["last_published"] or 0), row["id"]


def _shown(row: dict[str, Any]) -> IncidentRow:
    return IncidentRow(
        id=row["id"],
        title=row["title"],
        type=row["type"],
        happened_from=told_seconds(row["happened_from"]),
        happened_until=told_seconds(row["happened_until"]),
        place=row["place"],
        country=row["country"],
        lat=row["lat"],
        lon=row["lon"],
        place_precision=row["place_precision"],
        reports=row["reports"],
        origins=row["origins"],
        killed_low=row["killed_low"],
        killed_high=row["killed_high"],
        injured_low=row["injured_low"],
        injured_high=row["injured_high"],
        standing=row["standing"],
        first_published=told(row["first_published"]),
        last_published=told(row["last_published"]),
    )


def _query(connection: Connection, filters: Filters) -> Select[Any]:
    """The query for the rows of incidents as of now."""
    table = current_incidents.c
    query = select(current_incidents)
    if not filters.all:
        query = query.where(table.main == 1)
    if filters.type is not None:
        query = query.where(table.type.in_(types_of(filters.type)))
    if filters.toll is not None:
        column, sign, number = _toll(filters.toll)
        query = query.where(_compared(table[column], sign, number))
    if filters.standing is not None:
        query = query.where(_standing(filters.standing))
    if filters.box is None and (filters.since is not None or filters.until is not None):
        query = query.where(_when(filters))
    for wanted, params in _mentioned(connection, filters):
        member = text(f"current_incidents.id IN (SELECT incident FROM current_members WHERE mention IN ({wanted}))")
        query = query.where(member.bindparams(*(bindparam(k, v) for k, v in params.items())))
    return query


def _when(filters: Filters) -> Any:
    """What happened in a time; what nobody says when it happened, by its first report."""
    table = current_incidents.c
    happened: list[Any] = [table.happened_from.is_not(None)]
    published: list[Any] = [table.happened_from.is_(None)]
    if filters.since is not None:
        happened.append(table.happened_until > filters.since)
        published.append(table.first_published >= filters.since * MICROSECONDS)
    if filters.until is not None:
        happened.append(table.happened_from < filters.until)
        published.append(table.first_published < filters.until * MICROSECONDS)
    return or_(and_(*happened), and_(*published))


def _mentioned(connection: Connection, filters: Filters) -> Iterator[tuple[str, dict[str, Any]]]:
    """Queries for the ids of mentions that have what is looked for."""
    if filters.box is not None:
        yield dialect_of(connection).find_mentions(connection, _box(filters.box), filters.since, filters.until)
    if filters.place is not None:
        yield _in_place(filters.place)
    if filters.actor is not None:
        yield _with_actor(connection, filters.actor)
    if filters.text is not None:
        found = dialect_of(connection).find_texts(connection, filters.text, _MOST_FOUND, 0)
        yield f"SELECT id FROM mentions WHERE version IN ({_listed(found)})", {}


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "NULL"


def _in_place(place: str) -> tuple[str, dict[str, Any]]:
    from onrecord.gazetteer import load as load_gazetteer

    if re.fullmatch(r"[A-Z]{2}", place):
        return "SELECT id FROM mentions WHERE country = :country", {"country": place}
    keys = {fold(place)} | {fold(candidate.entry.name) for candidate in load_gazetteer().candidates(place)}
    named = {f"place{number}": key for number, key in enumerate(sorted(keys))}
    return (
        "SELECT c.mention FROM claims c JOIN names n ON n.id = c.words AND n.kind = 'place' "
        f"JOIN name_words w ON w.name = n.id WHERE w.folded IN ({', '.join(f':{name}' for name in named)})",
        named,
    )


def _with_actor(connection: Connection, actor: str) -> tuple[str, dict[str, Any]]:
    wanted = fold(actor)
    if not wanted:
        raise LedgerError("an actor's name needs letters")
    query = (
        select(names.c.id)
        .join(name_words, name_words.c.name == names.c.id)
        .where(name_words.c.folded.contains(wanted, autoescape=True), names.c.kind.not_in(("place", "note")))
    )
    ids = _listed(list(connection.execute(query).scalars()))
    return f"SELECT mention FROM claims WHERE holder IN ({ids}) OR words IN ({ids})", {}


def types_of(wanted: str) -> tuple[str, ...]:
    """The event types that are meant: one, or those of a family.

    Raises:
        LedgerError: the codebook has neither.
    """
    from onrecord.codebook import load

    codebook = load()
    if wanted in codebook.events:
        return (wanted,)
    of = tuple(kind.id for kind in codebook.events.values() if kind.family == wanted)
    if not of:
        families = ", ".join(sorted(codebook.families))
        raise LedgerError(f"{wanted!r} is no event type: write one of docs/codebook.md, or a family ({families})")
    return of


def _toll(wanted: str) -> tuple[str, str, int]:
    found = _TOLL.fullmatch(wanted.strip())
    if found is None:
        raise LedgerError(f"toll {wanted!r} is not understood: write killed>=10 or injured<5")
    status, sign, number = found[1], found[2], int(found[3])
    return f"{status}_{'low' if sign in ('<', '<=') else 'high'}", sign, number


def _compared(column: Any, sign: str, number: int) -> Any:
    return {">": column > number, ">=": column >= number, "<": column < number, "<=": column <= number}.get(
        sign, column == number
    )


def _standing(wanted: str) -> Any:
    table = current_incidents.c
    if wanted in ("contested", "denied", "retracted", "superseded"):
        return table.standings.contains(f'"{wanted}"')
    if wanted in LABELS:
        return table.standing == wanted if wanted == "one origin" else table.standing.endswith(wanted)
    raise LedgerError(f"standing {wanted!r} is none: write one of {', '.join(LABELS)}")


def _box(box: Box) -> Box:
    west, south, east, north = box
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise LedgerError("a box is west,south,east,north in degrees: 36.0,49.5,37.5,50.5")
    return box


def _as_of(connection: Connection, filters: Filters, moment: Moment) -> Iterator[dict[str, Any]]:
    """The rows of incidents as of a moment, of all that any of their mentions fits, that of the newest report first."""
    until = last_entry(connection, moment)
    ids: set[str] | None = None
    of = "current_members" if until is None else "memberships"
    for wanted, params in _mentioned(connection, filters):
        query = f"SELECT DISTINCT incident FROM {of} WHERE mention IN ({wanted})"
        found = set(connection.execute(text(query), params).scalars())
        ids = found if ids is None else ids & found
    for some in chunks([id for id in _newest_first(connection, moment, until) if ids is None or id in ids], _AT_ONCE):
        yield from sorted((row_of(account_of(m)) for m in load(connection, some, moment).values()), key=_by_newest)


def _newest_first(connection: Connection, moment: Moment, until: int | None) -> list[str]:
    """The incidents that had a report by then, by their newest one."""
    of = current_members if until is None else memberships
    newest = func.max(versions.c.published_from)
    query = (
        select(of.c.incident)
        .join(mentions, mentions.c.id == of.c.mention)
        .join(versions, versions.c.id == mentions.c.version)
        .group_by(of.c.incident)
        .order_by(newest.desc().nulls_last(), of.c.incident)
    )
    if until is not None:
        query = query.where(memberships.c.entry <= until)
    if moment.published is not None:
        query = query.where(versions.c.published_until <= moment.published)
    return list(connection.execute(query).scalars())


def _matches(row: dict[str, Any], filters: Filters) -> bool:
    """Whether a row has what the query for now asks of its columns."""
    if not filters.all and not row["main"]:
        return False
    if filters.type is not None and row["type"] not in types_of(filters.type):
        return False
    if filters.toll is not None:
        column, sign, number = _toll(filters.toll)
        if row[column] is None or not _compared(row[column], sign, number):
            return False
    if filters.standing is not None:
        label = filters.standing
        if label not in LABELS:
            _standing(label)
        own = label in ("contested", "denied", "retracted", "superseded")
        if (f'"{label}"' not in row["standings"]) if own else not row["standing"].endswith(label):
            return False
    start, end = row["happened_from"], row["happened_until"]
    if start is None:
        if row["first_published"] is None:
            return filters.since is None and filters.until is None
        start, end = row["first_published"] // MICROSECONDS, row["first_published"] // MICROSECONDS + 1
    if filters.since is not None and end <= filters.since:
        return False
    return not (filters.until is not None and start >= filters.until)
