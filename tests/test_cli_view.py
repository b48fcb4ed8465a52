"""The text view: marks in the story, statements, events with claims side by side."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from onrecord.api import make_report
from onrecord.cli.view import show
from onrecord.notice import UNVERIFIED
from onrecord.records import Reading
from tests.handmade import reading


def shown(what: Reading, width: int = 100, colour: bool = False) -> str:
    out = Console(
        width=width, file=io.StringIO(), force_terminal=colour, color_system="truecolor" if colour else None,
        highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    show(what, "story.txt", out)
    return out.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_without_colour_each_kind_has_its_own_signs() -> None:
    told = shown(reading())
    for marked in ("[18 people]", "{Kupiansk}", "~Tuesday~", "‹governor Ivan Petrenko›", "_said_¹", "_said_²"):
        assert marked in told
    assert "‹speaker›" in told and "\x1b" not in told


def test_with_colour_the_words_stand_without_signs() -> None:
    told = shown(reading(), colour=True)
    assert "\x1b[" in told and "[18 people]" not in told and "‹" not in told


def test_the_story_is_printed_whole_and_in_order() -> None:
    told = " ".join(shown(reading()).split())
    for signs in "‹›_[]{}~¹²":
        told = told.replace(signs, "")
    assert " ".join(reading().report.text.split()) in told


def test_statements_show_speaker_act_cue_content_channel_time_and_outer_statement() -> None:
    for width in (100, 60):
        told = shown(reading(), width)
        for words in ("Ivan Petrenko", "assert", "deny", "Telegram", "Tuesday", "within 1", "“We counted only 15"):
            assert words in told


def test_claims_stand_side_by_side_with_contradictions_marked() -> None:
    row = next(line for line in shown(reading()).splitlines() if line.strip().startswith("killed"))
    assert row.index("≠ 18 people") < row.index("≠ probably 15 civilians")
    header = next(line for line in shown(reading()).splitlines() if "the report" in line and "Ivan" in line)
    assert header.index("Ivan Petrenko") == row.index("≠ 18")


def test_on_a_narrow_screen_holders_stand_below_each_other() -> None:
    told = shown(reading(), 60)
    lines = [line.strip() for line in told.splitlines()]
    assert any(line.startswith("killed") and "Ivan Petrenko" in line and "≠ 18 people" in line for line in lines)
    assert all(len(line) <= 60 for line in told.splitlines())


def test_an_event_without_particulars_is_only_mentioned() -> None:
    assert "Also mentioned  ceasefire “version” (planned)" in shown(reading())


def test_corrections_warnings_and_the_caution_are_printed() -> None:
    told = shown(reading())
    assert "Monday → not told" in told and "W005 A clock time has no zone." in told and UNVERIFIED in told


def test_what_could_command_a_terminal_is_not_printed() -> None:
    text = "A\x1b[2Jman \ud800 said\x07 \u202eno\x9b31m."
    told = shown(Reading(report=make_report(text, title="\x1b]0;x\x07")))
    assert not set(told) & set("\x1b\x07\x9b\u202e\ud800")


def test_a_very_long_story_is_shown_in_part() -> None:
    told = shown(Reading(report=make_report("words" * 20_000 + "\n")))
    assert "70,000 more characters are not shown" in told


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_any_width_will_do(width: int) -> None:
    assert UNVERIFIED.split()[0] in shown(reading(), width)
