"""The nine reports of one incident are read as a careful person would, and they ship."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.demo import example_names, example_reports, save_examples
from onrecord.records import Claim, Reading

ROOT = Path(__file__).parents[1]
DAY = "2024-05-14"
GOVERNOR, MINISTRY, DOCTOR = "Haja Ravelonaro", "Coastal Defence Ministry", "Lanto Andriavony"

Toll = tuple[str, str, int, int | None]

KILLED_AND_INJURED: dict[str, set[Toll]] = {
    "1-corvane.txt": {(GOVERNOR, "killed", 9, None), (GOVERNOR, "injured", 22, 22)},
    "2-governor.txt": {("author", "killed", 9, 9), ("author", "injured", 22, 22)},
    "3-tidewater-courier.txt": {(GOVERNOR, "killed", 9, None), (GOVERNOR, "injured", 22, 22)},
    "4-ministry.txt": {("author", "killed", 14, 14)},
    "5-lantern-daily.txt": {(GOVERNOR, "killed", 9, None), (GOVERNOR, "injured", 22, 22)},
    "6-ostrel.txt": {("doctor", "killed", 17, 17), (MINISTRY, "killed", 14, 14), (GOVERNOR, "killed", 9, 9)},
    "7-kestrel-post.txt": {(GOVERNOR, "killed", 9, None), (GOVERNOR, "injured", 22, 22)},
    "8-ostrel-corrected.txt": {("doctor", "killed", 11, 11), (MINISTRY, "killed", 14, 14), (GOVERNOR, "killed", 9, 9)},
    "9-isle-gazette.txt": {("doctor", "killed", 12, 12), (MINISTRY, "killed", 14, 14), (GOVERNOR, "killed", 12, 12)},
}


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> dict[str, Reading]:
    return {name: reading_of(report) for name, report in zip(example_names(), example_reports(), strict=True)}


def holder(reading: Reading, claim: Claim) -> str:
    return next((actor.name for actor in reading.actors if actor.id == claim.holder), claim.holder)


def about_the_main_event(reading: Reading, *attributes: str) -> list[Claim]:
    (main,) = [event for event in reading.events if event.main]
    return [claim for claim in reading.claims if claim.event == main.id and claim.attribute in attributes]


@pytest.mark.parametrize("name", KILLED_AND_INJURED)
def test_each_tells_of_the_same_air_strike_at_the_same_place_on_the_same_day(
    readings: dict[str, Reading], name: str
) -> None:
    reading = readings[name]
    (main,) = [event for event in reading.events if event.main]
    assert (main.type, main.realis) == ("air_strike", "actual")
    places = {place.id: (place.name, place.country) for place in reading.places}
    times = {time.id: str(time.value) for time in reading.times}
    assert {places[c.value["place"]] for c in about_the_main_event(reading, "place")} == {("Antalaha", "MG")}
    assert {times[c.value["time"]][: len(DAY)] for c in about_the_main_event(reading, "time")} == {DAY}


@pytest.mark.parametrize("name", KILLED_AND_INJURED)
def test_each_holder_s_toll_is_kept_apart(readings: dict[str, Reading], name: str) -> None:
    totals = {
        (holder(readings[name], c), c.attribute, c.value["low"], c.value["high"])
        for c in about_the_main_event(readings[name], "killed", "injured")
        if c.value["of"] is None
    }
    assert totals == KILLED_AND_INJURED[name]


@pytest.mark.parametrize("name", ["6-ostrel.txt", "8-ostrel-corrected.txt"])
def test_the_ministry_denies_what_the_governor_and_the_doctor_say(readings: dict[str, Reading], name: str) -> None:
    told = {(holder(readings[name], c), c.polarity): c for c in about_the_main_event(readings[name], "occurred")}
    denied = told[MINISTRY, "-"]
    assert set(denied.conflicts) == {told[GOVERNOR, "+"].id, told["doctor", "+"].id}
    killed = about_the_main_event(readings[name], "killed")
    assert all(len(claim.conflicts) == len(killed) - 1 == 2 for claim in killed)


def test_the_governor_names_who_did_it_and_the_ministry_says_who_did_not(readings: dict[str, Reading]) -> None:
    told = [
        (holder(readings["6-ostrel.txt"], c), c.polarity)
        for c in about_the_main_event(readings["6-ostrel.txt"], "perpetrator")
    ]
    assert told == [(MINISTRY, "-"), (GOVERNOR, "+")]


def test_the_ministry_s_own_post_denies_an_attack_on_the_market(readings: dict[str, Reading]) -> None:
    reading = readings["4-ministry.txt"]
    (denial,) = [s for s in reading.statements if s.act == "deny"]
    text = " ".join(reading.report.text[start:end] for start, end in denial.content)
    assert text == "that the fish market was attacked"
    assert [c.polarity for c in reading.claims if c.statement == denial.id and c.attribute == "occurred"] == ["-"]


def test_the_correction_says_what_was_wrong_and_what_is_right(readings: dict[str, Reading]) -> None:
    earlier, later = readings["6-ostrel.txt"], readings["8-ostrel-corrected.txt"]
    assert earlier.report.url == later.report.url and earlier.report.id != later.report.id
    assert str(earlier.report.published) < str(later.report.published)
    (correction,) = later.corrections
    assert (correction.wrong, correction.right) == ("17", "11")
    (touched,) = [claim for claim in later.claims if claim.id in correction.claims]
    assert (touched.attribute, touched.value["low"], holder(later, touched)) == ("killed", 11, "doctor")
    assert not any(reading.corrections for name, reading in readings.items() if reading is not later)


def test_an_outlet_s_relay_is_a_statement_around_the_governor_s(readings: dict[str, Reading]) -> None:
    reading = readings["7-kestrel-post.txt"]
    names = {actor.id: actor.name for actor in reading.actors}
    relay, told = reading.statements[:2]
    assert names[str(relay.speaker)] == "Corvane" and names[str(told.speaker)] == GOVERNOR
    assert told.within == relay.id


def test_nothing_is_left_unread(readings: dict[str, Reading]) -> None:
    assert not [warning for reading in readings.values() for warning in reading.warnings]


# What ships


def test_each_brings_its_header_and_one_of_them_a_date_alone() -> None:
    found = list(example_reports())
    assert all(r.publisher and r.url and ".example/" in r.url and r.timezone for r in found)
    assert [name for name, r in zip(example_names(), found, strict=True) if len(str(r.published)) == len(DAY)] == [
        "9-isle-gazette.txt"
    ]
    assert all(not r.text.startswith(("date", "title:", "publisher:")) for r in found)


def test_saved_files_are_the_ones_in_the_checkout_and_are_not_overwritten(tmp_path: Path) -> None:
    kept = tmp_path / "1-corvane.txt"
    kept.write_text("mine", encoding="utf-8")
    saved = save_examples(tmp_path)
    assert [path.name for path in saved] == [*example_names(), "README.md"]
    assert kept.read_text(encoding="utf-8") == "mine"
    assert all(path.read_bytes() == (ROOT / "examples" / path.name).read_bytes() for path in saved if path != kept)


def test_the_wheel_and_the_source_archive_are_told_to_hold_them() -> None:
    """That a built wheel does is seen in ``.ci/run``, which reads them from one."""
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert built["wheel"]["sources"]["examples"] == "onrecord/demo/examples"
    assert "examples" in built["wheel"]["only-include"]
    assert "examples" in built["sdist"]["include"]
    assert "demo --save" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
