"""The tables of statements and of events; on a narrow screen, lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli.story import number
from onrecord.cli.words import AUTHOR, Words
from onrecord.records import Attribute, Claim, Event, Reading, Statement

NARROW = 80  # columns: below this, tables give way to lists
HOLDER_WIDTH = 18  # columns that a holder's values need to stand beside another's
ATTRIBUTE_WIDTH = 14  # columns for the names of attributes

_EXCERPT = 150  # characters of a statement's content: some three lines
_ORDER = {name: position for position, name in enumerate(get_args(Attribute))}
_PLAIN = frozenset({"occurred", "type"})  # an event with no more than these is only mentioned


def statements(reading: Reading, words: Words, width: int) -> Iterator[RenderableType]:
    """A row a statement: speaker, act with its cue, content, and channel, time, outer statement."""
    if width < NARROW:
        for statement in reading.statements:
            yield from _statement_lines(statement, words)
        return
    table = _table("", "speaker", "act", "content", "channel, time")
    table.expand = True
    table.columns[0].justify = "right"
    for column, share in zip(table.columns, (None, 5, 4, 10, 4), strict=True):
        column.ratio = share
    table.columns[0].width = len(number(reading.statements[-1].id))
    for statement in reading.statements:
        table.add_row(
            Text(number(statement.id), style="magenta"),
            Text(words.speaker(statement), style="cyan"),
            Text.assemble(statement.act, (f"\n{words.excerpt(*statement.cue, limit=30)}", "italic magenta")),
            words.excerpt(*statement.content, limit=_EXCERPT),
            "\n".join(words.circumstances(statement)),
        )
    yield table


def _statement_lines(statement: Statement, words: Words) -> Iterator[RenderableType]:
    told = [f"{statement.act}: {words.excerpt(*statement.cue, limit=30)}", *words.circumstances(statement)]
    yield Text.assemble(
        (f"{number(statement.id)} ", "magenta"), (words.speaker(statement), "cyan"), (f"  {', '.join(told)}", "dim")
    )
    yield Padding(words.excerpt(*statement.content, limit=_EXCERPT), (0, 0, 0, 4))


def events(reading: Reading, words: Words, width: int) -> Iterator[RenderableType]:
    """A table an event, the main one first: a row an attribute, a column a holder."""
    claims: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        claims.setdefault(claim.event, []).append(claim)
    canonical = [e for e in reading.events if e.same_as is None]
    mentioned: list[str] = []
    for event in sorted(canonical, key=lambda e: not e.main):
        held = claims.get(event.id, [])
        if event.main or any(c.attribute not in _PLAIN for c in held):
            yield _event_heading(event, words)
            yield _side_by_side(held, words, width)
        else:
            mentioned.append(f"{words.event(event)} ({event.realis})")
    if mentioned:
        yield Text.assemble(("\nAlso mentioned  ", "bold"), "; ".join(mentioned))


def _event_heading(event: Event, words: Words) -> Text:
    told = f"  {event.realis}" + ("  ·  the report's main event" if event.main else "")
    return Text.assemble("\n", (words.event(event), "bold"), (told, "dim"))


def _side_by_side(claims: list[Claim], words: Words, width: int) -> RenderableType:
    holders = sorted({c.holder: None for c in claims}, key=lambda h: h != AUTHOR)
    cells: dict[str, dict[str, list[Claim]]] = {}
    contested = any(c.attribute == "type" and c.conflicts for c in claims)  # else the heading tells the type
    claims = [c for c in claims if c.attribute != "type" or contested]
    for claim in sorted(claims, key=lambda c: _ORDER[c.attribute]):
        cells.setdefault(claim.attribute, {}).setdefault(claim.holder, []).append(claim)
    if (width - ATTRIBUTE_WIDTH) // max(len(holders), 1) < HOLDER_WIDTH:
        return _listed(cells, words)
    table = _table("", *(words.holder(holder) for holder in holders))
    for attribute, by_holder in cells.items():
        table.add_row(attribute, *(_cell(by_holder.get(holder, []), words) for holder in holders))
    return table


def _listed(cells: dict[str, dict[str, list[Claim]]], words: Words) -> RenderableType:
    """Where the holders are too many for columns: a row a holder under each attribute."""
    table = _table("", "holder", "claim")
    for attribute, by_holder in cells.items():
        for position, (holder, held) in enumerate(by_holder.items()):
            table.add_row("" if position else attribute, words.holder(holder), _cell(held, words))
    return table


def _cell(claims: list[Claim], words: Words) -> Text:
    lines: dict[str, bool] = {}
    for claim in claims:
        told = words.claim(claim)
        lines[told] = lines.get(told, False) or bool(claim.conflicts)
    cell = Text()
    for position, (told, contested) in enumerate(lines.items()):
        cell.append("\n" if position else "")
        cell.append(f"≠ {told}" if contested else told, style="bold red" if contested else "")
    return cell


def _table(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="dim")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table
