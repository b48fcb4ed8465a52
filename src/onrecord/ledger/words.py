"""The words of versions: titles, texts and URLs, as far as they were not erased."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.ledger.many import rows_of
from onrecord.ledger.schema import texts
from onrecord.records import Span

MASK = "█"
"""What stands for a code point that was erased: offsets stay as they are."""


_TITLES = "".join(
    rf"(?<!\b{title}\.)" for title in "Gov Gen Lt Col Maj Capt Sgt Brig Adm Sen Rep Dr Mr Mrs Ms St".split()
)
SENTENCE_END = re.compile(rf"{_TITLES}(?<!\b[A-Z]\.)(?:(?<=[.!?…])|(?<=[.!?…][\"”’')\]]))\s+|\n+")
"""Where a sentence ends, by its marks and lines: enough to show one, and what was changed."""

_LONGEST = 1_000  # code points before a span in which its sentence is taken to begin


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

    def sentence_at(self, span: Span) -> str:
        """The sentence that a span begins in, on one line; of the title, all of it."""
        start = span[0]
        if start > len(self.text):
            return " ".join((self.title or "").split())
        begin = max(
            (m.end() for m in SENTENCE_END.finditer(self.text, max(0, start - _LONGEST), start)),
            default=max(0, start - _LONGEST),
        )
        end = SENTENCE_END.search(self.text, max(start, span[1] - 1))
        return " ".join(self.text[begin : end.start() if end else len(self.text)].split())


def decoded(words: bytes | None) -> str | None:
    """Words from how they are kept."""
    return None if words is None else words.decode("utf-8", "surrogatepass")


def words_of(connection: Connection, versions: Collection[int]) -> dict[int, Words]:
    """The words of versions; of one whose text was erased there are none."""
    return {
        row.version: Words(decoded(row.title), row.body.decode("utf-8", "surrogatepass"), decoded(row.url))
        for row in rows_of(connection, select(texts), texts.c.version, versions)
    }
