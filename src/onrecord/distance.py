"""How far apart two places are."""

from __future__ import annotations

from math import cos, hypot, radians

KM_OF_A_DEGREE = 111.2
"""Kilometres of a degree of latitude, and of one of longitude at the equator."""


def km_on_a_plane(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points in degrees, as if the earth were flat: near enough for some hundreds of them."""
    east = (lon - other_lon + 180) % 360 - 180
    return KM_OF_A_DEGREE * hypot(lat - other_lat, east * cos(radians((lat + other_lat) / 2)))
