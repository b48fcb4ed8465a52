"""What a user gives of reports, to every command that takes them: where they are, and what they do not say."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.checks import check_published, check_timezone

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Plain text, JSON or JSONL records, gzip of these; - is standard input."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        callback=check_published,
        metavar="ISO",
        help="When it was published, for reports that do not say: 2024-01-24 or 2024-01-24T18:00:00+02:00.",
    ),
]
TimezoneOption = Annotated[
    str | None,
    typer.Option(callback=check_timezone, metavar="ZONE", help="Zone of its clock times: Europe/Kyiv or +02:00."),
]
PublisherOption = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published it.")]
