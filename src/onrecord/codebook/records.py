"""The records of the codebook: what an entry of the vocabulary is, once read and checked.

All words are lower case and, where they are matched against a parse, lemmas. Lists are tuples in the order of the
files, which is the order that readers of the codebook may rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Act, ActorKind, Certainty

TriggerPos = Literal["verb", "noun", "adjective"]
CuePos = Literal["verb", "noun", "phrase", "preposition"]
CountrySense = Literal["name", "adjective", "people", "capital"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells of an event type.

    ``lemma`` may have several words: a particle verb ("shoot down"), a light verb with its noun ("carry out strike"),
    a noun compound ("prisoner exchange"). ``needs``: at least one of these lemmas must stand among the trigger's
    arguments and modifiers (subject, object, compound, adjective, prepositional object); ``unless``: none may.
    """

    lemma: str
    pos: TriggerPos
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """A role that an event type has. ``required``: a mention without it is a weak one."""

    role: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event and its counterparts in other codebooks.

    ``weight`` (1–10) is how likely an event of the type is what a report is about. ``acled`` is event type and
    sub-event type, ``ucdp`` the type of organised violence, ``plover`` event type and mode, ``cameo`` the root code;
    ``None`` where the other codebook has no counterpart. ``toll``: whether it can have casualties. ``related``: types
    whose mentions may be of the same event.
    """

    id: str
    label: str
    definition: str
    family: str
    weight: int
    triggers: tuple[Trigger, ...]
    roles: tuple[RoleSpec, ...]
    acled: tuple[str, str] | None
    ucdp: str | None
    plover: tuple[str, str | None] | None
    cameo: str | None
    toll: bool
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What became of people, and the words that tell it.

    ``verbs`` take the people as object or passive subject ("killed two"), or as subject where the verb is listed in
    ``subject_verbs`` ("two died"); ``nouns`` name the people themselves ("two casualties"); ``adjectives`` say it of
    them ("two were dead"); ``nominals`` name the happening ("the death of two"). ``people_required``: the words count
    only with a word for people beside them.
    """

    id: str
    label: str
    description: str
    verbs: tuple[str, ...]
    subject_verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    nominals: tuple[str, ...]
    people_required: bool


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of people in a toll, and the nouns that name it."""

    id: str
    label: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports what somebody holds.

    ``certainty`` is how surely the source holds the content, ``None`` for plain saying. ``presupposes``: the content
    stays true when the cue is negated. ``needs_content``: the word is a cue only with a clause or a quotation.
    """

    lemma: str
    pos: CuePos
    act: Act
    certainty: Certainty | None
    presupposes: bool
    needs_content: bool


@dataclass(frozen=True, slots=True)
class Medium:
    """A channel of statements: ``words`` are lower-case surface patterns, ``prepositions`` those that lead to them."""

    id: str
    name: str
    words: tuple[str, ...]
    prepositions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of a state, an armed body or an office: "the defense ministry" of whichever country."""

    id: str
    label: str
    kind: ActorKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metonym:
    """A name that stands for an actor: "the Kremlin", "Hamas", "Reuters".

    ``country`` is an ISO 3166-1 alpha-2 code, ``organ`` an organ's id; ``None`` where there is none.
    """

    name: str
    country: str | None
    kind: ActorKind
    organ: str | None
    resolves_to: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with the words that name it, its people, and its capital ("" where it has none).

    ``seats`` are other names and other seats of its government ("Kiev", "The Hague").
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weapon:
    """A class of weapon and the words, models included, that name one."""

    id: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class War:
    """A war whose days are counted. ``start`` (ISO date) is its day 1; ``note`` says who counts so."""

    id: str
    names: tuple[str, ...]
    start: str
    note: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole vocabulary, checked. Mappings are by id unless they say otherwise.

    ``families`` and ``roles`` give what they stand for, ``sets`` the word sets that triggers' conditions are made of.

    ``triggers`` is keyed by part of speech and, for verbs, the first word of the lemma, else the last; within a key the
    entries with ``needs`` come first, so that the first whose conditions hold is the one meant. ``capitals``
    are the short names, lower case, that count only where the text has them in capitals ("US", "WHO", "IS").
    ``version`` is the SHA-256 digest of the files.
    """

    events: Mapping[str, EventType]
    triggers: Mapping[tuple[str, str], tuple[tuple[Trigger, EventType], ...]]
    families: Mapping[str, str]
    roles: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, Status]
    categories: Mapping[str, Category]
    people: frozenset[str]
    cues: Mapping[tuple[str, str], Cue]
    channels: Mapping[str, Medium]
    channel_words: Mapping[str, Medium]
    organs: Mapping[str, Organ]
    organ_words: Mapping[str, Organ]
    metonyms: Mapping[str, Metonym]
    countries: Mapping[str, Country]
    country_words: Mapping[str, tuple[str, CountrySense]]
    weapons: Mapping[str, Weapon]
    weapon_words: Mapping[str, Weapon]
    wars: tuple[War, ...]
    capitals: frozenset[str]
    version: str
