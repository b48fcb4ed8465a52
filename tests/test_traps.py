"""Words of violence that tell of none, headlines that do, and the past, which is not what a report is about."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.records import Event

PUBLISHED = "2024-05-03"


def events(text: str) -> list[Event]:
    return list(onrecord.read(text, published=PUBLISHED, installed=False).events)


@pytest.mark.parametrize(
    "text",
    [
        "Russia crushed Ukraine 3–0 in the qualifier on Friday.",
        "England beat Germany 2-1 after a late attack down the left wing.",
        "The striker shot wide and the captain fired a free kick over the bar.",
        "The striker was shot down by critics after missing a penalty.",
        "The goalkeeper saved a shot from the edge of the area.",
        "The minister came under fire from critics over the budget.",
        "The minister was bombarded with questions at the hearing.",
        "The film bombed at the box office.",
        "Her speech was an attack on the tax plan.",
        "The company launched an attack on rising prices with a new campaign.",
        "The senator blasted the bill as reckless.",
        "The court struck down the law.",
        "Shares plunged as investors fled to safety.",
        "The team killed time and the bill was killed in committee.",
        "The battle for the nomination turned ugly.",
        "The volcano of anger erupted on social media.",
        "The report hit the market like an earthquake.",
        "The rapper's new album is called Massacre.",
        "The photographer was shooting portraits in the park.",
        "The shooting of the film begins in May.",
        "Prices exploded and wages were slashed.",
        "The U.S. Attack Helicopter Battalion held a ceremony.",
        "Football results: City 3 Rovers 1; United 2 Athletic 2; Albion 0 Wanderers 4.",
        "Attacks by year\n\nYear Attacks Deaths Injured\n2019 112 340 890\n2020 98 211 640\n2021 120 402 1,002",
        "Road deaths | 2022 | 2023\nNorth | 12 | 14\nSouth | 30 | 22",
    ],
)
def test_no_event_where_the_words_are_not_meant_so(text: str) -> None:
    assert [(e.type, text[slice(*e.trigger)]) for e in events(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "In the novel, the hero kills a general and burns the town.",
        "In the film, soldiers shoot villagers in a raid.",
        "In the video game, players bomb cities and kill soldiers.",
    ],
)
def test_fiction_is_not_actual(text: str) -> None:
    assert [e.realis for e in events(text) if e.realis == "actual"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Six killed in Kabul blast", "explosion"),
        ("Car bomb in Mogadishu", "bombing"),
        ("Two dead, five injured in Quetta shooting", "shooting"),
        ("Man arrested in Leeds", "arrest"),
        ("Bomb Kills 12 in Kabul Market", "bombing"),
        ("Gunmen attacked the team bus before the match and wounded the goalkeeper.", "attack"),
        ("Eight people died in a stampede at the cup final.", "stampede"),
    ],
)
def test_headlines_and_violence_at_games_are_events(text: str, kind: str) -> None:
    assert kind in [e.type for e in events(text)]


def test_a_device_that_only_is_there_is_no_event() -> None:
    assert "mine_blast" not in [e.type for e in events("Militants use roadside bombs and landmines in the province.")]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (
            "In 1983, a truck bomb killed 241 soldiers at a barracks in Beirut. On Tuesday, an explosion at a fuel "
            "depot in the city injured four workers, the fire service said.",
            "explosion",
        ),
        (
            "The town where a bombing killed 12 people in 1998 was hit by a drone strike on Tuesday that wounded two. "
            "The 1998 bombing was the deadliest attack in its history.",
            "drone_strike",
        ),
    ],
)
def test_the_past_is_an_event_of_its_own_and_never_the_main_one(text: str, main: str) -> None:
    found = events(text)
    assert [e.type for e in found if e.main] == [main]
    assert [e for e in found if not e.main and e.same_as is None] != []


def test_a_report_about_the_past_alone_has_its_main_event() -> None:
    found = events("In 1998, a bombing killed 29 people in Omagh.")
    assert [e.type for e in found if e.main] == ["bombing"]


@pytest.mark.parametrize(
    "text",
    [
        "What a massacre in Novi Sad! Vojvodina crushed the visitors 4–0. The striker shot from the edge of the box "
        "and the goalkeeper was bombarded from the start. Their coach said they had gone to war in the second half of "
        "the match.",
        "In his new novel, a sniper shoots the mayor, and 300 people die when the citadel is blown up.",
        "The minister has come under fire for staying away from the funeral.",
        "The mayor, whose budget passed by a landslide last week, will run again.",
    ],
)
def test_games_novels_blame_and_ballots_tell_of_no_violence(text: str) -> None:
    assert [e for e in onrecord.read(text, published="2024-05-04").events if e.realis == "actual"] == []


def test_what_happened_beside_a_game_is_told() -> None:
    text = (
        "Rovers beat United 2–1 with a late goal by their striker. The coach praised the goalkeeper. Police arrested "
        "nine supporters after a brawl at the match."
    )
    assert {e.type for e in onrecord.read(text, published="2024-05-04").events} >= {"arrest", "beating"}


def test_an_attack_on_a_match_is_no_game() -> None:
    text = (
        "A suicide bomber struck a football match in Lahj on Friday, killing the goalkeeper, two defenders and the "
        "referee. The league called off all other matches."
    )
    (main,) = (e for e in onrecord.read(text, published="2024-05-04").events if e.main)
    assert main.type == "suicide_bombing" and any(row.status == "killed" for row in main.toll)
