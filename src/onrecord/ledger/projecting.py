"""The list of incidents as of now: a row an incident, made anew whenever something of it changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.ledger.loading import load
from onrecord.ledger.many import chunks, rows_of
from onrecord.ledger.records import Moment, Standing
from onrecord.ledger.schema import current_incidents, stale_incidents
from onrecord.ledger.standing import Account, account_of

_WORST = {"denied": 0, "contested": 1, "retracted": 2, "superseded": 3, "origins": 4}
_TOLD = ("occurred", "killed", "injured", "perpetrator", "time", "place")
"""The attributes of which the worst standing is told in a list; others differ in words without contradiction."""


def outdate(connection: Connection, incidents: Collection[str]) -> None:
    """Note that something of incidents changed: their rows are made anew before anybody asks for them.

    A report that comes in with many others touches an incident that the next one touches again: it is enough to make
    the row once.
    """
    known = {r.id for r in rows_of(connection, select(stale_incidents), stale_incidents.c.id, incidents)}
    new = [{"id": incident} for incident in sorted(incidents) if incident not in known]
    if new:
        connection.execute(insert(stale_incidents), new)


def is_outdated(connection: Connection) -> bool:
    """Whether rows must be made anew."""
    return connection.execute(select(stale_incidents.c.id).limit(1)).first() is not None


def bring_up_to_date(connection: Connection, most: int | None = None) -> None:
    """Make the rows anew of incidents that changed: of all, or of so many."""
    query = select(stale_incidents.c.id).order_by(stale_incidents.c.id).limit(most)
    project(connection, list(connection.execute(query).scalars()))


def project(connection: Connection, incidents: Collection[str]) -> None:
    """Make the rows of incidents anew."""
    for ids in chunks(sorted(incidents)):
        connection.execute(delete(stale_incidents).where(stale_incidents.c.id.in_(ids)))
        connection.execute(delete(current_incidents).where(current_incidents.c.id.in_(ids)))
        rows = [row_of(account_of(material)) for material in load(connection, ids, Moment()).values()]
        if rows:
            connection.execute(insert(current_incidents), rows)


def row_of(account: Account) -> dict[str, Any]:
    """The row of an incident."""
    material = account.material
    versions = {m.version: material.versions[m.version] for m in material.mentions.values()}
    first = min((v.published_from for v in versions.values() if v.published_from is not None), default=None)
    last = max((v.published_from for v in versions.values() if v.published_from is not None), default=None)
    place, killed, injured = account.place, _range(account, "killed"), _range(account, "injured")
    return {
        "id": material.incident,
        "type": account.type,
        "main": int(account.main),
        "title": account.title,
        "happened_from": account.happened[0],
        "happened_until": account.happened[1],
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "country": place.country if place else None,
        "place": place.name if place else None,
        "reports": len({v.document for v in versions.values()}),
        "origins": len(account.origins),
        "killed_low": killed[0],
        "killed_high": killed[1],
        "injured_low": injured[0],
        "injured_high": injured[1],
        "standing": worst(account.standings),
        "standings": json.dumps(sorted({s.label for s in account.standings})),
        "first_published": first,
        "last_published": last,
        "recorded": max(row.recorded for row in material.versions.values()),
    }


def worst(standings: tuple[Standing, ...]) -> str:
    """How it stands with an incident in one word or two: with what is most in doubt of it."""
    told = [s for s in standings if s.attribute in _TOLD and s.of is None]
    if not told:
        return "one origin"
    least = min(told, key=lambda s: _WORST[s.label])
    if least.label != "origins":
        return str(least)
    return str(max(told, key=lambda s: s.count))


def _range(account: Account, status: str) -> tuple[int | None, int | None]:
    """The least and the greatest number of a status that is held at present, of all people."""
    bounds = list(_bounds(account, status))
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    low = min(lows, default=None)
    high = max((*highs, *lows), default=None)
    return (None if low is None else int(low)), (None if high is None else int(high))


def _bounds(account: Account, status: str) -> Iterator[tuple[float | None, float | None]]:
    for standing in account.standings:
        if standing.attribute == status and standing.of is None:
            for position in standing.positions:
                if position.polarity == "+" and not position.overtaken:
                    yield position.value.low, position.value.high
