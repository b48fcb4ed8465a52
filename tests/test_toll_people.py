"""Tolls told one by one or in idioms: who is who, what they add up to, and what counts as a death or an injury."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.records import Event, Reading

Row = tuple[str, int | None, int | None]


def read(text: str) -> Reading:
    return onrecord.read(text, published="2024-05-03")


def rows(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(t.status, t.low, t.high, t.category) for e in read(text).events for t in e.toll]


def main(text: str) -> Event:
    return next(e for e in read(text).events if e.main)


def totals(text: str) -> list[Row]:
    """The totals of the main event: rows that are no part of another."""
    return [(t.status, t.low, t.high) for t in main(text).toll if t.part_of is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels captured 12 soldiers in an attack on the base at Torva.", ("captured", 12, 12, "soldiers")),
        ("Police detained 40 protesters at a rally in Torva.", ("detained", 40, 40, "protesters")),
        ("Firefighters rescued six miners from the collapsed mine.", ("rescued", 6, 6, "workers")),
        ("At least 200 families were displaced by the floods.", ("displaced", 200, None, "families")),
        ("Some 3,000 people were evacuated from Torva before the storm.", ("evacuated", 3000, 3000, None)),
        ("Up to 15 miners are missing after a blast at the mine.", ("missing", 0, 15, "workers")),
        ("A ferry capsized off Sarel. Forty-one people are missing.", ("missing", 41, 41, None)),
        ("Three people remain unaccounted for after the avalanche.", ("missing", 3, 3, None)),
        ("Militants kidnapped 30 schoolgirls in an attack on a village.", ("abducted", 30, 30, "children")),
        ("Gunmen took nine people hostage at a bank in Torva.", ("abducted", 9, 9, None)),
        ("Twelve prisoners were exchanged on Monday.", ("exchanged", 12, 12, "prisoners")),
        ("More than 90 people have been infected with cholera.", ("infected", 91, None, None)),
        ("All 74 people aboard the plane were killed when it crashed.", ("aboard", 74, 74, None)),
        ("All 74 people aboard the plane were killed when it crashed.", ("killed", 74, 74, None)),
        ("All 74 aboard died when the plane crashed near Torva.", ("aboard", 74, 74, None)),
        ("All 74 aboard died when the plane crashed near Torva.", ("killed", 74, 74, None)),
    ],
)
def test_each_status_is_read(text: str, expected: tuple[str, int | None, int | None, str | None]) -> None:
    assert expected in rows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed in the landslide.", ("killed", 12, None)),
        ("Up to 20 people were killed in the landslide.", ("killed", 0, 20)),
        ("More than 40 people were killed in the landslide.", ("killed", 41, None)),
        ("More than a dozen people were killed in the landslide.", ("killed", 13, None)),
        ("Fewer than ten people were killed in the landslide.", ("killed", 0, 9)),
        ("Between six and eight people were killed in the landslide.", ("killed", 6, 8)),
        ("Dozens of people were killed in the landslide.", ("killed", 24, 99)),
        ("Twenty-one people were killed in the landslide.", ("killed", 21, 21)),
        ("As many as four people were shot at a bar in Torva.", ("injured", 0, 4)),
        ("A total of six people were shot outside a club.", ("injured", 6, 6)),
        ("The landslide killed both brothers.", ("killed", 2, 2)),
        ("No one was injured in the fire.", ("injured", 0, 0)),
    ],
)
def test_bounds(text: str, expected: Row) -> None:
    assert expected in totals(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shooting at a bar left one guard dead and eight others wounded.", [("killed", 1, 1), ("injured", 8, 8)]),
        ("A shootout left one person dead and three more injured.", [("killed", 1, 1), ("injured", 3, 3)]),
        ("Shells hit a bus, killing nine people and injuring 30 more.", [("killed", 9, 9), ("injured", 30, 30)]),
        ("A shooting took the life of a teenager.", [("killed", 1, 1)]),
        ("The fatal shooting of a man by a boy was an accident.", [("killed", 1, 1)]),
        ("Five people were shot, two of them fatally, at a party.", [("injured", 3, 5), ("killed", 2, 2)]),
        ("A man shot three pupils, one of them fatally, in Torva.", [("injured", 2, 3), ("killed", 1, 1)]),
        ("A man was shot on Elm Street. He did not survive.", [("killed", 1, 1)]),
        ("A boy passed away after he was shot on Elm Street.", [("killed", 1, 1)]),
        ("Police found a man shot to death on Elm Street.", [("killed", 1, 1)]),
        ("A double homicide was reported on Elm Street.", [("killed", 2, 2)]),
        ("A mass shooting left 4 people dead and 12 in the hospital.", [("killed", 4, 4), ("injured", 12, 12)]),
        ("A man suffered three gunshot wounds in a shooting.", [("injured", 1, 1)]),
        ("A woman was struck by gunfire in a shooting on Elm Street.", [("injured", 1, 1)]),
        ("A 4-year-old girl accidentally shot herself in the leg.", [("injured", 1, 1)]),
        ("Four people were injured in the blast, one of whom later died.", [("injured", 3, 4), ("killed", 1, 1)]),
    ],
)
def test_idioms_of_harm(text: str, expected: list[Row]) -> None:
    assert totals(text) == expected


def test_they_are_the_group_told_before() -> None:
    text = "Two people were shot on Elm Street. They were taken to a hospital where they were pronounced dead."
    assert totals(text) == [("killed", 2, 2)]


def test_two_more_are_part_of_the_toll_they_bring() -> None:
    toll = main("Two more bodies were pulled from the rubble, bringing the toll of the earthquake to 35.").toll
    assert [(t.low, t.part_of) for t in toll] == [(2, 1), (35, None)]


def test_victims_told_one_by_one_are_added_up() -> None:
    text = (
        "Anna Berg, 34, was shot and killed on Elm Street. Tom Reed, 41, was also killed. "
        "A 20-year-old man was wounded in the leg."
    )
    toll = main(text).toll
    assert [(t.status, t.low, t.part_of) for t in toll] == [
        ("killed", 2, None), ("killed", 1, 0), ("killed", 1, 0), ("injured", 1, None),
    ]  # fmt: skip
    assert toll[0].span == toll[1].span  # a sum bears the words of its first piece


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot dead on Elm Street. Tom Reed, 41, died at the scene. The victim was hit in the chest.",
        "A 16-year-old boy was shot. The boy was taken to hospital, where he died. The 16-year-old was a pupil.",
        "Tom Reed was shot on Elm Street on Monday. Reed, 41, died later. He was a teacher.",
        "One person is dead after a shooting on Elm Street. A man was pronounced dead at the scene.",
        "A boy was shot in the hand. He died on Monday.",
        "A girl died on Sunday. She shot herself with a pistol in Torva. She was pronounced dead at noon.",
        "A farmer died in his barn on Elm Street after shooting himself by mistake.",
    ],
)
def test_one_person_told_again_is_one(text: str) -> None:
    assert totals(text) == [("killed", 1, 1)]


def test_somebody_also_killed_is_added_to_a_list() -> None:
    text = "The shelling killed Maria Lopez, 34, and her son. A neighbour, Juan Perez, was also killed."
    assert [t for t in totals(text) if t[0] == "killed"] == [("killed", 3, 3)]


def test_people_who_differ_in_age_or_are_another_are_several() -> None:
    text = (
        "Four people were shot on Elm Street. A 17-year-old girl was hit in the chest and a 16-year-old girl was shot "
        "in the foot. A 16-year-old boy was shot in the leg and another 16-year-old boy was shot in the hand."
    )
    assert ("injured", 4, 4) in totals(text)
    assert not [t for t in totals(text) if t[0] == "injured" and t[1] != 4]


def test_one_and_others_of_the_same_fate_are_added() -> None:
    text = "A gunman opened fire on a crowd. One man was critically wounded and four others were wounded."
    assert ("injured", 5, 5) in totals(text)
    text = "A gunman opened fire on a crowd. One man was killed and four others were wounded."
    assert [t for t in totals(text) if t[0] == "injured"] == [("injured", 4, 4)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A gunman opened fire in a diner, killing two and himself.", 3),
        ("A man killed his wife and two sons before killing himself on Elm Street.", 4),
        ("A man fatally shot his wife and then turned the gun on himself.", 2),
        ("A gunman killed four people at a mall. The gunman later killed himself.", 5),
    ],
)
def test_who_killed_others_and_died_is_one_of_the_dead(text: str, killed: int) -> None:
    assert [t for t in totals(text) if t[0] == "killed"] == [("killed", killed, killed)]


def test_a_gunman_told_to_be_among_the_dead_is_not_added() -> None:
    text = "Four people are dead, including the gunman, after a shooting in a mall. The gunman killed himself."
    assert [t for t in totals(text) if t[0] == "killed"] == [("killed", 4, 4)]


def test_an_arrest_is_about_the_crime() -> None:
    text = (
        "Police arrested a man on Friday in the shooting of two people outside a club. "
        "Two women were shot dead outside the club on Thursday, police said."
    )
    assert main(text).type == "shooting"
    assert ("killed", 2, 2) in totals(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Torva. The blast could have killed a child, she said.",
        "The Lions killed off the game with three goals, and 20,000 fans died a thousand deaths.",
        "The storm killed power to 2,000 homes.",
        "The quake damaged 120 buildings and killed 14 cows.",
        "A fire broke out at a hotel with 300 rooms that can hold 700 guests.",
        "A bomb exploded in Torva. Last year, 40 people were killed every month.",
        "A bomb exploded near the 12-year-old bridge at 40 Elm Street.",
        "A bomb exploded in Torva. Some 212 people were killed in the city last year.",
        "A bomb exploded in Torva. This year has brought over 60 deaths.",
        "A bomb exploded in Torva. The mayor will wait until somebody is killed, he said.",
        "A bomb exploded in Torva. There were no serious injuries.",
    ],
)
def test_sport_metaphors_things_and_what_could_have_been_are_no_toll(text: str) -> None:
    assert rows(text) == []


def test_another_shooting_keeps_its_own_toll() -> None:
    text = (
        "Two people were killed in a shooting at a bar in Torva on Monday. Police are looking for a gunman. "
        "In a separate shooting in May 2019, five people were killed at a mall."
    )
    assert [t for t in totals(text) if t[0] == "killed"] == [("killed", 2, 2)]


def test_the_dead_of_another_year_are_not_of_the_shooting() -> None:
    text = (
        "Five people were wounded in a shooting at a club in Torva on Thursday. "
        "In March 2012, a guard died in a shooting at the same club."
    )
    assert [t for t in totals(text) if t[0] == "killed"] == []


def test_strikes_of_a_war_are_not_gathered() -> None:
    text = (
        "A missile strike on Torva killed nine people on Monday. Shelling killed two people in Sarel. "
        "A drone attack killed a woman in Kelm."
    )
    assert [t for t in totals(text) if t[0] == "killed"] == [("killed", 9, 9)]
