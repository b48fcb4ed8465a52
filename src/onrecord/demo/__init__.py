"""Example reports that ship with the package. Their incidents, and the people in them, are invented."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from onrecord.intake import Failure, reports
from onrecord.records import Report

__all__ = ["example_names", "example_reports", "save_examples"]


def example_names() -> tuple[str, ...]:
    """The file names of the examples, in order."""
    return tuple(sorted(f.name for f in files(__name__).iterdir() if f.name.endswith(".txt")))


def example_reports() -> Iterator[Report]:
    """The examples as reports, each with its publication date."""
    for name in example_names():
        with as_file(files(__name__) / name) as path:
            for report in reports(path):
                assert not isinstance(report, Failure), report
                yield report


def save_examples(folder: Path) -> tuple[Path, ...]:
    """Copy the examples into a folder, which is made where it is missing; existing files are kept as they are.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    saved = tuple(folder / name for name in example_names())
    for target in saved:
        if not target.exists():
            target.write_bytes((files(__name__) / target.name).read_bytes())
    return saved
