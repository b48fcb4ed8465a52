"""Who is said to have done it, by whom, at which step; and what a report says is not so."""

from __future__ import annotations

import pytest

from onrecord.records import Claim, Reading


def name(reading: Reading, id: str) -> str:
    return {a.id: a.name for a in reading.actors}.get(id, id)


def charges(reading: Reading) -> list[tuple[str, str, str | None, str]]:
    """Accused, holder, step and polarity of each perpetrator claim."""
    return [
        (c.value["text"], name(reading, c.holder), c.accusation, c.polarity)
        for c in reading.claims
        if c.attribute == "perpetrator"
    ]


@pytest.mark.parametrize(
    ("text", "accused", "holder", "step", "polarity"),
    [
        ("The Taliban claimed responsibility for the bombing in Kabul.", "Taliban", "Taliban", "claimed", "+"),
        ("The commander took responsibility for the attack on the bridge.", "commander", "commander", "claimed", "+"),
        ("Islamic State claimed the attack on the market.", "Islamic State", "Islamic State", "claimed", "+"),
        ("The market was hit in an attack claimed by Islamic State.", "Islamic State", "Islamic State", "claimed", "+"),
        ("The rebels admitted responsibility for the massacre.", "rebels", "rebels", "claimed", "+"),
        ("The group admitted attacking the convoy.", "group", "group", "claimed", "+"),
        ("Two men confessed to the killing of the priest.", "Two men", "Two men", "claimed", "+"),
        ("A spokesman for the Taliban claimed responsibility for the raid.", "Taliban", "spokesman", "claimed", "+"),
        ("The Taliban said it was behind the bombing in Kabul.", "Taliban", "Taliban", "claimed", "+"),
        ("The Taliban denied any involvement in the bombing in Kabul.", "Taliban", "Taliban", None, "-"),
        ("The bombing in Kabul was blamed on the Taliban.", "the Taliban", "unknown", "suspected", "+"),
        ("The massacre was attributed to the death squads.", "the death squads", "unknown", "suspected", "+"),
        ("Residents blamed the raid on the rebels.", "the rebels", "Residents", "suspected", "+"),
        ("Boko Haram is suspected of the bombing.", "Boko Haram", "unknown", "suspected", "+"),
        ("Boko Haram is believed to have attacked the village.", "Boko Haram", "unknown", "suspected", "+"),
        ("Suspected Boko Haram militants attacked it.", "Suspected Boko Haram militants", "author", "suspected", "+"),
        (
            "The army deplored the bombing, which residents blamed on the rebels.",
            "the rebels",
            "residents",
            "suspected",
            "+",
        ),
        ("The rebels are responsible for the massacre.", "The rebels", "author", "fact", "+"),
        ("Russia may have been behind the bombing in Kabul.", "Russia", "author", "possible", "+"),
        ("The bombing bore the hallmarks of Al-Qaeda.", "Al-Qaeda", "author", "possible", "+"),
        ("The rebels were not responsible for the massacre, a court found.", "The rebels", "court", "acquitted", "-"),
    ],
)
def test_a_construction_names_accused_holder_and_step(reading_of, text, accused, holder, step, polarity):
    assert charges(reading_of(text, published="2024-05-03")) == [(accused, holder, step, polarity)]


@pytest.mark.parametrize(
    ("text", "accused", "holder", "step"),
    [
        ("The government blamed the Taliban for the bombing.", "the Taliban", "government", "suspected_by_authorities"),
        ("The army held the rebels responsible for the massacre.", "the rebels", "army", "suspected_by_authorities"),
        ("The army laid the blame for the raid on the rebels.", "the rebels", "army", "suspected_by_authorities"),
        ("Police suspect the rebels of bombing the market.", "the rebels", "Police", "suspected_by_authorities"),
        ("Ahmed Khan was charged with the murder.", "Ahmed Khan", "unknown", "suspected_by_authorities"),
        ("Ahmed Khan was found guilty of the murder.", "Ahmed Khan", "unknown", "suspected_by_authorities"),
        ("Ahmed Khan was acquitted of the murder of the bishop.", "Ahmed Khan", "unknown", "acquitted"),
        ("A court cleared the colonel of ordering the massacre.", "the colonel", "court", "acquitted"),
        ("Investigators ruled out the role of the rebels in the raid.", "the rebels", "Investigators", "acquitted"),
    ],
)
def test_authorities_accuse_and_acquit(reading_of, text, accused, holder, step):
    found = [c[:3] for c in charges(reading_of(text, published="2024-05-03"))]
    assert (accused, holder, step) in found
    assert len(found) == 1


def test_a_prosecutor_does_not_own_to_what_soldiers_of_the_same_state_did(reading_of):
    reading = reading_of("Colombian prosecutors charged Colombian soldiers with the massacre.", published="2024-05-03")
    assert [c[2] for c in charges(reading)] == ["suspected_by_authorities"]


def test_a_rebel_spokesman_is_no_authority(reading_of):
    reading = reading_of("A rebel spokesman blamed the army for the massacre.", published="2024-05-03")
    assert charges(reading) == [("the army", "rebel spokesman", "suspected", "+")]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the bombing in Kabul.",
        "Neither the rebels nor any other group has claimed responsibility for the murder.",
        "The Taliban has not claimed responsibility for the bombing.",
        "The police did not blame the rebels for the bombing.",
    ],
)
def test_what_nobody_claims_or_is_blamed_for_is_no_accusation(reading_of, text):
    assert charges(reading_of(text, published="2024-05-03")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Is Russia responsible for the bombing in Kabul?",
        "If Russia was behind the bombing in Kabul, the alliance would respond.",
        "The minister asked whether the rebels were responsible for the attack.",
        "It was unclear whether Russian forces had shelled the hospital.",
        "The army refused to confirm that its troops had attacked the village.",
        "In the novel, the rebels attacked the village.",
        'The president said: "Imagine that the rebels attack our capital."',
        "There was no confirmation on whether the attack was carried out by the rebels.",
    ],
)
def test_questions_fiction_and_hypotheses_accuse_nobody(reading_of, text):
    assert {c[2] for c in charges(reading_of(text, published="2024-05-03"))} <= {"possible"}


def test_who_only_fails_to_attack_is_not_acquitted(reading_of):
    reading = reading_of("The rebels failed to attack the village.", published="2024-05-03")
    assert charges(reading) == [("The rebels", "author", None, "-")]


def test_a_bare_claim_of_responsibility_is_for_what_was_told_before(reading_of):
    reading = reading_of(
        "A bomb exploded in Kabul on Monday, killing 12 people. The Taliban claimed responsibility.",
        published="2024-05-03",
    )
    assert charges(reading) == [("Taliban", "Taliban", "claimed", "+")]


def test_blame_and_denial_conflict_and_so_do_two_bodies_accused(reading_of):
    reading = reading_of(
        "A bomb killed 12 people in Kabul on Monday. The government blamed the Taliban for the bombing. The Taliban "
        "denied any involvement in the bombing. Islamic State claimed responsibility for the bombing.",
        published="2024-05-03",
    )
    blamed, denied, claimed = (c for c in reading.claims if c.attribute == "perpetrator")
    assert set(blamed.conflicts) == {denied.id, claimed.id}
    assert denied.conflicts == claimed.conflicts == (blamed.id,)


def test_a_denial_of_accusations_is_the_deniers(reading_of):
    reading = reading_of("The army denied accusations that its soldiers killed the students.", published="2024-05-03")
    assert charges(reading) == [("its soldiers", "unknown", "suspected", "+"), ("its soldiers", "army", None, "-")]


def test_the_event_may_be_certain_and_its_author_not(reading_of):
    reading = reading_of("The attack was presumably carried out by rebels.", published="2024-05-03")
    assert charges(reading) == [("rebels", "author", "suspected", "+")]


def of_author(reading: Reading) -> list[Claim]:
    return [c for c in reading.claims if c.holder == "author"]


@pytest.mark.parametrize(
    "words",
    [
        "There is substantial evidence to the contrary.",
        "That claim is false.",
        "No evidence supports that claim.",
        "Footage shows otherwise.",
        "Satellite images contradict Russia's account.",
        "The claim was later debunked.",
    ],
)
def test_a_contradiction_is_a_claim_of_the_author_s_against_the_one_that_it_contradicts(reading_of, words):
    reading = reading_of(f"Russia said Ukraine shelled the hospital in Donetsk. {words}", published="2024-05-03")
    by_id = {c.id: c for c in reading.claims}
    turned = [c for c in of_author(reading) if c.attribute == "occurred"]
    assert [c.polarity for c in turned] == ["-"]
    (against,) = turned[0].conflicts
    assert (name(reading, by_id[against].holder), by_id[against].polarity) == ("Russia", "+")
    assert by_id[against].conflicts == (turned[0].id,)
    assert [c.polarity for c in of_author(reading) if c.attribute == "perpetrator"] == ["-"]


def test_a_contradicted_denial_is_affirmed(reading_of):
    reading = reading_of(
        "Russia denies that its forces strike hospitals, although there is substantial evidence to the contrary.",
        published="2024-05-03",
    )
    assert [(c.polarity, c.certainty) for c in of_author(reading) if c.attribute == "occurred"] == [("+", "probable")]


def test_of_an_event_that_is_taken_for_granted_the_number_is_contradicted(reading_of):
    reading = reading_of(
        "The army said the strike killed 20 militants. No evidence supports that claim.", published="2024-05-03"
    )
    assert [(c.attribute, c.polarity) for c in of_author(reading)] == [("killed", "-")]


def test_who_says_that_it_is_a_lie_holds_it(reading_of):
    reading = reading_of(
        'The army said rebels attacked the village. "That is a lie," rebel leader John Garang said.',
        published="2024-05-03",
    )
    assert ("rebels", "John Garang", None, "-") in charges(reading)
    assert not of_author(reading)


@pytest.mark.parametrize(
    "words", ["The U.S. Central Command denied that.", "The U.S. Central Command rejected the claim."]
)
def test_who_denies_what_another_said_holds_the_opposite(reading_of, words):
    reading = reading_of(f"The Houthis said they had attacked an American destroyer. {words}", published="2024-05-03")
    told, denied = (c for c in reading.claims if c.attribute == "occurred")
    assert (told.polarity, denied.polarity) == ("+", "-")
    assert name(reading, denied.holder) == "United States Central Command"
    assert (told.conflicts, denied.conflicts) == ((denied.id,), (told.id,))


def test_who_rejects_a_figure_denies_the_number_alone(reading_of):
    reading = reading_of(
        "The rebels said 31 soldiers were killed in the attack. The military rejected the figure.",
        published="2024-05-03",
    )
    denied = [c for c in reading.claims if name(reading, c.holder) == "military"]
    assert [(c.attribute, c.value["low"], c.polarity) for c in denied] == [("killed", 31, "-")]


def test_a_false_claim_is_contradicted_where_it_is_told(reading_of):
    reading = reading_of("Russia falsely claimed that Ukraine shelled the hospital.", published="2024-05-03")
    assert {(c.attribute, c.polarity) for c in of_author(reading)} >= {("occurred", "-"), ("perpetrator", "-")}
    reading = reading_of("Claims that the army bombed the village are false.", published="2024-05-03")
    assert ("the army", "author", "acquitted", "-") in charges(reading)


@pytest.mark.parametrize(
    "words", ["Is that claim false?", "That claim may be false.", "There is no evidence to the contrary."]
)
def test_what_may_be_false_is_not_contradicted(reading_of, words):
    reading = reading_of(f"The army said rebels attacked the village. {words}", published="2024-05-03")
    assert not of_author(reading)


def test_no_evidence_is_neither_an_event_nor_an_acquittal(reading_of):
    reading = reading_of("There is no evidence that Ukraine shelled the hospital.", published="2024-05-03")
    assert charges(reading) == [("Ukraine", "author", None, "-")]


def test_a_number_of_weapons_stands_against_a_vague_word_for_it(reading_of):
    reading = reading_of(
        "The ministry said four drones attacked the depot. The governor said several drones attacked the depot.",
        published="2024-05-03",
    )
    weapons = [
        (name(reading, c.holder), c.value["text"], c.conflicts) for c in reading.claims if c.attribute == "weapon"
    ]
    assert weapons == [("ministry", "four drones", ()), ("governor", "several drones", ())]
    four, several = (c for c in reading.claims if c.attribute == "count")
    assert (four.conflicts, several.conflicts) == ((several.id,), (four.id,))


def test_numbers_of_weapons_that_do_not_meet_conflict(reading_of):
    reading = reading_of(
        "The ministry said four drones attacked the depot. The governor said six drones attacked the depot.",
        published="2024-05-03",
    )
    four, six = (c for c in reading.claims if c.attribute == "count")
    assert (four.conflicts, six.conflicts) == ((six.id,), (four.id,))


@pytest.mark.parametrize("cause", ["bad weather", "a higher number of flights", "human error"])
def test_what_is_blamed_on_no_one_is_no_perpetrator(reading_of, cause):
    reading = reading_of(f"Observers attributed the explosion to {cause}.", published="2024-05-03")
    assert charges(reading) == []


def test_no_word_of_a_claim_is_in_another_s_mouth(reading_of):
    reading = reading_of(
        "Russia said Ukraine shelled the hospital in Donetsk. That claim is false. The rebels confessed to the killing "
        "of a priest, and a court acquitted the colonel of the massacre in May. The attack was blamed on the rebels.",
        published="2024-05-03",
    )
    contents = {s.id: s.content for s in reading.statements}
    for claim in reading.claims:
        for start, end in claim.evidence:
            inside = [id for id, spans in contents.items() if any(a <= start and end <= b for a, b in spans)]
            assert claim.statement in inside if claim.statement is not None else not inside


def test_numbers_of_different_kinds_of_people_do_not_conflict(reading_of):
    reading = reading_of(
        "The ministry said 12 soldiers were killed in the strike. The governor said 20 civilians were killed in the "
        "strike.",
        published="2024-05-03",
    )
    assert all(not c.conflicts for c in reading.claims if c.attribute == "killed")
