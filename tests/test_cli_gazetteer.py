"""The commands of the gazetteer: what it holds, what a name may mean, a file that is damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import gazetteer
from onrecord.cli.app import app
from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.store import CARD, FILE


def run(*arguments: str):
    return CliRunner().invoke(app, ["gazetteer", *arguments])


def test_info_tells_size_sources_and_that_the_file_is_whole() -> None:
    told = run("info")
    assert told.exit_code == 0
    assert "places" in told.output and "the file is whole" in told.output
    assert "GeoNames, CC BY 4.0" in told.output and "PPL" in told.output


@pytest.mark.parametrize(("name", "expected"), [("Khan Younis", "PS"), ("Харків", "UA"), ("Kiev", "UA")])
def test_a_name_is_found_in_any_spelling(name: str, expected: str) -> None:
    told = run("search", name)
    assert told.exit_code == 0 and expected in told.output.splitlines()[0]


def test_namesakes_are_counted() -> None:
    told = run("search", "Springfield", "--most", "2")
    assert len(told.output.splitlines()) == 3 and "more: --most" in told.output


def test_a_name_that_nobody_has_is_told() -> None:
    told = run("search", "Qqxzv")
    assert told.exit_code == 1 and "no place" in told.stderr


def test_a_damaged_file_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(gazetteer.__file__).parent
    for name in (FILE, CARD):
        shutil.copy(folder / name, tmp_path / name)
    data = bytearray((tmp_path / FILE).read_bytes())
    data[-1] ^= 1
    (tmp_path / FILE).write_bytes(data)
    monkeypatch.setattr(gazetteer, "load", lambda: Gazetteer(tmp_path / FILE))
    told = run("info")
    assert told.exit_code == 1 and "install onrecord again" in told.stderr
