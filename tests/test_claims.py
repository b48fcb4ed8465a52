"""Claims: who holds what, what contradicts it, and how an accusation stands."""

from __future__ import annotations

import pytest

from onrecord.reading.claims import accusation
from onrecord.records import Actor, Reading


def killed(reading: Reading) -> list[tuple[str, int | None, int | None]]:
    names = {a.id: a.name for a in reading.actors} | {"author": "author", "unknown": "unknown"}
    return [(names[c.holder], c.value["low"], c.value["high"]) for c in reading.claims if c.attribute == "killed"]


def test_a_number_in_a_statement_is_the_speakers_and_not_the_authors(reading_of):
    reading = reading_of("Ivan Petrenko said a missile strike killed 18 people.")
    assert killed(reading) == [("Ivan Petrenko", 18, 18)]


def test_a_number_in_the_authors_voice_is_the_authors(reading_of):
    reading = reading_of("A missile strike killed 18 people in the town on Monday.", published="2024-05-03")
    assert killed(reading) == [("author", 18, 18)]


def test_disagreeing_numbers_conflict_and_are_both_kept(reading_of):
    reading = reading_of(
        "A missile strike hit the market in Sumy on Monday. Mayor Ivan Petrenko said the strike killed 18 "
        "people. "
        "The army said the strike killed 11 people.",
        published="2024-05-03",
    )
    rows = [c for c in reading.claims if c.attribute == "killed"]
    assert sorted(c.value["low"] for c in rows) == [11, 18]
    first, second = rows
    assert first.conflicts == (second.id,)
    assert second.conflicts == (first.id,)


def test_ranges_that_meet_do_not_conflict(reading_of):
    reading = reading_of(
        "A missile strike hit the market in Sumy on Monday. Mayor Ivan Petrenko said the strike killed at least "
        "12 people. "
        "The army said the strike killed 15 people.",
        published="2024-05-03",
    )
    assert all(not c.conflicts for c in reading.claims if c.attribute == "killed")


def test_every_claim_has_words(reading_of):
    reading = reading_of(
        "The army said rebels shelled the town of Sumy on Monday, killing two.", published="2024-05-03"
    )
    assert reading.claims
    for claim in reading.claims:
        assert claim.evidence
        assert all(0 <= s < e <= len(reading.report.text) for s, e in claim.evidence)


def somebody(kind: str, id: str = "a1", role: str | None = None, country: str | None = None) -> Actor:
    return Actor(id, "x", kind, country, role, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("holder", "author", "accused", "certainty", "polarity", "step"),
    [
        (None, True, "a2", "certain", "+", "fact"),
        (somebody("group", "a2"), False, "a2", "certain", "+", "claimed"),
        (somebody("government"), False, "a2", "certain", "+", "suspected_by_authorities"),
        (somebody("person", role="Interior Minister"), False, "a2", "certain", "+", "suspected_by_authorities"),
        (somebody("person"), False, "a2", "certain", "+", "suspected"),
        (None, False, "a2", "certain", "+", "suspected"),
        (somebody("government"), False, "a2", "possible", "+", "possible"),
        (somebody("government"), False, "a2", "certain", "-", "acquitted"),
        (somebody("country", "a2"), False, "a2", "certain", "-", None),
        (None, True, "a2", "probable", "+", "suspected"),
        (somebody("country", country="TR"), False, somebody("military", "a2", country="TR"), "certain", "-", None),
        (somebody("country", country="TR"), False, somebody("military", "a2", country="TR"), "certain", "+", "claimed"),
        (
            somebody("country", country="TR"),
            False,
            somebody("military", "a2", country="GR"),
            "certain",
            "-",
            "acquitted",
        ),
    ],
)
def test_the_steps_of_an_accusation(holder, author, accused, certainty, polarity, step):
    known = accused if isinstance(accused, Actor) else somebody("group", accused)
    found = accusation(holder=holder, author=author, accused=known, certainty=certainty, polarity=polarity)
    assert found == step


def test_dozens_of_houses_count_houses(reading_of):
    reading = reading_of("Shelling destroyed dozens of houses in the town on Monday.", published="2024-05-03")
    damage = [c.value for c in reading.claims if c.attribute == "damage"]
    assert [(v["low"], v["unit"]) for v in damage] == [(24, "house")]


def test_values_told_only_in_a_statement_are_never_the_authors(reading_of):
    reading = reading_of(
        "GAO, Mali, June 20 (Wire) - Gunmen killed at least 12 farmers in an attack on a village, police and residents "
        "said on Friday.",
        published="2025-06-20",
    )
    assert {c.holder for c in reading.claims if c.attribute == "killed"} == {reading.statements[0].speaker}


def perpetrators(reading: Reading) -> list[tuple[str, str | None]]:
    return [(c.value["text"], c.accusation) for c in reading.claims if c.attribute == "perpetrator"]


def test_the_author_reports_a_perpetrator_as_fact(reading_of):
    reading = reading_of("Russian forces shelled the town of Kupiansk on Monday.", published="2024-05-03")
    assert perpetrators(reading) == [("Russian forces", "fact")]


def test_a_state_accuses_another_and_is_not_the_perpetrator(reading_of):
    reading = reading_of("Ukraine accused Russia of shelling the hospital in Kherson.", published="2024-05-03")
    assert perpetrators(reading) == [("Russia", "suspected_by_authorities")]


def test_who_claims_responsibility_claims_to_be_the_perpetrator(reading_of):
    reading = reading_of("Al-Shabab claimed responsibility for the bombing in Mogadishu.", published="2024-05-03")
    assert perpetrators(reading) == [("Al-Shabaab", "claimed")]


def test_a_part_of_a_total_conflicts_with_no_number(reading_of) -> None:
    reading = reading_of(
        "The ministry said a blast wounded 31 people, nine of whom are in critical condition. "
        "The mayor said that 31 people had been wounded in the blast.",
        published="2024-05-03",
    )
    counted = [c for c in reading.claims if c.attribute == "injured"]
    assert {c.value["low"] for c in counted} == {9, 31} and not any(c.conflicts for c in counted)
