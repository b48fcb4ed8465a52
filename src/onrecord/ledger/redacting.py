"""Erasing for good: a court order, a takedown, a person's right. What stays is a tombstone with its reason.

A report's text, title, URL and readings are deleted, with the names that only it has; of a person, the name is masked
in every text and reading where it stands, code point for code point, so that all offsets stay as they are. The rows
of the record hold no words: none of them changes, and the chain stays whole. What is erased is overwritten in an
SQLite file, in the journal too; PostgreSQL frees it at the next VACUUM, and its archived journals and any backups
must be treated by whoever keeps them.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, or_, select

from onrecord.gazetteer.fold import fold
from onrecord.ledger.adding import Memory
from onrecord.ledger.chain import Appender, new_salt, pledge
from onrecord.ledger.dialects import dialect_of
from onrecord.ledger.drawing_anew import sketches_of
from onrecord.ledger.errors import LedgerError, NotFoundError
from onrecord.ledger.gathering import index_rows
from onrecord.ledger.loading import newest_readings
from onrecord.ledger.many import chunks, paged, rows_of
from onrecord.ledger.masking import masked, masked_address, masked_everywhere, pattern_of
from onrecord.ledger.naming import Naming
from onrecord.ledger.opening import told, writing
from onrecord.ledger.preparing import Name, encoded, searched_words
from onrecord.ledger.projecting import project
from onrecord.ledger.schema import (
    blocks,
    claims,
    current_members,
    mentions,
    name_words,
    names,
    reading_bodies,
    readings,
    signatures,
    sketches,
    texts,
    tombstones,
    versions,
)
from onrecord.ledger.words import decoded


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was erased: whole versions, versions in which a name was masked, readings, and names."""

    versions: tuple[int, ...]
    masked: tuple[int, ...]
    readings: int
    names: int


def redact_report(engine: Engine, report: str, *, reason: str, by: str | None, memory: Memory) -> Redacted:
    """Erase all versions of a report (its id, or the URL of its page): texts, titles, URLs, readings and names.

    Raises:
        NotFoundError: the ledger has no such report.
        LedgerError: no reason is given.
    """
    with _redacting(engine, reason, by, memory) as work:
        work.erase_versions(versions_of(work.connection, report))
    return work.done


def redact_name(engine: Engine, name: str, *, reason: str, by: str | None, memory: Memory) -> Redacted:
    """Mask a person's name in every text and reading where it stands, and erase it from the names.

    The whole name is masked, in any case; name the other forms that stand in the texts too (a surname alone).

    Raises:
        NotFoundError: it stands nowhere.
        LedgerError: no reason is given, or the name is too short to be one.
    """
    pattern_of(name)
    with _redacting(engine, reason, by, memory) as work:
        work.mask_name(name)
    return work.done


@contextmanager
def _redacting(engine: Engine, reason: str, by: str | None, memory: Memory) -> Iterator[_Work]:
    """A transaction that erases."""
    if not reason.strip():
        raise LedgerError("an erasure needs a reason: it stays on record")
    with writing(engine) as connection:
        work = _Work(connection, Name("note", None, reason), Name("note", None, by) if by else None)
        yield work
        work.finish()
    memory.names.clear()
    memory.sketches.clear()
    _overwrite(engine)


def _overwrite(engine: Engine) -> None:
    """Bring what was erased out of the journal too.

    Raises:
        LedgerError: another program reads the ledger, and the journal must be kept for it.
    """
    if engine.dialect.name != "sqlite":
        return
    with told(engine.url), engine.connect() as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise LedgerError(
            f"it is erased, but another program reads {engine.url.database}, and what was erased is still in the "
            "journal beside it (-wal): end that program, and the journal is gone with it"
        )


class _Work:
    def __init__(self, connection: Connection, reason: Name, by: Name | None) -> None:
        self.connection = connection
        self.appender = Appender(connection)
        self.naming = Naming(self.appender, {})
        self.naming.look_up(name for name in (reason, by) if name is not None)
        self.appender.begin("redaction")
        self.reason, self.by = self.naming.id_of(reason), self.naming.id_of(by)
        self.done = Redacted((), (), 0, 0)
        self.touched: set[int] = set()  # versions
        self.whole: list[int] = []
        self.masked: list[int] = []
        self.readings = self.names = 0

    def finish(self) -> None:
        """Close the entry, and make the indexes anew."""
        self.appender.seal()
        self.appender.flush()
        dialect_of(self.connection).scrub(self.connection)
        query = select(current_members.c.incident).join(mentions, mentions.c.id == current_members.c.mention).distinct()
        found = {row.incident for row in rows_of(self.connection, query, mentions.c.version, self.touched)}
        project(self.connection, found)
        self.done = Redacted(tuple(self.whole), tuple(self.masked), self.readings, self.names)

    def erase_versions(self, ids: list[int]) -> None:
        """Delete the words of versions, and the names that no other version has."""
        query = select(texts, versions.c.pledge).join(versions, versions.c.id == texts.c.version)
        for row in list(rows_of(self.connection, query, texts.c.version, ids)):
            self._forget_text(row)
            self.connection.execute(delete(texts).where(texts.c.version == row.version))
            self.connection.execute(delete(signatures).where(signatures.c.version == row.version))
            self._bury("versions", row.version, self._promised("versions", row.version, row.pledge), None)
            self.whole.append(row.version)
        query = select(readings.c.id, readings.c.pledge).join(reading_bodies, reading_bodies.c.reading == readings.c.id)
        for row in list(rows_of(self.connection, query, readings.c.version, ids)):
            self.connection.execute(delete(reading_bodies).where(reading_bodies.c.reading == row.id))
            self._bury("readings", row.id, self._promised("readings", row.id, row.pledge), None)
            self.readings += 1
        own = [r.id for r in rows_of(self.connection, select(mentions.c.id), mentions.c.version, ids)]
        for some in chunks(own):
            self.connection.execute(delete(sketches).where(sketches.c.mention.in_(some)))
        self._erase_names(self._names_only_of(own, ids))
        self.touched.update(ids)

    def mask_name(self, name: str) -> None:
        """Mask a name wherever it stands: every text and every reading is looked at."""
        pattern = pattern_of(name)
        found = [row.version for row in _texts(self.connection) if self._mask_text(row, pattern)]
        read = {row.version for row in _bodies(self.connection) if self._mask_reading(row, pattern)}
        changed = sorted({*found, *read})
        self._draw_anew(changed)
        wanted = fold(name)
        rows = self.connection.execute(
            select(name_words.c.name, name_words.c.words, names.c.kind)
            .join(names, names.c.id == name_words.c.name)
            .where(name_words.c.folded.contains(wanted, autoescape=True))
        )
        gone = [r.name for r in rows if r.kind != "note" and (pattern.search(r.words) or fold(r.words) == wanted)]
        if not changed and not gone:
            raise NotFoundError(f"{name!r} stands in no text on record")
        self._erase_names(gone)
        self.masked.extend(changed)
        self.touched.update(changed)
        self.touched.update(self._versions_with(gone))

    def _mask_text(self, row: Any, pattern: re.Pattern[str]) -> bool:
        old, new = _unmasked(row), _masked_text(row, pattern)
        if new == old:
            return False
        self._forget_text(row)
        salt, (a, b, c) = new_salt(), map(encoded, new)
        promise = pledge(salt, a, b, c)
        self.connection.execute(delete(texts).where(texts.c.version == row.version))
        values = {"version": row.version, "salt": salt, "title": a, "body": b, "url": c}
        self.connection.execute(insert(texts), [values])
        dialect_of(self.connection).index_texts(self.connection, [(row.version, searched_words(new[0], new[1] or ""))])
        self._bury("versions", row.version, self._promised("versions", row.version, row.pledge), promise)
        return True

    def _draw_anew(self, ids: list[int]) -> None:
        """What linking knows of the mentions, without the name."""
        newest = newest_readings(self.connection, ids)
        own = [r.id for r in rows_of(self.connection, select(mentions.c.id), mentions.c.version, ids)]
        for some in chunks(own):
            self.connection.execute(delete(sketches).where(sketches.c.mention.in_(some)))
            self.connection.execute(delete(blocks).where(blocks.c.mention.in_(some)))
        for mention, sketch in sketches_of(self.connection, newest).items():
            drawn, keys = index_rows(mention, sketch)
            self.connection.execute(insert(sketches), [drawn])
            if keys:
                self.connection.execute(insert(blocks), keys)

    def _mask_reading(self, row: Any, pattern: re.Pattern[str]) -> bool:
        read = _read(row)
        data = masked_everywhere(read, pattern)
        if data == read:
            return False
        body, salt = zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 1), new_salt()
        self.connection.execute(delete(reading_bodies).where(reading_bodies.c.reading == row.id))
        self.connection.execute(insert(reading_bodies), [{"reading": row.id, "salt": salt, "body": body}])
        self._bury("readings", row.id, self._promised("readings", row.id, row.pledge), pledge(salt, body))
        self.readings += 1
        return True

    def _forget_text(self, row: Any) -> None:
        searched = searched_words(decoded(row.title), decoded(row.body) or "")
        dialect_of(self.connection).drop_text(self.connection, row.version, searched)

    def _promised(self, table: str, row: int, first: bytes) -> bytes:
        """The pledge that holds now: of the last tombstone, else the first."""
        last = self.connection.execute(
            select(tombstones.c.pledge)
            .where(tombstones.c.target == table, tombstones.c.row == row)
            .order_by(tombstones.c.id.desc())
            .limit(1)
        ).first()
        return last.pledge if last is not None and last.pledge is not None else first

    def _names_only_of(self, own: Collection[int], ids: Collection[int]) -> list[int]:
        """The names of people and other words that only these mentions have; offices and places stay."""
        query = select(claims.c.holder, claims.c.words)
        used: set[int] = set()
        for row in rows_of(self.connection, query, claims.c.mention, own):
            used.update(n for n in (row.holder, row.words) if n is not None)
        elsewhere: set[int] = set()
        mine = set(own)
        for column in (claims.c.holder, claims.c.words):
            for row in rows_of(self.connection, select(column.label("name"), claims.c.mention), column, used):
                if row.mention not in mine:
                    elsewhere.add(row.name)
        kinds = ("person", "words", "people")
        query = select(names.c.id).where(names.c.kind.in_(kinds))
        return [row.id for row in rows_of(self.connection, query, names.c.id, used - elsewhere)]

    def _versions_with(self, ids: Collection[int]) -> set[int]:
        found: set[int] = set()
        query = select(mentions.c.version).join(claims, claims.c.mention == mentions.c.id)
        for column in (claims.c.holder, claims.c.words):
            found.update(row.version for row in rows_of(self.connection, query, column, ids))
        return found

    def _erase_names(self, ids: Collection[int]) -> None:
        query = select(names.c.id, names.c.pledge).join(name_words, name_words.c.name == names.c.id)
        for row in list(rows_of(self.connection, query, names.c.id, ids)):
            self.connection.execute(delete(name_words).where(name_words.c.name == row.id))
            self._bury("names", row.id, row.pledge, None)
            self.names += 1

    def _bury(self, target: str, row: int, was: bytes, promise: bytes | None) -> None:
        values = {
            "id": self.appender.next_id(tombstones),
            "target": target,
            "row": row,
            "was": was,
            "pledge": promise,
            "reason": self.reason,
            "by": self.by,
        }
        self.appender.add(tombstones, values)


def versions_of(connection: Connection, report: str) -> list[int]:
    """All versions of the page of a report: its id, or the URL of its page.

    Raises:
        NotFoundError: the ledger has no such report.
    """
    from onrecord.api import make_report
    from onrecord.ledger.preparing import page_of

    page = page_of(make_report("", url=report)) or ""
    pages = connection.execute(
        select(versions.c.document).where(or_(versions.c.report == report, versions.c.document.in_((report, page))))
    ).scalars()
    found = [row.id for row in rows_of(connection, select(versions), versions.c.document, set(pages))]
    if not found:
        raise NotFoundError(f"there is no report {report} on record: name its id, or the URL of its page")
    return sorted(found)


def versions_with(connection: Connection, name: str) -> list[int]:
    """The versions in whose text, title, URL or reading a name stands."""
    pattern = pattern_of(name)
    found = {row.version for row in _texts(connection) if _masked_text(row, pattern) != _unmasked(row)}
    for row in _bodies(connection):
        read = _read(row)
        if masked_everywhere(read, pattern) != read:
            found.add(row.version)
    return sorted(found)


def _texts(connection: Connection) -> Iterator[Any]:
    """All texts: words that search does not find (of a script without spaces, far behind in a long text) count too."""
    query = select(texts, versions.c.pledge).join(versions, versions.c.id == texts.c.version)
    return paged(connection, query, texts.c.version)


def _bodies(connection: Connection) -> Iterator[Any]:
    """All readings."""
    query = select(readings.c.id, readings.c.version, readings.c.pledge, reading_bodies.c.body)
    joined = query.join(reading_bodies, reading_bodies.c.reading == readings.c.id)
    return paged(connection, joined, readings.c.id)


def _read(row: Any) -> Any:
    return json.loads(zlib.decompress(row.body))


def _unmasked(row: Any) -> list[str | None]:
    return [decoded(row.title), decoded(row.body) or "", decoded(row.url)]


def _masked_text(row: Any, pattern: re.Pattern[str]) -> list[str | None]:
    """Title, text and URL of a version without a name."""
    title, body, url = _unmasked(row)
    return [masked(title, pattern), masked(body, pattern), masked_address(url, pattern)]
