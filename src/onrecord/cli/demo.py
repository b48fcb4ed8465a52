"""The command ``demo``: nine invented reports of one incident, put on record and shown."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asked import opened, option
from onrecord.cli.output import FAILED, console, quietly, write_line

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

MOMENTS = ("2024-05-14T13:30+03:00", "2024-05-14T19:00+03:00")
"""Two moments of 14 May 2024: only the governor has spoken; a number is told that will be corrected."""


@quietly
def demo(
    ledger: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Put the reports on record here, to go on with; else nothing is left behind."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Copy the nine reports into a folder and stop.")
    ] = None,
) -> None:
    """Put nine reports of one incident on record and show it.

    What contradicts, what was corrected, how the record grew. The incident, the people and the outlets are
    invented. At the end it says what to try next.

    \b
    Examples
      onrecord demo
      onrecord demo --ledger demo.db
      onrecord demo --save examples
    """
    if save is not None:
        _save(save)
        return
    with ExitStack() as stack:
        where = ledger
        if where is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-demo-"))
            where = str(Path(folder) / "demo.db")
        found = stack.enter_context(opened(where, create=True))
        _show(found, kept=ledger is not None)


def _save(folder: Path) -> None:
    from onrecord.demo import save_examples

    try:
        saved = save_examples(folder)
    except OSError as error:
        raise typer.BadParameter(f"{folder} cannot be written: {error.strerror}", param_hint="--save") from None
    for path in saved:
        write_line(str(path))


def _show(ledger: Ledger, *, kept: bool) -> None:
    from rich.text import Text

    from onrecord.cli import incident_list, incident_view
    from onrecord.cli.adding import Adding
    from onrecord.cli.asked import Asked
    from onrecord.cli.incident import revisions_of
    from onrecord.demo import example_reports

    run = Adding(ledger)
    reports = list(example_reports())
    run.reports(reports, "reading nine reports")
    if run.failed:
        raise typer.Exit(FAILED)
    id = next(one for one in ledger.adding(reports[:1]) if one.incident is not None).incident or ""
    out = console()
    incident = ledger.incident(id)
    incident_view.show(incident, {r.after: r for r in revisions_of(ledger, incident)}, "", out)
    out.print(Text.assemble(("How the record grew", "bold underline"), ("  asked as of two moments, and now", "dim")))
    where = option(ledger) if kept else ""
    for moment in (*MOMENTS, None):
        asked = Asked(moment)
        out.print(Text(f"\n$ onrecord incidents{where}{asked.options()}", "green"), soft_wrap=True)
        rows = [row for row in ledger.incidents(all=True, limit=None, as_of=moment) if row.id == id]
        incident_list.show(rows, asked.words(), (), out)
    out.print(Text("What to try next", "bold"))
    proposed = _next(id, option(ledger) if kept else None)
    longest = max(len(command) for command, _ in proposed)
    for command, told in proposed:
        out.print(Text.assemble(f"  {command:<{longest}}  ", (told, "dim")), soft_wrap=True)


def _next(id: str, ledger: str | None) -> list[tuple[str, str]]:
    if ledger is None:
        return [
            ("onrecord demo --ledger demo.db", "keep this ledger, and see the commands that ask it"),
            ("onrecord demo --save examples", "the nine reports, into a folder"),
            ("onrecord add examples/*.txt", "put them on record yourself"),
            ("onrecord read examples/6-ostrel.txt", "what one report says, value by value"),
            ("onrecord add your-story.txt --published 2024-05-14", "a story of your own"),
        ]
    return [
        (f"onrecord history {id}{ledger}", "what came when, and what changed"),
        (f"onrecord show {id}{ledger} --as-of {MOMENTS[1]}", "as it stood then"),
        (f"onrecord search hospital blood{ledger}", "reports by their words"),
        (f"onrecord incidents{ledger} --format geojson", "for a map"),
        (f"onrecord ledger verify{ledger}", "is every byte as it was written?"),
    ]
