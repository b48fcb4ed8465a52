"""The words of versions: titles, texts and URLs, as far as they were not erased."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.ledger.many import rows_of
from onrecord.ledger.schema import texts
from onrecord.records import Span

MASK = "█"
"""What stands for a code point that was erased: offsets stay as they are."""


@dataclass(frozen=True, slots=True)
class Words:
    """Title, text and URL of a version."""

    title: str | None
    text: str
    url: str | None

    def at(self, span: Span) -> str:
        """The words of a span, of the text or, behind its end, of the title."""
        start, end = span
        behind = len(self.text) + 1
        if start < behind:
            return self.text[start:end]
        return (self.title or "")[start - behind : end - behind]


def decoded(words: bytes | None) -> str | None:
    """Words from how they are kept."""
    return None if words is None else words.decode("utf-8", "surrogatepass")


def words_of(connection: Connection, versions: Collection[int]) -> dict[int, Words]:
    """The words of versions; of one whose text was erased there are none."""
    return {
        row.version: Words(decoded(row.title), row.body.decode("utf-8", "surrogatepass"), decoded(row.url))
        for row in rows_of(connection, select(texts), texts.c.version, versions)
    }
