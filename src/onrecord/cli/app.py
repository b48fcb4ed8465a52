"""The commands. Each mirrors the Python API; docs/cli.md documents every one with every option (a test)."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.adding import add
from onrecord.cli.bench import bench
from onrecord.cli.checks import check_point_of_view
from onrecord.cli.demo import demo
from onrecord.cli.gazetteer import gazetteer
from onrecord.cli.given import PathsArgument, PublishedOption, PublisherOption, TimezoneOption
from onrecord.cli.incident import history, review, show
from onrecord.cli.incidents import incidents, search
from onrecord.cli.ledger import ledger
from onrecord.cli.output import FAILED, quietly, write_line
from onrecord.cli.train import train


class Format(StrEnum):
    """How a reading is printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class Explained(StrEnum):
    """What of a reading can be explained."""

    places = "places"


app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help starts in half the time and wraps its paragraphs,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(ledger, name="ledger")
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(bench, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        from onrecord._version import __version__

        write_line(f"onrecord {__version__}")
        raise typer.Exit


@app.callback(epilog="Machine-read, unverified: check what it prints against the words that it points to.")
def onrecord(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read reports about conflict and crisis incidents, and keep on record who said what happened, where, when, to how
    many, how surely; what contradicts it, and how it was corrected.

    \b
    Begin with
      onrecord demo              nine reports of one incident, on record
      onrecord read story.txt    what a story of your own says
      onrecord add story.txt     put it on record; then: onrecord incidents
      onrecord add --help        formats, dates, time zones
    """


@app.command()
@quietly
def read(
    paths: PathsArgument,
    published: PublishedOption = None,
    timezone: TimezoneOption = None,
    publisher: PublisherOption = None,
    point_of_view: Annotated[
        str | None,
        typer.Option(
            callback=check_point_of_view,
            metavar="CC",
            envvar="ONRECORD_POINT_OF_VIEW",
            help="Give disputed places that a state claims under its code: UA. Otherwise: the gazetteer's code.",
        ),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own places, and names that are none, as YAML (docs/gazetteer.md)."),
    ] = None,
    explain: Annotated[
        Explained | None,
        typer.Option(help="Instead of the reading: why each place was taken for the place that it was taken for."),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(help="text to read, json or jsonl to go on with. Terminal: text; pipe or file: jsonl."),
    ] = None,
) -> None:
    """Read reports and print what they say, value by value.

    A file may hold one story as plain text, which may begin with date 2024-01-24 or a header of several lines; one
    JSON record or a list of them; or one JSON record a line (JSONL). A record has "text" and may have "id",
    "published", "title", "publisher" and "url". What a file is, is told by its content.

    \b
    Examples
      onrecord read story.txt
      onrecord read story.txt --published 2024-01-24 --timezone Europe/Kyiv
      onrecord read wire.jsonl.gz --format jsonl > readings.jsonl
      onrecord read story.txt --explain places
      curl -s https://example.org/story.json | onrecord read - --format json

    A file that cannot be read is reported and the others are read. Exit code: 0 all was read, 1 something was not,
    2 the command was wrong.
    """
    from onrecord.cli.reading import read_paths

    chosen = format or (Format.text if sys.stdout.isatty() else Format.jsonl)
    failures = read_paths(
        paths, chosen.value, published=published, timezone=timezone, publisher=publisher, places=places,
        point_of_view=point_of_view, explain=explain is not None,
    )  # fmt: skip
    if failures:
        raise typer.Exit(FAILED)


for command in (add, incidents, show, history, search, review, demo):
    app.command()(command)


@app.command()
@quietly
def schema() -> None:
    """Print the JSON Schema of a reading (draft 2020-12)."""
    import json

    from onrecord.contract import json_schema

    write_line(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
@quietly
def stages() -> None:
    """List the stages of a reading: what each answers and needs.

    They are printed in the order they run.
    """
    from onrecord.cli.reading import show_stages

    show_stages()


app.command()(train)
