"""Places by name and by id, over the gazetteer that ships with onrecord and what the user has added to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Any

from onrecord.distance import km_on_a_plane
from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.overrides import Overrides, read_overrides
from onrecord.gazetteer.place import Place
from onrecord.gazetteer.store import CARD, FILE, MATCH_LOSS, Candidate, Entry, Store

SAME_KM = 3.0
"""Places of one name in two sources are one place if they lie no farther apart."""


class Gazetteer:
    """Places by name and by id.

    Args:
        path: the compiled file that ships with onrecord; its card lies beside it.
        added: installed files. Where a place stands in several files, the row of the first is given.
        own: the user's own file of places (``places.yaml``).

    Raises:
        GazetteerError: the file is missing or not what its card says, or the user's own file is wrong.
    """

    def __init__(self, path: Path, added: Iterable[Store] = (), own: Path | None = None) -> None:
        self.shipped = Store(path.with_name(CARD))
        self.added = tuple(added)
        self.own = Overrides()
        if own is not None:
            self.own = read_overrides(own, self.get)
        self._extended = bool(self.added or self.own)
        self._trie = self.shipped.trie
        self._found = lru_cache(maxsize=20_000)(self._gathered) if self._extended else self.shipped.by_key

    @property
    def card(self) -> dict[str, Any]:
        """What the card of the shipped file says."""
        return self.shipped.card

    def __len__(self) -> int:
        return len(self.shipped) + sum(map(len, self.added))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of this name in any spelling, the most important first; empty where there is none."""
        return tuple(c.entry for c in self._found(fold(name)))

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """As :meth:`lookup`, with how the name is related to each entry."""
        return self._found(fold(name))

    def by_key(self, key: str) -> tuple[Candidate, ...]:
        """As :meth:`candidates`, for a name that is folded already."""
        return self._found(key)

    def knows(self, key: str) -> bool:
        """Whether any place has this folded name; a microsecond."""
        if self._extended:
            return self._known(key)
        return key in self._trie

    def blocked(self, key: str) -> bool:
        """Whether the user's own file says that this folded name is no place."""
        return key in self.own.blocked

    def chosen(self, key: str) -> bool:
        """Whether the user's own file says what place this folded name is."""
        return key in self.own.always or key in self.own.places

    def get(self, id: str) -> Entry | None:
        """The entry with this id (``geonames:544704``), or none."""
        return self.shipped.get(id) or self.own.by_id.get(id) or _first(id, self.added)

    def zone(self, entry: Entry) -> str | None:
        """The IANA time zone of a place; none where it has several or none is known."""
        return entry.timezone

    def verify(self) -> None:
        """Compare the whole files with their cards' digests (some 20 ms, more with what is installed).

        Raises:
            GazetteerError: one differs.
        """
        for store in (self.shipped, *self.added):
            store.verify()

    def _known(self, key: str) -> bool:
        if key in self.own.blocked:
            return False
        return key in self._trie or self.chosen(key) or any(key in store.trie for store in self.added)

    def _gathered(self, key: str) -> tuple[Candidate, ...]:
        """The candidates of all files: each place once, by importance less what the match loses."""
        if key in self.own.blocked:
            return ()
        always = self.own.always.get(key)
        if always is not None:
            return (always,)
        found = list(self.shipped.by_key(key))
        for number, store in enumerate(self.added):
            before, earlier_files = tuple(found), (self.shipped, *self.added[:number])
            known = {c.entry.id for c in before}
            for candidate in store.by_key(key):
                earlier = _first(candidate.entry.id, earlier_files)
                if earlier is not None and candidate.match == "name":  # the earlier file has it under another name
                    candidate = Candidate(earlier, "alternate")
                elif earlier is not None:
                    candidate = replace(candidate, entry=earlier)
                if candidate.entry.id not in known and not any(_same(candidate.entry, c.entry) for c in before):
                    found.append(candidate)
        found.sort(key=lambda c: MATCH_LOSS[c.match] - c.entry.importance)
        return (*self.own.places.get(key, ()), *found)


def _first(id: str, stores: Iterable[Store]) -> Entry | None:
    """The entry with this id of the first file that has it."""
    return next((entry for store in stores if (entry := store.get(id)) is not None), None)


def _same(a: Entry, b: Entry) -> bool:
    """Whether two entries under one name, from two sources, are one place: near each other and alike."""
    if a.id.partition(":")[0] == b.id.partition(":")[0] or not _alike(a.feature, b.feature):
        return False
    return km_between(a, b) <= SAME_KM


def km_between(a: Entry | Place, b: Entry | Place) -> float:
    """How far apart two places are, good enough for some kilometres; infinite where coordinates are unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return inf
    return km_on_a_plane(a.lat, a.lon, b.lat, b.lon)


def _alike(a: str, b: str) -> bool:
    return a == b or any(a.startswith(kind) and b.startswith(kind) for kind in ("PPL", "ADM", "AIR", "PCL"))


@lru_cache(maxsize=8)
def load(*, installed: bool = True, places: Path | None = None) -> Gazetteer:
    """The gazetteer, opened once per process (milliseconds).

    Args:
        installed: with what the user has installed, and with the user's own file; else the one that ships alone.
        places: a file to take instead of the user's own ``places.yaml``.

    Raises:
        GazetteerError: a file is missing or not what its card says, or the file of own places is wrong.
    """
    shipped = Path(__file__).with_name(FILE)
    if not installed:
        return Gazetteer(shipped, own=places)
    from onrecord.gazetteer import folder

    where = folder.folder()
    added = tuple(one.open() for one in folder.installed(where))
    if places is None and (where / folder.OWN).is_file():
        places = where / folder.OWN
    if not added and places is None:
        return load(installed=False)
    return Gazetteer(shipped, added, places)
