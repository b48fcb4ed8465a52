"""The commands ``onrecord gazetteer …``: what it holds, and whom a name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import FAILED, console, quietly, write_line

if TYPE_CHECKING:
    from onrecord.gazetteer import Gazetteer

gazetteer = typer.Typer(no_args_is_help=True, help="The places that onrecord knows, and their names.")

_HOW = {"name": "", "alternate": "another name of it", "short": "an abbreviation of it"}


def _opened() -> Gazetteer:
    from onrecord.gazetteer import load
    from onrecord.gazetteer.store import GazetteerError

    try:
        return load()
    except GazetteerError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None


@gazetteer.command()
@quietly
def info() -> None:
    """What the gazetteer holds, where it comes from, and whether its file is whole."""
    from onrecord.gazetteer.store import GazetteerError

    opened = _opened()
    card = opened.card
    write_line(f"{card['entries']:,} places, {card['names']:,} names, {card['bytes'] / 1e6:.1f} MB")
    try:
        opened.verify()
    except GazetteerError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None
    write_line(f"sha256 {card['sha256']}: the file is whole")
    write_line("")
    for source in card["inputs"]:
        write_line(f"{' '.join((source['name'], source['version'])).strip():<28}  {source['licence']}")
    write_line("")
    write_line("places by GeoNames feature code (https://www.geonames.org/export/codes.html)")
    for code, count in sorted(card["counts"].items(), key=lambda pair: (-pair[1], pair[0])):
        write_line(f"  {code:<5} {count:>9,}")


@gazetteer.command()
@quietly
def search(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place's name in any spelling or script that it has.")],
    most: Annotated[int, typer.Option("--most", min=1, help="How many namesakes are shown.")] = 10,
) -> None:
    """The places that a name may mean, the most important first.

    Which one a report means is decided by what else it names: onrecord read tells.

    \b
    Examples
      onrecord gazetteer search Tripoli
      onrecord gazetteer search "Khan Younis"
    """
    found = _opened().candidates(name)
    if not found:
        console(stderr=True).print(f"{name}: no place of the gazetteer has this name, in any spelling")
        raise typer.Exit(FAILED)
    for candidate in found[:most]:
        entry = candidate.entry
        where = ", ".join(dict.fromkeys(p for p in (entry.name, entry.admin2, entry.admin1, entry.country) if p))
        told = [entry.feature, f"{entry.lat:.4f} {entry.lon:.4f}" if entry.lat is not None else "no coordinates"]
        told += [f"{entry.population:,} people"] if entry.population else []
        told += [_HOW[candidate.match]] if _HOW[candidate.match] else []
        write_line(f"{entry.id:<20} {where}  ({'; '.join(told)})")
    if len(found) > most:
        write_line(f"and {len(found) - most:,} more: --most {len(found)}")
