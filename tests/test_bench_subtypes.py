"""The bench of sub-event types: gold files, labels, figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord
from onrecord.bench.goldfile import GoldError
from onrecord.bench.subtypes import Scores, count, figures, label_of, labels, load_gold, measure, rows
from onrecord.codebook import load
from onrecord.codebook.schemes import ACLED_TYPE

ROWS = [
    ("1", "A grenade was thrown into a bar in Bujumbura.", "GRENADE"),
    ("2", "An earthquake shook the island.", "NATURAL_DISASTER"),
    ("3", "The rebels denied attacking the aid convoy.", "ATTRIB"),
]


def label(text: str) -> str | None:
    return label_of(onrecord.read(text, published="2024-05-03"), load())[0]


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_and_json_lines_hold_the_same_reports(tmp_path: Path) -> None:
    tsv = table(tmp_path, "id\tEventSnippet\tSubType", *("\t".join(row) for row in ROWS))
    jsonl = tmp_path / "gold.jsonl"
    lines = [json.dumps({"id": id, "text": text, "label": label}) for id, text, label in ROWS]
    jsonl.write_text("\n".join(lines), encoding="utf-8")
    for path in (tsv, jsonl):
        assert [(g.report.id, g.report.text, g.label) for g in load_gold(path)] == ROWS


@pytest.mark.parametrize(
    ("line", "words"),
    [("1\ta text", "2 cells"), ("1\ta text\tPEACE", "no label 'PEACE'")],
)
def test_a_line_that_is_no_labelled_report_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(GoldError, match=words) as caught:
        list(load_gold(table(tmp_path, line)))
    assert "line 1" in str(caught.value)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="missing"):
        list(load_gold(tmp_path / "none.tsv"))


def test_the_labels_name_sub_events_and_types_that_there_are() -> None:
    known = labels()
    assert set(known.sub_events) == set(ACLED_TYPE)
    assert set(known.types) | set(known.otherwise) <= set(load().events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A cyclone tore through the islands, flattening homes.", "NATURAL_DISASTER"),
        ("A fire at a garment factory killed eight workers.", "MAN_MADE_DISASTER"),
        ("A chemical plant exploded, and the town was evacuated.", "MAN_MADE_DISASTER"),
        ("Officers found 40 kilos of heroin in a lorry and arrested the driver.", "ORG_CRIME"),
        ("Prosecutors charged four bankers with money laundering.", "ORG_CRIME"),
        ("Brussels imposed new sanctions on the junta.", "DIPLO"),
        ("The president called on Moscow to withdraw its troops.", "DIPLO"),
        ("The group said it was behind the bombing of the mosque.", "ATTRIB"),
        ("Turkey blamed Kurdish militants for the blast.", "ATTRIB"),
        ("Women accused soldiers of raping them.", "SEX_VIOL"),
        ("Hundreds of families fled their homes in the valley.", "OTHER"),
        ("The minister opened a new library on Tuesday.", None),
    ],
)
def test_labels_beyond_acled(text: str, expected: str | None) -> None:
    assert label(text) == expected


def test_figures_weigh_labels_by_their_reports() -> None:
    scores = Scores()
    for wanted, read in (("A", "A"), ("A", "A"), ("A", None), ("B", "A")):
        scores.add(wanted, read)
    assert scores.of("A") == (2 / 3, 2 / 3, 2 / 3)
    assert figures(scores) == {
        "subtypes.weighted_f": pytest.approx(0.5),
        "subtypes.macro_f": pytest.approx(1 / 3),
        "subtypes.accuracy": 0.5,
    }
    assert [(name, number) for name, *_, number in rows(scores)] == [("A", 3), ("B", 1)]


def test_the_bench_reads_each_report_and_tells_its_faults(tmp_path: Path) -> None:
    wrong = ("4", "Hundreds marched in Tunis to demand better pay.", "ARREST")
    told: list[tuple[int, int]] = []
    scores = measure(
        table(tmp_path, *("\t".join(row) for row in (*ROWS, wrong))), lambda done, whole: told.append((done, whole))
    )
    assert figures(scores)["subtypes.accuracy"] == 0.75
    [fault] = scores.faults
    assert (fault.report, fault.wanted, fault.read, fault.rule) == ("4", "ARREST", "PEACE_PROTEST", "demonstration")
    assert told[-1] == (4, 4)


def test_what_was_read_is_the_reading_s(tmp_path: Path) -> None:
    [gold] = load_gold(table(tmp_path, "\t".join(ROWS[0])))
    scores = Scores()
    count(scores, gold, onrecord.read(gold.report.text), load())
    assert scores.right == {"GRENADE": 1} and not scores.faults
