"""What a new version of a page changed: by sentence and by claim, and whether it says so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, select

from onrecord.ledger.errors import NotFoundError
from onrecord.ledger.loading import Material, names_of, newest_readings
from onrecord.ledger.many import rows_of
from onrecord.ledger.records import Value
from onrecord.ledger.schema import claims, corrections, mentions, versions
from onrecord.ledger.standing.revisions import key_of
from onrecord.ledger.standing.values import value_of
from onrecord.ledger.words import SENTENCE_END, words_of


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that a version made anew or makes no longer; ``holder`` is a name, ``author`` or ``unknown``."""

    attribute: str
    holder: str
    polarity: str
    value: Value


@dataclass(frozen=True, slots=True)
class Revision:
    """What one version of a page changed of the version before.

    Attributes:
        before, after: the numbers of the versions.
        published: when the new one was published.
        silent: it changed claims or sentences, and has no notice of a correction.
        removed, added: sentences.
        dropped, made: claims. ``kept``: how many claims both make.
    """

    document: str
    before: int
    after: int
    published: str | None
    silent: bool
    removed: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[ClaimChange, ...]
    made: tuple[ClaimChange, ...]
    kept: int


def sentences(text: str) -> list[str]:
    """The sentences of a text, by their marks and lines: enough to show what was changed."""
    return [piece for part in SENTENCE_END.split(text) if (piece := " ".join(part.split()))]


def revisions_of(connection: Connection, document: str) -> list[Revision]:
    """What each version of a page changed, in order; empty where there is only one.

    Raises:
        NotFoundError: the ledger has no such page.
    """
    rows = connection.execute(select(versions).where(versions.c.document == document)).all()
    if not rows:
        raise NotFoundError(f"there is no page {document} on record: onrecord show INCIDENT lists them")
    rows = sorted(rows, key=lambda row: (row.published_from is None, row.published_from or 0, row.id))
    ids = [row.id for row in rows]
    words = words_of(connection, ids)
    made, corrected = _claims(connection, ids)
    found = []
    for before, after in pairwise(rows):
        old = sentences(words[before.id].text) if before.id in words else []
        new = sentences(words[after.id].text) if after.id in words else []
        removed, added = _changed(old, new)
        gone, come = made[before.id].keys() - made[after.id].keys(), made[after.id].keys() - made[before.id].keys()
        found.append(
            Revision(
                document=document,
                before=before.id,
                after=after.id,
                published=after.published,
                silent=after.id not in corrected and bool(removed or added or gone or come),
                removed=tuple(removed),
                added=tuple(added),
                dropped=tuple(made[before.id][key] for key in made[before.id] if key in gone),
                made=tuple(made[after.id][key] for key in made[after.id] if key in come),
                kept=len(made[before.id].keys() & made[after.id].keys()),
            )
        )
    return found


def _changed(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    removed: list[str] = []
    added: list[str] = []
    for deed, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if deed != "equal":
            removed.extend(old[a:b])
            added.extend(new[c:d])
    return removed, added


def _claims(
    connection: Connection, ids: Iterable[int]
) -> tuple[dict[int, dict[tuple[object, ...], ClaimChange]], set[int]]:
    """The claims of the newest reading of each version by what makes them one, and the versions with a correction."""
    ids = list(ids)
    newest = newest_readings(connection, ids)
    version_of = {reading: version for version, reading in newest.items()}
    corrected = {
        version_of[row.reading]
        for row in rows_of(connection, select(corrections.c.reading), corrections.c.reading, version_of)
    }
    material = Material("")
    material.mentions = {r.id: r for r in rows_of(connection, select(mentions), mentions.c.reading, version_of)}
    query = select(claims).order_by(claims.c.id)
    material.claims = list(rows_of(connection, query, claims.c.mention, material.mentions))
    wanted = {n for c in material.claims for n in (c.holder, c.words) if n is not None}
    material.names = names_of(connection, wanted)
    made: dict[int, dict[tuple[object, ...], ClaimChange]] = {version: {} for version in ids}
    for claim in material.claims:
        holder = claim.voice if claim.holder is None else material.names[claim.holder].words or "(erased)"
        change = ClaimChange(claim.attribute, holder, claim.polarity, value_of(claim, material))
        made[material.mentions[claim.mention].version].setdefault(key_of(claim, material), change)
    return made, corrected
