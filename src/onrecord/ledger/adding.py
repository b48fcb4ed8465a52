"""Adding readings: all of a batch in one transaction, each report once, whoever else adds at the same time."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Engine, and_, select

from onrecord.ledger.chain import Appender
from onrecord.ledger.dialects import dialect_of
from onrecord.ledger.gathering import Sketches, gather
from onrecord.ledger.linking import Sketch
from onrecord.ledger.loading import latest_stamps
from onrecord.ledger.many import rows_of
from onrecord.ledger.naming import Naming
from onrecord.ledger.opening import writing
from onrecord.ledger.preparing import Name, Prepared, storable
from onrecord.ledger.projecting import outdate
from onrecord.ledger.schema import (
    claims,
    corrections,
    current_members,
    mentions,
    name_words,
    readers,
    reading_bodies,
    readings,
    signatures,
    texts,
    tombstones,
    versions,
)

Status = Literal["added", "revised", "reread", "known"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report that was added, once it is kept.

    Attributes:
        report: its id.
        document: the key of the page that it is a version of.
        version: the number of the version in this ledger.
        status: ``added``: new; ``revised``: a new version of a page on record; ``reread``: on record, read anew by
            another version of onrecord, of its models or its codebook; ``known``: on record, nothing was added.
        incident: the incident that the report is about; none where its main event can belong to none.
    """

    report: str
    document: str
    version: int
    status: Status
    incident: str | None


@dataclass(slots=True)
class Memory:
    """What a process keeps of a ledger between transactions: rows of the record, which never change."""

    names: dict[Name, int]
    sketches: Sketches


@dataclass(slots=True)
class _Kept:
    """What adding one report gave."""

    version: int
    document: str
    status: Status
    main: int | None = None


def add(engine: Engine, batch: Sequence[Prepared], stamp: str, memory: Memory) -> list[Added]:
    """Add prepared readings in one transaction.

    Returns:
        One for each, in the same order; what they say is on the disk.

    Raises:
        LedgerError: the database refuses; then nothing of the batch is kept.
    """
    try:
        with writing(engine) as connection:
            adding = _Adding(Appender(connection), stamp, memory)
            kept = adding.run(batch)
            where = adding.incidents(kept)
    except BaseException:
        memory.sketches.clear()  # the numbers of what was not kept are given to others
        raise
    memory.names.update(adding.naming.found)
    return [
        Added(item.report.id, one.document, one.version, one.status, where.get(one.main) if one.main else None)
        for item, one in zip(batch, kept, strict=True)
    ]


class _Adding:
    def __init__(self, appender: Appender, stamp: str, memory: Memory) -> None:
        self.appender, self.connection = appender, appender.connection
        self.stamp, self.memory = stamp, memory
        self.naming = Naming(appender, memory.names)
        self.reader: int | None = None
        self.new: dict[int, Sketch] = {}
        self.gone: dict[int, str | None] = {}
        self.heirs: dict[int, str] = {}
        self.incident_of: Mapping[int, str] = {}

    def run(self, batch: Sequence[Prepared]) -> list[_Kept]:
        known = self._known(batch)
        pages = self._pages(batch)
        fresh = [p for p in batch if not p.unread]
        self.naming.look_up(
            name
            for p in fresh
            for name in (p.publisher, p.agency, *(n for m in p.mentions for _, *two in m.claims for n in two))
            if name is not None
        )
        kept: list[_Kept] = []
        searched: list[tuple[int, str]] = []
        places: list[Any] = []
        for prepared in batch:
            digest = prepared.version["digest"]
            if digest in known and (prepared.unread or not known[digest][2]):
                version, document, _ = known[digest]
                kept.append(_Kept(version, document, "known", self._main_of(version)))
                continue
            if digest in known:
                version, document, _ = known[digest]
                self._replace(version)
                status: Status = "reread"
            else:
                document, earlier = self._document(prepared, pages)
                version = self._version(prepared, document)
                searched.append((version, prepared.searched))
                status = "revised" if earlier else "added"
            known[digest] = (version, document, False)
            main = self._reading(prepared, version, document, places, reread=status == "reread")
            kept.append(_Kept(version, document, status, main))
        self.appender.flush()
        dialect_of(self.connection).index_texts(self.connection, searched)
        dialect_of(self.connection).index_mentions(self.connection, places)
        if self.new or self.gone:
            self.appender.begin("gathering")
            gathered = gather(self.appender, self.memory.sketches, self.new, gone=self.gone, heirs=self.heirs)
            self.appender.seal()
            self.appender.flush()
            self.incident_of = gathered.incident_of
            outdate(self.connection, gathered.touched)
        return kept

    def incidents(self, kept: Sequence[_Kept]) -> dict[int, str]:
        """The incidents of the main mentions."""
        wanted = [one.main for one in kept if one.main is not None]
        found = {m: self.incident_of[m] for m in wanted if m in self.incident_of}
        missing = [m for m in wanted if m not in found]
        rows = rows_of(self.connection, select(current_members), current_members.c.mention, missing)
        return found | {row.mention: row.incident for row in rows}

    def _known(self, batch: Sequence[Prepared]) -> dict[str, tuple[int, str, bool]]:
        """The versions on record by their digests: version, document, and whether this reader has not read them."""
        found: dict[str, tuple[int, str, bool]] = {}
        digests = {p.version["digest"] for p in batch}
        query = select(versions.c.id, versions.c.document, versions.c.digest)
        rows = {row.id: row for row in rows_of(self.connection, query, versions.c.digest, digests)}
        latest = latest_stamps(self.connection, rows)
        unread = {version for version in rows if latest.get(version) != self.stamp}
        unread -= self._erased(unread)
        for version, row in rows.items():
            found[row.digest] = (version, row.document, version in unread)
        return found

    def _erased(self, ids: Collection[int]) -> set[int]:
        """The versions of which something was erased: a new reading would bring it back."""
        whole = select(tombstones.c.row.label("version")).where(tombstones.c.target == "versions")
        read = select(readings.c.version).join(
            tombstones, and_(tombstones.c.row == readings.c.id, tombstones.c.target == "readings")
        )
        found = [*rows_of(self.connection, whole, tombstones.c.row, ids)]
        found += rows_of(self.connection, read, readings.c.version, ids)
        return {row.version for row in found}

    def _pages(self, batch: Sequence[Prepared]) -> dict[tuple[str, str], str]:
        """The documents on record, by their key (after "page" and a line end), and by publisher and the id it gave."""
        found: dict[tuple[str, str], str] = {}
        keys = {p.version["document"] for p in batch}
        query = select(versions.c.document).distinct()
        for row in rows_of(self.connection, query, versions.c.document, keys):
            found["page\n", row.document] = row.document
        ids = {p.version["report"] for p in batch}
        query = (
            select(versions.c.report, versions.c.document, name_words.c.words)
            .join(name_words, name_words.c.name == versions.c.publisher, isouter=True)
            .order_by(versions.c.id.desc())
        )
        for row in rows_of(self.connection, query, versions.c.report, ids):
            found[row.words or "", row.report] = row.document
        return found

    def _document(self, prepared: Prepared, pages: dict[tuple[str, str], str]) -> tuple[str, bool]:
        """The page that a report is a version of, and whether the ledger has another version of it."""
        publisher = storable(prepared.publisher.words) if prepared.publisher else ""
        own, given = ("page\n", prepared.version["document"]), (publisher, prepared.version["report"])
        known = pages.get(own) or pages.get(given)
        document = known or prepared.version["document"]
        pages[own] = pages[given] = document
        return document, known is not None

    def _version(self, prepared: Prepared, document: str) -> int:
        self.appender.begin("version")
        version = self.appender.next_id(versions)
        publisher = self.naming.id_of(prepared.publisher)
        agency = self.naming.id_of(prepared.agency)
        row = {"id": version, **prepared.version, "publisher": publisher, "agency": agency, "document": document}
        self.appender.add(versions, row)
        self.appender.seal()
        self.appender.keep(texts, [{"version": version, **prepared.text}])
        self.appender.keep(signatures, [{"version": version, "body": prepared.signature}])
        return version

    def _reading(
        self, prepared: Prepared, version: int, document: str, places: list[Any], *, reread: bool
    ) -> int | None:
        """Add a reading; the id of its main mention, where it can belong to an incident."""
        appender, main = self.appender, None
        appender.begin("reading")
        reading = appender.next_id(readings)
        row = {"id": reading, "version": version, "reader": self._reader(), **prepared.reading}
        appender.add(readings, row)
        appender.keep(reading_bodies, [{"reading": reading, **prepared.body}])
        for mention in prepared.mentions:
            given = appender.next_id(mentions)
            row = {"id": given, "reading": reading, "version": version, **mention.row}
            appender.add(mentions, row)
            for values, holder, words in mention.claims:
                claim = {"id": appender.next_id(claims), "mention": given, **values}
                claim["holder"], claim["words"] = self.naming.id_of(holder), self.naming.id_of(words)
                appender.add(claims, claim)
            places.append((given, row["lat"], row["lon"], row["happened_from"], row["happened_until"]))
            if mention.sketch is not None:
                sketch = mention.sketch
                if sketch.document != document:
                    sketch = dataclasses.replace(sketch, document=document)
                self.new[given] = sketch
                if row["main"]:
                    main = given
                if reread:
                    self._inherit(given, version, row)
        for correction in prepared.corrections:
            appender.add(corrections, {"id": appender.next_id(corrections), "reading": reading, **correction})
        appender.seal()
        return main

    def _reader(self) -> int:
        if self.reader is None:
            row = self.connection.execute(select(readers.c.id).where(readers.c.stamp == self.stamp)).first()
            if row is None:
                self.reader = self.appender.next_id(readers)
                self.appender.add(readers, {"id": self.reader, "stamp": self.stamp})
            else:
                self.reader = row.id
        return self.reader

    def _main_of(self, version: int) -> int | None:
        return self.connection.execute(
            select(mentions.c.id)
            .join(current_members, current_members.c.mention == mentions.c.id)
            .where(and_(mentions.c.version == version, mentions.c.main == 1))
        ).scalar()

    def _replace(self, version: int) -> None:
        """The mentions of the reading before no longer count; what they were in, the new reading's may inherit."""
        for row in self.connection.execute(
            select(mentions.c.id, current_members.c.incident)
            .join(current_members, current_members.c.mention == mentions.c.id)
            .where(mentions.c.version == version)
        ):
            self.gone[row.id] = row.incident

    def _inherit(self, mention: int, version: int, new: Mapping[str, Any]) -> None:
        """A mention of a new reading inherits the incident of the one that stood at the same words.

        Where none did, what the report is about stays in the incident that it was about.
        """
        columns = (mentions.c.id, mentions.c.start, mentions.c.end, mentions.c.main)
        rows = self.connection.execute(select(*columns).where(mentions.c.version == version)).all()
        before = [row for row in rows if self.gone.get(row.id) is not None]
        there = [row for row in before if row.start < new["end"] and new["start"] < row.end]
        for row in there or [row for row in before if row.main and new["main"]]:
            incident = self.gone[row.id]
            if incident is not None:
                self.heirs[mention] = incident
