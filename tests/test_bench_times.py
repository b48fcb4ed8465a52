"""The figures of times: what counts as found and as right, gold files, and a gold set that is sound."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.bench.goldfile import GoldError
from onrecord.bench.spans import MAX_SHOWN
from onrecord.bench.times import GoldReport, GoldTime, Scores, count, figures, load_gold, other_figures, own_gold, rows
from onrecord.cli.app import app
from onrecord.reading.partly import needed, outputs
from onrecord.records import Time

TEXT = "Shells fell on the harbour late on Tuesday evening, and again at 6 a.m. on Wednesday, the mayor said."
LATE = "late on Tuesday evening"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def wanted(words: str, value: str = "2024-05-14", type: str = "DATE", **more: str) -> GoldTime:
    return GoldTime(*at(words), words, type, value, **more)


def read(words: str, value: str = "2024-05-14", type: str = "DATE", **more: str) -> Time:
    given = {"mod": None, "earliest": None, "latest": None, "zone": None, **more}
    return Time("t1", *at(words), words, type, value, precision=1, zone_from=None, anchor=None, **given)  # type: ignore[arg-type]


def scored(gold: list[GoldTime], *found: Time, about: tuple[str, ...] = ()) -> Scores:
    scores = Scores()
    count(scores, GoldReport(onrecord.make_report(TEXT, id="r"), tuple(gold), about), found)
    return scores


def right(scores: Scores) -> tuple[int, int, int, int]:
    return scores.all.relaxed, scores.all.strict, scores.all.type, scores.all.value


def test_the_same_expression_is_right_in_every_way() -> None:
    scores = scored([wanted("Tuesday")], read("Tuesday"))
    assert right(scores) == (1, 1, 1, 1) and scores.faults == []


def test_an_overlap_is_enough_to_be_found_and_not_to_be_strict() -> None:
    assert right(scored([wanted(LATE)], read("Tuesday evening"))) == (1, 0, 1, 1)
    assert right(scored([wanted("Tuesday")], read("evening"))) == (0, 0, 0, 0)


def test_spans_that_only_touch_do_not_overlap() -> None:
    start, end = at("Tuesday")
    touching = GoldTime(end, end + 1, " ", "DATE", "2024-05-14")
    assert right(scored([touching], read("Tuesday")))[0] == 0 and TEXT[start:end] == "Tuesday"


def test_a_value_is_right_to_the_character_and_a_type_beside_it() -> None:
    assert right(scored([wanted("6 a.m.", "2024-05-15T06:00", "TIME")], read("6 a.m.", "2024-05-15"))) == (1, 1, 0, 0)
    assert right(scored([wanted("Tuesday", "2024-05-14")], read("Tuesday", "2024-05-07"))) == (1, 1, 1, 0)


def test_the_very_span_goes_before_a_larger_overlap() -> None:
    gold = [wanted(LATE, "2024-05-14TEV")]
    scores = scored(gold, read("on Tuesday evening"), read(LATE, "2024-05-14TEV"))
    assert right(scores) == (1, 1, 1, 1)
    assert [(f.kind, f.text) for f in scores.faults] == [("extra", "on Tuesday evening")]


def test_else_the_largest_overlap_is_taken_and_of_equals_the_first() -> None:
    scores = scored([wanted(LATE)], read("late", "2024-01-01"), read("Tuesday evening"))
    assert right(scores) == (1, 0, 1, 1)
    scores = scored([wanted("Tuesday evening")], read("Tuesday", "2024-05-14"), read("evening", "2024-05-13"))
    assert right(scores) == (1, 0, 1, 1)


def test_one_reading_is_paired_with_one_gold_expression_the_first() -> None:
    scores = scored([wanted("Tuesday"), wanted("evening")], read("Tuesday evening"))
    assert right(scores)[0] == 1
    assert [(f.kind, f.text) for f in scores.faults] == [("wrong", "Tuesday"), ("missed", "evening")]
    # the later gold expression has the very span, but the one before took it
    scores = scored([wanted("Tuesday"), wanted("Tuesday evening")], read("Tuesday evening"))
    assert right(scores)[:2] == (1, 0)


def test_precision_recall_and_f1_are_of_all_reports_together() -> None:
    scores = scored([wanted("Tuesday"), wanted("Wednesday", "2024-05-15")], read("Tuesday", "2024-05-07"))
    count(scores, GoldReport(onrecord.make_report(TEXT), ()), (read("Tuesday"), read("Wednesday")))
    assert (scores.all.gold, scores.all.read, scores.all.relaxed) == (2, 3, 1)
    precision, recall, f1 = scores.all.f1("relaxed")
    assert (round(precision, 3), recall, round(f1, 3)) == (0.333, 0.5, 0.4)


def test_f1_of_values_is_the_share_of_right_ones_times_relaxed_f1() -> None:
    found = [read("Tuesday"), read("6 a.m.", type="TIME"), read("Wednesday", "2024-05-08"), read("the mayor")]
    scores = scored([wanted("Tuesday"), wanted("6 a.m."), wanted("Wednesday", "2024-05-15")], *found)
    relaxed = scores.all.f1("relaxed")[2]
    assert scores.all.f1("type")[2] == pytest.approx(2 / 3 * relaxed)
    assert scores.all.f1("value")[2] == pytest.approx(2 / 3 * relaxed)


def test_nothing_wanted_and_nothing_read_has_no_division_by_zero() -> None:
    scores = scored([])
    assert scores.all.f1("relaxed") == (0.0, 0.0, 0.0) and scores.all.accuracy("instants") is None


FIRST, LAST = "2024-05-14T21:00:00Z", "2024-05-15T21:00:00Z"


def test_instants_are_right_if_both_are_the_same() -> None:
    gold = wanted("Wednesday", earliest=FIRST, latest=LAST)
    assert scored([gold], read("Wednesday", earliest=FIRST, latest=LAST)).all.accuracy("instants") == 1
    assert scored([gold], read("Wednesday", earliest=FIRST, latest=FIRST)).all.accuracy("instants") == 0
    assert scored([gold], read("Wednesday")).all.accuracy("instants") == 0


def test_instants_that_are_missed_count_and_those_that_the_gold_lacks_do_not() -> None:
    placed = wanted("Wednesday", earliest=FIRST, latest=LAST)
    half = wanted("Tuesday", earliest=FIRST)
    scores = scored([placed, half], read("Tuesday", earliest=LAST))
    assert (scores.all.placed, scores.all.instants) == (1, 0)
    assert figures(scored([half])) == {f"times.{way}": 0.0 for way in ("relaxed", "strict", "type", "value")}
    assert figures(scored([placed]))["times.instants"] == 0


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Europe/Kyiv", "Europe/Kyiv", True),
        ("Europe/Kyiv", "Europe/Bucharest", True),
        ("Europe/Kyiv", "+03:00", True),  # summer time, in May
        ("Europe/Kyiv", "+02:00", False),
        ("+00:00", "Africa/Abidjan", True),
        ("Europe/Kyiv", None, False),
    ],
)
def test_a_zone_is_right_by_its_offset(gold: str, found: str | None, same: bool) -> None:
    scores = scored([wanted("Wednesday", earliest=FIRST, zone=gold)], read("Wednesday", zone=found))  # type: ignore[arg-type]
    assert scores.all.accuracy("zone") == same and bool(scores.faults) != same


def test_the_offset_is_that_of_the_gold_s_earliest_instant() -> None:
    winter = wanted("Wednesday", earliest="2024-01-14T22:00:00Z", zone="Europe/Kyiv")
    assert scored([winter], read("Wednesday", zone="+02:00")).all.zone == 1
    assert scored([winter], read("Wednesday", zone="Europe/Istanbul")).all.zone == 0  # the same from March to October
    first_day = wanted("Wednesday", earliest="0001-01-01T00:00:00Z", zone="-05:00")
    assert scored([first_day], read("Wednesday", zone="-05:00")).all.zone == 1


def test_a_zone_without_an_instant_is_not_counted() -> None:
    scores = scored([wanted("Wednesday", zone="Europe/Kyiv")], read("Wednesday"))
    assert scores.all.accuracy("zone") is None and scores.faults == []


def test_mods_count_those_read_in_vain_too() -> None:
    gold = [wanted(LATE, mod="END"), wanted("Wednesday")]
    scores = scored(gold, read(LATE, mod="END"), read("Wednesday", mod="APPROX"))
    precision, recall, _ = scores.all.f1("mod")
    assert (precision, recall) == (0.5, 1.0)
    assert [list(f.wrong) for f in scores.faults] == [["mod"]]
    assert set(other_figures(scores)) == {"times.mod"} and other_figures(scored([wanted("Tuesday")])) == {}


def test_labels_have_rows_with_the_counts_of_their_reports() -> None:
    scores = scored([wanted("Tuesday")], read("Tuesday"), read("the mayor"), about=("clock", "zone"))
    count(scores, GoldReport(onrecord.make_report(TEXT), (wanted("Wednesday"),), ("zone",)), ())
    assert [(name, t.gold, t.read, t.relaxed) for name, t in rows(scores)] == [
        ("all", 2, 2, 1),
        ("zone", 2, 2, 1),
        ("clock", 1, 2, 1),
    ]


def test_faults_stand_in_the_order_of_the_text_with_what_is_around_them() -> None:
    start, end = at("the mayor said.")
    scores = Scores()
    report = GoldReport(onrecord.make_report(TEXT, id="r"), (wanted("Wednesday"), wanted("Tuesday")))
    count(scores, report, (read("Tuesday", "2024-05-07"), read("the mayor")), [(0, start - 1), (start, end)])
    assert [(f.kind, f.text) for f in scores.faults] == [
        ("wrong", "Tuesday"), ("missed", "Wednesday"), ("extra", "the mayor"),
    ]  # fmt: skip
    wrong, missed, extra = scores.faults
    assert wrong.wrong == {"value": ("2024-05-14", "2024-05-07")}
    assert missed.before.endswith("6 a.m. on ") and missed.after == ","
    assert (extra.before, extra.after) == ("", " said.")


def test_a_very_long_sentence_is_cut_around_the_time() -> None:
    text = f"{'a ' * 500}Tuesday{' b' * 500}\nand so on"
    scores = Scores()
    time = GoldTime(1000, 1007, "Tuesday", "DATE", "2024-05-14")
    count(scores, GoldReport(onrecord.make_report(text), (time,)), ())
    (fault,) = scores.faults
    assert fault.before[0] == fault.after[-1] == "…" and len(fault.before + fault.after) == 2 * MAX_SHOWN + 2


# Gold files

TIMEX = {"start": 35, "end": 42, "text": "Tuesday", "type": "DATE", "value": "2024-05-14"}
ROW = {"id": "a", "text": TEXT, "published": "2024-05-15", "timexes": [TIMEX]}


def written(path: Path, *lines: Any) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_a_gold_file_has_what_is_known_of_a_report_and_its_times(tmp_path: Path) -> None:
    time = {**TIMEX, "mod": "END", "earliest": "2024-05-14T00:00:00+03:00", "latest": FIRST, "zone": "+0300"}
    more = {"timezone": "Europe/Kyiv", "publisher": "The Quay", "title": "Harbour hit", "about": ["clock"]}
    (gold,) = load_gold(written(tmp_path / "gold.jsonl", {**ROW, **more, "timexes": [time]}))
    report = gold.report
    assert (report.id, report.published, report.timezone) == ("a", "2024-05-15", "Europe/Kyiv")
    assert (report.publisher, report.title, gold.about) == ("The Quay", "Harbour hit", ("clock",))
    assert gold.times == (
        GoldTime(35, 42, "Tuesday", "DATE", "2024-05-14", "END", "2024-05-13T21:00:00Z", FIRST, "+03:00"),
    )


def test_what_is_not_known_may_be_null_or_left_out(tmp_path: Path) -> None:
    nulls = {**TIMEX, "mod": None, "earliest": None, "latest": None, "zone": None}
    path = written(tmp_path / "gold.jsonl", {**ROW, "published": None, "timexes": [nulls]}, "", {**ROW, "id": "b"})
    first, second = load_gold(path)
    assert first.times == second.times and first.report.published is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[]", "is no JSON object"),
        ({"text": TEXT, "timexes": []}, "the record has no id"),
        ({"id": "a", "timexes": []}, "the record has no text"),
        ({"id": "a", "text": TEXT}, "has no list timexes"),
        ({**ROW, "published": "last week"}, "write 2024-01-24"),
        ({**ROW, "timezone": "Kiev time"}, "write Europe/Kyiv"),
        ({**ROW, "about": "clock"}, "about is no list"),
        ({**ROW, "timexes": ["Tuesday"]}, "expression 1 is no JSON object"),
        ({**ROW, "timexes": [TIMEX, {**TIMEX, "value": None}]}, "expression 2 has no value"),
        ({**ROW, "timexes": [{**TIMEX, "start": 36}]}, "does not stand at 36 to 42: count code points"),
        ({**ROW, "timexes": [{**TIMEX, "end": 35, "text": ""}]}, "does not stand at 35 to 35"),
        ({**ROW, "timexes": [{**TIMEX, "type": "DAY"}]}, "write DATE, TIME, DURATION, SET"),
        ({**ROW, "timexes": [{**TIMEX, "mod": 3}]}, "expression 1 has no mod: give it as a string"),
        ({**ROW, "timexes": [{**TIMEX, "earliest": "2024-05-14"}]}, "write 2024-01-24T08:15:00Z"),
        ({**ROW, "timexes": [{**TIMEX, "latest": "soon"}]}, "'soon' is no instant"),
        ({**ROW, "timexes": [{**TIMEX, "zone": "Mars/Olympus"}]}, "'Mars/Olympus' is not known"),
    ],
)
def test_a_broken_gold_file_names_its_line_and_the_mend(tmp_path: Path, line: Any, told: str) -> None:
    with pytest.raises(GoldError) as error:
        list(load_gold(written(tmp_path / "gold.jsonl", ROW, line)))
    assert "gold.jsonl, line 2: not" in str(error.value) and told in str(error.value)


def test_a_missing_gold_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is missing"):
        list(load_gold(tmp_path / "none.jsonl"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.gz", b"no gzip"),
        ("cut.gz", gzip.compress(json.dumps(ROW).encode())[:60]),
        ("latin.jsonl", '{"id": "é"}'.encode("latin-1")),
    ],
)
def test_a_file_that_cannot_be_read_is_a_clear_error(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GoldError, match=f"{name} cannot be read .*: give JSON lines in UTF-8"):
        list(load_gold(tmp_path / name))


# Only the stages that times need


def test_only_what_is_needed_is_run_and_in_order() -> None:
    assert [stage.name for stage in needed("parse")] == ["parse"]
    names = [stage.name for stage in needed("times")]
    assert names[-1] == "times" and "parse" in names and "claims" not in names and "statements" not in names
    with pytest.raises(ValueError, match="no stage gives 'weather'"):
        needed("times", "weather")


def test_a_part_of_a_reading_is_what_the_whole_has() -> None:
    report = onrecord.make_report(TEXT, published="2024-05-15", timezone="Europe/Kyiv")
    (part,) = outputs([report], "times")
    assert part["times"] == onrecord.read(report).times and part["times"]


# The command


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One time as it is read, one with another value, one that is none; and a report without any."""
    text = "The depot burned on 3 May 2024.\n\nOn 4 May 2024 crews put the fire out, the ministry of defence said."
    spans = [("3 May 2024", "2024-05-03"), ("4 May 2024", "2024-05-14"), ("the ministry", "PAST_REF")]
    timexes = [
        {"start": text.index(w), "end": text.index(w) + len(w), "text": w, "type": "DATE", "value": v} for w, v in spans
    ]
    timexes[0] |= {"earliest": "2024-05-02T21:00:00Z", "latest": "2024-05-03T21:00:00Z", "zone": "Europe/Kyiv"}
    dated = {"id": "depot", "published": "2024-05-05", "timezone": "+03:00", "text": text, "timexes": timexes}
    plain = {"id": "quiet", "published": None, "text": "Nobody answered the telephone.", "timexes": []}
    return written(tmp_path / "corpus.jsonl.gz", dated, plain)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["bench", "times", *arguments])


def test_the_command_prints_the_figures_of_a_corpus(corpus: Path) -> None:
    result = run(str(corpus))
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["all", "3", "2", "100.0", "66.7", "80.0", "80.0", "80.0", "40.0", "100.0"] in lines
    assert ["times.value", "0.400"] in lines and ["times.instants", "1.000"] in lines
    assert ["times.zone", "1.000"] in lines and "times.mod" not in result.stdout
    assert "reading 2/2" in result.stderr
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_errors_are_listed_with_their_sentences(corpus: Path) -> None:
    result = run(str(corpus), "--errors")
    assert result.exit_code == 0, result.output
    listed = result.stdout.partition("found")[0]
    assert 'depot: value of "4 May 2024": gold 2024-05-14, read 2024-05-04\n' in listed
    assert "\n    On [4 May 2024] crews put the fire out, the ministry of defence said.\n" in listed
    assert 'depot: missed "the ministry" (DATE PAST_REF)\n' in listed
    assert "3 May 2024" not in listed
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_nothing_that_could_command_a_terminal_is_printed(tmp_path: Path) -> None:
    text = "Guards left \x1b[31mthe depot\x1b[0m at an hour that nobody could remember when they were asked about it."
    time = {"start": 17, "end": 26, "text": "the depot", "type": "DATE", "value": "PAST_REF"}
    path = written(tmp_path / "gold.jsonl", {"id": "a\x1b[2J", "text": text, "published": None, "timexes": [time]})
    result = run(str(path), "--errors")
    assert "[the depot]" in result.stdout and "\x1b" not in result.stdout


def test_a_broken_file_is_told_in_a_line_and_fails(tmp_path: Path) -> None:
    result = run(str(written(tmp_path / "gold.jsonl", "{")))
    assert result.exit_code == 1 and not result.stdout
    assert "line 1: not JSON" in " ".join(result.stderr.split())
    assert run(str(tmp_path / "none.jsonl")).exit_code == 1


def test_the_help_teaches_with_examples() -> None:
    result = run("--help")
    assert "onrecord bench times timebank.jsonl.gz --errors" in result.stdout


# Our own set


def test_the_set_that_ships_is_sound() -> None:
    gold = list(load_gold(own_gold()))
    assert len({g.report.id for g in gold}) == len(gold) >= 100
    for one in gold:
        assert one.about and list(one.times) == sorted(one.times, key=lambda t: t.start), one.report.id
        for before, after in zip(one.times, one.times[1:], strict=False):
            assert before.end <= after.start, one.report.id
        for time in one.times:
            assert (time.earliest is None) == (time.latest is None), (one.report.id, time.text)
            assert time.earliest is None or time.earliest < (time.latest or ""), (one.report.id, time.text)


def test_the_set_that_ships_has_the_figures_that_have_floors() -> None:
    scores = scored([wanted("Wednesday", earliest=FIRST, latest=LAST)])
    assert list(figures(scores)) == [f"times.{way}" for way in ("relaxed", "strict", "type", "value", "instants")]
    assert any(time.earliest for gold in load_gold(own_gold()) for time in gold.times)
