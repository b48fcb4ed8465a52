"""The command ``add``: reports into a ledger, each confirmed once it is kept."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asked import DEFAULT, LedgerOption, opened, option
from onrecord.cli.given import PathsArgument, PublishedOption, PublisherOption, TimezoneOption
from onrecord.cli.output import FAILED, complain, console, quietly, write_line

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger import Added, Ledger
    from onrecord.records import Reading, Report

BATCH = 64  # onrecord.ledger.BATCH, which --help does not wait for

_TOLD = {
    "added": "new",
    "revised": "new versions of a page on record",
    "reread": "read anew by this version of onrecord",
    "known": "on record already",
}


class AddedFormat(StrEnum):
    """How what was added is told."""

    text = "text"
    jsonl = "jsonl"


@quietly
def add(
    paths: PathsArgument,
    ledger: LedgerOption = DEFAULT,
    published: PublishedOption = None,
    timezone: TimezoneOption = None,
    publisher: PublisherOption = None,
    batch: Annotated[
        int, typer.Option(metavar="N", min=1, help="Reports that are kept, and confirmed, at a time.")
    ] = BATCH,
    format: Annotated[
        AddedFormat | None,
        typer.Option(help="text: a summary; jsonl: a line a report, once it is kept. Terminal: text; else: jsonl."),
    ] = None,
) -> None:
    """Add reports to a ledger; it is made where there is none.

    They are read as onrecord read reads them, put on record and linked into incidents. Order does not matter, and what
    is on record already is passed over: after a break, run the same command again. A report with the same URL as one on
    record is a new version of it.

    \b
    Examples
      onrecord add story.txt
      onrecord add wire/*.jsonl.gz --ledger war.db
      onrecord add channel.jsonl --publisher "Governor's channel" --timezone Europe/Kyiv
      onrecord add archive.jsonl --format jsonl > kept.jsonl

    A report that cannot be read is told and the others are added. Exit code: 0 all were added, 1 something was not,
    2 the command was wrong.
    """
    from onrecord.ledger import LedgerError

    chosen = format or (AddedFormat.text if sys.stdout.isatty() else AddedFormat.jsonl)
    with opened(ledger, create=True) as found:
        given = {"published": published, "timezone": timezone, "publisher": publisher}
        run = Adding(found, batch)
        try:
            for one in run.paths(paths, given):
                if chosen is AddedFormat.jsonl:
                    _print(one)
        except (KeyboardInterrupt, SystemExit, LedgerError):
            reports = "1 report is" if run.kept == 1 else f"{run.kept:,} reports are"
            complain(f"stopped: {reports} kept; run the same command again to add the others")
            raise
        if chosen is AddedFormat.text:
            summarize(run, console())
    if run.failed:
        raise typer.Exit(FAILED)


def _print(one: Added) -> None:
    from onrecord.ledger.asjson import to_dict

    write_line(json.dumps(to_dict(one), ensure_ascii=False))
    sys.stdout.flush()  # whatever comes next, what is kept has been told


class Adding:
    """A run: what was kept, what failed, which incidents it touched.

    Args:
        ledger: where to.
        batch: reports of one transaction.
    """

    def __init__(self, ledger: Ledger, batch: int = BATCH) -> None:
        self.ledger, self.batch = ledger, batch
        self.count: Counter[str] = Counter()
        self.failed = 0
        self.touched: dict[str, None] = {}

    @property
    def kept(self) -> int:
        """How many reports are on record by this run, or were before."""
        return self.count.total()

    def paths(self, paths: Sequence[str], given: dict[str, str | None]) -> Iterator[Added]:
        """Add the reports of files, and tell each once it is kept."""
        from onrecord.intake import Failure, reports

        where = ""

        def found() -> Iterator[Report]:
            nonlocal where
            for path in paths:
                where = path
                for one in reports(path, **given):
                    if isinstance(one, Failure):
                        self.failed += 1
                        complain(str(one), errors)
                    else:
                        yield one

        with _progress("adding", None) as (errors, advance):
            yield from self._run(found(), lambda: where, errors, advance)

    def reports(self, some: Sequence[Report], what: str) -> None:
        """Add reports that are at hand."""
        with _progress(what, len(some)) as (errors, advance):
            for _ in self._run(iter(some), lambda: what, errors, advance):
                pass

    def _run(
        self, some: Iterator[Report], where: Callable[[], str], errors: Console, advance: Callable[[], None]
    ) -> Iterator[Added]:
        from onrecord.api import read
        from onrecord.cli.reading import or_complain

        def read_one(report: Report) -> Reading | None:
            reading = or_complain(lambda: read(report), report, where(), errors)
            self.failed += reading is None
            advance()
            return reading

        for one in self.ledger.adding(some, batch=self.batch, read=read_one):
            self.count[one.status] += 1
            if one.incident is not None and one.status != "known":
                self.touched[one.incident] = None
            yield one


@contextmanager
def _progress(what: str, whole: int | None) -> Iterator[tuple[Console, Callable[[], None]]]:
    """A bar on standard error that counts reports, where that is a terminal; how many there are may not be known."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    screen = console(stderr=True)
    count = MofNCompleteColumn() if whole is not None else TextColumn("{task.completed:,} reports read")
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), count, TimeElapsedColumn(), console=screen,
        disable=not screen.is_terminal, transient=True, redirect_stdout=sys.stdout.isatty(), redirect_stderr=False,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=whole)
        yield bar.console, lambda: bar.advance(task)


def summarize(run: Adding, out: Console) -> None:
    """What a run did, the incidents that it touched, and what to try next."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for status, told in _TOLD.items():
        if run.count[status]:
            table.add_row(Text(f"{run.count[status]:,}", "bold"), Text.assemble(f"{status}  ", (told, "dim")))
    if run.failed:
        table.add_row(Text(f"{run.failed:,}", "bold red"), Text("failed  told above", "red"))
    if run.kept or run.failed:
        out.print(table)
    if not run.kept:
        out.print("Nothing was added.")
        return
    ledger = option(run.ledger)
    if run.touched:
        incidents = "1 incident" if len(run.touched) == 1 else f"{len(run.touched):,} incidents"
        out.print(f"{incidents} touched in {run.ledger.name}")
        first = next(iter(run.touched))
        out.print(Text.assemble("\n", ("What to try next", "bold")))
        out.print(f"  onrecord incidents{ledger}", soft_wrap=True)
        out.print(f"  onrecord show {first}{ledger}", soft_wrap=True)
    else:
        out.print(f"No incident touched in {run.ledger.name}; onrecord incidents{ledger} lists them", soft_wrap=True)
