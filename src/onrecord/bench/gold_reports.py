"""Reports annotated in full after the contract, as YAML files that a person can write and check.

A file holds one report: ``id``, ``style``, ``published``, ``text`` and the records of a reading. Words stand for spans:
``"the strike"`` is the first place in the text where these characters stand, ``"the strike@2"`` the second. Ids are
those of the file. docs/gold.md describes each field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from onrecord.bench.goldfile import GoldError
from onrecord.codebook import Codebook
from onrecord.codebook import load as load_codebook
from onrecord.records import (
    Accusation,
    Act,
    ActorKind,
    Attribute,
    Certainty,
    Manner,
    PlaceSense,
    Polarity,
    Realis,
    Report,
    Span,
    TimeType,
)

FOLDER = "reports"
_NTH = re.compile(r"(?s)(.+)@(\d+)")
_NUMBERED = frozenset({"occurred", "type", "time", "place", "perpetrator", "target", "weapon", "cause"})


def _held(value: Any) -> Any:
    """``certain +`` as its two parts."""
    return value.split() if isinstance(value, str) else value


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldTime(_Part):
    """A time expression with its TIMEX3 type and value."""

    words: str
    type: TimeType
    value: str


class GoldPlace(_Part):
    """A toponym: the code of its country, its sense, and its ``where_prec`` where the text tells it."""

    words: str
    country: str | None = None
    sense: PlaceSense = "location"
    precision: int | None = None


class GoldQuantity(_Part):
    """A number or a range of numbers, open ends null, with what it counts."""

    words: str
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str | None = None


class GoldActor(_Part):
    """Somebody or something that speaks or acts, with all its mentions."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    mentions: tuple[str, ...]


class GoldStatement(_Part):
    """Source, cue and content; ``speaker`` is the id of an actor, ``channel`` that of the codebook."""

    id: str
    source: tuple[str, ...] = ()
    cue: tuple[str, ...]
    content: tuple[str, ...]
    speaker: str | None = None
    act: Act
    manner: Manner
    channel: str | None = None
    within: str | None = None


class GoldPredicate(_Part):
    """A clause's main event or state word, and the reader's judgement of whether it happened."""

    words: str
    certainty: Certainty
    polarity: Polarity


class GoldMention(_Part):
    """Another trigger of an event; type and realis are those of the event unless they are told."""

    trigger: str
    type: str | None = None
    realis: Realis | None = None


class GoldToll(_Part):
    """People of one status; ``part_of`` is the place of the total's row in the list, from 0."""

    status: str
    low: int | None = None
    high: int | None = None
    approximate: bool = False
    category: str | None = None
    part_of: int | None = None
    words: str
    statement: str | None = None


Held = Annotated[tuple[Certainty, Polarity], BeforeValidator(_held)]


class GoldEvent(_Part):
    """An event: the mention that carries the record, with the others in ``mentions``."""

    id: str
    type: str
    trigger: str
    main: bool = False
    realis: Realis
    mentions: tuple[GoldMention, ...] = ()
    roles: dict[str, tuple[str, ...]] = {}
    toll: tuple[GoldToll, ...] = ()
    factuality: dict[str, Held]


class GoldClaim(_Part):
    """A holder's value for one attribute of an event.

    ``value`` is null for ``occurred``, words of the text for ``type`` (the type's id), ``time``, ``place``,
    ``perpetrator``, ``target``, ``weapon`` and ``cause``, else ``{low, high, of}``. ``holder`` is ``author``,
    ``unknown`` or the id of an actor.
    """

    id: str
    event: str
    attribute: Attribute
    value: Any = None
    holder: str
    statement: str | None = None
    certainty: Certainty
    polarity: Polarity
    accusation: Accusation | None = None
    conflicts: tuple[str, ...] = ()


class GoldCorrection(_Part):
    """A passage that corrects the report, with what was wrong and what is right, in the words of the text."""

    words: str
    wrong: str | None = None
    right: str | None = None
    claims: tuple[str, ...] = ()


class GoldReport(_Part):
    """A report annotated in full."""

    id: str
    style: Literal["wire", "telegram", "press_release", "local", "situation_report", "broadcast", "flash", "feature"]
    published: str | None = None
    publisher: str | None = None
    timezone: str | None = None
    title: str | None = None
    text: str
    times: tuple[GoldTime, ...] = ()
    places: tuple[GoldPlace, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    actors: tuple[GoldActor, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    predicates: tuple[GoldPredicate, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    corrections: tuple[GoldCorrection, ...] = ()

    def span(self, words: str) -> Span:
        """Where words stand: the first place, or the n-th where they end in ``@n``.

        Raises:
            ValueError: they do not stand in the text, or not so often.
        """
        match = _NTH.fullmatch(words)
        wanted, nth = (match[1], int(match[2])) if match else (words, 1)
        found = next(islice(re.finditer(_whole_words(wanted), self.text), nth - 1, None), None)
        if found is None:
            raise ValueError(f"{words!r} does not stand in the text")
        return found.span()

    def report(self) -> Report:
        """The report as it is read."""
        from onrecord.api import make_report

        return make_report(
            self.text,
            id=self.id,
            published=self.published,
            publisher=self.publisher,
            timezone=self.timezone,
            title=self.title,
        )

    @model_validator(mode="after")
    def _whole(self) -> GoldReport:
        for problem in _problems(self, load_codebook()):
            raise ValueError(problem)
        return self


def _whole_words(words: str) -> str:
    """A pattern that finds words where they stand for themselves: "it" not in "hospital"."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return before + re.escape(words) + after


def _problems(gold: GoldReport, codebook: Codebook) -> Iterator[str]:
    """What the fields alone do not show: words that are not in the text, ids that name nothing."""
    for words in _words(gold):
        try:
            gold.span(words)
        except ValueError as error:
            yield str(error)
    ids = [*(a.id for a in gold.actors), *(s.id for s in gold.statements), *(e.id for e in gold.events)]
    ids += [c.id for c in gold.claims]
    if len(ids) != len(set(ids)):
        yield f"the id {next(i for i in ids if ids.count(i) > 1)!r} stands twice"
    statements = {s.id for s in gold.statements} | {None}
    holders = {"author", "unknown"} | {a.id for a in gold.actors}
    events, claims = {e.id for e in gold.events}, {c.id for c in gold.claims}
    for statement in gold.statements:
        if statement.speaker is not None and statement.speaker not in holders:
            yield f"{statement.id}: no actor has the id {statement.speaker!r}"
        if statement.within not in statements:
            yield f"{statement.id}: no statement has the id {statement.within!r}"
        if statement.channel is not None and statement.channel not in codebook.channels:
            yield f"{statement.id}: the codebook has no channel {statement.channel!r}"
    if sum(e.main for e in gold.events) > 1:
        yield "more than one event is main"
    for event in gold.events:
        yield from _of_event(event, codebook, statements)
    for claim in gold.claims:
        if claim.event not in events:
            yield f"{claim.id}: no event has the id {claim.event!r}"
        if claim.holder not in holders or claim.statement not in statements:
            yield f"{claim.id}: no actor or statement has the id {claim.holder!r} or {claim.statement!r}"
        if unknown := sorted(set(claim.conflicts) - claims):
            yield f"{claim.id}: no claim has the id {unknown[0]!r}"
        numbers = isinstance(claim.value, dict) and set(claim.value) <= {"low", "high", "of", "unit", "approximate"}
        if claim.attribute not in _NUMBERED and not numbers:
            yield f"{claim.id}: the value of {claim.attribute} is {{low, high, of}}"
    for correction in gold.corrections:
        if unknown := sorted(set(correction.claims) - claims):
            yield f"a correction: no claim has the id {unknown[0]!r}"


def _of_event(event: GoldEvent, codebook: Codebook, statements: set[str | None]) -> Iterator[str]:
    types = [event.type, *(m.type for m in event.mentions if m.type is not None)]
    for unknown in (t for t in types if t not in codebook.events):
        yield f"{event.id}: the codebook has no type {unknown!r}"
    if event.type in codebook.events:
        known = {spec.role for spec in codebook.events[event.type].roles}
        for role in sorted(set(event.roles) - known - {"place", "time"}):
            yield f"{event.id}: the type {event.type} has no role {role!r}: it has {', '.join(sorted(known))}"
    for row in event.toll:
        if row.status not in codebook.statuses:
            yield f"{event.id}: the codebook has no status {row.status!r}"
        if row.category is not None and row.category not in codebook.categories:
            yield f"{event.id}: the codebook has no category {row.category!r}"
        if row.statement not in statements or (row.part_of is not None and not 0 <= row.part_of < len(event.toll)):
            yield f"{event.id}: a row of the toll points to nothing"
    for holder in event.factuality:
        if holder != "author" and holder not in statements:
            yield f"{event.id}: no statement has the id {holder!r}"


def _words(gold: GoldReport) -> Iterator[str]:
    parts: Iterable[Any] = (*gold.times, *gold.places, *gold.quantities, *gold.predicates, *gold.corrections)
    yield from (part.words for part in parts)
    for actor in gold.actors:
        yield from actor.mentions
    for statement in gold.statements:
        yield from (*statement.source, *statement.cue, *statement.content)
    for event in gold.events:
        yield from (event.trigger, *(m.trigger for m in event.mentions), *(t.words for t in event.toll))
        for spans in event.roles.values():
            yield from spans
    for claim in gold.claims:
        if claim.attribute in _NUMBERED - {"occurred", "type"}:
            yield claim.value


def load(folder: Path | None = None, tell: Callable[[int, int], None] | None = None) -> Iterator[GoldReport]:
    """The annotated reports of a folder, by name; the project's own where none is given.

    Raises:
        GoldError: a file is no annotated report; the message names the file, what is wrong and where.
    """
    root = folder if folder is not None else own()
    paths = sorted(path for path in root.iterdir() if path.suffix == ".yaml")
    if not paths:
        raise GoldError(f"{root} has no .yaml file: give a folder of annotated reports (docs/gold.md)")
    for number, path in enumerate(paths):
        if tell is not None:
            tell(number, len(paths))
        yield read_gold(path)


def read_gold(path: Path) -> GoldReport:
    """One annotated report.

    Raises:
        GoldError: the file is no annotated report.
    """
    try:
        return GoldReport.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GoldError(f"{path}: {where + ': ' if where else ''}{first['msg']}") from error


class _Plain(yaml.SafeLoader):
    """Dates and the code ``NO`` stay text: only whole numbers, decimals, true, false and null are more."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":float", ":null"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), ["t", "f"])


def own() -> Path:
    """The folder of the reports that the project wrote and annotated itself."""
    return Path(str(files("onrecord.bench") / "gold" / FOLDER))
