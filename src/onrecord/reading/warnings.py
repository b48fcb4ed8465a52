"""The codes of warnings: each with what it tells and what a user can do."""

from __future__ import annotations

from onrecord.records import Span, Warning

CODES: dict[str, str] = {
    "W001": "The text does not seem to be English. It is kept, but not read.",
    "W002": "The text is longer than what is read of one report; the rest is kept, but not read.",
    "W003": "The text has characters that cannot be read (lone surrogates, control characters); they are passed over.",
    "W004": "There is no text to read.",
    "W005": "A clock time has no zone that is stated or can be known; its instants span the whole world's day.",
    "W006": "Clock times told as equivalent do not agree.",
    "W007": "Quotation marks do not balance; where a quotation ends was guessed.",
    "W008": "The report has no publication date; times that rest on it have no instants. Give --published.",
    "W009": "A place could be one of several that the gazetteer knows with nothing in the text to tell them apart.",
    "W010": "The publication date or zone given with the report cannot be understood and is passed over.",
}


def warn(code: str, detail: str = "", span: Span | None = None) -> Warning:
    """A warning with the code's text and what is particular to this case."""
    message = CODES[code]
    return Warning(code, f"{message} {detail}".strip(), span)
