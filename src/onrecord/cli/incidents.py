"""The commands ``incidents`` and ``search``: what is on record, found by what is asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.cli.asked import (
    DEFAULT,
    Asked,
    AsOfOption,
    LedgerOption,
    RecordedOption,
    SinceOption,
    UntilOption,
    opened,
    option,
)
from onrecord.cli.output import console, quietly, write_line


class ListFormat(StrEnum):
    """How a list of incidents is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    geojson = "geojson"


class ViewFormat(StrEnum):
    """How what is on record is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[ViewFormat, typer.Option(help="text to read, json to go on with.")]


def _box(value: str | None) -> str | None:
    if value is not None:
        try:
            west, south, east, north = map(float, value.split(","))
        except ValueError:
            west = south = east = north = float("nan")
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise typer.BadParameter("write west,south,east,north in degrees: 36.0,49.5,37.5,50.5")
    return value


@quietly
def incidents(
    ledger: LedgerOption = DEFAULT,
    type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="An event type of the codebook, or a family: drone_strike.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="A place in any spelling, or a country's code: Kharkiv, UA.")
    ] = None,
    box: Annotated[
        str | None,
        typer.Option(metavar="W,S,E,N", callback=_box, help="West, south, east, north in degrees."),
    ] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Words of the name of who says something, did it or was hit.")
    ] = None,
    toll: Annotated[str | None, typer.Option(metavar="TOLL", help="'killed>=10' or 'injured<5', in quotes.")] = None,
    standing: Annotated[
        str | None,
        typer.Option(
            metavar="STANDING",
            help="contested, denied, retracted, superseded, 'one origin' or 'independent origins'.",
        ),
    ] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that a report of it has.")] = None,
    all: Annotated[
        bool, typer.Option("--all", help="Also those that reports only mention beside what they are about.")
    ] = False,
    as_of: AsOfOption = None,
    recorded_as_of: RecordedOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 50,
    offset: Annotated[int, typer.Option(metavar="N", min=0, help="How many to pass over.")] = 0,
    format: Annotated[ListFormat, typer.Option(help="table to read; json, csv or geojson to go on with.")] = (
        ListFormat.table
    ),
) -> None:
    """List the incidents on record, that of the newest report first.

    All that is asked for must hold. Killed and injured are the least and the greatest number that somebody holds; the
    standing is that of what is most in doubt. --as-of tells what had been published by a moment, --recorded-as-of what
    this ledger held then; both can be given.

    \b
    Examples
      onrecord incidents
      onrecord incidents --place Kharkiv --since 2024-05-01 --toll 'killed>=10'
      onrecord incidents --standing contested --type drone_strike
      onrecord incidents --as-of 2024-05-14T18:00+03:00
      onrecord incidents --box 36.0,49.5,37.5,50.5 --format geojson > map.geojson
      onrecord incidents --limit 1000 --format csv > incidents.csv
    """
    asked = Asked(as_of, recorded_as_of)
    corners = tuple(map(float, box.split(","))) if box is not None else None
    with opened(ledger) as found:
        rows = found.incidents(
            type=type, since=since, until=until, place=place, box=corners, actor=actor, toll=toll,  # type: ignore[arg-type]
            standing=standing, text=text, all=all, limit=limit + 1, offset=offset, **asked.times(),
        )  # fmt: skip
        more, rows = len(rows) > limit, rows[:limit]
        if format is ListFormat.table:
            from onrecord.cli.incident_list import show
            from onrecord.notice import UNVERIFIED

            if not rows:
                notes = ["No incident on record has all that."]
                notes += [] if all else ["With --all, those that reports only mention are listed too."]
            else:
                notes = [f"More: --offset {offset + limit}"] if more else []
                notes += [f"Who holds what: onrecord show {rows[0].id}{option(found)}{asked.options()}", UNVERIFIED]
            show(rows, asked.words(), notes, console())
            return
    from onrecord.cli import incident_files as files

    if format is ListFormat.csv:
        write_line(files.as_csv(rows))
    else:
        write_line((files.as_json if format is ListFormat.json else files.as_geojson)(rows, asked.head()))


@quietly
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words; in quotation marks, a phrase.")],
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    recorded_as_of: RecordedOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 20,
    offset: Annotated[int, typer.Option(metavar="N", min=0, help="How many to pass over.")] = 0,
    format: FormatOption = ViewFormat.text,
) -> None:
    """Find reports by their words.

    The last added come first, with the incidents that they tell of. A report must have all the words, in its title
    or text; strike finds strikes too.

    \b
    Examples
      onrecord search hospital blood
      onrecord search '"fish market"'
      onrecord search ministry denied --as-of 2024-05-14
    """
    asked = Asked(as_of, recorded_as_of)
    wanted = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with opened(ledger) as known:
        found = known.search(wanted, limit=limit + 1, offset=offset, **asked.times())
    more, found = len(found) > limit, found[:limit]
    if format is ViewFormat.json:
        import json

        from onrecord.ledger.asjson import to_dict

        whole = {**asked.head(), "words": wanted, "found": [to_dict(one) for one in found]}
        write_line(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    from onrecord.cli.found_view import show

    show(found, wanted, asked.words(), f"More: --offset {offset + limit}" if more else "", console())
