"""Places that are told by another: near it, on a side of it, on a border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.reading.places.placed import apart as km_apart
from onrecord.reading.places.placed import moved, precision_of
from onrecord.records import Place, Relation


def one(text: str, name: str) -> Place:
    return next(p for p in onrecord.read(text, installed=False).places if p.text == name)


def told(text: str, name: str) -> tuple[str, float | None, float | None, str] | None:
    relation = one(text, name).relation
    return relation and (relation.kind, relation.km, relation.bearing, text[slice(*relation.span)])


def apart(place: Place, lat: float, lon: float) -> float:
    assert place.lat is not None and place.lon is not None
    return km_apart(place.lat, place.lon, lat, lon)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Two were killed 10 km south of Izium on Monday.", "Izium", ("direction", 10, 180, "10 km south of")),
        (
            "A lorry was hit about 15 miles (24 km) north-west of the city of Izium.",
            "Izium",
            ("direction", 15 * 1.609344, 315, "about 15 miles (24 km) north-west of the city of"),
        ),
        (
            "Shells fell to the north-northeast of Izium.",
            "Izium",
            ("direction", None, 22.5, "to the north-northeast of"),
        ),
        ("Men dug trenches just east of Goma.", "Goma", ("direction", None, 90, "just east of")),
        ("Two bodies lay 5km from Goma.", "Goma", ("near", 5, None, "5km from")),
        ("A market burned in the outskirts of Aleppo.", "Aleppo", ("near", None, None, "outskirts of")),
        ("Tanks massed close to Goma.", "Goma", ("near", None, None, "close to")),
        ("A drone fell outside Izium.", "Izium", ("near", None, None, "outside")),
        ("Guards fired on the border with Chad.", "Chad", ("border", None, None, "border with")),
        ("Aleppo's southern suburbs were shelled.", "Aleppo", ("near", None, None, "suburbs")),
        ("Clashes went on in the north of Mali.", "Mali", ("part", None, 0, "north of")),
        ("Herders fled south-eastern Niger.", "Niger", ("part", None, 135, "south-eastern")),
        ("Herders fled central Mali.", "Mali", ("part", None, None, "central")),
        ("He drove from Goma to the coast.", "Goma", None),
        ("The Rafah border crossing was shut.", "Rafah border crossing", None),
    ],
)
def test_how_a_place_lies_is_read_with_its_words(
    text: str, name: str, expected: tuple[str, float | None, float | None, str] | None
) -> None:
    assert told(text, name) == expected


def test_both_ends_of_a_border_or_a_road_have_it() -> None:
    found = onrecord.read("Patrols met on the border between Sudan and Chad.", installed=False).places
    assert [(p.text, p.relation and p.relation.kind, p.precision) for p in found] == [
        ("Sudan", "border", 5), ("Chad", "border", 5),
    ]  # fmt: skip
    found = onrecord.read("The road between Goma and Sake was cut.", installed=False).places
    assert [(p.text, p.precision, p.relation and p.relation.to) for p in found] == [
        ("Goma", 2, "p2"),
        ("Sake", 2, "p1"),
    ]
    found = onrecord.read("A bus burned on the road between Kabul and Kandahar.", installed=False).places
    assert [(p.text, p.precision) for p in found] == [("Kabul", 5), ("Kandahar", 5)]  # 450 km apart
    found = onrecord.read("Militants crossed the Sudan-Chad border.", installed=False).places
    assert [(p.text, p.country, p.relation and p.relation.kind) for p in found] == [
        ("Sudan", "SD", "border"), ("Chad", "TD", "border"),
    ]  # fmt: skip


def test_a_side_and_a_distance_move_the_point() -> None:
    there = one("Two were killed 10 km south of Izium.", "Izium")
    plain = one("Two were killed in Izium.", "Izium")
    assert plain.lat is not None and plain.lon is not None and there.lat is not None
    assert apart(there, plain.lat, plain.lon) == pytest.approx(10, rel=0.01)
    assert there.lat < plain.lat and there.lon == pytest.approx(plain.lon, abs=1e-4)
    assert (plain.precision, there.precision) == (1, 2)
    assert there.gazetteer_id == plain.gazetteer_id


def test_in_apposition_the_other_place_lies_there() -> None:
    text = "The village of Brazhkivka, some 20 km south-east of Izium, was shelled."
    village, town = one(text, "Brazhkivka"), one(text, "Izium")
    assert town.relation is None and town.precision == 1
    assert village.relation is not None and village.relation.to == town.id
    assert village.gazetteer_id is None and village.country == "UA" and village.precision == 2
    assert town.lat is not None and town.lon is not None
    assert apart(village, town.lat, town.lon) == pytest.approx(20, rel=0.01)


def test_a_place_of_the_gazetteer_stays_where_it_is() -> None:
    text = "Mosul, 400 km north of Baghdad, fell on Tuesday."
    mosul, baghdad = one(text, "Mosul"), one(text, "Baghdad")
    assert mosul.gazetteer_id is not None and mosul.precision == 1
    assert mosul.relation is not None and mosul.relation.to == baghdad.id
    assert baghdad.relation is None


def relation(kind: str, km: float | None = None, bearing: float | None = None) -> Relation:
    return Relation(kind, km, bearing, (0, 1), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "told", "expected"),
    [
        (1, relation("near"), 2), (1, relation("near", 25), 2), (1, relation("near", 26), 5),
        (1, relation("direction", None, 0), 2), (1, relation("direction", 90, 0), 2),
        (1, relation("direction", 400, 0), 5), (1, relation("border"), 5), (3, relation("border"), 5),
        (3, relation("near"), 3), (6, relation("border"), 5), (7, relation("near"), 7), (6, relation("part"), 5),
        (1, relation("part", None, 0), 1),
    ],
)  # fmt: skip
def test_precision_is_widened_and_never_sharpened(code: int, told: Relation, expected: int) -> None:
    assert precision_of(code, told) == expected


@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 900), st.integers(0, 15))
def test_a_point_is_moved_as_far_as_is_told(lat: float, lon: float, km: float, side: int) -> None:
    there = moved(lat, lon, relation("direction", km, side * 22.5))
    assert km_apart(lat, lon, *there) == pytest.approx(km, abs=0.01, rel=1e-3)
    assert -90 <= there[0] <= 90 and -180 <= there[1] <= 180
