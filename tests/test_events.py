"""Triggers, roles, times and places, realis, factuality per holder, coreference, the main event."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.codebook import load
from onrecord.reading.events.triggers import find_triggers
from onrecord.reading.parse import parse
from onrecord.records import Event, Reading
from tests.conftest import report_of


def read(text: str) -> Reading:
    return onrecord.read(text, published="2024-05-03")


def types(text: str) -> list[str]:
    return [m.type.id for m in find_triggers(parse(report=report_of(text))[0], load())]


def event(reading: Reading, word: str) -> Event:
    text = reading.report.text
    return next(e for e in reading.events if word in text[e.trigger[0] : e.trigger[1]])


def role(reading: Reading, event: Event, name: str) -> list[str]:
    return [reading.report.text[a:b] for r in event.roles if r.role == name for a, b in r.spans]


def canonical(reading: Reading, event: Event) -> Event:
    return event if event.same_as is None else next(e for e in reading.events if e.id == event.same_as)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunners shot down three drones over the port.", ["interception"]),
        ("Rebels shot down a helicopter.", ["aircraft_downing"]),
        ("The envoy shot down the proposal.", []),
        ("A missile attack hit the depot.", ["missile_strike", "missile_strike"]),
        ("The two sides agreed on a prisoner exchange.", ["prisoner_exchange"]),
    ],
)
def test_a_trigger_needs_its_words_around_it(text: str, expected: list[str]) -> None:
    found = types(text)
    assert [kind for kind in expected if kind not in found] == []
    if not expected:
        assert "aircraft_downing" not in found and "interception" not in found


def test_roles_of_active_and_passive_are_the_same() -> None:
    for text in ("Rebels shelled the village.", "The village was shelled by rebels."):
        reading = read(text)
        shelling = event(reading, "shelled")
        assert [w.lower() for w in role(reading, shelling, "agent")] == ["rebels"]
        assert [w.lower() for w in role(reading, shelling, "target")] == ["the village"]


def test_roles_of_a_noun_come_from_its_prepositions_and_modifiers() -> None:
    reading = read("A Sudanese drone strike on a market killed four traders.")
    strike = event(reading, "strike")
    assert role(reading, strike, "agent") == ["Sudanese"]
    assert role(reading, strike, "target") == ["a market"]


def test_an_event_is_no_participant_of_itself() -> None:
    reading = read("A rocket attack on the base wounded two guards.")
    attack = event(reading, "attack")
    assert all("attack" not in word for r in attack.roles for word in role(reading, attack, r.role))


def test_time_and_place_of_the_saying_do_not_become_the_event_s() -> None:
    reading = read("Officials said on Friday that a bomb exploded in Kano on Wednesday.")
    blast = event(reading, "exploded")
    assert role(reading, blast, "time") == ["Wednesday"]
    assert role(reading, blast, "place") == ["Kano"]


@pytest.mark.parametrize(
    ("text", "word", "realis"),
    [
        ("Rebels attacked the port.", "attacked", "actual"),
        ("Rebels are attacking the port.", "attacking", "ongoing"),
        ("Rebels plan to attack the port.", "attack", "planned"),
        ("Rebels could attack the port.", "attack", "hypothetical"),
        ("Rebels did not attack the port.", "attack", "negated"),
    ],
)
def test_realis(text: str, word: str, realis: str) -> None:
    assert event(read(text), word).realis == realis


def test_the_author_is_silent_on_what_only_a_speaker_tells() -> None:
    reading = read("The governor said that rebels shelled the village.")
    rows = {row.holder: row for row in event(reading, "shelled").factuality}
    assert rows["author"].certainty == "unknown"
    [speaker] = [row for holder, row in rows.items() if holder != "author"]
    assert (speaker.certainty, speaker.polarity) == ("certain", "+")


def test_a_denial_turns_the_speaker_s_polarity() -> None:
    reading = read("The army denied that its troops shelled the village.")
    rows = {row.holder: row for row in event(reading, "shelled").factuality}
    assert [row.polarity for holder, row in rows.items() if holder != "author"] == ["-"]


def test_the_definite_noun_is_the_event_told_before() -> None:
    reading = read("A bomb exploded at a market in Kano. The explosion killed six traders.")
    first, second = event(reading, "exploded"), event(reading, "explosion")
    assert canonical(reading, first) is canonical(reading, second)


def test_another_attack_is_another_event() -> None:
    reading = read("A drone struck a school in Sumy on Monday. Another drone struck a clinic in Poltava on Tuesday.")
    first, second = [e for e in reading.events if "struck" in reading.report.text[slice(*e.trigger)]]
    assert canonical(reading, first) is not canonical(reading, second)


def test_a_planned_event_is_not_the_one_that_happened() -> None:
    reading = read("Rebels attacked the port on Monday. They plan to attack the airport.")
    real, planned = event(reading, "attacked"), reading.events[-1]
    assert planned.realis == "planned"
    assert canonical(reading, real) is not canonical(reading, planned)


def test_a_crash_is_a_crash_of_what_its_sentence_names_and_downing_is_its_speaker_s() -> None:
    reading = read(
        "A cargo plane crashed near Juba on Thursday. The army said the plane was shot down by rebels. "
        "Officials are looking into the crash."
    )
    main = next(e for e in reading.events if e.main)
    assert main.type == "aircraft_crash"
    assert canonical(reading, event(reading, "shot down")) is main


def test_only_one_event_is_main_and_it_is_canonical() -> None:
    reading = read(
        "A ferry capsized off Zanzibar on Tuesday, drowning 14 passengers. Divers searched the wreck. "
        "The government has promised an inquiry. In March, talks on ferry safety failed."
    )
    [main] = [e for e in reading.events if e.main]
    assert main.same_as is None
    assert main.type == "ship_accident"


def test_mentions_that_point_elsewhere_bear_no_roles_or_toll() -> None:
    reading = read("A strike killed nine people in Idlib on Sunday. The strike also wounded 20, medics said.")
    ids = {e.id for e in reading.events if e.same_as is None}
    for one in reading.events:
        if one.same_as is not None:
            assert one.roles == () and one.toll == () and not one.main
            assert one.same_as in ids


def test_a_text_without_events_has_none() -> None:
    assert read("The library has long opening hours.").events == ()


@pytest.mark.parametrize(
    ("text", "not_told", "told"),
    [
        ("A gunman opened fire in a diner.", "fire", "shooting"),
        ("The patrol exchanged fire with rebels.", "fire", "armed_clash"),
        ("There was a ball of fire and then silence.", "fire", None),
        ("The mayor came under fire from critics.", "fire", None),
        ("Her party won by a landslide.", "landslide", None),
        ("The general dismissed the accusations as lies.", "resignation", None),
        ("The rallies had been hijacked by thugs, he said.", "hijacking", None),
        ("Nurses went on strike.", "attack", "labour_strike"),
    ],
)
def test_a_word_within_a_phrase_tells_no_event_of_its_own(text: str, not_told: str, told: str | None) -> None:
    found = types(text)
    assert not_told not in found
    assert told is None or told in found


def test_a_dateline_is_not_where_it_happened() -> None:
    reading = read("NAIROBI, Kenya (Wire) — Two bombs exploded in Garissa on Monday, police said.")
    assert role(reading, event(reading, "exploded"), "place") == ["Garissa"]


def test_a_place_that_something_is_with_or_for_is_not_where_it_happened() -> None:
    reading = read("Envoys for Israel reported progress in talks on a truce in Gaza.")
    assert role(reading, event(reading, "truce"), "place") == ["Gaza"]


def test_weapons_that_are_sent_are_the_means() -> None:
    reading = read("Russia launched 103 drones at Odesa.")
    launched = event(reading, "launched")
    assert role(reading, launched, "instrument") == ["103 drones"]
    assert role(reading, launched, "target") == []


def test_who_hit_a_mine_did_not_do_it() -> None:
    reading = read("Their convoy hit a roadside bomb near Gao, killing four soldiers.")
    assert all(role(reading, e, "agent") == [] for e in reading.events)
    assert len([e for e in reading.events if e.same_as is None]) == 1


def test_the_dead_and_the_injured_are_no_agents() -> None:
    reading = read("Nine people were killed and 27 injured in a shooting in Dayton. Twelve people died in Lima.")
    assert all(role(reading, e, "agent") == [] for e in reading.events)


def test_a_road_is_no_victim() -> None:
    reading = read("Gunmen kidnapped seven passengers from a bus on the same road.")
    assert role(reading, event(reading, "kidnapped"), "victim") == ["seven passengers"]


@pytest.mark.parametrize(
    ("text", "word", "realis"),
    [
        ("Envoys made progress in talks on a ceasefire.", "ceasefire", "hypothetical"),
        ("A prisoner swap planned for March fell through.", "swap", "planned"),
        ("Ferry accidents are frequent in the islands.", "accidents", "generic"),
        ("He defined a mass shooting as one in which four people are shot.", "shot", "generic"),
        ("A shell hit the market, killing three people.", "killing", "actual"),
    ],
)
def test_realis_of_what_is_talked_about_usual_or_an_outcome(text: str, word: str, realis: str) -> None:
    reading = read(text)
    text = reading.report.text
    assert [e.realis for e in reading.events if text[e.trigger[0] : e.trigger[1]].endswith(word)] == [realis]


def test_what_a_ministry_did_not_mention_it_does_not_hold() -> None:
    reading = read("Rebels shelled Port Sarel. The defence ministry did not mention the shelling.")
    by = {s.id for s in reading.statements}
    rows = [row for e in reading.events for row in e.factuality if row.holder in by]
    assert all(row.certainty == "unknown" for row in rows)


def test_a_gunman_and_the_police_who_shot_him_are_two_shootings() -> None:
    reading = read("A gunman opened fire in a diner before he was shot dead by police.")
    first, second = event(reading, "opened fire"), event(reading, "shot dead")
    assert canonical(reading, first) is not canonical(reading, second)


def test_each_side_counts_the_drones_it_brought_down() -> None:
    reading = read(
        "Ukraine's air force said it shot down 61 drones. Russia's defence ministry said it downed 37 drones."
    )
    first, second = event(reading, "shot down"), event(reading, "downed")
    assert canonical(reading, first) is not canonical(reading, second)


def test_protests_named_by_another_year_are_others() -> None:
    reading = read(
        "Protests shook Nairobi on Wednesday. The protests spread by night. Dozens were hurt in the 2019 protests."
    )
    text = reading.report.text
    now, then = (next(e for e in reading.events if e.trigger[0] == text.index(w)) for w in ("Protests", "protests."))
    assert canonical(reading, now) is not canonical(reading, then)


@pytest.mark.parametrize(
    ("text", "not_told"),
    [
        ("He fired back at the government.", "shooting"),
        ("The verdict killed hopes of reform.", "casualties"),
        ("The premier is under attack for his remarks on the economy.", "attack"),
    ],
)
def test_violence_in_figures_of_speech_is_no_event(text: str, not_told: str) -> None:
    assert not_told not in types(text)


def test_a_thing_is_no_agent_of_what_befell_it() -> None:
    reading = read("A tanker truck exploded in Minna, killing 60 people. Firefighters battled the blaze.")
    for told in reading.events:
        assert role(reading, told, "agent") == []
        assert "Firefighters" not in role(reading, told, "cause")


@pytest.mark.parametrize(
    ("text", "word", "certainty", "polarity"),
    [
        ("Police have not ruled out sabotage.", "sabotage", "possible", "+"),
        ("Police did not deny that sabotage took place.", "sabotage", "possible", "+"),
        ("There were no reports of casualties.", "casualties", "probable", "-"),
    ],
)
def test_what_is_not_reported_or_not_ruled_out(text: str, word: str, certainty: str, polarity: str) -> None:
    rows = [row for row in event(read(text), word).factuality if row.certainty != "unknown"]
    assert [(row.certainty, row.polarity) for row in rows] == [(certainty, polarity)]


def test_one_plane_and_two_others_are_not_one_event(reading_of):
    reading = reading_of(
        "A cargo plane crashed near Sumy on Wednesday, killing nine people. The plane was downed by a missile, the "
        "army said. Kyiv has boasted recently about shooting down two command planes.",
        published="2024-01-24",
    )
    downings = [e for e in reading.events if e.type in ("aircraft_crash", "aircraft_downing") and e.same_as is None]
    assert len(downings) == 2


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Canada announced sanctions in response to a chemical attack on the town.", "sanctions"),
        ("Protesters marched after the arrest of an editor.", "protest"),
        ("The army retook a town that was the scene of a 2017 chemical attack.", "territorial_recovery"),
        ("Police arrested a man suspected of robbing a bank.", "arrest"),
        ("The two sides signed an accord to end the fighting.", "agreement"),
    ],
)
def test_what_sets_the_scene_for_another_event_is_not_what_the_report_is_about(text: str, main: str) -> None:
    assert [e.type for e in read(text).events if e.main] == [main]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police found an arms cache in a barn.", "weapons_found"),
        ("Sappers defused a bomb near the school.", "weapons_found"),
        ("The envoy defused the row.", None),
        ("Troops set up two new bases in the valley.", "base_established"),
        ("Forty soldiers defected to the rebels.", "realignment"),
        ("Soldiers raped three women.", "sexual_violence"),
        ("Customs seized 20 kilograms of cocaine.", "smuggling"),
        ("Taliban fighters attacked a checkpoint.", "attack"),
        ("Soldiers burnt two houses.", "arson"),
    ],
)
def test_events_outside_fighting_and_words_that_were_misread(text: str, expected: str | None) -> None:
    assert types(text)[:1] == ([expected] if expected else [])


def test_a_pronoun_for_drones_is_shot_down_as_drones_are() -> None:
    found = onrecord.read("They attacked the port with 11 drones. Nine of them were shot down.", published="2024-05-04")
    assert [e.type for e in found.events] == ["drone_strike", "interception"]
    planes = onrecord.read("Two planes crossed the border. One was shot down.", published="2024-05-04")
    assert "aircraft_downing" in [e.type for e in planes.events]


def test_what_was_months_before_is_not_what_a_report_is_about() -> None:
    text = (
        "A missile struck a tanker off Hodeidah on Monday. Its crew is safe. In March, a missile strike on another "
        "ship killed two sailors."
    )
    (main,) = (e for e in onrecord.read(text, published="2024-07-16").events if e.main)
    assert text[main.trigger[0] : main.trigger[1]] == "struck"


def test_who_tells_the_harm_takes_the_event_for_granted() -> None:
    text = "An earthquake shook Manabí on Thursday. The mayor said that 30 people had been killed."
    reading = onrecord.read(text, published="2024-07-16")
    (main,) = (e for e in reading.events if e.main)
    held = {row.holder: (row.certainty, row.polarity) for row in main.factuality}
    assert held["s1"] == ("certain", "+") == held["author"]
