"""The header of a plain-text report: what stands above the story and is no part of it.

A block of lines ``date 2024-01-24``, ``title: …``, ``publisher: …``, ``url: …``, ``timezone: …``, ``id: …`` that a
blank line ends; or a date alone, on the first line or before the first words. Nothing else is taken from a text: "Title
IX was …" begins a story, and where a line of another kind stands among those of a header, there is none.
"""

from __future__ import annotations

import re

from onrecord.api import check_published, check_timezone
from onrecord.intake.bytes import UnreadableError

# Wrong dates of about this form are caught to be told of.
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\S*"
_DATE_ALONE = re.compile(rf"\s*date:?[ \t]+({_DATE})(?:\s+|\Z)", re.IGNORECASE)
_LINE = re.compile(
    rf"[ \t]*(?:(date|title|publisher|url|timezone|id):|(date)(?=[ \t]+{_DATE}[ \t\r]*$))(.*)\n?",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(r"[ \t]*\r?\n")
_CHECKS = {"published": check_published, "timezone": check_timezone}


def without_header(text: str) -> tuple[dict[str, str], str]:
    """What the header tells, by the names of a report's fields, and the text below it; nothing where there is none.

    Raises:
        UnreadableError: a date or a zone of the header cannot be understood, or a line stands in it twice.
    """
    told, end = _block(text)
    if not told:
        alone = _DATE_ALONE.match(text)
        if alone is None:
            return {}, text
        told, end = [("published", alone[1], alone.start(1))], alone.end()
    fields: dict[str, str] = {}
    for name, value, at in told:
        line = 1 + text.count("\n", 0, at)
        if name in fields:
            raise UnreadableError("this line stands in the header twice: keep one of them", line)
        try:
            if value and name in _CHECKS:
                _CHECKS[name](value)
        except ValueError as problem:
            raise UnreadableError(str(problem), line) from None
        fields[name] = value
    return {name: value for name, value in fields.items() if value}, text[end:]


def _block(text: str) -> tuple[list[tuple[str, str, int]], int]:
    """The lines (name, value, where) of a block that a blank line ends, and where the story begins; else none."""
    told = []
    at = len(text) - len(text.lstrip())
    while line := _LINE.match(text, at):
        key = (line[1] or line[2]).lower()
        told.append(("published" if key == "date" else key, line[3].strip(), line.start()))
        at = line.end()
    if not _BLANK.match(text, at):
        return [], 0
    if [name for name, _, _ in told] == ["published"] and not re.match(_DATE, told[0][1]):
        return [], 0  # "Date: Tuesday" above a letter
    return told, len(text) - len(text[at:].lstrip())
