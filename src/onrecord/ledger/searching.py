"""Reports by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from onrecord.ledger.dialects import dialect_of, terms
from onrecord.ledger.loading import last_entry
from onrecord.ledger.many import rows_of
from onrecord.ledger.records import Found, Moment
from onrecord.ledger.schema import current_members, mentions, name_words, versions
from onrecord.ledger.words import Words, words_of

_BEFORE, _EXCERPT = 60, 200  # code points before the first word found, and of the excerpt
_AT_ONCE = 200  # versions that are looked at, where only some of them had been published


def search(connection: Connection, words: str, moment: Moment, limit: int, offset: int) -> list[Found]:
    """The versions whose title and text have all the words, the last added first.

    Words are matched by their stem (``strike`` finds ``strikes``); words in quotation marks as a phrase.
    """
    until = last_entry(connection, moment)
    dialect = dialect_of(connection)
    seen: list[int] = []
    at, wanted = 0, offset + limit
    while len(seen) < wanted:
        size = wanted if moment == Moment() else max(_AT_ONCE, wanted)
        found = dialect.find_texts(connection, words, size, at)
        at += len(found)
        some = {row.id: row for row in rows_of(connection, select(versions), versions.c.id, found)}
        for version in found:
            row = some[version]
            if moment.sees(row.published_until) and (until is None or row.entry <= until):
                seen.append(version)
        if len(found) < size:
            break
    return found_of(connection, seen[offset:wanted], words)


def found_of(connection: Connection, shown: Sequence[int], words: str) -> list[Found]:
    """Versions as they are told to who looks for words."""
    rows = {row.id: row for row in rows_of(connection, select(versions), versions.c.id, shown)}
    said = words_of(connection, shown)
    publishers = {
        row.name: row.words
        for row in rows_of(
            connection,
            select(name_words),
            name_words.c.name,
            {rows[v].publisher for v in shown if rows[v].publisher is not None},
        )
    }
    incidents: dict[int, dict[str, None]] = defaultdict(dict)
    query = (
        select(mentions.c.version, current_members.c.incident)
        .join(current_members, current_members.c.mention == mentions.c.id)
        .order_by(mentions.c.main.desc(), mentions.c.id)
    )
    for row in rows_of(connection, query, mentions.c.version, shown):
        incidents[row.version][row.incident] = None
    return [
        Found(
            version=version,
            report=rows[version].report,
            publisher=publishers.get(rows[version].publisher),
            title=said[version].title if version in said else None,
            url=said[version].url if version in said else None,
            published=rows[version].published,
            excerpt=excerpt(said[version], words) if version in said else "",
            incidents=tuple(incidents[version]),
        )
        for version in shown
    ]


def excerpt(said: Words, words: str) -> str:
    """The passage of a text around the first of the words looked for."""
    low = said.text.casefold()
    places = [low.find(term.casefold()[: max(4, len(term) - 2)]) for term in terms(words)]
    start = max(0, min((p for p in places if p >= 0), default=0) - _BEFORE)
    if start:
        start = low.find(" ", start) + 1
    passage = " ".join(said.text[start : start + _EXCERPT].split())
    if start + _EXCERPT < len(said.text):
        passage = passage.rsplit(" ", 1)[0]
    return ("… " if start else "") + passage + (" …" if start + _EXCERPT < len(said.text) else "")
