"""Datelines: the place, day and agency that a report begins with ("KYIV, Ukraine (Wire) — …")."""

from __future__ import annotations

import re

from onrecord.reading.parse import Paragraph

_DATELINE = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.\- ]{2,40}"  # the place in capitals
    r"(?:[,/][^—–\n(]{2,40})?"  # its country, or the day
    r"(?:\s?\([^)\n]{2,40}\))?"  # the agency
    r"\s?(?:—|–|--|-)\s"
)


def dateline_end(text: str, paragraph: Paragraph) -> int:
    """Where the paragraph's own words begin: after its dateline, or at its start where it has none."""
    found = _DATELINE.match(text, paragraph.start, paragraph.end)
    return found.end() if found else paragraph.start
