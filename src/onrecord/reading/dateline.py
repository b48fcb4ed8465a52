"""Datelines: the place, day and agency that a report begins with ("KYIV, Ukraine (Wire) — …")."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.\- ]{2,40}"  # the place in capitals
    r"(?:[,/][^—–\n(]{2,40})?"  # its country, or the day
    r"(?:\s?\([^)\n]{2,40}\))?"  # the agency
    r"\s?(?:—|–|--|-)\s"
)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the own words of the paragraph from start to end begin: after its dateline, else at its start."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start
