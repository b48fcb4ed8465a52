"""A real wire story, read from beside the checkout; nothing of it stands here but names and figures.

Skipped where the story is not at hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.records import Reading, Statement

STORY = Path(__file__).resolve().parents[2] / "shared" / "seed" / "il76_2024-01-24.txt"
pytestmark = pytest.mark.skipif(not STORY.is_file(), reason="the wire story ../shared/seed/il76 is not at hand")


@pytest.fixture(scope="module")
def reading() -> Reading:
    from onrecord.intake import reports

    (report,) = reports(str(STORY))
    assert isinstance(report, onrecord.Report)
    assert report.published == "2024-01-24"
    return onrecord.read(report)


def words(reading: Reading, spans) -> str:
    return " … ".join(" ".join(reading.report.text[s:e].split()) for s, e in spans)


def said_by(reading: Reading, name: str, *content: str) -> Statement:
    """The one statement of a speaker whose content has all these words."""
    names = {a.id: a.name for a in reading.actors}
    found = [
        s
        for s in reading.statements
        if name in str(names.get(s.speaker)) and all(c in words(reading, s.content) for c in content)
    ]
    assert found, (name, content)
    return min(found, key=lambda s: (s.within is not None, sum(e - b for b, e in s.content)))


STATEMENTS = [
    ("Russian military", "65", "six", "three"),
    ("Russian", "radar", "two"),
    ("Russian Defense Ministry", "terrorist"),
    ("TASS", "ambulances"),
    ("official", "ambulances"),
    ("Russian Defense Ministry", "11:15"),
    ("Russian Defense Ministry", "Kolotilovka"),
    ("Ukraine", "shooting down"),
    ("Gladkov", "missile alert"),
    ("Gladkov", "take shelter"),
    ("Coordination Headquarters", "looking into"),
    ("Coordination Headquarters", "unverified"),
    ("Coordination Headquarters", "enemy", "society"),
    ("Russian Defense Ministry", "commission"),
    ("Peskov", "could not comment"),
    ("export agency", "225"),
    ("Volodymyr Zelenskyy", "18"),
    ("Volodymyr Zelenskyy", "130", "residential"),
    ("Volodymyr Zelenskyy", "air defense"),
    ("Analysts", "stockpiled"),
    ("think tank", "decoy"),
    ("Institute for the Study of War", "Iran"),
    ("Syniehubov", "nine"),
    ("Russia", "civilian"),
    ("Russian Defense Ministry", "four", "Oryol"),
    ("Parakhin", "several drones"),
    ("Parakhin", "casualties"),
    ("Gladkov", "drone", "downed"),
    ("Gladkov", "casualties", "damage"),
    ("allies", "military aid"),
    ("German defense ministry", "six"),
]


def test_statements_have_their_speaker_and_content(reading):
    missed = []
    for name, *content in STATEMENTS:
        try:
            said_by(reading, name, *content)
        except AssertionError:
            missed.append((name, *content))
    assert len(STATEMENTS) - len(missed) >= 30, missed


def test_channels(reading):
    for name, content, channel in (
        ("Gladkov", "missile alert", "telegram"),
        ("Coordination Headquarters", "enemy", "telegram"),
        ("Zelenskyy", "residential", "x"),
    ):
        found = said_by(reading, name, content).channel
        assert found is not None
        assert found.id == channel


def test_an_agency_citing_an_official_is_nested(reading):
    inner, outer = said_by(reading, "official", "ambulances"), said_by(reading, "TASS", "ambulances")
    assert inner.within == outer.id


def test_the_denial_is_a_denial(reading):
    denial = said_by(reading, "Russia", "civilian")
    assert denial.act == "deny"
    assert [c.polarity for c in reading.claims if c.statement == denial.id and c.attribute == "occurred"] == ["-"]


def crash(reading: Reading):
    (main,) = [e for e in reading.events if e.main]
    assert main.type in ("aircraft_crash", "aircraft_downing")
    return main


def test_the_crash_is_one_instant_told_by_three_clocks(reading):
    instants = {t.earliest for t in reading.times for r in crash(reading).roles if r.time == t.id and t.precision == 0}
    assert instants == {"2024-01-24T08:15:00Z"}
    assert len([t for t in reading.times if t.earliest == "2024-01-24T08:15:00Z" and t.precision == 0]) == 3


def test_the_crash_is_near_korocha_in_the_belgorod_region(reading):
    located = {p.id: p for p in reading.places}
    places = [located[r.place] for r in crash(reading).roles if r.place is not None]
    assert "geonames:544704" in [p.gazetteer_id for p in places]
    assert {p.admin1 for p in places} == {"Belgorod Oblast"}


def test_people_aboard_and_no_capacity(reading):
    toll = crash(reading).toll
    assert {(t.category, t.low, t.high) for t in toll if t.status == "aboard"} == {
        ("prisoners", 65, 65),
        ("crew", 6, 6),
        ("passengers", 3, 3),
    }
    assert not [t for e in reading.events for t in e.toll if 225 in (t.low, t.high)]


def test_the_exchange_was_planned_and_its_crossing_is_in_no_gazetteer(reading):
    exchange = next(e for e in reading.events if e.type == "prisoner_exchange" and e.same_as is None)
    assert exchange.realis in ("planned", "hypothetical")
    located = {p.id: p for p in reading.places}
    (crossing,) = [located[r.place] for r in exchange.roles if r.place is not None]
    assert (crossing.text, crossing.gazetteer_id, crossing.lat) == ("Kolotilovka", None, None)
    (time,) = [t for r in exchange.roles for t in reading.times if t.id == r.time]
    assert time.value.startswith("2024-01-24")


def tolls(reading: Reading, status: str, number: int):
    return [
        (e, t, [x for r in e.roles for x in reading.times if x.id == r.time])
        for e in reading.events
        for t in e.toll
        if (t.status, t.low, t.high) == (status, number, number)
    ]


def test_the_strike_of_the_day_before_is_its_speakers_claim(reading):
    ((strike, killed, times),) = tolls(reading, "killed", 18)
    ((same, injured, _),) = tolls(reading, "injured", 130)
    assert strike is same
    assert killed.statement == injured.statement == said_by(reading, "Zelenskyy", "18").id
    assert {t.value[:10] for t in times} == {"2024-01-23"}
    holders = {c.holder for c in reading.claims if c.event == strike.id and c.attribute in ("killed", "injured")}
    names = {a.id: a.name for a in reading.actors}
    assert {names[h] for h in holders} == {"Volodymyr Zelenskyy"}


def test_the_earlier_attack_and_the_injured_in_kharkiv(reading):
    ((_, killed, times),) = tolls(reading, "killed", 21)
    assert killed.statement is None
    assert {t.value for t in times} == {"2023-12"}
    ((barrage, _, _),) = tolls(reading, "injured", 9)
    located = {p.id: p for p in reading.places}
    assert "Kharkiv" in {located[r.place].name for r in barrage.roles if r.place is not None}


def test_drones_are_counted_and_nobody_was_hurt(reading):
    located = {p.id: p for p in reading.places}
    counted = {}
    for claim in reading.claims:
        if claim.attribute == "count" and claim.value["unit"] == "drone":
            event = next(e for e in reading.events if e.id == claim.event)
            counted[claim.value["low"]] = {located[r.place].admin1 for r in event.roles if r.place} - {None}
            assert all((t.low, t.high) == (0, 0) for t in event.toll)
            assert event.toll
    assert counted == {4: {"Oryol Oblast"}, 3: {"Oryol Oblast"}, 1: {"Belgorod Oblast"}}


def test_four_drones_by_the_ministry_conflict_with_several_by_the_mayor(reading):
    names = {actor.id: actor.name for actor in reading.actors}
    counts = {c.id: c for c in reading.claims if c.attribute == "count" and c.value["unit"] == "drone"}
    (four,) = [c for c in counts.values() if c.value["low"] == 4]
    (several,) = [counts[id] for id in four.conflicts]
    assert four.id in several.conflicts
    assert (several.value["low"], several.value["approximate"]) == (3, True)
    assert "Ministry" in names[four.holder] and "Parakhin" in names[several.holder]


def test_helicopters_are_a_plan(reading):
    (claim,) = [c for c in reading.claims if c.value.get("unit") == "helicopter"]
    event = next(e for e in reading.events if e.id == claim.event)
    assert claim.value["low"] == 6
    assert event.realis == "planned"


def test_hedges_lower_certainty(reading):
    text = reading.report.text
    judged = {text[s:e]: p for p in reading.predicates for s, e in [p.trigger]}
    assert judged["employed"].certainty in ("possible", "probable")
    shooting = next(e for e in reading.events if text[slice(*e.trigger)].startswith("shooting"))
    author = next(f for f in shooting.factuality if f.holder == "author")
    assert author.certainty in ("unknown", "possible")


def test_the_closing_correction_and_the_claim_it_touches(reading):
    (correction,) = reading.corrections
    assert (correction.wrong, correction.right) == ("Wednesday", "late Tuesday")
    touched = [c for c in reading.claims if c.id in correction.claims]
    assert [(c.attribute, c.value["low"]) for c in touched] == [("killed", 18)]


def test_voices_are_not_mixed(reading):
    """A claim of the author has no word of its evidence inside a statement, a claim of a speaker all of it."""
    contents = {s.id: s.content for s in reading.statements}
    for claim in reading.claims:
        for start, end in claim.evidence:
            if claim.statement is None:
                assert not any(a <= start and end <= b for spans in contents.values() for a, b in spans), claim
            else:
                assert any(a <= start and end <= b for a, b in contents[claim.statement]), claim
