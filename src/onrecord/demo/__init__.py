"""What ships to be tried: nine reports of one incident, and four stories. Incidents and people in them are invented."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from onrecord.intake import Failure, reports
from onrecord.records import Report

__all__ = ["example_names", "example_reports", "save_examples", "story_names", "story_reports"]

_README = "README.md"


def example_names() -> tuple[str, ...]:
    """The file names of the nine reports that tell of one incident, in order."""
    return _names(_examples())


def example_reports() -> Iterator[Report]:
    """The nine reports, each with its publisher, address and publication date; two are versions of one page."""
    return _reports(_examples())


def story_names() -> tuple[str, ...]:
    """The file names of the four stories, each of another incident, in order."""
    return _names(_stories())


def story_reports() -> Iterator[Report]:
    """The four stories as reports, each with its publication date."""
    return _reports(_stories())


def save_examples(folder: Path) -> tuple[Path, ...]:
    """Copy the nine reports and what is said of them (README.md) into a folder, and tell where they are.

    The folder is made where it is missing; existing files are kept as they are.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    saved = tuple(folder / name for name in (*example_names(), _README))
    for target in saved:
        if not target.exists():
            target.write_bytes((_examples() / target.name).read_bytes())
    return saved


def _examples() -> Traversable:
    """Inside an installed package; in a checkout, at its root."""
    installed = files(__name__) / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "examples"


def _stories() -> Traversable:
    return files(__name__) / "stories"


def _names(folder: Traversable) -> tuple[str, ...]:
    return tuple(sorted(file.name for file in folder.iterdir() if file.name.endswith(".txt")))


def _reports(folder: Traversable) -> Iterator[Report]:
    for name in _names(folder):
        with as_file(folder / name) as path:
            for report in reports(path):
                assert not isinstance(report, Failure), report
                yield report
