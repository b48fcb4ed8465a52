"""The story with its marks: who speaks, with which words, tolls, places and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from onrecord.records import Reading, Span

MAX_SHOWN = 30_000  # characters: a screen is no place for a book

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What a terminal must not be sent: control characters (escape sequences), text direction overrides, lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mark: its style in colour, and the signs around it where there is no colour."""

    name: str
    style: str
    opening: str
    closing: str


SPEAKER = Kind("speaker", "bold cyan", "‹", "›")
CUE = Kind("cue", "italic magenta", "_", "_")
TOLL = Kind("toll", "bold red", "[", "]")
PLACE = Kind("place", "underline green", "{", "}")
TIME = Kind("time", "yellow", "~", "~")
KINDS = (SPEAKER, CUE, TOLL, PLACE, TIME)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span; ``label`` is printed small after it (the statement's number after its cue)."""

    start: int
    end: int
    kind: Kind
    label: str = ""


def printable(text: str) -> str:
    """The text safe to print, of the same length: what could command a terminal or turn the text around is U+FFFD."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", " \n"))


def number(record_id: str) -> str:
    """``12`` of ``s12``: how a record is called on the screen."""
    return record_id.lstrip("abcdefghijklmnopqrstuvwxyz")


def legend(colour: bool) -> Text:
    """One line that tells which mark is what."""
    line = Text("Marked: ", style="dim")
    for position, kind in enumerate(KINDS):
        name = "cue" + number("s1").translate(_SUPERSCRIPT) if kind is CUE else kind.name
        line.append("" if position == 0 else "  ")
        line.append(name if colour else f"{kind.opening}{name}{kind.closing}", style=kind.style)
    return line.append("   (a cue's number is its row below)", style="dim")


def story(reading: Reading, colour: bool) -> Text:
    """The report's text with its marks; of a very long one, the beginning."""
    text = printable(reading.report.text)
    shown = text[:MAX_SHOWN].rstrip()
    out = Text()
    for piece in _pieces(shown, _nested(_marks(reading), len(shown)), colour):
        out.append_text(piece)
    if len(text.rstrip()) > len(shown):
        out.append(f"\n\n… {len(text.rstrip()) - len(shown):,} more characters are not shown.", style="dim")
    return out


def _marks(reading: Reading) -> list[Mark]:
    cues: dict[Span, list[str]] = {}
    sources: dict[Span, None] = {}
    for statement in reading.statements:
        for span in statement.cue:
            cues.setdefault(span, []).append(number(statement.id))
        sources.update(dict.fromkeys(statement.source))
    tolls = {row.span: None for event in reading.events for row in event.toll}
    return [
        *(Mark(*span, SPEAKER) for span in sources),
        *(Mark(*span, CUE, "·".join(ids).translate(_SUPERSCRIPT)) for span, ids in cues.items()),
        *(Mark(*span, TOLL) for span in tolls),
        *(Mark(p.start, p.end, PLACE) for p in reading.places if p.sense == "location"),
        *(Mark(t.start, t.end, TIME) for t in reading.times),
    ]


def _nested(marks: list[Mark], end: int) -> list[Mark]:
    """The marks in text order, outer before inner, without those that cross another."""
    kept: list[Mark] = []
    open_until: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while open_until and open_until[-1] <= mark.start:
            open_until.pop()
        if mark.start < mark.end <= end and not (open_until and mark.end > open_until[-1]):
            kept.append(mark)
            open_until.append(mark.end)
    return kept


def _pieces(text: str, marks: list[Mark], colour: bool) -> Iterator[Text]:
    position = 0
    inside: list[Mark] = []

    def upto(stop: int) -> Text:
        return Text(text[position:stop], style=" ".join(m.kind.style for m in inside))

    def close(mark: Mark) -> Iterator[Text]:
        if not colour:
            yield Text(mark.kind.closing)
        if mark.label:
            yield Text(mark.label, style=mark.kind.style)

    for mark in marks:
        while inside and inside[-1].end <= mark.start:
            yield upto(inside[-1].end)
            position = inside[-1].end
            yield from close(inside.pop())
        yield upto(mark.start)
        position = mark.start
        inside.append(mark)
        if not colour:
            yield Text(mark.kind.opening)
    while inside:
        yield upto(inside[-1].end)
        position = inside[-1].end
        yield from close(inside.pop())
    yield upto(len(text))
