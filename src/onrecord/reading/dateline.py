"""Datelines: the place, day and agency that a report begins with ("KYIV, Ukraine (Wire) — …")."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.\- ]{2,40}"  # the place in capitals
    r"(?:[,/][^—–\n(]{2,40})?"  # its country, or the day
    r"(?:\s?\((?P<agency>[^)\n]{2,40})\))?"  # the agency
    r"\s?(?:—|–|--|-)\s"
)

_BREAK = re.compile(r"\n\s*")
_SEARCHED = 600  # code points: a byline and a headline may stand before the dateline


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the own words of the paragraph from start to end begin: after its dateline, else at its start."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start


def stated_agency(text: str) -> str | None:
    """The agency that the dateline of a report states: "Wire" of "KYIV, Ukraine (Wire) —"."""
    for start in (0, *(m.end() for m in _BREAK.finditer(text, 0, _SEARCHED))):
        found = _DATELINE.match(text, start)
        if found is not None and found["agency"] is not None:
            return found["agency"].strip()
    return None
