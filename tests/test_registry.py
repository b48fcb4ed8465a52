"""The registry of stages: order from needs, and refusal of what cannot be ordered."""

from __future__ import annotations

import pytest

from onrecord.reading import registry
from onrecord.reading.registry import INPUTS, Stage, stage, stages
from onrecord.records import Reading


@pytest.fixture
def empty(monkeypatch):
    monkeypatch.setattr(registry, "_STAGES", {})


def nothing(**_: object):
    return (), ()


def test_every_stage_comes_after_what_it_needs():
    import onrecord.reading  # noqa: F401

    seen = set(INPUTS)
    for entry in stages():
        assert set(entry.needs) <= seen, entry.name
        seen.add(entry.name)


def test_every_list_of_a_reading_is_given_by_a_stage():
    import onrecord.reading  # noqa: F401

    names = {entry.name for entry in stages()}
    assert set(Reading.__dataclass_fields__) - {"report", "warnings"} <= names


def test_every_stage_says_which_question_it_answers():
    import onrecord.reading  # noqa: F401

    assert all(entry.question.endswith("?") for entry in stages())


def test_a_need_that_nobody_gives_is_refused(empty):
    stage("tolls", needs=("numbers",), question="How many?")(nothing)
    with pytest.raises(ValueError, match="'tolls' needs 'numbers'"):
        stages()


def test_needs_in_a_circle_are_refused(empty):
    stage("a", needs=("b",), question="?")(nothing)
    stage("b", needs=("a",), question="?")(nothing)
    with pytest.raises(ValueError, match="circle"):
        stages()


def test_two_stages_of_one_name_are_refused(empty):
    stage("a", needs=(), question="?")(nothing)

    def other(**_: object):
        return (), ()

    other.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="registered twice"):
        stage("a", needs=(), question="?")(other)


def test_stage_is_a_plain_record():
    assert Stage("a", (), "?", nothing) == Stage("a", (), "?", nothing)
