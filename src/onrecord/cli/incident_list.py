"""A list of incidents made to be read: one line an incident, or two where the screen is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.cli.dates import interval
from onrecord.cli.incident_words import number_range, one_line, standing_style
from onrecord.ledger.instants import seconds_of
from onrecord.ledger.records import IncidentRow

WIDE = 110  # columns from which an incident takes one line
MAX_WIDTH = 140


def table(rows: Sequence[IncidentRow], width: int) -> RenderableType:
    """The incidents as a table of this width."""
    wide = width >= WIDE
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="dim", border_style="dim")
    shown.expand, shown.width = True, min(width, MAX_WIDTH)
    places = ("when", "what", "where") if wide else ("what, where",)
    for head in ("incident", *places, "killed", "injured", "standing", "reports", *(("origins",) if wide else ())):
        shown.add_column(
            head,
            no_wrap=head in ("incident", "when", "killed", "injured"),
            justify="right" if head in ("killed", "injured", "reports", "origins") else "left",
            ratio=1 if head in ("what", "where", "what, where") else None,
        )
    for row in rows:
        shown.add_row(*(_wide(row) if wide else _narrow(row)))
    return shown


def _wide(row: IncidentRow) -> Iterator[RenderableType]:
    yield Text(row.id, "cyan")
    yield _when(row)
    yield Text(_what(row), "bold")
    yield _where(row)
    yield from _people(row)
    yield _standing(row)
    yield str(row.reports)
    yield str(row.origins)


def _narrow(row: IncidentRow) -> Iterator[RenderableType]:
    yield Text.assemble((row.id, "cyan"), f"\n{_when(row)}")
    yield Text.assemble((_what(row), "bold"), f"\n{_where(row)}")
    yield from _people(row)
    yield _standing(row)
    yield Text.assemble(str(row.reports), (f"\n{row.origins} origin{'s' * (row.origins != 1)}", "dim"))


def _what(row: IncidentRow) -> str:
    return one_line(row.title.split(", ")[0] if row.title else row.type)


def _when(row: IncidentRow) -> str:
    start, until = seconds_of(row.happened_from), seconds_of(row.happened_until)
    return interval(start, until).removesuffix(" UTC")


def _where(row: IncidentRow) -> str:
    return one_line(", ".join(filter(None, (row.place, row.country)))) or "place not told"


def _people(row: IncidentRow) -> Iterator[Text]:
    yield Text(number_range(row.killed_low, row.killed_high), "bold")
    yield Text(number_range(row.injured_low, row.injured_high))


def _standing(row: IncidentRow) -> Text:
    return Text(row.standing.replace("independent ", ""), standing_style(row.standing))


def show(rows: Sequence[IncidentRow], asked: str, notes: Sequence[str], out: Console) -> None:
    """Print the list, with as of when it is above and notes below."""
    if asked:
        out.print(Text(f"Incidents {asked}", "yellow"))
    if rows:
        out.print(table(rows, out.width))
    for note in notes:
        out.print(Text(note, "dim"))
