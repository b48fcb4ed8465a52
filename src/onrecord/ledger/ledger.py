"""The ledger as a program uses it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import select

from onrecord.ledger import listing, searching
from onrecord.ledger.adding import Added, Memory, add
from onrecord.ledger.deciding import decide
from onrecord.ledger.dialects import Box, dialect_of
from onrecord.ledger.errors import LedgerError
from onrecord.ledger.gathering import Sketches
from onrecord.ledger.history import history_of
from onrecord.ledger.instants import MICROSECONDS, asked, first_of
from onrecord.ledger.loading import latest_stamps
from onrecord.ledger.many import rows_of
from onrecord.ledger.opening import DEFAULT, asking, connect, name_of, writing
from onrecord.ledger.preparing import Prepared, prepare, version_digest
from onrecord.ledger.projecting import bring_up_to_date, is_outdated
from onrecord.ledger.reader import reader_stamp
from onrecord.ledger.rebuilding import rebuild
from onrecord.ledger.records import Change, Found, Held, Incident, IncidentRow, Judged, Moment
from onrecord.ledger.redacting import Redacted, redact_name, redact_report, versions_of, versions_with
from onrecord.ledger.revising import Revision, revisions_of
from onrecord.ledger.schema import current_members, mentions, versions
from onrecord.ledger.stats import Stats, stats_of
from onrecord.ledger.telling import claims_of, incident_of
from onrecord.ledger.verifying import Verified, verify
from onrecord.records import Reading, Report

BATCH = 64
"""Reports that are added in one transaction: more make adding hardly faster, and a confirmation later."""

_BEFORE_LISTING = 2_000  # reports that are added before the list of incidents is made anew

Time = str | datetime.datetime | datetime.date
"""A moment: an ISO date (then its end is meant, in UTC), an ISO instant, or a ``datetime``."""


class Ledger:
    """Reports, readings and incidents on record, in an SQLite file or in PostgreSQL.

    Nothing in it is ever changed: a new version, a correction or a decision is a new row. ``as_of`` asks what had been
    published by a moment, ``recorded_as_of`` what this ledger held then; both can be given.

    Args:
        url: a file's path, or ``postgresql://user@host/database``.
        create: make it where there is none; else that is an error.

    Raises:
        LedgerError: there is none, it is damaged or no ledger, or of another version. The message names the mend.
    """

    def __init__(self, url: str | Path = DEFAULT, *, create: bool = True) -> None:
        self._engine = connect(url, create=create)
        self._memory = Memory({}, Sketches())

    @property
    def name(self) -> str:
        """The file's path, or the URL without its password."""
        return name_of(self._engine.url)

    def close(self) -> None:
        """Close the connections; the ledger can be asked again all the same."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- adding

    def add(self, reports: Iterable[Report | Reading], *, reader: str | None = None, batch: int = BATCH) -> list[Added]:
        """Add reports, which are read where they are not on record as read by this version, or readings as they are.

        Args:
            reports: reports or readings; each is added once, whatever the order and however often it comes.
            reader: the stamp of who made the readings, where it was not this version of onrecord.
            batch: reports of one transaction.

        Returns:
            What became of each, in order.

        Raises:
            LedgerError: the database refuses; what was returned by ``adding`` before is kept.
        """
        return list(self.adding(reports, reader=reader, batch=batch))

    def adding(
        self,
        reports: Iterable[Report | Reading],
        *,
        reader: str | None = None,
        batch: int = BATCH,
        read: Callable[[Report], Reading | None] | None = None,
    ) -> Iterator[Added]:
        """As :meth:`add`, one after the other: each is told once it is on the disk.

        Args:
            reports: as those of :meth:`add`.
            reader: as that of :meth:`add`.
            batch: as that of :meth:`add`.
            read: how a report is read (``onrecord.read``); one of which it gives none is left out.
        """
        stamp = reader if reader is not None else reader_stamp()
        waiting, added = iter(reports), 0
        while some := list(islice(waiting, batch)):
            known = self._read_already([r for r in some if isinstance(r, Report)], stamp)
            prepared = [one for r in some if (one := self._prepared(r, known, read)) is not None]
            if prepared:
                yield from add(self._engine, prepared, stamp, self._memory)
            added += len(some)
            if added >= _BEFORE_LISTING:
                self._bring_up_to_date()
                added = 0
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Make the list of incidents anew where something of them changed."""
        with asking(self._engine) as connection:
            if not is_outdated(connection):
                return
        with writing(self._engine) as connection:
            dialect_of(connection).lock(connection)
            bring_up_to_date(connection)

    def _prepared(
        self, report: Report | Reading, known: set[str], read: Callable[[Report], Reading | None] | None
    ) -> Prepared | None:
        from onrecord.api import read as read_whole

        if isinstance(report, Reading):
            return prepare(report)
        if version_digest(report) in known:
            return replace(prepare(Reading(report)), unread=True)
        reading = (read or read_whole)(report)
        return prepare(reading) if reading is not None else None

    def _read_already(self, reports: list[Report], stamp: str) -> set[str]:
        """The digests of the reports that are on record as read by this reader."""
        digests = {version_digest(report) for report in reports}
        with asking(self._engine) as connection:
            rows = list(rows_of(connection, select(versions.c.id, versions.c.digest), versions.c.digest, digests))
            latest = latest_stamps(connection, {row.id for row in rows})
        return {row.digest for row in rows if latest.get(row.id) == stamp}

    # --- asking

    def incidents(
        self,
        *,
        type: str | None = None,
        since: Time | None = None,
        until: Time | None = None,
        place: str | None = None,
        box: Box | None = None,
        actor: str | None = None,
        toll: str | None = None,
        standing: str | None = None,
        text: str | None = None,
        all: bool = False,
        as_of: Time | None = None,
        recorded_as_of: Time | None = None,
        limit: int | None = 50,
        offset: int = 0,
    ) -> list[IncidentRow]:
        """Incidents that have all that is asked for, that of the newest report first.

        Args:
            type: an event type or a family of the codebook.
            since: it happened at this time or later (where nobody says when: the first report came then or later).
            until: it happened before the end of this time.
            place: a place's name in any spelling, or a country's code.
            box: west, south, east, north in degrees.
            actor: words of the name of somebody who holds a claim, did it or was hit.
            toll: ``killed>=10``, ``injured<5``.
            standing: ``one origin``, ``independent origins``, ``contested``, ``denied``, ``retracted``, ``superseded``.
            text: words that a report of it has.
            all: also incidents that reports only mention beside what they are about.
            as_of: what had been published by then.
            recorded_as_of: what this ledger held then.
            limit: how many at most; none: all.
            offset: how many to pass over.

        Raises:
            LedgerError: something asked for cannot be understood.
            ValueError: a time cannot be understood.
        """
        filters = listing.Filters(
            type=type,
            since=None if since is None else first_of(since) // MICROSECONDS,
            until=None if until is None else asked(until) // MICROSECONDS + 1,
            place=place,
            box=box,
            actor=actor,
            toll=toll,
            standing=standing,
            text=text,
            all=all,
        )
        self._bring_up_to_date()
        with asking(self._engine) as connection:
            return listing.list_incidents(connection, filters, _moment(as_of, recorded_as_of), limit, offset)

    def incident(self, id: str, *, as_of: Time | None = None, recorded_as_of: Time | None = None) -> Incident:
        """All that is on record of an incident: claims, origins, standing, reports, corrections, estimates.

        Raises:
            NotFoundError: the ledger has no such incident, or had none of it then.
        """
        with asking(self._engine) as connection:
            return incident_of(connection, id, _moment(as_of, recorded_as_of))

    def claims(
        self, id: str, attribute: str | None = None, *, as_of: Time | None = None, recorded_as_of: Time | None = None
    ) -> tuple[Held, ...]:
        """Who holds what of an attribute of an incident: ``killed``, ``perpetrator`` … (none: of all), without quotes.

        Quicker than :meth:`incident`, for who asks of many.

        Raises:
            NotFoundError: the ledger has no such incident, or had none of it then.
        """
        with asking(self._engine) as connection:
            return claims_of(connection, id, attribute, _moment(as_of, recorded_as_of))

    def history(self, id: str, *, as_of: Time | None = None, recorded_as_of: Time | None = None) -> list[Change]:
        """What changed in what is on record of an incident, in order.

        Raises:
            NotFoundError: the ledger has no such incident, or had none of it then.
        """
        with asking(self._engine) as connection:
            return history_of(connection, id, _moment(as_of, recorded_as_of))

    def revisions(self, document: str) -> list[Revision]:
        """What each version of a page changed, by sentence and by claim, and whether it says so.

        Raises:
            NotFoundError: the ledger has no such page.
        """
        with asking(self._engine) as connection:
            return revisions_of(connection, document)

    def search(
        self,
        words: str,
        *,
        as_of: Time | None = None,
        recorded_as_of: Time | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> list[Found]:
        """Reports that have all the words (in quotation marks: the phrase), the last added first."""
        with asking(self._engine) as connection:
            return searching.search(connection, words, _moment(as_of, recorded_as_of), limit, offset)

    def assigned(self) -> dict[str, str]:
        """By report's id the incident that it is about; reports whose main event can belong to none are left out."""
        query = (
            select(versions.c.report, current_members.c.incident)
            .join(mentions, mentions.c.version == versions.c.id)
            .join(current_members, current_members.c.mention == mentions.c.id)
            .where(mentions.c.main == 1)
            .order_by(versions.c.id)
        )
        with asking(self._engine) as connection:
            return {row.report: row.incident for row in connection.execute(query)}

    # --- deciding and erasing

    def decide(
        self, first: int, second: int, judgement: Judged, *, reviewer: str, reason: str | None = None
    ) -> tuple[str, ...]:
        """Record a reviewer's judgement on two mentions (``ReportOnRecord.mentions``): same, apart, unsure, undone.

        Returns:
            The incidents that the two are in then.

        Raises:
            LedgerError: the judgement is none of these, or no reviewer is named.
            NotFoundError: the ledger has no such mention.
        """
        return decide(self._engine, first, second, judgement, reviewer=reviewer, reason=reason, memory=self._memory)

    def to_redact(self, *, report: str | None = None, name: str | None = None) -> list[Found]:
        """What :meth:`redact` would erase: the versions of a report's page, or those in which a name stands.

        Raises:
            LedgerError: not exactly one of the two is named.
            NotFoundError: the ledger has no such report.
        """
        if (report is None) == (name is None):
            raise LedgerError("name either a report or a person's name to erase")
        with asking(self._engine) as connection:
            found = versions_of(connection, report) if report is not None else versions_with(connection, name or "")
            return searching.found_of(connection, found, f'"{name}"' if name is not None else "")

    def redact(
        self, *, report: str | None = None, name: str | None = None, reason: str, by: str | None = None
    ) -> Redacted:
        """Erase a report (its id, or its page's URL) or a person's name for good; a tombstone with the reason stays.

        Raises:
            LedgerError: not exactly one of the two is named, or no reason is given.
            NotFoundError: the ledger has no such report, or the name nowhere.
        """
        if (report is None) == (name is None):
            raise LedgerError("name either a report or a person's name to erase")
        if report is not None:
            return redact_report(self._engine, report, reason=reason, by=by, memory=self._memory)
        return redact_name(self._engine, name or "", reason=reason, by=by, memory=self._memory)

    # --- keeping

    def verify(self, *, head: str | None = None, tell: Callable[[str, int, int], None] = lambda *_: None) -> Verified:
        """Compare all that the ledger holds with its digests and its chain.

        Args:
            head: the head that an earlier run gave, and that was noted elsewhere: is it still on the chain?
            tell: is told what is done, how far, of how many.
        """
        with asking(self._engine) as connection:
            return verify(connection, head, tell)

    def rebuild(self, *, tell: Callable[[str, int, int], None] = lambda *_: None) -> int:
        """Make the indexes anew from the record, and compare mentions anew where that was by other rules.

        Returns:
            How many mentions are indexed.
        """
        return rebuild(self._engine, self._memory, tell=tell)

    def stats(self) -> Stats:
        """How much the ledger holds."""
        self._bring_up_to_date()
        with asking(self._engine) as connection:
            return stats_of(connection)


def _moment(as_of: Time | None, recorded_as_of: Time | None) -> Moment:
    return Moment(None if as_of is None else asked(as_of), None if recorded_as_of is None else asked(recorded_as_of))
