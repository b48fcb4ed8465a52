"""From a path to bytes, and from bytes to text: opening, gzip, encodings, and the refusal of what is not text."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

MAX_BYTES = 64 * 1024 * 1024
"""The most that one report, one line of JSONL or one JSON document may hold: far above any text, far below memory."""

SAMPLE = 4096  # bytes that tell what a file is

_GZIP = b"\x1f\x8b"
_WIDE = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word document, a spreadsheet or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"SQLite format 3": "a database",
}


class UnreadableError(Exception):
    """A file, or a line of it, that cannot be taken as text; the message names the mend."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@contextmanager
def opened(path: str | Path) -> Iterator[io.BufferedReader]:
    """The bytes of a path, unpacked where they are gzip.

    Raises:
        UnreadableError: the path is missing, a folder, closed to us, or a broken archive.
    """
    if str(path) == "-":
        with _translated():
            yield _unpacked(_standard_input())
        return
    with _translated():
        if "\0" in str(path):
            raise UnreadableError("there is no such file: check the path")
        file = Path(path)
        if file.is_dir():
            raise UnreadableError(f"this is a folder: name the files in it, as in {file}/*.txt")
        with file.open("rb") as stream:
            yield _unpacked(stream)


def _standard_input() -> BinaryIO:
    """Raises UnreadableError: there is none, or it was read before (``-`` named twice)."""
    if sys.stdin is None:
        raise UnreadableError("there is no standard input: name a file")
    if sys.stdin.closed:
        raise UnreadableError("standard input can be read only once: name - only once")
    return getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode("utf-8"))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise UnreadableError("there is no such file: check the path") from None
    except PermissionError:
        raise UnreadableError("you may not read this file: check its permissions") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise UnreadableError("the gzip archive is damaged or cut short: fetch it again") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnreadableError(f"the file cannot be read ({error.strerror or error})") from None


def _unpacked(stream: BinaryIO) -> io.BufferedReader:
    buffered: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, stream), SAMPLE)
    if buffered.peek(SAMPLE)[: len(_GZIP)] != _GZIP:
        return buffered
    return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)), SAMPLE)


def wide_encoding(sample: bytes) -> str | None:
    """``utf-16`` or ``utf-32`` where a byte order mark says so."""
    return next((name for mark, name in _WIDE.items() if sample.startswith(mark)), None)


def refuse_binary(sample: bytes) -> None:
    """Refuse what is not text.

    Raises:
        UnreadableError: the first bytes are those of a known binary format, or hold a NUL.
    """
    for mark, kind in _NOT_TEXT.items():
        if sample.startswith(mark):
            raise UnreadableError(f"this is {kind}, not text: save its text as UTF-8 plain text")
    if b"\x00" in sample:
        raise UnreadableError("this is not text (it has NUL bytes): save it as UTF-8 plain text")


def read_whole(stream: io.BufferedReader) -> bytes:
    """All that the stream still has.

    Raises:
        UnreadableError: it is larger than MAX_BYTES.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            f"this is larger than {MAX_BYTES // 1024 // 1024} MiB: split it, or write one JSON record a line (JSONL)"
        )
    return data


def decode(data: bytes, encoding: str = "utf-8", *, first_line: int = 1) -> str:
    """Bytes as text, to the character.

    Raises:
        UnreadableError: they are not in the encoding; the message names the byte, ``line`` the line.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableError(f"this begins as {encoding.upper()} but is not: save it as UTF-8") from None
        line = first_line + data.count(b"\n", 0, error.start)
        raise UnreadableError(
            f"this is not UTF-8 (byte 0x{data[error.start]:02x}): if it is Windows or Latin-1 text, "
            "convert it with  iconv -f WINDOWS-1252 -t UTF-8",
            line,
        ) from None
