"""What a ledger keeps: each report once, in whatever order it comes; what was revised, corrected, and known when."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onrecord.ledger import Ledger, LedgerError, NotFoundError, chain
from onrecord.ledger.schema import RECORD
from onrecord.records import Reading
from tests.ledger_readings import READER, Spot, elsewhere, many, told, without_events
from tests.ledger_views import incidents_of, picture, raw


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with Ledger(ledger_url) as made:
        yield made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets our clock to an instant."""
    import datetime

    def set_to(instant: str) -> None:
        microseconds = int(datetime.datetime.fromisoformat(instant).timestamp() * 1_000_000)
        monkeypatch.setattr(chain, "now", lambda: microseconds)

    return set_to


def add(ledger: Ledger, *readings: Reading, reader: str = READER) -> list[str]:
    """Add readings one by one; the status of each."""
    return [one.status for reading in readings for one in ledger.add([reading], reader=reader)]


def only(ledger: Ledger, **moment: str) -> str:
    """The id of the only incident."""
    (row,) = ledger.incidents(**moment)
    return row.id


def states(ledger: Ledger, attribute: str, **moment: str) -> dict[float | None, set[str]]:
    """The states of the claims of an attribute of the only incident, by number."""
    found: dict[float | None, set[str]] = {}
    for claim in ledger.incident(only(ledger), **moment).claims:
        if claim.attribute == attribute:
            found.setdefault(claim.value.low, set()).add(claim.state)
    return found


# --- append-only


@pytest.fixture
def all_tables(ledger: Ledger) -> Ledger:
    """A ledger with a row in every table of the record."""
    first = told(wrong=12, right=9, url="https://corvane.example/1", perpetrator="the coastal guard")
    other = told(publisher="Radio Sambava", rest="Boats were hit.")
    third = elsewhere()
    ledger.add([first, other, third], reader=READER)
    (one,), (two,) = (ledger.incident(row.id).reports[-1].mentions for row in ledger.incidents())
    ledger.decide(one, two, "same", reviewer="A. Editor", reason="one flotilla")
    ledger.decide(one, two, "undone", reviewer="A. Editor")
    ledger.redact(report=third.report.id, reason="a court order")
    return ledger


def test_no_row_of_the_record_is_updated_or_deleted(all_tables: Ledger, ledger_url: str) -> None:
    with raw(ledger_url) as connection:
        for table in RECORD:
            refuses(connection, table.name, ledger_url)
    assert all_tables.verify().faults == ()


def refuses(connection: Any, table: str, url: str) -> None:
    key, column = ("seq", "chain") if table == "entries" else ("number" if table == "incidents" else "id", "entry")
    before = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    assert before
    deeds = [
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        f"ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    ]
    deeds.append(f"TRUNCATE {table}" if "postgresql" in url else f"REPLACE INTO {table} SELECT * FROM {table}")
    for deed in deeds:
        with pytest.raises(Exception, match="never changed"):
            connection.execute(deed)
    assert connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() == before


# --- adding


def test_what_is_added_twice_is_known_and_adds_nothing(ledger: Ledger) -> None:
    readings = many(30)
    first = ledger.add(readings, reader=READER)
    before = ledger.stats()
    again = ledger.add([*readings, *readings], reader=READER)
    assert {one.status for one in again} == {"known"}
    assert [one.version for one in again] == [one.version for one in first] * 2
    after = ledger.stats()
    assert (after.entries, after.claims, after.incidents) == (before.entries, before.claims, before.incidents)


def test_a_report_twice_in_one_batch_is_added_once(ledger: Ledger) -> None:
    one = told()
    assert [a.status for a in ledger.add([one, one], reader=READER)] == ["added", "known"]


def test_an_added_report_is_told_with_the_incident_it_is_about(ledger: Ledger) -> None:
    first, second, third = ledger.add([told(), told(publisher="Radio Sambava"), elsewhere()], reader=READER)
    assert first.incident is not None and first.incident == second.incident != third.incident
    (again,) = ledger.add([told()], reader=READER)
    assert (again.status, again.incident) == ("known", first.incident)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_out_of_order_twice_and_in_other_batches_the_ledger_ends_the_same(
    seed: int, ledger: Ledger, tmp_path: object
) -> None:
    chance = random.Random(seed)
    readings = many(60, seed)
    ledger.add(readings, reader=READER)
    shuffled = readings + chance.sample(readings, 20)
    chance.shuffle(shuffled)
    with Ledger(f"{tmp_path}/shuffled.db") as other:
        at = 0
        while at < len(shuffled):
            size = chance.choice((1, 2, 7, 30))
            other.add(shuffled[at : at + size], reader=READER)
            at += size
        assert incidents_of(other) == incidents_of(ledger)
        assert picture(other) == picture(ledger)
        assert other.verify().faults == ()


def test_both_databases_tell_the_same(postgresql: object, tmp_path: object) -> None:
    readings = many(80, 4)
    with Ledger(f"{tmp_path}/one.db") as one, Ledger(postgresql.database()) as two:  # type: ignore[attr-defined]
        for ledger in (one, two):
            ledger.add(readings, reader=READER)
        assert picture(one) == picture(two)
        moment = {"as_of": "2024-06-30"}
        assert picture(one, **moment) == picture(two, **moment) != picture(one)
        for words in ("market", '"people in"', "granary school", "Ravelo", "street"):
            assert [f.report for f in one.search(words)] == [f.report for f in two.search(words)]
        for asked in (
            {"box": (45.0, -20.0, 49.0, -14.0)},
            {"box": (45.0, -20.0, 49.0, -14.0), "since": "2024-03-01", "until": "2024-08-31"},
            {"since": "2024-03-01", "until": "2024-04-30"},
            {"toll": "killed>=30"},
            {"standing": "contested"},
            {"text": "chapel"},
            {"type": "shelling", "standing": "denied"},
        ):
            found = [row.id for row in one.incidents(limit=None, **asked)]  # type: ignore[arg-type]
            assert found == [row.id for row in two.incidents(limit=None, **asked)]  # type: ignore[arg-type]
            assert 0 < len(found) < len(one.incidents(limit=None)) or "type" in asked


# --- revisions

PAGE = "https://corvane.example/harbour"


def version(hour: int, killed: int, **more: object) -> Reading:
    return told(killed=killed, url=PAGE, published=f"2024-05-14T{hour}:00:00+00:00", **more)  # type: ignore[arg-type]


def test_a_new_version_supersedes_what_it_no_longer_says_and_keeps_what_it_does(ledger: Ledger) -> None:
    assert add(ledger, version(12, 9), version(15, 11)) == ["added", "revised"]
    incident = ledger.incident(only(ledger))
    assert [r.of for r in incident.reports] == [1, 2]
    assert states(ledger, "killed") == {9: {"superseded"}, 11: {"current"}}
    old, new = (r.version for r in incident.reports)
    superseded = next(c for c in incident.claims if c.state == "superseded")
    assert (superseded.version, superseded.by) == (old, new)
    place = next(c for c in incident.claims if c.attribute == "place")
    assert (place.state, place.version, place.published) == ("current", new, "2024-05-14T12:00:00+00:00")


def test_versions_that_come_in_the_wrong_order_are_put_right(ledger: Ledger) -> None:
    add(ledger, version(15, 11), version(12, 9))
    assert states(ledger, "killed") == {9: {"superseded"}, 11: {"current"}}


def test_a_claim_that_comes_back_is_current_again(ledger: Ledger) -> None:
    add(ledger, version(12, 9), version(13, 11), version(15, 9, rest="It was a Tuesday."))
    assert states(ledger, "killed") == {9: {"current"}, 11: {"superseded"}}
    claim = next(c for c in ledger.incident(only(ledger)).claims if c.value.low == 9)
    assert claim.published == "2024-05-14T12:00:00+00:00"


def test_a_page_is_known_by_its_address_without_tracking_and_by_the_id_that_its_publisher_gave(ledger: Ledger) -> None:
    a = told(url="https://www.corvane.example/x/?utm_source=mail&page=2")
    b = told(url="https://corvane.example/x?page=2", killed=10)
    c = elsewhere(id="post-7", killed=4)
    d = elsewhere(id="post-7", killed=5)
    other = elsewhere(id="post-7", killed=5, publisher="Radio Sambava")
    assert add(ledger, a, b, c, d, other) == ["added", "revised", "added", "revised", "added"]


def test_a_silent_edit_and_a_stated_correction_are_told_apart_and_shown_by_sentence(ledger: Ledger) -> None:
    add(ledger, version(12, 9, rest="Boats burned. The quay is shut."))
    add(ledger, version(13, 11, rest="Boats burned. The quay is open."))
    add(ledger, version(14, 12, rest="Boats burned. The quay is open.", wrong=11, right=12))
    document = ledger.incident(only(ledger)).reports[0].document
    silent, stated = ledger.revisions(document)
    assert (silent.silent, stated.silent) == (True, False)
    assert "The quay is shut." in silent.removed and "The quay is open." in silent.added
    assert "Boats burned." not in silent.removed + silent.added
    assert [(c.attribute, c.value.low) for c in silent.dropped] == [("killed", 9)]
    assert [(c.attribute, c.value.low) for c in silent.made] == [("killed", 11)]
    assert silent.kept == 4
    assert any("Correction" in sentence for sentence in stated.added)
    told_silently = [c.told for c in ledger.history(only(ledger)) if c.kind == "revision"]
    assert "silently changed" in told_silently[0] and "silently" not in told_silently[1]


def test_a_page_published_again_without_a_change_is_no_silent_edit(ledger: Ledger) -> None:
    assert add(ledger, version(12, 9), version(13, 9)) == ["added", "revised"]
    (revision,) = ledger.revisions(ledger.incident(only(ledger)).reports[0].document)
    assert not revision.silent and not revision.removed and revision.kept == 5


def test_the_revisions_of_a_page_that_is_not_on_record_are_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="no page"):
        ledger.revisions("nothing")


# --- corrections


def test_a_correction_replaces_the_number_and_marks_reports_that_relied_on_it(ledger: Ledger) -> None:
    body = "Boats were unloading the catch of the night at the time, and smoke stood over the quay until noon."
    add(ledger, version(12, 14, holder=None, rest=body))
    add(ledger, told(killed=14, holder=None, rest=body, publisher="The Tidewater Courier"))  # a copy
    add(ledger, told(killed=14, holder="Vola Rakoto", role="mayor", publisher="Morning Lantern"))  # a source of its own
    add(ledger, version(18, 9, holder=None, rest=body, wrong=14, right=9))
    incident = ledger.incident(only(ledger))
    found = {(c.publisher, c.value.low): c.state for c in incident.claims if c.attribute == "killed"}
    assert found == {
        ("Corvane", 14): "replaced",
        ("Corvane", 9): "current",
        ("The Tidewater Courier", 14): "relied",
        ("Morning Lantern", 14): "current",
    }
    (correction,) = incident.corrections
    assert (correction.wrong, correction.right) == ((14, 14), (9, 9))
    assert len(correction.claims) == len(correction.relied) == 1
    assert "an earlier version" in (correction.quote or "")
    changed = {c.id for c in incident.claims if c.state in ("replaced", "relied")}
    assert changed == {*correction.claims, *correction.relied}
    assert any(change.kind == "correction" for change in ledger.history(incident.id))


def test_a_correction_without_the_right_number_retracts(ledger: Ledger) -> None:
    add(ledger, version(12, 14), version(18, 9, wrong=14))
    assert states(ledger, "killed") == {14: {"retracted"}, 9: {"current"}}


def test_before_the_correction_was_published_the_number_was_current(ledger: Ledger) -> None:
    add(ledger, version(12, 14), version(18, 9, wrong=14, right=9))
    assert states(ledger, "killed", as_of="2024-05-14T17:59:59Z") == {14: {"current"}}
    assert states(ledger, "killed", as_of="2024-05-14T18:00:00Z") == {14: {"replaced"}, 9: {"current"}}


# --- as of


def test_as_of_a_moment_only_what_had_been_published_is_on_record(ledger: Ledger) -> None:
    add(
        ledger,
        told(killed=12, published="2024-05-15T09:00:00+00:00", publisher="Morning Lantern", holder="Vola Rakoto"),
        told(killed=9, published="2024-05-14T12:00:00+00:00"),
    )
    assert ledger.incidents(as_of="2024-05-14T11:59:59Z") == []
    with pytest.raises(NotFoundError, match="nothing was on record"):
        ledger.incident(only(ledger), as_of="2024-05-14T11:59:59Z")
    (row,) = ledger.incidents(as_of="2024-05-14T12:00:00Z")
    assert (row.killed_low, row.killed_high, row.reports) == (9, 9, 1)
    assert states(ledger, "killed", as_of="2024-05-14T14:00:00+02:00") == {9: {"current"}}
    (row,) = ledger.incidents(as_of="2024-05-15")
    assert (row.killed_high, row.reports, row.origins) == (12, 2, 2)
    assert [f.report for f in ledger.search("Antsohara", as_of="2024-05-14")] == [told().report.id]


def test_a_report_with_a_date_alone_counts_from_the_end_of_its_day_where_it_was_published(ledger: Ledger) -> None:
    add(ledger, told(published="2024-05-14", timezone="Indian/Antananarivo"))
    assert ledger.incidents(as_of="2024-05-14T20:59:59Z") == []
    assert len(ledger.incidents(as_of="2024-05-14T20:59:59.999999Z")) == 1
    add(ledger, elsewhere(published="2024-05-14"))
    assert len(ledger.incidents(as_of="2024-05-14T23:59:59Z")) == 1
    assert len(ledger.incidents(as_of="2024-05-14")) == 2


def test_an_undated_report_is_on_record_now_and_counted_as_undated_as_of_a_moment(ledger: Ledger) -> None:
    add(ledger, told(), told(published=None, publisher="Radio Sambava"))
    assert len(ledger.incident(only(ledger)).reports) == 2
    incident = ledger.incident(only(ledger), as_of="2030-01-01")
    assert (len(incident.reports), incident.undated) == (1, 1)


def test_recorded_as_of_tells_what_this_ledger_held(ledger: Ledger, clock: Callable[[str], None]) -> None:
    clock("2024-06-01T10:00:00+00:00")
    add(ledger, version(12, 9))
    clock("2024-06-02T10:00:00+00:00")
    add(ledger, told(publisher="Radio Sambava", published="2024-05-13T01:00:00+00:00"))  # older, but recorded later
    clock("2024-06-03T10:00:00+00:00")
    add(ledger, version(15, 11))
    assert ledger.incidents(recorded_as_of="2024-06-01T09:59:59Z") == []
    assert ledger.incidents(recorded_as_of="2024-06-01")[0].reports == 1
    assert ledger.incidents(recorded_as_of="2024-06-02")[0].reports == 2
    assert states(ledger, "killed", recorded_as_of="2024-06-02") == {9: {"current"}}
    assert states(ledger, "killed", recorded_as_of="2024-06-03") == {9: {"superseded", "current"}, 11: {"current"}}
    both = {"as_of": "2024-05-14T12:00:00Z", "recorded_as_of": "2024-06-01"}
    assert len(ledger.incident(only(ledger), **both).reports) == 1  # type: ignore[arg-type]
    assert len(ledger.search("Antsohara", recorded_as_of="2024-06-02")) == 2
    with pytest.raises(NotFoundError, match="not yet on record"):
        ledger.history(only(ledger), recorded_as_of="2024-05-31")
    claim = next(c for c in ledger.incident(only(ledger)).claims if c.publisher == "Corvane" and c.attribute == "place")
    assert claim.recorded == "2024-06-01T10:00:00Z"


def test_a_clock_that_goes_back_does_not_turn_the_order_of_the_record(
    ledger: Ledger, clock: Callable[[str], None]
) -> None:
    clock("2024-06-02T10:00:00+00:00")
    add(ledger, told())
    clock("2024-06-01T10:00:00+00:00")
    add(ledger, elsewhere())
    assert ledger.incidents(recorded_as_of="2024-06-01") == []
    assert len(ledger.incidents(recorded_as_of="2024-06-02")) == 2
    assert ledger.verify().faults == ()


@pytest.mark.parametrize("moment", ["yesterday", "", "2024-13-01", "24 January"])
def test_a_moment_that_is_no_time_is_refused_with_its_mend(moment: str, ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="write 2024-01-24"):
        ledger.incidents(as_of=moment)


def test_the_last_day_of_the_calendar_can_be_asked_about(ledger: Ledger) -> None:
    add(ledger, told())
    assert len(ledger.incidents(as_of="9999-12-31", recorded_as_of="9999-12-31")) == 1
    assert ledger.incidents(as_of="0001-01-01") == []


# --- ids and decisions


def two_incidents(ledger: Ledger) -> tuple[tuple[str, int], tuple[str, int]]:
    """Two incidents with the number of a mention of each."""
    add(ledger, told(), elsewhere())
    found = [(row.id, ledger.incident(row.id).reports[0].mentions[0]) for row in ledger.incidents()]
    first, second = sorted(found, key=lambda pair: pair[1])
    return first, second


def test_a_merge_redirects_and_an_undone_one_restores_both_ids(ledger: Ledger, clock: Callable[[str], None]) -> None:
    clock("2024-06-01T10:00:00+00:00")
    (one, a), (two, b) = two_incidents(ledger)
    clock("2024-06-02T10:00:00+00:00")
    (into,) = ledger.decide(a, b, "same", reviewer="A. Editor", reason="one flotilla")
    assert into in (one, two)
    gone = two if into == one else one
    merged = ledger.incident(gone)
    assert (merged.id, merged.asked, len(merged.reports)) == (into, gone, 2)
    assert [row.id for row in ledger.incidents()] == [into]
    kinds = [change.kind for change in ledger.history(gone)]
    assert "decision" in kinds and "merged" in kinds
    assert ledger.incident(gone, recorded_as_of="2024-06-01").id == gone
    clock("2024-06-03T10:00:00+00:00")
    assert set(ledger.decide(a, b, "undone", reviewer="B. Editor")) == {one, two}
    assert ledger.incident(one).id == one and ledger.incident(two).id == two
    assert len(ledger.incident(one).reports) == len(ledger.incident(two).reports) == 1
    assert len(ledger.incident(gone, recorded_as_of="2024-06-02").reports) == 2
    assert ledger.verify().faults == ()


def test_what_a_reviewer_parts_stays_apart_until_it_is_undone(ledger: Ledger) -> None:
    add(ledger, told(), told(publisher="Radio Sambava", rest="Boats burned."))
    (row,) = ledger.incidents()
    a, b = (report.mentions[0] for report in ledger.incident(row.id).reports)
    parted = ledger.decide(a, b, "apart", reviewer="A. Editor")
    assert len(set(parted)) == 2 and row.id in parted
    add(
        ledger, told(publisher="Morning Lantern", rest="Smoke stood over it.")
    )  # like both: joins one of them, and joins them not
    assert sorted(len(ledger.incident(r.id).reports) for r in ledger.incidents()) == [1, 2]
    ledger.decide(a, b, "undone", reviewer="A. Editor")
    assert [len(ledger.incident(r.id).reports) for r in ledger.incidents()] == [3]
    for old in parted:
        assert ledger.incident(old).id == only(ledger)


def test_unsure_is_on_record_and_changes_nothing(ledger: Ledger) -> None:
    (one, a), (two, b) = two_incidents(ledger)
    assert set(ledger.decide(a, b, "unsure", reviewer="A. Editor", reason="no picture yet")) == {one, two}
    assert ledger.stats().decisions == 1
    assert any("unsure (no picture yet)" in change.told for change in ledger.history(one))


def test_a_decision_that_cannot_be_taken_is_refused(ledger: Ledger) -> None:
    (_, a), (_, b) = two_incidents(ledger)
    for first, second, judgement, reviewer in ((a, a, "same", "A"), (a, b, "perhaps", "A"), (a, b, "same", " ")):
        with pytest.raises(LedgerError):
            ledger.decide(first, second, judgement, reviewer=reviewer)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="no mention 4711"):
        ledger.decide(a, 4711, "same", reviewer="A")
    assert ledger.stats().decisions == 0


def test_ids_are_minted_once_and_stay_while_reports_come_in(ledger: Ledger) -> None:
    readings = many(60, 7)
    seen: set[str] = set()
    for at in range(0, 60, 10):
        ledger.add(readings[at : at + 10], reader=READER)
        for old in seen:
            ledger.incident(old)  # each still leads to an incident
        seen |= {row.id for row in ledger.incidents(all=True, limit=None)}


# --- reading anew


def moved(reading: Reading, by: int) -> Reading:
    """As a newer reader may find it: the event stands in other words, some code points further on."""
    (event,) = reading.events
    start, end = event.trigger
    return dataclasses.replace(reading, events=(dataclasses.replace(event, trigger=(start + by, end + by)),))


def test_a_newer_reader_reads_anew_and_the_reading_before_stays_on_record(
    ledger: Ledger, clock: Callable[[str], None]
) -> None:
    clock("2024-06-01T10:00:00+00:00")
    add(ledger, told(killed=9))
    clock("2024-06-02T10:00:00+00:00")
    old = told(killed=9)
    better = dataclasses.replace(old, claims=tuple(c for c in old.claims if c.attribute != "place"))
    assert add(ledger, better, reader="handmade 2") == ["reread"]
    assert add(ledger, better, reader="handmade 2") == ["known"]
    now = {c.attribute for c in ledger.incident(only(ledger)).claims}
    then = {c.attribute for c in ledger.incident(only(ledger), recorded_as_of="2024-06-01").claims}
    assert then - now == {"place"}
    assert ledger.stats().versions == 1 and ledger.stats().readings == 2
    assert [c.kind for c in ledger.history(only(ledger))].count("reread") == 1
    assert ledger.verify().faults == ()


@pytest.mark.parametrize("by", [0, 3, -2, 40])
def test_ids_and_decisions_survive_a_reading_that_finds_the_event_elsewhere(by: int, ledger: Ledger) -> None:
    lead = "ANTSOHARA — "
    apart = told(lead=lead), told(lead=lead, publisher="Radio Sambava", rest="Boats burned.")
    same = (
        elsewhere(lead=lead),
        elsewhere(
            spot=Spot("Lavanono", -25.4, 44.9),
            day="2024-08-08",
            published="2024-08-08",
            holder=None,
            killed=2,
            lead=lead,
            rest="Rain fell.",
        ),
    )
    ledger.add([*apart, *same], reader=READER)
    at = {r.report: r.mentions[0] for row in ledger.incidents() for r in ledger.incident(row.id).reports}
    ids = [at[reading.report.id] for reading in (*apart, *same)]
    ledger.decide(ids[0], ids[1], "apart", reviewer="A. Editor")
    ledger.decide(ids[2], ids[3], "same", reviewer="A. Editor")
    before = {r.report: row.id for row in ledger.incidents() for r in ledger.incident(row.id).reports}
    ledger.add([moved(reading, by) for reading in (*apart, *same)], reader="handmade 2")
    after = {r.report: row.id for row in ledger.incidents() for r in ledger.incident(row.id).reports}
    assert after == before
    assert len(set(after.values())) == 3


# --- strange words

STRANGE = [
    "\ud800 lone \udfff surrogates",
    "NUL \0 and \x07 and \x1b",
    "👩‍🚒 and 🇲🇬 and é",
    "الحاكم محمد‎ العلي",
    "ירושלים ‮reversed",
    "' OR 1=1; DROP TABLE names; --",
    "long " * 2000,
    "\ufeff\u200b \u2028",
]


def test_strange_words_are_kept_and_found_in_every_field(ledger: Ledger) -> None:
    for number, words in enumerate(STRANGE):
        keep_strange(words, number, ledger)
    assert ledger.verify().faults == ()
    before = picture(ledger)
    assert ledger.rebuild() == 2 * len(STRANGE)
    assert picture(ledger) == before


def keep_strange(words: str, number: int, ledger: Ledger) -> None:
    reading = told(
        holder=words, role=words, perpetrator=words, publisher=words, title=words, rest=words, id=words, url=f"https://x.example/{words}",
        spot=Spot(words, -20 + number, 44), published="2024-05-14",
    )  # fmt: skip
    strange = told(id=f"{words} 2", published=words, timezone=words)
    ledger.add([reading, strange], reader=READER)
    assert [a.status for a in ledger.add([reading, strange], reader=READER)] == ["known", "known"]
    for row in ledger.incidents():
        ledger.history(row.id)
        for report in (incident := ledger.incident(row.id)).reports:
            if report.title == words:
                quotes = {c.quote for c in incident.claims if c.attribute == "place" and c.version == report.version}
                assert quotes == {words}
                break
        else:
            continue
        break
    else:
        raise AssertionError(f"{words!a} is not on record as it was")
    ledger.search(words)
    ledger.incidents(text=words)


def test_a_long_text_is_kept_and_found_by_its_last_word(ledger: Ledger) -> None:
    text = " ".join(f"w{number:06}" for number in range(12_500)) + " zanatany"
    assert len(text) > 100_000
    reading = told(rest=text)
    add(ledger, reading, without_events(text), without_events("x" * 100_000), without_events("字" * 100_000))
    assert [f.report for f in ledger.search("zanatany")] == [without_events(text).report.id, reading.report.id]
    assert ledger.verify().faults == ()


def test_an_empty_text_and_a_report_without_anything_else_are_kept(ledger: Ledger) -> None:
    bare = told(publisher=None, published=None, holder=None, killed=None)
    assert add(ledger, without_events(""), bare) == ["added", "added"]
    incident = ledger.incident(only(ledger))
    assert incident.reports[0].publisher is None and incident.reports[0].published is None
    assert ledger.history(incident.id)[0].kind == "report"
    assert ledger.incidents()[0].first_published is None


FORMS = ("{}-01-01", "{}-12-31", "{}-01-01T00:00:00+14:00", "{}-12-31T23:59:59-12:00")


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_first_and_the_last_year_are_kept(year: str, ledger: Ledger) -> None:
    given = [(form.format(year), timezone) for form in FORMS for timezone in (None, "Asia/Tokyo", "America/New_York")]
    for published, timezone in given:
        add(ledger, told(published=published, day=published[:10], timezone=timezone))
    assert sum(row.reports for row in ledger.incidents(since="0001-01-01", until="9999-12-31")) == len(FORMS)
    for row in ledger.incidents(as_of="9999-12-31", since=f"{year}-01-01"):
        ledger.history(row.id)
        assert ledger.incident(row.id, as_of="9999-12-31").reports
    assert (ledger.incidents(as_of="2024-01-01") == []) is (year == "9999")
    assert ledger.stats().versions == len(given) and ledger.verify().faults == ()


# --- rebuilding


def test_indexes_that_were_emptied_are_made_anew_with_the_same_answers(ledger: Ledger, ledger_url: str) -> None:
    ledger.add(many(60, 9), reader=READER)
    ledger.add([told(killed=3)], reader="handmade 2")
    before, found = picture(ledger), [f.report for f in ledger.search("market")]
    box = [row.id for row in ledger.incidents(box=(45.0, -20.0, 49.0, -14.0))]
    entries = ledger.stats().entries
    with raw(ledger_url) as connection:
        for table in ("sketches", "blocks", "current_members", "current_incidents", "signatures", "mention_box"):
            connection.execute(f"DELETE FROM {table}")
        text_index = (
            "DELETE FROM text_index"
            if "postgresql" in ledger_url
            else "INSERT INTO text_index(text_index) VALUES('delete-all')"
        )
        connection.execute(text_index)
    assert ledger.incidents() == [] and ledger.search("market") == []
    assert ledger.rebuild() == 61
    assert picture(ledger) == before
    assert [f.report for f in ledger.search("market")] == found
    assert [row.id for row in ledger.incidents(box=(45.0, -20.0, 49.0, -14.0))] == box
    assert ledger.stats().entries == entries
    more = many(90, 9)
    ledger.add(more, reader=READER)
    with Ledger(ledger_url) as again:
        assert incidents_of(again) == incidents_of(ledger)
    assert ledger.verify().faults == ()
