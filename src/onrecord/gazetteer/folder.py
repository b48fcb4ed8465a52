"""The folder of what a user has installed: which gazetteers lie there, under which names.

An installed gazetteer ``NAME`` is the card ``NAME.gazetteer.json`` and the file ``NAME-DIGEST.gazetteer`` that the card
names. The card is renamed into its place last and in one step: before that the gazetteer is not there, or is the one
before. What an install that was killed has left is in a folder ``.part-…`` or is a file that no card names; the next
install or removal sweeps it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.gazetteer.compile import write_card
from onrecord.gazetteer.store import GazetteerError, Store, mend_of, read_card

VARIABLE = "ONRECORD_GAZETTEERS"
"""The environment variable that names the folder."""

OWN = "places.yaml"
"""The user's own file (``onrecord.gazetteer.overrides``)."""

PART = ".part-"
"""What the names of folders begin with in which an install is under way."""

CARD = ".gazetteer.json"
"""What follows the name of an installed gazetteer in that of its card."""

_FILE = re.compile(r"(.+)-[0-9a-f]{16}\.gazetteer")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed gazetteer: its name and its card."""

    name: str
    card: Path

    def read(self) -> dict[str, Any]:
        """What its card says.

        Raises:
            GazetteerError: the card cannot be read.
        """
        try:
            return read_card(self.card)
        except (OSError, ValueError) as error:
            raise GazetteerError(
                f"the installed gazetteer {self.name} cannot be opened: {error}; {mend_of(self.name)}"
            ) from error

    def open(self) -> Store:
        """Its file.

        Raises:
            GazetteerError: it is missing or damaged.
        """
        return Store(self.card, self.name)


def folder() -> Path:
    """Where installed gazetteers lie: what ONRECORD_GAZETTEERS says, else in the platform's folder for users' data."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_data_dir("onrecord", appauthor=False)) / "gazetteers"


def installed(where: Path | None = None) -> tuple[Installed, ...]:
    """What is installed, in order of names.

    Raises:
        GazetteerError: the folder cannot be read.
    """
    where = folder() if where is None else where
    try:
        names = sorted(path.name for path in where.iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise GazetteerError(
            f"the folder of installed gazetteers cannot be read: {error}; mend it, or set {VARIABLE} to another"
        ) from error
    cards = [(name.removesuffix(CARD), where / name) for name in names if name.endswith(CARD)]
    return tuple(Installed(name, card) for name, card in cards if is_name(name))


def is_name(name: str) -> bool:
    """Whether a gazetteer may be called so: small letters, digits, points, hyphens."""
    return _NAME.fullmatch(name) is not None


def remove(name: str, where: Path | None = None) -> bool:
    """Take out an installed gazetteer, whole or damaged; false where none is called so.

    Raises:
        GazetteerError: another install or removal is under way, or the folder cannot be written.
    """
    where = folder() if where is None else where
    if not is_name(name) or not where.is_dir():
        return False
    with changing(where):
        card = where / (name + CARD)
        there = card.exists()
        card.unlink(missing_ok=True)
        sweep(where)
    return there


@contextmanager
def changing(where: Path) -> Iterator[None]:
    """The right to change the folder, which only one process has at a time; what broken installs left is swept first.

    Raises:
        GazetteerError: another process has it, or the folder cannot be written.
    """
    try:
        where.mkdir(parents=True, exist_ok=True)
        lock = (where / _LOCK).open("ab")
    except OSError as error:
        raise GazetteerError(
            f"the folder of installed gazetteers cannot be written: {error}; mend it, or set {VARIABLE} to another"
        ) from error
    with lock:
        try:
            _hold(lock.fileno())
        except OSError:
            raise GazetteerError(
                f"another install or removal is under way in {where}; try again when it has ended"
            ) from None
        sweep(where)
        yield


def _hold(descriptor: int) -> None:
    """Lock a file for this process, till it ends or closes it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(where: Path) -> None:
    """Delete what no card names: parts of installs that broke off, files that were replaced or taken out."""
    named: set[str] = set()
    unread: set[str] = set()
    for one in installed(where):
        try:
            named.add(one.read()["file"])
        except GazetteerError:  # whose file it is cannot be told, so it stays until its gazetteer is taken out
            unread.add(one.name)
    for name in [path.name for path in where.iterdir()]:
        file = _FILE.fullmatch(name)
        if name.startswith(PART):
            shutil.rmtree(where / name, ignore_errors=True)
        elif file and name not in named and file[1] not in unread:
            with suppress(OSError):  # Windows keeps a file that another process still reads; the next sweep takes it
                (where / name).unlink()


def place(card: dict[str, Any], part: Path, name: str, where: Path) -> None:
    """Put a file that is whole, and its card, into their places; the card last, in one step.

    Args:
        card: what the card will say.
        part: the file, in a folder below ``where``.
        name: the name of the installed gazetteer.
        where: the folder; :func:`changing` holds it.
    """
    card = {**card, "file": f"{name}-{card['sha256'][:16]}.gazetteer"}
    written = part.with_name("card")
    write_card(written, card)
    for path in (part, written):
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    part.replace(where / card["file"])  # the same bytes if it is there already
    written.replace(where / (name + CARD))
