"""The commands ``onrecord gazetteer …``: what it holds, whom a name may mean, what is added to it and taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.output import FAILED, console, progress, quietly, write_line

if TYPE_CHECKING:
    from onrecord.gazetteer import Gazetteer

gazetteer = typer.Typer(no_args_is_help=True, help="The places that onrecord knows, and their names.")

_HOW = {"name": "", "alternate": "another name of it", "short": "an abbreviation of it"}


def _fail(problem: object) -> typer.Exit:
    console(stderr=True).print(str(problem), soft_wrap=True)
    return typer.Exit(FAILED)


def _opened() -> Gazetteer:
    from onrecord.gazetteer import load
    from onrecord.gazetteer.store import GazetteerError

    try:
        return load()
    except GazetteerError as problem:
        raise _fail(problem) from None


@gazetteer.command()
@quietly
def info() -> None:
    """What the gazetteer holds, where it comes from, and whether its files are whole."""
    from onrecord.gazetteer.store import GazetteerError

    opened = _opened()
    card = opened.card
    write_line(f"{card['entries']:,} places, {card['names']:,} names, {card['bytes'] / 1e6:.1f} MB")
    try:
        opened.verify()
    except GazetteerError as problem:
        raise _fail(problem) from None
    write_line(f"sha256 {card['sha256']}: the file is whole")
    for store in opened.added:
        write_line("")
        write_line(f"installed: {_told(store.name, store.card)}")
        write_line(f"sha256 {store.card['sha256']}: the file is whole")
    if opened.own:
        write_line("")
        write_line(f"own file: {opened.own.path}")
        write_line(
            f"sha256 {opened.own.sha256}: {len(opened.own.by_id):,} places, {len(opened.own.always):,} names that "
            f"always mean one place, {len(opened.own.blocked):,} that mean none"
        )
    write_line("")
    for source in (s for c in (card, *(store.card for store in opened.added)) for s in c["inputs"]):
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

    Which one a report means is decided by what else it names: onrecord read FILE --explain places tells. Who claims a
    disputed place is shown; its country code is the gazetteer's.

    \b
    Examples
      onrecord gazetteer search Tripoli
      onrecord gazetteer search "Khan Younis"
    """
    from onrecord.gazetteer import load_disputes

    found = _opened().candidates(name)
    if not found:
        raise _fail(f"{name}: no place of the gazetteer has this name, in any spelling")
    for candidate in found[:most]:
        entry = candidate.entry
        where = ", ".join(dict.fromkeys(p for p in (entry.name, entry.admin2, entry.admin1, entry.country) if p))
        told = [entry.feature, f"{entry.lat:.4f} {entry.lon:.4f}" if entry.lat is not None else "no coordinates"]
        told += [f"{entry.population:,} people"] if entry.population else []
        told += [_HOW[candidate.match]] if _HOW[candidate.match] else []
        claims = load_disputes().claims(entry)
        told += [f"claimed by {' and '.join(claims)}"] if claims else []
        write_line(f"{entry.id:<20} {where}  ({'; '.join(told)})")
    if len(found) > most:
        write_line(f"and {len(found) - most:,} more: --most {len(found)}")


@gazetteer.command()
@quietly
def install(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames dump or a table of Who's On First places.")],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What it is called from now on; else the file's name.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CC", help="Keep this country only; may be given several times.")
    ] = None,
) -> None:
    """Add places to the gazetteer: villages, hills, rivers, whatever the file has.

    FILE is a dump of GeoNames (UA.zip, allCountries.zip, or the .txt in it) or a table of Who's On First places with a
    header; plain, .gz or .zip. From then on all commands that read know its places. What was installed under the same
    name is replaced when the new one is whole; an install that breaks off changes nothing.

    \b
    Examples
      onrecord gazetteer install UA.zip
      onrecord gazetteer install allCountries.zip --name levant --country SY --country LB
    """
    from onrecord.gazetteer.install import install as run
    from onrecord.gazetteer.install import name_of
    from onrecord.gazetteer.store import GazetteerError

    try:
        with progress() as tell:
            card = run(file, name=name, countries=[code.upper() for code in country or ()], tell=tell)
    except (GazetteerError, ValueError) as problem:
        raise _fail(problem) from None
    write_line(f"installed: {_told(name or name_of(file), card)}")


@gazetteer.command("list")
@quietly
def list_() -> None:
    """What is installed, and where the user's own file of places would lie."""
    from onrecord.gazetteer import folder
    from onrecord.gazetteer.store import GazetteerError

    where, failed = folder.folder(), False
    try:
        found = folder.installed(where)
    except GazetteerError as problem:
        raise _fail(problem) from None
    for one in found:
        try:
            write_line(_told(one.name, one.open().card))
        except GazetteerError as problem:
            failed = True
            _fail(problem)
    if not found:
        write_line("nothing is installed: onrecord gazetteer install FILE")
    own = where / folder.OWN
    write_line(f"own file: {own}{'' if own.is_file() else ' (none)'}")
    if failed:
        raise typer.Exit(FAILED)


@gazetteer.command()
@quietly
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As onrecord gazetteer list shows it.")],
) -> None:
    """Take out what was installed under a name; the gazetteer is as it was before."""
    from onrecord.gazetteer import folder
    from onrecord.gazetteer.store import GazetteerError

    try:
        there = folder.remove(name)
    except GazetteerError as problem:
        raise _fail(problem) from None
    if not there:
        raise _fail(f"{name}: nothing of this name is installed; onrecord gazetteer list shows what is")
    write_line(f"removed: {name}")


def _told(name: str, card: dict[str, Any]) -> str:
    """One line on an installed gazetteer."""
    size = f"{card['entries']:,} places, {card['names']:,} names, {card['bytes'] / 1e6:.1f} MB"
    kind = {"geonames": "GeoNames", "wof": "Who's On First"}.get(card.get("kind", ""), "")
    only = " ".join(card.get("countries", ()))
    return "  ".join(filter(None, (name, size, kind, only)))
