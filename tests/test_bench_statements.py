"""The figures of statements: what counts as found, and a gold set that is sound."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.bench.attribution import GoldReport, GoldStatement, Scores, load_gold, score
from onrecord.bench.goldfile import GoldError
from onrecord.bench.statements import own_gold
from onrecord.codebook import load as load_codebook

TEXT = "The mayor said that the old bridge was mined. Ana Ruiz denied it."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def gold(*statements: GoldStatement, **more: Any) -> GoldReport:
    return GoldReport("r", TEXT, None, statements, **more)


def wanted(source: str, cue: str, content: str, **more: Any) -> GoldStatement:
    return GoldStatement((at(source),) if source else (), (at(cue),), (at(content),), "indirect", **more)


def read(source: str, content: str, within: str | None = None, speaker: str | None = None) -> Any:
    spans = {"source": [at(source)] if source else [], "content": [at(content)]}
    return SimpleNamespace(**spans, within=within, speaker=speaker, act="assert", manner="indirect", channel=None)


def scored(report: GoldReport, *statements: Any, actors: tuple[Any, ...] = ()) -> Scores:
    reading = SimpleNamespace(statements=statements, actors=actors)
    return score([(report, reading)], lambda cue: cue == "said")  # type: ignore[list-item]


def right(scores: Scores) -> tuple[int, int, int, int]:
    return scores.all.exact, scores.all.partial, scores.all.any, scores.all.speaker


SAID = wanted("The mayor", "said", "that the old bridge was mined")


def test_the_same_statement_is_right_in_every_way() -> None:
    assert right(scored(gold(SAID), read("The mayor", "that the old bridge was mined"))) == (1, 1, 1, 1)


def test_half_of_the_words_are_enough_to_be_found() -> None:
    assert right(scored(gold(SAID), read("The mayor", "bridge was mined"))) == (0, 1, 1, 1)
    assert right(scored(gold(SAID), read("The mayor", "mined"))) == (0, 0, 1, 0)


def test_an_article_in_common_is_no_speaker_in_common() -> None:
    assert right(scored(gold(SAID), read("the old bridge", "that the old bridge was mined")))[3] == 0


def test_no_source_is_right_where_the_gold_has_none() -> None:
    report = gold(wanted("", "said", "that the old bridge was mined"))
    assert right(scored(report, read("", "that the old bridge was mined")))[3] == 1
    assert right(scored(report, read("The mayor", "that the old bridge was mined")))[3] == 0


def test_a_named_speaker_without_a_source_is_the_resolved_one() -> None:
    report = gold(wanted("", "said", "that the old bridge was mined", speaker="Ana Ruiz"))
    actors = (SimpleNamespace(id="a1", name="Ruiz"),)
    assert right(scored(report, read("", "that the old bridge was mined", speaker="a1"), actors=actors))[3] == 1


def test_two_readings_of_one_statement_count_once() -> None:
    scores = scored(
        gold(SAID), read("The mayor", "that the old bridge was mined"), read("", "the old bridge was mined")
    )
    assert (scores.all.read, scores.all.partial) == (2, 1)
    precision, recall, f1 = scores.all.f1("partial")
    assert (precision, recall, round(f1, 3)) == (0.5, 1.0, 0.667)


def test_nested_statements_are_compared_among_themselves() -> None:
    inner = wanted("the old bridge", "said", "was mined", nested=True)
    scores = scored(gold(SAID, inner), read("The mayor", "that the old bridge was mined"))
    assert (scores.nested.gold, scores.nested.read, scores.all.gold) == (1, 0, 1)


def test_what_is_read_where_nobody_annotated_is_not_counted() -> None:
    assert scored(gold(ignore=(at("Ana Ruiz denied it"),)), read("Ana Ruiz", "denied it")).all.read == 0


def test_a_statement_is_said_by_its_cue_or_by_its_marks() -> None:
    held = wanted("Ana Ruiz", "denied", "it")
    scores = scored(gold(SAID, held), read("The mayor", "that the old bridge was mined"), read("Ana Ruiz", "it"))
    assert (scores.strict.gold, scores.strict.read) == (1, 1)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "a", "text": "b"}', '{"id": "a", "text": "b", "attributions": [{}]}']
)
def test_a_broken_gold_file_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "b", "attributions": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match="line 2"):
        list(load_gold(path))


def test_a_missing_gold_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is missing"):
        list(load_gold(tmp_path / "none.jsonl"))


# Our own set

ROWS = [json.loads(line) for line in own_gold().read_text(encoding="utf-8").splitlines()]
ACTS = {"assert", "deny", "announce", "accuse", "warn", "threaten", "promise", "request", "decline", "doubt", "believe"}


def test_the_set_has_its_size_and_every_style() -> None:
    assert len(ROWS) >= 120 and len({row["id"] for row in ROWS}) == len(ROWS)
    assert {row["style"] for row in ROWS} == {"wire", "post", "release", "flash", "local"}
    assert sum(not row["statements"] for row in ROWS) >= 8


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_gold_statements_are_sound(row: dict[str, Any]) -> None:
    text, ids = row["text"], [s["id"] for s in row["statements"]]
    assert len(set(ids)) == len(ids)
    for statement in row["statements"]:
        spans = [tuple(s) for role in ("source", "cue", "content") for s in statement[role]]
        outside = [statement["recipient"]] if statement["recipient"] else []
        outside += [statement["channel"]["span"]] if statement["channel"] and statement["channel"].get("span") else []
        for start, end in [*spans, *outside]:
            assert 0 <= start < end <= len(text) and not text[start].isspace() and not text[end - 1].isspace()
        for a in spans:
            assert not any(a is not b and a[0] < b[1] and b[0] < a[1] for b in spans), statement["id"]
        assert len(statement["cue"]) <= 1 and statement["content"]
        assert statement["act"] in ACTS and statement["manner"] in ("direct", "mixed", "indirect")
        assert statement["within"] is None or statement["within"] in ids
        assert statement["speaker"] is None or statement["speaker"] in text
        if statement["channel"]:
            assert statement["channel"]["id"] in {medium.id for medium in load_codebook().channel_words.values()}
