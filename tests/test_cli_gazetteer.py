"""The commands of the gazetteer: what it holds, what a name may mean, a file that is damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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


def test_search_tells_who_claims_a_place_in_dispute() -> None:
    first = run("search", "Sevastopol").output.splitlines()[0]
    assert "UA" in first and "claimed by RU and UA" in first
    assert "claimed" not in run("search", "Goma", "--most", "1").output


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


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONRECORD_GAZETTEERS", str(tmp_path / "gazetteers"))
    gazetteer.load.cache_clear()
    yield tmp_path
    gazetteer.load.cache_clear()


def dump(folder: Path, name: str = "UA.txt", column: str = "48.5") -> str:
    fields = f"4000000003|Zzyzzaq|Zzyzzaq||{column}|38.0|P|PPL|UA||||||0||90|Europe/Kyiv|2024-01-01".split("|")
    (folder / name).write_text("\t".join(fields), encoding="utf-8")
    return str(folder / name)


def test_what_is_installed_is_listed_found_told_and_removed(own_folder: Path) -> None:
    assert "nothing is installed" in run("list").output
    told = run("install", dump(own_folder), "--name", "mine", "--country", "ua")
    assert (told.exit_code, told.stdout) == (0, "installed: mine  1 places, 1 names, 0.0 MB  GeoNames  UA\n")
    assert "mine  1 places" in run("list").output and "places.yaml (none)" in run("list").output
    gazetteer.load.cache_clear()
    assert "geonames:4000000003" in run("search", "Zzyzzaq").output
    (own_folder / "gazetteers" / "places.yaml").write_text("block: [Hope]")
    gazetteer.load.cache_clear()
    info = run("info").output
    assert info.count("the file is whole") == 2 and "UA.txt" in info and "1 that mean none" in info
    assert run("remove", "mine").output == "removed: mine\n"
    gazetteer.load.cache_clear()
    assert run("search", "Zzyzzaq").exit_code == 1
    assert run("remove", "mine").exit_code == 1


def test_a_file_that_cannot_be_installed_is_told_in_one_line(own_folder: Path) -> None:
    told = run("install", dump(own_folder, column="north"))
    assert told.exit_code == 1 and "line 1: latitude 'north'" in told.stderr and told.stdout == ""
    told = run("install", dump(own_folder), "--country", "Ukraine")
    assert told.exit_code == 1 and "two capital letters" in told.stderr


def test_a_damaged_installed_file_is_told_by_each_command_that_needs_it(own_folder: Path) -> None:
    run("install", dump(own_folder))
    [file] = (own_folder / "gazetteers").glob("*.gazetteer")
    file.write_bytes(b"")
    report = own_folder / "story.txt"
    report.write_text("Two people were killed, police said.")
    for arguments in (["gazetteer", "info"], ["gazetteer", "list"], ["read", str(report)]):
        gazetteer.load.cache_clear()
        told = CliRunner().invoke(app, arguments)
        assert told.exit_code == 1 and "onrecord gazetteer remove ua" in " ".join(told.stderr.split())


def test_own_places_are_given_to_read(own_folder: Path) -> None:
    report, places = own_folder / "story.txt", own_folder / "own.yaml"
    report.write_text("Two people were killed in Zzyzzaq, Ukraine, on Tuesday, police said.")
    places.write_text("places: [{name: Zzyzzaq, lat: 48.5, lon: 38.0, country: UA}]")
    told = CliRunner().invoke(app, ["read", str(report), "--places", str(places)])
    assert told.exit_code == 0 and '"own:zzyzzaq"' in told.stdout
    places.write_text("places: [{name: Zzyzzaq, lat: 48.5}]")
    gazetteer.load.cache_clear()
    told = CliRunner().invoke(app, ["read", str(report), "--places", str(places)])
    assert told.exit_code == 1 and "row 1: it has no lon; write lon" in told.stderr
