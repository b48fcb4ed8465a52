"""From the model's answers to statements: the best tags, who keeps which words, what stands inside what."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.encoder.network import LABELS, Tagging, Thresholds
from onrecord.reading.encoder.stage import Encoded, Encoding
from onrecord.reading.encoder.windows import Window
from onrecord.reading.encoder.words import Words
from onrecord.reading.statements import marking
from onrecord.reading.statements.marking import Mark, best_tags, candidates, settle

LIMITS = Thresholds(candidate=0.1, outer=0.5, nested=0.5)


def mark(anchor: int, source: tuple[int, int] | None, content: tuple[int, int], sure: float, any_: float = 0.0) -> Mark:
    return Mark(anchor, (anchor, anchor + 1), source, (content,), sure, any_ or sure)


def score(tags: tuple[int, ...], logits: np.ndarray, tagging: Tagging) -> float:
    total = tagging.begin[tags[0]] + sum(row[tag] for row, tag in zip(logits, tags, strict=True))
    return float(total + sum(tagging.between[a, b] for a, b in itertools.pairwise(tags)))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.integers(0, 2))
def test_the_best_tags_are_the_best_of_all(seed: int, length: int, anchor: int) -> None:
    chance = np.random.default_rng(seed)
    labels, reach = len(LABELS), 1
    tagging = Tagging(chance.normal(size=(labels, labels)), chance.normal(size=labels), reach)
    anchor = min(anchor, length - 1)
    logits = chance.normal(size=(1, 2 * reach + 1, labels))
    (found,) = best_tags(logits, np.array([length]), np.array([anchor]), tagging)
    exists = [0 <= anchor + step < length for step in (-1, 0, 1)]
    allowed = [range(labels) if here else (0,) for here in exists]
    kept = np.where(np.array(exists)[:, None], logits[0], 0.0)
    best = max(itertools.product(*allowed), key=lambda tags: score(tags, kept, tagging))
    assert tuple(found) == best


class Told:
    """A network that tags as it is told: O except where ``tags`` says otherwise, by place from the anchor."""

    marks = (0, 0)
    tagging = Tagging(np.zeros((7, 7)), np.zeros(7), 3)

    def __init__(self, **tags: str) -> None:
        self.reaches: list[int] = []
        self.tags = {int(place.replace("m", "-").lstrip("_")): LABELS.index(label) for place, label in tags.items()}

    def around(self, vectors: np.ndarray, anchors: np.ndarray, reach: int) -> tuple[np.ndarray, np.ndarray]:
        self.reaches.append(reach)
        logits = np.zeros((len(anchors), 2 * reach + 1, 7))
        logits[:, :, 0] = 1
        for place, tag in self.tags.items():
            if abs(place) <= reach:
                logits[:, place + reach, tag] = 9
        return logits, np.full(len(anchors), 4.0)


def encoding(anchors: list[float], core: tuple[int, int]) -> Encoding:
    size = len(anchors)
    words = Words(*(list(range(size)) for _ in range(7)))
    logits = np.stack([anchors, anchors], axis=1)
    return Encoding(words, (Encoded(Window(0, size, *core), np.zeros((size, 2)), logits, np.zeros((size, 2))),))


def test_a_statement_is_its_anchor_with_what_is_tagged_around_it() -> None:
    told = Told(_m2="B-source", _m1="I-source", _0="B-cue", _1="B-content", _2="I-content", _3="B-content")
    (found,) = candidates(told, encoding([-9, -9, 6, -9, -9, -9], (0, 6)), 0.1)
    assert (found.anchor, found.cue, found.source, found.content) == (2, (2, 3), (0, 2), ((3, 5), (5, 6)))
    assert found.confidence > 0.9


def test_a_statement_that_reaches_far_is_tagged_further_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "NEAR", 1)
    monkeypatch.setattr(marking, "_EDGE", 1)
    near, far = Told(_0="B-content"), Told(_m3="B-source", _1="B-content", _2="I-content")
    assert len(candidates(near, encoding([-9, -9, -9, 6, -9, -9], (0, 6)), 0.1)) == 1 and near.reaches == [1]
    (found,) = candidates(far, encoding([-9, -9, -9, 6, -9, -9], (0, 6)), 0.1)
    assert far.reaches == [1, 3] and (found.source, found.content) == ((0, 1), ((4, 6),))


def test_a_window_answers_only_for_its_core() -> None:
    told = Told(_0="B-cue", _1="B-content")
    assert [m.anchor for m in candidates(told, encoding([6, 6, 6, 6], (1, 3)), 0.1)] == [1, 2]


def test_an_anchor_without_content_is_no_statement() -> None:
    assert candidates(Told(_0="B-cue"), encoding([6, -9], (0, 2)), 0.1) == []


def test_the_likelier_of_two_statements_keeps_the_words() -> None:
    (kept,) = settle([mark(5, (4, 5), (6, 12), 0.6, any_=0.4), mark(15, (14, 15), (6, 13), 0.9)], LIMITS)
    assert kept.anchor == 15 and kept.outer is None


def test_two_statements_beside_each_other_are_both_kept() -> None:
    kept = settle([mark(15, None, (16, 20), 0.9), mark(5, None, (6, 12), 0.8)], LIMITS)
    assert [m.anchor for m in kept] == [5, 15]


def test_an_unlikely_statement_is_left_out() -> None:
    assert settle([mark(5, None, (6, 12), 0.4)], LIMITS) == []


def test_a_statement_in_what_another_says_is_inside_it() -> None:
    outer, inner = mark(1, (0, 1), (2, 12), 0.9), mark(4, (3, 4), (5, 12), 0.2, any_=0.8)
    kept = settle([inner, outer], LIMITS)
    assert [(m.anchor, m.outer) for m in kept] == [(1, None), (4, 0)]


def test_a_statement_three_deep_is_inside_the_nearest() -> None:
    marks = [mark(1, (0, 1), (2, 14), 0.9), mark(4, (3, 4), (5, 14), 0.1, 0.9), mark(7, (6, 7), (8, 14), 0.1, 0.8)]
    assert [(m.anchor, m.outer) for m in settle(marks, LIMITS)] == [(1, None), (4, 0), (7, 1)]


def test_who_is_cited_says_the_same_inside_the_agency_s_statement() -> None:
    agency, official = mark(9, (8, 9), (0, 7), 0.9), mark(11, (12, 14), (0, 7), 0.3, any_=0.7)
    assert [(m.anchor, m.outer) for m in settle([agency, official], LIMITS)] == [(9, None), (11, 0)]


def test_a_second_cue_of_the_same_speaker_is_no_statement_inside_the_first() -> None:
    first, second = mark(9, (8, 9), (0, 7), 0.9), mark(11, (8, 9), (0, 7), 0.3, any_=0.7)
    assert [m.anchor for m in settle([first, second], LIMITS)] == [9]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 9), st.floats(0, 1), st.floats(0, 1)),
        max_size=8,
    )
)
def test_what_is_kept_points_to_what_is_kept_and_never_in_a_circle(drawn) -> None:
    kept = settle([mark(a, None, (c, c + n), sure, any_) for a, c, n, sure, any_ in drawn], LIMITS)
    assert [m.anchor for m in kept] == sorted(m.anchor for m in kept)
    for place, one in enumerate(kept):
        chain = [place]
        while (outer := kept[chain[-1]].outer) is not None:
            assert outer not in chain
            chain.append(outer)
        assert one.outer is not None or one.confidence >= LIMITS.outer
