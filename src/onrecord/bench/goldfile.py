"""Gold files: annotated reports as JSON lines, plain or gzip; each bench makes its own records of the lines."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from onrecord.records import Report

Record = TypeVar("Record")


class GoldError(ValueError):
    """A gold file is missing or is not what it should be; the message names the file, the line and the mend."""


def load(path: Path, record: Callable[[dict[str, Any]], Record]) -> Iterator[Record]:
    """Read a gold file.

    Args:
        path: JSON lines in UTF-8; gzip where the name ends in .gz. Empty lines are passed over.
        record: makes a record of a line. What it raises as ValueError, KeyError or TypeError is told with the line.

    Raises:
        GoldError: the file is missing or cannot be read, or a line is no annotated report.
    """
    if not path.is_file():
        raise GoldError(f"{path} is missing: give a file of annotated reports")
    for number, line in _lines(path):
        try:
            made = record(json.loads(line))
        except json.JSONDecodeError as error:
            fault = f"{error.msg} at column {error.colno}"
            raise GoldError(f"{path}, line {number}: not JSON ({fault}): write each record on one line") from error
        except ValueError as error:
            raise GoldError(f"{path}, line {number}: not an annotated report ({error})") from error
        except (KeyError, TypeError) as error:
            raise GoldError(f"{path}, line {number}: not an annotated report ({error!r})") from error
        yield made


def given(row: Any, key: str, name: str) -> str:
    """A string that a record, or a part of it, must have; ``name`` is what the message calls it.

    Raises:
        ValueError: it is missing or is no string.
    """
    if not isinstance(row, dict):
        raise ValueError(f"{name} is no JSON object")
    if not isinstance(row.get(key), str):
        raise ValueError(f"{name} has no {key}: give it as a string")
    found: str = row[key]
    return found


def optional(row: dict[str, Any], key: str, name: str) -> str | None:
    """A string that may be null or missing.

    Raises:
        ValueError: it is neither that nor a string.
    """
    return None if row.get(key) is None else given(row, key, name)


def report_of(row: Any, *, strict: bool = True) -> Report:
    """The report of a line: its id and text, and, as far as given, published, title, publisher and timezone.

    Raises:
        ValueError: id or text is missing, a field is no string, or, if ``strict``, published or timezone is none.
    """
    from onrecord.api import make_report

    return make_report(
        given(row, "text", "the record"),
        id=given(row, "id", "the record"),
        published=optional(row, "published", "the record"),
        title=optional(row, "title", "the record"),
        publisher=optional(row, "publisher", "the record"),
        timezone=optional(row, "timezone", "the record"),
        strict=strict,
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold something, counted from 1."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, line.strip()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise GoldError(f"{path} cannot be read ({error}): give JSON lines in UTF-8, plain or as .gz") from error
