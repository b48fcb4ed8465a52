"""A reading made to be read: the story, its statements, its events with their claims side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from onrecord.cli.story import legend, printable, story
from onrecord.cli.tables import events, statements
from onrecord.cli.words import Words
from onrecord.notice import UNVERIFIED
from onrecord.records import Reading

MAX_WIDTH = 110  # columns: longer lines are hard to read


def show(reading: Reading, source: str, out: Console) -> None:
    """Print one reading."""
    width = min(out.width, MAX_WIDTH)
    colour = out.color_system is not None and not out.no_color
    for part in _parts(reading, source, width, colour=colour):
        out.print(part, width=width)


def _parts(reading: Reading, source: str, width: int, *, colour: bool) -> Iterator[RenderableType]:
    words = Words(reading)
    yield Rule(_heading(reading, source), align="left", style="dim")
    if reading.statements or reading.events or reading.times or reading.places:
        yield legend(colour)
    yield Text("")
    yield story(reading, colour)
    if reading.statements:
        yield _section("Statements", "who says what, and how")
        yield from statements(reading, words, width)
    if reading.claims:
        yield _section("Events", "each holder's claims side by side; ≠ contradicts another holder")
        yield from events(reading, words, width)
    if reading.corrections:
        yield _section("Corrections", "what the publisher takes back")
        for correction in reading.corrections:
            yield Text.assemble("• ", words.excerpt((correction.start, correction.end)))
            if correction.wrong or correction.right:
                swap = f"  {correction.wrong or 'not told'} → {correction.right or 'not told'}"
                yield Text(printable(swap), style="bold")
    if reading.warnings:
        yield _section("Warnings", "what could not be read, or only in part")
        for warning in reading.warnings:
            yield Text.assemble((f"{warning.code} ", "bold yellow"), printable(warning.message))
    yield Text(f"\n{UNVERIFIED}\n", style="dim")


def _heading(reading: Reading, source: str) -> Text:
    report = reading.report
    told = [printable(part) for part in (report.title, report.publisher, report.published) if part]
    return Text.assemble((printable(source), "bold"), *("  ·  " + part for part in told))


def _section(title: str, subtitle: str) -> Text:
    return Text.assemble("\n", (title, "bold"), (f"  {subtitle}", "dim"))
