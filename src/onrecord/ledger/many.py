"""Queries for many values at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row

T = TypeVar("T")

CHUNK = 500
"""Values of one query: more make it no faster."""


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values, some hundreds at a time."""
    listed = list(values)
    return (listed[at : at + size] for at in range(0, len(listed), size))


def rows_of(connection: Connection, query: Any, column: Any, values: Collection[Any]) -> Iterator[Row[Any]]:
    """The rows of a query in which a column has one of the values."""
    for some in chunks(values):
        yield from connection.execute(query.where(column.in_(some)))


def pages(connection: Connection, query: Any, key: Any, size: int = CHUNK) -> Iterator[Sequence[Row[Any]]]:
    """All rows of a query in the order of a key, some at a time; the key is one of its columns."""
    last = None
    while rows := connection.execute(
        (query if last is None else query.where(key > last)).order_by(key).limit(size)
    ).all():
        yield rows
        last = rows[-1]._mapping[key.name]


def paged(connection: Connection, query: Any, key: Any, size: int = CHUNK) -> Iterator[Row[Any]]:
    """The same, row by row."""
    for some in pages(connection, query, key, size):
        yield from some
