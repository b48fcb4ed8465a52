"""From a reading to what the ledger keeps of it: pure, so that it is done before anybody else has to wait."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from onrecord.contract import to_dict
from onrecord.gazetteer.fold import fold
from onrecord.ledger.chain import new_salt, pledge
from onrecord.ledger.copies import signature
from onrecord.ledger.instants import published_of, seconds_of
from onrecord.ledger.linking import Sketch, linkable, sketch
from onrecord.reading.dateline import stated_agency
from onrecord.records import Actor, Claim, Event, Place, Reading, Report, Statement, Time

_LEVEL = 1  # of zlib: bodies shrink to a fourth in little time
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|ref|cmpid|ocid)=[^&]*")


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are kept apart, so that they can be erased: ``kind`` is an actor's, or words, place, publisher …"""

    kind: str
    country: str | None
    words: str
    role: str | None = None


@dataclass(slots=True)
class PreparedMention:
    """A canonical event mention: its row, its claims' rows with the names that they need, and its sketch."""

    row: dict[str, Any]
    sketch: Sketch | None
    claims: list[tuple[dict[str, Any], Name | None, Name | None]] = field(default_factory=list)


@dataclass(slots=True)
class Prepared:
    """All that is kept of a reading, but for the ids. ``unread``: the report is on record as read by this reader, so
    that it was not read again, and this is no reading to keep."""

    report: Report
    version: dict[str, Any]
    publisher: Name | None
    agency: Name | None
    text: dict[str, Any]
    searched: str
    signature: bytes
    reading: dict[str, Any]
    body: dict[str, Any]
    mentions: list[PreparedMention]
    corrections: list[dict[str, Any]]
    unread: bool = False


def version_digest(report: Report) -> str:
    """What tells one version of a report from another: the digest of all that it brings."""
    parts = [
        report.id, report.publisher, report.url, report.published, report.timezone, report.title, report.text_sha256
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def page_of(report: Report) -> str | None:
    """The key of the page that a report stands on: the digest of its URL without what does not name it."""
    if not report.url:
        return None
    try:
        parts = urlsplit(report.url.strip())
    except ValueError:
        return hashlib.sha256(report.url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    query = _TRACKING.sub("", parts.query).lstrip("&")
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    page = f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")
    return hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def searched_words(title: str | None, text: str) -> str:
    """What full-text search finds a version by."""
    return storable(text if title is None else f"{title}\n{text}")


def storable(words: str) -> str:
    """Words as a database takes them: no NUL, no lone surrogates."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _stored(words: str | None) -> str | None:
    return None if words is None else storable(words)


def encoded(words: str | None) -> bytes | None:
    """Words as they are kept: UTF-8, lone surrogates passed through."""
    return None if words is None else words.encode("utf-8", "surrogatepass")


def body_of(reading: Reading) -> bytes:
    """A reading as it is kept: JSON without its report, compressed."""
    try:
        body = readings_as_json().dump_json(reading, exclude={"report"})
    except ValueError:  # lone surrogates, which UTF-8 has none of
        plain = to_dict(reading)
        del plain["report"]
        body = json.dumps(plain, separators=(",", ":")).encode()
    return zlib.compress(body, _LEVEL)


@lru_cache(maxsize=1)
def readings_as_json() -> TypeAdapter[Reading]:
    """What turns readings into JSON and back."""
    return TypeAdapter(Reading)


def document_of(report: Report) -> str:
    """The key of the document that a report is a version of: of its page, or where it has no URL of its id."""
    page = page_of(report)
    if page is not None:
        return page
    own = json.dumps([report.publisher, report.id]).encode()
    return hashlib.sha256(own).hexdigest()[:32]


def prepare(reading: Reading) -> Prepared:
    """What is kept of a reading."""
    report = reading.report
    document = document_of(report)
    first, last = published_of(report.published, report.timezone)
    digest = version_digest(report)
    salt, title, body, url = new_salt(), encoded(report.title), encoded(report.text), encoded(report.url)
    reading_body, reading_salt = body_of(reading), new_salt()
    return Prepared(
        report=report,
        version={
            "report": storable(report.id),
            "document": document,
            "digest": digest,
            "text_sha256": report.text_sha256,
            "publisher": None,
            "agency": None,
            "published": _stored(report.published),
            "published_from": first,
            "published_until": last,
            "timezone": _stored(report.timezone),
            "language": report.language,
            "size": len(report.text),
            "pledge": pledge(salt, title, body, url),
        },
        publisher=Name("publisher", None, report.publisher) if report.publisher else None,
        agency=Name("publisher", None, agency) if (agency := stated_agency(report.text)) else None,
        text={"salt": salt, "title": title, "body": body, "url": url},
        searched=searched_words(report.title, report.text),
        signature=signature(report.text),
        reading={"warnings": len(reading.warnings), "pledge": pledge(reading_salt, reading_body)},
        body={"salt": reading_salt, "body": reading_body},
        mentions=list(_mentions(reading, digest, document)),
        corrections=[_correction(reading, number) for number in range(len(reading.corrections))],
    )


def sketch_of(reading: Reading, event: Event, *, digest: str, document: str) -> Sketch | None:
    """What linking knows of a mention; none where it can belong to no incident."""
    return sketch(reading, event, report=digest, document=document) if linkable(reading, event) else None


@dataclass(frozen=True, slots=True)
class _Known:
    """The records of a reading by their ids."""

    times: dict[str, Time]
    places: dict[str, Place]
    actors: dict[str, Actor]
    statements: dict[str, Statement]


def _mentions(reading: Reading, digest: str, document: str) -> Iterator[PreparedMention]:
    known = _Known(
        {t.id: t for t in reading.times},
        {p.id: p for p in reading.places},
        {a.id: a for a in reading.actors},
        {s.id: s for s in reading.statements},
    )
    held: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        held.setdefault(claim.event, []).append(claim)
    for event in reading.events:
        if event.same_as is not None:
            continue
        drawn = sketch_of(reading, event, digest=digest, document=document)
        mention = PreparedMention(_mention(event, known, drawn is not None), drawn)
        parts = {(r.status, r.low, r.high, r.category, r.statement) for r in event.toll if r.part_of is not None}
        for claim in held.get(event.id, ()):
            mention.claims.append(_claim(claim, known, parts))
        yield mention


def _mention(event: Event, known: _Known, can_link: bool) -> dict[str, Any]:
    place = next((known.places[r.place] for r in event.roles if r.role == "place" and r.place is not None), None)
    time = next((known.times[r.time] for r in event.roles if r.role == "time" and r.time is not None), None)
    return {
        "local": event.id,
        "type": event.type,
        "main": int(event.main),
        "realis": event.realis,
        "start": event.trigger[0],
        "end": event.trigger[1],
        "linkable": int(can_link),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "country": place.country if place else None,
        "happened_from": seconds_of(time.earliest) if time else None,
        "happened_until": seconds_of(time.latest) if time else None,
        "time_precision": time.precision if time else None,
        "confidence": event.confidence,
    }


def _claim(claim: Claim, known: _Known, parts: set[tuple[Any, ...]]) -> tuple[dict[str, Any], Name | None, Name | None]:
    statement = known.statements.get(claim.statement or "")
    said = known.times.get(statement.time or "") if statement else None
    holder = known.actors.get(claim.holder)
    value = claim.value
    row: dict[str, Any] = {
        "local": claim.id,
        "attribute": claim.attribute,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "accusation": claim.accusation,
        "voice": claim.holder if claim.holder in ("author", "unknown") else "actor",
        "holder": None,
        "statement": claim.statement,
        "act": statement.act if statement else None,
        "channel": statement.channel.id if statement and statement.channel else None,
        "said_from": seconds_of(said.earliest) if said else None,
        "said_until": seconds_of(said.latest) if said else None,
        "low": value.get("low"),
        "high": value.get("high"),
        "approximate": int(value["approximate"]) if "approximate" in value else None,
        "unit": _stored(value.get("unit")),
        "category": _stored(value.get("of")),
        "part": int((claim.attribute, value.get("low"), value.get("high"), value.get("of"), claim.statement) in parts),
        "code": value.get("realis") or value.get("type"),
        "words": None,
        "from_time": None,
        "until_time": None,
        "lat": None,
        "lon": None,
        "precision": None,
        "start": claim.evidence[0][0],
        "end": claim.evidence[0][1],
        "conflicts": " ".join(claim.conflicts) or None,
        "confidence": claim.confidence,
    }
    words: Name | None = None
    if "time" in value:
        time = known.times[value["time"]]
        row |= {
            "code": time.value,
            "from_time": seconds_of(time.earliest),
            "until_time": seconds_of(time.latest),
            "precision": time.precision,
        }
    elif "place" in value:
        place = known.places[value["place"]]
        row |= {"code": place.gazetteer_id, "lat": place.lat, "lon": place.lon, "precision": place.precision}
        words = Name("place", place.country, place.name)
    elif "text" in value:
        actor = known.actors.get(value.get("actor") or "")
        row["code"] = actor.kind if actor else None
        words = _name(actor) if actor else Name("words", None, value["text"])
    return row, _name(holder) if holder else None, words


def _name(actor: Actor) -> Name:
    return Name(actor.kind, actor.country, actor.name, actor.role)


def folded(name: Name) -> str:
    """The key under which a name is found."""
    return fold(name.words)


def _correction(reading: Reading, number: int) -> dict[str, Any]:
    correction = reading.corrections[number]
    touched = [c for c in reading.claims if c.id in correction.claims]
    attributes = {c.attribute for c in touched}
    wrong, right = (_number(reading, number, words) for words in (correction.wrong, correction.right))
    return {
        "start": correction.start,
        "end": correction.end,
        "attribute": attributes.pop() if len(attributes) == 1 else None,
        "wrong_low": wrong[0],
        "wrong_high": wrong[1],
        "right_low": right[0],
        "right_high": right[1],
        "claims": " ".join(correction.claims),
    }


def _number(reading: Reading, number: int, words: str | None) -> tuple[float | None, float | None]:
    """The number that the words of a correction tell, as it was read there."""
    if words is None:
        return None, None
    correction = reading.corrections[number]
    for quantity in reading.quantities:
        if correction.start <= quantity.start and quantity.end <= correction.end and quantity.text in words:
            return quantity.low, quantity.high
    plain = words.replace(",", "").strip()
    return (float(plain), float(plain)) if plain.isdigit() else (None, None)
