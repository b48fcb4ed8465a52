"""Why a place was taken: the namesakes and their grounds, for a person and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.cli.app import app

TEXT = "Two people were killed in Kupiansk, officials in Kharkiv said. A drone fell in the hamlet of Verkhnya Balka."


def test_each_place_of_the_reading_has_its_explanation() -> None:
    reading = onrecord.read(TEXT, installed=False)
    explained = onrecord.explain_places(TEXT, installed=False)
    assert [one.place for one in explained] == list(reading.places)
    for one in explained:
        assert 0 <= one.chance <= 1
        if one.candidates:
            assert sum(w.share for w in one.candidates) == pytest.approx(1)
            assert list(one.candidates) == sorted(one.candidates, key=lambda w: -w.share)
            taken = one.candidates[0].candidate.entry.id
            assert one.place.gazetteer_id == (None if one.refused else taken)


def test_the_grounds_make_the_order() -> None:
    one = next(e for e in onrecord.explain_places(TEXT, installed=False) if e.place.text == "Kupiansk")
    scores = [sum(ground.adds for ground in w.grounds) for w in one.candidates]
    assert scores == sorted(scores, reverse=True) and len(scores) > 1
    grounds = dict(one.candidates[0].grounds)
    assert grounds["importance"] > 0 and grounds["in a country that the report names"] > 0


def test_a_name_that_no_gazetteer_has_is_told() -> None:
    one = next(e for e in onrecord.explain_places(TEXT, installed=False) if e.place.text == "Verkhnya Balka")
    assert one.found == "unknown" and one.candidates == () and one.refused is None


def test_a_text_that_cannot_be_read_has_none() -> None:
    assert onrecord.explain_places("", installed=False) == ()


def run(tmp_path: Path, *options: str) -> str:
    story = tmp_path / "story.txt"
    story.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(story), "--explain", "places", *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_shows_the_namesakes_and_marks_the_one_taken(tmp_path: Path) -> None:
    told = run(tmp_path, "--format", "text")
    assert "people were killed in Kupiansk" in told and "a name that the gazetteer lacks" in told
    taken = [line for line in told.splitlines() if "→" in line]
    assert len(taken) == 2 and "Kupyansk" in taken[0] and "Kharkiv" in taken[1]
    assert "= importance" in told


def test_as_json_each_report_is_one_line(tmp_path: Path) -> None:
    [line] = run(tmp_path, "--format", "jsonl").splitlines()
    data = json.loads(line)
    assert [p["place"]["text"] for p in data["places"]] == ["Kupiansk", "Kharkiv", "Verkhnya Balka"]
    first = data["places"][0]["candidates"][0]
    assert first["score"] == pytest.approx(sum(first["grounds"].values()), abs=0.01)


def test_what_cannot_be_explained_is_a_clear_error(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(story), "--explain", "weather"])
    assert result.exit_code == 2 and "places" in result.stderr
