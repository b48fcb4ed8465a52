"""Territories that more than one state claims, or whose statehood is disputed, as the gazetteer can tell them.

The table is ``disputes.yaml``. It says who claims a territory, never whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from onrecord.gazetteer.store import Entry, GazetteerError

FILE = "disputes.yaml"
WHOLE: Final = "whole"

Division = tuple[str, str]
"""Country code and name of a first-order division, as the gazetteer has them."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed territory: how the gazetteer's places in it are told, and who claims it.

    ``places`` are single places by id, with their names; ``divisions`` are first-order divisions; ``countries`` are the
    codes of what is disputed as a whole. ``claims`` are ISO 3166-1 alpha-2 codes in order of the alphabet.
    """

    name: str
    places: Mapping[str, str]
    divisions: tuple[Division, ...]
    countries: tuple[str, ...]
    claims: tuple[str, ...]
    note: str
    source: str


class Disputes:
    """The disputed territories, asked by place.

    Raises:
        ValueError: two rows name the same place, division or country.
    """

    def __init__(self, rows: tuple[Dispute, ...]) -> None:
        self.rows = rows
        self._by: dict[str | Division, Dispute] = {}
        for row in rows:
            keys: list[str | Division] = [*row.places, *row.divisions, *row.countries]
            for key in keys:
                if key in self._by:
                    raise ValueError(f"{key} stands in {self._by[key].name} and in {row.name}; delete one")
                self._by[key] = row

    def of(self, entry: Entry) -> Dispute | None:
        """The dispute that a place lies in: told by its id, else by its first-order division, else by its country."""
        found = self._by.get(entry.id)
        if found is None and entry.country is not None:
            if entry.admin1 is not None:
                found = self._by.get((entry.country, entry.admin1))
            found = found or self._by.get(entry.country)
        return found

    def claims(self, entry: Entry) -> tuple[str, ...]:
        """The codes of the states that claim a place; empty where it is not disputed."""
        found = self.of(entry)
        return found.claims if found is not None else ()


def parse(text: str) -> tuple[Dispute, ...]:
    """The rows of a table in YAML.

    Raises:
        ValueError: the text is no such table.
    """
    import yaml

    loader: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # the code NO stays text
    try:
        table = yaml.load(text, loader)
        return tuple(_row(name, given) for name, given in table["disputes"].items())
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{FILE} is not as its head says: {type(error).__name__} {error}") from error


@lru_cache(maxsize=1)
def load_disputes() -> Disputes:
    """The table that ships with onrecord, read once per process (milliseconds).

    Raises:
        GazetteerError: its file is missing or damaged.
    """
    try:
        return Disputes(parse(Path(__file__).with_name(FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise GazetteerError(f"disputed territories cannot be read: {error}; install onrecord again") from error


def _row(name: str, given: dict[str, Any]) -> Dispute:
    where = given.get("where", {})
    return Dispute(
        name=name,
        places=MappingProxyType(given.get("places", {})),
        divisions=tuple(
            (country, division) for country, named in where.items() if named != WHOLE for division in named
        ),
        countries=tuple(country for country, named in where.items() if named == WHOLE),
        claims=tuple(sorted(given["claims"])),
        note=given["note"],
        source=given["source"],
    )
