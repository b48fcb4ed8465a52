"""What the commands ``read`` and ``stages`` do."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from onrecord.cli.output import FAILED, complain, console, write_line
from onrecord.intake import Failure, reports
from onrecord.records import Reading, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

T = TypeVar("T")


def read_paths(
    paths: Sequence[str],
    format: str,
    *,
    published: str | None,
    timezone: str | None,
    publisher: str | None,
    places: Path | None = None,
    point_of_view: str | None = None,
    explain: bool = False,
) -> int:
    """Read the files one after the other and print their readings; returns how many files or records failed."""
    failures = 0
    with _progress(len(paths)) as progress:
        errors = progress.console if progress is not None else console(stderr=True)
        for path in paths:
            for report in reports(path, published=published, timezone=timezone, publisher=publisher):
                if isinstance(report, Failure):
                    failures += 1
                    complain(str(report), errors)
                else:
                    failures += not _read_and_print(report, path, format, errors, places, point_of_view, explain)
            if progress is not None:
                progress.advance(progress.task_ids[0])
    return failures


def _read_and_print(
    report: Report,
    path: str,
    format: str,
    errors: Console,
    places: Path | None = None,
    point_of_view: str | None = None,
    explain: bool = False,
) -> bool:
    """False where the report could not be read; no text should cause that, so it is told as our fault."""
    from onrecord.api import explain_places, read

    if explain:
        from onrecord.cli.explain import show

        told = or_complain(lambda: explain_places(report, places=places), report, path, errors)
        if told is not None:
            show(report, told, format)
        return told is not None
    reading = or_complain(lambda: read(report, places=places, point_of_view=point_of_view), report, path, errors)
    if reading is not None:
        print_reading(reading, path, format)
    return reading is not None


def or_complain(run: Callable[[], T], report: Report, path: str, errors: Console) -> T | None:
    """What ``run`` makes of a report; none where that is our fault, which is told."""
    from onrecord.gazetteer import GazetteerError
    from onrecord.reading.model import ModelError

    try:
        return run()
    except (ModelError, GazetteerError) as problem:  # nothing can be read without the parser's model and all places
        complain(str(problem), errors)
        raise SystemExit(FAILED) from None
    except Exception as fault:
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(frame.filename).name}, line {frame.lineno}"
        complain(
            f"{path}: report {report.id} could not be read, which is a fault of onrecord: please report it "
            f"({type(fault).__name__} in {where}: {fault})",
            errors,
        )
        return None


def print_reading(reading: Reading, path: str, format: str) -> None:
    """Print a reading in one of the formats."""
    if format == "text":
        from onrecord.cli.view import show

        show(reading, "standard input" if path == "-" else Path(path).name, console())
    else:
        write_line(reading.to_json(indent=2 if format == "json" else None))


@contextmanager
def _progress(files: int) -> Iterator[Progress | None]:
    """A bar on standard error for several files, where a person sees it and the output goes elsewhere."""
    if files < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        "reading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console(stderr=True),
        redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    with bar:
        bar.add_task("reading", total=files)
        yield bar


def show_stages() -> None:
    """Print the stages in the order they run."""
    from rich.table import Table

    from onrecord.reading import stages

    table = Table("stage", "answers", "needs", box=None, pad_edge=False, header_style="dim")
    for stage in stages():
        table.add_row(stage.name, stage.question, ", ".join(stage.needs))
    console().print(table)
