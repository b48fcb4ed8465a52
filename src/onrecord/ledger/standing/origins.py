"""Origins: where claims really come from. Ten outlets that relay one ministry are one origin.

Rules (docs/standing.md):

1. A claim that a speaker holds comes from that speaker, whoever relays it. Two names are one speaker if they are the
   same, if one is the surname of the other, if both name the same organ of the same state, or if one is only called by
   the other's office. In doubt they are one: corroboration must not be made from two names for one man.
2. A claim that a report makes by itself, or of somebody unnamed, comes from its text. Texts are one where one is a copy
   of the other (``copies.py``), where they state the same agency, or where they are versions of one page.
3. A report whose publisher is an organ of state or an office speaks for it: its own claims are that speaker's. An
   outlet that is named as a speaker ("the agency reported") is its text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.gazetteer.fold import fold
from onrecord.ledger.copies import COPIED, copied
from onrecord.ledger.loading import Material, NameRow
from onrecord.ledger.records import Origin
from onrecord.ledger.standing.revisions import Kept, Pages
from onrecord.reading.wordset import wordset

_BODIES = frozenset({"government", "military", "country"})
_ARMED = frozenset({"military", "group"})
_SIDES = frozenset({"perpetrator", "target"})
_LITTLE = wordset(
    "the of and a an for in official officials press service office channel telegram spokesman spokeswoman spokesperson"
)
_SHORTEST = 4  # letters of a word that can be all that two names share
_MOST_WORDS = 4  # of the name of an organ


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Somebody who holds a claim, as a report calls them."""

    words: str | None
    folded: str
    kind: str
    country: str | None
    role: str | None
    organ: str | None

    @property
    def named(self) -> bool:
        """Whether it is a person with a name, and not only an office."""
        return self.kind == "person" and self.organ_of_name is None and self.folded != self.role

    @property
    def organ_of_name(self) -> str | None:
        return organ_of(self.folded)


def find_origins(material: Material, pages: Pages) -> tuple[Origin, ...]:
    """The origins of an incident's claims, each of which is told its own (``Kept.origin``)."""
    texts = _texts(material)
    speakers: dict[int, _Speaker] = {}  # by name, and by the version whose publisher is one (below zero)
    of: list[Hashable] = []
    outlets = {fold(n.words): v for v, n in _publishers(material) if n.words}
    for one in pages.claims:
        name = material.names.get(one.row.holder) if one.row.holder is not None else None
        if name is not None:
            version = outlets.get(name.folded)
            if version is not None and not _speaks_for_itself(material, version):
                of.append(("text", texts(version)))
            elif _is_media(name):
                of.append(("media", name.folded))
            else:
                speakers[name.id] = _speaker(name)
                of.append(name.id)
            continue
        own = _publisher(material, one.version.id)
        if own is not None and one.row.voice == "author" and _speaks_for_itself(material, one.version.id):
            speakers[-one.version.id] = _speaker(own)
            of.append(-one.version.id)
        else:
            of.append(("text", texts(one.version.id)))
    joined = _joined(list(speakers), lambda a, b: one_speaker(speakers[a], speakers[b]))
    agencies = _agencies(material, texts)
    groups: dict[Hashable, list[tuple[Kept, Hashable]]] = {}
    for one, where in zip(pages.claims, of, strict=True):
        key: Hashable = ("speaker", joined(where)) if isinstance(where, int) else where
        if isinstance(where, tuple) and where[0] == "media":
            key = ("text", agencies[where[1]]) if where[1] in agencies else where
        groups.setdefault(key, []).append((one, where))
    sides = _sides(material, pages)
    origins: list[Origin] = []
    for number, (key, members) in enumerate(groups.items()):
        for one, _ in members:
            one.origin = number
        held = {where: speakers[where] for _, where in members if isinstance(where, int)}
        origins.append(_origin(key, [one for one, _ in members], list(held.values()), material, sides))
    return tuple(origins)


@lru_cache(maxsize=20_000)
def organ_of(folded: str) -> str | None:
    """The organ or office that a folded name holds the words of: the longest that is there."""
    words = folded.split()
    organs = _organs()
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            found = organs.get(" ".join(words[at : at + length]))
            if found is not None:
                return found
    return None


@lru_cache(maxsize=1)
def _organs() -> dict[str, str]:
    from onrecord.codebook import load

    return {fold(word): organ.id for word, organ in load().organ_words.items()}


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    from onrecord.codebook import load

    return frozenset(fold(m.name) for m in load().metonyms.values() if m.organ == "media") | frozenset(
        fold(m.resolves_to) for m in load().metonyms.values() if m.organ == "media"
    )


def _is_media(name: NameRow) -> bool:
    return name.folded in _outlets()


def _speaker(name: NameRow) -> _Speaker:
    role = fold(name.role) if name.role else None
    organ = organ_of(name.folded) or (organ_of(role) if role else None)
    return _Speaker(name.words, name.folded, name.kind, name.country, role, organ)


def one_speaker(a: _Speaker, b: _Speaker) -> bool:
    """Whether two names are one speaker."""
    if a.folded == b.folded:
        return True
    if a.named and b.named:
        first, second = a.folded.split(), b.folded.split()
        if first[-1] != second[-1]:
            return False
        return min(len(first), len(second)) == 1 or first[0][0] == second[0][0]
    if a.organ is not None and a.organ == b.organ:
        return a.country is None or b.country is None or a.country == b.country
    if a.named != b.named:
        known, called = (a, b) if a.named else (b, a)
        return known.role is not None and known.role == called.folded
    shared = _telling(a.folded) & _telling(b.folded)
    smaller = min(_telling(a.folded), _telling(b.folded), key=len)
    return a.organ is None and b.organ is None and bool(shared) and shared == smaller


def _telling(folded: str) -> frozenset[str]:
    return frozenset(w for w in folded.split() if w not in _LITTLE and len(w) >= _SHORTEST)


def _publisher(material: Material, version: int) -> NameRow | None:
    name = material.versions[version].publisher
    return material.names[name] if name is not None else None


def _publishers(material: Material) -> Iterable[tuple[int, NameRow]]:
    for version in sorted(material.versions):
        name = _publisher(material, version)
        if name is not None:
            yield version, name


def _speaks_for_itself(material: Material, version: int) -> bool:
    """Whether a report's publisher is an organ of state, an armed body or an office: its posts are its statements."""
    name = _publisher(material, version)
    organ = organ_of(name.folded) if name is not None else None
    return organ is not None and organ != "media"


def _texts(material: Material) -> Callable[[int], int]:
    """The group of texts that each version's text belongs to."""
    rows = sorted(material.versions.values(), key=lambda row: row.id)
    agencies = {row.id: _agency(material, row) for row in rows}

    def one(a: int, b: int) -> bool:
        if material.versions[a].document == material.versions[b].document:
            return True
        if agencies[a] is not None and agencies[a] == agencies[b]:
            return True
        first, second = material.versions[a].signature, material.versions[b].signature
        return first is not None and second is not None and copied(first, second) >= COPIED

    return _joined([row.id for row in rows], one)


def _agency(material: Material, row: Any) -> str | None:
    """The agency that a text is from: the one its dateline states, else its publisher."""
    name = row.agency if row.agency is not None else row.publisher
    return material.names[name].folded if name is not None else None


def _agencies(material: Material, texts: Callable[[int], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for version in sorted(material.versions):
        name = _agency(material, material.versions[version])
        if name is not None:
            found.setdefault(name, texts(version))
    return found


def _joined(items: list[int], one: Callable[[int, int], bool]) -> Callable[[int], int]:
    """Items that are one, transitively; what is returned gives the first of each item's group."""
    parent = {item: item for item in items}

    def root(item: int) -> int:
        while parent[item] != item:
            item = parent[item]
        return item

    for at, b in enumerate(items):
        for a in items[:at]:
            first, second = root(a), root(b)
            if first != second and one(a, b):
                parent[second] = first
    return root


def _sides(material: Material, pages: Pages) -> frozenset[str]:
    """The states that the incident's claims have as who did it or whom it hit, by what kind of body."""
    found = set()
    for one in pages.claims:
        if one.row.attribute in _SIDES and one.row.words is not None:
            name = material.names[one.row.words]
            if name.country is not None and name.kind in _BODIES | _ARMED:
                found.add(name.country)
    return frozenset(found)


def _origin(
    key: Hashable,
    members: list[Kept],
    held: list[_Speaker],
    material: Material,
    sides: frozenset[str],
) -> Origin:
    members = sorted(members, key=lambda one: _appeared(one, material))
    relays = tuple(
        dict.fromkeys(
            name.words for one in members if (name := _publisher(material, one.version.id)) is not None and name.words
        )
    )
    assert isinstance(key, tuple)
    if key[0] == "media":
        return Origin("agency", _words(members, material), False, relays)
    if key[0] == "text":
        agency = next((a for one in members if (a := one.version.agency) is not None), None)
        if agency is not None:
            return Origin("agency", material.names[agency].words, False, relays)
        return Origin("publisher" if relays else "unnamed", relays[0] if relays else None, False, relays)
    best = max(held, key=lambda s: (s.named, s.organ is not None, len(s.folded), s.words or ""))
    party = any(
        s.kind in _ARMED or (s.country in sides and (s.kind in _BODIES or s.organ is not None)) for s in held
    ) or any(s.organ is not None and _is_armed(s.organ) for s in held)
    return Origin("speaker", best.words, party, relays)


def _appeared(one: Kept, material: Material) -> tuple[bool, int, str]:
    """The order in which claims were published, whatever that in which they came: their first publisher names them."""
    name, at = _publisher(material, one.version.id), one.first.published_from
    return at is None, at or 0, (name.words if name is not None else None) or ""


@lru_cache(maxsize=256)
def _is_armed(organ: str) -> bool:
    from onrecord.codebook import load

    known = load().organs.get(organ)
    return known is not None and known.kind in _ARMED


def _words(members: list[Kept], material: Material) -> str | None:
    for one in members:
        if one.row.holder is not None:
            return material.names[one.row.holder].words
    return None
