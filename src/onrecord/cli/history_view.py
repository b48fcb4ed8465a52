"""The history of an incident made to be read: what was published, changed and corrected, and what the ledger did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.cli.dates import instant
from onrecord.cli.incident_words import one_line
from onrecord.cli.view import MAX_WIDTH
from onrecord.ledger.records import Change, Incident
from onrecord.notice import UNVERIFIED

_STYLES = {
    "report": "cyan", "revision": "yellow", "correction": "bold green", "merged": "magenta", "split": "magenta",
    "decision": "bold magenta", "erased": "bold magenta",
}  # fmt: skip
_SILENT = "silent edit"


def show(incident: Incident, changes: Sequence[Change], asked: str, out: Console, *, sentences: bool) -> None:
    """Print the history: in the order of publication what was published, then what the ledger did, and when.

    Args:
        incident: whose history it is.
        changes: as the ledger tells them.
        asked: as of when, in words; empty for now.
        out: where to.
        sentences: also the sentences that went out and came in with new versions.
    """
    width = min(out.width, MAX_WIDTH)
    heading = Text.assemble((one_line(incident.title), "bold"), ("  ·  ", "dim"), (incident.id, "cyan"))
    out.print(Rule(heading, align="left", style="dim"), width=width)
    if asked:
        out.print(Text(f"{asked[0].upper()}{asked[1:]}", "yellow"), width=width)
    published = [c for c in changes if c.at is not None]
    if published:
        out.print(_section("Published", "when a report came out (UTC), and what it says"), width=width)
        dates = {report.version: report.published for report in incident.reports}
        out.print(_table(_published(published, dates, sentences=sentences)), width=width)
    recorded = [c for c in changes if c.at is None]
    if recorded:
        out.print(_section("Recorded", "when this ledger did it (UTC)"), width=width)
        out.print(_table(_recorded(recorded)), width=width)
    out.print(Text(f"\n{UNVERIFIED}\n", "dim"), width=width)


def _published(
    changes: Sequence[Change], dates: dict[int, str | None], *, sentences: bool
) -> Iterator[tuple[str, str, Text]]:
    first: dict[str, str] = {}
    for change in changes:
        when = instant((dates.get(change.version or 0) or change.at), zone=False)
        kind = _SILENT if change.kind == "revision" and (change.data or {}).get("silent") else change.kind
        publisher, _, told = one_line(change.told).partition(": ")
        if change.kind == "report" and told:  # a copy need not be read again
            earlier = first.setdefault(told, publisher)
            told = told if earlier == publisher else f"the same as {earlier}"
        text = Text.assemble((publisher, "cyan"), f"\n{told}" if told else "")
        if sentences and change.data is not None:
            for key, sign, style in (("removed", "−", "red"), ("added", "+", "green")):
                for sentence in change.data.get(key, ()):
                    text.append(f"\n{sign} {one_line(sentence)}", style)
        yield when, kind, text


def _recorded(changes: Sequence[Change]) -> Iterator[tuple[str, str, Text]]:
    """What was done in one transaction is told in a line."""
    for (when, kind), group in groupby(changes, key=lambda c: (instant(c.recorded, zone=False), c.kind)):
        told = list(dict.fromkeys(one_line(change.told) for change in group))
        if kind == "linked" and len(told) > 1:
            publishers = [one.removesuffix(" was linked to this incident") for one in told]
            told = [f"linked to this incident: {', '.join(publishers)}"]
        yield when, kind, Text("\n".join(told))


def _table(rows: Iterator[tuple[str, str, Text]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for when, kind, told in rows:
        style = "bold red" if kind == _SILENT else _STYLES.get(kind, "")
        table.add_row(when, Text(kind, style), told)
    return table


def _section(title: str, subtitle: str) -> Text:
    return Text.assemble("\n", (title, "bold underline"), (f"  {subtitle}", "dim"))
