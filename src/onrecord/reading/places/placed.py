"""Where a place is that the text tells by another one: its point is moved, its precision widened."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.records import Place, Relation

SIDE_KM = 10.0
"""How far off a place is put of which the side alone is told ("north of Kupiansk"): well within UCDP's code 2."""

NEAR_KM = 25.0
"""UCDP's code 2 is a limited area around a point, of about so many kilometres; what lies farther off is code 5."""

TOLD_KM = 100.0
"""As far as a place may lie, with distance and side told, so that the spot is known to some ``NEAR_KM``."""

BETWEEN_KM = 2 * NEAR_KM
"""How far two places may lie apart so that what lies between them is near either."""

WIDE = 3
"""The precision from which a place is no point, so that "north of" it is told of no point either."""

_EARTH = 6371.0  # km, the mean radius


def placed(places: Sequence[Place], relations: Mapping[int, Relation]) -> tuple[Place, ...]:
    """The places with how they are said to lie (by their numbers in the list), and put there."""
    by_id = {place.id: place for place in places}
    return tuple(
        _placed(place, relations[index], by_id) if index in relations else place for index, place in enumerate(places)
    )


def _placed(place: Place, relation: Relation, by_id: Mapping[str, Place]) -> Place:
    other = by_id[relation.to] if relation.to is not None else None
    if place.sense == "actor":
        return place
    if other is None or relation.kind == "between":
        return _by_itself(replace(place, relation=relation), relation, other)
    there = replace(place, relation=relation)
    if place.gazetteer_id is not None or other.lat is None or other.lon is None or other.precision is None:
        return there
    lat, lon = moved(other.lat, other.lon, relation)
    there = replace(there, lat=lat, lon=lon, precision=precision_of(other.precision, relation), admin1=other.admin1)
    return replace(there, country=other.country, country_from=other.country_from, disputed=other.disputed)


def _by_itself(place: Place, relation: Relation, other: Place | None) -> Place:
    """A place that lies by the one that it names."""
    if place.precision is None or place.lat is None or place.lon is None:
        return place
    lat, lon = moved(place.lat, place.lon, relation) if place.precision < WIDE else (place.lat, place.lon)
    if other is not None and other.lat is not None and other.lon is not None:
        relation = replace(relation, km=apart(place.lat, place.lon, other.lat, other.lon))
    return replace(place, lat=lat, lon=lon, precision=precision_of(place.precision, relation))


def precision_of(code: int, relation: Relation) -> int:
    """UCDP's ``where_prec`` of a place by one whose code is given."""
    if relation.kind == "border" or (relation.kind == "part" and code == 6):
        return 5 if code <= 6 else code
    if code != 1 or relation.kind == "part":
        return code
    if relation.kind == "between":
        return 2 if relation.km is None or relation.km <= BETWEEN_KM else 5
    most = TOLD_KM if relation.bearing is not None else NEAR_KM
    return 2 if relation.km is None or relation.km <= most else 5


def moved(lat: float, lon: float, relation: Relation) -> tuple[float, float]:
    """The point (degrees) at the distance and bearing of a relation; where no side is told, the same point."""
    if relation.kind != "direction" or relation.bearing is None:
        return lat, lon
    arc = (SIDE_KM if relation.km is None else relation.km) / _EARTH
    angle, phi = math.radians(relation.bearing), math.radians(lat)
    there = math.asin(
        max(-1.0, min(1.0, math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(angle)))
    )
    turn = math.atan2(math.sin(angle) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * math.sin(there))
    return round(math.degrees(there), 5), round((lon + math.degrees(turn) + 540) % 360 - 180, 5)


def apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle between two points in degrees."""
    p = math.pi / 180
    x = math.sin((other_lat - lat) * p / 2) ** 2
    x += math.cos(lat * p) * math.cos(other_lat * p) * math.sin((other_lon - lon) * p / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(x)))
