"""What measures: floors go up and not down, the gold set is sound, speed has its figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.bench import floors, quality, speed
from onrecord.cli.app import app
from onrecord.codebook import load as load_codebook

FIGURES = {"statements.f1": 0.9126, "times.f1": 1.0}
FLOORS = Path(__file__).parents[1] / "bench" / "floors.toml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "bench" / "floors.toml"
    floors.write(target, FIGURES, "gold-1")
    return target


def test_floors_are_the_figures_in_thousandths_rounded_down(path: Path) -> None:
    assert floors.load(path) == floors.Floors("gold-1", {"statements.f1": 0.912, "times.f1": 1.0})
    assert floors.compare(floors.load(path), FIGURES, "gold-1") == []


def test_a_figure_below_its_floor_is_told(path: Path) -> None:
    (line,) = floors.compare(floors.load(path), {**FIGURES, "statements.f1": 0.9}, "gold-1")
    assert line == "statements.f1 is 0.900, below its floor of 0.912"


def test_a_figure_that_is_gone_or_new_is_told(path: Path) -> None:
    told = floors.compare(floors.load(path), {"times.f1": 1.0, "tolls.f1": 0.5}, "gold-1")
    assert len(told) == 2 and "statements.f1" in told[0] and "tolls.f1 has no floor" in told[1]


def test_floors_go_up_and_come_down_only_knowingly(path: Path) -> None:
    floors.write(path, {**FIGURES, "statements.f1": 0.95}, "gold-1")
    assert floors.load(path).figures["statements.f1"] == 0.95
    with pytest.raises(floors.FloorError, match="--lower"):
        floors.write(path, FIGURES, "gold-1")
    assert floors.load(path).figures["statements.f1"] == 0.95
    floors.write(path, FIGURES, "gold-1", lower=True)
    assert floors.load(path).figures["statements.f1"] == 0.912


def test_floors_hold_for_one_gold_set(path: Path) -> None:
    with pytest.raises(floors.FloorError, match="gold set has changed"):
        floors.compare(floors.load(path), FIGURES, "gold-2")
    floors.write(path, {"statements.f1": 0.5}, "gold-2")
    assert floors.load(path) == floors.Floors("gold-2", {"statements.f1": 0.5})


@pytest.mark.parametrize("content", ["", "gold = 1\nfloors = 2", "[floors", "\xff"])
def test_a_broken_floors_file_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(floors.FloorError, match=r"floors\.toml"):
        floors.load(path)
    with pytest.raises(floors.FloorError, match="--update"):
        floors.load(tmp_path / "missing.toml")


def test_the_check_command_fails_below_a_floor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "digest", lambda: "gold-1")
    monkeypatch.setattr(quality, "measure", lambda: FIGURES)
    run = CliRunner().invoke
    assert run(app, ["bench", "check", "--floors", str(path)]).exit_code == 0
    monkeypatch.setattr(quality, "measure", lambda: {**FIGURES, "times.f1": 0.2})
    assert run(app, ["bench", "check", "--floors", str(path)]).exit_code == 1
    assert run(app, ["bench", "check", "--floors", str(path), "--update"]).exit_code == 1
    assert run(app, ["bench", "check", "--floors", str(path), "--update", "--lower"]).exit_code == 0
    assert floors.load(path).figures["times.f1"] == 0.2


GOLD = dict(quality.gold())


@pytest.mark.parametrize("name", GOLD)
def test_the_gold_set_holds_words_of_its_texts_and_types_of_the_codebook(name: str) -> None:
    gold, codebook = GOLD[name], load_codebook()
    text = gold["text"]
    for statement in gold["statements"]:
        assert statement["cue"] in text and all(piece in text for piece in statement["content"])
    assert all(entry["text"] in text for entry in (*gold["times"], *gold["places"]))
    assert all(event["type"] in codebook.events and event["trigger"] in text for event in gold["events"])
    assert all(toll["status"] in codebook.statuses for toll in gold["tolls"])


def test_figures_lie_between_0_and_1_and_none_is_below_its_floor() -> None:
    figures = quality.measure()
    assert all(0 <= value <= 1 for value in figures.values())
    assert floors.compare(floors.load(FLOORS), figures, quality.digest()) == []


def test_speed_has_all_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "REPEATS", 1)
    monkeypatch.setattr(speed, "COLD_STARTS", 1)
    result = CliRunner().invoke(app, ["bench", "speed", "--runs", "1", "--by-stage"])
    assert result.exit_code == 0, result.output
    for words in ("words/s", "cold start", "--help", "MiB", "parse", "claims"):
        assert words in result.output
