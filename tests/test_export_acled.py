"""ACLED's sub-event types from readings: at least one report for each of the 25, and the rules that tell them apart."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.codebook import load
from onrecord.codebook.schemes import ACLED, ACLED_TYPE
from onrecord.export.acled import Derived, of_report, sub_event_type
from onrecord.export.means import means_in
from onrecord.export.sides import is_armed, side_of

REPORTS = [
    ("Government regains territory", "The army retook the town of Bama from Boko Haram."),
    ("Government regains territory", "Loyalist forces drove the rebels from two villages."),
    ("Non-state actor overtakes territory", "Rebels captured the town of Bambari after heavy fighting."),
    ("Non-state actor overtakes territory", "The city fell to insurgents after a week of battles."),
    ("Armed clash", "The army repelled an assault on its positions near Marib."),
    ("Armed clash", "Gunmen opened fire on an army patrol in Cabo Delgado."),
    ("Excessive force against protesters", "Soldiers fired live bullets at demonstrators in Conakry, killing three."),
    ("Excessive force against protesters", "Police beat peaceful demonstrators with batons in Kampala."),
    ("Protest with intervention", "Police dispersed demonstrators with tear gas in Algiers."),
    ("Protest with intervention", "At least 30 people were arrested during a protest against the pipeline."),
    ("Peaceful protest", "Hundreds of teachers marched in Tunis to demand better pay."),
    ("Peaceful protest", "Protests were held across the country over the arrest of the editor."),
    ("Violent demonstration", "Protesters threw stones at police in Beirut."),
    ("Violent demonstration", "Demonstrators set fire to tyres and barricaded the road."),
    ("Violent demonstration", "Clashes erupted between police and protesters in Athens."),
    ("Mob violence", "A mob lynched a man accused of theft in Jharkhand."),
    ("Mob violence", "Two groups of youths clashed with machetes in Jos."),
    ("Chemical weapon", "Rebels fired shells filled with toxic gas at a government district."),
    ("Air/drone strike", "Jets hit a weapons depot outside Sanaa."),
    ("Suicide bomb", "A suicide bomber killed 20 worshippers at a mosque."),
    ("Shelling/artillery/missile attack", "Two rockets landed near the embassy in the Green Zone."),
    ("Remote explosive/landmine/IED", "Two soldiers were killed when their vehicle drove over a mine."),
    ("Grenade", "A grenade went off in a crowded market in Bujumbura, killing two."),
    ("Sexual violence", "A court in Pune jailed a man for life for the rape of a schoolgirl."),
    ("Attack", "Bandits killed nine farmers in Zamfara."),
    ("Abduction/forced disappearance", "Insurgents captured 14 schoolgirls during a raid on a boarding school."),
    ("Agreement", "Rebels and the government exchanged 40 prisoners at the border."),
    ("Agreement", "Dozens of fighters laid down their arms and turned themselves in to the authorities."),
    ("Arrests", "Police rounded up dozens of opposition supporters overnight."),
    ("Change to group/activity", "Several officers deserted and joined the rebels."),
    ("Change to group/activity", "Coalition troops pulled out of the base at Taji."),
    ("Disrupted weapons use", "Police discovered a weapons cache in a farmhouse."),
    ("Disrupted weapons use", "Troops destroyed two improvised explosive devices on the road to Kidal."),
    ("Headquarters or base established", "Turkish troops have set up two new military bases near the highway."),
    ("Looting/property destruction", "Herders destroyed farmland and houses in Benue."),
    ("Looting/property destruction", "Insurgents stole cattle and food from the village."),
    ("Non-violent transfer of territory", "Foreign troops handed the base over to the national army on Thursday."),
    ("Non-violent transfer of territory", "Al-Shabab took control of the town hours after peacekeepers withdrew."),
    ("Other", "A mass grave with 30 bodies was found near the city."),
]


def derived(text: str) -> Derived | None:
    return of_report(onrecord.read(text, published="2024-05-03"), load())


@pytest.mark.parametrize(("expected", "text"), REPORTS)
def test_a_report_has_the_sub_event_type_of_what_it_is_about(expected: str, text: str) -> None:
    found = derived(text)
    assert found is not None
    assert (found.sub_event_type, found.event_type) == (expected, ACLED_TYPE[expected])
    assert found.rule


def test_every_sub_event_type_has_a_report_here() -> None:
    assert {name for name, _ in REPORTS} == {name for names in ACLED.values() for name in names}


@pytest.mark.parametrize(
    "text",
    [
        "The minister opened a new library on Tuesday.",
        "An earthquake of magnitude 6 shook the island.",
        "A bus plunged into a ravine, killing 20 passengers.",
        "Customs officers seized 20 kilograms of cocaine and arrested two men.",
    ],
)
def test_what_acled_does_not_code_has_none(text: str) -> None:
    assert derived(text) is None


def test_the_same_arms_are_a_clash_or_an_attack_by_whom_they_strike() -> None:
    for target, expected in (("a police post", "Armed clash"), ("a village", "Attack")):
        found = derived(f"Rebels attacked {target}.")
        assert found is not None and found.sub_event_type == expected


def test_a_chemical_attack_that_is_only_answered_does_not_name_the_event() -> None:
    found = derived("Warplanes bombed an air base in retaliation for a chlorine attack on the town.")
    assert found is not None and found.sub_event_type == "Air/drone strike"


def test_what_a_demonstration_is_about_is_no_part_of_it() -> None:
    found = derived("Activists gathered outside the court to demand justice for a man killed by police.")
    assert found is not None and found.sub_event_type == "Peaceful protest"


def test_arrests_before_a_demonstration_are_arrests() -> None:
    found = derived("Police detained the leader of the opposition ahead of a planned march.")
    assert found is not None and found.sub_event_type == "Arrests"


def test_the_rule_and_the_event_are_named() -> None:
    reading = onrecord.read("Kurdish fighters captured a village from the jihadists.", published="2024-05-03")
    found = of_report(reading, load())
    main = next(event for event in reading.events if event.main)
    assert found == Derived("Non-state actor overtakes territory", "Battles", "taken by an armed group", main.id)
    assert sub_event_type(main, reading, load()) == found


@pytest.mark.parametrize(
    ("phrase", "side", "armed"),
    [
        ("Syrian government forces", "state", True),
        ("the Iraqi army", "state", True),
        ("Turkish forces", "state", True),
        ("the armed forces", "state", True),
        ("Turkey-backed opposition fighters", "group", True),
        ("gunmen in army uniforms", "group", False),
        ("the Taliban", "group", True),
        ("hundreds of protesters", "protesters", False),
        ("a crowd of demonstrators", "protesters", False),
        ("an angry mob", "crowd", False),
        ("six farmers", "protesters", False),
        ("three nurses", "unarmed", False),
        ("a rebel-held village", "unarmed", False),
        ("a military base", "state", True),
        ("a checkpoint near the river", "unarmed", True),
        ("local government offices", "state", False),
    ],
)
def test_sides(phrase: str, side: str, armed: bool) -> None:
    found = side_of(phrase, None, load())
    assert found == side
    assert is_armed(phrase, found) is armed


def test_means_come_by_precedence() -> None:
    book = load()
    assert means_in("mortars and grenades", book) == ["Shelling/artillery/missile attack", "Grenade"]
    assert means_in("a suicide bomber with a grenade", book)[0] == "Suicide bomb"
    assert means_in("barrel bombs with chlorine gas", book)[0] == "Chemical weapon"
    assert means_in("stun grenades and rifles", book) == []


def test_long_reports_are_derived_in_little_time() -> None:
    import time

    text = " ".join(
        f"Rebels attacked village {n} and police dispersed a protest. Troops left town {n}." for n in range(300)
    )
    reading = onrecord.read(text, published="2024-05-03")
    start = time.perf_counter()
    assert of_report(reading, load()) is not None
    assert time.perf_counter() - start < 2
