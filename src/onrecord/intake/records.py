"""From text to reports: plain text with its header, JSON, JSONL."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.api import make_report
from onrecord.intake.bytes import MAX_BYTES, SAMPLE, UnreadableError, decode, read_whole, refuse_binary, wide_encoding
from onrecord.intake.failure import Failure
from onrecord.intake.header import without_header
from onrecord.records import Report

_BOM = b"\xef\xbb\xbf"
_FIELDS = ("id", "title", "publisher", "url", "published", "timezone")  # of a record, besides its text
_JSON_OBJECT = re.compile(r"\{\s*(?:\"|\})")
_JSON_LIST = re.compile(r"\[\s*(?:\{|\])")
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
_KINDS = {bool: "true/false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of reports that do not say it themselves."""

    published: str | None = None
    timezone: str | None = None
    publisher: str | None = None


def from_stream(stream: io.BufferedReader, source: str, given: Given) -> Iterator[Report | Failure]:
    """The reports of a stream of bytes.

    Raises:
        UnreadableError: the whole of it is not text, or its header is wrong.
    """
    sample = _sample(stream)
    encoding = wide_encoding(sample)
    if encoding is not None:
        yield from _of_text(decode(read_whole(stream), encoding), source, given)
        return
    refuse_binary(sample)
    if sample.startswith(_BOM):
        stream.read(len(_BOM))
        sample = sample[len(_BOM) :]
    named_lines = _named(source, ".jsonl", ".ndjson")
    if sample.lstrip()[:1] != b"{" and not named_lines:
        yield from _of_text(decode(read_whole(stream)), source, given)
        return
    first, skipped = _first_line(stream)
    if named_lines or _is_record(first):
        yield from _of_lines(_lines(stream, first), source, given, skipped + 1)
        return
    rest = read_whole(stream)
    yield from _of_text("\n" * skipped + decode(first + rest, first_line=skipped + 1), source, given)


def _named(source: str, *endings: str) -> bool:
    return source.lower().removesuffix(".gz").endswith(endings)


def _sample(stream: io.BufferedReader) -> bytes:
    return stream.peek(SAMPLE)[:SAMPLE]


def _first_line(stream: io.BufferedReader) -> tuple[bytes, int]:
    """The first line that is not blank, and how many blank ones were skipped."""
    skipped = 0
    while True:
        line = stream.readline(MAX_BYTES + 1)
        if line.strip() or not line:
            return line, skipped
        skipped += 1


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: io.BufferedReader, first: bytes) -> Iterator[bytes]:
    line = first
    while line:
        yield line
        if not line.endswith(b"\n") and len(line) > MAX_BYTES:  # pass over the rest of a line that is too long
            while (more := stream.readline(MAX_BYTES)) and not more.endswith(b"\n"):
                pass
        line = stream.readline(MAX_BYTES + 1)


def _of_lines(lines: Iterator[bytes], source: str, given: Given, number: int) -> Iterator[Report | Failure]:
    for at, line in enumerate(lines, number):
        if not line.strip():
            continue
        try:
            if len(line) > MAX_BYTES:
                raise UnreadableError(f"this line is larger than {MAX_BYTES // 1024 // 1024} MiB: split the record")
            record = _json(decode(line), at)
        except UnreadableError as problem:
            yield Failure(source, at, str(problem))
        else:
            yield _of_record(record, source, at, given)


def _of_text(text: str, source: str, given: Given) -> Iterator[Report | Failure]:
    start = text.lstrip("\ufeff \t\r\n")
    if _JSON_OBJECT.match(start) or _JSON_LIST.match(start) or _named(source, ".json"):
        line = 1 + text.count("\n", 0, len(text) - len(start))
        if "\n" in start.strip() and _is_record(start.split("\n", 1)[0].encode("utf-8")):
            yield from _of_lines((piece.encode("utf-8") for piece in start.split("\n")), source, given, line)
            return
        data = _json(start, line)
        if data == []:
            raise UnreadableError("this list holds no record: nothing to read")
        for number, record in enumerate(data if isinstance(data, list) else [data], 1):
            yield _of_record(record, source, number if isinstance(data, list) else line, given, isinstance(data, list))
        return
    if _WEB_PAGE.match(text):
        raise UnreadableError("this is a web page or XML: save the story's text as plain text", 1)
    yield _plain(text, given)


def _json(text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        raise UnreadableError(f"this is not JSON ({error.msg}, column {error.colno}): mend the record", at) from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        raise UnreadableError(f"this JSON cannot be taken ({reason}): mend the record", line) from None


def _plain(text: str, given: Given) -> Report:
    told, text = without_header(text)
    return make_report(text, **{**asdict(given), **told})


def _of_record(record: Any, source: str, at: int, given: Given, listed: bool = False) -> Report | Failure:
    """``at`` is the record's line or, in a JSON list, its number."""

    def failure(message: str) -> Failure:
        return Failure(source, None, f"record {at}: {message}") if listed else Failure(source, at, message)

    if not isinstance(record, dict):
        return failure(f'a record must be an object with a "text", not {_kind(record)}')
    text = record.get("text")
    if text is None and "text" in record:
        return failure('the "text" of the record is null: put the story\'s text there')
    if text is None:
        found = ", ".join(list(record)[:8]) or "nothing"
        return failure(f'the record has no "text" (it has {found}): put the story\'s text under "text"')
    fields: dict[str, str | None] = {name: record.get(name) for name in _FIELDS}
    for name, value in {"text": text, **fields}.items():
        if value is not None and not isinstance(value, str):
            return failure(f'"{name}" must be text in quotation marks, not {_kind(value)}')
    # A table written out as JSON has "" where nothing is known.
    fields = {name: value if value is None or value.strip() else None for name, value in fields.items()}
    for name in ("published", "timezone", "publisher"):
        if fields[name] is None:
            fields[name] = getattr(given, name)
    return make_report(text, **fields, strict=False)


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")
