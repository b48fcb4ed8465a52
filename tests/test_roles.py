"""Who did what to whom with what: roles through the constructions in which reports tell them."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.records import Event, Reading


def read(text: str) -> Reading:
    return onrecord.read(text, published="2024-05-03", installed=False)


def roles(text: str, kind: str) -> dict[str, list[str]]:
    """The words of each role of the event of a type that carries the record."""
    reading = read(text)
    found: dict[str, list[str]] = {}
    for role in told(reading, kind).roles:
        found.setdefault(role.role, []).extend(text[a:b] for a, b in role.spans)
    return found


def told(reading: Reading, kind: str) -> Event:
    return next(e for e in reading.events if e.type == kind and e.same_as is None)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Gunmen killed two teachers on Monday.", "casualties", {"agent": "Gunmen", "victim": "two teachers"}),
        ("Two teachers were killed by gunmen.", "casualties", {"agent": "gunmen", "victim": "Two teachers"}),
        ("The killing of a priest by militants shocked the town.", "casualties", {"victim": "a priest"}),
        ("The gunman who shot the mayor fled.", "shooting", {"agent": "The gunman", "victim": "the mayor"}),
        ("The mayor, who was shot by a gunman, survived.", "shooting", {"agent": "a gunman", "victim": "The mayor"}),
        ("The man killed in the raid was a baker.", "raid", {"victim": "The man"}),
        ("Soldiers stormed the village and killed six farmers.", "casualties", {"agent": "Soldiers"}),
        ("A mob beat a driver to death.", "beating", {"agent": "A mob", "victim": "a driver"}),
        ("A driver was beaten to death by a mob.", "beating", {"agent": "a mob", "victim": "A driver"}),
        ("His arrest angered many in the town.", "arrest", {"victim": "His"}),
        ("The soldiers' deaths were confirmed by the ministry.", "casualties", {"victim": "The soldiers'"}),
        ("Taliban attacks on schools have increased this year.", "attack", {"agent": "Taliban", "target": "schools"}),
        ("A militant attack on a police post wounded two.", "attack", {"target": "a police post"}),
        ("Troops came under fire from insurgents.", "armed_clash", {"victim": "Troops", "agent": "insurgents"}),
        ("The army carried out a strike on a rebel camp.", "attack", {"agent": "The army", "target": "a rebel camp"}),
        ("The group was behind the attack on the mill.", "attack", {"agent": "The group"}),
        ("Those involved in the attack have fled the town.", "attack", {"agent": "Those"}),
        ("The minister survived an assassination attempt.", "assassination", {"victim": "The minister"}),
        ("Two suicide bombers attacked a church.", "suicide_bombing", {"agent": "Two suicide bombers"}),
        ("Protesters clashed with police in Lima.", "riot", {"agent": "Protesters", "target": "police in Lima"}),
    ],
)
def test_roles_through_voice_clauses_and_nouns(text: str, kind: str, expected: dict[str, str]) -> None:
    found = roles(text, kind)
    assert {role: words for role, words in expected.items() if words not in found.get(role, ())} == {}


@pytest.mark.parametrize(
    ("text", "kind", "victims"),
    [
        ("The attack killed a nurse, a doctor and two patients.", "attack", ["a nurse", "a doctor", "two patients"]),
        ("A blast at a mill left 12 dead and 40 wounded.", "explosion", ["12", "40"]),
        ("The bombing killed three people. Nine others were injured.", "bombing", ["three people", "Nine others"]),
        ("A bomb went off at a mill, killing 12 and wounding 40.", "bombing", ["12", "40"]),
        ("The blast killed 20 people, including two guards.", "explosion", ["20 people", "two guards"]),
        ("The commander was killed along with his driver.", "casualties", ["The commander", "his driver"]),
        ("Among the dead were two children and a nurse.", "casualties", ["two children", "a nurse"]),
        ("Ana Ruiz was one of three people killed in the raid.", "raid", ["Ana Ruiz", "three people"]),
        ("The shelling claimed the lives of nine farmers.", "shelling", ["nine farmers"]),
        ("Ten people lost their lives in the shelling.", "shelling", ["Ten people"]),
        ("Three soldiers suffered injuries in the ambush.", "armed_clash", ["Three soldiers"]),
        ("Two dead, five injured in Quetta shooting", "shooting", ["Two", "five"]),
        ("Police arrested Mark Dunn, Paul Reyes and Sam Bell.", "arrest", ["Mark Dunn", "Paul Reyes", "Sam Bell"]),
        ("Three men, named as Ali Hassan and Omar Said, were arrested.", "arrest", ["Ali Hassan", "Omar Said"]),
    ],
)
def test_everybody_whom_the_words_tell_of_is_a_victim(text: str, kind: str, victims: list[str]) -> None:
    found = roles(text, kind)["victim"]
    assert [words for words in victims if words not in found] == []
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "kind", "words", "number"),
    [
        ("Russian forces fired ten Iskander-M missiles at Kharkiv.", "missile_strike", "ten Iskander-M missiles", 10),
        ("Russia launched four Shahed-136 drones at Odesa.", "drone_strike", "four Shahed-136 drones", 4),
        ("Four Shahed-136 drones struck a power plant.", "drone_strike", "Four Shahed-136 drones", 4),
        ("The army hit a rebel camp with two drones.", "drone_strike", "two drones", 2),
        ("Two bombs exploded at a bus station.", "bombing", "Two bombs", 2),
        ("Militants planted a bomb under a bridge.", "bombing", "a bomb", None),
        ("A man stabbed his neighbour with a kitchen knife.", "stabbing", "a kitchen knife", None),
        ("A car bomb killed ten people in Mogadishu.", "bombing", "A car bomb", None),
        ("Nine people died when their bus hit a landmine.", "mine_blast", "a landmine", None),
    ],
)
def test_the_weapon_is_the_instrument_with_its_count(text: str, kind: str, words: str, number: int | None) -> None:
    reading = read(text)
    instruments = [r for r in told(reading, kind).roles if r.role == "instrument"]
    assert words in [text[a:b] for r in instruments for a, b in r.spans]
    counts = {q.id: q.low for q in reading.quantities}
    if number is not None:
        assert number in [counts[r.quantity] for r in instruments if r.quantity is not None]


def test_a_weapon_of_a_state_makes_it_the_agent() -> None:
    assert roles("Israeli tanks shelled the town.", "shelling")["agent"] == ["Israeli"]


def test_a_pronoun_points_to_the_actor_it_stands_for() -> None:
    reading = read("Karim Saleh was seen near the depot. Police arrested him on Monday.")
    names = {actor.id: actor.name for actor in reading.actors}
    arrest = told(reading, "arrest")
    assert [names.get(r.actor or "") for r in arrest.roles if r.role == "victim"] == ["Karim Saleh"]


def test_who_is_blamed_is_neither_victim_nor_agent() -> None:
    found = roles("Authorities blamed the attack on separatists.", "attack")
    assert "separatists" not in [*found.get("victim", ()), *found.get("agent", ())]


def test_a_country_with_protests_does_not_protest() -> None:
    assert "agent" not in roles("Albania's protests went on for weeks.", "protest")


def test_mentions_of_one_event_are_joined_and_background_stays_apart() -> None:
    text = (
        "A drone hit a depot in Oryol on Tuesday. The attack wounded two guards, the governor said. The strike set off "
        "a fire. A similar attack in March killed four people."
    )
    reading = read(text)
    main = next(e for e in reading.events if e.main)
    joined = {text[slice(*e.trigger)] for e in reading.events if e.same_as == main.id}
    assert {"attack", "strike", "wounded"} <= joined
    apart = [e for e in reading.events if e.trigger[0] >= text.index("A similar")]
    assert apart and all(e.id != main.id and e.same_as != main.id for e in apart)


def test_a_crash_a_downing_and_the_attack_are_one_and_an_earlier_crash_is_another() -> None:
    text = (
        "The crash of a cargo plane killed six people near Ridder on Friday. Officials said the plane was downed by a "
        "missile. The attack came a week after a passenger jet crashed in the same region, killing 20."
    )
    reading = read(text)
    main = next(e for e in reading.events if e.main)
    joined = {text[slice(*e.trigger)] for e in reading.events if e.same_as == main.id}
    assert {"downed", "attack"} <= joined and "crashed" not in joined
    assert [text[a:b] for r in main.roles if r.role == "victim" for a, b in r.spans] == ["six people"]
