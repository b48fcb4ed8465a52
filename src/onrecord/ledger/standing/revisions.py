"""Revisions and corrections: which claims a page still makes, which it dropped, and which were said to be wrong.

Rules (docs/standing.md):

1. The last version of a page as of the moment holds. A claim of an earlier version that the last one makes no longer,
   of the same attribute, holder and value, is *superseded* by the first version without it.
2. A correction that names a wrong number *replaces* the claims with that number of the attribute it is about, in the
   versions of its own page, if it tells the right one; else it *retracts* them. One that names no number does so to the
   claims of its attribute that its page dropped with it.
3. Claims of other reports that come from the same origin, and have the same wrong number, *rely* on what was corrected.
   They are marked; nothing of them is changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.ledger.loading import Material
from onrecord.ledger.records import State

NUMBERS = ("low", "high")


@dataclass(slots=True, eq=False)
class Kept:
    """A claim of the account: its row, the versions that make it, and its state."""

    row: Any
    version: Any
    first: Any
    key: tuple[Any, ...]
    state: State = "current"
    by: int | None = None
    origin: int = -1

    @property
    def value(self) -> tuple[Any, ...]:
        """What makes its value one with another's."""
        return self.key[3:]


@dataclass(slots=True)
class Pages:
    """The versions of each page in their order, and what of them is on record."""

    versions: dict[str, list[Any]]
    claims: list[Kept]
    position: dict[int, int] = field(default_factory=dict)


def pages_of(material: Material) -> Pages:
    """The claims of an incident, each from the last version of its page that makes it."""
    versions: dict[str, list[Any]] = defaultdict(list)
    for row in material.versions.values():
        versions[row.document].append(row)
    for rows in versions.values():
        rows.sort(key=lambda row: (row.published_from is None, row.published_from or 0, row.id))
    made: dict[tuple[int, tuple[Any, ...]], list[Any]] = defaultdict(list)
    for claim in material.claims:
        made[material.mentions[claim.mention].version, key_of(claim, material)].append(claim)
    keys: dict[str, dict[tuple[Any, ...], list[int]]] = defaultdict(dict)
    position = {row.id: number for rows in versions.values() for number, row in enumerate(rows)}
    for version, key in made:
        keys[material.versions[version].document].setdefault(key, []).append(position[version])
    kept: list[Kept] = []
    for document, of in keys.items():
        rows = versions[document]
        for key, positions in of.items():
            last = rows[max(positions)]
            for claim in made[last.id, key]:
                one = Kept(claim, last, rows[min(positions)], key)
                if max(positions) < len(rows) - 1:
                    one.state, one.by = "superseded", rows[max(positions) + 1].id
                kept.append(one)
    kept.sort(key=lambda one: one.row.id)
    return Pages(dict(versions), kept, position)


def key_of(claim: Any, material: Material) -> tuple[Any, ...]:
    """What makes two claims of a page one: attribute, polarity, holder and value."""
    holder = claim.voice if claim.holder is None else material.names[claim.holder].folded
    return claim.attribute, claim.polarity, holder, *value_key(claim, material)


def value_key(claim: Any, material: Material) -> tuple[Any, ...]:
    """What makes two values one."""
    words = None if claim.words is None else material.names[claim.words].folded
    if claim.attribute == "place":
        return (claim.code or words, claim.lat, claim.lon)
    if claim.attribute == "time":
        return (claim.from_time, claim.until_time) if claim.from_time is not None else (claim.code, None)
    return claim.low, claim.high, claim.unit, claim.category, words, claim.code if words is None else None


@dataclass(frozen=True, slots=True)
class Touched:
    """What a correction touches: claims of its own page, and those of other reports that rely on them."""

    version: int
    row: Any
    own: tuple[int, ...]
    relied: tuple[int, ...]


def correct(material: Material, pages: Pages) -> list[Touched]:
    """Mark the claims that corrections touch; origins must be known."""
    touched: list[Touched] = []
    for version, row in sorted(material.corrections, key=lambda pair: (pages.position[pair[0]], pair[1].id)):
        own = list(_own(material, pages, version, row))
        right = row.right_low is not None or row.right_high is not None
        for one in own:
            one.state, one.by = ("replaced" if right or row.wrong_low is None else "retracted"), version
        relied = list(_relied(pages, own, material.versions[version].document, row))
        for one in relied:
            one.state, one.by = "relied", version
        if own or relied or _about(material, version, row):
            touched.append(Touched(version, row, tuple(o.row.id for o in own), tuple(o.row.id for o in relied)))
    return touched


def _about(material: Material, version: int, row: Any) -> bool:
    """Whether a correction is about this incident: it touches a claim of it, or its report has no other."""
    named = set(row.claims.split())
    return any(c.local in named for c in material.claims if material.mentions[c.mention].version == version)


def _own(material: Material, pages: Pages, version: int, row: Any) -> Iterator[Kept]:
    document = material.versions[version].document
    attributes = {row.attribute} if row.attribute else _attributes(material, version, row)
    for one in pages.claims:
        if one.version.document != document or one.row.attribute not in attributes:
            continue
        if pages.position[one.version.id] > pages.position[version]:
            continue
        if row.wrong_low is not None or row.wrong_high is not None:
            if _wrong(one, row):
                yield one
        elif one.state == "superseded" and one.by == version:
            yield one


def _attributes(material: Material, version: int, row: Any) -> set[str]:
    named = set(row.claims.split())
    return {
        c.attribute for c in material.claims if c.local in named and material.mentions[c.mention].version == version
    }


def _wrong(one: Kept, row: Any) -> bool:
    return bool((one.row.low, one.row.high) == (row.wrong_low, row.wrong_high))


def _relied(pages: Pages, own: list[Kept], document: str, row: Any) -> Iterator[Kept]:
    origins = {one.origin for one in own}
    for one in pages.claims:
        if one.version.document == document or one.state != "current" or one.origin not in origins:
            continue
        if any(one.row.attribute == o.row.attribute and _same_value(one, o) for o in own):
            yield one


def _same_value(one: Kept, other: Kept) -> bool:
    return one.value == other.value and one.row.polarity == other.row.polarity
