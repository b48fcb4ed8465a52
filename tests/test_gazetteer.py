"""The gazetteer: what it finds under which spellings, in which order, and that its file is checked."""

from __future__ import annotations

import json
import shutil
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gazetteer import Entry, Gazetteer, GazetteerError, fold, load, store


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khān Yūnis", "khan yunis"),
        ("Port-au-Prince", "Port au Prince"),
        ("Chkalovskiy", "Chkalovsky"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Slov’yansk", "Slov'yansk"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_never_raises(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_name_finds_its_places_with_the_most_important_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Paris")
    assert found[0].country == "FR"
    assert found[0].timezone == "Europe/Paris"
    assert {"Texas", "Ontario"} <= {entry.admin1 for entry in found}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Kiev", "geonames:703448"),
        ("Київ", "geonames:703448"),
        ("حلب", "geonames:170063"),
        ("Korochansky district", "geonames:544704"),
        ("Rapides Parish", "geonames:4338356"),
        ("La.", "geonames:4331987"),
        ("Black Sea", "onrecord:black-sea"),
        ("DRC", "geonames:203312"),
    ],
)
def test_other_names_scripts_and_abbreviations_are_known(gazetteer: Gazetteer, name: str, id: str) -> None:
    assert id in [entry.id for entry in gazetteer.lookup(name)]


def test_a_division_is_found_without_its_generic_word(gazetteer: Gazetteer) -> None:
    matches = {c.entry.feature: c.match for c in gazetteer.candidates("Belgorod")}
    assert matches["PPL"] == "name"
    assert matches["ADM1"] == "short"


def test_an_air_base_is_found_by_its_name_alone(gazetteer: Gazetteer) -> None:
    assert "AIRB" in {entry.feature for entry in gazetteer.lookup("Chkalovsky")}


def test_a_town_knows_the_divisions_that_it_lies_in(gazetteer: Gazetteer) -> None:
    town = gazetteer.get("geonames:4314550")
    assert town is not None
    assert (town.name, town.admin2, town.admin1, town.country) == ("Alexandria", "Rapides Parish", "Louisiana", "US")


def test_a_division_keeps_the_clock_of_its_towns_and_a_country_of_several_clocks_none(gazetteer: Gazetteer) -> None:
    district, country = gazetteer.get("geonames:544704"), gazetteer.get("geonames:6252001")
    assert district is not None and country is not None
    assert gazetteer.zone(district) == "Europe/Moscow"
    assert gazetteer.zone(country) is None


@pytest.mark.parametrize("id", ["geonames:1", "geonames:", "nowhere:5", "", "iso:??", "geonames:٣"])
def test_an_unknown_id_gives_none(gazetteer: Gazetteer, id: str) -> None:
    assert gazetteer.get(id) is None


def test_a_name_that_nobody_has_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Verkhnya Nesuschaya Balka") == ()
    assert gazetteer.lookup("") == ()


def test_every_entry_found_by_name_is_found_by_id_and_lies_on_earth(gazetteer: Gazetteer) -> None:
    known = zoneinfo.available_timezones()
    for name in ("Springfield", "Washington", "Georgia", "Rafah", "Goma", "Kharkiv", "Red Sea", "Suez Canal"):
        for entry in gazetteer.lookup(name):
            assert gazetteer.get(entry.id) == entry
            assert entry.lat is not None and -90 <= entry.lat <= 90
            assert entry.lon is not None and -180 <= entry.lon <= 180
            assert entry.timezone is None or entry.timezone in known
            assert 0 <= entry.importance <= 10.2


def test_the_file_is_the_one_of_its_card(gazetteer: Gazetteer) -> None:
    gazetteer.verify()
    assert gazetteer.card["bytes"] < 25_000_000
    assert len(gazetteer) == gazetteer.card["entries"] == sum(gazetteer.card["counts"].values())
    assert all(source["licence"] for source in gazetteer.card["inputs"])


def test_a_file_that_was_cut_short_or_swapped_is_refused(tmp_path: Path) -> None:
    folder = Path(store.__file__).parent
    for name in (store.FILE, store.CARD):
        shutil.copy(folder / name, tmp_path)
    data = (tmp_path / store.FILE).read_bytes()
    (tmp_path / store.FILE).write_bytes(data[:1000])
    with pytest.raises(GazetteerError, match="install onrecord again"):
        Gazetteer(tmp_path / store.FILE)
    (tmp_path / store.FILE).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer(tmp_path / store.FILE).verify()
    card = json.loads((tmp_path / store.CARD).read_text())
    (tmp_path / store.CARD).write_text(json.dumps(card | {"directory_sha256": "0"}))
    with pytest.raises(GazetteerError):
        Gazetteer(tmp_path / store.FILE)
    (tmp_path / store.CARD).unlink()
    with pytest.raises(GazetteerError, match="cannot be opened"):
        Gazetteer(tmp_path / store.FILE)


def test_an_entry_is_a_value(gazetteer: Gazetteer) -> None:
    entry = gazetteer.lookup("Kyiv")[0]
    assert isinstance(entry, Entry)
    with pytest.raises(AttributeError):
        entry.name = "Kiev"  # type: ignore[misc]
