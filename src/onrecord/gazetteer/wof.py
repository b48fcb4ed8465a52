"""Places from the rows of a table of Who's On First."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.gazetteer.compile import Compiler, Tell
from onrecord.gazetteer.dump import Dump, clean
from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.lookup import SAME_KM, Gazetteer, km_between
from onrecord.gazetteer.place import UNCOUNTED, Place, file_short_names, latin, usable
from onrecord.gazetteer.store import Entry

FEATURES = {
    "continent": "CONT", "country": "PCLI", "dependency": "PCLD", "disputed": "ADMD", "macroregion": "RGN",
    "region": "ADM1", "macrocounty": "ADMD", "county": "ADM2", "localadmin": "ADM3", "locality": "PPL",
    "borough": "PPLX", "macrohood": "PPLX", "neighbourhood": "PPLX", "microhood": "PPLX", "ocean": "OCN",
    "marinearea": "SEA", "building": "BLDG",
}  # fmt: skip
"""GeoNames feature codes of the kinds of places of Who's On First."""

ELSE = "LCTY"
"""The feature code of all other kinds: a locality of no stated kind."""

ASTRAY_KM = 25.0
"""A populated place farther from the one whose GeoNames id it has is another, and goes by its own id."""

TWICE_KM = 10.0
"""Two rows with one GeoNames id that lie no farther apart are one place."""

_DIVISION = re.compile(rb"\t(?:region|county)\t")
_AIRPORT, _BASE = re.compile(r"airport|airfield|aerodrome", re.I), re.compile(r"air ?base|air force", re.I)
# What a romanisation for English readers does not have: letters of other spellings, endings of other languages.
_FOREIGN = re.compile(r"[jwxq]|sch|tsj|dsch|[bcdfgklmnprstvz]i[aeou]|iy\b|ou|h'|'", re.I)
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "’": "", "'": "",
})  # fmt: skip
_MOST_ID = 2**32 - 1
_MOST_PEOPLE = 10**11


@dataclass(frozen=True, slots=True)
class _Above:
    """The numbers of the divisions that a row's own division is, or lies in."""

    admin1: int
    admin2: int
    zone: str


class WhosOnFirst:
    """Reads a table twice: first its divisions, to which the other rows refer by id, then all else.

    Args:
        dump: the file.
        shipped: gives divisions the names by which reports' other places know them, and time zones.
        countries: codes of the countries that are kept; empty keeps all.
    """

    def __init__(self, dump: Dump, shipped: Gazetteer, countries: Collection[str] = ()) -> None:
        self._dump, self._shipped, self._countries = dump, shipped, frozenset(countries)
        self._at = {name: at for at, name in enumerate(dump.columns)}
        self._above: dict[str, _Above] = {}
        self._taken: dict[str, Place] = {}
        self._number: dict[str, int] = {}
        self._zones: dict[str, str] = {}

    def compile(self, compiler: Compiler, tell: Tell) -> None:
        """Add all places.

        Raises:
            InstallError: a row is bad; the message says which.
        """
        rows = [(line, row) for line, row in self._dump.rows("divisions", tell, _DIVISION)]
        for kind in ("region", "county"):
            for line, row in rows:
                if self._value(row, "placetype") == kind:
                    self._add(compiler, line, row)
        for line, row in self._dump.rows("places", tell):
            if self._value(row, "placetype") not in ("region", "county"):
                self._add(compiler, line, row)

    def _value(self, row: list[str], column: str) -> str:
        at = self._at.get(column)
        return "" if at is None else row[at].strip()

    def _add(self, compiler: Compiler, line: int, row: list[str]) -> None:
        dump, value = self._dump, self._value
        number = dump.whole(line, "wof_id", value(row, "wof_id"), _MOST_ID)
        latitude = dump.number(line, "lat", value(row, "lat"), 90)
        longitude = dump.number(line, "lon", value(row, "lon"), 180)
        country = dump.country(line, value(row, "country"))
        people = dump.whole(line, "population", value(row, "population") or "0", _MOST_PEOPLE)
        geonames = dump.whole(line, "geonames_id", value(row, "geonames_id") or "0", _MOST_ID)
        own = clean(value(row, "name"))
        others = [name for name in map(clean, value(row, "names").split("|")) if name]
        name = shown(own, others)
        if not name or (self._countries and country not in self._countries):
            return
        kind = value(row, "placetype")
        feature = FEATURES.get(kind) or ("AIRB" if _BASE.search(name) else "AIRP" if _AIRPORT.search(name) else ELSE)
        place = Place(f"wof:{number}", name, feature, country, latitude, longitude, people)
        place.weight = None if people else UNCOUNTED.get(feature)
        match = "alternate" if feature.startswith("ADM") else "name"  # bare, a division's name is its town's first
        place.file(name, match)
        if own:
            place.file(own, match)
        for other in others:
            if usable(other):
                place.file(other)
        file_short_names(place)
        known = self._same(place, geonames)
        if known is not None and feature in ("ADM1", "ADM2"):
            place.name = known
        earlier = self._taken.get(f"geonames:{geonames}")
        if earlier is not None and feature == earlier.feature and km_between(place, earlier) <= TWICE_KM:
            compiler.add_names(self._number[earlier.id], place)
            return
        above = self._lies_in(row)
        place.zone = self._zone(place, above)
        added = compiler.add(place, above.admin1, above.admin2)
        if place.id.startswith("geonames:"):
            self._taken[place.id], self._number[place.id] = place, added
            place.names = {}
        if feature == "ADM1":
            self._above[str(number)] = _Above(added, 0, place.zone)
        elif feature == "ADM2":
            self._above[str(number)] = _Above(above.admin1, added, place.zone)

    def _same(self, place: Place, geonames: int) -> str | None:
        """Give a place the id that others know it by, if it has one; returns the shipped gazetteer's name for it.

        A division without a GeoNames id is the shipped gazetteer's only one of its level, country and name.
        """
        id = f"geonames:{geonames}" if geonames else ""
        known = self._shipped.get(id) if id else None
        division = place.feature in ("ADM1", "ADM2")
        if known is not None:
            town = known.feature[:3] != place.feature[:3]  # a division goes by the id of the town it is named for
            if town or (place.feature.startswith("PPL") and km_between(place, known) > ASTRAY_KM):
                id, known = "", None
        if known is None and division:
            same = {
                c.entry.id: c.entry
                for key in place.names
                for c in self._shipped.by_key(key)
                if (c.entry.feature, c.entry.country) == (place.feature, place.country)
            }
            if len(same) == 1:
                [known] = same.values()
                id = known.id
        elif known is None and not id:
            known = self._near(place)
            id = known.id if known is not None else ""
        if id and id not in self._taken:
            place.id = id
        return known.name if known is not None else None

    def _near(self, place: Place) -> Entry | None:
        """The shipped gazetteer's place of one of these names, of the same kind, that lies where this one does."""
        for key in place.names:
            for candidate in self._shipped.by_key(key):
                entry = candidate.entry
                alike = entry.feature[:3] == place.feature[:3] and entry.country == place.country
                if alike and km_between(place, entry) <= SAME_KM:
                    return entry
        return None

    def _lies_in(self, row: list[str]) -> _Above:
        """The nearest division above a row that is in the file."""
        for column in ("county_id", "parent_id", "region_id"):
            above = self._above.get(self._value(row, column))
            if above is not None and self._value(row, column) != self._value(row, "wof_id"):
                return above
        return _Above(0, 0, "")

    def _zone(self, place: Place, above: _Above) -> str:
        """The zone of the shipped gazetteer's place of the same id, else of its division, else of its country."""
        known = self._shipped.get(place.id) if place.feature in ("ADM1", "ADM2") else None
        if known is not None and known.timezone:
            return known.timezone
        if above.zone:
            return above.zone
        if place.country not in self._zones:
            found = (e for e in self._shipped.lookup(place.country) if e.feature == "PCLI")
            entry = next((e for e in found if e.country == place.country), None)
            self._zones[place.country] = entry.timezone or "" if entry is not None else ""
        return self._zones[place.country]


def shown(own: str, others: list[str]) -> str:
    """The name to show: the place's own if it is in Latin letters, else the likest Latin one.

    Likest is one in plain letters that reads as an English reader would write the own name: by its letters where these
    are Cyrillic, by having no spelling of another language where they are not.
    """
    if latin(own):
        return own
    names = [name for name in others if latin(name) and len(name) > 2 and not (name.isupper() and len(name) < 5)]
    heard = own.casefold().translate(_CYRILLIC)
    matcher = SequenceMatcher(None, b=heard, autojunk=False) if heard != own.casefold() else None

    def unlike(name: str) -> tuple[bool, float, int, str]:
        if matcher is not None:
            matcher.set_seq1(fold(name))
        return not name.isascii(), -matcher.ratio() if matcher else 0.0, len(_FOREIGN.findall(name)), name

    return min(names, key=unlike, default=own)
