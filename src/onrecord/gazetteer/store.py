"""The compiled gazetteer: mapped into memory, never loaded as a whole."""

from __future__ import annotations

import hashlib
import json
import mmap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.layout import (
    DEGREE,
    ENTRY,
    HEAD,
    INDEX_BITS,
    KINDS,
    MAGIC,
    MATCHES,
    NOWHERE,
    NUMBER,
    SEVERAL,
)

FILE = "places.bin"
CARD = "places.json"

Match = Literal["name", "alternate", "short"]


class GazetteerError(RuntimeError):
    """The gazetteer's file is missing, cut short or not the one that its card describes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place. ``lat``/``lon`` are WGS 84 degrees; ``feature`` is a GeoNames feature code; ``timezone`` an IANA name.

    ``country`` is an ISO 3166-1 code (XK for Kosovo); ``admin1`` and ``admin2`` are the names of the divisions that it
    lies in, or is.
    ``importance`` (0–10) orders namesakes: the population's decimal logarithm, raised for countries and capitals.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int | None
    timezone: str | None
    importance: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean, and how the name is related to it."""

    entry: Entry
    match: Match


class Gazetteer:
    """Places by name and by id.

    Args:
        path: the compiled file; its card lies beside it.

    Raises:
        GazetteerError: the file is missing or not what its card says.
    """

    def __init__(self, path: Path) -> None:
        import marisa_trie

        try:
            self.card: dict[str, Any] = json.loads(path.with_name(CARD).read_text(encoding="utf-8"))
            with path.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"the gazetteer cannot be opened: {error}; install onrecord again") from error
        data = self._data
        magic, length = HEAD.unpack_from(data) if len(data) > HEAD.size else (b"", 0)
        head = bytes(data[HEAD.size : HEAD.size + length])
        if magic != MAGIC or len(data) != self.card["bytes"] or _sha256(head) != self.card["directory_sha256"]:
            raise GazetteerError(f"{path} is not the gazetteer that its card describes; install onrecord again")
        directory = json.loads(head)
        self._strings: list[str] = directory["strings"]
        self._at: dict[str, int] = {name: place[0] for name, place in directory["sections"].items()}
        self._count: int = directory["entries"]
        start, size = directory["sections"]["names"]
        self._view = memoryview(data)
        self._trie = marisa_trie.Trie()
        self._trie.map(self._view[start : start + size])
        self._entry = lru_cache(maxsize=50_000)(self._decode)
        self._found = lru_cache(maxsize=20_000)(self._candidates)

    def __len__(self) -> int:
        return self._count

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
        return key in self._trie

    def get(self, id: str) -> Entry | None:
        """The entry with this id (``geonames:544704``), or none."""
        kind, _, number = id.partition(":")
        if kind not in KINDS:
            return None
        try:
            wanted = (KINDS.index(kind), int(number) if number.isdecimal() else self._strings.index(number))
        except ValueError:
            return None
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            index = NUMBER.unpack_from(self._data, self._at["order"] + middle * NUMBER.size)[0]
            row = ENTRY.unpack_from(self._data, self._at["entries"] + index * ENTRY.size)
            if (row[1], row[0]) == wanted:
                return self._entry(index)
            if (row[1], row[0]) < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def zone(self, entry: Entry) -> str | None:
        """The IANA time zone of a place; none where it has several or none is known."""
        return entry.timezone

    def verify(self) -> None:
        """Compare the whole file with its card's digest (some 20 ms).

        Raises:
            GazetteerError: it differs.
        """
        if _sha256(self._data) != self.card["sha256"]:
            raise GazetteerError("the gazetteer's file is damaged; install onrecord again")

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        number = self._trie.get(key)
        if number is None:
            return ()
        first = NUMBER.unpack_from(self._data, self._at["postings"] + number * NUMBER.size)[0]
        if not first & SEVERAL:
            return (self._candidate(first),)
        at = self._at["lists"] + (first ^ SEVERAL) * NUMBER.size
        length = NUMBER.unpack_from(self._data, at)[0]
        return tuple(
            self._candidate(NUMBER.unpack_from(self._data, at + (i + 1) * NUMBER.size)[0]) for i in range(length)
        )

    def _candidate(self, posting: int) -> Candidate:
        match: Any = MATCHES[posting >> INDEX_BITS]
        return Candidate(self._entry(posting & ((1 << INDEX_BITS) - 1)), match)

    def _name(self, place: int) -> str:
        start = self._at["texts"] + place
        return self._data[start : self._data.find(b"\0", start)].decode("utf-8")

    def _decode(self, index: int) -> Entry:
        number, kind, lat, lon, population, text, country, admin1, admin2, feature, zone, importance = (
            ENTRY.unpack_from(self._data, self._at["entries"] + index * ENTRY.size)
        )
        strings = self._strings
        known = lat != NOWHERE
        name, code = self._name(text), strings[feature]
        return Entry(
            id=f"{KINDS[kind]}:{strings[number] if KINDS[kind] in ('iso', 'onrecord') else number}",
            name=name,
            lat=lat / DEGREE if known else None,
            lon=lon / DEGREE if known else None,
            feature=code,
            country=strings[country] or None,
            admin1=name if code == "ADM1" else self._division(admin1),
            admin2=name if code == "ADM2" else self._division(admin2),
            population=population or None,
            timezone=strings[zone] or None,
            importance=importance / 25,
        )

    def _division(self, number: int) -> str | None:
        if not number:
            return None
        return self._name(ENTRY.unpack_from(self._data, self._at["entries"] + (number - 1) * ENTRY.size)[5])


def _sha256(data: Any) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer that ships with onrecord, opened once per process (milliseconds).

    Raises:
        GazetteerError: its file is missing or not what its card says.
    """
    return Gazetteer(Path(__file__).with_name(FILE))
