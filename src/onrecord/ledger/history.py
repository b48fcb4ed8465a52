"""The history of an incident: what came in, what was dropped, corrected, linked, decided and erased, and when."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from onrecord.ledger.instants import told
from onrecord.ledger.loading import last_entry
from onrecord.ledger.many import rows_of
from onrecord.ledger.records import Change, Moment
from onrecord.ledger.revising import Revision, revisions_of
from onrecord.ledger.schema import (
    decisions,
    entries,
    links,
    memberships,
    mentions,
    name_words,
    readers,
    readings,
    redirects,
    tombstones,
)
from onrecord.ledger.standing import account_of
from onrecord.ledger.standing.values import shown_value
from onrecord.ledger.telling import corrections_of, material_of
from onrecord.ledger.words import words_of

_SHOWN = ("occurred", "killed", "injured", "missing", "perpetrator", "weapon", "time", "place")
"""The attributes whose claims a history tells one by one."""


def history_of(connection: Connection, incident: str, moment: Moment) -> list[Change]:
    """What changed in what is on record of an incident, in the order of publication, then of recording.

    Raises:
        NotFoundError: the ledger has no such incident, or had none of it then.
    """
    material = material_of(connection, incident, moment)
    changes = _History(connection, material.incident, material, moment).changes()
    return sorted(changes, key=_order)


def _order(change: Change) -> tuple[str, str, int]:
    return change.at or change.recorded, change.recorded, _KINDS.index(change.kind)


_KINDS = [
    "report", "revision", "correction", "reread", "linked", "merged", "split", "decision", "erased",
]  # fmt: skip


class _History:
    def __init__(self, connection: Connection, incident: str, material: Any, moment: Moment) -> None:
        self.connection, self.incident, self.material = connection, incident, material
        self.until = last_entry(connection, moment)
        self.account = account_of(material)
        self.words = words_of(connection, material.versions)
        self.clock: dict[int, int] = {}

    def changes(self) -> Iterator[Change]:
        yield from self._reports()
        yield from self._revisions()
        yield from self._corrections()
        yield from self._rereadings()
        yield from self._links()
        yield from self._redirects()
        yield from self._decisions()
        yield from self._erasures()

    def _seen(self, entry: int) -> bool:
        return self.until is None or entry <= self.until

    def _recorded(self, entry: int) -> str:
        if entry not in self.clock:
            query = select(entries.c.recorded).where(entries.c.seq == entry)
            self.clock[entry] = self.connection.execute(query).scalar_one()
        return told(self.clock[entry]) or ""

    def _publisher(self, version: int) -> str:
        row = self.material.versions[version]
        name = self.material.names[row.publisher].words if row.publisher is not None else None
        return name or "a report without a publisher"

    def _reports(self) -> Iterator[Change]:
        made: dict[int, list[Any]] = defaultdict(list)
        for claim in self.material.claims:
            made[self.material.mentions[claim.mention].version].append(claim)
        for rows in self.account.pages.versions.values():
            first = rows[0]
            if first.id not in made:
                continue
            told_claims = self._claims(made[first.id])
            yield Change(
                told(first.published_from),
                self._recorded(first.entry),
                "report",
                f"{self._publisher(first.id)}: {told_claims}" if told_claims else self._publisher(first.id),
                first.id,
            )

    def _claims(self, made: list[Any]) -> str:
        """What each holder says: ``Ivan Petrenko: happened, killed 2, injured 9; the report: …``."""
        by_holder: dict[str, dict[str, None]] = defaultdict(dict)
        for claim in sorted((c for c in made if c.attribute in _SHOWN), key=lambda c: _SHOWN.index(c.attribute)):
            value = "" if claim.part else shown_value(claim, self.material)
            if value:
                value = value if claim.attribute == "occurred" else f"{claim.attribute} {value}"
                by_holder[self._holder(claim)][value] = None
        return "; ".join(f"{holder}: {', '.join(values)}" for holder, values in by_holder.items())

    def _holder(self, claim: Any) -> str:
        if claim.holder is not None:
            return self.material.names[claim.holder].words or "(erased)"
        return {"author": "the report", "unknown": "somebody unnamed"}.get(claim.voice, str(claim.voice))

    def _revisions(self) -> Iterator[Change]:
        for document, rows in self.account.pages.versions.items():
            if len(rows) < 2:
                continue
            for revision in revisions_of(self.connection, document):
                if revision.after not in self.material.versions:
                    continue
                row = self.material.versions[revision.after]
                yield Change(
                    told(row.published_from),
                    self._recorded(row.entry),
                    "revision",
                    f"{self._publisher(row.id)}: {_revised(revision)}",
                    row.id,
                    {
                        "silent": revision.silent,
                        "removed": list(revision.removed),
                        "added": list(revision.added),
                        "dropped": len(revision.dropped),
                        "made": len(revision.made),
                    },
                )

    def _corrections(self) -> Iterator[Change]:
        for correction in corrections_of(self.account, self.words):
            row = self.material.versions[correction.version]
            numbers = ""
            if correction.attribute and correction.right[0] is not None and correction.wrong[0] is not None:
                numbers = f"{correction.attribute} {correction.right[0]:g}, not {correction.wrong[0]:g}"
            yield Change(
                told(row.published_from),
                self._recorded(row.entry),
                "correction",
                f"{self._publisher(row.id)}: {numbers or correction.quote or '(erased)'}",
                row.id,
                {"claims": list(correction.claims), "relied": list(correction.relied)},
            )

    def _rereadings(self) -> Iterator[Change]:
        query = (
            select(readings.c.id, readings.c.version, readings.c.entry, readers.c.stamp)
            .join(readers, readers.c.id == readings.c.reader)
            .order_by(readings.c.id)
        )
        seen: set[int] = set()
        for row in rows_of(self.connection, query, readings.c.version, self.material.versions):
            if self._seen(row.entry):
                if row.version in seen:
                    by = json.loads(row.stamp).get("onrecord", "?") if row.stamp.startswith("{") else row.stamp
                    told_text = f"{self._publisher(row.version)}: read anew by onrecord {by}"
                    yield Change(None, self._recorded(row.entry), "reread", told_text, row.version)
                seen.add(row.version)

    def _links(self) -> Iterator[Change]:
        ever = select(memberships).order_by(memberships.c.id)
        mine = list(rows_of(self.connection, ever, memberships.c.incident, [self.incident]))
        joined = {row.mention: row for row in mine if self._seen(row.entry)}
        version_of = {
            row.id: row.version
            for row in rows_of(self.connection, select(mentions.c.id, mentions.c.version), mentions.c.id, joined)
        }
        reasons = self._reasons()
        for mention, row in joined.items():
            version = version_of[mention]
            if version in self.material.versions:
                told_text = f"{self._publisher(version)} was linked to this incident"
                data = {"links": reasons.get(mention, [])}
                yield Change(None, self._recorded(row.entry), "linked", told_text, version, data)
        left = list(rows_of(self.connection, ever, memberships.c.mention, joined))
        for row in left:
            if row.incident != self.incident and self._seen(row.entry) and row.id > joined[row.mention].id:
                version = version_of[row.mention]
                told_text = f"a mention of version {version} went to incident {row.incident}"
                yield Change(None, self._recorded(row.entry), "split", told_text, version)

    def _reasons(self) -> dict[int, list[dict[str, Any]]]:
        """Of each mention, those that it was compared with, with score and reasons, the likeliest first."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        mine = self.material.mentions
        for row in rows_of(self.connection, select(links), links.c.first, mine):
            if row.second in mine:
                told_link = {"score": round(row.score, 2), "reasons": json.loads(row.reasons)}
                found[row.first].append({"mention": row.second, **told_link})
                found[row.second].append({"mention": row.first, **told_link})
        return {mention: sorted(of, key=lambda link: -link["score"]) for mention, of in found.items()}

    def _redirects(self) -> Iterator[Change]:
        rows = self.connection.execute(select(redirects).where(redirects.c.into == self.incident))
        for row in rows:
            if self._seen(row.entry):
                told_text = f"incident {row.incident} was merged into this one"
                yield Change(None, self._recorded(row.entry), "merged", told_text)
        rows = self.connection.execute(
            select(redirects).where(redirects.c.incident == self.incident, redirects.c.into.is_(None))
        )
        for row in rows:
            if self._seen(row.entry):
                yield Change(None, self._recorded(row.entry), "split", "this incident stands by itself again")

    def _decisions(self) -> Iterator[Change]:
        texts = {row.text_sha256 for row in self.material.versions.values()}
        found = {
            row.id: row
            for column in (decisions.c.first_text, decisions.c.second_text)
            for row in rows_of(self.connection, select(decisions), column, texts)
        }
        notes = {n for row in found.values() for n in (row.reviewer, row.reason) if n is not None}
        said = {r.name: r.words for r in rows_of(self.connection, select(name_words), name_words.c.name, notes)}
        for row in found.values():
            if self._seen(row.entry):
                who, why = said.get(row.reviewer, "(erased)"), said.get(row.reason)
                told_text = f"{who} decided: {row.judgement}" + (f" ({why})" if why else "")
                yield Change(None, self._recorded(row.entry), "decision", told_text)

    def _erasures(self) -> Iterator[Change]:
        query = select(tombstones, name_words.c.words).join(
            name_words, name_words.c.name == tombstones.c.reason, isouter=True
        )
        rows = rows_of(
            self.connection, query.where(tombstones.c.target == "versions"), tombstones.c.row, self.material.versions
        )
        for row in rows:
            if self._seen(row.entry):
                what = "text was erased" if row.pledge is None else "names in the text were erased"
                told_text = f"{self._publisher(row.row)}: {what} ({row.words})"
                yield Change(None, self._recorded(row.entry), "erased", told_text, row.row)


def _revised(revision: Revision) -> str:
    parts = [f"{'silently ' if revision.silent else ''}changed"]
    if revision.removed or revision.added:
        parts.append(f"{_counted(len(revision.removed), 'sentence')} out, {len(revision.added)} in")
    if revision.dropped or revision.made:
        parts.append(
            f"{_counted(len(revision.dropped), 'claim')} dropped, {len(revision.made)} new, {revision.kept} kept"
        )
    return "; ".join(parts) if len(parts) > 1 else "published again without a change"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
