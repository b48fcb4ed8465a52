"""What a ledger answers with: frozen records. Instants are ISO 8601 in UTC, spans code points of one version's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from onrecord.records import Accusation, Certainty, Polarity, Span

State = Literal["current", "superseded", "replaced", "retracted", "relied"]
Label = Literal["origins", "contested", "denied", "retracted", "superseded"]
Judged = Literal["same", "apart", "unsure", "undone"]


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when something is asked: both none is now, with all that the ledger holds.

    Attributes:
        published: only what had been published by then (microseconds since 1970 UTC).
        recorded: only what this ledger held then.
    """

    published: int | None = None
    recorded: int | None = None

    def sees(self, published_until: int | None) -> bool:
        """Whether a report had been published; of one without a date that cannot be told."""
        return self.published is None or (published_until is not None and published_until <= self.published)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a claim; by its attribute some of the fields are set (docs/contract.md, "Values of claims").

    Attributes:
        low, high, approximate, unit, category: of numbers; ``part``: it is a part of another number.
        words: of an actor, a weapon, a cause, a place's name; null where it was erased.
        kind, country: of an actor, or a place's country.
        code: of ``occurred`` the realis, of ``type`` the event type, of ``time`` its TIMEX3 value, of ``place`` the
            gazetteer's id.
        earliest, latest: of a time, in seconds since 1970 UTC; latest is exclusive.
        lat, lon: of a place; ``precision`` of a time or a place, after UCDP.
    """

    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str | None = None
    category: str | None = None
    part: bool = False
    words: str | None = None
    kind: str | None = None
    country: str | None = None
    code: str | None = None
    earliest: int | None = None
    latest: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a claim: the report itself (``author``), an actor, or somebody unnamed (``unknown``)."""

    voice: Literal["author", "actor", "unknown"]
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    role: str | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class ReportOnRecord:
    """A version of a report in an incident's account.

    ``version`` is its number in the ledger, ``versions`` how many of its page are on record as of then, ``of`` which of
    them it is (from 1). ``mentions`` are the numbers of its mentions of this incident.
    """

    version: int
    report: str
    document: str
    publisher: str | None
    agency: str | None
    title: str | None
    url: str | None
    published: str | None
    recorded: str
    of: int
    versions: int
    mentions: tuple[int, ...]
    erased: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A claim on record.

    Attributes:
        id: its number in the ledger; ``local`` its id in the reading.
        version: the version whose words it stands in: the last one of the page that makes it.
        evidence: the first span of its words, in the version's text; ``quote`` are the words, ``sentence`` the sentence
            that they stand in, both null where erased.
        state: ``current``; ``superseded``: a newer version of the page makes it no longer; ``replaced``,
            ``retracted``: a correction says otherwise, or that it was wrong; ``relied``: a report by others that rests
            on what was corrected. ``by``: the version that did it.
        origin: which of the incident's origins it comes from (position, from 0).
        happened_*: of the claim's event mention, seconds since 1970 UTC. ``said_*``: when the holder said so, where
            the report tells. ``published``: first by a version of this page; ``recorded``: when the ledger first
            had it.
    """

    id: int
    local: str
    mention: int
    version: int
    document: str
    publisher: str | None
    attribute: str
    value: Value
    holder: Holder
    polarity: Polarity
    certainty: Certainty
    accusation: Accusation | None
    act: str | None
    channel: str | None
    evidence: Span
    quote: str | None
    sentence: str | None
    state: State
    by: int | None
    origin: int
    happened: tuple[int | None, int | None]
    said: tuple[int | None, int | None]
    published: str | None
    recorded: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims really come from: one speaker, one text with its copies, one agency.

    ``name`` is the speaker or publisher, ``party`` whether it is a party to the conflict, ``relays`` the publishers
    through which it came.
    """

    kind: Literal["speaker", "publisher", "agency", "unnamed"]
    name: str | None
    party: bool
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A value that is held, with the origins (positions from 0) and the claims (their numbers) that hold it.

    ``overtaken``: a number that a later and higher one leaves behind, as a toll grows. ``contradicts``: the positions
    of the same standing (from 0) that other origins hold and that cannot be true beside this one.
    """

    value: Value
    polarity: Polarity
    origins: tuple[int, ...]
    claims: tuple[int, ...]
    overtaken: bool
    first: str | None
    last: str | None
    contradicts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one attribute of an incident.

    ``of`` is the kind of people or things that a number counts (null: all). ``label`` is ``origins`` where all that
    is held agrees; ``count`` is then the number of independent origins that hold it, ``parties`` how many of them are
    parties to the conflict.
    """

    attribute: str
    of: str | None
    label: Label
    count: int
    parties: int
    positions: tuple[Position, ...]

    def __str__(self) -> str:
        """``one origin``, ``3 independent origins``, ``contested`` …"""
        if self.label != "origins":
            return self.label
        return "one origin" if self.count == 1 else f"{self.count} independent origins"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number derived from claims by a named rule; ``claims`` are those it was derived from."""

    name: str
    attribute: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CorrectionOnRecord:
    """A passage in which a version says what was wrong, and the claims (their numbers) that it touches."""

    version: int
    publisher: str | None
    evidence: Span
    quote: str | None
    attribute: str | None
    wrong: tuple[float | None, float | None]
    right: tuple[float | None, float | None]
    published: str | None
    claims: tuple[int, ...]
    relied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an incident was, by the claim that tells it most precisely."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None


@dataclass(frozen=True, slots=True)
class Incident:
    """All that is on record about one incident, as of a moment.

    ``title`` is made of type, place and day. ``happened`` is the interval that the most precise time claims give,
    seconds since 1970 UTC. ``asked`` is the id that was asked for, where that one was merged into this.
    """

    id: str
    asked: str | None
    title: str
    type: str
    happened: tuple[int | None, int | None]
    place: Place | None
    main: bool
    origins: tuple[Origin, ...]
    standings: tuple[Standing, ...]
    claims: tuple[Held, ...]
    reports: tuple[ReportOnRecord, ...]
    corrections: tuple[CorrectionOnRecord, ...]
    estimates: tuple[Estimate, ...]
    undated: int = 0

    def standing_of(self, attribute: str, of: str | None = None) -> Standing | None:
        """The standing of an attribute; none where nothing is held of it."""
        return next((s for s in self.standings if s.attribute == attribute and s.of == of), None)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list. Tolls are the least and the greatest number that is held at present."""

    id: str
    title: str
    type: str
    happened_from: str | None
    happened_until: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_precision: int | None
    reports: int
    origins: int
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    standing: str
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed in what is on record about an incident.

    ``kind``: ``report`` (a report came in), ``revision`` (a new version of a page, with a note or ``silent``),
    ``correction``, ``reread``, ``linked``, ``merged``, ``split``, ``decision``, ``erased``. ``at`` is when it was
    published, ``recorded`` when the ledger had it.
    """

    at: str | None
    recorded: str
    kind: str
    told: str
    version: int | None = None
    data: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A report that has the words looked for; ``excerpt`` is the first passage with one of them."""

    version: int
    report: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    excerpt: str
    incidents: tuple[str, ...]
