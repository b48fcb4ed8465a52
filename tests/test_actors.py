"""Actors: names, organs, metonyms, descriptions and pronouns joined to whom they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.actors import Mentions
from onrecord.records import Actor, Reading


def speakers(reading: Reading) -> list[str | None]:
    names = {a.id: a.name for a in reading.actors}
    return [names.get(s.speaker) for s in reading.statements]


def actor(reading: Reading, name: str):
    return next(a for a in reading.actors if a.name == name)


def test_a_surname_leads_to_the_full_name(reading_of):
    reading = reading_of("Gen. Maria Lopez said the road was open. The town is calm, Lopez said.")
    assert speakers(reading) == ["Maria Lopez", "Maria Lopez"]
    assert actor(reading, "Maria Lopez").role == "Gen."


def test_an_organ_has_a_country_and_a_kind(reading_of):
    reading = reading_of("The Turkish Defense Ministry said a soldier was wounded.")
    (ministry,) = [a for a in reading.actors if "Ministry" in a.name]
    assert (ministry.country, ministry.kind) == ("TR", "military")


def test_the_ministry_is_the_one_named_before(reading_of):
    reading = reading_of("The Turkish Defense Ministry said a soldier was wounded. The ministry said he was stable.")
    assert len(set(speakers(reading))) == 1


def test_the_ministry_may_be_named_later(reading_of):
    reading = reading_of("The ministry said a soldier was wounded.\n\nThe Turkish Defense Ministry said he was stable.")
    assert speakers(reading) == ["Turkish Defense Ministry", "Turkish Defense Ministry"]


def test_ministries_of_two_countries_stay_two(reading_of):
    reading = reading_of("The Turkish Defense Ministry said it was ready. The Greek Defense Ministry said it was not.")
    assert len({s.speaker for s in reading.statements}) == 2


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ankara said the talks had failed.", "TR"),
        ("The Kremlin said the talks had failed.", "RU"),
        ("Turkey denied that the talks had failed.", "TR"),
    ],
)
def test_capitals_and_palaces_speak_for_their_country(reading_of, text, country):
    reading = reading_of(text)
    (speaker,) = [a for a in reading.actors if a.id == reading.statements[0].speaker]
    assert speaker.country == country
    assert speaker.kind in ("country", "government")


def test_he_is_the_last_person_who_spoke(reading_of):
    reading = reading_of("Mayor Ivan Petrenko said the school was hit. He said nobody was hurt.")
    assert speakers(reading) == ["Ivan Petrenko", "Ivan Petrenko"]


def test_he_inside_a_statement_is_its_speaker(reading_of):
    reading = reading_of("Ivan Petrenko met Oleh Bondar. Bondar said he would resign.")
    bondar = actor(reading, "Oleh Bondar")
    he = reading.report.text.index("he would")
    assert (he, he + 2) in bondar.mentions


def test_it_is_an_organisation_and_he_is_not(reading_of):
    reading = reading_of("The Red Crescent said Ivan Petrenko was safe. It said the convoy had arrived.")
    first, second = speakers(reading)
    assert first == second


def test_a_statement_that_reads_speaks_for_who_spoke_before(reading_of):
    reading = reading_of("The navy said the ship sank. Two sailors are missing, the statement read.")
    assert len(set(speakers(reading))) == 1


def test_unnamed_officials_are_actors_of_their_own(reading_of):
    reading = reading_of("A hospital official said four people died. Analysts say the truce will not hold.")
    assert speakers(reading) == ["hospital official", "Analysts"]
    assert actor(reading, "Analysts").kind == "people"


def test_a_pronoun_without_anybody_before_it_has_no_actor(reading_of):
    reading = reading_of("He said nobody was hurt.")
    assert speakers(reading) == [None]


def test_police_alone_are_the_police_named_before(reading_of):
    reading = reading_of("Two men were held, Las Vegas police said. Police said a third man had fled.")
    assert speakers(reading) == ["Las Vegas police", "Las Vegas police"]


def test_the_military_is_the_armed_force_that_spoke(reading_of):
    reading = reading_of("The Turkish Air Force said two jets had landed. One was damaged, according to the military.")
    assert len(set(speakers(reading))) == 1


def test_a_capital_that_speaks_is_its_country_and_no_person(reading_of):
    reading = reading_of("Rwanda has denied it. Kigali says it faces threats from a militia.")
    assert {s.speaker for s in reading.statements} == {reading.statements[0].speaker}


def test_it_is_the_subject_of_the_sentence_before(reading_of):
    reading = reading_of(
        "The U.N. warned of a famine.\n\nIsrael's military had no comment. It has said that it avoids hospitals."
    )
    assert speakers(reading)[-1] == "Israel's military"


def test_a_title_before_a_name_is_a_role(reading_of):
    reading = reading_of("U.N. Secretary-General Ana Brito condemned the attack.")
    assert actor(reading, "Ana Brito").role == "U.N. Secretary-General"


def test_holders_of_offices_are_persons(reading_of):
    reading = reading_of("A mayor said the bridge was gone. He said nobody was hurt.")
    assert actor(reading, "mayor").kind == "person"
    assert speakers(reading) == ["mayor", "mayor"]


def test_a_name_in_several_words_is_taken_whole(reading_of):
    reading = reading_of("Doctors Without Borders said it had treated nine people.")
    assert speakers(reading) == ["Doctors Without Borders"]


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=4), max_size=5),
    st.integers(0, 30),
    st.integers(1, 5),
)
def test_the_mention_at_a_span_is_the_shortest_that_covers_it(spans, start, length):
    actors = tuple(
        Actor(
            id=f"a{n}",
            name="x",
            kind="other",
            country=None,
            role=None,
            mentions=tuple((b, b + size) for b, size in own),
        )
        for n, own in enumerate(spans)
    )
    covering = [
        (end - begin, n)
        for n, made in enumerate(actors)
        for begin, end in made.mentions
        if begin <= start and start + length <= end
    ]
    found = Mentions(actors).at((start, start + length))
    assert found is (actors[min(covering)[1]] if covering else None)
