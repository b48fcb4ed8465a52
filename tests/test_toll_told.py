"""The many ways in which reporters tell how many people were killed and hurt: what the main event's toll comes to."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.bench.registry import totals

CASES = [
    ("A man was found shot to death in a car.", 1, 0),
    ("A woman and her two children were found shot to death in their home.", 3, 0),
    ("The bodies of a man and a woman were found in a home, both with gunshot wounds.", 2, 0),
    ("A man killed his wife before turning the gun on himself.", 2, 0),
    ("A gunman killed three people before he was shot dead by police.", 4, 0),
    ("A shooting that left one man dead and two others in critical condition is under investigation.", 1, 2),
    ("The shooting injured a 20-year-old man and killed his cousin.", 1, 1),
    ("A block party erupted in violence, leaving one dead and 11 others shot.", 1, 11),
    ("Two teens were taken to the hospital with gunshot wounds.", 0, 2),
    ("Two men were treated for gunshot wounds after the brawl.", 0, 2),
    ("A woman was hit by a stray bullet while sitting on her porch.", 0, 1),
    ("The victims, three men and a woman, are expected to survive the shooting.", 0, 4),
    ("Three men, ages 21 to 30, and a 19-year-old woman were shot outside a bar.", 0, 4),
    ("Ten people were shot dead and three more wounded at a dance studio.", 10, 3),
    ("One person was killed and another airlifted after gunfire at a boat ramp.", 1, 1),
    ("A motorcyclist was killed and his passenger badly hurt in a collision with a deer.", 1, 1),
    ("Deputies arrived to find one man dead and another man wounded.", 1, 1),
    ("A teen showed up at a hospital with a gunshot wound to his leg.", 0, 1),
    ("A mourner was killed and three more were wounded on the steps of a church on Saturday.", 1, 3),
    ("Seven sailors suffered burns when their tanker was hit by a drone.", 0, 7),
    ("Tyrell Price and Andre Hall were gunned down in March.", 2, 0),
    ("Killed was 21-year-old Mateo Reyes. Two others were shot and wounded.", 1, 2),
    ("Two Palmyran soldiers were ambushed on Saturday: the soldiers were killed, the command said.", 2, 0),
    ("She was killed along with her two children in the shelling.", 3, 0),
    ("Five dead, 12 wounded: preliminary toll of the night strike on the city of Ternove.", 5, 12),
    ("Ray Cole, 31, was killed. A 23-year-old friend and football teammate was shot and lived.", 1, 1),
    ("A coach and an umpire were injured by gunfire at a field in Dunmore Park.", 0, 2),
    ("A bullet grazed a driver's scalp during a shooting on the highway.", 0, 1),
    ("Two men shot and killed each other on Marsh Street on Tuesday.", 2, 0),
    ("A retired firefighter died of natural causes years after the shooting.", 0, 0),
    ("Eleven others, seven women and four men, were wounded in the shooting.", 0, 11),
    ("Luis Rey, 40, bled to death after he was shot on his balcony.", 1, 0),
    ("The number of people injured in the shelling has risen to 11.", 0, 11),
    ("No marshals or guests were hurt in the shooting.", 0, 0),
    ("Her ex-boyfriend shot her and left her for dead in a ditch.", 0, 1),
    ("One of two men who tried to rob a store was shot dead by the owner. The owner was struck in the leg.", 1, 1),
    ("A bartender was shot and killed in the robbery. A patron, 66, was shot in the arm.", 1, 1),
]


@pytest.mark.parametrize(("text", "killed", "injured"), CASES)
def test_the_toll_of_what_a_report_is_about(text: str, killed: int, injured: int) -> None:
    main = next((e for e in onrecord.read(text, installed=False).events if e.main), None)
    for status, wanted in (("killed", killed), ("injured", injured)):
        rows = totals(main.toll if main is not None else (), status)
        told = [(row.low, row.high) for row in rows]
        assert any(wanted in bounds for bounds in told) if told else wanted == 0, (status, wanted, told)


def test_several_shootings_summed_up_are_not_the_main_event() -> None:
    text = (
        "Seven people were wounded in three separate shootings across Kessel on Sunday. In the worst, a gunman "
        "opened fire on a porch on Elm Street and hit four men, police said."
    )
    main = next(e for e in onrecord.read(text, installed=False).events if e.main)
    assert [(row.low, row.high) for row in totals(main.toll, "injured")] != [(7, 7)]


def test_a_report_of_a_trial_is_about_the_crime_that_its_headline_tells() -> None:
    text = (
        "A judge sentenced Bryce Toller to 25 years on Friday. Toller, 29, shot and killed his roommate, Noah Sand, in "
        "May 2013 in a quarrel over rent."
    )
    title = "Toller gets 25 years for killing roommate"
    plain = next(e for e in onrecord.read(text, published="2016-05-10", installed=False).events if e.main)
    assert plain.type == "verdict"
    main = next(e for e in onrecord.read(text, published="2016-05-10", title=title, installed=False).events if e.main)
    assert main.type == "shooting" and [row.status for row in main.toll] == ["killed"]


def test_an_emoji_is_no_word_of_a_sentence() -> None:
    text = "❗️Four wounded in a drone strike on a minibus near the village."
    main = next(e for e in onrecord.read(text, installed=False).events if e.main)
    assert [(row.status, row.low, text[slice(*row.span)]) for row in main.toll] == [("injured", 4, "Four")]
