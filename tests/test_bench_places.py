"""The figures of places: what counts as found and as right, gold files, and the command."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.bench.goldfile import GoldError
from onrecord.bench.places import (
    GoldPlace,
    GoldReport,
    Scores,
    count,
    distance,
    figures,
    load_gold,
    measure,
    own_gold,
)
from onrecord.cli.app import app
from onrecord.reading.partly import needed, outputs
from onrecord.records import Place

TEXT = "Two ferries left Port Vell for Lower Vell and Ash Point, and a third one stayed in Cray."
VELL = (40.0, 10.0)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def wanted(words: str, point: tuple[float, float] | None = VELL, id: str | None = None) -> GoldPlace:
    return GoldPlace(*at(words), *(point or (None, None)), id)


def read(words: str, point: tuple[float, float] | None = VELL, id: str | None = None) -> Place:
    lat, lon = point or (None, None)
    more = {"feature": None, "admin2": None, "admin1": None, "country": None, "precision": None}
    told = {"confidence": 0.5, "sense": "location", "country_from": None, "disputed": (), "relation": None}
    return Place("p1", *at(words), words, words, id, lat, lon, **more, **told)  # type: ignore[arg-type]


def scored(gold: list[GoldPlace], *found: Place) -> Scores:
    scores = Scores()
    count(scores, GoldReport(onrecord.make_report(TEXT, id="r"), tuple(gold)), found)
    return scores


def told(scores: Scores) -> list[tuple[str, str]]:
    return [(fault.kind, fault.text) for fault in scores.faults]


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0.0),
        ((0.0, 0.0), (0.0, 1.0), 111.195),  # a degree of a circle of 6371 km
        ((60.0, 20.0), (61.0, 20.0), 111.195),
        ((0.0, 179.5), (0.0, -179.5), 111.195),
        ((90.0, 0.0), (-90.0, 50.0), 20015.087),
        ((10.0, 30.0), (-10.0, -150.0), 20015.087),
    ],
)
def test_distances_are_those_of_the_great_circle(
    one: tuple[float, float], other: tuple[float, float], km: float
) -> None:
    assert distance(*one, *other) == pytest.approx(km, abs=0.001) == distance(*other, *one)


def test_the_same_place_is_right_in_every_way() -> None:
    scores = scored([wanted("Port Vell")], read("Port Vell"))
    assert (scores.overlap, scores.exact, scores.near, scores.errors) == (1, 1, 1, [0.0])
    assert scores.faults == [] and set(figures(scores).values()) == {1.0}


def test_an_overlap_is_enough_to_be_found_and_not_to_be_exact() -> None:
    scores = scored([wanted("Port Vell")], read("Vell"))
    assert (scores.overlap, scores.exact, scores.near) == (1, 0, 1) and scores.faults == []
    scores = scored([wanted("Ash")], read("Point"))
    assert scores.overlap == 0 and told(scores) == [("missed", "Ash"), ("extra", "Point")]


def test_places_are_paired_one_to_one_the_very_span_first() -> None:
    scores = scored([wanted("Port Vell")], read("left Port Vell for", (0.0, 0.0)), read("Port Vell"))
    assert (scores.exact, scores.near) == (1, 1) and told(scores) == [("extra", "left Port Vell for")]
    scores = scored([wanted("Port"), wanted("Vell")], read("Port Vell"))
    assert scores.overlap == 1 and told(scores) == [("missed", "Vell")]


def test_right_is_less_than_161_km_away() -> None:
    near, far = 160.9 / 111.1949, 161.1 / 111.1949
    scores = scored([wanted("Port Vell", (0.0, 0.0))], read("Port Vell", (near, 0.0)))
    assert scores.accuracy("located") == 1 and scores.faults == []
    scores = scored([wanted("Port Vell", (0.0, 0.0))], read("Port Vell", (far, 0.0)))
    assert scores.accuracy("located") == 0 and told(scores) == [("misplaced", "Port Vell")]
    assert scores.faults[0].km == pytest.approx(161.1, abs=0.01)


def test_the_gold_s_geonames_id_is_right_whatever_the_distance() -> None:
    gold = [wanted("Lower Vell", (0.0, 0.0), "77")]
    assert scored(gold, read("Lower Vell", VELL, "geonames:77")).near == 1
    assert scored(gold, read("Lower Vell", VELL, "geonames:777")).near == 0
    assert scored(gold, read("Lower Vell", VELL, "other:77")).near == 0


def test_what_is_missed_or_read_without_coordinates_is_not_within_reach() -> None:
    gold = [wanted("Port Vell"), wanted("Lower Vell"), wanted("Cray"), wanted("Ash Point")]
    scores = scored(gold, read("Port Vell"), read("Lower Vell", None), read("Cray"))
    assert scores.accuracy("located") == 2 / 4 and scores.accuracy("found") == 2 / 3
    assert scores.errors == [0.0, 0.0]
    assert told(scores) == [("misplaced", "Lower Vell"), ("missed", "Ash Point")]


def test_toponyms_without_coordinates_count_as_found_and_not_as_placed() -> None:
    scores = scored([wanted("Port Vell", None), wanted("Cray", None)], read("Port Vell", (1.0, 1.0)))
    assert (scores.gold, scores.overlap, scores.located) == (2, 1, 0)
    assert scores.accuracy("located") is None is scores.accuracy("found") and scores.median() is None
    assert not any("a161" in name for name in figures(scores)) and told(scores) == [("missed", "Cray")]


def test_figures_are_of_all_reports_together_and_the_median_is_the_middle_distance() -> None:
    scores = scored([wanted("Port Vell", (0.0, 0.0)), wanted("Cray")], read("Port Vell", (0.0, 9.0)), read("Ash Point"))
    count(scores, GoldReport(onrecord.make_report(TEXT), (wanted("Cray"),)), (read("Cray"),))
    assert (scores.gold, scores.read, scores.overlap) == (3, 3, 2)
    assert scores.f1("overlap") == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert scores.median() == pytest.approx(9 * 111.195, abs=0.01)  # of two, the larger
    assert figures(scores)["toponyms.a161"] == pytest.approx(1 / 3) and figures(scores)["toponyms.a161_found"] == 1 / 2


def test_nothing_wanted_and_nothing_read_has_no_division_by_zero() -> None:
    assert scored([]).f1("overlap") == (0.0, 0.0, 0.0)


def test_faults_stand_in_the_order_of_the_text_with_what_is_around_them() -> None:
    gold = [wanted("Cray"), wanted("Port Vell", (0.0, 0.0))]
    split = TEXT.index("and a third")
    scores = Scores()
    found = (read("Port Vell"), read("Ash Point"))
    count(scores, GoldReport(onrecord.make_report(TEXT, id="r"), tuple(gold)), found, [(0, split), (split, len(TEXT))])
    assert told(scores) == [("misplaced", "Port Vell"), ("extra", "Ash Point"), ("missed", "Cray")]
    assert scores.faults[1].wanted is None and scores.faults[2].read is None
    assert (scores.faults[2].before, scores.faults[2].after) == ("and a third one stayed in ", ".")


# Gold files

TOPONYM = {"start": 17, "end": 26, "phrase": "Port Vell", "lat": 40, "lon": 10.5, "geonameid": 77, "fcode": "PPL"}
ROW = {"id": "a", "text": TEXT, "published": "2024-05-15", "toponyms": [TOPONYM]}


def written(path: Path, *lines: Any) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_a_gold_file_has_what_is_known_of_a_report_and_its_places(tmp_path: Path) -> None:
    more = {"timezone": "Europe/Kyiv", "publisher": "The Quay", "title": "Ferries leave"}
    (gold,) = load_gold(written(tmp_path / "gold.jsonl.gz", {**ROW, **more}))
    report = gold.report
    assert (report.id, report.published, report.timezone) == ("a", "2024-05-15", "Europe/Kyiv")
    assert (report.publisher, report.title) == ("The Quay", "Ferries leave")
    assert gold.places == (GoldPlace(17, 26, 40.0, 10.5, "77"),)


def test_what_is_not_known_may_be_null_or_left_out(tmp_path: Path) -> None:
    nulls = {**TOPONYM, "lat": None, "lon": None, "geonameid": None}
    path = written(
        tmp_path / "gold.jsonl",
        {**ROW, "published": None, "toponyms": [nulls]},
        "",
        {"id": "b", "text": TEXT, "toponyms": [{"start": 17, "end": 26}]},
    )
    first, second = load_gold(path)
    assert first.places == second.places == (GoldPlace(17, 26),) and first.report.published is None


def test_what_corpora_have_wrong_and_places_do_not_rest_on_is_let_pass(tmp_path: Path) -> None:
    item = {**TOPONYM, "phrase": "Vell Port", "end": 500}
    (gold,) = load_gold(written(tmp_path / "gold.jsonl", {**ROW, "published": "7 in the morning", "toponyms": [item]}))
    assert gold.places[0].end == 500
    scores = Scores()
    count(scores, gold, (read("Port Vell"),))
    assert (scores.overlap, scores.exact) == (1, 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "is no JSON object"),
        ({"text": TEXT, "toponyms": []}, "the record has no id"),
        ({"id": "a", "toponyms": []}, "the record has no text"),
        ({"id": "a", "text": TEXT}, "has no list toponyms"),
        ({**ROW, "title": 3}, "the record has no title: give it as a string"),
        ({**ROW, "toponyms": [TOPONYM, "Cray"]}, "toponym 2 is no JSON object"),
        ({**ROW, "toponyms": [{**TOPONYM, "start": None}]}, "cannot stand at None to 26: count code points"),
        ({**ROW, "toponyms": [{**TOPONYM, "end": 17}]}, "cannot stand at 17 to 17"),
        ({**ROW, "toponyms": [{**TOPONYM, "start": 400, "end": 410}]}, "cannot stand at 400 to 410"),
        ({**ROW, "toponyms": [{**TOPONYM, "lat": None}]}, "one of lat and lon: give both or neither"),
        ({**ROW, "toponyms": [{**TOPONYM, "lat": 91}]}, "the lat 91: give degrees, a number from -90 to 90"),
        ({**ROW, "toponyms": [{**TOPONYM, "lon": "10.5"}]}, "the lon '10.5': give degrees"),
        ('{"id": "a", "text": "Cray", "toponyms": [{"start": 0, "end": 4, "lat": NaN, "lon": 0}]}', "the lat nan"),
    ],
)
def test_a_broken_gold_file_names_its_line_and_the_mend(tmp_path: Path, line: Any, message: str) -> None:
    with pytest.raises(GoldError) as error:
        list(load_gold(written(tmp_path / "gold.jsonl", ROW, line)))
    assert "gold.jsonl, line 2: not" in str(error.value) and message in str(error.value)


# Only the stages that places need


def test_only_what_places_need_is_run_and_gives_what_the_whole_reading_has() -> None:
    names = [stage.name for stage in needed("parse", "places")]
    assert names[-1] == "places" and "claims" not in names and "statements" not in names
    report = onrecord.make_report("The governor went from Kharkiv to Odesa on Tuesday.", published="2024-05-15")
    (part,) = outputs([report], "places")
    assert part["places"] == onrecord.read(report).places and part["places"]


# The command


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One place as it is read, one that the gold has elsewhere, one that is none, one not in the gold; and no place."""
    text = "Trains from Kharkiv were late.\n\nIn Odesa the old lighthouse burned. Nobody left for Lviv."
    spans = [("Kharkiv", 49.98, 36.25), ("Odesa", 31.85, -102.37), ("the old lighthouse", 46.5, 30.7)]
    toponyms = [
        {"start": text.index(w), "end": text.index(w) + len(w), "phrase": w, "lat": a, "lon": o} for w, a, o in spans
    ]
    trains = {"id": "trains", "published": "2024-05-05", "text": text, "toponyms": toponyms}
    quiet = {"id": "quiet", "published": None, "text": "Nobody answered the telephone.", "toponyms": []}
    return written(tmp_path / "corpus.jsonl.gz", trains, quiet)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["bench", "places", *arguments])


def test_the_command_prints_the_figures_of_a_corpus(corpus: Path) -> None:
    result = run(str(corpus))
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    (row,) = (line for line in lines if line[:1] == ["all"])
    assert row[:-1] == ["all", "3", "3", "66.7", "66.7", "66.7", "66.7", "33.3", "50.0"] and float(row[-1][0]) > 0
    assert ["toponyms.a161", "0.333"] in lines and ["toponyms.a161_found", "0.500"] in lines
    assert ["toponyms.overlap", "0.667"] in lines and ["toponyms.exact", "0.667"] in lines
    assert "reading 2/2" in result.stderr
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_errors_are_listed_with_their_sentences(corpus: Path) -> None:
    result = run(str(corpus), "--errors")
    assert result.exit_code == 0, result.output
    listed = result.stdout.partition("A@161")[0]
    assert 'trains: misplaced "Odesa": gold 31.8500 -102.3700; read Odesa' in listed and "km apart\n" in listed
    assert "\n    In [Odesa] the old lighthouse burned.\n" in listed
    assert 'trains: missed "the old lighthouse": gold 46.5000 30.7000\n' in listed
    assert 'trains: extra "Lviv": read Lviv' in listed and "\n    Nobody left for [Lviv].\n" in listed
    assert "Kharkiv" not in listed
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_nothing_that_could_command_a_terminal_is_printed(tmp_path: Path) -> None:
    toponym = {"start": 17, "end": 26}
    text = "Guards left \x1b[31mthe depot\x1b[0m."
    path = written(tmp_path / "gold.jsonl", {"id": "a\x1b[2J", "text": text, "published": None, "toponyms": [toponym]})
    result = run(str(path), "--errors")
    assert "[the depot]" in result.stdout and "gold no coordinates" in result.stdout and "\x1b" not in result.stdout


def test_a_file_without_places_has_empty_accuracies(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", {"id": "a", "text": "Nobody answered.", "toponyms": []})
    result = run(str(path), "--errors")
    assert result.exit_code == 0, result.output
    assert "toponyms.overlap" in result.stdout and "toponyms.a161" not in result.stdout


def test_a_missing_or_broken_file_is_told_in_a_line_and_fails(tmp_path: Path) -> None:
    result = run(str(written(tmp_path / "gold.jsonl", "{")))
    assert result.exit_code == 1 and not result.stdout
    assert "line 1: not JSON" in " ".join(result.stderr.split())
    result = run(str(tmp_path / "none.jsonl"))
    assert result.exit_code == 1 and "is missing" in " ".join(result.stderr.split())


def test_the_help_teaches_with_examples() -> None:
    assert "onrecord bench places lgl.jsonl.gz --errors" in run("--help").stdout


def test_senses_codes_and_places_of_events_are_measured_where_the_gold_tells_them(tmp_path: Path) -> None:
    text = "Two soldiers were killed in Izium on Monday. Moscow said nothing."
    izium, moscow = ([text.index(w), text.index(w) + len(w)] for w in ("Izium", "Moscow"))
    killed = [text.index("killed"), text.index("killed") + 6]
    row: dict[str, Any] = {
        "id": "a",
        "text": text,
        "toponyms": [
            {"start": izium[0], "end": izium[1], "sense": "location", "precision": 1},
            {"start": moscow[0], "end": moscow[1], "sense": "location"},
        ],
        "events": [{"trigger": killed, "places": [izium, moscow]}],
    }
    scores = measure(written(tmp_path / "gold.jsonl", row))
    assert (scores.senses, scores.codes, scores.event_words) == ([2, 1], [1, 1], [1, 1, 2])
    told = figures(scores)
    assert told["toponyms.sense"] == 0.5 and told["toponyms.where_prec"] == 1
    assert (told["event_places.precision"], told["event_places.recall"]) == (1, 0.5)
    assert told["event_places.f1"] == pytest.approx(2 / 3)


def test_at_the_gold_s_spans_only_the_choice_of_place_is_measured(tmp_path: Path) -> None:
    text = "nobody in odesa slept."
    row = {"id": "a", "text": text, "toponyms": [{"start": 10, "end": 15, "lat": 46.48, "lon": 30.73}]}
    path = written(tmp_path / "gold.jsonl", row)
    scores = measure(path, gold_spans=True)
    assert (scores.exact, scores.near) == (1, 1)
    assert "toponyms.a161" in run(str(path), "--gold-spans").stdout


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("toponyms", [{"start": 0, "end": 3, "sense": "city"}], "the sense 'city'"),
        ("toponyms", [{"start": 0, "end": 3, "precision": 8}], "the precision 8"),
        ("events", [{"trigger": [0, 3]}], "event 1 is no JSON object"),
        ("events", [{"trigger": [0, 99], "places": []}], "event 1 cannot stand at [0, 99]"),
        ("events", 3, "events is no list"),
    ],
)
def test_an_annotation_that_cannot_be_is_a_clear_error(tmp_path: Path, key: str, value: object, told: str) -> None:
    row = {"id": "a", "text": "Nobody answered.", "toponyms": [], key: value}
    with pytest.raises(GoldError, match=re.escape(told)):
        list(load_gold(written(tmp_path / "gold.jsonl", row)))


def test_our_own_gold_is_sound() -> None:
    reports = list(load_gold(own_gold()))
    assert len(reports) > 150 and sum(len(r.places) for r in reports) > 800
    for one in reports:
        spans = [(p.start, p.end) for p in one.places]
        assert len(spans) == len(set(spans)) and all(p.sense is not None for p in one.places)
        marked = set(spans)
        assert all(set(event.places) <= marked for event in one.events), one.report.id
