"""The point of view: a disputed place is given under the code of a state that claims it, and nothing else changes."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys

import pytest
from rich.console import Console

import onrecord
from onrecord.cli.view import show
from onrecord.reading import stages
from onrecord.reading.view import view
from onrecord.records import Place, Reading
from onrecord.settings import Settings
from tests.handmade import reading as handmade
from tests.invariants import check

TEXT = (
    "Two people were killed when a drone hit a depot near Simferopol in Crimea at 5 a.m. on Tuesday, officials said. "
    "Ukraine said three people were killed in Kharkiv. Donetsk was shelled overnight, and Moscow denied it. "
    "Taiwan and Gibraltar protested. Four people died in Sukhumi and ships met off the Paracel Islands."
)
KHARKIV = handmade().places[0]
UNSET = {"country": None, "country_from": None}


def read(point_of_view: str | None = None) -> Reading:
    return onrecord.read(TEXT, published="2024-05-01", point_of_view=point_of_view)


def countries(reading: Reading) -> dict[str, tuple[str | None, str | None]]:
    return {p.text: (p.country, p.country_from) for p in reading.places}


def without_view(reading: Reading) -> Reading:
    return dataclasses.replace(reading, places=tuple(dataclasses.replace(p, **UNSET) for p in reading.places))


def disputed(*claims: str, country: str | None = "UA") -> Place:
    source = "gazetteer" if country else None
    return dataclasses.replace(KHARKIV, country=country, country_from=source, disputed=claims)  # type: ignore[arg-type]


def test_without_a_point_of_view_each_place_has_the_gazetteer_s_code_and_its_claims() -> None:
    reading = read()
    assert countries(reading)["Simferopol"] == ("UA", "gazetteer")
    assert countries(reading)["Paracel Islands"] == (None, None)
    claims = {p.text: p.disputed for p in reading.places}
    assert claims["Crimea"] == ("RU", "UA") and claims["Taiwan"] == ("CN", "TW") and claims["Kharkiv"] == ()
    assert claims["Sukhumi"] == ("GE",) and claims["Paracel Islands"] == ("CN", "TW", "VN")
    check(reading)


@pytest.mark.parametrize(
    ("state", "changed"),
    [
        ("RU", {"Simferopol", "Crimea", "Donetsk"}),
        ("UA", {"Simferopol", "Crimea", "Donetsk"}),
        ("CN", {"Taiwan", "Paracel Islands"}),
        ("ES", {"Gibraltar"}),
        ("DE", set()),
    ],
)
def test_a_point_of_view_changes_the_country_of_what_its_state_claims_and_nothing_else(
    state: str, changed: set[str]
) -> None:
    plain, viewed = read(), read(state)
    assert without_view(viewed) == without_view(plain)
    seen = countries(viewed)
    assert {text for text, told in seen.items() if told == (state, "view")} == changed
    assert all(seen[text] == told for text, told in countries(plain).items() if text not in changed)
    check(viewed)


def test_no_other_stage_knows_of_the_view() -> None:
    assert [s.name for s in stages() if "settings" in s.needs] == ["view"]
    assert not [s.name for s in stages() if "view" in s.needs]


def test_the_view_is_a_state_s_that_claims_the_place() -> None:
    places = (disputed(), disputed("RU", "UA"), disputed("CN", "VN", country=None))
    assert view(places=places, settings=Settings()) == (places, ())
    assert view(places=places, settings=Settings("DE")) == (places, ())
    seen, _ = view(places=places, settings=Settings("VN"))
    assert seen[:2] == places[:2] and (seen[2].country, seen[2].country_from) == ("VN", "view")


@pytest.mark.parametrize(
    ("point_of_view", "words"),
    [
        ("ua", "write its two letters of ISO 3166-1, as UA"),
        ("Russia", "as RU"),
        ("ZZ", "'ZZ' is no country"),
        ("", "is no country"),
        ("x" * 5000, "^.{0,160}$"),
    ],
)
def test_what_is_no_country_is_refused_with_the_mend(point_of_view: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        onrecord.read("A text.", point_of_view=point_of_view)


def test_many_reports_are_read_with_one_point_of_view() -> None:
    report = onrecord.make_report(TEXT, published="2024-05-01")
    assert list(onrecord.read_all([report], point_of_view="RU")) == [read("RU")]


def run(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from onrecord.cli import main; main()"]
    command = [*program, "read", "-", "--published", "2024-05-01", *args]
    return subprocess.run(command, input=TEXT.encode(), capture_output=True, env={**os.environ, **env})


@pytest.mark.parametrize("given", [(("--point-of-view", "RU"), {}), ((), {"ONRECORD_POINT_OF_VIEW": "RU"})])
def test_the_program_takes_it_as_an_option_or_from_the_environment(
    given: tuple[tuple[str, ...], dict[str, str]],
) -> None:
    args, env = given
    done = run(*args, "--format", "jsonl", **env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == read("RU").to_json() + "\n"


@pytest.mark.parametrize("given", [(("--point-of-view", "Russia"), {}), ((), {"ONRECORD_POINT_OF_VIEW": "Russia"})])
def test_the_program_refuses_what_is_no_country(given: tuple[tuple[str, ...], dict[str, str]]) -> None:
    args, env = given
    done = run(*args, **env, COLUMNS="300")
    assert done.returncode == 2 and b"as RU" in done.stderr and b"Traceback" not in done.stderr


def test_the_text_view_marks_a_disputed_place() -> None:
    def shown(place: Place) -> str:
        reading = handmade()
        out = io.StringIO()
        where = dataclasses.replace(reading.claims[0], attribute="place", value={"place": "p1"})
        show(
            dataclasses.replace(reading, places=(place,), claims=(where, *reading.claims[1:])),
            "story.txt",
            Console(width=110, file=out, color_system=None),
        )
        return out.getvalue()

    assert "Kupiansk (Kharkiv, UA)" in shown(disputed())
    assert "Kupiansk (Kharkiv, UA, disputed)" in shown(disputed("RU", "UA"))
