"""Corrections: what was wrong, what is right, and which claims they touch."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("This story has been updated to correct that the mayor spoke on Monday, not Tuesday.", "Tuesday", "Monday"),
        ("This article was corrected to say that 12, not 14, people were killed.", "14", "12"),
        (
            "An earlier version of this story incorrectly said the blast was in Izmir. It was in Ankara.",
            "the blast was in Izmir",
            "in Ankara",
        ),
        ("This story clarifies that the ministry, not the army, announced the toll.", "the army", "the ministry"),
        ("An earlier version said 14 people were killed.", "14 people were killed", None),
        ("In an earlier version of this story, the number of dead was given as 14.", "14", None),
        ("We previously reported that 14 people were killed; the correct figure is 12.", "14", "12"),
        (
            "The article originally stated that the attack took place in Izmir.",
            "the attack took place in Izmir",
            None,
        ),
        (
            "A previous version of this story misidentified the commander as Ivan Petrenko. He is Petro Ivanenko.",
            "Ivan Petrenko",
            "Petro Ivanenko",
        ),
        ("An earlier version of this report said eight workers were hurt. Six were hurt.", "eight", "Six"),
        ("An earlier version said two guards had died. We regret the error.", "two guards had died", None),
        ("This story corrects the death toll to 12, instead of 14.", "14", "12"),
        ("This report was corrected to change the death toll from 14 to 12.", "14", "12"),
        ("(Corrects number of dead to 12 from 14.)", "14", "12"),
        ("Correction: The strike killed 12 people, not 14 as previously reported.", "14", "12"),
        ("The death toll was 12, not 14 as we reported earlier.", "14", "12"),
        (
            "Editor's note: This article has been corrected. The attack was on Monday, not on Sunday.",
            "Sunday",
            "Monday",
        ),
        ("The story has been corrected to remove a reference to a hospital.", None, None),
        ("This story has been updated to make clear that the ministry did not confirm the toll.", None, None),
    ],
)
def test_wrong_and_right_are_read(reading_of, text, wrong, right):
    (correction,) = reading_of(text, published="2024-05-03").corrections
    assert (correction.wrong, correction.right) == (wrong, right)


def test_a_correction_finds_the_claim_it_touches(reading_of):
    reading = reading_of(
        "Mayor Ivan Petrenko said on Tuesday that a missile strike killed 18 people.\n\n"
        "The army said rebels shelled a village, killing two people.\n\n"
        "This story has been updated to correct that Petrenko spoke about the death toll of the missile strike on "
        "Tuesday, not Monday.",
        published="2024-05-03",
    )
    (correction,) = reading.corrections
    touched = [c for c in reading.claims if c.id in correction.claims]
    assert [(c.attribute, c.value["low"]) for c in touched] == [("killed", 18)]


def test_an_update_that_corrects_nothing_is_none(reading_of):
    assert reading_of("The mayor said the list of the dead would be updated on Friday.").corrections == ()


def test_a_correction_that_names_nothing_touches_nothing(reading_of):
    reading = reading_of(
        "A missile strike killed 18 people.\n\nThis story has been corrected to fix a misspelling.",
        published="2024-05-03",
    )
    assert all(c.claims == () for c in reading.corrections)


def test_a_labelled_correction_is_one_and_finds_its_claim(reading_of):
    reading = reading_of(
        "The aid agency said at least 30,000 people were displaced by the flood.\n\n"
        "CORRECTION: An earlier version of this story misstated the number of people displaced. "
        "It is 30,000, not 38,000.",
        published="2024-05-03",
    )
    (correction,) = reading.corrections
    assert (correction.wrong, correction.right) == ("38,000", "30,000")
    touched = [c for c in reading.claims if c.id in correction.claims]
    assert [(c.attribute, c.value["low"]) for c in touched] == [("displaced", 30000)]


@pytest.mark.parametrize(
    ("notice", "attribute"),
    [
        ("An earlier version said 14 people were killed.", "killed"),
        ("In an earlier version of this story, the number of dead was given as 14.", "killed"),
        ("An earlier version of this story incorrectly said the blast was in Izmir. It was in Ankara.", "place"),
        ("This story has been corrected to say that the blast was on Monday, not Tuesday.", "time"),
    ],
)
def test_the_claim_is_touched_whose_value_is_corrected(reading_of, notice, attribute):
    reading = reading_of(f"A blast in Ankara on Monday killed 12 people.\n\n{notice}", published="2024-05-03")
    (correction,) = reading.corrections
    assert [c.attribute for c in reading.claims if c.id in correction.claims] == [attribute]


@pytest.mark.parametrize(
    "text",
    [
        '"An earlier version of the report said 14 people died," the minister said.',
        "Police said they had previously reported 14 deaths.",
        "This story has been updated.",
    ],
)
def test_what_others_say_of_their_reports_is_no_correction(reading_of, text):
    assert reading_of(text, published="2024-05-03").corrections == ()
