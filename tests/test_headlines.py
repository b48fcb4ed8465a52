"""Headlines: what they say became of people, and what that adds to a reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.codebook import load
from onrecord.reading.headlines import headline_toll, told_of
from tests.invariants import check

CASES = [
    ("2 dead, 7 wounded in market bombing", (2, 2), (7, 7)),
    ("One killed, three others hurt in Velden", (1, 1), (3, 3)),
    ("Teen shot to death in Harrow Park", (1, 1), None),
    ("Man, 2 children found dead in flat", (3, 3), None),
    ("Woman, baby killed as wall collapses", (2, 2), None),
    ("Boy, 3, accidentally shot by brother", None, (1, 1)),
    ("Girl, 16, dies after Saturday's shooting", (1, 1), None),
    ("7-year-old hit by stray bullet", None, (1, 1)),
    ("Six shot, two fatally, at street fair", (2, 2), (4, 6)),
    ("5 Shot, 1 Killed Outside Club", (1, 1), (4, 5)),
    ("Father kills wife, two sons, then himself", (4, 4), None),
    ("Clerk kills robber, wounds second", (1, 1), None),
    ("Shooting kills 1, injures 5 in Kessel", (1, 1), (5, 5)),
    ("Strike on depot leaves dozens injured", None, (24, 99)),
    ("At least 12 dead in ferry disaster", (12, None), None),
    ("More than 40 killed in flood", (41, None), None),
    ("Police search for gunman who shot four, killing one", (1, 1), (3, 4)),
    ("Woman injured in Tuesday's crash dies", (1, 1), None),
    ("Man shoots brother to death in Oslen", (1, 1), None),
    ("Guard shoots intruder, killing him", (1, 1), None),
    ("Arrest in triple murder", (3, 3), None),
    ("Third victim of Oslen shooting dies", (3, None), None),
    ("Third person dies after Oslen blast", (3, 3), None),
    ("Second body found after blast", (2, 2), None),
    ("2nd victim in fatal stabbing identified", (2, None), None),
    ("Death toll in quake climbs to 121", (121, 121), None),
    ("Couple, infant son dead in Harrow flat", (3, 3), None),
    ("Gunman kills two at dealership, dies of wound", (3, 3), None),
    ("Father of three killed in crash", (1, 1), None),
    ("Two brothers killed, father commits suicide", (3, 3), None),
    ("Woman kills daughter in murder-suicide", (2, 2), None),
    ("Suspect charged in fatal stabbing", (1, None), None),
    ("Neighbours identified in murder-suicide", (2, None), None),
    ("Deputy shoots, wounds man with knife", None, (1, 1)),
    ("4 Men, 1 Woman Wounded In Drive-By", None, (5, 5)),
]


@pytest.mark.parametrize(("headline", "killed", "injured"), CASES)
def test_a_headline_tells_how_many(
    headline: str, killed: tuple[int, int | None] | None, injured: tuple[int, int | None] | None
) -> None:
    told = {fate.status: (fate.low, fate.high) for fate in headline_toll(headline, load())}
    assert told.get("killed") == killed
    if killed is None or injured is not None:
        assert told.get("injured") == injured


@pytest.mark.parametrize(
    "headline",
    [
        "Council approves budget for 2 new schools",
        "Shooting stars: 5 players to watch",
        "Man charged with attempted murder",
        "Prosecutors seek death penalty",
        "Mayor faces death threats",
        "Room 12 closed after flood",
    ],
)
def test_a_headline_without_victims_tells_none(headline: str) -> None:
    assert [f for f in headline_toll(headline, load()) if f.numbered or f.high is not None] == []


def test_the_words_of_a_fate_are_in_the_headline() -> None:
    headline = "Police: 3 dead, 12 injured after blast"
    assert [headline[f.start : f.end] for f in headline_toll(headline, load())] == ["3 dead", "12 injured"]


def test_a_kind_of_people_is_kept() -> None:
    assert [f.category for f in headline_toll("Two soldiers killed near Torva", load())] == ["soldiers"]


def test_a_headline_names_events_of_the_codebook() -> None:
    assert [t.type.id for t in told_of("Four killed in mass shooting", load())] == ["casualties", "shooting"]


@given(st.text(max_size=120))
def test_any_line_can_be_read(line: str) -> None:
    for fate in headline_toll(line, load()):
        assert 0 <= fate.start < fate.end <= len(line)
        assert fate.low >= 0 and (fate.high is None or fate.high >= fate.low)


STORY = "A gunman opened fire outside a club in Dayton early on Sunday. Two people were killed."


def toll(reading: onrecord.Reading) -> list[tuple[str, int | None, int | None, str]]:
    return [
        (row.status, row.low, row.high, reading.report.words(row.span))
        for event in reading.events
        for row in event.toll
    ]


def test_the_headline_adds_what_the_text_does_not_tell() -> None:
    reading = onrecord.read(STORY, title="2 dead, 5 wounded in Dayton shooting", installed=False)
    assert toll(reading) == [("killed", 2, 2, "Two people"), ("injured", 5, 5, "5 wounded")]
    check(reading)


def test_a_headline_that_contradicts_its_report_is_a_conflict() -> None:
    reading = onrecord.read(STORY, title="3 dead in Dayton shooting", installed=False)
    killed = [c for c in reading.claims if c.attribute == "killed"]
    assert [c.value["low"] for c in killed] == [2, 3]
    assert [c.conflicts for c in killed] == [(killed[1].id,), (killed[0].id,)]


def test_a_headline_that_says_the_same_adds_nothing() -> None:
    with_title = onrecord.read(STORY, title="Two dead in Dayton shooting", installed=False)
    assert toll(with_title) == toll(onrecord.read(STORY, installed=False))


def test_a_headline_that_the_text_opens_with_is_read_there() -> None:
    title = "Three dead in Dayton shooting"
    reading = onrecord.read(f"{title}\n\n{STORY}", title=title, installed=False)
    assert all(row.span[1] <= len(reading.report.text) for event in reading.events for row in event.toll)


def test_who_is_told_shot_is_who_the_headline_calls_dead() -> None:
    text = "A 14-year-old boy was shot in the head on Elm Street on Friday night, police said."
    reading = onrecord.read(text, title="Boy, 14, dies after shooting", installed=False)
    assert [row[:3] for row in toll(reading)] == [("killed", 1, 1)]


def test_the_headline_says_which_event_the_report_is_about() -> None:
    text = (
        "Police arrested a man in Torva on Monday. He is accused of a robbery in May. "
        "A shooting in Kessel on Sunday killed four people. A strike at the harbour goes on."
    )
    reading = onrecord.read(text, title="Four dead in Kessel shooting", installed=False)
    main = next(e for e in reading.events if e.main)
    assert main.type == "shooting" and main.toll[0].low == 4


def test_a_headline_without_its_text_is_an_event_of_its_own() -> None:
    reading = onrecord.read(
        "Sign up for our newsletter. Weather and sports.", title="Two dead in Dayton shooting", installed=False
    )
    (event,) = reading.events
    assert (event.type, event.main, reading.report.words(event.trigger)) == ("shooting", True, "shooting")
    assert toll(reading) == [("killed", 2, 2, "Two dead")]
    assert {c.attribute for c in reading.claims} == {"occurred", "type", "killed"}
    check(reading)


def test_a_title_without_end_is_read_in_part() -> None:
    reading = onrecord.read(STORY, title="Two dead in Dayton. " + "One dies, " * 100_000, installed=False)
    check(reading)


def test_a_title_gives_no_times_places_or_speakers() -> None:
    title = "Mayor: three dead in Kyiv on 4 May"
    plain = onrecord.read("Rain fell on the hills.", installed=False)
    titled = onrecord.read("Rain fell on the hills.", title=title, installed=False)
    assert (titled.times, titled.places, titled.statements) == (plain.times, plain.places, plain.statements)
