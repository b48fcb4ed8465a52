"""Notices about the report itself: corrections and notes on earlier versions tell of the text, not of events."""

from __future__ import annotations

import re

from onrecord.reading.parse import Parse
from onrecord.records import Span

_WORK = r"(?:story|article|report|post|dispatch|item|headline|piece|copy|caption)"
WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously)"
_NOTICE = re.compile(
    r"^\W*(?:correction|clarification|corrects|editor[’']s note)\s*[:—–-]"
    rf"|\bthis {_WORK} (?:has been|was|is being) (?:updated|corrected|amended|revised|edited)\b"
    rf"|\b(?:earlier|previous|prior|original|first) version of (?:this|the) {_WORK}\b"
    rf"|\b(?:an|the) (?:earlier|previous|prior|original|first) (?:version|{_WORK}) {WRONGLY}\b"
    rf"|\b(?:we|the (?:agency|newspaper|paper)) {WRONGLY} (?:reported|said|stated)\b",
    re.I,
)


def notices(parse: Parse) -> tuple[Span, ...]:
    """From each sentence that announces a notice to the end of its paragraph."""
    found: list[Span] = []
    for sentence in parse.sentences:
        if found and sentence.start < found[-1][1]:
            continue
        if _NOTICE.search(parse.text[sentence.start : sentence.end]):
            found.append((sentence.start, sentence.paragraph.sentences[-1].end))
    return tuple(found)
