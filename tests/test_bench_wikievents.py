"""The figures of events against KAIROS: what counts as found, and offsets that count lost characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.bench.goldfile import GoldError
from onrecord.bench.separators import restored
from onrecord.bench.wikievents import (
    GoldArgument,
    GoldEvent,
    GoldReport,
    Scores,
    core_of,
    count,
    figures,
    head_of,
    load_gold,
    mapping,
    measure,
    rows,
)
from onrecord.codebook import load as load_codebook
from onrecord.codebook.schemes import ROLES
from onrecord.records import Actor, Event, Factuality, Report, Role, Span

TEXT = "Gunmen attacked a convoy near Ridder. The attack by the rebels killed two drivers, officials said."


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def event(id: str, kind: str, words: str, *roles: Role, same_as: str | None = None) -> Event:
    author = (Factuality("author", "certain", "+", 3.0),)
    return Event(id, kind, at(words), same_as, False, "actual", (), 0.9, roles, (), author)


def role(name: str, words: str, actor: str | None = None) -> Role:
    return Role(name, (at(words),), actor=actor)


def wanted(kind: str, words: str, *arguments: tuple[str, str]) -> GoldEvent:
    return GoldEvent(kind, *at(words), tuple(GoldArgument(name, *at(said)) for name, said in arguments))


def scored(gold: list[GoldEvent], *read: Event, actors: tuple[Actor, ...] = ()) -> Scores:
    report = Report(id="r", text_sha256="", title=None, publisher=None, url=None, published=None, timezone=None,
                    language="en", text=TEXT)  # fmt: skip
    scores = Scores()
    count(scores, GoldReport(report, tuple(gold)), read, actors)
    return scores


ATTACK = "Conflict.Attack.Unspecified"
DIE = "Life.Die.Unspecified"


def test_the_mapping_names_types_and_roles_that_there_are() -> None:
    book = load_codebook()
    for entry in mapping().values():
        assert entry.types <= set(book.events)
        for ours in entry.roles.values():
            for kind, name in ours:
                assert name in ROLES and (kind is None or kind in entry.types)


def test_a_trigger_is_found_by_overlap_and_typed_by_the_mapping() -> None:
    gold = [wanted(ATTACK, "attacked"), wanted(DIE, "killed")]
    scores = scored(gold, event("e1", "attack", "attacked"), event("e2", "attack", "killed"))
    assert (scores.triggers.found, scores.triggers.typed, scores.triggers.read) == (2, 1, 2)
    assert [f.kind for f in scores.faults] == ["wrong type"]


def test_a_closer_type_counts_as_the_broader_one_and_not_the_other_way_round() -> None:
    explosion = "Conflict.Attack.DetonateExplode"
    assert scored([wanted(ATTACK, "attack")], event("e1", "bombing", "attack")).triggers.typed == 1
    assert scored([wanted(explosion, "attack")], event("e1", "attack", "attack")).triggers.typed == 0


def test_types_that_the_mapping_leaves_out_count_neither_way() -> None:
    scores = scored([wanted("Contact.Contact.Broadcast", "said")], event("e1", "talks", "said"))
    assert (scores.triggers.gold, scores.triggers.read) == (0, 0)


def test_roles_are_those_of_the_event_that_a_mention_is_of() -> None:
    whole = event("e1", "attack", "attacked", role("agent", "Gunmen"), role("victim", "two drivers"))
    scores = scored(
        [wanted(DIE, "killed", ("Victim", "drivers")), wanted(ATTACK, "attacked", ("Attacker", "Gunmen"))],
        whole,
        event("e2", "casualties", "killed", same_as="e1"),
    )
    assert scores.arguments.found["heads"] == 2 == scores.arguments.gold
    assert scores.arguments.right["heads"] == 2 == scores.arguments.read


def test_an_argument_needs_the_right_role_and_the_right_type() -> None:
    gold = [wanted(ATTACK, "attacked", ("Attacker", "convoy"))]
    assert scored(gold, event("e1", "attack", "attacked", role("target", "a convoy"))).arguments.found["heads"] == 0
    assert scored(gold, event("e1", "casualties", "attacked", role("agent", "a convoy"))).arguments.found["heads"] == 0


def test_a_role_that_the_gold_type_does_not_have_is_not_held_against_the_reading() -> None:
    read = event("e1", "casualties", "killed", role("victim", "two drivers"), role("instrument", "convoy"))
    assert scored([wanted(DIE, "killed", ("Victim", "drivers"))], read).arguments.read == 1
    assert scored([], read).arguments.read == 2


def test_an_actor_named_elsewhere_counts_as_coreferent_only() -> None:
    actor = Actor("a1", "rebels", "group", None, None, (at("Gunmen"), at("the rebels")))
    read = event("e1", "attack", "attack by", role("agent", "Gunmen", "a1"))
    scores = scored([wanted(ATTACK, "attack by", ("Attacker", "rebels"))], read, actors=(actor,))
    assert scores.arguments.found == {"heads": 0, "in_place": 0, "coreferent": 1}


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("a Russian general in Syria", "general"),
        ("Ana Ruiz, a baker", "Ruiz"),
        ("dozens of people", "people"),
        ("the head of the bank", "head"),
    ],
)
def test_the_head_is_the_last_word_of_the_core(words: str, head: str) -> None:
    start, end = head_of(words, (0, len(words)))
    assert words[start:end] == head
    assert core_of(words, (0, len(words)))[0] == 0


def test_characters_lost_between_sentences_are_put_back() -> None:
    text = "Bomb kills twoA bomb went off.Police arrested Ana Ruiz.She denied it."
    whole = "Bomb kills two\nA bomb went off. Police arrested Ana Ruiz. She denied it."
    spans = [(whole.index(w), whole.index(w) + len(w)) for w in ("kills", "bomb went", "arrested", "Ruiz", "denied")]
    assert restored(text, spans) == whole
    assert restored(whole, spans) == whole
    assert restored("", []) == ""


def gold_file(path: Path, **changed: object) -> Path:
    text = "A bomb exploded at a mill in Ridder. Police arrested Ana Ruiz on Monday."
    spans = {w: [text.index(w), text.index(w) + len(w)] for w in ("exploded", "arrested", "Police", "Ana Ruiz")}
    events = [
        {"id": "1", "type": "Conflict.Attack.DetonateExplode", "trigger": spans["exploded"], "args": []},
        {
            "id": "2",
            "type": "Justice.ArrestJailDetain.Unspecified",
            "trigger": spans["arrested"],
            "args": [{"role": "Jailer", "span": spans["Police"]}, {"role": "Detainee", "span": spans["Ana Ruiz"]}],
        },
    ]
    row = {"id": "r", "text": text, "published": "2024-05-03", "events": events} | changed
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_a_gold_file_is_read_and_measured(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    scores = measure(gold_file(tmp_path / "gold.jsonl"), lambda done, whole: told.append((done, whole)))
    assert told == [(1, 1)]
    named = figures(scores)
    assert named["kairos.typed.recall"] == 1.0 and named["kairos.heads.recall"] == 1.0
    assert next(name for name, _ in rows(scores)) == "all"
    assert scores.roles == {"Jailer": [1, 1], "Detainee": [1, 1]}


@pytest.mark.parametrize(
    "changed", [{"events": None}, {"events": [{"type": "x", "trigger": [3, 1], "args": []}]}, {"events": [1]}]
)
def test_a_line_that_is_no_gold_is_refused(tmp_path: Path, changed: dict[str, object]) -> None:
    with pytest.raises(GoldError):
        list(load_gold(gold_file(tmp_path / "gold.jsonl", **changed)))
