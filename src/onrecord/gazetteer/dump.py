"""Files that can be installed: which kind a file is, told by its content, and its rows with their line numbers."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from gzip import GzipFile
from pathlib import Path
from typing import Any, Literal, cast

from onrecord.gazetteer.compile import Tell
from onrecord.gazetteer.store import GazetteerError

Kind = Literal["geonames", "wof"]

COLUMNS = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country cc2 admin1 admin2 "
    "admin3 admin4 population elevation dem timezone modified"
).split()
"""The columns of a GeoNames dump, which has no header (https://www.geonames.org/export)."""

NEEDED = frozenset("wof_id placetype name lat lon country".split())
"""The columns that a table of Who's On First must have; a header names them."""

LICENCES: dict[Kind, str] = {
    "geonames": "GeoNames, CC BY 4.0",
    "wof": "Who's On First, https://whosonfirst.org/docs/licenses",
}

_AGAIN = "get the file again"
_LONGEST = 1 << 20  # bytes of a line
_TOLD = 20_000  # rows between two words on how far it is
_KNOWN = (
    "a GeoNames dump (19 columns parted by tabs, as UA.zip or allCountries.zip of https://download.geonames.org) or a "
    "table of Who's On First places (parted by tabs, with a header: wof_id, placetype, name, lat, lon, country …); "
    "plain, .gz or .zip"
)


class InstallError(GazetteerError):
    """A file cannot be installed; the message says in which line, what is wrong, and the mend."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that can be installed."""

    path: Path
    kind: Kind
    columns: tuple[str, ...]

    def error(self, line: int, wrong: str, mend: str) -> InstallError:
        """An error about one line."""
        return InstallError(f"{self.path}, line {line:,}: {wrong}; {mend}")

    def rows(self, what: str, tell: Tell, only: re.Pattern[bytes] | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its line; the header is left out.

        Args:
            what: what ``tell`` is told that is being done.
            tell: told how far it is.
            only: lines in which this is not found are passed over unread.

        Raises:
            InstallError: the file is cut short, or a row has too few columns or too many.
        """
        width = len(self.columns)
        for number, line in _lines(self.path, what, tell):
            if (number == 1 and self.kind == "wof") or (only is not None and not only.search(line)) or not line.strip():
                continue
            row = _text(self.path, number, line).split("\t")
            if len(row) != width:
                mend = "mend the line, or get the file again if it was cut short"
                raise self.error(number, f"it has {len(row)} columns, where {width} are expected", mend)
            yield number, row

    def number(self, line: int, what: str, text: str, most: float) -> float:
        """A number of degrees.

        Raises:
            InstallError: it is none, or lies beyond.
        """
        try:
            number = float(text)
        except ValueError:
            number = most + 1
        if not abs(number) <= most:
            raise self.error(line, f"{what} {text[:40]!r} is no number from -{most:g} to {most:g}", "mend the line")
        return number

    def whole(self, line: int, what: str, text: str, most: int) -> int:
        """A whole number from 0.

        Raises:
            InstallError: it is none, or is too large.
        """
        if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= most):
            raise self.error(line, f"{what} {text[:40]!r} is no whole number up to {most:,}", "mend the line")
        return int(text)

    def country(self, line: int, text: str) -> str:
        """A country's code, or nothing.

        Raises:
            InstallError: it is something else.
        """
        if text and not re.fullmatch("[A-Z]{2}", text):
            raise self.error(line, f"country {text[:40]!r} is no code of two capital letters", "mend the line")
        return text

    def sha256(self) -> str:
        """The digest of the file as it is."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def recognise(path: Path) -> Dump:
    """What a file is, told by its first line.

    Raises:
        InstallError: it cannot be read, or is no file that can be installed.
    """
    for number, line in _lines(path, "", lambda *_: None):
        text = _text(path, number, line)
        columns = tuple(text.split("\t"))
        if columns[0] == "wof_id":
            missing = sorted(NEEDED - set(columns))
            if missing:
                raise InstallError(f"{path}, line 1: the header lacks {', '.join(missing)}; add the column")
            return Dump(path, "wof", columns)
        if len(columns) == len(COLUMNS):
            return Dump(path, "geonames", tuple(COLUMNS))
        break
    raise InstallError(f"{path} is none of the files that can be installed; give {_KNOWN}")


def clean(name: str) -> str:
    """A name without control characters, its words parted by one space."""
    if not name.isprintable():
        name = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(name.split())


def _text(path: Path, number: int, line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise InstallError(f"{path}, line {number:,}: it is not UTF-8; {_AGAIN}") from None
    text = text.rstrip("\r\n")
    return text.removeprefix("\ufeff") if number == 1 else text


def _lines(path: Path, what: str, tell: Tell) -> Iterator[tuple[int, bytes]]:
    """The lines of what a file holds, and their numbers.

    Raises:
        InstallError: it is missing, damaged or cut short.
    """
    number = 0
    try:
        with _opened(path) as (stream, position, size):
            for number, line in enumerate(iter(partial(stream.readline, _LONGEST), b""), 1):
                if len(line) == _LONGEST:
                    raise InstallError(f"{path}, line {number:,}: it is longer than a megabyte; give {_KNOWN}")
                if number % _TOLD == 0:
                    tell(what, min(99, max(1, 100 * position() // max(1, size))), 100, f"{number:,} rows")
                yield number, line
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError) as error:
        raise InstallError(f"{path} cannot be read beyond line {number:,}: {error}; {_AGAIN}") from error
    except RuntimeError as error:
        if "encrypted" not in str(error):  # what zipfile says of an archive with a password
            raise
        raise InstallError(f"{path} has a password; unpack it first") from None
    tell(what, 100, 100, f"{number:,} rows")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[io.BufferedReader, Callable[[], int], int]]:
    """What a file holds, unpacked; how far it is read; how far there is to read."""
    with path.open("rb") as raw:
        size = path.stat().st_size
        begin = raw.peek(4)[:4]
        if begin[:2] == b"\x1f\x8b":
            with GzipFile(fileobj=raw) as unpacked:
                yield io.BufferedReader(unpacked, _LONGEST), raw.tell, size
        elif begin[:2] == b"PK":
            with zipfile.ZipFile(raw) as archive:
                tables = [
                    info
                    for info in archive.infolist()
                    if info.filename.lower().endswith((".txt", ".tsv")) and "readme" not in info.filename.lower()
                ]
                if not tables:
                    raise InstallError(f"{path}: the archive holds no table (.txt or .tsv); give {_KNOWN}")
                table = max(tables, key=lambda info: info.file_size)
                with archive.open(table) as member:
                    yield io.BufferedReader(cast(Any, member), _LONGEST), member.tell, table.file_size
        else:
            yield raw, raw.tell, size
