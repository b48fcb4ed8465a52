"""Looking at ledgers in tests: all that one holds, told without the numbers that depend on the order of arrival."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.ledger import Incident, Ledger


@contextmanager
def raw(url: str) -> Iterator[Any]:
    """A connection to a ledger's database beside the ledger, in which statements are run as they come."""
    if url.startswith("postgresql://"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
    else:
        file = sqlite3.connect(url, isolation_level=None)
        try:
            yield file
        finally:
            file.close()


def triggers_dropped(connection: Any) -> None:
    """Drop the triggers that keep the record from being changed, as an intruder would."""
    if isinstance(connection, sqlite3.Connection):
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in found:
            connection.execute(f"DROP TRIGGER {name}")
    else:
        connection.execute("DROP FUNCTION onrecord_refuse() CASCADE")


def incidents_of(ledger: Ledger) -> frozenset[frozenset[str]]:
    """Which reports are on record together, by their ids."""
    return frozenset(
        frozenset(report.report for report in ledger.incident(row.id).reports)
        for row in ledger.incidents(all=True, limit=None)
    )


def picture(ledger: Ledger, **moment: Any) -> list[Any]:
    """All incidents with their reports, claims, states, standings and corrections, in an order of their own.

    Incidents are known by their reports and claims by their report and their id in it, since the numbers that a ledger
    gives depend on what came first.
    """
    rows = ledger.incidents(all=True, limit=None, **moment)
    return sorted((_incident(row, ledger.incident(row.id, **moment)) for row in rows), key=repr)


def _incident(row: Any, incident: Incident) -> dict[str, Any]:
    reports = {r.version: r.report for r in incident.reports}
    claims = {c.id: (reports[c.version], c.local) for c in incident.claims}
    origins = [(o.kind, o.name, o.party, tuple(sorted(o.relays))) for o in incident.origins]
    return {
        "row": {**dataclasses.asdict(row), "id": None},
        "title": incident.title,
        "undated": incident.undated,
        "origins": sorted(origins, key=repr),
        "reports": sorted((r.report, r.of, r.versions, len(r.mentions), r.erased) for r in incident.reports),
        "claims": sorted(
            (
                (
                    *(*claims[c.id], c.attribute, c.value, c.polarity, c.holder, c.quote, c.published),
                    *(c.state, reports[c.by] if c.by else None, origins[c.origin]),
                )
                for c in incident.claims
            ),
            key=repr,
        ),
        "standings": [
            (
                *(str(s), s.attribute, s.of, s.parties),
                sorted(
                    ((p.value, p.polarity, p.overtaken, sorted(claims[c] for c in p.claims)) for p in s.positions),
                    key=repr,
                ),
            )
            for s in incident.standings
        ],
        "corrections": sorted(
            (
                (
                    *(reports[c.version], c.quote, c.wrong, c.right),
                    *(sorted(claims[x] for x in of) for of in (c.claims, c.relied)),
                )
                for c in incident.corrections
            ),
            key=repr,
        ),
        "estimates": [(e.name, e.low, e.best, e.high) for e in incident.estimates],
    }
