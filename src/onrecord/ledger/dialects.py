"""What SQLite and PostgreSQL do differently: refusing triggers, words found in texts, mentions found in a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, text

from onrecord.ledger.schema import RECORD

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west may lie east of east: the box then crosses the 180th meridian."""

Located = tuple[int, float | None, float | None, int | None, int | None]
"""A mention with where (latitude, longitude) and when (from, until in seconds) it happened."""

_DAY = 86_400.0  # seconds: R*Tree keeps 32-bit floats, and of a day they keep minutes
_FAR = 1e7  # days: what stands for an open end
_NOWHERE = 400.0  # degrees: where mentions without a place lie, away from all that have one


class Dialect(Protocol):
    """What a database is asked for beyond what both speak."""

    def create(self, connection: Connection) -> None:
        """Make triggers and indexes of a new ledger."""

    def lock(self, connection: Connection) -> None:
        """Wait until nobody else adds, and keep others out until the transaction ends."""

    def index_texts(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Make texts findable by their words; a row is a version and its ``searched_words``."""

    def drop_text(self, connection: Connection, version: int, words: str) -> None:
        """Forget a text: ``words`` are those that it was indexed with."""

    def find_texts(self, connection: Connection, words: str, limit: int, offset: int) -> list[int]:
        """The versions that have all the words, the last added first."""

    def index_mentions(self, connection: Connection, rows: Iterable[Located]) -> None:
        """Make mentions findable by where and when."""

    def find_mentions(
        self, connection: Connection, box: Box | None, since: int | None, until: int | None
    ) -> tuple[str, dict[str, Any]]:
        """A query for the ids of mentions in a box that happened in [since, until), with its parameters."""

    def empty_indexes(self, connection: Connection) -> None:
        """Empty what ``index_texts`` and ``index_mentions`` made."""

    def scrub(self, connection: Connection) -> None:
        """After texts were dropped: leave nothing of them in the index."""


def dialect_of(connection: Connection) -> Dialect:
    """The dialect of a connection."""
    return _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL


def terms(words: str) -> list[str]:
    """What a person looks for, as words and phrases (in quotation marks): letters and digits, the rest is dropped."""
    found: list[str] = []
    for position, piece in enumerate(words.split('"')):
        parts = "".join(c if c.isalnum() else " " for c in piece).split()
        if position % 2:
            found.extend([" ".join(parts)] if parts else [])
        else:
            found.extend(parts)
    return found


def _found(connection: Connection, query: str, words: str, limit: int, offset: int) -> list[int]:
    """The versions that a query finds for all words and phrases looked for; none for none."""
    wanted = " ".join(f'"{term}"' for term in terms(words))
    if not wanted:
        return []
    values = {"wanted": wanted, "limit": limit, "offset": offset}
    return list(connection.execute(text(query), values).scalars())


def _boxes(box: Box) -> Iterator[Box]:
    west, south, east, north = box
    if west <= east:
        yield box
    else:
        yield (west, south, 180.0, north)
        yield (-180.0, south, east, north)


class _SQLite:
    def create(self, connection: Connection) -> None:
        for table in RECORD:
            for deed in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table.name}_no_{deed.lower()} BEFORE {deed} ON {table.name} BEGIN "
                        f"SELECT RAISE(ABORT, 'rows of {table.name} are never changed'); END"
                    )
                )
            key = table.primary_key.columns[0].name  # REPLACE would overwrite a row without a DELETE
            connection.execute(
                text(
                    f"CREATE TRIGGER {table.name}_no_replace BEFORE INSERT ON {table.name} "
                    f"WHEN NEW.{key} <= (SELECT max({key}) FROM {table.name}) BEGIN "
                    f"SELECT RAISE(ABORT, 'rows of {table.name} are never changed'); END"
                )
            )
        connection.execute(
            text("CREATE VIRTUAL TABLE text_index USING fts5(words, content='', tokenize='porter unicode61')")
        )
        connection.execute(
            text("CREATE VIRTUAL TABLE mention_box USING rtree(id, west, east, south, north, since, until)")
        )

    def lock(self, connection: Connection) -> None:
        pass  # the transaction began with BEGIN IMMEDIATE (opening.py)

    def index_texts(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        if rows:
            connection.exec_driver_sql("INSERT INTO text_index(rowid, words) VALUES (?, ?)", list(rows))

    def drop_text(self, connection: Connection, version: int, words: str) -> None:
        connection.exec_driver_sql(
            "INSERT INTO text_index(text_index, rowid, words) VALUES ('delete', ?, ?)", (version, words)
        )

    def find_texts(self, connection: Connection, words: str, limit: int, offset: int) -> list[int]:
        query = (
            "SELECT rowid FROM text_index WHERE text_index MATCH :wanted "
            "ORDER BY rowid DESC LIMIT :limit OFFSET :offset"
        )
        return _found(connection, query, words, limit, offset)

    def index_mentions(self, connection: Connection, rows: Iterable[Located]) -> None:
        boxes = [
            (
                mention,
                *((_NOWHERE,) * 4 if lat is None or lon is None else (lon, lon, lat, lat)),
                -_FAR if since is None else since / _DAY,
                _FAR if until is None else until / _DAY,
            )
            for mention, lat, lon, since, until in rows
            if (lat is not None and lon is not None) or since is not None
        ]
        if boxes:
            connection.exec_driver_sql("INSERT INTO mention_box VALUES (?, ?, ?, ?, ?, ?, ?)", boxes)

    def find_mentions(
        self, connection: Connection, box: Box | None, since: int | None, until: int | None
    ) -> tuple[str, dict[str, Any]]:
        # The index keeps 32-bit floats, rounded outward: what is exact is asked of the mention itself.
        conditions: list[str] = []
        values: dict[str, Any] = {}
        if box is not None:
            parts = []
            for number, (west, south, east, north) in enumerate(_boxes(box)):
                names = {f"w{number}": west, f"s{number}": south, f"e{number}": east, f"n{number}": north}
                values |= names
                parts.append(
                    f"(b.east >= :w{number} AND b.west <= :e{number} AND b.north >= :s{number}"
                    f" AND b.south <= :n{number}"
                    f" AND m.lon BETWEEN :w{number} AND :e{number} AND m.lat BETWEEN :s{number} AND :n{number})"
                )
            conditions.append("(" + " OR ".join(parts) + ")")
        if since is not None:
            conditions.append("b.until > :since / 86400.0 AND m.happened_until > :since")
            values["since"] = since
        if until is not None:
            conditions.append("b.since < :until / 86400.0 AND m.happened_from < :until")
            values["until"] = until
        where = " AND ".join(conditions) or "1"
        return f"SELECT m.id FROM mention_box b JOIN mentions m ON m.id = b.id WHERE {where}", values

    def empty_indexes(self, connection: Connection) -> None:
        connection.execute(text("INSERT INTO text_index(text_index) VALUES ('delete-all')"))
        connection.execute(text("DELETE FROM mention_box"))

    def scrub(self, connection: Connection) -> None:
        connection.execute(text("INSERT INTO text_index(text_index) VALUES ('optimize')"))


_MOST_WORDS = 500_000  # code points of a text that are indexed: PostgreSQL takes no tsvector of more than 1 MiB


class _PostgreSQL:
    _LOCK = 0x6F6E7263  # of the advisory lock that who adds holds until the end of its transaction

    def create(self, connection: Connection) -> None:
        connection.execute(
            text(
                "CREATE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
            )
        )
        for table in RECORD:
            connection.execute(
                text(
                    f"CREATE TRIGGER {table.name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse()"
                )
            )
        connection.execute(text("CREATE TABLE text_index (version BIGINT PRIMARY KEY, words tsvector NOT NULL)"))
        connection.execute(text("CREATE INDEX by_text_index_words ON text_index USING gin (words)"))
        connection.execute(
            text("CREATE TABLE mention_box (id BIGINT PRIMARY KEY, spot point, happened int8range NOT NULL)")
        )
        connection.execute(text("CREATE INDEX by_mention_box ON mention_box USING gist (spot, happened)"))

    def lock(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": self._LOCK})

    def index_texts(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        values = [{"version": v, "words": w[:_MOST_WORDS]} for v, w in rows]
        if values:
            connection.execute(text("INSERT INTO text_index VALUES (:version, to_tsvector('english', :words))"), values)

    def drop_text(self, connection: Connection, version: int, words: str) -> None:
        connection.execute(text("DELETE FROM text_index WHERE version = :version"), {"version": version})

    def find_texts(self, connection: Connection, words: str, limit: int, offset: int) -> list[int]:
        query = (
            "SELECT version FROM text_index WHERE words @@ websearch_to_tsquery('english', :wanted) "
            "ORDER BY version DESC LIMIT :limit OFFSET :offset"
        )
        return _found(connection, query, words, limit, offset)

    def index_mentions(self, connection: Connection, rows: Iterable[Located]) -> None:
        boxes = [
            {"id": mention, "lat": lat, "lon": lon, "since": since, "until": until}
            for mention, lat, lon, since, until in rows
            if (lat is not None and lon is not None) or since is not None
        ]
        if boxes:
            connection.execute(
                text(
                    "INSERT INTO mention_box VALUES (:id, point(CAST(:lon AS float8), CAST(:lat AS float8)), "
                    "int8range(CAST(:since AS int8), CAST(:until AS int8)))"
                ),
                boxes,
            )

    def find_mentions(
        self, connection: Connection, box: Box | None, since: int | None, until: int | None
    ) -> tuple[str, dict[str, Any]]:
        conditions: list[str] = []
        values: dict[str, Any] = {}
        if box is not None:
            parts = []
            for number, (west, south, east, north) in enumerate(_boxes(box)):
                values |= {f"w{number}": west, f"s{number}": south, f"e{number}": east, f"n{number}": north}
                parts.append(f"spot <@ box(point(:w{number}, :s{number}), point(:e{number}, :n{number}))")
            conditions.append("(" + " OR ".join(parts) + ")")
        if since is not None or until is not None:
            conditions.append("happened && int8range(CAST(:since AS int8), CAST(:until AS int8))")
            conditions.append("NOT lower_inf(happened)")
            values |= {"since": since, "until": until}
        return f"SELECT id FROM mention_box WHERE {' AND '.join(conditions) or 'true'}", values

    def empty_indexes(self, connection: Connection) -> None:
        connection.execute(text("TRUNCATE text_index, mention_box"))

    def scrub(self, connection: Connection) -> None:
        pass  # rows are gone at once; VACUUM, which frees their pages, runs outside of transactions


_SQLITE: Dialect = _SQLite()
_POSTGRESQL: Dialect = _PostgreSQL()
