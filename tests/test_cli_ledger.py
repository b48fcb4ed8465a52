"""The ledger's commands as a person meets them: what is printed of an incident, in which format, and errors."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord import make_report
from onrecord.cli.app import app
from onrecord.demo import example_names, example_reports, save_examples
from onrecord.ledger import BATCH, DEFAULT, Ledger
from onrecord.ledger.records import IncidentRow
from onrecord.notice import UNVERIFIED
from onrecord.records import Reading

PROGRAM = [sys.executable, "-c", "from onrecord.cli import main; main()"]
FIRST, SECOND = "2024-05-14T13:30+03:00", "2024-05-14T19:00+03:00"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the nine reports."""
    file = tmp_path_factory.mktemp("ledger") / "examples.db"
    with Ledger(file) as ledger:
        ledger.add(example_reports())
    return file


@pytest.fixture
def copy(examples: Path, tmp_path: Path) -> Path:
    """A ledger of one's own, to write in."""
    with sqlite3.connect(examples) as source, sqlite3.connect(tmp_path / "copy.db") as target:
        source.backup(target)
    return tmp_path / "copy.db"


@pytest.fixture(scope="session")
def incident(examples: Path) -> str:
    with Ledger(examples, create=False) as ledger:
        return ledger.incidents()[0].id


def run(*arguments: str | Path, ledger: Path | None = None, width: int = 100, stdin: str = "") -> Any:
    environment = {"COLUMNS": str(width), "ONRECORD_LEDGER": str(ledger) if ledger else None, "FORCE_COLOR": None}
    return CliRunner().invoke(app, [str(one) for one in arguments], env=environment, input=stdin)


def told(*arguments: str | Path, ledger: Path, width: int = 100) -> str:
    done = run(*arguments, ledger=ledger, width=width)
    assert done.exit_code == 0, done.stderr
    return str(done.stdout)


def words(text: str) -> str:
    return " ".join(text.split())


# --- show


def test_what_contradicts_stands_first_with_who_holds_it_and_the_words(examples: Path, incident: str) -> None:
    shown = told("show", incident, ledger=examples)
    first = words(shown[shown.index("What contradicts") : shown.index("What was corrected")])
    assert "occurred denied" in first and "≠ did not happen Coastal Defence Ministry, a party to the conflict" in first
    assert "“The Coastal Defence Ministry denied that its helicopter had struck the market.” Ostrel" in first
    assert "killed contested" in first and "≠ 14 Coastal Defence Ministry" in first
    assert "≠ 12 Haja Ravelonaro “Governor Haja Ravelonaro said all 12 dead were residents of the town.”" in first


def test_what_was_corrected_is_told_with_by_whom_and_what_no_longer_holds(examples: Path, incident: str) -> None:
    shown = told("show", incident, ledger=examples)
    part = words(shown[shown.index("What was corrected") : shown.index("What is on record")])
    assert "Ostrel, 14 May 2024, 18:15 killed: 17 → 11" in part
    assert "“Correction: An earlier version of this story said that 17 people were killed." in part
    assert "no longer held doctor: killed 17 (Ostrel, 14 May 2024, 15:40)" in part


def test_numbers_that_were_overtaken_or_corrected_stay_in_sight(examples: Path, incident: str) -> None:
    lines = [words(line) for line in told("show", incident, ledger=examples).splitlines()]
    assert any(line.startswith("11 overtaken doctor") for line in lines)
    assert any(line.startswith("17 corrected by") for line in lines)


def test_outlets_that_relay_one_speaker_are_one_origin(examples: Path, incident: str) -> None:
    shown = words(told("show", incident, ledger=examples))
    assert "8 reports in 9 versions from 4 origins" in shown
    assert "Haja Ravelonaro Governor of Antalaha, Corvane, The Tidewater Courier, Lantern" in shown
    assert "Coastal Defence Ministry⚑ Coastal Defence Ministry, Ostrel, Isle Gazette a party to the conflict" in shown


def test_reports_are_in_order_with_versions_and_numbers_for_review(examples: Path, incident: str) -> None:
    shown = told("show", incident, ledger=examples)
    reports = shown[shown.index("\nReports") : shown.index("\nEstimates")]
    names = ("Governor of Antalaha", "Corvane", "Tidewater", "Lantern Daily", "Coastal", "Kestrel", "Ostrel", "Isle")
    places = [reports.index(name) for name in names]
    assert places == sorted(places)
    assert (
        "version 1 of 2" in reports
        and "version 2 of 2, with a correction" in reports
        and "mention 1\n" in words_kept(reports)
    )


def words_kept(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_estimates_name_their_rule(examples: Path, incident: str) -> None:
    shown = words(told("show", incident, ledger=examples))
    assert "ACLED fatalities 9 9 9 the most conservative of the numbers that are held" in shown
    assert "UCDP deaths 9 12 14 the least and the greatest number that is held" in shown and UNVERIFIED in shown


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    "command", [("show", "ID"), ("history", "ID", "--sentences"), ("incidents",), ("search", "blood")]
)
def test_no_line_is_wider_than_the_screen(examples: Path, incident: str, command: tuple[str, ...], width: int) -> None:
    shown = told(*(incident if part == "ID" else part for part in command), ledger=examples, width=width)
    assert max(map(len, shown.splitlines())) <= width


def test_show_as_of_a_moment_knows_nothing_of_what_came_later(examples: Path, incident: str) -> None:
    shown = told("show", incident, "--as-of", FIRST, ledger=examples)
    assert (
        "As published by 14 May 2024, 10:30 UTC" in shown
        and "Ministry" not in shown
        and "≠ " not in words(shown[: shown.index("What is on record")])
    )
    shown = told("show", incident, "--as-of", SECOND, ledger=examples)
    assert "≠ 17" in shown and "What was corrected" not in shown


def test_show_as_json_has_every_claim_with_its_words(examples: Path, incident: str) -> None:
    whole = json.loads(told("show", incident, "--format", "json", "--as-of", "2024-05-15", ledger=examples))
    assert whole["notice"] == UNVERIFIED and whole["as_of"].startswith("2024-05-15T23:59:59")
    found = whole["incident"]
    assert found["id"] == incident and found["happened_from"] == "2024-05-14T06:40:00Z"
    (corrected,) = [c for c in found["claims"] if c["state"] == "replaced"]
    assert (corrected["value"]["low"], corrected["quote"]) == (17, "Seventeen people")
    killed = next(s for s in found["standings"] if s["attribute"] == "killed" and s["of"] is None)
    assert killed["told"] == "contested" and any(p["contradicts"] for p in killed["positions"])


# --- lists


def test_the_list_has_ranges_standing_and_counts(examples: Path, incident: str) -> None:
    for width in (80, 120):
        shown = told("incidents", ledger=examples, width=width)
        line = next(line for line in shown.splitlines() if incident in line)
        assert "air strike" in line and "9–14" in line and "22" in line and "denied" in line and "8" in line
        assert "Antalaha, MG" in shown and "14 May 2024, 06:40" in shown and UNVERIFIED in words(shown)


def test_standings_are_coloured(examples: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "incidents", "--ledger", str(examples)],
        capture_output=True, check=True, env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color"},
    )  # fmt: skip
    assert "\x1b[1;31mdenied" in done.stdout.decode()


def test_the_list_as_of_two_moments_shows_how_the_record_grew(examples: Path, incident: str) -> None:
    def row(*arguments: str) -> IncidentRow | Any:
        (found,) = json.loads(told("incidents", "--format", "json", *arguments, ledger=examples))["incidents"]
        return found

    first, second, now = row("--as-of", FIRST), row("--as-of", SECOND), row()
    assert [(r["killed_low"], r["killed_high"]) for r in (first, second, now)] == [(9, 9), (9, 17), (9, 14)]
    assert [r["standing"] for r in (first, second, now)] == ["one origin", "denied", "denied"]
    assert [r["reports"] for r in (first, second, now)] == [2, 7, 8]


def test_nothing_was_on_record_before_the_ledger_was_made(examples: Path) -> None:
    assert "No incident on record has all that" in told("incidents", "--recorded-as-of", "2020-01-01", ledger=examples)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--type", "air_strike"), 1),
        (("--type", "ceasefire"), 0),
        (("--place", "Antalaha"), 1),
        (("--place", "MG"), 1),
        (("--box", "50,-15.5,51,-14.5"), 1),
        (("--box", "0,0,1,1"), 0),
        (("--actor", "Ravelonaro"), 1),
        (("--toll", "killed>=14"), 1),
        (("--toll", "killed>14"), 0),
        (("--standing", "contested"), 1),
        (("--standing", "retracted"), 0),
        (("--since", "2024-05-14", "--until", "2024-05-14"), 1),
        (("--since", "2024-05-16"), 0),
        (("--text", "rosewood"), 1),
        (("--offset", "1"), 0),
    ],
)
def test_each_filter_keeps_and_leaves_out(examples: Path, filters: tuple[str, ...], found: int) -> None:
    listed = json.loads(told("incidents", *filters, "--format", "json", ledger=examples))
    assert len(listed["incidents"]) == found and listed["notice"] == UNVERIFIED


def test_geojson_is_a_feature_collection_with_a_point_or_no_geometry(examples: Path, incident: str) -> None:
    whole = json.loads(told("incidents", "--all", "--format", "geojson", ledger=examples))
    assert whole["type"] == "FeatureCollection" and whole["notice"] == UNVERIFIED
    feature = next(f for f in whole["features"] if f["id"] == incident)
    assert feature["type"] == "Feature" and feature["properties"]["killed_high"] == 14
    longitude, latitude = feature["geometry"]["coordinates"]
    assert feature["geometry"]["type"] == "Point" and (round(longitude), round(latitude)) == (50, -15)

    from onrecord.cli.incident_files import as_geojson

    nowhere = json.loads(as_geojson([row(lat=None, lon=None)], {"notice": UNVERIFIED}))
    assert nowhere["features"][0]["geometry"] is None and "lat" not in nowhere["features"][0]["properties"]


def row(**given: Any) -> IncidentRow:
    plain = dict.fromkeys(IncidentRow.__dataclass_fields__) | {"id": "i1", "title": "t", "reports": 1, "origins": 1}
    return IncidentRow(**plain | {"type": "attack", "standing": "one origin"} | given)  # type: ignore[arg-type]


def test_csv_has_a_header_a_caution_and_no_formulas(examples: Path) -> None:
    (listed,) = csv.DictReader(io.StringIO(told("incidents", "--format", "csv", ledger=examples)))
    assert listed["place"] == "Antalaha" and float(listed["lat"]) < 0 and listed["notice"] == UNVERIFIED

    from onrecord.cli.incident_files import as_csv

    for sign in "=+-@\t":
        (hostile,) = csv.DictReader(io.StringIO(as_csv([row(place=f"{sign}cmd|' /C calc'!A0")])))
        assert hostile["place"].startswith("'")


# --- history and search


def test_history_tells_reports_revisions_and_corrections_in_order(examples: Path, incident: str) -> None:
    shown = words(told("history", incident, ledger=examples))
    parts = ["Governor of Antalaha", "The Tidewater Courier the same as Corvane", "killed 17", "revision Ostrel",
             "correction Ostrel killed 11, not 17", "Isle Gazette", "linked to this incident"]  # fmt: skip
    places = [shown.index(part) for part in parts]
    assert places == sorted(places) and "− ANTALAHA" not in shown


def test_history_shows_the_sentences_that_went_out_and_came_in(examples: Path, incident: str) -> None:
    shown = words(told("history", incident, "--sentences", ledger=examples))
    assert "− ANTALAHA, Madagascar, May 14 (Ostrel) — Seventeen people" in shown
    assert "+ ANTALAHA, Madagascar, May 14 (Ostrel) — Eleven people" in shown
    whole = json.loads(told("history", incident, "--sentences", "--format", "json", ledger=examples))
    assert whole["notice"] == UNVERIFIED and len(whole["revisions"]) == 1
    assert {c["kind"] for c in whole["changes"]} >= {"report", "revision", "correction", "linked"}


def test_an_edit_without_a_notice_is_marked_as_silent(tmp_path: Path) -> None:
    page = {"publisher": "The Wire", "url": "https://wire.example/depot", "timezone": "UTC"}
    text = "A drone strike killed {} people at a depot in Kupiansk on Tuesday, governor Ivan Petrenko said.\n"
    with Ledger(tmp_path / "silent.db") as ledger:
        added = ledger.add(
            make_report(text.format(number), published=f"2024-05-14T{hour}:00:00Z", **page)
            for number, hour in (("five", "09"), ("seven", "12"))
        )
    incident = str(added[0].incident)
    assert "silent edit" in told("history", incident, ledger=tmp_path / "silent.db")
    shown = words(told("show", incident, ledger=tmp_path / "silent.db"))
    assert "Silent edit The Wire, 14 May 2024, 12:00: 1 sentence out, 1 in, without a notice" in shown
    assert "version 2 of 2, edited silently" in shown


def test_search_finds_words_and_phrases(examples: Path, incident: str) -> None:
    shown = told("search", "hospital", "blood", ledger=examples)
    assert "Governor of Antalaha" in shown and incident in shown and "Corvane" not in shown
    whole = json.loads(told("search", "circled the harbour", "--format", "json", ledger=examples))
    assert {f["publisher"] for f in whole["found"]} == {
        "Corvane",
        "The Tidewater Courier",
        "Lantern Daily",
        "The Kestrel Post",
    }
    assert "No report on record" in told("search", "submarine", ledger=examples)
    assert "More: --offset 1" in told("search", "market", "--limit", "1", ledger=examples)


# --- adding


def test_adding_twice_adds_nothing_and_says_so(tmp_path: Path) -> None:
    files = [path for path in save_examples(tmp_path) if path.name in example_names()[:2]]
    ledger = tmp_path / "new.db"
    first = run("add", *files, "--ledger", ledger, "--format", "text")
    assert first.exit_code == 0, first.stderr
    assert "2 added new" in words(first.stdout) and "1 incident touched" in first.stdout
    assert "onrecord show i" in first.stdout and f"--ledger {ledger}" in words(first.stdout.replace("\n", ""))
    again = run("add", *files, "--ledger", ledger)
    assert [json.loads(line)["status"] for line in again.stdout.splitlines()] == ["known", "known"]


def test_what_cannot_be_added_is_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("A drone strike killed two people in Kupiansk on Tuesday, the governor said.\n", encoding="utf-8")
    done = run(
        "add", tmp_path / "missing.txt", story, "--ledger", tmp_path / "new.db", "--published", "2024-05-14",
        "--publisher", "The Wire", "--timezone", "Europe/Kyiv", "--batch", "1", "--format", "text",
    )  # fmt: skip
    assert done.exit_code == 1 and "missing.txt: there is no such file" in done.stderr
    assert "1 added" in words(done.stdout) and "1 failed" in words(done.stdout)
    assert "The Wire" in told("search", "drone", ledger=tmp_path / "new.db")


def test_a_text_that_breaks_onrecord_is_told_as_our_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: object, **_: object) -> Reading:
        raise RuntimeError("broken")

    monkeypatch.setattr("onrecord.api.read", broken)
    (tmp_path / "story.txt").write_text("The governor said two people were killed.\n", encoding="utf-8")
    done = run("add", tmp_path / "story.txt", "--ledger", tmp_path / "new.db", "--format", "text")
    assert done.exit_code == 1 and "fault of onrecord" in done.stderr and "Nothing was added" in done.stdout


def test_ctrl_c_keeps_what_was_confirmed_and_says_so(tmp_path: Path) -> None:
    text = "A drone strike killed {} people in Kupiansk on Tuesday, the governor said."
    records = (json.dumps({"text": text.format(number), "published": "2024-05-14"}) for number in range(2, 2000))
    (tmp_path / "many.jsonl").write_text("\n".join(records), encoding="utf-8")
    process = subprocess.Popen(
        [*PROGRAM, "add", str(tmp_path / "many.jsonl"), "--ledger", str(tmp_path / "new.db"), "--batch", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    confirmed = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    rest, error = process.communicate(timeout=60)
    assert process.returncode == 130 and b"kept; run the same command again" in error and b"Traceback" not in error
    kept = len(confirmed) + len(rest.splitlines())
    with Ledger(tmp_path / "new.db", create=False) as ledger:
        assert 3 <= kept <= ledger.stats().versions < 1998 and not ledger.verify().faults


# --- deciding and keeping


def test_a_reviewer_s_decision_parts_and_its_undoing_joins(copy: Path, incident: str) -> None:
    mentions = {
        r["publisher"]: r["mentions"][0]
        for r in json.loads(told("show", incident, "--format", "json", ledger=copy))["incident"]["reports"]
    }
    pair = (str(mentions["Corvane"]), str(mentions["Isle Gazette"]))
    decided = told("review", *pair, "--apart", "--reviewer", "A. Editor", "--reason", "days apart", ledger=copy)
    assert "on record: apart" in decided and "in incidents" in decided
    assert "A. Editor decided: apart (days apart)" in words(told("history", incident, ledger=copy))
    undone = told("review", *pair, "--undo", "--reviewer", "A. Editor", ledger=copy)
    assert f"in incident {incident} now" in undone
    assert run("review", *pair, "--same", "--apart", "--reviewer", "A", ledger=copy).exit_code == 2
    assert run("review", "1", "999", "--same", "--reviewer", "A", ledger=copy).exit_code == 1


def test_verify_prints_a_head_that_later_proves_the_past(examples: Path) -> None:
    whole = told("ledger", "verify", ledger=examples)
    head = next(line.split()[1] for line in whole.splitlines() if line.startswith("head "))
    assert "is whole" in whole and "is on the chain" in told("ledger", "verify", "--head", head, ledger=examples)
    wrong = run("ledger", "verify", "--head", head[:-1] + ("0" if head[-1] != "0" else "1"), ledger=examples)
    assert wrong.exit_code == 1 and "not on this chain" in wrong.stderr


def test_verify_finds_a_changed_byte(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        connection.execute("DROP TRIGGER IF EXISTS texts_update")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='texts'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        (body,) = connection.execute("SELECT body FROM texts WHERE version = 1").fetchone()
        connection.execute("UPDATE texts SET body = ? WHERE version = 1", (body.replace(b"nine", b"five"),))
    done = run("ledger", "verify", ledger=copy)
    assert done.exit_code == 1 and "are not those that were written" in done.stderr and "whole" not in done.stdout


def test_redact_shows_what_it_erases_and_asks(copy: Path, incident: str) -> None:
    url = "https://ostrel.example/story/antalaha-market-strike"
    order = ("ledger", "redact", "--report", url, "--reason", "court order 12")
    refused = run(*order, ledger=copy, stdin="n\n")
    assert refused.exit_code == 1 and "Nothing was erased" in refused.stdout
    assert "2 versions of a report will be erased" in refused.stderr and "Doctor says 17 killed" in refused.stderr
    nobody = run(*order, ledger=copy)
    assert nobody.exit_code == 1 and "--yes" in nobody.stderr
    assert "Ostrel" in told("search", "craters", ledger=copy)
    done = run(*order, ledger=copy, stdin="y\n")
    assert done.exit_code == 0 and "2 texts erased" in done.stdout
    assert "No report on record" in told("search", "craters", ledger=copy)
    shown = words(told("show", incident, ledger=copy))
    assert "text erased: court order 12" in shown and "ostrel.example" not in shown
    assert "is whole" in told("ledger", "verify", ledger=copy)


def test_a_name_is_erased_without_asking_where_told_so(copy: Path, incident: str) -> None:
    done = run(
        "ledger", "redact", "--name", "Lanto Andriavony", "--reason", "her request", "--by", "legal desk", "--yes",
        ledger=copy,
    )  # fmt: skip
    assert done.exit_code == 0 and "3 texts without the name now" in done.stdout
    assert "Andriavony" not in told("show", incident, "--format", "json", ledger=copy)
    both = run("ledger", "redact", "--name", "A B C", "--report", "x", "--reason", "r", ledger=copy)
    assert both.exit_code == 2


def test_stats_rebuild_and_migrate_tell_what_they_found(copy: Path) -> None:
    counted = words(told("ledger", "stats", ledger=copy))
    assert "reports 8 in 9 versions" in counted and "corrections 1" in counted
    assert "mentions indexed anew" in told("ledger", "rebuild", ledger=copy)
    assert "nothing to do" in told("ledger", "migrate", ledger=copy)
    assert "nothing to do" in told("ledger", "migrate", "--backed-up", ledger=copy)


# --- errors


@pytest.mark.parametrize(
    "command",
    [
        ("incidents",), ("show", "i1"), ("history", "i1"), ("search", "x"), ("ledger", "verify"), ("ledger", "stats"),
        ("ledger", "rebuild"), ("ledger", "migrate"), ("review", "1", "2", "--same", "--reviewer", "A"),
        ("ledger", "redact", "--name", "Ivan", "--reason", "r"),
    ],
)  # fmt: skip
def test_a_missing_ledger_is_an_error_with_its_mend(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, ledger=tmp_path / "none.db")
    assert done.exit_code == 1 and done.stdout == ""
    assert done.stderr.startswith("onrecord: there is no ledger at ") and "onrecord add PATH" in done.stderr
    assert done.stderr.count("\n") == 1 and not (tmp_path / "none.db").exists()


def test_an_incident_that_is_not_there_is_told(examples: Path, incident: str) -> None:
    for command in ("show", "history"):
        done = run(command, "inothing", ledger=examples)
        assert done.exit_code == 1 and "there is no incident inothing: onrecord incidents lists them" in done.stderr
    early = run("show", incident, "--as-of", "2024-05-01", ledger=examples)
    assert early.exit_code == 1 and "ask as of a later time" in early.stderr


def test_another_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A story that is long enough to have a header of an SQLite file.\n" * 5)
    done = run("incidents", "--ledger", tmp_path / "story.txt")
    assert done.exit_code == 1 and "is no ledger" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "mend"),
    [
        (("--as-of", "yesterday"), 2, "write 2024-01-24"),
        (("--since", "May"), 2, "write 2024-01-24"),
        (("--box", "1,2,3"), 2, "west,south,east,north"),
        (("--box", "1,9,3,4"), 2, "west,south,east,north"),
        (("--toll", "many"), 1, "killed>=10"),
        (("--type", "unheard"), 1, "docs/codebook.md"),
        (("--standing", "true"), 1, "one origin"),
        (("--format", "xml"), 2, "geojson"),
    ],
)
def test_what_cannot_be_understood_is_told_with_the_mend(
    examples: Path, arguments: tuple[str, ...], code: int, mend: str
) -> None:
    done = run("incidents", *arguments, ledger=examples)
    assert done.exit_code == code and mend in words(done.stderr.replace("│", ""))


def test_what_could_command_a_terminal_is_not_printed(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x9b31m\u202e"
    text = f"A drone strike killed two people{evil} in Kupiansk on Tuesday, governor Ivan{evil} Petrenko said.\n"
    with Ledger(tmp_path / "evil.db") as ledger:
        named = {"title": f"Strike{evil}", "publisher": f"Wire{evil}", "url": f"https://w.example/{evil}"}
        (added,) = ledger.add([make_report(text, published="2024-05-14", **named)])
    commands = [("search", "strike"), ("incidents", "--all"), ("incidents", "--all", "--format", "csv")]
    if added.incident is not None:
        commands += [("show", added.incident), ("history", added.incident, "--sentences")]
    for command in commands:
        shown = told(*command, ledger=tmp_path / "evil.db")
        assert not set(shown) & set("\x1b\x07\x9b\u202e"), command
    asked = run(
        "ledger", "redact", "--name", f"Ivan{evil} Petrenko", "--reason", "r", ledger=tmp_path / "evil.db", stdin="n\n"
    )
    assert not set(asked.output) & set("\x1b\x07\x9b\u202e")


# --- demo


def test_the_demo_shows_the_incident_and_how_its_record_grew(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    done = run("demo", "--ledger", file)
    assert done.exit_code == 0, done.stderr
    shown = words(done.stdout)
    for part in ("What contradicts", "What was corrected", "≠ did not happen", "17 → 11", "How the record grew", "9–17",
                 "What to try next", UNVERIFIED):  # fmt: skip
        assert part in shown, part
    assert file.exists() and "onrecord history i" in shown
    assert run("demo", "--ledger", file).exit_code == 0  # a second time adds nothing
    assert "reports 8 in 9 versions" in words(told("ledger", "stats", ledger=file))


# --- what help waits for


def test_defaults_that_help_does_not_import_are_those_of_the_ledger() -> None:
    from onrecord.cli import adding, asked

    assert (asked.DEFAULT, adding.BATCH) == (DEFAULT, BATCH)


def test_help_of_the_ledger_s_commands_loads_no_database() -> None:
    program = "import sys; from onrecord.cli import main\ntry: main()\nfinally: print('sqlalchemy' in sys.modules)"
    for command in ("incidents", "show", "add"):
        done = subprocess.run([sys.executable, "-c", program, command, "--help"], capture_output=True, check=False)
        assert b"Examples" in done.stdout and done.stdout.rstrip().endswith(b"False")


def test_the_progress_of_adding_is_a_bar_on_the_terminal(tmp_path: Path) -> None:
    import pty

    (tmp_path / "story.txt").write_text("The governor said two people were killed in Kupiansk.\n", encoding="utf-8")
    terminal, side = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "add", str(tmp_path / "story.txt"), "--ledger", str(tmp_path / "new.db")],
        stdout=subprocess.PIPE, stderr=side, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(side)
    shown = "".join(pieces(terminal))  # a bar that moves fills the terminal if nobody looks at it
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0 and json.loads(printed)["status"] == "added"
    assert "adding" in shown and "1 reports read" in shown


def pieces(terminal: int) -> Iterator[str]:
    try:
        while piece := os.read(terminal, 65536):
            yield piece.decode(errors="replace")
    except OSError:  # the other side is closed and all is read
        return
