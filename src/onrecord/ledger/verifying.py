"""Verifying a ledger: each entry's digest from its rows, the chain from the digests, the words from their pledges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from onrecord.ledger.chain import GENESIS, Rows, chained, digest_of, pledge
from onrecord.ledger.many import paged
from onrecord.ledger.opening import DAMAGE
from onrecord.ledger.preparing import encoded
from onrecord.ledger.schema import (
    RECORD,
    entries,
    name_words,
    names,
    reading_bodies,
    readings,
    texts,
    tombstones,
    versions,
)

_AT_ONCE = 2_000  # rows that are fetched at a time
_MOST_TOLD = 20  # faults of the file itself
_TABLES = tuple(table for table in RECORD if table is not entries)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: how many entries and rows, the head of the chain, and what is not as it was written.

    ``head`` is ``seq:chain``: noted elsewhere, it later proves that nothing before it was changed or cut off.
    """

    entries: int
    rows: int
    words: int
    erased: int
    head: str
    faults: tuple[str, ...]


def verify(
    connection: Connection, head: str | None = None, tell: Callable[[str, int, int], None] = lambda *_: None
) -> Verified:
    """Compare all of a ledger with its digests. ``head`` is one that an earlier run gave."""
    faults: list[str] = []
    if connection.dialect.name == "sqlite":
        checked = connection.execute(text(f"PRAGMA integrity_check({_MOST_TOLD})"))
        faults.extend(f"the file itself: {row[0]}" for row in checked if row[0] != "ok")
    try:
        return _verified(connection, head, tell, faults)
    except (DBAPIError, *DAMAGE) as error:
        if not faults:
            raise
        told = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[:1]
        unread = f"what else it holds cannot be read ({''.join(told)})"
        return Verified(0, 0, 0, 0, f"0:{GENESIS.hex()}", (*faults, unread))


def _verified(
    connection: Connection, head: str | None, tell: Callable[[str, int, int], None], faults: list[str]
) -> Verified:
    whole = connection.execute(select(func.count()).select_from(entries)).scalar() or 0
    streams = {table.name: _Stream(connection, table) for table in _TABLES}
    chain, seq, rows = GENESIS, 0, 0
    heads: dict[int, bytes] = {}
    wanted = _parsed(head)
    for entry in _paged(connection, entries):
        seq += 1
        if entry.seq != seq:
            faults.append(f"entry {seq} is missing")
            seq = entry.seq
        of: Rows = []
        for table in _TABLES:
            of.extend((table.name, values) for values in streams[table.name].of(entry.seq))
        rows += len(of)
        if digest_of(entry.kind, entry.recorded, of) != entry.digest:
            faults.append(f"entry {entry.seq} ({entry.kind}): its rows are not those that were written")
        chain = chained(chain, entry.seq, entry.digest)
        if chain != entry.chain:
            faults.append(f"entry {entry.seq}: the chain is broken")
            chain = entry.chain
        if wanted is not None and entry.seq == wanted[0]:
            heads[entry.seq] = entry.chain
        if seq % 1000 == 0 or seq == whole:
            tell("entries", seq, whole)
    for stream in streams.values():
        faults.extend(stream.left())
    if wanted is not None and heads.get(wanted[0]) != wanted[1]:
        faults.append(f"the head {head} is not on this chain: entries were changed or cut off")
    words, erased, wrong = _words(connection, tell)
    return Verified(seq, rows, words, erased, f"{seq}:{chain.hex()}", (*faults, *wrong))


def _parsed(head: str | None) -> tuple[int, bytes] | None:
    if head is None:
        return None
    seq, _, chain = head.partition(":")
    try:
        return int(seq), bytes.fromhex(chain)
    except ValueError:
        return -1, b""


def _paged(connection: Connection, table: Table, of: Select[Any] | None = None) -> Iterator[Any]:
    """All rows of a table, or of a query on it, in the order of its key."""
    query = select(table) if of is None else of
    return paged(connection, query, table.primary_key.columns[0], _AT_ONCE)


class _Stream:
    """The rows of a table in the order of their entries, which is that of their keys where these are numbers."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.table = table
        self._rows = _paged(connection, table)
        self._next = next(self._rows, None)

    def of(self, entry: int) -> Iterator[list[Any]]:
        """The rows of an entry."""
        while self._next is not None and self._next.entry == entry:
            yield list(self._next)
            self._next = next(self._rows, None)

    def left(self) -> Iterator[str]:
        """What belongs to no entry, or stands out of its order."""
        if self._next is not None:
            key = self._next._mapping[self.table.primary_key.columns[0].name]
            yield f"{self.table.name} {key} belongs to entry {self._next.entry}, where it does not stand in order"


def _words(connection: Connection, tell: Callable[[str, int, int], None]) -> tuple[int, int, list[str]]:
    """Compare words with what the record promises of them, or the last tombstone."""
    buried: dict[tuple[str, int], bytes | None] = {}
    for row in _paged(connection, tombstones):
        buried[row.target, row.row] = row.pledge
    faults: list[str] = []
    checked = erased = 0
    kinds: tuple[tuple[Table, Table, str, Callable[[Any], bytes]], ...] = (
        (names, name_words, "name", lambda w: pledge(w.salt, encoded(w.words), encoded(w.role))),
        (versions, texts, "version", lambda w: pledge(w.salt, w.title, w.body, w.url)),
        (readings, reading_bodies, "reading", lambda w: pledge(w.salt, w.body)),
    )
    for record, kept, key, promised in kinds:
        whole = connection.execute(select(func.count()).select_from(record)).scalar() or 0
        for number, row in enumerate(_paged(connection, record, _joined(record, kept)), start=1):
            values = row._mapping
            target = (record.name, values["id"])
            promise = buried.get(target, values["pledge"])
            there = values["salt"] is not None
            if promise is None:
                erased += 1
                if there:
                    faults.append(f"{key} {target[1]} was erased, and is there again")
            elif not there:
                faults.append(f"the words of {key} {target[1]} are gone, without a tombstone")
            elif promised(row) != promise:
                faults.append(f"the words of {key} {target[1]} are not those that were written")
            checked += 1
            if number % 1000 == 0 or number == whole:
                tell(f"{record.name}", number, whole)
        own = kept.primary_key.columns[0]
        nobodys = select(own).where(own.not_in(select(record.c.id))).order_by(own).limit(_AT_ONCE)
        faults.extend(
            f"words are kept of {key} {n}, which is not on record" for n in connection.execute(nobodys).scalars()
        )
    return checked, erased, faults


def _joined(record: Table, kept: Table) -> Select[Any]:
    own = [record.c.id, record.c.pledge]
    of = [column for column in kept.columns if not column.primary_key]
    joined = record.join(kept, kept.primary_key.columns[0] == record.c.id, isouter=True)
    return select(*own, *of).select_from(joined)
