"""An incident as it is told: its account with the words of its claims."""

from __future__ import annotations

from sqlalchemy import Connection, select

from onrecord.ledger.errors import NotFoundError
from onrecord.ledger.instants import told
from onrecord.ledger.loading import Material, last_entry, load, standing_id
from onrecord.ledger.many import rows_of
from onrecord.ledger.records import CorrectionOnRecord, Held, Holder, Incident, Moment, ReportOnRecord
from onrecord.ledger.schema import incidents, name_words, tombstones
from onrecord.ledger.standing import Account, account_of
from onrecord.ledger.standing.revisions import Kept
from onrecord.ledger.standing.values import value_of
from onrecord.ledger.words import Words, words_of


def material_of(connection: Connection, incident: str, moment: Moment, attribute: str | None = None) -> Material:
    """The material of an incident as of a moment, under the id that it then went by.

    Raises:
        NotFoundError: the ledger has no such incident, or had none of it then.
    """
    until = last_entry(connection, moment)
    row = connection.execute(select(incidents.c.id, incidents.c.entry).where(incidents.c.id == incident)).first()
    if row is None:
        raise NotFoundError(f"there is no incident {incident}: onrecord incidents lists them")
    if until is not None and row.entry > until:
        raise NotFoundError(f"incident {incident} was not yet on record then: leave --recorded-as-of out or ask later")
    standing = standing_id(connection, incident, until)
    found = load(connection, [standing], moment, attribute).get(standing)
    if found is None:
        raise NotFoundError(f"nothing was on record of incident {incident} then: ask as of a later time")
    return found


def incident_of(connection: Connection, incident: str, moment: Moment) -> Incident:
    """All that is on record of an incident.

    Raises:
        NotFoundError: as ``material_of``.
    """
    material = material_of(connection, incident, moment)
    account = account_of(material)
    words = words_of(connection, material.versions)
    return Incident(
        id=material.incident,
        asked=incident if incident != material.incident else None,
        title=account.title,
        type=account.type,
        happened=account.happened,
        place=account.place,
        main=account.main,
        origins=account.origins,
        standings=account.standings,
        claims=tuple(held(one, account, words.get(one.version.id)) for one in account.pages.claims),
        reports=reports_of(connection, account, words),
        corrections=tuple(corrections_of(account, words)),
        estimates=account.estimates,
        undated=material.undated,
    )


def claims_of(connection: Connection, incident: str, attribute: str | None, moment: Moment) -> tuple[Held, ...]:
    """The claims on an attribute of an incident (none: on all), without their words.

    Raises:
        NotFoundError: as ``material_of``.
    """
    account = account_of(material_of(connection, incident, moment, attribute))
    return tuple(held(one, account, None) for one in account.pages.claims)


def held(one: Kept, account: Account, words: Words | None) -> Held:
    """A claim as it is told."""
    row, material = one.row, account.material
    name = material.names[row.holder] if row.holder is not None else None
    mention, publisher = material.mentions[row.mention], one.version.publisher
    return Held(
        id=row.id,
        local=row.local,
        mention=row.mention,
        version=one.version.id,
        document=one.version.document,
        publisher=material.names[publisher].words if publisher is not None else None,
        attribute=row.attribute,
        value=value_of(row, material),
        holder=Holder(
            row.voice,
            name.words if name else None,
            name.kind if name else None,
            name.country if name else None,
            name.role if name else None,
            erased=name is not None and name.words is None,
        ),
        polarity=row.polarity,
        certainty=row.certainty,
        accusation=row.accusation,
        act=row.act,
        channel=row.channel,
        evidence=(row.start, row.end),
        quote=words.at((row.start, row.end)) if words else None,
        sentence=words.sentence_at((row.start, row.end)) if words else None,
        state=one.state,
        by=one.by,
        origin=one.origin,
        happened=(mention.happened_from, mention.happened_until),
        said=(row.said_from, row.said_until),
        published=one.first.published,
        recorded=told(one.first.recorded) or "",
        confidence=row.confidence,
    )


def reports_of(connection: Connection, account: Account, words: dict[int, Words]) -> tuple[ReportOnRecord, ...]:
    """The versions of an incident's pages, in the order of publication, and of a page in that of its versions."""
    material = account.material
    mentions: dict[int, list[int]] = {}
    for mention in material.mentions.values():
        mentions.setdefault(mention.version, []).append(mention.id)
    erased = erasures(connection, [v for v in material.versions if v not in words])
    rows = sorted(
        material.versions.values(),
        key=lambda row: (row.published_from is None, row.published_from or 0, account.pages.position[row.id], row.id),
    )
    return tuple(
        ReportOnRecord(
            version=row.id,
            report=row.report,
            document=row.document,
            publisher=material.names[row.publisher].words if row.publisher is not None else None,
            agency=material.names[row.agency].words if row.agency is not None else None,
            title=words[row.id].title if row.id in words else None,
            url=words[row.id].url if row.id in words else None,
            published=row.published,
            recorded=told(row.recorded) or "",
            of=account.pages.position[row.id] + 1,
            versions=len(account.pages.versions[row.document]),
            mentions=tuple(mentions.get(row.id, ())),
            erased=erased.get(row.id),
        )
        for row in rows
    )


def erasures(connection: Connection, versions: list[int]) -> dict[int, str]:
    """Why the text of versions was erased."""
    query = (
        select(tombstones.c.row, name_words.c.words)
        .join(name_words, name_words.c.name == tombstones.c.reason)
        .where(tombstones.c.target == "versions", tombstones.c.pledge.is_(None))
    )
    return {row.row: row.words for row in rows_of(connection, query, tombstones.c.row, versions)}


def corrections_of(account: Account, words: dict[int, Words]) -> list[CorrectionOnRecord]:
    """The corrections as they are told."""
    material = account.material
    found = []
    for touched in account.corrections:
        version, row = material.versions[touched.version], touched.row
        said = words.get(version.id)
        found.append(
            CorrectionOnRecord(
                version=version.id,
                publisher=material.names[version.publisher].words if version.publisher is not None else None,
                evidence=(row.start, row.end),
                quote=said.at((row.start, row.end)) if said else None,
                attribute=row.attribute,
                wrong=(row.wrong_low, row.wrong_high),
                right=(row.right_low, row.right_high),
                published=version.published,
                claims=touched.own,
                relied=touched.relied,
            )
        )
    return found
