"""Opening a ledger: where it is, whether it is one, and whether this code can read it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from onrecord.ledger import schema
from onrecord.ledger.chain import now
from onrecord.ledger.dialects import dialect_of
from onrecord.ledger.errors import LedgerError

DEFAULT = "onrecord.db"
"""The ledger where none is named: a file in the folder where the command runs."""

DAMAGE = (
    KeyError, IndexError, TypeError, AttributeError, OverflowError, zlib.error, json.JSONDecodeError,
    UnicodeDecodeError, ValidationError,
)  # fmt: skip
"""What reading a damaged ledger raises, when a row that another names is gone or a body is not what it was."""

WAIT = 120  # seconds that who adds waits for others who do
_CACHE = 256 * 1024  # KiB of an SQLite file that are kept in memory
_PAGE = 8192  # bytes: a claim's row is long, and pages that hold more of them make flatter trees


def url_of(ledger: str | Path) -> URL:
    """The database of a ledger that is named by a file's path or by a URL.

    Raises:
        LedgerError: it is a URL of another database.
    """
    name = str(ledger)
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError:
        raise LedgerError(f"{name} is no URL: write a file's path or postgresql://user@host/database") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url
    raise LedgerError(f"{name}: a ledger lies in an SQLite file or in PostgreSQL: write a path or postgresql://…")


def name_of(url: URL) -> str:
    """How a ledger is called in messages: a file's path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def connect(ledger: str | Path, *, create: bool, any_version: bool = False) -> Engine:
    """An engine on a ledger that exists, or on a new one where it does not and ``create`` is set.

    Args:
        ledger: a file's path or a URL.
        create: make the ledger where there is none.
        any_version: also one of an older version, to migrate it.

    Raises:
        LedgerError: there is none, it is damaged or no ledger, or of another version.
    """
    url = url_of(ledger)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file is not None:
        _check_file(file, create)
    engine = _engine(url)
    with told(url):
        _prepare(engine, url, create, any_version)
    return engine


@contextmanager
def told(url: URL) -> Iterator[None]:
    """What the database complains of, told with its mend."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(_complaint(error, name_of(url))) from error
    except DAMAGE as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise LedgerError(
            f"{name_of(url)} may be damaged: something that belongs to a row is missing or cannot be read ({said}). "
            "onrecord ledger verify tells what; ledger rebuild mends the indexes"
        ) from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{error.object!a} is no text: it holds half a character (a lone surrogate)") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that adds; all of it is kept, or nothing."""
    with told(engine.url), engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        if connection.dialect.name == "postgresql":  # who waited for the lock must see what was added meanwhile
            connection = connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            yield connection


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """A transaction that asks: all its queries see the same state."""
    with told(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def version_of(connection: Connection) -> int | None:
    """The version of the ledger's schema; none where there is no ledger."""
    if not inspect(connection).has_table(schema.migrations.name):
        return None
    version = connection.execute(text("SELECT max(version) FROM migrations")).scalar()
    return int(version) if version is not None else None


def _check_file(file: Path, create: bool) -> None:
    if "\0" in str(file):
        raise LedgerError(f"{str(file)!r} cannot be read: no path holds a NUL")
    try:
        if file.is_dir():
            raise LedgerError(f"{file} is a folder: name a file, as {file / DEFAULT}")
        size = file.stat().st_size if file.exists() else 0
        if not size and not create:
            raise LedgerError(f"there is no ledger at {file}: onrecord add PATH --ledger {file} makes one")
        if not size and not file.absolute().parent.is_dir():
            raise LedgerError(f"there is no folder {file.absolute().parent}: make it first")
        header = b""
        if size:
            with file.open("rb") as stream:
                header = stream.read(_HEADER)
    except OSError as error:
        raise LedgerError(f"{file} cannot be read: {error.strerror}") from None
    if size:
        _check_header(file, header, size)


def _check_header(file: Path, header: bytes, size: int) -> None:
    if header[:16] != b"SQLite format 3\0":
        raise LedgerError(f"{file} is no ledger, or is damaged from its first bytes: name another file, or restore it")
    owner = int.from_bytes(header[68:72], "big")
    if owner != schema.APPLICATION_ID and (owner or _owned(file)):
        raise LedgerError(f"{file} is an SQLite file of another program: name another file")
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    whole = (65536 if page == 1 else page) * pages
    if header[24:28] == header[92:96] and size < whole and not Path(f"{file}-wal").exists():
        raise LedgerError(f"{file} is damaged: it has lost its end. {_RESTORE}")


def _owned(file: Path) -> bool:
    """Whether a file that does not say whose it is holds tables of another program; nothing of it is changed.

    A ledger's own file says whose it is in its first page, which may still stand in the journal.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        raise LedgerError(f"{file} is no ledger, or is damaged ({error}). {_RESTORE}") from None
    return bool(tables) and owner != schema.APPLICATION_ID


_HEADER = 100  # bytes, of an SQLite file
_RESTORE = "Restore a backup; what can be saved of this file: sqlite3 FILE .recover"


def _engine(url: URL) -> Engine:
    try:
        server = url.get_backend_name() != "sqlite"
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=server)  # it may have been started anew since
    except (NoSuchModuleError, ModuleNotFoundError):
        raise LedgerError("PostgreSQL needs its driver: pip install 'onrecord[postgresql]'") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not where the driver thinks
    connection.execute(f"PRAGMA page_size = {_PAGE}")  # of a new file
    connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what is confirmed is on the disk
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN DEFERRED"
    )


def _prepare(engine: Engine, url: URL, create: bool, any_version: bool) -> None:
    with asking(engine) as connection:
        version = version_of(connection)
    if version is None:
        if not create:
            raise LedgerError(f"{name_of(url)} holds no ledger: onrecord add PATH --ledger … makes one")
        with writing(engine) as connection:
            dialect_of(connection).lock(connection)
            version = version_of(connection)  # another process may have made it meanwhile
            if version is None:
                _create(connection)
                version = schema.VERSION
    if version > schema.VERSION:
        raise LedgerError(
            f"{name_of(url)} was written by a newer onrecord (ledger version {version}, this one reads "
            f"{schema.VERSION}): pip install --upgrade onrecord"
        )
    if version < schema.VERSION and not any_version:
        raise LedgerError(
            f"{name_of(url)} is of an older version ({version}, now {schema.VERSION}): "
            "onrecord ledger migrate --ledger … brings it up to date and makes a backup first"
        )


def _create(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        others = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar()
        if others:
            raise LedgerError("this SQLite file holds other tables and no ledger: name another file")
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    schema.metadata.create_all(connection)
    dialect_of(connection).create(connection)
    connection.execute(schema.migrations.insert(), {"version": schema.VERSION, "applied": now()})


def _complaint(error: DBAPIError, name: str) -> str:
    told = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    low = told.lower()
    if "full" in low or "no space" in low:
        return f"{name}: the disk is full: nothing of what was being added is kept; make room and run it again ({told})"
    if "disk i/o" in low:
        return f"{name}: the disk is full, or fails: nothing of what was being added is kept; make room ({told})"
    if "malformed" in low or "not a database" in low or "corrupt" in low:
        return f"{name} is damaged ({told}). {_RESTORE}"
    if "readonly" in low or "read-only" in low or "unable to open" in low or "permission" in low:
        return f"{name} cannot be opened or written ({told}): check the path and who may write there"
    if "locked" in low:
        return f"{name} is being written by another program for more than {WAIT} s: wait, then run it again"
    if "never changed" in low:
        return f"{name} refuses: {told}"
    if isinstance(error, OperationalError) and "postgresql" in type(error.orig).__module__ + name:
        return f"{name} cannot be reached ({told}): is the server running, and are user and database right?"
    return f"{name}: the database says: {told}"
