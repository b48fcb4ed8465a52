"""Making the indexes anew from the record and the words: after damage, or when the rules of linking changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine, delete, func, insert, select

from onrecord.ledger.adding import Memory
from onrecord.ledger.chain import Appender
from onrecord.ledger.copies import signature
from onrecord.ledger.dialects import Located, dialect_of
from onrecord.ledger.drawing_anew import sketches_of
from onrecord.ledger.gathering import RULES, gather, index_rows
from onrecord.ledger.linking import Sketch
from onrecord.ledger.many import pages
from onrecord.ledger.opening import writing
from onrecord.ledger.preparing import searched_words
from onrecord.ledger.projecting import project
from onrecord.ledger.schema import (
    INDEXES,
    blocks,
    current_members,
    links,
    memberships,
    mentions,
    readings,
    signatures,
    sketches,
    texts,
)
from onrecord.ledger.words import decoded

_AT_ONCE = 500  # versions that are worked on at a time


def rebuild(engine: Engine, memory: Memory, *, tell: Callable[[str, int, int], None] = lambda *_: None) -> int:
    """Empty the indexes and fill them anew, in one transaction; the record stays as it is.

    Where mentions were compared by other rules than those of this version, they are compared anew, and what changes is
    added to the record.

    Args:
        engine: of the ledger.
        memory: of this process, which is emptied.
        tell: is told what is done, how far, of how many.

    Returns:
        How many mentions are indexed.
    """
    memory.names.clear()
    memory.sketches.clear()
    with writing(engine) as connection:
        appender = Appender(connection)
        dialect_of(connection).empty_indexes(connection)
        for table in INDEXES:
            connection.execute(delete(table))
        _index_texts(connection, tell)
        _index_places(connection)
        newest = _newest(connection)
        _members(connection, newest)
        relink = _compared_otherwise(connection)
        drawn: dict[int, Sketch] = {}
        count = 0
        for some in _drawn(connection, newest, tell):
            drawn |= some if relink else {}
            count += len(some)
            rows = [index_rows(mention, sketch) for mention, sketch in some.items()]
            if rows and not relink:
                connection.execute(insert(sketches), [row for row, _ in rows])
                connection.execute(insert(blocks), [key for _, keys in rows for key in keys])
        if relink:
            appender.begin("gathering")
            gather(appender, memory.sketches, drawn)
            appender.seal()
            appender.flush()
        ids = sorted(connection.execute(select(current_members.c.incident).distinct()).scalars())
        for at in range(0, len(ids), _AT_ONCE):
            project(connection, ids[at : at + _AT_ONCE])
            tell("incidents", min(at + _AT_ONCE, len(ids)), len(ids))
    return count


def _compared_otherwise(connection: Connection) -> bool:
    """Whether all comparisons are by other rules than those of this version."""
    rules = set(connection.execute(select(links.c.rules).distinct()).scalars())
    return bool(rules) and RULES not in rules


def _index_texts(connection: Connection, tell: Callable[[str, int, int], None]) -> None:
    whole = connection.execute(select(func.count()).select_from(texts)).scalar() or 0
    done = 0
    for rows in pages(connection, select(texts), texts.c.version):
        done += len(rows)
        dialect_of(connection).index_texts(
            connection, [(r.version, searched_words(decoded(r.title), decoded(r.body) or "")) for r in rows]
        )
        signed = [{"version": r.version, "body": signature(decoded(r.body) or "")} for r in rows]
        connection.execute(insert(signatures), signed)
        tell("texts", done, whole)


def _index_places(connection: Connection) -> None:
    columns = (
        mentions.c.id, mentions.c.lat, mentions.c.lon, mentions.c.happened_from, mentions.c.happened_until
    )  # fmt: skip
    for rows in pages(connection, select(*columns), mentions.c.id):
        located: list[Located] = [tuple(row) for row in rows]
        dialect_of(connection).index_mentions(connection, located)


def _newest(connection: Connection) -> dict[int, int]:
    """The newest reading of each version."""
    query = select(readings.c.version, func.max(readings.c.id).label("id")).group_by(readings.c.version)
    return {row.version: row.id for row in connection.execute(query)}


def _members(connection: Connection, newest: dict[int, int]) -> None:
    """The incident of each mention of a newest reading: the last that it was put into."""
    current = set(newest.values())
    latest: dict[int, str] = {}
    query = select(memberships.c.mention, memberships.c.incident, mentions.c.reading).join(
        mentions, mentions.c.id == memberships.c.mention
    )
    for row in connection.execute(query.order_by(memberships.c.id)):
        if row.reading in current:
            latest[row.mention] = row.incident
    if latest:
        connection.execute(insert(current_members), [{"mention": m, "incident": i} for m, i in latest.items()])


def _drawn(
    connection: Connection, newest: dict[int, int], tell: Callable[[str, int, int], None]
) -> Iterator[dict[int, Sketch]]:
    ids = sorted(newest)
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        yield sketches_of(connection, {version: newest[version] for version in some})
        tell("mentions", min(at + _AT_ONCE, len(ids)), len(ids))
