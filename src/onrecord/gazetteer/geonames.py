"""Places from the rows of a GeoNames dump."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Collection

from onrecord.gazetteer.compile import Compiler, Tell
from onrecord.gazetteer.dump import Dump, clean
from onrecord.gazetteer.lookup import Gazetteer
from onrecord.gazetteer.place import UNCOUNTED, Place, file_short_names, usable

_DIVISION = re.compile(rb"\tA\tADM[12]\t")
_NO_CODE = {"P": "PPL", "A": "ADMD"}  # what a row without a feature code is, by its class
_MOST_PEOPLE = 10**11
_MOST_ID = 2**32 - 1


class GeoNames:
    """Reads a dump twice: first its divisions, to which the other rows refer by codes, then all else.

    Args:
        dump: the file.
        shipped: gives divisions the names by which reports' other places know them.
        countries: codes of the countries that are kept; empty keeps all.
    """

    def __init__(self, dump: Dump, shipped: Gazetteer, countries: Collection[str] = ()) -> None:
        self._dump, self._shipped, self._countries = dump, shipped, frozenset(countries)
        self._zones = zoneinfo.available_timezones()
        self._first: dict[tuple[str, str], int] = {}
        self._second: dict[tuple[str, str, str], int] = {}

    def compile(self, compiler: Compiler, tell: Tell) -> None:
        """Add all places.

        Raises:
            InstallError: a row is bad; the message says which.
        """
        done = self._divisions(compiler, tell)
        for line, row in self._dump.rows("places", tell):
            place = self._place(line, row)
            if place is not None and place.id not in done:
                country, admin1, admin2 = row[8], row[10], row[11]
                compiler.add(
                    place,
                    self._first.get((country, admin1), 0) if admin1 else 0,
                    self._second.get((country, admin1, admin2), 0) if admin2 else 0,
                )

    def _divisions(self, compiler: Compiler, tell: Tell) -> set[str]:
        """Add the first- and second-order divisions; returns their ids."""
        done: set[str] = set()
        second: list[tuple[Place, tuple[str, str, str]]] = []
        for line, row in self._dump.rows("divisions", tell, _DIVISION):
            place = self._place(line, row)
            if place is None:
                continue
            known = self._shipped.get(place.id)
            if known is not None and known.feature.startswith("ADM"):
                place.name = known.name
            codes = (row[8], row[10], row[11])
            if place.feature == "ADM1" and codes[:2] not in self._first:
                self._first[codes[:2]] = compiler.add(place)
                done.add(place.id)
            elif place.feature == "ADM2":
                second.append((place, codes))
        for place, codes in second:
            if codes not in self._second:
                self._second[codes] = compiler.add(place, self._first.get(codes[:2], 0))
                done.add(place.id)
        return done

    def _place(self, line: int, row: list[str]) -> Place | None:
        """The place of a row; none if its country is not wanted or it has no name."""
        dump = self._dump
        country = dump.country(line, row[8])
        number = dump.whole(line, "geonameid", row[0], _MOST_ID)
        latitude, longitude = dump.number(line, "latitude", row[4], 90), dump.number(line, "longitude", row[5], 180)
        people = dump.whole(line, "population", row[14] or "0", _MOST_PEOPLE)
        name = clean(row[1]) or clean(row[2])
        if not name or (self._countries and country not in self._countries):
            return None
        zone = row[17] if row[17] in self._zones else ""
        feature = row[7] or _NO_CODE.get(row[6], row[6])
        place = Place(f"geonames:{number}", name, feature, country, latitude, longitude, people, zone)
        place.weight = None if people else UNCOUNTED.get(feature)
        place.file(name, "name")
        if row[2] != row[1] and usable(row[2]):
            place.file(row[2], "name")  # the same name in plain letters
        for other in row[3].split(","):
            if usable(other):
                place.file(other)
        file_short_names(place)
        return place
