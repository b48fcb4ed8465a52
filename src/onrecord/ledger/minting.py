"""Ids of incidents: each is minted once, and one that was merged away points to where its mentions went."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from onrecord.ledger.chain import Appender
from onrecord.ledger.many import rows_of
from onrecord.ledger.schema import incidents, redirects

_ID_BYTES = 6  # of an id: 48 bits, in ten letters and digits


def incident_id(anchor: str) -> str:
    """The id of the incident that the mention with this anchor founds."""
    digest = hashlib.sha256(anchor.encode()).digest()[:_ID_BYTES]
    return "i" + base64.b32encode(digest).decode().rstrip("=").lower()


class Minting:
    """Names the parts of components.

    Args:
        appender: with an entry begun.
        anchors: the anchors of the mentions, without those whose sketch was erased.
        held: the incident that each mention was in; none of a new one.
    """

    def __init__(self, appender: Appender, anchors: Mapping[int, str], held: Mapping[int, str | None]) -> None:
        self._appender, self._anchors, self._held = appender, anchors, held
        self._own = {mention: incident_id(anchor) for mention, anchor in anchors.items()}
        wanted = {i for i in held.values() if i is not None} | set(self._own.values())
        query = select(incidents.c.id, incidents.c.entry)
        self._ages = {row.id: row.entry for row in rows_of(appender.connection, query, incidents.c.id, wanted)}
        query = select(redirects.c.incident, redirects.c.into).order_by(redirects.c.id)
        self._into = {
            row.incident: row.into for row in rows_of(appender.connection, query, redirects.c.incident, self._ages)
        }
        self.redirected: set[str] = set()
        """The ids that were merged away."""

    def named(self, parts: Sequence[Sequence[int]]) -> dict[int, str]:
        """The incident of each mention of some parts: of each part the id that most of its mentions had.

        Of parts that wish for one id as much, the one with the mention that founded it gets it; of ids that are wished
        for as much, the older is taken. A part that is left without one gets an earlier id of one of its mentions,
        which was merged away, or a new one.
        """
        counts: dict[str, Counter[int]] = defaultdict(Counter)  # of each id, how many of its mentions are in which part
        for number, part in enumerate(parts):
            for mention in part:
                incident = self._held.get(mention)
                if incident is not None:
                    counts[incident][number] += 1
        wishes = sorted(
            (
                -count,
                not any(self._own.get(m) == incident for m in parts[number]),
                self._ages[incident],
                incident,
                number,
            )
            for incident, of in counts.items()
            for number, count in of.items()
        )
        taken: dict[int, str] = {}
        given: set[str] = set()
        for *_, incident, number in wishes:
            if number not in taken and incident not in given:
                taken[number] = incident
                given.add(incident)
        for number, part in enumerate(parts):
            if number not in taken:
                taken[number] = self._reclaimed(part, counts) or self._minted(min(part))
                given.add(taken[number])
        for incident, of in sorted(counts.items()):
            if incident not in given:
                self._redirect(incident, taken[min(of, key=lambda number: (-of[number], number))])
                self.redirected.add(incident)
        return {mention: taken[number] for number, part in enumerate(parts) for mention in part}

    def _reclaimed(self, part: Sequence[int], held: Collection[str]) -> str | None:
        for mention in part:
            own = self._own.get(mention)
            if own is not None and own not in held and self._into.get(own) is not None:
                self._redirect(own, None)
                return own
        return None

    def _minted(self, founder: int) -> str:
        anchor = self._anchors.get(founder, f"erased:{founder}")
        again, new = 0, incident_id(anchor)
        while new in self._ages:  # the mention founded one before, which others have now
            again += 1
            new = incident_id(f"{anchor}#{again}")
        number = self._appender.next_id(incidents)
        self._appender.add(incidents, {"number": number, "id": new, "founder": founder})
        self._ages[new] = self._appender.seq
        return new

    def _redirect(self, incident: str, into: str | None) -> None:
        row = {"id": self._appender.next_id(redirects), "incident": incident, "into": into}
        self._appender.add(redirects, row)
        self._into[incident] = into
