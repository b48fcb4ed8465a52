"""Intake: from files to reports. All that is hostile is met here; what cannot be read becomes a :class:`Failure`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.intake.bytes import UnreadableError, opened
from onrecord.intake.failure import Failure
from onrecord.intake.records import Given, from_stream
from onrecord.records import Report

__all__ = ["Failure", "reports"]


def reports(
    path: str | Path,
    *,
    published: str | None = None,
    timezone: str | None = None,
    publisher: str | None = None,
) -> Iterator[Report | Failure]:
    """The reports of one file, in its order, and a failure for each that cannot be made.

    Args:
        path: plain text, a JSON record or list of records, JSONL, gzip of these, or ``-`` for standard input. Which of
            them it is, is told by its content.
        published: ISO date or instant of the reports that bring none of their own.
        timezone: IANA name or offset of the reports that bring none.
        publisher: outlet of the reports that bring none.

    Raises:
        ValueError: ``published`` or ``timezone`` cannot be understood. Nothing in a file raises.
    """
    from onrecord.api import check_published, check_timezone

    if published is not None:
        check_published(published)
    if timezone is not None:
        check_timezone(timezone)
    return _reports(path, Given(published, timezone, publisher))


def _reports(path: str | Path, given: Given) -> Iterator[Report | Failure]:
    source = "standard input" if str(path) == "-" else str(path)
    try:
        with opened(path) as stream:
            yield from from_stream(stream, source, given)
    except UnreadableError as problem:
        yield Failure(source, problem.line, str(problem))
