"""The user's own file: names that are no place, places of one's own, names that always mean one place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.gazetteer import Gazetteer, GazetteerError, load
from onrecord.gazetteer.folder import OWN, VARIABLE
from onrecord.gazetteer.overrides import SURE

GOOD = """
block: [Hope, Reading]
places:
  - name: Hill 61
    also: [Height 61, "Висота 61"]
    lat: 48.6
    lon: 37.9
    country: UA
    feature: HLL
  - {name: Tripoli, also: [Trablous], id: "geonames:2210247"}
  - {name: Kupiansk, lat: -1, lon: 36.5, country: NO}
"""


@pytest.fixture(autouse=True)
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    load.cache_clear()
    yield tmp_path
    load.cache_clear()


def own(where: Path, text: str = GOOD) -> Gazetteer:
    (where / OWN).write_text(text, encoding="utf-8")
    load.cache_clear()
    return load()


def test_a_place_of_one_s_own_is_found_by_its_names_and_its_id(where: Path) -> None:
    gazetteer = own(where)
    [hill] = gazetteer.lookup("hill 61")
    assert (hill.id, hill.name, hill.feature, hill.country) == ("own:hill 61", "Hill 61", "HLL", "UA")
    assert (hill.lat, hill.lon, hill.importance) == (48.6, 37.9, SURE)
    assert [c.match for n in ("Hill 61", "Height 61", "Висота 61") for c in gazetteer.candidates(n)] == [
        "name", "alternate", "alternate",
    ]  # fmt: skip
    assert gazetteer.get("own:hill 61") == hill and gazetteer.knows("height 61") and gazetteer.chosen("height 61")


def test_a_place_of_one_s_own_comes_before_its_namesakes(where: Path) -> None:
    found = own(where).lookup("Kupiansk")
    assert (found[0].id, found[0].country, found[0].feature) == ("own:kupiansk", "NO", "PPL")
    assert found[1:] == load(installed=False).lookup("Kupiansk")


def test_a_name_with_an_id_always_means_that_place(where: Path) -> None:
    gazetteer = own(where)
    for name in ("Tripoli", "Trablous"):
        assert [e.id for e in gazetteer.lookup(name)] == ["geonames:2210247"]
    assert len(load(installed=False).lookup("Tripoli")) > 1


def test_a_blocked_name_is_no_place(where: Path) -> None:
    gazetteer = own(where)
    assert gazetteer.blocked("hope") and not gazetteer.knows("hope") and gazetteer.by_key("hope") == ()
    assert load(installed=False).knows("hope")


def test_reports_are_read_with_it(where: Path) -> None:
    path = where / "mine.yaml"
    path.write_text("block: [Kharkiv, Verkhnya Balka]\n" + GOOD.replace("block: [Hope, Reading]", ""), encoding="utf-8")
    text = (
        "Shells fell on Hill 61 near Bakhmut and in Kharkiv on Tuesday, the governor said. "
        "The trucks passed the Verkhnya Balka crossing. In Tripoli, Lebanon, nobody was hurt."
    )
    told = {place.text: place.gazetteer_id for place in onrecord.read(text, places=path).places}
    assert told["Hill 61"] == "own:hill 61" and told["Tripoli"] == "geonames:2210247"
    assert "Kharkiv" not in told and "Verkhnya Balka" not in told and "Bakhmut" in told
    plain = {place.text: place.gazetteer_id for place in onrecord.read(text).places}
    assert {"Kharkiv", "Verkhnya Balka"} <= plain.keys() and plain["Tripoli"] != "geonames:2210247"


def test_the_file_in_the_folder_gives_way_to_one_that_is_named(where: Path) -> None:
    own(where)
    other = where / "other.yaml"
    other.write_text("places: [{name: Zzyzzaq, lat: 1, lon: 2}]")
    gazetteer = load(places=other)
    assert gazetteer.knows("zzyzzaq") and gazetteer.knows("hope") and not load(installed=False).knows("zzyzzaq")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "block: []\n", "places: []\n"])
def test_a_file_that_says_nothing_changes_nothing(where: Path, text: str) -> None:
    gazetteer = own(where, text)
    assert gazetteer.candidates("Tripoli") == load(installed=False).candidates("Tripoli")
    assert gazetteer.knows("hope") and not gazetteer.knows("")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("blok: [Hope]", r"line 1, the file: it has no key 'blok'; write one of block, places"),
        ("block: Hope", r"line 1, the file: block is no list of names"),
        ("block: ['...']", r"has no letter and no digit"),
        ("places: {name: X}", r"places is no list of places"),
        ("places: [X]", r"places is no list of places"),
        ("places:\n  - {lat: 1, lon: 2}", r"line 2, row 1: it has no name"),
        ("places:\n  - name: Y\n    lat: 91\n    lon: 2", r"line 3, row 1: lat '91' is no number"),
        ("places: [{name: X, lat: nan, lon: 2}]", r"lat 'nan' is no number"),
        ("places: [{name: X, lat: 1}]", r"it has no lon"),
        ("places: [{name: X, lat: 1, lon: 2, altitude: 3}]", r"it has no key 'altitude'"),
        ("places: [{name: X, lat: 1, lon: 2, country: Ukraine}]", r"country 'Ukraine' is no code"),
        ("places: [{name: X, lat: 1, lon: 2, feature: hill}]", r"feature 'hill' is no GeoNames"),
        ("places: [{name: X, id: 'geonames:1'}]", r"no gazetteer has 'geonames:1'; `onrecord gazetteer search"),
        ("places: [{name: X, id: 'geonames:2210247', lat: 1}]", r"it has no key 'lat'; write one of name, also, id"),
        ("places: [{name: X, lat: 1, lon: 2}, {name: x, lat: 3, lon: 4}]", r"row 2: 'x' stands twice"),
        ("block: [X]\nplaces: [{name: X, lat: 1, lon: 2}]", r"'X' stands under block, too"),
        ("places: [{name: X, lat: 1, lon: 2}, {name: X, id: 'geonames:2210247'}]", r"means another place already"),
        ("places: [{name: X, name: Y}]", r"'name' stands twice"),
        ("- X", r"it is no mapping"),
        ("places: [", r"no YAML"),
        ("block: &a [*a]", r"nested too deep"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_mend(where: Path, text: str, told: str) -> None:
    with pytest.raises(GazetteerError, match=told) as raised:
        own(where, text)
    assert str(where / OWN) in str(raised.value) and ";" in str(raised.value)


def test_a_file_that_is_missing_or_no_text_is_told(where: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        load(places=where / "missing.yaml")
    (where / "binary.yaml").write_bytes(os.urandom(8) + b"\xff")
    with pytest.raises(GazetteerError, match="cannot be read"):
        load(places=where / "binary.yaml")
