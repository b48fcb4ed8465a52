"""Install a file of places: compile it beside what is there, and put it into its place when it is whole."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from onrecord.gazetteer import folder
from onrecord.gazetteer.compile import Compiler, Tell, silent
from onrecord.gazetteer.dump import LICENCES, InstallError, recognise
from onrecord.gazetteer.geonames import GeoNames
from onrecord.gazetteer.lookup import load
from onrecord.gazetteer.wof import WhosOnFirst


def name_of(path: Path) -> str:
    """The name that a file is installed under where none is given: its own, in small letters, without what follows."""
    name = re.sub(r"[^a-z0-9_.-]+", "-", path.name.lower())
    return re.sub(r"(\.(zip|gz|txt|tsv))+$", "", name).strip("._-") or "places"


def install(
    path: Path,
    *,
    name: str | None = None,
    countries: Collection[str] = (),
    where: Path | None = None,
    tell: Tell = silent,
) -> dict[str, Any]:
    """Install a GeoNames dump or a table of Who's On First places; returns its card.

    What was installed under the same name is replaced when the new one is whole; an install that breaks off, for
    whatever reason, changes nothing.

    Args:
        path: the file.
        name: what it is called from now on; left out, it is the file's name.
        countries: codes of the countries that are kept (``UA``); empty keeps all.
        where: the folder of installed gazetteers, if not the user's own.
        tell: told how far it is.

    Raises:
        GazetteerError: the file cannot be installed, or the folder cannot be written; nothing has changed.
        ValueError: the name or a country is no such thing.
    """
    name = name_of(path) if name is None else name
    if not folder.is_name(name):
        raise ValueError(f"{name!r} is no name for a gazetteer: write small letters, digits, points, hyphens")
    for code in countries:
        if not re.fullmatch("[A-Z]{2}", code):
            raise ValueError(f"{code!r} is no country: write two capital letters (ISO 3166-1 alpha-2), as UA")
    where = folder.folder() if where is None else where
    dump = recognise(path)
    with folder.changing(where):
        try:
            part = Path(tempfile.mkdtemp(prefix=folder.PART, dir=where))
            try:
                compiler = Compiler(part, wide=True)
                try:
                    source = GeoNames if dump.kind == "geonames" else WhosOnFirst
                    source(dump, load(installed=False), countries).compile(compiler, tell)
                    if not len(compiler):
                        only = f" of {', '.join(countries)}" if countries else ""
                        raise InstallError(f"{path} has no place{only}; nothing is installed")
                    card = compiler.finish(part / "places", tell)
                finally:
                    compiler.close()
                origin = {"name": path.name, "version": "", "licence": LICENCES[dump.kind], "sha256": dump.sha256()}
                card |= {"counts": dict(sorted(compiler.counts.items())), "inputs": [origin]}
                card |= {"kind": dump.kind, "countries": sorted(countries)}
                folder.place(card, part / "places", name, where)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        except OSError as error:
            raise InstallError(
                f"{name} cannot be written to {where}: {error.strerror or error}; make room there, or set "
                f"{folder.VARIABLE} to another folder"
            ) from error
        except ValueError as error:  # an id that stands twice
            raise InstallError(f"{path} cannot be installed: {error}; take one of the two rows out") from error
        folder.sweep(where)
    return card
