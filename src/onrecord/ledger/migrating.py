"""Bringing a ledger of an older version up to date: a backup first, then one step after the other, all or nothing."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from onrecord.ledger import schema
from onrecord.ledger.chain import now
from onrecord.ledger.dialects import dialect_of
from onrecord.ledger.errors import LedgerError
from onrecord.ledger.opening import asking, connect, name_of, version_of, writing

STEPS: Mapping[int, Callable[[Connection], None]] = {}
"""By version, what makes a ledger of it from one of the version before. The first version has no step."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which version to which, and where the backup lies (none: there was nothing to do, or no file)."""

    before: int
    after: int
    backup: str | None


def migrate(ledger: str | Path, *, backed_up: bool = False) -> Migrated:
    """Bring a ledger up to the version of this code.

    Args:
        ledger: a file's path or a URL.
        backed_up: the caller has made a backup; of a file one is made beside it otherwise.

    Raises:
        LedgerError: the ledger cannot be opened or is newer; or it lies in PostgreSQL and is not said to be backed up.
    """
    engine = connect(ledger, create=False, any_version=True)
    try:
        with asking(engine) as connection:
            before = version_of(connection) or 0
        if before == schema.VERSION:
            return Migrated(before, before, None)
        backup = None if backed_up else _backed_up(engine, before)
        with writing(engine) as connection:
            dialect_of(connection).lock(connection)
            for version in range((version_of(connection) or before) + 1, schema.VERSION + 1):
                STEPS[version](connection)
                connection.execute(schema.migrations.insert(), {"version": version, "applied": now()})
    finally:
        engine.dispose()
    return Migrated(before, schema.VERSION, backup)


def _backed_up(engine: Engine, version: int) -> str:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise LedgerError(f"{name_of(engine.url)}: make a backup first (pg_dump), then run it again with --backed-up")
    return str(back_up(Path(engine.url.database), version))


def back_up(file: Path, version: int) -> Path:
    """Copy a ledger's file as it stands, journal included, beside itself.

    Raises:
        LedgerError: the copy cannot be made.
    """
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S")
    copy = file.with_name(f"{file.name}.version-{version}.{stamp}.backup")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise LedgerError(f"{file} cannot be copied to {copy} ({error}): make room, or a backup of your own") from error
    return copy
