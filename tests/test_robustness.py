"""Whatever the text: no trace, nothing invented, and the promises of the contract hold."""

from __future__ import annotations

import dataclasses
import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.reading.parse import Parse
from onrecord.records import Reading, Report
from tests.invariants import check

WHEN = "2024-05-01"


def codes(reading: Reading) -> set[str]:
    return {w.code for w in reading.warnings}


def is_empty(reading: Reading) -> bool:
    return not any(
        getattr(reading, f.name) for f in dataclasses.fields(reading) if f.name not in ("report", "warnings")
    )


# Bad input of every sort


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0\n", "\u200b"])
def test_no_text_is_no_reading(text: str) -> None:
    reading = onrecord.read(text, published=WHEN)
    assert is_empty(reading) and (text == "\u200b" or "W004" in codes(reading))


@pytest.mark.parametrize(
    "text",
    [
        "Le ministère de la défense a déclaré que douze personnes ont été tuées mardi dans une frappe près de Gao.",
        "Das Verteidigungsministerium teilte mit, dass bei dem Angriff am Dienstag zwölf Menschen getötet wurden.",
        "El ministerio dijo que el martes murieron doce personas en un ataque cerca de la frontera con Colombia.",
        "Міністерство оборони повідомило, що у вівторок внаслідок удару по Харкову загинули дванадцять людей.",
        "قالت وزارة الدفاع إن اثني عشر شخصا قتلوا يوم الثلاثاء في غارة بالقرب من الحدود.",
        "国防部表示，周二的袭击造成十二人死亡，另有三十人受伤。当局正在展开调查。",
    ],
)
def test_another_language_is_named_and_not_read(text: str) -> None:
    reading = onrecord.read(text, published=WHEN)
    assert "W001" in codes(reading) and is_empty(reading)


def test_binary_taken_for_text_gives_no_trace_and_nothing_invented() -> None:
    noise = random.Random(7).randbytes(20_000).decode("latin-1")
    reading = onrecord.read(noise, published=WHEN)
    check(reading)
    assert not reading.statements and not reading.events and reading.warnings


def test_a_line_of_5_mb_is_read_in_part_and_says_so() -> None:
    text = "The army said two soldiers were killed. " * 125_000
    assert len(text) == 5_000_000
    from onrecord.reading.parse import MAX_CHARS

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.reading.parse.MAX_CHARS", 20_000)  # the rest is the same sentence again
        reading = onrecord.read(text, published=WHEN)
    assert len(text) > MAX_CHARS and "W002" in codes(reading) and reading.statements
    check(reading)


def test_one_word_of_5_mb_is_passed_over() -> None:
    check(onrecord.read("The army said this was " + "A" * 5_000_000, published=WHEN))


def test_lone_surrogates_and_control_characters_are_told_and_kept() -> None:
    text = "The army said on \ud800Tuesday that two\x00 soldiers were \udfff killed in Kharkiv."
    reading = onrecord.read(text, published=WHEN)
    assert "W003" in codes(reading) and reading.report.text == text and reading.statements
    check(reading)


def test_invisible_characters_do_not_hide_a_statement() -> None:
    plain = "The army said on Tuesday that two soldiers were killed in Kharkiv."
    hidden = plain.replace("said", "s\u200bai\u00add").replace("Tuesday", "\u202eTues\u2060day\u202c")
    reading = onrecord.read(hidden, published=WHEN)
    check(reading)
    assert len(reading.statements) == len(onrecord.read(plain, published=WHEN).statements)


def test_right_to_left_words_inside_english_are_no_obstacle() -> None:
    reading = onrecord.read("The channel قناة said on Tuesday that three men were killed in עזה, Gaza.", published=WHEN)
    check(reading)
    assert reading.statements


@pytest.mark.parametrize("text", [
    "“Two men were killed, the army said. It was in Kharkiv.\n\nThe ministry denied it.",
    'Two men were killed," the army said. "It was" in "Kharkiv.',
    "”” “ ‘ \" '' `` the army said “",
    "«Two men» were killed”, the army 'said.",
])  # fmt: skip
def test_unbalanced_quotation_marks_are_no_obstacle(text: str) -> None:
    check(onrecord.read(text, published=WHEN))


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2024-02-29T23:59:59.999999+14:00", "20240229"])
def test_dates_at_the_edge_are_no_obstacle(published: str) -> None:
    text = "Two men were killed last week, the army said on Monday. It was 11 p.m. on Friday, two years ago."
    check(onrecord.read(text, published=published))


def test_a_wrong_date_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="write 2024-01-24"):
        onrecord.read("Two men were killed.", published="2024-13-45")


@pytest.mark.parametrize("text", [
    "1 2 3 4 5 6 7 8 9 0 " * 50,
    "said " * 200,
    "killed killed killed. " * 60,
    "((((" * 200 + "the army said" + "))))" * 200,
    "The army said the army said the army said the army said that two men were killed.",
    "On the 31st of February 2023 at 25:61, 99999999999999999999999999 people were killed, the army said.",
    "https://example.org/" + "a/" * 500 + " the army said on Tuesday",
    "\n".join("a b c" for _ in range(400)),
    "THE ARMY SAID TWO MEN WERE KILLED IN KHARKIV ON TUESDAY.",
    "Minus 5 people, 0 people, 1/2 people and 3.7 people were killed, officials said.",
])  # fmt: skip
def test_odd_english_is_no_obstacle(text: str) -> None:
    check(onrecord.read(text, published=WHEN))


# For any text

_PIECES = """The army said|Two people|were killed|in Kharkiv|on Tuesday|,|.|“|”|it was|a drone strike|police|denied
that|nine|injured|according to|officials|near|the city|after|May 3|at 11 a.m. local time|He|she|told reporters
on Telegram|“We|will|not|may have|if|a cease-fire|prisoner exchange|;|—|(|)|Moscow|Kyiv|children|$5 million
the ministry|wrote|Correction: An earlier version|12|more than 40|Jan. 24|last week"""
NEWS = st.sampled_from([*_PIECES.replace("\n", "|").split("|"), "\n\n", "\u200b", "\ud800"])
TEXTS = st.one_of(
    st.lists(NEWS, max_size=60).map(" ".join),
    st.lists(st.one_of(NEWS, st.text(max_size=12)), max_size=25).map(" ".join),
    st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=200),
)
ANY_TEXT = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@given(TEXTS)
@ANY_TEXT
def test_any_text_gives_a_reading_that_keeps_the_contract(text: str) -> None:
    check(onrecord.read(text, published=WHEN))


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(ANY_TEXT, max_examples=40)
def test_reading_twice_gives_the_same_bytes_alone_or_beside_others(texts: list[str]) -> None:
    made = [onrecord.make_report(text, published=WHEN) for text in texts]
    together = [r.to_json() for r in onrecord.read_all(made)]
    backwards = [r.to_json() for r in onrecord.read_all(made[::-1])]
    alone = [onrecord.read(report).to_json() for report in made]
    assert alone == together == backwards[::-1]


@given(TEXTS, TEXTS)
@settings(ANY_TEXT, max_examples=60)
def test_the_parse_of_a_paragraph_does_not_depend_on_what_follows(first: str, second: str) -> None:
    before, after = _parse(first), _parse(f"{first}\n\n{second}")
    known = [_plain(t) for t in before.tokens]
    assert known == [_plain(t) for t in after.tokens[: len(known)]]


def _parse(text: str) -> Parse:
    from onrecord.reading.parse import parse

    report = Report("r", "", None, None, None, WHEN, None, "en", text)
    return parse(report=report)[0]  # type: ignore[no-any-return]


def _plain(token: Any) -> tuple[Any, ...]:
    return (token.index, token.start, token.end, token.text, token.lemma, token.tag, token.dep, token.ent,
            token.head.index, token.sentence.index)  # fmt: skip


def test_readings_are_the_same_in_another_process() -> None:
    import subprocess
    import sys

    code = (
        "import sys, onrecord, onrecord.demo as d\n"
        "sys.stdout.buffer.write('\\n'.join(r.to_json() for r in onrecord.read_all(d.story_reports())).encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_demo_readings_keep_the_contract_and_the_schema(reading_of: Callable[..., Reading]) -> None:
    import json

    import jsonschema

    from onrecord.contract import json_schema
    from onrecord.demo import story_reports

    validator = jsonschema.Draft202012Validator(json_schema())
    for report in story_reports():
        reading = reading_of(report)
        check(reading)
        validator.validate(json.loads(reading.to_json()))
        assert reading.statements and reading.claims
