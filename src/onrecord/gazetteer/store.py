"""One compiled gazetteer file: mapped into memory, never loaded as a whole."""

from __future__ import annotations

import hashlib
import json
import mmap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

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
    WIDE,
    WORDED,
)

FILE = "places.bin"
CARD = "places.json"

Match = Literal["name", "alternate", "short"]

MATCH_LOSS: dict[str, float] = {"name": 0.0, "alternate": 1.0, "short": 0.3}
"""What a candidate's importance loses in the order of namesakes; one by its own name comes first."""


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


class Store:
    """One compiled file: its places by folded name and by id.

    Args:
        card: the card that describes the file, which lies beside it.
        name: under which name it is installed; empty for the one that ships.

    Raises:
        GazetteerError: the file is missing or not what its card says.
    """

    def __init__(self, card: Path, name: str = "") -> None:
        import marisa_trie

        self.name = name
        self._what = what = f"the installed gazetteer {name}" if name else "the gazetteer"
        self._mend = mend = mend_of(name) if name else "install onrecord again"
        try:
            self.card: dict[str, Any] = read_card(card)
            path = card.with_name(self.card["file"])
            with path.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"{what} cannot be opened: {error}; {mend}") from error
        data = self._data
        magic, length = HEAD.unpack_from(data) if len(data) > HEAD.size else (b"", 0)
        head = bytes(data[HEAD.size : HEAD.size + length])
        if magic != MAGIC or len(data) != self.card["bytes"] or _sha256(head) != self.card["directory_sha256"]:
            raise GazetteerError(f"{what}: {path} is not the file that its card describes; {mend}")
        directory = json.loads(head)
        self._strings: list[str] = directory["strings"]
        self._at: dict[str, int] = {name: place[0] for name, place in directory["sections"].items()}
        self._count: int = directory["entries"]
        self._bits: int = directory.get("bits", INDEX_BITS)
        self._row = WIDE if "bits" in directory else ENTRY
        start, size = directory["sections"]["names"]
        self._view = memoryview(data)
        self.trie = marisa_trie.Trie()
        self.trie.map(self._view[start : start + size])
        self._entry = lru_cache(maxsize=50_000)(self._decode)
        self.by_key = lru_cache(maxsize=20_000)(self._by_key)

    def __len__(self) -> int:
        return self._count

    def at(self, number: int) -> Entry:
        """The entry at a position (from 0) of the file; the order means nothing."""
        return self._decode(number)

    def get(self, id: str) -> Entry | None:
        """The entry with this id (``geonames:544704``), or none."""
        kind, _, number = id.partition(":")
        if kind not in KINDS:
            return None
        try:
            wanted = (
                KINDS.index(kind),
                self._strings.index(number) if kind in WORDED and not number.isdecimal() else int(number),
            )
        except ValueError:
            return None
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            index = NUMBER.unpack_from(self._data, self._at["order"] + middle * NUMBER.size)[0]
            row = self._row.unpack_from(self._data, self._at["entries"] + index * self._row.size)
            if (row[1], row[0]) == wanted:
                return self._entry(index)
            if (row[1], row[0]) < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def verify(self) -> None:
        """Compare the whole file with its card's digest (some 20 ms).

        Raises:
            GazetteerError: it differs.
        """
        if _sha256(self._data) != self.card["sha256"]:
            raise GazetteerError(f"{self._what}: its file is damaged; {self._mend}")

    def _by_key(self, key: str) -> tuple[Candidate, ...]:
        number = self.trie.get(key)
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
        match: Any = MATCHES[posting >> self._bits]
        return Candidate(self._entry(posting & ((1 << self._bits) - 1)), match)

    def _name(self, place: int) -> str:
        start = self._at["texts"] + place
        return self._data[start : self._data.find(b"\0", start)].decode("utf-8")

    def _decode(self, index: int) -> Entry:
        number, kind, lat, lon, population, text, country, admin1, admin2, feature, zone, importance = (
            self._row.unpack_from(self._data, self._at["entries"] + index * self._row.size)
        )
        strings = self._strings
        known = lat != NOWHERE
        name, code = self._name(text), strings[feature]
        return Entry(
            id=f"{KINDS[kind]}:{strings[number] if KINDS[kind] in WORDED else number}",
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
        at = self._at["entries"] + (number - 1) * self._row.size
        return self._name(self._row.unpack_from(self._data, at)[5])


def mend_of(name: str) -> str:
    """What a message says to do about an installed file that is missing or damaged."""
    return f"take it out with `onrecord gazetteer remove {name}`, then install it again"


def read_card(path: Path) -> dict[str, Any]:
    """A card, with the keys that opening its file needs.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no card.
    """
    card = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(card, dict) or not {"file", "bytes", "sha256", "directory_sha256"} <= card.keys():
        raise ValueError(f"{path} is no gazetteer's card")
    if not isinstance(card["file"], str) or Path(card["file"]).name != card["file"]:
        raise ValueError(f"{path} names a file elsewhere")
    return card


def _sha256(data: Any) -> str:
    return hashlib.sha256(data).hexdigest()
