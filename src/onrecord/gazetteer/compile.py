"""Write a compiled gazetteer: places go in one by one, and what is held in memory hardly grows with their number."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import Any

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
from onrecord.gazetteer.place import Place
from onrecord.gazetteer.spool import Spool
from onrecord.gazetteer.store import CARD, FILE, MATCH_LOSS

MOST = 400
"""Candidates of one name; beyond it (some Spanish villages) only the most important are kept."""

Tell = Callable[[str, int, int, str], None]
"""Told what is being done, how much of it is done, of how much, and a word on it."""

_FLOAT, _BITS = struct.Struct(">d"), struct.Struct(">Q")
_TAIL = 27  # characters after the key in a line of names: a tab, the rank, the index, the match, the newline
_REMEMBERED = 1_000_000  # texts that are written once only
_COPIED = 1 << 20  # bytes at a time
_TOLD = 50_000  # names between two words on how far it is


def silent(what: str, done: int, whole: int, shown: str = "") -> None:
    """Tells nobody."""


class Compiler:
    """Takes places and writes them as one file.

    Args:
        work: an empty folder for what does not fit into memory; the caller deletes it.
        features: feature codes that come first in the table of strings.
        wide: rows for many divisions and features, as installed files have them.
    """

    def __init__(self, work: Path, features: Iterable[str] = (), *, wide: bool) -> None:
        self._row, self._wide = (WIDE, True) if wide else (ENTRY, False)
        self._strings: dict[str, int] = {"": 0} | {code: i for i, code in enumerate(features, start=1)}
        self._names = Spool(work)
        self.counts: Counter[str] = Counter()
        self._ids = array("Q")
        self._text_at: dict[str, int] = {}
        self._texts_end = 0
        self._entries, self._texts = (work / "entries").open("wb"), (work / "texts").open("wb")

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, place: Place, admin1: int = 0, admin2: int = 0) -> int:
        """Add a place and return its number; ``admin1`` and ``admin2`` are the numbers of divisions, 0 none."""
        index, importance = len(self._ids), place.importance
        kind, _, local = place.id.partition(":")
        number = self._string(local) if kind in WORDED and not local.isdecimal() else int(local)
        self._ids.append(KINDS.index(kind) << 32 | number)
        row = self._row.pack(
            number,
            KINDS.index(kind),
            NOWHERE if place.lat is None else round(place.lat * DEGREE),
            0 if place.lon is None else round(place.lon * DEGREE),
            min(place.population, 2**32 - 1),
            self._text(place.name),
            self._string(place.country),
            admin1,
            admin2,
            self._string(place.feature),
            self._string(place.zone),
            round(importance * 25),
        )
        self._entries.write(row)
        self.counts[place.feature] += 1
        self._file(place, index, importance)
        return index + 1

    def add_names(self, number: int, place: Place) -> None:
        """File a place that was added before, whose number this is, under the names of another row of it."""
        self._file(place, number - 1, place.importance)

    def _file(self, place: Place, index: int, importance: float) -> None:
        for key, match in place.names.items():
            rank = _sortable(-(importance - MATCH_LOSS[match]))
            self._names.add(f"{key}\t{rank:016x}{index:08x}{MATCHES.index(match)}\n".encode())

    def finish(self, target: Path, tell: Tell = silent) -> dict[str, Any]:
        """Write the file and return what its card says of it.

        Raises:
            ValueError: two places have one id.
        """
        import marisa_trie

        self._entries.close()
        self._texts.close()
        order = self._order()
        bits = max(INDEX_BITS, len(self._ids).bit_length()) if self._wide else INDEX_BITS
        trie = marisa_trie.Trie(key.decode() for key, _ in self._keys("names", tell))
        firsts, lists = array("I", bytes(NUMBER.size * len(trie))), array("I")
        for key, lines in self._keys("index", tell):
            best: dict[int, int] = {}  # a place may be filed twice, by two rows of it
            for line in lines:
                best.setdefault(int(line[-10:-2], 16), int(line[-2:-1]))
            found = [match << bits | index for index, match in islice(best.items(), MOST)]
            if len(found) == 1:
                firsts[trie[key.decode()]] = found[0]
            else:
                firsts[trie[key.decode()]] = SEVERAL | len(lists)
                lists.extend((len(found), *found))
        sections: dict[str, bytes | Path] = {
            "names": trie.tobytes(),
            "postings": _little(firsts),
            "lists": _little(lists),
            "entries": Path(self._entries.name),
            "order": order,
            "texts": Path(self._texts.name),
        }
        directory: dict[str, Any] = {"bits": bits} if self._wide else {}
        directory |= {"entries": len(self._ids), "sections": {}, "strings": list(self._strings)}
        head, places = _directory(directory, {name: _size(section) for name, section in sections.items()})
        size, digest = _write(target, head, sections, places)
        return {
            "file": target.name,
            "bytes": size,
            "sha256": digest,
            "directory_sha256": hashlib.sha256(head).hexdigest(),
            "entries": len(self._ids),
            "names": len(trie),
        }

    def close(self) -> None:
        """Let go of the files in the work folder."""
        self._entries.close()
        self._texts.close()

    def _string(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))

    def _text(self, text: str) -> int:
        at = self._text_at.get(text)
        if at is None:
            if len(self._text_at) >= _REMEMBERED:
                self._text_at.clear()
            at = self._text_at[text] = self._texts_end
            self._texts_end += self._texts.write(text.encode() + b"\0")
        return at

    def _order(self) -> bytes:
        """The indices of the entries in the order of their ids."""
        import numpy as np

        ids = np.frombuffer(self._ids, dtype=np.uint64)
        order = np.argsort(ids, kind="stable")
        twice = np.flatnonzero(np.diff(ids[order]) == 0)
        if len(twice):
            id = int(ids[order[twice[0]]])
            raise ValueError(f"{KINDS[id >> 32]}:{id & (2**32 - 1)} stands twice")
        return bytes(order.astype("<u4").tobytes())

    def _keys(self, what: str, tell: Tell) -> Iterator[tuple[bytes, Iterator[bytes]]]:
        """Each key with its lines, the most important place first."""
        whole = max(1, self._names.count)

        def told() -> Iterator[bytes]:
            for done, line in enumerate(self._names):
                if done % _TOLD == 0:
                    tell(what, max(1, 100 * done // whole), 100, f"{done:,}")
                yield line
            tell(what, 100, 100, f"{whole:,}")

        yield from groupby(told(), key=lambda line: line[:-_TAIL])


def _sortable(number: float) -> int:
    """A whole number that orders as the number does: its bits, those of a negative one turned round."""
    bits: int = _BITS.unpack(_FLOAT.pack(number + 0.0))[0]
    return bits ^ (2**64 - 1 if bits >> 63 else 1 << 63)


def _little(numbers: array[int]) -> bytes:
    """Four bytes a number, little-endian whatever the machine."""
    import numpy as np

    return bytes(np.asarray(numbers, dtype=np.uint32).astype("<u4").tobytes())


def _size(section: bytes | Path) -> int:
    return section.stat().st_size if isinstance(section, Path) else len(section)


def _directory(directory: dict[str, Any], sizes: Mapping[str, int]) -> tuple[bytes, dict[str, int]]:
    """The directory's bytes and the sections' places, which depend on the directory's length and it on their digits."""
    head, places = b"", {}
    for _ in range(3):
        at = HEAD.size + len(head) + (-(HEAD.size + len(head))) % 8
        for name, size in sizes.items():
            places[name] = at
            at += size + (-size) % 8
        directory["sections"] = {name: [places[name], size] for name, size in sizes.items()}
        head = json.dumps(directory, ensure_ascii=False, separators=(",", ":")).encode()
    return head, places


def _write(
    target: Path, head: bytes, sections: Mapping[str, bytes | Path], places: Mapping[str, int]
) -> tuple[int, str]:
    """Write the file; returns its size and digest."""
    digest, end = hashlib.sha256(), 0
    with target.open("wb") as out:

        def put(data: bytes) -> None:
            nonlocal end
            end += out.write(data)
            digest.update(data)

        put(HEAD.pack(MAGIC, len(head)) + head)
        for name, section in sections.items():
            put(b"\0" * (places[name] - end))
            if isinstance(section, Path):
                with section.open("rb") as stream:
                    while data := stream.read(_COPIED):
                        put(data)
            else:
                put(section)
    return end, digest.hexdigest()


def write(
    target: Path, places: list[Place], inputs: list[dict[str, str]], counts: dict[str, int], tell: Tell = silent
) -> dict[str, Any]:
    """Write the gazetteer that ships with onrecord and its card into a folder; returns the card.

    Args:
        target: the folder.
        places: all places; the divisions that they lie in are among them.
        inputs: what they were made from, for the card.
        counts: how many there are of each feature code.
        tell: told how far it is.
    """
    parents = {id(p.admin1) for p in places} | {id(p.admin2) for p in places}
    places = sorted(places, key=lambda p: (id(p) not in parents, _id_order(p.id)))
    number = {id(p): i + 1 for i, p in enumerate(places)}
    work = Path(tempfile.mkdtemp())
    try:
        compiler = Compiler(work, sorted(counts), wide=False)
        for place in places:
            compiler.add(place, number.get(id(place.admin1), 0), number.get(id(place.admin2), 0))
        target.mkdir(parents=True, exist_ok=True)
        card = compiler.finish(target / FILE, tell) | {"counts": counts, "inputs": inputs}
    finally:
        shutil.rmtree(work)
    write_card(target / CARD, card)
    return card


def write_card(path: Path, card: dict[str, Any]) -> None:
    """Write a card."""
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _id_order(text: str) -> tuple[int, int, str]:
    kind, _, local = text.partition(":")
    return KINDS.index(kind), int(local) if local.isdecimal() else 0, local
