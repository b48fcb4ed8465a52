"""Whether the reader should take a clause to have happened."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.codebook import load
from onrecord.reading.encoder.stage import closely, encoding
from onrecord.reading.factuality import predicates
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.parse import Parse, parse
from onrecord.records import Predicate
from tests.conftest import report_of


def encoded(parsed: Parse) -> dict[str, Any]:
    read = encoding(parse=parsed)[0]
    return {"encoding": read, "closely": closely(encoding=read)[0]}


def judged(text: str) -> dict[str, Predicate]:
    report = report_of(text)
    parsed = parse(report=report)[0]
    records, _ = predicates(parse=parsed, **encoded(parsed), codebook=load())
    return {text[p.trigger[0] : p.trigger[1]]: p for p in records}


@pytest.mark.parametrize(
    ("text", "word", "certainty", "polarity"),
    [
        ("The dam collapsed.", "collapsed", "certain", "+"),
        ("The dam did not collapse.", "collapse", "certain", "-"),
        ("The dam never collapsed.", "collapsed", "certain", "-"),
        ("No bridge collapsed.", "collapsed", "certain", "-"),
        ("The dam may collapse.", "collapse", "possible", "+"),
        ("The dam probably collapsed.", "collapsed", "probable", "+"),
        ("The dam allegedly collapsed.", "collapsed", "probable", "+"),
        ("They managed to cross the river.", "cross", "certain", "+"),
        ("They failed to cross the river.", "cross", "certain", "-"),
        ("They refused to cross the river.", "cross", "certain", "-"),
        ("They want to cross the river.", "cross", "possible", "+"),
        ("If they crossed the river, we shall know.", "crossed", "unknown", "+"),
        ("The guard must have fled.", "fled", "probable", "+"),
        ("The minister denied that the guard fled.", "fled", "probable", "-"),
    ],
)
def test_certainty_and_polarity_follow_the_grammar(text: str, word: str, certainty: str, polarity: str) -> None:
    predicate = judged(text)[word]
    assert (predicate.certainty, predicate.polarity) == (certainty, polarity)


def test_score_says_whether_it_happened_so_far() -> None:
    happened = judged("The convoy left.")["left"].score
    planned = judged("The convoy will leave.")["leave"].score
    wished = judged("The convoy hopes to leave.")["leave"].score
    denied = judged("The convoy did not leave.")["leave"].score
    assert None not in (happened, planned, wished, denied)
    assert happened > 2.5  # type: ignore[operator]
    assert max(planned, wished, denied) < 0.0  # type: ignore[type-var, operator]


@pytest.mark.parametrize("text", ["The troops did not leave.", "No one was killed.", "No bridge collapsed."])
def test_what_is_certainly_untrue_never_scores_as_if_it_were_so(text: str) -> None:
    assert [p.score for p in judged(text).values() if p.polarity == "-" and (p.score or 0) > -0.5] == []


def test_coordinated_verbs_share_negation_and_modality() -> None:
    assert judged("They did not stop and search the bus.")["search"].polarity == "-"
    assert judged("They could enter and search the bus.")["search"].certainty in ("possible", "unknown")


def test_if_true_weakens_all_that_its_sentence_tells() -> None:
    plain = judged("They sank two ships, a heavy loss for the fleet.")["sank"].score
    doubted = judged("They sank two ships, a heavy loss for the fleet if true.")["sank"].score
    assert plain is not None and doubted is not None and doubted < plain


def test_a_question_is_not_a_telling() -> None:
    assert judged("Did the guard flee?")["flee"].certainty in ("possible", "unknown")


def test_nouns_that_head_events_are_judged() -> None:
    assert judged("Officers foiled an attack on the port.")["attack"].polarity == "-"
    assert judged("Villagers feared an attack.")["attack"].certainty in ("possible", "unknown")
    assert judged("The attack wounded two guards.")["attack"].certainty == "certain"


def test_the_view_upwards_ends_at_the_words_it_is_told_to_end_at() -> None:
    parsed = parse(report=report_of("The envoy denied that the guard fled."))[0]
    denied, fled = (next(t for t in parsed.tokens if t.text == word) for word in ("denied", "fled"))
    assert Judge().of(fled).value < 0
    assert Judge(until={denied.index}).of(fled).value == 3.0


def test_every_predicate_is_inside_its_text_and_in_order() -> None:
    text = "Crews were digging when the roof, which had cracked, fell; nobody had warned them. Was it old? Ask."
    spans = [p.trigger for p in judged(text).values()]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
