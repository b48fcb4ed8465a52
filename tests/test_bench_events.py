"""The figures of events, tolls, factuality and claims: gold reports, what counts as right, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import onrecord
from onrecord.bench import events, factuality, registry
from onrecord.bench.event_corpora import kind_of
from onrecord.bench.gold_reports import GoldReport, load, own
from onrecord.bench.goldfile import GoldError
from onrecord.cli.app import app

TEXT = "Shells hit the mill in Lutsk on Friday, killing two guards, the mayor said. The hospital took in the dead."
GOLD: dict[str, Any] = {
    "id": "mill",
    "style": "wire",
    "published": "2024-05-04",
    "text": TEXT,
    "actors": [{"id": "a1", "name": "the mayor", "kind": "person", "mentions": ["the mayor"]}],
    "statements": [
        {
            "id": "s1",
            "source": ["the mayor"],
            "cue": ["said"],
            "content": ["Shells hit the mill in Lutsk on Friday, killing two guards"],
            "speaker": "a1",
            "act": "assert",
            "manner": "indirect",
        }
    ],
    "predicates": [{"words": "hit", "certainty": "certain", "polarity": "+"}],
    "quantities": [{"words": "two", "low": 2, "high": 2, "unit": "guard"}],
    "events": [
        {
            "id": "e1",
            "type": "shelling",
            "trigger": "hit",
            "main": True,
            "realis": "actual",
            "mentions": [{"trigger": "killing", "type": "casualties"}],
            "roles": {"target": ["the mill"], "place": ["Lutsk"], "time": ["Friday"], "victim": ["two guards"]},
            "toll": [
                {
                    "status": "killed",
                    "low": 2,
                    "high": 2,
                    "category": "police",
                    "words": "two guards",
                    "statement": "s1",
                }
            ],
            "factuality": {"author": "unknown +", "s1": "certain +"},
        }
    ],
    "claims": [
        {
            "id": "c1",
            "event": "e1",
            "attribute": "occurred",
            "holder": "a1",
            "statement": "s1",
            "certainty": "certain",
            "polarity": "+",
        },
        {
            "id": "c2",
            "event": "e1",
            "attribute": "killed",
            "value": {"low": 2, "high": 2, "of": "police"},
            "holder": "a1",
            "statement": "s1",
            "certainty": "certain",
            "polarity": "+",
        },
    ],
}


def gold(**changes: Any) -> GoldReport:
    return GoldReport.model_validate({**GOLD, **changes})


def folder(path: Path, *reports: dict[str, Any]) -> Path:
    for report in reports:
        (path / f"{report['id']}.yaml").write_text(yaml.safe_dump(report, allow_unicode=True), encoding="utf-8")
    return path


def compared(wanted: GoldReport) -> events.Scores:
    scores = events.Scores()
    events.compare(wanted, onrecord.read(wanted.report(), installed=False), scores)
    return scores


def test_words_stand_for_whole_words_and_the_nth_of_them() -> None:
    report = gold()
    assert report.span("the dead") == (TEXT.index("the dead"), len(TEXT) - 1)
    assert report.span("the@2") == (TEXT.index("the mayor"), TEXT.index("the mayor") + 3)
    with pytest.raises(ValueError, match="does not stand in the text"):
        report.span("the@9")
    with pytest.raises(ValueError, match="does not stand in the text"):
        report.span("ill")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"predicates": [{"words": "burned", "certainty": "certain", "polarity": "+"}]}, "'burned' does not stand"),
        ({"style": "poem"}, "style"),
        ({"colour": "red"}, "colour"),
        ({"events": [{**GOLD["events"][0], "type": "picnic"}]}, "no type 'picnic'"),
        ({"events": [{**GOLD["events"][0], "roles": {"dancer": ["the mill"]}}]}, "no role 'dancer'"),
        ({"events": [{**GOLD["events"][0], "factuality": {"s7": "certain +"}}]}, "no statement has the id 's7'"),
        ({"events": [{**GOLD["events"][0]}, {**GOLD["events"][0], "id": "e2"}]}, "more than one event is main"),
        ({"claims": [{**GOLD["claims"][1], "value": "two"}]}, "the value of killed is"),
        ({"claims": [{**GOLD["claims"][0], "conflicts": ["c9"]}]}, "no claim has the id 'c9'"),
        ({"claims": [GOLD["claims"][0], GOLD["claims"][0]]}, "stands twice"),
    ],
)
def test_a_wrong_gold_report_is_a_clear_error(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(GoldError, match=told) as error:
        list(load(folder(tmp_path, {**GOLD, **changes})))
    assert "mill.yaml" in str(error.value)


def test_dates_and_the_code_of_norway_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "id: a\nstyle: flash\npublished: 2024-05-04\ntext: Oslo is quiet.\nplaces:\n- {words: Oslo, country: NO}\n"
    )
    (report,) = load(tmp_path)
    assert (report.published, report.places[0].country) == ("2024-05-04", "NO")


def test_a_folder_without_reports_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"docs/gold\.md"):
        list(load(tmp_path))


def test_our_own_reports_are_many_and_of_many_kinds() -> None:
    reports = list(load())
    assert len(reports) >= 40
    assert len({report.style for report in reports}) >= 6
    assert len({event.type for report in reports for event in report.events}) >= 40
    assert all(report.id == path.stem for report, path in zip(reports, sorted(own().iterdir()), strict=True))
    assert sum(1 for report in reports if not report.events) >= 1  # traps


def test_what_is_read_as_the_gold_has_it_is_right() -> None:
    scores = compared(gold())
    right = {name: (tally.right, tally.gold) for name, tally in scores.tallies.items()}
    assert right["found"] == right["typed"] == (2, 2) and right["main"] == (1, 1)
    assert right["tolls"] == (1, 1) and right["claims"] == (2, 2) and right["held"] == (2, 2)
    assert right["roles"][0] >= 3 and right["quantities"] == (1, 1) and right["predicates"] == (1, 1)
    assert events.figures(scores)["joined"] == 1.0


def test_what_is_not_as_the_gold_has_it_is_wrong_and_told() -> None:
    wrong = {**GOLD["events"][0], "type": "bombing", "realis": "planned", "main": False}
    wrong["toll"] = [{"status": "killed", "low": 3, "high": 3, "words": "two guards", "statement": "s1"}]
    wrong["factuality"] = {"author": "certain -", "s1": "possible +"}
    scores = compared(gold(events=[wrong]))
    tallies = scores.tallies
    assert tallies["typed"].right == 1 and tallies["found"].right == 2  # "killing" is of the type that it was
    assert (tallies["realis"].right, tallies["main"].right, tallies["tolls"].right) == (0, 0, 0)
    assert tallies["factuality"].right == 0
    kinds = {fault.what for fault in scores.faults}
    assert {"type", "realis", "main", "toll", "factuality", "claim"} <= kinds


def test_two_events_read_as_one_lower_what_is_joined() -> None:
    first = {**GOLD["events"][0], "mentions": []}
    other = {"id": "e2", "type": "casualties", "trigger": "killing", "realis": "actual", "factuality": {}}
    scores = compared(gold(events=[first, other]))
    assert events.figures(scores)["joined"] < 1.0
    assert any(fault.what == "joined" for fault in scores.faults)


def test_an_empty_gold_counts_what_is_read_as_made_up() -> None:
    scores = compared(gold(events=[], claims=[], predicates=[], quantities=[]))
    assert scores.tallies["found"].right == 0 and scores.tallies["found"].read == 2
    assert scores.tallies["claims"].read > 0 and scores.tallies["main"].right == 0


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_numbers_of_a_registry_are_those_of_the_main_event(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "registry.jsonl",
        {"id": "a", "text": "A gunman killed two people in Dayton on Friday.", "gold": {"killed": 2, "injured": 0}},
        {"id": "b", "text": "A gunman killed two people in Dayton on Friday.", "gold": {"killed": 3, "injured": 0}},
        {"id": "c", "text": "Not in the registry.", "gold": None},
    )
    scores = registry.measure(path)
    assert scores.reports == 2 and scores.exact == {"killed": 1, "injured": 2, "both": 1}
    assert registry.figures(scores)["registry.killed"] == 0.5
    assert list(registry.faults(scores)) == [("b", "killed: registry 3, read [(2, 2)]")]


def test_factuality_is_compared_with_people_s_scores(tmp_path: Path) -> None:
    text = "The troops left. The troops did not leave. The troops may leave."
    words = ("left", "leave. The", "leave.")
    at = [text.index(words[0]), text.index(words[1]), text.rindex("leave")]
    targets = [
        {"start": start, "end": start + size, "score": score}
        for start, size, score in zip(at, (4, 5, 5), (3.0, -3.0, -1.0), strict=True)
    ]
    scores = factuality.measure(jsonl(tmp_path / "f.jsonl", {"id": "a", "text": text, "targets": targets}))
    assert scores.found == 3 and scores.read[0] > 2.0 and max(scores.read[1:]) < 0.0
    assert factuality.figures(scores)["factuality.r"] > 0.8


def test_the_kind_of_a_gold_follows_from_what_it_holds(tmp_path: Path) -> None:
    assert kind_of(None) == "reports" == kind_of(folder(tmp_path, GOLD))
    assert kind_of(jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "", "targets": []})) == "factuality"
    assert kind_of(jsonl(tmp_path / "b.jsonl", {"id": "a", "text": "", "gold": {}})) == "registry"
    assert kind_of(jsonl(tmp_path / "c.jsonl", {"id": "a", "text": "", "events": []})) == "wikievents"
    assert kind_of(jsonl(tmp_path / "d.jsonl", {"id": "a", "text": "", "label": "X"})) == "subtypes"
    assert kind_of(tmp_path / "e.tsv") == "subtypes"
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "key-dev-0001.muc4").write_text("")
    assert kind_of(tmp_path / "keys") == "muc"
    with pytest.raises(GoldError, match=r"docs/figures\.md"):
        kind_of(jsonl(tmp_path / "f.jsonl", {"id": "a"}))


def test_the_command_shows_figures_and_faults(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["bench", "events", str(folder(tmp_path, GOLD)), "--errors"])
    assert shown.exit_code == 0, shown.output
    assert "typed" in shown.output and "accusation" in shown.output and "mill: " in shown.output


def test_the_command_names_the_mend_of_a_missing_file(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["bench", "events", str(tmp_path / "none.jsonl")])
    assert shown.exit_code == 1 and "missing: give a file" in shown.output
