"""Clock times: their day, their zone and how it is known; clock times that are one instant."""

from __future__ import annotations

import pytest

from tests.test_times import only, read


def test_equivalents_are_one_instant() -> None:
    found, warnings = read("The plane fell at 11:15 a.m. local time (0815 GMT, 3:15 a.m. EST).")
    assert [t.value for t in found] == ["2024-01-24T11:15", "2024-01-24T08:15", "2024-01-24T03:15"]
    assert {(t.earliest, t.latest) for t in found} == {("2024-01-24T08:15:00Z", "2024-01-24T08:16:00Z")}
    assert [(t.zone, t.zone_from) for t in found] == [
        ("+03:00", "equivalent"),
        ("+00:00", "stated"),
        ("-05:00", "stated"),
    ]
    assert not warnings


def test_a_place_whose_zone_agrees_names_the_zone_of_equivalents() -> None:
    found, _ = read("The plane fell near Belgorod at 11:15 a.m. local time (0815 GMT).")
    assert (found[0].zone, found[0].zone_from) == ("Europe/Moscow", "place")


def test_equivalents_may_lie_on_two_days() -> None:
    found, warnings = read("The raid began at 1 a.m. local time on Wednesday (2200 GMT).")
    clocks = [t for t in found if t.type == "TIME"]
    assert [t.value for t in clocks] == ["2024-01-24T01:00", "2024-01-23T22:00"]
    assert {t.earliest for t in clocks} == {"2024-01-23T22:00:00Z"}
    assert not warnings


@pytest.mark.parametrize(
    "text", ["It left at 11:15 a.m. EST (0815 GMT).", "It left at 11:15 a.m. local time (0822 GMT)."]
)
def test_equivalents_that_disagree_are_warned_of(text: str) -> None:
    assert "W006" in [w.code for w in read(text)[1]]


@pytest.mark.parametrize(
    ("text", "earliest", "zone", "source"),
    [
        ("It fell at 0815 GMT.", "2024-01-24T08:15:00Z", "+00:00", "stated"),
        ("It fell at 6 p.m. Moscow time.", "2024-01-24T15:00:00Z", "Europe/Moscow", "stated"),
        ("It fell at noon ET.", "2024-01-24T17:00:00Z", "America/New_York", "stated"),
        ("It fell at 9 p.m. local time in Kharkiv.", "2024-01-24T19:00:00Z", "Europe/Kyiv", "place"),
        ("It fell in Kharkiv at 21:05.", "2024-01-24T19:05:00Z", "Europe/Kyiv", "place"),
    ],
)
def test_zones_of_clock_times(text: str, earliest: str, zone: str, source: str) -> None:
    time = only(text)
    assert (time.earliest, time.zone, time.zone_from, time.precision) == (earliest, zone, source, 0)


def test_daylight_saving_is_that_of_the_day() -> None:
    text = "It fell at 9 p.m. local time in Kharkiv."
    assert only(text, "2024-07-24").earliest == "2024-07-24T18:00:00Z"


@pytest.mark.parametrize(("country", "earliest"), [("IN", "2024-01-24T03:30:00Z"), ("IL", "2024-01-24T07:00:00Z")])
def test_an_ambiguous_abbreviation_is_read_by_country(country: str, earliest: str) -> None:
    found, _ = read("Police in New Delhi said it began at 9 a.m. IST.", countries={"New Delhi": country})
    assert found[0].earliest == earliest


def test_a_clock_time_of_unknown_zone_spans_the_day_of_the_whole_world() -> None:
    found, warnings = read("It fell at 6 p.m.")
    assert (found[0].earliest, found[0].latest) == ("2024-01-24T04:00:00Z", "2024-01-25T06:01:00Z")
    assert (found[0].zone, found[0].zone_from) == (None, None)
    assert [w.code for w in warnings] == ["W005"]


def test_a_clock_time_has_the_day_of_its_sentence() -> None:
    found, _ = read("On Monday at 6 p.m. GMT sirens sounded.")
    assert [(t.text, t.value) for t in found] == [("Monday", "2024-01-22"), ("6 p.m. GMT", "2024-01-22T18:00")]
    assert found[1].anchor == "t1"


def test_a_clock_time_and_a_day_side_by_side_are_one() -> None:
    time = only("The trial opened at 10 a.m. GMT Tuesday.")
    assert (time.text, time.value) == ("10 a.m. GMT Tuesday", "2024-01-23T10:00")


def test_local_time_prefers_the_place_of_the_sentence_to_the_dateline() -> None:
    text = "MOSCOW — The Moscow court met.\n\nA shell hit Kharkiv at 9 p.m. local time."
    assert read(text)[0][-1].zone == "Europe/Kyiv"


def test_local_time_falls_back_on_the_country_named_most() -> None:
    text = "Ukraine was struck again.\n\nA shell fell at 9 p.m. local time."
    assert read(text, countries={"Ukraine": "UA"})[0][-1].zone == "Europe/Kyiv"


def test_a_day_is_that_of_the_caller_then_the_publisher_then_the_place() -> None:
    text = "Kharkiv was shelled on Tuesday."
    by_place, by_publisher = only(text), only(text, publisher="The Moscow Times")
    by_caller = only(text, publisher="The Moscow Times", timezone="+09:00")
    assert (by_place.zone, by_place.zone_from) == ("Europe/Kyiv", "place")
    assert (by_publisher.zone, by_publisher.zone_from) == ("Europe/Moscow", "publisher")
    assert (by_caller.zone, by_caller.zone_from) == ("+09:00", "report")
    assert by_place.earliest == "2024-01-22T22:00:00Z"


def test_the_day_of_publication_is_local() -> None:
    text = "It fell today."
    assert only(text, "2024-01-24T22:30:00+00:00", timezone="Europe/Moscow").value == "2024-01-25"
    assert only(text, "2024-01-24T22:30:00+00:00").value == "2024-01-24"


def test_a_minute_in_which_clocks_are_set_back_is_a_minute() -> None:
    time = only("It fell at 1:59 a.m. ET Nov. 3.", "2024-11-04")
    assert (time.earliest, time.latest) == ("2024-11-03T05:59:00Z", "2024-11-03T06:00:00Z")
