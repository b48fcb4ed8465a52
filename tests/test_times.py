"""Times: what is recognised, which value it has, and which instants it spans."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import onrecord.reading.times
from onrecord.reading.parse import Parse, parse
from onrecord.reading.times import lexicon, times
from onrecord.reading.times.recognition import RULES, recognise
from onrecord.reading.times.rules import Rule
from onrecord.records import Place, Report, Time, Warning

Read = Callable[..., tuple[tuple[Time, ...], tuple[Warning, ...]]]


@dataclass(frozen=True)
class Entry:
    timezone: str | None


@dataclass(frozen=True)
class Gazetteer:
    """A gazetteer of the few places that the tests name; the id of a place is its name."""

    zones: dict[str, str | None] = field(default_factory=dict)

    def get(self, id: str) -> Entry | None:
        return Entry(self.zones[id]) if id in self.zones else None

    def lookup(self, name: str) -> tuple[Entry, ...]:
        return (Entry(self.zones[name]),) if name in self.zones else ()


@dataclass(frozen=True)
class War:
    names: tuple[str, ...]
    start: str


@dataclass(frozen=True)
class Country:
    name: str


@dataclass(frozen=True)
class Codebook:
    wars: tuple[War, ...] = (
        War(("war in ukraine", "russia's invasion of ukraine"), "2022-02-24"),
        War(("war in gaza",), "2023-10-07"),
    )
    countries: dict[str, Country] = field(default_factory=lambda: {"UA": Country("Ukraine"), "IL": Country("Israel")})


GAZETTEER = Gazetteer(
    {"Kharkiv": "Europe/Kyiv", "Ukraine": "Europe/Kyiv", "Belgorod": "Europe/Moscow", "Moscow": "Europe/Moscow",
     "Russia": None, "New Delhi": "Asia/Kolkata"}
)  # fmt: skip


@functools.cache
def parsed_text(text: str) -> Parse:
    return parse(report=report_of(text, None))[0]  # type: ignore[no-any-return]


def report_of(text: str, published: str | None, **given: str | None) -> Report:
    fields = dict.fromkeys(("title", "publisher", "url", "timezone")) | given
    return Report(id="r", text_sha256="", language="en", text=text, published=published, **fields)  # type: ignore[arg-type]


def places_in(text: str, countries: dict[str, str]) -> tuple[Place, ...]:
    found = []
    for name in GAZETTEER.zones:
        start = text.find(name)
        if start >= 0:
            found.append(
                Place(f"p{start}", start, start + len(name), name, name, name, 0.0, 0.0, "PPL", None, None,
                      countries.get(name), 1, 1.0, "location", None, (), None)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda p: p.start))


def read(
    text: str, published: str | None = "2024-01-24", *, countries: dict[str, str] | None = None, **given: str | None
) -> tuple[tuple[Time, ...], tuple[Warning, ...]]:
    return times(  # type: ignore[no-any-return]
        report=report_of(text, published, **given),
        parse=parsed_text(text),
        places=places_in(text, countries or {}),
        codebook=Codebook(),
        gazetteer=GAZETTEER,
    )


def values(text: str, published: str | None = "2024-01-24") -> list[tuple[str, str, str]]:
    return [(t.text, t.type, t.value) for t in read(text, published)[0]]


def only(text: str, published: str | None = "2024-01-24", **given: str | None) -> Time:
    found = read(text, published, **given)[0]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_matches_its_example(rule: Rule) -> None:
    text = rule.example
    items, _ = recognise(text, 0, len(text))
    assert rule.compiled.search(items.kinds)
    _, found = recognise(f"At {text}." if rule.name == "clock of 24 hours" else text, 0, len(text) + 4)
    assert found


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("The court will rule on Friday.", "Friday", "2024-01-26"),
        ("The hearing is set for Monday.", "Monday", "2024-01-29"),
        ("A strike on Tuesday had killed six people.", "Tuesday", "2024-01-23"),
        ("The army said Wednesday it had withdrawn.", "Wednesday", "2024-01-24"),
        ("Shelling has gone on since Sunday.", "Sunday", "2024-01-21"),
        ("Police searched the house last Thursday.", "last Thursday", "2024-01-18"),
        ("Envoys meet next Wednesday.", "next Wednesday", "2024-01-31"),
    ],
)
def test_a_weekday_looks_where_the_tense_looks(sentence: str, text: str, value: str) -> None:
    assert values(sentence) == [(text, "DATE", value)]


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("Twenty-one people were killed in December.", "December", "2023-12"),
        ("Elections will be held in March.", "March", "2024-03"),
        ("Gunmen raided the village last May.", "last May", "2023-05"),
        ("The truce was signed on Dec. 14.", "Dec. 14", "2023-12-14"),
        ("He was arrested on Friday, Feb. 27.", "Friday, Feb. 27", "2026-02-27"),
        ("The bridge fell in January of last year.", "January of last year", "2023-01"),
        ("It was built in the winter of 1994.", "the winter of 1994", "1994-WI"),
        ("Prices rose in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3"),
        ("The mine closed in the 1980s.", "the 1980s", "198"),
        ("Ceasefire talks failed last week.", "last week", "2024-W03"),
        ("Two months ago the dam broke.", "Two months ago", "2023-11"),
        ("The dam broke 10 days ago.", "10 days ago", "2024-01-14"),
        ("He was released on the 5th of January.", "the 5th of January", "2024-01-05"),
        ("The plant opened in nineteen ninety-seven.", "nineteen ninety-seven", "1997"),
    ],
)
def test_dates_have_the_values_of_timex3(sentence: str, text: str, value: str) -> None:
    assert values(sentence) == [(text, "DATE", value)]


def test_a_weekday_beside_a_day_tells_the_year() -> None:
    assert only("He was arrested on Friday, Jan. 27.").value == "2023-01-27"


@pytest.mark.parametrize(
    ("sentence", "text", "value", "mod", "earliest", "latest"),
    [
        ("Drones came late Tuesday.", "late Tuesday", "2024-01-23", "END", "2024-01-23T16:00:00Z",
         "2024-01-24T00:00:00Z"),
        ("Drones came early Wednesday.", "early Wednesday", "2024-01-24", "START", "2024-01-24T00:00:00Z",
         "2024-01-24T08:00:00Z"),
        ("It fell in late December.", "late December", "2023-12", "END", "2023-12-21T00:00:00Z",
         "2024-01-01T00:00:00Z"),
        ("Drones came in the early hours of Monday.", "the early hours of Monday", "2024-01-22", "START",
         "2024-01-22T00:00:00Z", "2024-01-22T08:00:00Z"),
    ],
)  # fmt: skip
def test_early_and_late_narrow_the_interval(
    sentence: str, text: str, value: str, mod: str, earliest: str, latest: str
) -> None:
    time = only(sentence)
    assert (time.text, time.value, time.mod, time.earliest, time.latest) == (text, value, mod, earliest, latest)


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("They left on Tuesday night.", "Tuesday night", "2024-01-23TNI"),
        ("They left last night.", "last night", "2024-01-23TNI"),
        ("They left this morning.", "this morning", "2024-01-24TMO"),
        ("Overnight, drones hit the port.", "Overnight", "2024-01-23TNI"),
        ("They left on the night of Jan. 3.", "the night of Jan. 3", "2024-01-03TNI"),
    ],
)
def test_parts_of_the_day(sentence: str, text: str, value: str) -> None:
    assert values(sentence) == [(text, "TIME", value)]


@pytest.mark.parametrize("unit", sorted(set(lexicon.PLURAL_UNITS)))
def test_every_unit_can_be_counted_back_and_on(unit: str) -> None:
    one = lexicon.PLURAL_UNITS[unit]
    for told in (
        f"two {unit} ago",
        f"two {unit} later",
        f"two {unit} earlier",
        f"a {one} later",
        f"the next two {unit}",
    ):
        values(f"The bridge was hit {told}.")
        values(f"The bridge was hit {told}.", published=None)


def test_weekends_are_counted_by_their_weeks() -> None:
    assert only("He was shot two weekends ago.", published="2024-05-15").value == "2024-W18-WE"
    assert only("He was shot two weekends ago.", published=None).value == "XXXX-WXX-WE"


def test_the_night_ends_the_next_morning() -> None:
    time = only("They left on Tuesday night.")
    assert (time.earliest, time.latest) == ("2024-01-23T18:00:00Z", "2024-01-24T06:00:00Z")


@pytest.mark.parametrize(
    ("sentence", "text", "type", "value"),
    [
        ("The siege lasted three days.", "three days", "DURATION", "P3D"),
        ("A 10-year plan was agreed.", "10-year", "DURATION", "P10Y"),
        ("It took two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
        ("They hid for weeks.", "weeks", "DURATION", "PXW"),
        ("They hid for the past two months.", "the past two months", "DURATION", "P2M"),
        ("Sirens sound every day.", "every day", "SET", "P1D"),
        ("Convoys pass twice a week.", "twice a week", "SET", "P1W"),
        ("They protest every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("Now the town is empty.", "Now", "DATE", "PRESENT_REF"),
        ("Attacks have increased recently.", "recently", "DATE", "PAST_REF"),
    ],
)
def test_durations_sets_and_references(sentence: str, text: str, type: str, value: str) -> None:
    assert values(sentence) == [(text, type, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A 17-year-old boy was hurt.",
        "The man, 44 years old, was hurt.",
        "Some 2,024 people fled.",
        "Flight 1988 landed safely.",
        "It is the second-largest city.",
        "The crowd may march on the palace.",
        "Three quarters of the houses burned.",
        "Jan Novak lost his home.",
    ],
)
def test_false_friends_are_no_times(sentence: str) -> None:
    assert values(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Talks run Jan. 9-11.", [("Jan. 9", "2024-01-09"), ("11", "2024-01-11")]),
        ("It ran from Friday to Sunday.", [("Friday", "2024-01-19"), ("Sunday", "2024-01-21")]),
        ("Fighting raged in 1998-99.", [("1998", "1998"), ("99", "1999")]),
        (
            "They fired between 2 and 4 a.m.",
            [("2", "2024-01-24T02:00"), ("4 a.m.", "2024-01-24T04:00")],
        ),
    ],
)
def test_a_range_is_two_times(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(t, v) for t, _, v in values(sentence)] == expected


def test_later_expressions_rest_on_earlier_ones() -> None:
    found, _ = read("On Jan. 21 two people died. Two days later, three were hurt. On the same day the bridge fell.")
    assert [(t.value, t.anchor) for t in found] == [
        ("2024-01-21", "published"),
        ("2024-01-23", "t1"),
        ("2024-01-23", "t2"),
    ]


def test_a_history_goes_on_from_the_year_told_last() -> None:
    text = (
        "War began in September 1939. In 1940 the front moved. In June 1941 an army crossed the river. By December it "
        "had stopped. In January it fell back. In 1943 it was beaten. In 1945 the war ended."
    )
    found = {t.text: t.value for t in read(text)[0]}
    assert (found["December"], found["January"]) == ("1941-12", "1942-01")


def test_impossible_dates_and_clock_times_have_no_instant() -> None:
    found, _ = read("It happened on Feb. 30 at 25:00.")
    assert [(t.value, t.earliest) for t in found] == [("XXXX-02-30", None)]


def test_without_a_publication_date_values_stay_open_and_one_warning_says_so() -> None:
    found, warnings = read("On Wednesday at 6 p.m. the army said 12 died last week, on Jan. 3 and in 2019.", None)
    assert [(t.value, t.earliest is None) for t in found] == [
        ("XXXX-WXX-3", True),
        ("XXXX-XX-XXT18:00", True),
        ("XXXX-WXX", True),
        ("XXXX-01-03", True),
        ("2019", False),
    ]
    assert [w.code for w in warnings] == ["W008"]


def test_a_set_needs_no_publication_date() -> None:
    assert read("They protest every Friday.", None)[1] == ()


def test_the_days_of_a_war_are_counted_from_its_first() -> None:
    time = only("The war in Ukraine reached its 700th day.")
    assert (time.text, time.value) == ("its 700th day", "2024-01-24")
    assert only("Day 110 of the war in Gaza brought rain.").value == "2024-01-24"


def test_the_days_of_talks_are_not_those_of_a_war() -> None:
    assert values("The second day of talks on the war in Ukraine brought nothing.") == []


def test_an_unreadable_text_has_no_times() -> None:
    report = report_of("", "2024-01-24")
    outcome = times(report=report, parse=Parse("", False), places=(), codebook=Codebook(), gazetteer=GAZETTEER)
    assert outcome == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # counted
        ("Tuesday is day 12 of the siege, which began on Jan. 12.", ("day 12 of the siege", "2024-01-23")),
        ("A hundred and ten, the mayor said, 110 days into the war in Gaza.", ("110 days into the war", "2024-01-24")),
        ("The war in Ukraine nears its second anniversary.", ("its second anniversary", "2024-02-24")),
        # from a clock time, in its zone
        ("Sirens rang at 6:05 p.m. and again 25 minutes later.", ("25 minutes later", "2024-01-24T18:30")),
        ("It fell at 5 a.m. (0300 GMT); twelve hours later it was moved.", ("twelve hours later", "2024-01-24T17:00")),
        # past midnight
        ("It was launched at 7:30 p.m. Tuesday. The last fell at 4:50 a.m.", ("4:50 a.m.", "2024-01-24T04:50")),
        ("The road will be shut until midnight on Thursday.", ("midnight", "2024-01-25T24:00")),
        ("It burned after midnight on Tuesday.", ("midnight", "2024-01-23T00:00")),
        ("The launch was logged at 2015Z.", ("2015Z", "2024-01-24T20:15")),
        ("As of 23 January, 18:00 hours, all was calm.", ("23 January, 18:00 hours", "2024-01-23T18:00")),
        # what is in brackets is not where the text goes on
        ("Jets came on Tuesday (2230 GMT Monday). By noon all was calm.", ("noon", "2024-01-23T12:00")),
        # years beside each other, and that the text told
        ("They met in April and June 1955.", ("April", "1955-04")),
        ("They met between December and January 1956.", ("December", "1955-12")),
        ("Talks failed in 1996. In May of the following year they resumed.", ("May of the following year", "1997-05")),
        ("The town was founded in August 480 BC.", ("August 480 BC", "BC0480-08")),
        ("A wall stood from 499 to 493 BC.", ("499", "BC0499")),
        ("It was a colony in the 4th century BC.", ("the 4th century BC", "BC03")),
        ("Camps hold the displaced for a second winter.", ("a second winter", "2023-WI")),
        ("They are to leave by spring.", ("spring", "2024-SP")),
        # direction
        ("Power will be cut on Thursday, the operator said.", ("Thursday", "2024-01-25")),
        ("Mediators have given them until Friday.", ("Friday", "2024-01-26")),
        ("The party planned a rally on Saturday.", ("Saturday", "2024-01-27")),
        ("The vote had been set for Monday.", ("Monday", "2024-01-22")),
        # other ways to write it
        ("The court sits the day after tomorrow.", ("the day after tomorrow", "2024-01-26")),
        ("They met the day before yesterday.", ("the day before yesterday", "2024-01-22")),
        ("The order of 21.4.2016 stands.", ("21.4.2016", "2016-04-21")),
        ("The order of 2015/08/12 stands.", ("2015/08/12", "2015-08-12")),
        ("It fell at half past eight in the morning.", ("half past eight in the morning", "2024-01-24T08:30")),
        ("It fell at a quarter to 9 p.m. on Tuesday.", ("a quarter to 9 p.m.", "2024-01-23T20:45")),
        ("It fell at 1140 a.m. sharp.", ("1140 a.m.", "2024-01-24T11:40")),
        ("The council meets on the first Friday of February.", ("the first Friday of February", "2024-02-02")),
        ("Clocks change on the last Sunday of March 2024.", ("the last Sunday of March 2024", "2024-03-31")),
        ("The mandate ran out on the last day of December.", ("the last day of December", "2023-12-31")),
        # durations and sets
        ("The truce holds for another week.", ("another week", "P1W")),
        ("The first phase is to last 25 days.", ("25 days", "P25D")),
        ("The sides swap their dead every two months.", ("every two months", "P2M")),
        ("These days nobody crosses.", ("These days", "PRESENT_REF")),
    ],
)
def test_what_a_wire_story_tells(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(shown, value) for shown, _, value in values(text)]


@pytest.mark.parametrize(
    "text", ["Deputy Sunday Okafor spoke.", "Sun shares rose.", "They mourned the fall of the city.", "A 470s hull."]
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


def test_more_than_two_years_ago_is_before_and_has_no_instants() -> None:
    time = only("The front froze more than two years ago.")
    assert (time.value, time.mod, time.earliest) == ("2022", "BEFORE", None)
    assert only("It resumed less than a month ago.").mod == "AFTER"


def test_a_time_that_differs_from_the_zone_of_its_place_is_warned_of() -> None:
    found, warnings = read("Missiles hit Kharkiv at 2 p.m. local time (1300 GMT) on Tuesday.")
    assert [w.code for w in warnings] == ["W006"]
    assert [t.earliest for t in found[:2]] == ["2024-01-23T12:00:00Z", "2024-01-23T13:00:00Z"]


def test_a_history_goes_on_in_the_year_that_it_told() -> None:
    told = "In {y}, war began. In {z}, it spread. By {w}, the north was lost. In {v}, talks failed. In {u}, it ended. "
    text = told.format(y=1936, z=1937, w=1938, v=1939, u=1940) + "In June, the capital fell. Papers of 2005 tell more."
    assert ("June", "DATE", "1940-06") in values(text)
    assert ("October", "DATE", "1940-10") in values(f"{text} In October, snow fell.")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Fighting spread recently.", "2023-10-26T00:00:00Z", "2024-01-25T00:00:00Z", 5),
        ("In recent weeks the shelling grew.", "2023-11-25T00:00:00Z", "2024-01-25T00:00:00Z", 5),
        ("They left a few days ago.", "2024-01-10T00:00:00Z", "2024-01-25T00:00:00Z", 4),
        ("More will come in the coming days.", "2024-01-24T00:00:00Z", "2024-02-08T00:00:00Z", 4),
        ("The road is now open.", "2024-01-24T00:00:00Z", "2024-01-25T00:00:00Z", 1),
    ],
)
def test_a_vague_time_lies_about_the_publication(text: str, earliest: str, latest: str, precision: int) -> None:
    time = only(text)
    assert (time.earliest, time.latest, time.precision, time.anchor) == (earliest, latest, precision, "published")
    assert only(text, None).earliest is None


def test_the_zone_of_the_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Missiles hit Kharkiv at 11:15 a.m. local time (0915 GMT) on Wednesday, two days after talks ended overnight."
    )
    found = []
    for zone in ("Pacific/Apia", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.append(read(text))
    monkeypatch.undo()
    time.tzset()
    assert found[0] == found[1]


def test_the_clock_of_the_machine_is_not_asked() -> None:
    folder = Path(onrecord.reading.times.__file__).parent
    for path in folder.glob("*.py"):
        assert not re.search(r"\.(now|today|utcnow|localtime)\(", path.read_text(encoding="utf-8")), path.name
