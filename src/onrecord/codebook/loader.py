"""Loading the codebook: all YAML files of the package, read, checked against each other, and made into records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast, get_args

from onrecord.codebook.event_types import Sets, check_related, check_triggers, event_type, trigger_index
from onrecord.codebook.records import (
    Category,
    Codebook,
    Country,
    CountrySense,
    Cue,
    CuePos,
    EventType,
    Medium,
    Metonym,
    Organ,
    Status,
    War,
    Weapon,
)
from onrecord.codebook.schemes import ROLES
from onrecord.codebook.source import CodebookError, Entry, read_files, read_sections
from onrecord.records import Act, ActorKind, Certainty

SECTIONS = (
    "families", "roles", "sets", "shared", "events", "statuses", "categories", "people", "cue_verbs", "cue_nouns",
    "cue_phrases", "cue_prepositions", "channels", "organs", "metonyms", "countries", "weapons", "wars",
)  # fmt: skip
"""What a codebook file may hold. A section may be spread over several files; each must be there once at least."""

_ACTS: tuple[str, ...] = get_args(Act)
_KINDS: tuple[str, ...] = get_args(ActorKind)
_CERTAINTIES: tuple[str, ...] = tuple(c for c in get_args(Certainty) if c != "unknown")
_CUE_SECTIONS: tuple[tuple[str, CuePos], ...] = (
    ("cue_verbs", "verb"), ("cue_nouns", "noun"), ("cue_phrases", "phrase"), ("cue_prepositions", "preposition"),
)  # fmt: skip
_SENSES: tuple[CountrySense, ...] = ("name", "adjective", "people", "capital")
_LONGEST_ACRONYM = 6  # letters; longer words in capitals are not read as another word when written small
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")

Record = TypeVar("Record", Medium, Organ, Weapon)


@lru_cache(maxsize=1)
def load() -> Codebook:
    """The package's codebook; read once, then kept.

    Raises:
        CodebookError: a file is wrong; the message names file, line, entry and mend.
    """
    return build(read_files(Path(__file__).parent))


def build(files: Sequence[tuple[str, str]]) -> Codebook:
    """A codebook from the names and texts of its files.

    Raises:
        CodebookError: as for :func:`load`.
    """
    sections = _gather(files)
    families = {e.id: e.text("value") for e in sections["families"]}
    roles = {e.id: e.text("value") for e in sections["roles"]}
    sets = {e.id: _value(e) for e in sections["sets"]}
    events = _events(sections, families, roles, sets)
    statuses = {e.id: _status(e) for e in sections["statuses"]}
    categories = {e.id: _category(e) for e in sections["categories"]}
    people = [w for e in sections["people"] for w in _value(e)]
    organs = {e.id: _organ(e) for e in sections["organs"]}
    metonyms = _metonyms(sections["metonyms"], organs)
    countries = {e.id: _country(e) for e in sections["countries"]}
    _check_countries(sections["metonyms"], metonyms, countries)
    channels = {e.id: _medium(e) for e in sections["channels"]}
    weapons = {e.id: _weapon(e) for e in sections["weapons"]}
    written = [m.name for m in metonyms.values()] + [n for c in countries.values() for n in (c.name, *c.names)]
    return Codebook(
        events={kind.id: kind for kind in events},
        triggers=trigger_index(events),
        families=families,
        roles=roles,
        sets=sets,
        statuses=statuses,
        categories=categories,
        people=frozenset(people).union(*(c.nouns for c in categories.values())),
        cues={(cue.pos, cue.lemma): cue for cue in _cues(sections)},
        channels=channels,
        channel_words=_words(sections["channels"], channels.values()),
        organs=organs,
        organ_words=_words(sections["organs"], organs.values()),
        metonyms=metonyms,
        countries=countries,
        country_words=_country_words(sections["countries"], countries),
        weapons=weapons,
        weapon_words=_words(sections["weapons"], weapons.values()),
        wars=tuple(_war(e) for e in sections["wars"]),
        capitals=frozenset(n.lower() for n in written if n.isupper() and len(n) <= _LONGEST_ACRONYM),
        version=hashlib.sha256("\0".join(part for file in files for part in file).encode()).hexdigest(),
    )


def _gather(files: Sequence[tuple[str, str]]) -> dict[str, list[Entry]]:
    found: dict[str, dict[str, Entry]] = {}
    for name, text in files:
        for section, entries in read_sections(name, text).items():
            if section not in SECTIONS:
                raise CodebookError(f"{name}: section {section!r} is unknown; write one of {', '.join(SECTIONS)}")
            known = found.setdefault(section, {})
            for entry in entries:
                if entry.id in known:
                    raise entry.error(f"{section} has it already in {known[entry.id].file}", "delete one or rename it")
                known[entry.id] = entry
    for section in SECTIONS:
        if section not in found:
            raise CodebookError(f"no file has the section {section!r}; restore the file that had it")
    return {section: list(entries.values()) for section, entries in found.items()}


def _value(entry: Entry) -> tuple[str, ...]:
    value = entry.words("value")
    entry.done()
    return value


def _events(
    sections: dict[str, list[Entry]], families: dict[str, str], roles: dict[str, str], sets: Sets
) -> list[EventType]:
    for role in ROLES:
        if role not in roles:
            raise CodebookError(f"role {role!r} has no description; write it under roles:")
    made = [(e, event_type(e, families=families, roles=roles, sets=sets)) for e in sections["events"]]
    check_triggers(made, {e.id: e for e in sections["shared"]})
    related = check_related(made)
    return [replace(kind, related=related[kind.id]) for _, kind in made]


def _status(entry: Entry) -> Status:
    made = Status(
        id=entry.id,
        label=entry.text("label"),
        description=entry.text("description"),
        verbs=entry.words("verbs"),
        subject_verbs=entry.words("subject_verbs"),
        nouns=entry.words("nouns"),
        adjectives=entry.words("adjectives"),
        nominals=entry.words("nominals"),
        people_required=entry.flag("people_required"),
    )
    for verb in made.subject_verbs:
        if verb not in made.verbs:
            raise entry.error(f"subject verb {verb!r} is not among its verbs", "write it in verbs too")
    entry.done()
    return made


def _category(entry: Entry) -> Category:
    made = Category(entry.id, entry.text("label"), entry.words("nouns"))
    entry.done()
    return made


def _cues(sections: dict[str, list[Entry]]) -> Iterable[Cue]:
    for section, pos in _CUE_SECTIONS:
        for entry in sections[section]:
            act, *rest = entry.text("value").split()
            if act not in _ACTS:
                raise entry.error(f"act {act!r} is unknown", "write one of " + ", ".join(_ACTS))
            certainty = next((word for word in rest if word in _CERTAINTIES), None)
            left = [word for word in rest if word not in (certainty, "presupposes", "content")]
            if left:
                among = ", ".join((*_CERTAINTIES, "presupposes", "content"))
                raise entry.error(f"{left[0]!r} after the act is unknown", f"write one of {among}")
            entry.done()
            yield Cue(
                entry.id, pos, cast(Act, act), cast("Certainty | None", certainty), "presupposes" in rest,
                "content" in rest,
            )  # fmt: skip


def _medium(entry: Entry) -> Medium:
    made = Medium(entry.id, entry.text("name"), entry.words("words"), entry.words("prepositions"))
    entry.done()
    return made


def _organ(entry: Entry) -> Organ:
    kind = cast(ActorKind, entry.choice("kind", _KINDS))
    made = Organ(entry.id, entry.text("label"), kind, entry.words("words"))
    entry.done()
    return made


def _weapon(entry: Entry) -> Weapon:
    made = Weapon(entry.id, entry.text("label"), entry.words("words"))
    entry.done()
    return made


def _words(entries: Iterable[Entry], records: Iterable[Record]) -> dict[str, Record]:
    index: dict[str, Record] = {}
    for entry, record in zip(entries, records, strict=True):
        if not record.words:
            raise entry.error("it has no words", "write words: and at least one")
        for word in record.words:
            if word != word.lower():
                raise entry.error(f"{word!r} is not lower case", f"write {word.lower()!r}")
            if word in index:
                raise entry.error(f"{word!r} is also a word of {index[word].id}", "leave it in one of them")
            index[word] = record
    return index


def _metonyms(entries: Iterable[Entry], organs: dict[str, Organ]) -> dict[str, Metonym]:
    index: dict[str, Metonym] = {}
    for entry in entries:
        kind = cast(ActorKind, entry.choice("kind", _KINDS))
        country = entry.text("country", "") or None
        organ = entry.choice("organ", tuple(organs), "") or None
        resolves_to = entry.text("as", entry.id)
        for name in (entry.id, *entry.words("names")):
            if name.lower() in index:
                raise entry.error(f"the name {name!r} is also {index[name.lower()].resolves_to}", "leave it in one")
            index[name.lower()] = Metonym(name, country, kind, organ, resolves_to)
        entry.done()
    return index


def _check_countries(entries: Iterable[Entry], metonyms: dict[str, Metonym], countries: dict[str, Country]) -> None:
    for entry in entries:
        country = metonyms[entry.id.lower()].country
        if country is not None and country not in countries:
            raise entry.error(f"country {country!r} is unknown", "write an ISO 3166-1 alpha-2 code of countries.yaml")


def _country(entry: Entry) -> Country:
    if not re.fullmatch("[A-Z]{2}", entry.id):
        raise entry.error("it is no country code", "write two capital letters (ISO 3166-1 alpha-2)")
    name = entry.text("name")
    made = Country(
        code=entry.id,
        name=name,
        names=entry.words("names"),
        adjectives=entry.words("adjectives"),
        people=entry.words("people"),
        capital=entry.text("capital", ""),
        seats=entry.words("seats"),
    )
    entry.done()
    return made


def _country_words(entries: Iterable[Entry], countries: dict[str, Country]) -> dict[str, tuple[str, CountrySense]]:
    index: dict[str, tuple[str, CountrySense]] = {}
    for sense in _SENSES:
        for entry in entries:
            country = countries[entry.id]
            words: tuple[str, ...] = {
                "name": (country.name, *country.names),
                "adjective": country.adjectives,
                "people": country.people,
                "capital": ((country.capital,) if country.capital else ()) + country.seats,
            }[sense]
            for word in words:
                code, other = index.setdefault(word.lower(), (country.code, sense))
                if other == sense and code != country.code:
                    raise entry.error(f"{word!r} is also a {sense} of {code}", "leave it in one of them")
    return index


def _war(entry: Entry) -> War:
    start = entry.text("start")
    if not _ISO_DATE.fullmatch(start):
        raise entry.error(f"start {start!r} is no date", "write it as 2022-02-24")
    made = War(entry.id, entry.words("names"), start, entry.text("note"))
    entry.done()
    return made
