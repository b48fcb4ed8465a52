"""Numbers in words and digits, their bounds and units; what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.parse import parse
from onrecord.reading.quantities import quantities
from onrecord.records import Quantity, Time
from tests.conftest import report_of


def read(text: str, times: tuple[Time, ...] = ()) -> tuple[Quantity, ...]:
    report = report_of(text)
    records, warnings = quantities(report=report, parse=parse(report=report)[0], times=times)
    assert warnings == ()
    return records  # type: ignore[no-any-return]


def only(text: str) -> Quantity:
    records = read(text)
    assert len(records) == 1, records
    return records[0]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "approximate", "unit"),
    [
        ("More than 40 rockets fell.", "More than 40", 41, None, False, "rocket"),
        ("At least 12 farmers drowned.", "At least 12", 12, None, False, "farmer"),
        ("The hall seats up to 225 guests.", "up to 225", 0, 225, False, "guest"),
        ("Fewer than 10 houses burned.", "Fewer than 10", 0, 9, False, "house"),
        ("Six to eight men fled.", "Six to eight", 6, 8, False, "man"),
        ("Between 2 and 4 boats sank.", "Between 2 and 4", 2, 4, False, "boat"),
        ("Five or six trucks burned.", "Five or six", 5, 6, False, "truck"),
        ("Some 30 villagers left.", "Some 30", 30, 30, True, "villager"),
        ("About 20 cars were crushed.", "About 20", 20, 20, True, "car"),
        ("Dozens of miners were trapped.", "Dozens", 24, 99, True, "miner"),
        ("Several windows broke.", "Several", 3, 9, True, "window"),
        ("Hundreds of people marched.", "Hundreds", 200, 999, True, "people"),
        ("Tens of thousands of people marched.", "Tens of thousands", 20_000, 99_999, True, "people"),
        ("A dozen shells landed.", "A dozen", 12, 12, False, "shell"),
        ("More than a dozen shells landed.", "More than a dozen", 13, None, False, "shell"),
        ("No casualties were reported.", "No", 0, 0, False, "casualty"),
        ("No one was hurt.", "No one", 0, 0, False, None),
        ("A couple of drones fell.", "A couple", 2, 2, True, "drone"),
        ("Two hundred and six sailors were saved.", "Two hundred and six", 206, 206, False, "sailor"),
        ("Twenty-one sailors were saved.", "Twenty-one", 21, 21, False, "sailor"),
        ("Two to three million people fled.", "Two to three million", 2_000_000, 3_000_000, False, "people"),
        ("The pact is worth $5 million.", "$5 million", 5_000_000, 5_000_000, False, "$"),
        ("Prices rose by 45 percent.", "45", 45, 45, False, "%"),
        ("A 1,500-kilometer border divides them.", "1,500", 1_500, 1_500, False, "km"),
        ("40 or more sheep died.", "40 or more", 40, None, False, "sheep"),
    ],
)
def test_a_number_has_bounds_and_a_unit(
    text: str, words: str, low: float, high: float | None, approximate: bool, unit: str | None
) -> None:
    quantity = only(text)
    assert quantity.text == words
    assert (quantity.low, quantity.high, quantity.approximate, quantity.unit) == (low, high, approximate, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Two-thirds of the voters agreed.",
        "Anna Berg, 44, of Leeds spoke.",
        "A 17-year-old pupil spoke.",
        "The man, aged 61, spoke.",
        "An Il-76 and an S-300 were seen.",
        "Flight 370 was late.",
        "They met on the deadliest one.",
        "He lives at 953 Birch Avenue.",
    ],
)
def test_ages_names_fractions_and_addresses_are_no_quantities(text: str) -> None:
    assert read(text) == ()


def test_a_number_without_a_noun_has_no_unit() -> None:
    killed, injured = read("The blast killed 18 people and injured 130.")
    assert (killed.unit, injured.unit) == ("people", None)


def test_a_number_inside_a_time_is_no_quantity() -> None:
    text = "Three boats sank 12 days ago."
    start = text.index("12")
    time = Time("t1", start, len(text) - 1, text[start:-1], "DATE", "X", None, None, None, 1, None, None, None)
    assert [q.text for q in read(text, (time,))] == ["Three"]


def test_crew_of_six_counts_the_crew() -> None:
    crew, others = read("The ferry had a crew of six and three other passengers.")
    assert (crew.low, others.low, others.unit) == (6, 3, "passenger")


words = st.sampled_from(
    "more than at least up to 40 twelve a dozen several people between and or 3 6 two hundred %".split()
)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=12).map(" ".join))
def test_spans_bounds_and_order_hold_for_any_words(text: str) -> None:
    records = read("It said: " + text + " were there.")
    end = 0
    for quantity in records:
        assert end <= quantity.start < quantity.end
        end = quantity.end
        if quantity.low is not None and quantity.high is not None:
            assert 0 <= quantity.low <= quantity.high
