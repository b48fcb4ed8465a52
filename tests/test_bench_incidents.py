"""B-cubed of incidents."""

from __future__ import annotations

import json

import pytest

from onrecord.bench.goldfile import GoldError
from onrecord.bench.incidents import b_cubed, measure, write_assignments

GOLD = {"a": "1", "b": "1", "c": "2", "d": "2"}


def test_each_report_alone_has_full_precision_and_half_the_recall():
    scores = b_cubed(GOLD, {}, GOLD)
    assert (scores.precision, scores.recall, scores.incidents) == (1.0, 0.5, 4)


def test_all_in_one_incident_has_full_recall_and_half_the_precision():
    scores = b_cubed(GOLD, dict.fromkeys(GOLD, "x"), GOLD)
    assert (scores.precision, scores.recall, scores.incidents) == (0.5, 1.0, 1)


def test_a_part_is_scored_on_its_reports_alone():
    scores = b_cubed(GOLD, {"a": "x", "b": "x"}, ["a", "b"])
    assert scores.f == 1.0


def test_reports_of_one_strike_are_put_together(tmp_path):
    rows = [
        ("1", "i", "2024-05-14", "A missile strike killed four people in a printing house in Kharkiv on Tuesday."),
        (
            "2",
            "i",
            "2024-05-14",
            "Four people were killed by a missile that hit a printing house in Kharkiv on Tuesday.",
        ),
        ("3", "j", "2024-01-20", "A bus crashed into a lorry near Tamale on Friday, killing nine passengers."),
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": i, "incident": n, "published": p, "text": t}) for i, n, p, t in rows), "utf-8"
    )
    outcome = measure(path)
    assert outcome.scores["all"].f == 1.0
    write_assignments(outcome, tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    found = {row["report"]: row["incident"] for row in rows}
    assert found["1"] == found["2"] != found["3"]


def test_reports_of_which_nobody_tells_the_incident_are_put_into_incidents_and_not_scored(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "A bus crashed near Tamale, killing nine passengers."}), "utf-8")
    outcome = measure(path)
    assert outcome.scores == {} and outcome.assigned.keys() == {"1"}


def test_a_line_that_is_no_report_is_refused(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "1"}), "utf-8")
    with pytest.raises(GoldError, match="text"):
        measure(path)
