"""Notices about the report itself: corrections and notes on earlier versions tell of the text, not of events."""

from __future__ import annotations

import re

from onrecord.reading.parse import Parse
from onrecord.records import Span

WORK = r"(?:story|article|report|post|dispatch|item|headline|piece|copy|caption|graphic|photo caption|version|bulletin)"
WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately)"
BEFORE = r"(?:previously|earlier|originally|initially|first)"
TOLD = (
    r"(?:said|stated|reported|wrote|gave|put|read|claimed|identified|described|listed|suggested|implied|indicated|"
    r"referred|attributed|named|quoted|misstated|misidentified|misspelled|misquoted|misreported|mischaracterized|"
    r"contained|included|had)"
)
_EARLIER = r"(?:earlier|previous|prior|original|first|initial)"
_NOTICE = re.compile(
    r"^\W*(?:corrections?(?: and clarifications?)?|clarifications?|corrects|clarifies|editor[’']s note)\s*[:—–-]"
    r"|^\W*[(\[]\s*(?:corrects|clarifies|fixes|removes)\b"
    rf"|\b(?:this|the|our) (?:\w+ \d+ )?{WORK} (?:has been|was|is being|has since been|had been)"
    r" (?:(?:since|later) )?(?:updated|corrected|amended|revised|edited|clarified|changed)\b"
    rf"|\bthis {WORK} (?:corrects|clarifies|has corrected|replaces)\b"
    rf"|\b{_EARLIER} (?:version|edition)s? of (?:this|the|our) {WORK}\b"
    rf"|\b(?:an|the|our) {_EARLIER} (?:version|{WORK}) (?:(?:{WRONGLY}|{BEFORE}) )?{TOLD}\b"
    rf"|\b(?:this|the|our) {WORK} (?:{WRONGLY}|{BEFORE}) {TOLD}\b"
    rf"|\b(?:we|the (?:agency|newspaper|paper)) (?:had )?(?:{WRONGLY}|{BEFORE}) (?:reported|said|stated|wrote)\b"
    rf"|\bas we (?:{BEFORE} )?(?:reported|said|stated|wrote)\b",
    re.I,
)
_QUOTES = re.compile(r"[\"“”]")


def notices(parse: Parse) -> tuple[Span, ...]:
    """From each sentence that announces a notice to the end of its paragraph; what is quoted announces none."""
    found: list[Span] = []
    for sentence in parse.sentences:
        if found and sentence.start < found[-1][1]:
            continue
        match = _NOTICE.search(parse.text[sentence.start : sentence.end])
        if match is not None and not _quoted(parse.text, sentence.paragraph.start, sentence.start + match.start()):
            found.append((sentence.start, sentence.paragraph.sentences[-1].end))
    return tuple(found)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a quotation that opens in the paragraph is still open there."""
    return len(_QUOTES.findall(text, start, end)) % 2 == 1
