"""What reviewers decided on pairs of mentions: anchored to texts and spans, so that it survives a new reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.ledger.schema import decisions, mentions, versions

INCIDENT = "incident"
"""What is judged: whether two mentions are of one incident."""


class Anchor(NamedTuple):
    """Words of a text: its SHA-256, and the span of the words in code points."""

    text: str
    start: int
    end: int


class Decided:
    """The judgements that hold now, on mentions of current readings. Reviewers decide on few pairs: all are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        latest: dict[tuple[Anchor, Anchor], str] = {}
        for row in connection.execute(
            select(decisions).where(decisions.c.attribute == INCIDENT).order_by(decisions.c.id)
        ):
            first = Anchor(row.first_text, row.first_start, row.first_end)
            second = Anchor(row.second_text, row.second_start, row.second_end)
            latest[min(first, second), max(first, second)] = row.judgement
        self.judgements = {pair: judgement for pair, judgement in latest.items() if judgement != "undone"}
        self._pairs: dict[str, list[tuple[int, int]]] | None = None

    def same(self, of: Collection[int]) -> Iterator[tuple[int, int]]:
        """The pairs judged to be of one incident, of which at least one is among these mentions."""
        return self._of("same", of)

    def apart(self, of: Collection[int]) -> Iterator[tuple[int, int]]:
        """The pairs judged to be of two incidents, of which at least one is among these mentions."""
        return self._of("apart", of)

    def _of(self, judgement: str, of: Collection[int]) -> Iterator[tuple[int, int]]:
        if not self.judgements:
            return
        for first, second in self._found()[judgement]:
            if first in of or second in of:
                yield first, second

    def _found(self) -> dict[str, list[tuple[int, int]]]:
        if self._pairs is None:
            self._pairs = defaultdict(list)
            anchors = {anchor for pair in self.judgements for anchor in pair}
            found = {anchor: mentions_at(self._connection, anchor) for anchor in anchors}
            for (first, second), judgement in sorted(self.judgements.items()):
                self._pairs[judgement].extend((a, b) for a in found[first] for b in found[second] if a != b)
        return self._pairs


def mentions_at(connection: Connection, anchor: Anchor) -> list[int]:
    """The current mentions whose trigger stands at an anchor, or the nearest one in the text where none does.

    A newer reading may find the event in other words; what was judged is the passage. Copies of a text are told of at
    once, since they have one digest.
    """
    rows = connection.execute(
        select(mentions.c.id, mentions.c.reading, mentions.c.version, mentions.c.start, mentions.c.end, mentions.c.main)
        .join(versions, versions.c.id == mentions.c.version)
        .where(versions.c.text_sha256 == anchor.text, mentions.c.linkable == 1)
    ).all()
    newest: dict[int, int] = {}
    for row in rows:
        newest[row.version] = max(row.reading, newest.get(row.version, 0))
    nearest: dict[int, tuple[int, int, int]] = {}
    for row in (row for row in rows if row.reading == newest[row.version]):
        away = max(0, row.start - anchor.end, anchor.start - row.end)
        candidate = (away, -row.main, row.id)
        if row.version not in nearest or candidate < nearest[row.version]:
            nearest[row.version] = candidate
    return sorted(mention for _, _, mention in nearest.values())
