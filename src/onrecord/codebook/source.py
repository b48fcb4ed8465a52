"""The codebook's YAML files as plain text values that remember where they stand.

The files are read from the YAML parser's events rather than by its constructor: a third of the time, no guessing of
types (the country code ``NO`` stays text), and a key that stands twice is an error instead of the last one winning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Value = str | list[str]


class CodebookError(ValueError):
    """A codebook file is wrong; the message says which file, line and entry, what is wrong, and the mend."""


@dataclass(slots=True)
class Entry:
    """One entry of a file: its id and its fields; each field is taken once, and what is left over is an error."""

    file: str
    line: int
    id: str
    fields: dict[str, Value] = field(default_factory=dict)

    def error(self, wrong: str, mend: str) -> CodebookError:
        """An error about this entry."""
        return CodebookError(f"{self.file}, line {self.line}, {self.id}: {wrong}; {mend}")

    def text(self, name: str, default: str | None = None) -> str:
        """Take a field that is a text; an error where it is missing or empty and has no default."""
        value = self.fields.pop(name, default)
        if not isinstance(value, str):
            wrong = f"it has no {name}" if value is None else f"{name} is a list"
            raise self.error(wrong, f"write {name}: and a text")
        if not value and default is None:
            raise self.error(f"{name} is empty", "write its text")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Take a field that is a list, or a text with ``, `` between the items; empty where it is missing.

        Long lists are written as texts: the YAML parser then has one value to read instead of hundreds.
        """
        value = self.fields.pop(name, [])
        if isinstance(value, str):
            value = value.split(", ") if value else []
        if "" in value:
            raise self.error(f"{name} has an empty item", "delete it")
        if len(set(value)) != len(value):
            twice = next(word for word in value if value.count(word) > 1)
            raise self.error(f"{twice!r} stands twice in {name}", "delete one")
        return tuple(value)

    def choice(self, name: str, among: tuple[str, ...] | frozenset[str], default: str | None = None) -> str:
        """Take a text that must be one of a closed list."""
        value = self.text(name, default)
        if value not in among and value != default:
            raise self.error(f"{name} {value!r} is unknown", "write one of " + ", ".join(sorted(among)))
        return value

    def flag(self, name: str) -> bool:
        """Take a yes or no; no where it is missing."""
        return self.choice(name, ("yes", "no"), "no") == "yes"

    def done(self) -> None:
        """All fields must have been taken."""
        if self.fields:
            raise self.error(f"it has no field {sorted(self.fields)[0]!r}", "delete it or mend its spelling")


def read_sections(name: str, text: str) -> dict[str, list[Entry]]:
    """A codebook file as sections of entries: ``section: {id: {field: text or list}}``.

    An entry that is a bare text or list has it as the field ``value``. Lines of a text are joined by blanks.

    Raises:
        CodebookError: the file is not YAML of this form, or a key stands twice.
    """
    parser: Any = yaml.CBaseLoader(text) if yaml.__with_libyaml__ else yaml.BaseLoader(text)
    try:
        return _sections(name, parser)
    except yaml.YAMLError as error:
        raise CodebookError(f"{name}: it is not YAML: {' '.join(str(error).split())}; mend what stands there") from None


def _sections(name: str, parser: Any) -> dict[str, list[Entry]]:
    sections: dict[str, list[Entry]] = {}
    parser.get_event()
    parser.get_event()
    if not isinstance(parser.get_event(), yaml.MappingStartEvent):
        raise CodebookError(f"{name}: it is not a mapping of sections; begin with a section's name and a colon")
    for section, line, event in _pairs(name, parser):
        if section in sections:
            raise CodebookError(f"{name}, line {line}: section {section!r} stands twice; join the two")
        if not isinstance(event, yaml.MappingStartEvent):
            raise CodebookError(f"{name}, line {line}: section {section!r} has no entries; write id: {{…}} below it")
        entries: dict[str, Entry] = {}
        for key, row, value in _pairs(name, parser):
            if key in entries:
                raise CodebookError(f"{name}, line {row}, {key}: it stands twice; delete one or rename it")
            entries[key] = Entry(name, row, key, _fields(name, key, parser, value))
        sections[section] = list(entries.values())
    return sections


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _pairs(name: str, parser: Any) -> Iterator[tuple[str, int, Any]]:
    while True:
        key = parser.get_event()
        if isinstance(key, yaml.MappingEndEvent):
            return
        if not isinstance(key, yaml.ScalarEvent):
            raise CodebookError(f"{name}, line {_line(key)}: a key is not a text; write a plain word")
        yield key.value, _line(key), parser.get_event()


def _fields(name: str, entry: str, parser: Any, event: Any) -> dict[str, Value]:
    if not isinstance(event, yaml.MappingStartEvent):
        return {"value": _value(name, entry, parser, event)}
    fields: dict[str, Value] = {}
    for key, line, value in _pairs(name, parser):
        if key in fields:
            raise CodebookError(f"{name}, line {line}, {entry}: {key} stands twice; join the two")
        fields[key] = _value(name, entry, parser, value)
    return fields


def _value(name: str, entry: str, parser: Any, event: Any) -> Value:
    if type(event) is yaml.ScalarEvent:
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        values: list[str] = []
        while not isinstance(item := parser.get_event(), yaml.SequenceEndEvent):
            if type(item) is not yaml.ScalarEvent:
                line = _line(event)
                raise CodebookError(f"{name}, line {line}, {entry}: a list holds more than texts; write plain words")
            values.append(item.value)
        return values
    line = _line(event)
    raise CodebookError(f"{name}, line {line}, {entry}: a field is neither text nor list; write one of these")


def read_files(folder: Path) -> tuple[tuple[str, str], ...]:
    """Name and text of each YAML file below the folder, in order of name."""
    files = sorted((p.relative_to(folder).as_posix(), p) for p in folder.glob("**/*.yaml"))
    if not files:
        raise CodebookError(f"{folder.name}: it has no YAML files; install the package again")
    return tuple((name, path.read_text(encoding="utf-8")) for name, path in files)
