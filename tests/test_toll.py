"""People counted by status: to which event, how many, told by whom; and what is no toll."""

from __future__ import annotations

from typing import Any

import pytest

import onrecord
from onrecord.records import Event, Reading


def read(text: str) -> Reading:
    return onrecord.read(text, published="2024-05-03")


def rows(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(t.status, t.low, t.high, t.category) for e in read(text).events for t in e.toll]


def with_toll(reading: Reading) -> Event:
    [found] = [e for e in reading.events if e.toll]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed 18 people and injured 130.", [("killed", 18, 18, None), ("injured", 130, 130, None)]),
        ("The blast left 18 people dead.", [("killed", 18, 18, None)]),
        ("At least 12 people died in the fire.", [("killed", 12, None, None)]),
        ("More than 40 people were wounded in the shelling.", [("injured", 41, None, None)]),
        ("The death toll of the earthquake rose to 52.", [("killed", 52, 52, None)]),
        ("The attack claimed 12 lives.", [("killed", 12, 12, None)]),
        ("Shells hit the town, killing 21 people.", [("killed", 21, 21, None)]),
        ("Nobody knew why the bomb exploded, but it killed a teacher.", [("killed", 1, 1, "students")]),
    ],
)
def test_a_toll_is_read_from_verbs_adjectives_and_nouns(
    text: str, expected: list[tuple[str, int | None, int | None, str | None]]
) -> None:
    assert rows(text) == expected


def test_no_casualties_means_nobody_killed_and_nobody_injured() -> None:
    found = rows("Four drones were shot down over the port. There were no casualties.")
    assert sorted(found) == [("injured", 0, 0, None), ("killed", 0, 0, None)]


def test_people_aboard_are_counted_by_kind() -> None:
    reading = read(
        "A cargo plane crashed in the hills on Monday. In addition to the 12 prisoners, the plane carried a crew of "
        "five and two other passengers."
    )
    found = [(t.status, t.low, t.category) for t in with_toll(reading).toll]
    assert found == [("aboard", 12, "prisoners"), ("aboard", 5, "crew"), ("aboard", 2, "passengers")]
    assert with_toll(reading).type == "aircraft_crash"


def test_people_aboard_by_adverb() -> None:
    assert ("aboard", 74, 74, None) in rows("A plane with 74 people aboard crashed near Abuja.")


@pytest.mark.parametrize(
    "text",
    [
        "The plane crashed in the hills. It is designed to carry up to 225 troops.",
        "The missile struck 130 buildings and destroyed 12 trucks.",
        "The attack could have been planned. Rebels threaten to kill 30 hostages.",
        "Rebels attacked the port. The war has killed 9,000 people since 2019.",
        "The bomb exploded. Anna Berg, 44, saw it.",
        "A bomb exploded. The mine kills 20 people every year.",
    ],
)
def test_capacities_things_plans_ages_and_totals_of_a_war_are_no_toll(text: str) -> None:
    assert rows(text) == []


def test_the_toll_hangs_on_the_cause_not_on_the_casualties() -> None:
    reading = read("A missile attack on the port on Monday had killed 18 people, the mayor said.")
    found = with_toll(reading)
    assert found.type == "missile_strike"
    killed = next(e for e in reading.events if e.type == "casualties")
    assert killed.same_as == found.id


def test_casualties_without_a_cause_stand_alone() -> None:
    reading = read("Three people died in the capital on Monday.")
    assert with_toll(reading).type in ("casualties", "death")


def test_each_holder_has_a_row_of_their_own() -> None:
    reading = read(
        "A strike hit a market in Gaza on Sunday. The health ministry said the strike killed 30 people. "
        "The army said the strike killed 12 people."
    )
    killed = [t for e in reading.events for t in e.toll if t.status == "killed"]
    assert sorted(t.low for t in killed if t.low) == [12, 30]
    assert len({t.statement for t in killed}) == 2 and None not in {t.statement for t in killed}


def test_kinds_of_people_are_parts_of_their_total() -> None:
    reading = read("The fire killed 20 people, including three children.")
    toll = with_toll(reading).toll
    assert [(t.low, t.category, t.part_of) for t in toll] == [(20, None, None), (3, "children", 0)]


def test_coordinated_people_are_summed_with_their_parts() -> None:
    toll = with_toll(read("Three men and two women were killed in the fire.")).toll
    assert [(t.low, t.category, t.part_of) for t in toll] == [(5, None, None), (3, "men", 0), (2, "women", 0)]


def test_people_shot_are_injured_unless_they_are_told_to_have_died() -> None:
    assert rows("Five people were shot outside a club.") == [("injured", 5, 5, None)]
    assert rows("A man was shot outside a club. He died later.") == [("killed", 1, 1, None)]
    assert rows("Two people were shot dead outside a club.") == [("killed", 2, 2, None)]
    killed_and_hit = rows("Five people were shot outside a club. One of them died.")
    assert ("injured", 4, 5, None) in killed_and_hit
    assert ("killed", 1, 1, None) in killed_and_hit


def test_another_event_s_toll_stays_with_it() -> None:
    reading = read(
        "A strike in Kharkiv on Tuesday killed nine people. Attacks on the region have grown, with the deadliest one "
        "killing 21 people in late December."
    )
    tolls = {e.id: [t.low for t in e.toll] for e in reading.events if e.toll}
    assert sorted(tolls.values()) == [[9], [21]]


def test_rows_are_inside_the_text_and_parts_point_to_totals() -> None:
    text = "The quake killed 120 people, including 40 children, and injured dozens. Up to 15 miners are missing."
    for one in read(text).events:
        for row in one.toll:
            assert 0 <= row.span[0] < row.span[1] <= len(text)
            if row.part_of is not None:
                whole = one.toll[row.part_of]
                assert whole.status == row.status and whole.part_of is None


@pytest.mark.parametrize(
    "text",
    [
        "A bomb hit a mill in Torva. At least 12,000 civilians have been killed since the invasion began.",
        "A bomb hit a mill in Torva. More than 57,000 people have been killed in the war.",
        "A bomb hit a mill in Torva. The conflict has killed tens of thousands of people.",
        "A bomb hit a mill in Torva.\n\nCorrection: An earlier version of this story said 21 people were killed.",
    ],
)
def test_a_total_over_a_war_and_a_corrected_number_are_nobodys_toll(text: str) -> None:
    reading = onrecord.read(text, published="2024-05-03")
    assert [row for e in reading.events for row in e.toll if row.status == "killed"] == []


def test_a_death_of_another_year_is_not_of_the_event_told_before() -> None:
    reading = onrecord.read(
        'Police fired on marchers in Kisumu on Monday. "They killed my friend last year," a student said.',
        published="2024-05-03",
    )
    text = reading.report.text
    bearer = next(e for e in reading.events if any(row.status == "killed" for row in e.toll))
    assert text[bearer.trigger[0] : bearer.trigger[1]] == "killed"


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed the port. The army did not say whether anyone was killed.",
        "Rebels have fired 200 rockets at Torva since October 2023. A drone killed a man in Sarel in July last year.",
    ],
)
def test_no_dead_for_whether_anyone_was_killed_or_for_another_year(text: str) -> None:
    reading = onrecord.read(text, published="2024-05-03")
    strikes = [e for e in reading.events if e.type not in ("casualties",)]
    assert [row for e in strikes for row in e.toll if row.status == "killed"] == []


def test_what_came_after_the_harm_is_not_its_cause() -> None:
    reading = onrecord.read(
        "A gunman opened fire in a diner, killing four people and wounding seven before he was shot dead by police.",
        published="2024-05-03",
    )
    text = reading.report.text
    rows = {text[e.trigger[0] : e.trigger[1]]: [(r.status, r.low) for r in e.toll] for e in reading.events if e.toll}
    assert rows == {"opened fire": [("killed", 4), ("injured", 7)], "shot dead": [("killed", 1)]}


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("Divers recovered 11 bodies, three of them children.", ("killed", 11), ("killed", 3, "children")),
        ("A raid killed nine people, among them a nurse.", ("killed", 9), ("killed", 1, "medics")),
        ("A blast wounded 31 people, nine of whom are in critical condition.", ("injured", 31), ("injured", 9, None)),
        (
            "At least 15 injured people were brought in. Two of the 15 are children.",
            ("injured", 15),
            ("injured", 2, "children"),
        ),
        ("The ministry reports 90 suspected cases, 12 of them confirmed, in the cholera outbreak.", ("infected", 90),
         ("infected", 12, None)),
    ],
)  # fmt: skip
def test_parts_of_a_count_are_told_behind_it(text: str, whole: tuple[str, int], part: tuple[Any, ...]) -> None:
    (rows,) = (e.toll for e in onrecord.read(text, published="2024-05-04").events if e.toll)
    total = next(row for row in rows if (row.status, row.low) == whole)
    piece = next(row for row in rows if (row.status, row.low, row.category) == part)
    assert total.part_of is None and rows[piece.part_of or 0] is total


def test_those_of_whom_another_fate_is_told_are_no_part() -> None:
    (event,) = (e for e in onrecord.read("Five people were shot, one of whom later died.").events if e.toll)
    assert [(row.status, row.low, row.part_of) for row in event.toll] == [("injured", 4, None), ("killed", 1, None)]


@pytest.mark.parametrize("since", ["the floods began", "the outbreak was declared"])
def test_a_toll_since_the_event_began_is_its_toll(since: str) -> None:
    events = onrecord.read(f"Forty people have died since {since}.", published="2024-05-04").events
    assert [row.low for event in events for row in event.toll] == [40]
