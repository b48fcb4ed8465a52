"""Standing: how many independent origins hold it, what contradicts it, what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.ledger import Incident, Ledger, Standing
from onrecord.ledger.copies import COPIED, copied, signature
from onrecord.ledger.standing.origins import organ_of
from onrecord.records import Reading
from tests.ledger_readings import READER, told

LONG = (
    "Rescuers searched the ruins of the market until dark, and the mayor asked people to give blood at the clinic by "
    "the bridge. Two schools stayed closed. A fishmonger said she had hidden under her stall with her daughter."
)


@pytest.fixture
def on_record(tmp_path: Path) -> Callable[..., Incident]:
    def add(*readings: Reading, as_of: str | None = None) -> Incident:
        ledger = Ledger(tmp_path / "standing.db")
        added = ledger.add(readings, reader=READER)
        found = {one.incident for one in added}
        assert len(found) == 1, "the reports must be of one incident"
        return ledger.incident(str(found.pop()), as_of=as_of)

    return add


def killed(incident: Incident) -> Standing:
    standing = incident.standing_of("killed")
    assert standing is not None
    return standing


def by(hour: int, publisher: str, **more: object) -> Reading:
    return told(published=f"2024-05-14T{hour:02}:00:00+00:00", publisher=publisher, **more)  # type: ignore[arg-type]


def test_ten_outlets_that_relay_one_speaker_are_one_origin(on_record: Callable[..., Incident]) -> None:
    incident = on_record(*(by(10 + n, f"Outlet {n}", rest=f"{LONG[n * 7 :]} {n}") for n in range(10)))
    assert str(killed(incident)) == "one origin"
    assert len(incident.origins[killed(incident).positions[0].origins[0]].relays) == 10


def test_two_speakers_who_say_the_same_are_two_origins(on_record: Callable[..., Incident]) -> None:
    incident = on_record(by(10, "Corvane"), by(11, "Strait Herald", holder="Lanto Andriavony", role="doctor"))
    assert str(killed(incident)) == "2 independent origins"


def test_a_surname_and_an_office_are_the_speaker_who_bears_them(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Corvane"),
        by(11, "Strait Herald", holder="Ravelonaro", role=None),
        by(12, "Radio Sambava", holder="governor", role=None),
    )
    assert str(killed(incident)) == "one origin"


def test_two_governors_with_other_names_are_two_origins(on_record: Callable[..., Incident]) -> None:
    incident = on_record(by(10, "Corvane"), by(11, "Strait Herald", holder="Solo Andriana", role="governor"))
    assert str(killed(incident)) == "2 independent origins"


def test_a_wire_copy_is_its_wire_and_two_texts_are_two(on_record: Callable[..., Incident]) -> None:
    wire = by(10, "Corvane", holder=None, rest=LONG)
    copy = by(12, "Tidewater Courier", holder=None, rest=LONG[: len(LONG) * 3 // 4])
    other = by(13, "Strait Herald", holder=None, rest="Boats burned at the pier, and its crane lay in the water.")
    assert str(killed(on_record(wire, copy))) == "one origin"
    assert str(killed(on_record(wire, copy, other))) == "2 independent origins"


def test_a_stated_agency_makes_texts_one_origin(on_record: Callable[..., Incident]) -> None:
    line = "ANTSOHARA, Madagascar (Corvane) — "
    incident = on_record(
        by(10, "Corvane", holder=None),
        by(
            12,
            "Lantern",
            holder=None,
            lead=line,
            rest="Its own words about boats and a crane follow here at some length.",
        ),
    )
    assert str(killed(incident)) == "one origin"
    assert incident.origins[0].kind == "agency" and incident.origins[0].name == "Corvane"


def test_the_post_of_a_ministry_is_the_ministry_s_own_claim(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Defence Ministry", holder=None, killed=14),
        by(12, "Corvane", holder="Defence Ministry", role=None, killed=14),
    )
    [origin] = [o for o in incident.origins if o.kind == "speaker"]
    assert str(killed(incident)) == "one origin" and killed(incident).parties == 1
    assert origin.party and set(origin.relays) == {"Defence Ministry", "Corvane"}


def test_numbers_whose_ranges_meet_agree_and_others_are_contested(on_record: Callable[..., Incident]) -> None:
    least = by(10, "Corvane", killed=9)
    claims = tuple(replace(c, value={**c.value, "high": None}) if c.attribute == "killed" else c for c in least.claims)
    at_least_nine = replace(least, claims=claims)
    doctor = by(11, "Strait Herald", holder="Lanto Andriavony", role="doctor", killed=14)
    assert str(killed(on_record(at_least_nine, doctor))) == "2 independent origins"
    assert str(killed(on_record(by(9, "Corvane", killed=9), doctor))) == "contested"


def test_a_toll_that_grows_over_days_is_overtaken_and_not_contested(on_record: Callable[..., Incident]) -> None:
    later = told(
        published="2024-05-16T12:00:00+00:00",
        publisher="Strait Herald",
        holder="Lanto Andriavony",
        role="doctor",
        killed=12,
    )
    incident = on_record(by(10, "Corvane", killed=9), later)
    standing = killed(incident)
    assert str(standing) == "one origin"
    assert {p.value.low: p.overtaken for p in standing.positions} == {9.0: True, 12.0: False}


def test_on_the_same_day_a_higher_number_of_another_origin_contradicts(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Corvane", killed=9), by(18, "Strait Herald", holder="Lanto Andriavony", role="doctor", killed=12)
    )
    assert str(killed(incident)) == "contested"


def test_of_one_speaker_the_last_number_holds(on_record: Callable[..., Incident]) -> None:
    incident = on_record(by(10, "Corvane", killed=9), by(14, "Strait Herald", killed=7))
    assert str(killed(incident)) == "one origin"
    assert [p.value.low for p in killed(incident).positions if not p.overtaken] == [7.0]


def test_a_denial_by_another_origin_makes_it_denied(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Corvane"), by(12, "Strait Herald", holder="Defence Ministry", role=None, denied=True, killed=None)
    )
    occurred = incident.standing_of("occurred")
    assert occurred is not None and occurred.label == "denied"


def test_an_incident_that_is_only_denied_is_denied(on_record: Callable[..., Incident]) -> None:
    incident = on_record(by(12, "Strait Herald", holder="Defence Ministry", role=None, denied=True, killed=None))
    occurred = incident.standing_of("occurred")
    assert occurred is not None and occurred.label == "denied"


def test_two_armies_accused_are_contested(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Corvane", perpetrator="Northern Army"),
        by(12, "Strait Herald", holder="Lanto Andriavony", role="doctor", perpetrator="Southern Guard"),
    )
    perpetrator = incident.standing_of("perpetrator")
    assert perpetrator is not None and perpetrator.label == "contested"


def test_estimates_are_derived_by_a_rule_that_is_told(on_record: Callable[..., Incident]) -> None:
    incident = on_record(
        by(10, "Corvane", killed=9),
        by(11, "Lantern", holder="Solo Andriana", role="mayor", killed=11),
        by(12, "Radio Sambava", holder="Lanto Andriavony", role="doctor", killed=11),
        by(13, "Strait Herald", holder="Defence Ministry", role=None, killed=14),
    )
    found = {estimate.name: estimate for estimate in incident.estimates}
    assert found["acled_fatalities"].best == 9 and "conservative" in found["acled_fatalities"].rule
    ucdp = found["ucdp_killed"]
    assert (ucdp.low, ucdp.best, ucdp.high) == (9, 11, 14) and len(ucdp.claims) == 4


def test_what_had_not_been_published_is_no_origin(on_record: Callable[..., Incident]) -> None:
    readings = by(10, "Corvane", killed=9), by(18, "Strait Herald", holder="Lanto Andriavony", role="doctor", killed=12)
    assert str(killed(on_record(*readings, as_of="2024-05-14T12:00:00Z"))) == "one origin"


def test_copies_are_known_without_their_end_and_other_texts_are_not() -> None:
    assert copied(signature(LONG), signature(LONG)) == 1.0
    assert copied(signature(LONG), signature("A new lead was put here. " + LONG[:140])) >= COPIED
    other = "Boats burned at the pier all night, and the crane of the harbour company lay in the water by the morning."
    assert copied(signature(LONG), signature(other)) < COPIED / 2
    assert copied(signature("Two dead."), signature("Two dead.")) == 0.0


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        ("russia s defense ministry", "defense_ministry"),
        ("coastal defence ministry", "defense_ministry"),
        ("haja ravelonaro", None),
    ],
)
def test_organs_are_found_in_names(name: str, organ: str | None) -> None:
    assert organ_of(name) == organ
