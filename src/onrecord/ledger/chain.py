"""The chain: rows are only ever appended, in entries, and each entry's digest is chained to those before it."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Double, Table, func, insert, select

from onrecord.ledger.dialects import dialect_of
from onrecord.ledger.schema import RECORD, entries

GENESIS = hashlib.sha256(b"onrecord ledger").digest()
"""The chain before the first entry."""

SALT = 16  # bytes: as long as the shortest name is hard to guess with

Rows = list[tuple[str, list[Any]]]
"""The rows of an entry: the table's name and the values in the order of its columns."""

_CHILDREN = tuple(table for table in RECORD if table is not entries)


def pledge(salt: bytes, *parts: bytes | None) -> bytes:
    """What commits to words without giving them away: the digest of a random salt and the words.

    The salt is erased with the words, and then the digest tells nothing of them, not even to who guesses a name.
    """
    digest = hashlib.sha256(salt)
    for part in parts:
        digest.update(b"\0" if part is None else b"\1" + len(part).to_bytes(8, "big") + part)
    return digest.digest()


def new_salt() -> bytes:
    """A random salt."""
    return secrets.token_bytes(SALT)


def digest_of(kind: str, recorded: int, rows: Rows) -> bytes:
    """The digest of an entry's rows."""
    return hashlib.sha256(
        json.dumps([kind, recorded, rows], separators=(",", ":"), default=bytes.hex).encode()
    ).digest()


def chained(before: bytes, seq: int, digest: bytes) -> bytes:
    """The chain after an entry."""
    return hashlib.sha256(before + seq.to_bytes(8, "big", signed=True) + digest).digest()


def now() -> int:
    """Our clock, in microseconds since 1970 UTC."""
    return time.time_ns() // 1000


class Appender:
    """Appends entries in one transaction, alone: who makes one waits until nobody else adds.

    ``begin`` an entry, ``add`` its rows, ``seal`` it; ``flush`` sends all to the database. Ids are given here, each
    one higher than the last, so that rows lie in the order of their entries.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        dialect_of(connection).lock(connection)
        head = connection.execute(
            select(entries.c.seq, entries.c.recorded, entries.c.chain).order_by(entries.c.seq.desc()).limit(1)
        ).first()
        self.seq: int = head.seq if head else 0
        self.chain: bytes = head.chain if head else GENESIS
        last = head.recorded if head else 0
        self.recorded = max(now(), last)  # the order of entries is that of their times, whatever the clock does
        self._next: dict[str, int] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._entry: Rows | None = None
        self._kind = ""

    def begin(self, kind: str) -> int:
        """Begin an entry; returns its number."""
        assert self._entry is None, "the entry before is not sealed"
        self.seq += 1
        self._entry, self._kind = [], kind
        return self.seq

    def next_id(self, table: Table) -> int:
        """An id for a row of the table."""
        if table.name not in self._next:
            column = table.primary_key.columns[0]
            self._next[table.name] = int(self.connection.execute(select(func.max(column))).scalar() or 0) + 1
        given = self._next[table.name]
        self._next[table.name] += 1
        return given

    def add(self, table: Table, row: dict[str, Any]) -> None:
        """Add a row of the record to the entry; ``row`` has all columns but ``entry``, in their order."""
        assert self._entry is not None
        row["entry"] = self.seq
        for column in _REALS[table.name]:
            if row[column] is not None:
                row[column] = float(row[column])  # as the database gives it back
        self._entry.append((table.name, [row[column] for column in _columns(table)]))
        self._rows.setdefault(table.name, []).append(row)

    def keep(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Keep rows of a table that is not the record."""
        self._rows.setdefault(table.name, []).extend(rows)

    def seal(self) -> None:
        """Close the entry with its digest; an entry without rows is dropped."""
        assert self._entry is not None
        if not self._entry:
            self.seq -= 1
        else:
            self._entry.sort(key=lambda row: _ORDER[row[0]])  # stable: within a table, in the order of ids
            digest = digest_of(self._kind, self.recorded, self._entry)
            self.chain = chained(self.chain, self.seq, digest)
            row = {
                "seq": self.seq,
                "kind": self._kind,
                "recorded": self.recorded,
                "digest": digest,
                "chain": self.chain,
            }
            self._rows.setdefault(entries.name, []).append(row)
        self._entry = None

    def flush(self) -> None:
        """Send what was added to the database."""
        assert self._entry is None, "an entry is not sealed"
        for table in entries.metadata.sorted_tables:
            rows = self._rows.pop(table.name, None)
            if rows:
                self.connection.execute(insert(table), rows)


_ORDER = {table.name: position for position, table in enumerate(_CHILDREN)}
_COLUMNS: dict[str, Sequence[str]] = {table.name: [column.name for column in table.columns] for table in _CHILDREN}

_REALS: dict[str, Sequence[str]] = {
    table.name: [column.name for column in table.columns if isinstance(column.type, Double)] for table in _CHILDREN
}


def _columns(table: Table) -> Sequence[str]:
    return _COLUMNS[table.name]
