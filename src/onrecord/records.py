"""The records of a reading: frozen, slotted, typed, and nothing else.

Field names and order are the JSON contract (docs/contract.md). Offsets are Unicode code points into
``report.text``, half-open. Lists are tuples in text order. Ids are local to one reading. Unknown is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
"""Start and end, in code points of the report's text, half-open."""

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
ZoneSource = Literal["stated", "equivalent", "place", "publisher", "report"]
RelationKind = Literal["near", "direction", "border", "between", "part"]
PlaceSense = Literal["location", "actor", "modifier"]
CountrySource = Literal["gazetteer", "view"]
ActorKind = Literal["person", "organization", "government", "military", "group", "country", "people", "document"]
Act = Literal[
    "assert", "deny", "announce", "accuse", "warn", "threaten", "promise", "request", "decline", "doubt", "believe"
]
Manner = Literal["direct", "mixed", "indirect"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["+", "-"]
Realis = Literal["actual", "ongoing", "planned", "hypothetical", "negated", "generic"]
Accusation = Literal["fact", "claimed", "suspected_by_authorities", "suspected", "possible", "acquitted"]
Attribute = Literal[
    "occurred", "type", "time", "place", "perpetrator", "target", "weapon", "cause", "count", "damage",
    "killed", "injured", "missing", "captured", "detained", "rescued", "aboard", "displaced", "evacuated",
    "sheltered", "exchanged", "arrested", "abducted", "infected",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one published text.

    ``id`` is the given one, else the SHA-256 of publisher, url, published, title and text. ``published`` is an ISO
    date or instant as given. ``timezone`` is an IANA name or offset that the caller states for the report. Spans are
    code points of ``text``; those behind its end are of ``title``, which stands one code point behind it.
    """

    id: str
    text_sha256: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    timezone: str | None
    language: str | None
    text: str

    @property
    def title_start(self) -> int:
        """The code point at which spans of the title begin."""
        return len(self.text) + 1

    def words(self, span: Span) -> str:
        """The words of a span, of the text or of the title."""
        start, end = span
        if start < self.title_start:
            return self.text[start:end]
        return (self.title or "")[start - self.title_start : end - self.title_start]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, after TIMEX3 (TempEval-3 extents and values).

    ``earliest`` and ``latest`` are UTC instants (``2024-01-24T08:15:00Z``), ``latest`` exclusive. ``precision`` is
    UCDP's ``date_prec`` 1–5 (1 day, 2 some days, 3 week, 4 month, 5 year or more); 0 is a clock time.
    """

    id: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str
    mod: str | None
    earliest: str | None
    latest: str | None
    precision: int | None
    zone: str | None
    zone_from: ZoneSource | None
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """How a place lies by one that is named: "10 km south of Izium", "near Izium", "on the border with Izium".

    ``kind`` is near, direction, border, between (it and another) or part ("northern Mali"). ``km`` is the distance and
    ``bearing`` the side in degrees clockwise from north, where they are told; ``span`` are the words. ``to`` is the id
    of the place that is named, where another place is told to lie so by it, and of two between which something lies
    the id of the other; else null: the place that is named is the one that has the relation.
    """

    kind: RelationKind
    km: float | None
    bearing: float | None
    span: Span
    to: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in the text and what it resolves to; ``lat``/``lon`` are WGS 84 degrees.

    ``precision`` is UCDP's ``where_prec`` 1–7 (1 exact location, 2 near it, 3 second-order division, 4 first-order
    division, 5 linear feature or fuzzy area, 6 country, 7 international). ``sense`` keeps governments ("Moscow said")
    and modifiers ("the Kharkiv bombing") apart from locations. ``country_from`` tells whether ``country`` is the
    gazetteer's code or that of the caller's point of view; ``disputed`` are the codes of the states that claim it.
    Where the text tells that the place lies by the one that is named, ``relation`` says how; ``lat`` and ``lon`` are
    then moved as told, and ``precision`` is that of what is left unsure.
    """

    id: str
    start: int
    end: int
    text: str
    name: str
    gazetteer_id: str | None
    lat: float | None
    lon: float | None
    feature: str | None
    admin2: str | None
    admin1: str | None
    country: str | None
    precision: int | None
    confidence: float
    sense: PlaceSense
    country_from: CountrySource | None
    disputed: tuple[str, ...]
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers with what it counts; open ends are ``None`` ("more than 40" is 41–None)."""

    id: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks or acts; ``mentions`` are all its spans, pronouns included."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """The medium of a statement."""

    id: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Source, cue and content (PolNeAR): somebody said, denied, announced, believes."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    act: Act
    manner: Manner
    recipient: Span | None
    channel: Channel | None
    time: str | None
    within: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Predicate:
    """A clause's main event or state word with the reader's judgement of whether it happened (−3 … +3)."""

    trigger: Span
    certainty: Certainty
    polarity: Polarity
    score: float | None


@dataclass(frozen=True, slots=True)
class Role:
    """A participant or circumstance of an event; the ids point to the record that the spans resolve to."""

    role: str
    spans: tuple[Span, ...]
    actor: str | None = None
    place: str | None = None
    time: str | None = None
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """People counted by status. ``category`` ``None`` is the total; ``part_of`` is the index of the total's row."""

    status: str
    low: int | None
    high: int | None
    approximate: bool
    category: str | None
    part_of: int | None
    span: Span
    statement: str | None


@dataclass(frozen=True, slots=True)
class Factuality:
    """FactBank's certainty × polarity for one holder: ``author`` or a statement id."""

    holder: str
    certainty: Certainty
    polarity: Polarity
    score: float | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event mention. The mention with ``same_as`` ``None`` is canonical and alone bears roles, toll and ``main``."""

    id: str
    type: str
    trigger: Span
    same_as: str | None
    main: bool
    realis: Realis
    statements: tuple[str, ...]
    confidence: float
    roles: tuple[Role, ...]
    toll: tuple[Toll, ...]
    factuality: tuple[Factuality, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One holder's value for one attribute of one event, with its evidence; ``value`` by attribute: contract.py."""

    id: str
    event: str
    attribute: Attribute
    value: dict[str, Any]
    holder: str
    statement: str | None
    certainty: Certainty
    polarity: Polarity
    accusation: Accusation | None
    evidence: tuple[Span, ...]
    conflicts: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A passage in which the publisher corrects its own report, with the claims that it touches."""

    start: int
    end: int
    about: str
    wrong: str | None
    right: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reading could not do; the codes are listed in ``reading/warnings.py`` and docs/warnings.md."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one report."""

    report: Report
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain lists, dicts, strings and numbers, in the contract's order."""
        from onrecord.contract import to_dict

        return to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The reading as JSON text after the contract; one line unless ``indent`` is given."""
        from onrecord.contract import to_json

        return to_json(self, indent=indent)
