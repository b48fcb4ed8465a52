"""Write the compiled gazetteer and its card; the layout is that of ``onrecord.gazetteer.layout``."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import marisa_trie

from onrecord.gazetteer.layout import DEGREE, ENTRY, HEAD, INDEX_BITS, KINDS, MAGIC, MATCHES, NUMBER, SEVERAL
from onrecord.gazetteer.store import CARD, FILE

MATCH_LOSS = {"name": 0.0, "alternate": 1.0, "short": 0.3}  # a namesake by its own name comes first
MOST = 400  # candidates of one name; beyond it (some Spanish villages) only the most important are kept


def write(target: Path, places: list[Any], inputs: list[dict[str, str]], counts: dict[str, int]) -> None:
    strings: dict[str, int] = {"": 0} | {code: i for i, code in enumerate(sorted(counts), start=1)}  # features: a byte

    def string(text: str) -> int:
        return strings.setdefault(text, len(strings))

    parents = {id(p.admin1) for p in places} | {id(p.admin2) for p in places}
    places = sorted(places, key=lambda p: (id(p) not in parents, id_of(p.id)))
    number = {id(p): i + 1 for i, p in enumerate(places)}
    texts = bytearray()
    text_at: dict[str, int] = {}
    entries = bytearray()
    postings: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for index, place in enumerate(places):
        if place.name not in text_at:
            text_at[place.name] = len(texts)
            texts += place.name.encode() + b"\0"
        kind, _, local = place.id.partition(":")
        own = local if local.isdecimal() else None
        entries += ENTRY.pack(
            int(own) if own else string(local),
            KINDS.index(kind),
            round(place.lat * DEGREE),
            round(place.lon * DEGREE),
            min(place.population, 2**32 - 1),
            text_at[place.name],
            string(place.country),
            number.get(id(place.admin1), 0),
            number.get(id(place.admin2), 0),
            string(place.feature),
            string(place.zone),
            round(place.importance * 25),
        )
        for key, match in place.names.items():
            rank = place.importance - MATCH_LOSS[match]
            postings[key].append((-rank, index, MATCHES.index(match) << INDEX_BITS | index))
    trie = marisa_trie.Trie(sorted(postings))
    firsts = [0] * len(postings)
    lists: list[int] = []
    for key in sorted(postings):
        found = [posting for _, _, posting in sorted(postings[key])[:MOST]]
        if len(found) == 1:
            firsts[trie[key]] = found[0]
        else:
            firsts[trie[key]] = SEVERAL | len(lists)
            lists += [len(found), *found]
    order = sorted(range(len(places)), key=lambda i: id_key(entries, i))
    sections = {
        "names": trie.tobytes(),
        "postings": b"".join(map(NUMBER.pack, firsts)),
        "lists": b"".join(map(NUMBER.pack, lists)),
        "entries": bytes(entries),
        "order": b"".join(map(NUMBER.pack, order)),
        "texts": bytes(texts),
    }
    data, head = assemble(sections, list(strings), len(places))
    target.mkdir(parents=True, exist_ok=True)
    (target / FILE).write_bytes(data)
    card = {
        "file": FILE,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "directory_sha256": hashlib.sha256(head).hexdigest(),
        "entries": len(places),
        "names": len(postings),
        "counts": counts,
        "inputs": inputs,
    }
    (target / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(places):,} places, {len(postings):,} names, {len(data) / 1e6:.1f} MB")
    print({name: f"{len(section) / 1e6:.1f} MB" for name, section in sections.items()})


def id_of(text: str) -> tuple[int, int, str]:
    kind, _, local = text.partition(":")
    return KINDS.index(kind), int(local) if local.isdecimal() else 0, local


def id_key(entries: bytearray, index: int) -> tuple[int, int]:
    row = ENTRY.unpack_from(entries, index * ENTRY.size)
    return row[1], row[0]


def assemble(sections: dict[str, bytes], strings: list[str], entries: int) -> tuple[bytes, bytes]:
    """The file's bytes and its directory, padded so that the sections' places do not depend on its length."""
    size = 0
    for _ in range(3):  # places depend on the directory's length, which depends on the places' digits
        at, places = HEAD.size + size + (-(HEAD.size + size)) % 8, {}
        for name, section in sections.items():
            places[name] = [at, len(section)]
            at += len(section) + (-len(section)) % 8
        head = json.dumps(
            {"entries": entries, "sections": places, "strings": strings}, ensure_ascii=False, separators=(",", ":")
        ).encode()
        size = len(head)
    out = bytearray(HEAD.pack(MAGIC, len(head)) + head)
    for name, section in sections.items():
        out += b"\0" * (places[name][0] - len(out)) + section
    return bytes(out), head
