"""Streets and numbered roads: places that no gazetteer has, where local news happens."""

from __future__ import annotations

import re

from onrecord.reading.places import words

_NAME = r"(?:(?:[NSEW]|NE|NW|SE|SW|Ne|Nw|Se|Sw)\.? )?(?:(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w.’'-]*) ){1,4}?"
_KIND = "|".join(sorted((w.capitalize() for w in words.STREETS), key=len, reverse=True))
_NUMBERED = (
    r"(?:(?:Interstate|State|County|US|U\.S\.|Old|Federal|Ring) )?"
    r"(?:Highway|Route|Road|Interstate|Freeway|Expressway|Hwy\.?|Rte\.?|I|US|U\.S\.)[ -]\d{1,4}\b(?: [NSEW]\b)?"
)
_STREET = re.compile(rf"(?<![\w’'-])(?:{_NAME}(?:{_KIND})\b(?:\.(?=[ ,;:)]))?|{_NUMBERED})")


def streets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of the streets and numbered roads between two offsets of a text."""
    return [match.span() for match in _STREET.finditer(text, start, end)]
