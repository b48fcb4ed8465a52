"""The user's own file of places: names that are no place, places of one's own, names that always mean one place.

block: [Hope, Reading]
places:
  - {name: Hill 61, also: [Height 61], lat: 48.6, lon: 37.9, country: UA, feature: HLL}
  - {name: Tripoli, id: "geonames:2210247"}
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.store import Candidate, Entry, GazetteerError

SURE = 6.0
"""Importance of a place of one's own (a city of a million): its name needs no context to be read as a place."""

_KEYS = ("name", "also", "lat", "lon", "country", "feature", "id")
_BESIDE_ID = ("name", "also", "id")
_LARGEST = 10_000_000  # bytes; a file with more is a gazetteer, which is installed


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user's own file says, by folded names; all empty where there is none."""

    path: Path | None = None
    sha256: str = ""
    blocked: frozenset[str] = frozenset()
    always: dict[str, Candidate] = field(default_factory=dict)
    places: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    by_id: dict[str, Entry] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.path is not None


@dataclass(frozen=True, slots=True)
class _Row:
    """A mapping of the file, with the lines on which its values stand."""

    file: Path
    what: str
    values: dict[str, Any]
    lines: dict[str, int]
    line: int

    def error(self, key: str, wrong: str, mend: str) -> GazetteerError:
        return GazetteerError(f"{self.file}, line {self.lines.get(key, self.line)}, {self.what}: {wrong}; {mend}")

    def check(self, known: tuple[str, ...]) -> None:
        for key in self.values:
            if key not in known:
                raise self.error(key, f"it has no key {key!r}", "write one of " + ", ".join(known))

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.error(key, f"{key} is no text" if key in self.values else f"it has no {key}", f"write {key}: …")
        return " ".join(value.split())

    def texts(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key} is no list of names", f"write {key}: [One name, Another]")
        return [" ".join(item.split()) for item in value]

    def degrees(self, key: str, most: int) -> float:
        text = self.text(key)
        number = float(text) if re.fullmatch(r"[+-]?\d+(\.\d*)?", text, re.ASCII) else 1e9
        if abs(number) > most:
            raise self.error(key, f"{key} {text!r} is no number from -{most} to {most}", "write degrees, as 48.6")
        return number

    def key(self, name: str, under: str) -> str:
        """A name, folded."""
        key = fold(name)
        if not key:
            raise self.error(under, f"{name!r} has no letter and no digit", "write a name")
        return key


def read_overrides(path: Path, get: Callable[[str], Entry | None]) -> Overrides:
    """Read the user's own file.

    Args:
        path: the file.
        get: gives the gazetteer's entry with an id, or none.

    Raises:
        GazetteerError: it cannot be read, or is wrong; the message says in which line, and the mend.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: own places cannot be read: {error}; write it anew in UTF-8") from None
    if len(data) > _LARGEST:
        raise GazetteerError(f"{path}: larger than 10 MB; install such lists: `onrecord gazetteer install`")
    top = _top(path, text)
    top.check(("block", "places"))
    blocked = frozenset(top.key(name, "block") for name in top.texts("block"))
    always: dict[str, Candidate] = {}
    places: dict[str, tuple[Candidate, ...]] = {}
    by_id: dict[str, Entry] = {}
    rows = top.values.get("places", [])
    if not isinstance(rows, list) or not all(isinstance(row, _Row) for row in rows):
        raise top.error("places", "places is no list of places", "write - name: … for each")
    for row in rows:
        name = row.text("name")
        entry = _entry(row, name, get)
        if "id" not in row.values:
            if entry.id in by_id:
                raise row.error("name", f"{name!r} stands twice", "give one of the two another name")
            by_id[entry.id] = entry
        for number, other in enumerate((name, *row.texts("also"))):
            key = row.key(other, "also" if number else "name")
            if key in blocked:
                raise row.error("name", f"{other!r} stands under block, too", "take it out there or here")
            if key in always or ("id" in row.values and key in places):
                raise row.error("name", f"{other!r} means another place already", "leave it in one row")
            if "id" in row.values:
                always[key] = Candidate(entry, "name")
            elif all(c.entry is not entry for c in places.get(key, ())):
                places[key] = (*places.get(key, ()), Candidate(entry, "alternate" if number else "name"))
    return Overrides(path, hashlib.sha256(data).hexdigest(), blocked, always, places, by_id)


def _entry(row: _Row, name: str, get: Callable[[str], Entry | None]) -> Entry:
    if "id" in row.values:
        row.check(_BESIDE_ID)
        id = row.text("id")
        entry = get(id)
        if entry is None:
            raise row.error("id", f"no gazetteer has {id!r}", "`onrecord gazetteer search NAME` shows ids")
        return replace(entry, importance=max(entry.importance, SURE))
    row.check(_KEYS)
    country, feature = row.text("country", ""), row.text("feature", "PPL")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise row.error("country", f"country {country!r} is no code", "write two capital letters (ISO 3166-1 alpha-2)")
    if not re.fullmatch("[A-Z][A-Z0-9]{1,4}", feature):
        raise row.error("feature", f"feature {feature!r} is no GeoNames feature code", "write one, as PPL or HLL")
    return Entry(
        id=f"own:{row.key(name, 'name')}",
        name=name,
        lat=row.degrees("lat", 90),
        lon=row.degrees("lon", 180),
        feature=feature,
        country=country or None,
        admin1=None,
        admin2=None,
        population=None,
        timezone=None,
        importance=SURE,
    )


def _top(path: Path, text: str) -> _Row:
    """The file as a mapping; scalars stay texts, so that the country code NO is no "no"."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        value = _value(path, "the file", node) if node is not None else _Row(path, "the file", {}, {}, 1)
    except yaml.YAMLError as error:
        raise GazetteerError(f"{path}: no YAML: {' '.join(str(error).split())}; mend what stands there") from None
    except RecursionError:
        raise GazetteerError(f"{path}: it is nested too deep; write block: and places:") from None
    if not isinstance(value, _Row):
        raise GazetteerError(f"{path}: it is no mapping; begin with block: or places:")
    return value


def _value(path: Path, what: str, node: Any) -> Any:
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(path, f"row {number}", item) for number, item in enumerate(node.value, 1)]
    row = _Row(path, what, {}, {}, line)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in row.values:
            wrong = f"{key.value!r} stands twice" if isinstance(key, yaml.ScalarNode) else "a key is no word"
            raise GazetteerError(f"{path}, line {key.start_mark.line + 1}, {what}: {wrong}; leave one plain word")
        row.values[key.value], row.lines[key.value] = _value(path, what, value), key.start_mark.line + 1
    return row
