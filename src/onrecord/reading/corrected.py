"""What a notice of correction says was wrong and is right, each as narrow as its kind allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.notices import BEFORE, TOLD, WRONGLY
from onrecord.records import Quantity, Span, Time

_STOP = r"(?:[^.;,]|(?<=\d)[.,](?=\d)|,(?= \d{4}\b))"  # what a phrase goes on through: no mark but one inside a number
_MOST, _LEAST = rf"{_STOP}{{1,200}}", rf"{_STOP}{{1,200}}?"
_VERBS = r"(?:correct|clarify|reflect|fix|show|say|change|amend|note|make clear|make it clear|state|indicate|specify)"

_BODY = re.compile(
    rf"\b(?:to\s+{_VERBS}|corrects|clarifies|has corrected|changes)\s+(?:that\s+)?"
    r"(?P<about>(?:[^;.]|\.(?=\d)){1,400}?)\.?(?=$|[;.)])",
    re.I,
)
_LABEL = re.compile(r"^\W*(?:corrections?|clarifications?|corrects|editor[’']s note)[^:—–]{0,40}[:—–-]\s*", re.I)
_CONTRASTS = (
    re.compile(
        rf"(?P<right>{_LEAST})(?:,\s+(?:and\s+)?not|(?<=\d)\s+not|,?\s+(?:rather than|instead of))\s+"
        rf"(?P<wrong>{_MOST})",
        re.S,
    ),
    re.compile(rf"\bnot\s+(?P<wrong>{_LEAST}),?\s+but\s+(?P<right>{_MOST})", re.S),
    re.compile(rf"\bfrom\s+(?P<wrong>{_LEAST})\s+to\s+(?P<right>{_MOST})", re.S),
    re.compile(rf"\b(?:to|at)\s+(?P<right>{_LEAST})\s+from\s+(?P<wrong>{_MOST})", re.S),
)
_FIGURES = re.compile(
    r"\bto (?P<right>\d[\d,.]*) from (?P<wrong>\d[\d,]*)|\bfrom (?P<old>\d[\d,]*) to (?P<new>\d[\d,]*)"
)
_SAID = re.compile(
    rf"\b(?:{WRONGLY}|{BEFORE})\s+{TOLD}\s+(?:that\s+)?(?P<wrong>{_MOST})"
    rf"|\bmis(?:identified|spelled|quoted)\s+(?P<about>{_LEAST})(?:\s+as\s+(?P<as>{_MOST}))?(?=[.;,]|$)"
    rf"|\bmis(?:stated|reported|characterized)\s+(?P<what>{_LEAST})(?:\s+as\s+(?P<was>{_MOST}))?(?=[.;,]|$)"
    rf"|\b(?:given|put|listed|stated|reported)\s+(?:as|at)\s+(?P<given>{_MOST})"
    rf"|(?<!as we )\b(?:said|stated|reported|wrote)\s+(?!earlier|before|previously)(?:that\s+)?(?P<said>{_MOST})",
    re.I,
)
_FIXED = re.compile(
    r"(?:(?:the )?(?:correct|actual|right) (?:number|figure|date|name|spelling|place|location|toll|time|total|age)\s+"
    r"(?:is|was)|it (?:is|was|lies|stands|should (?:be|read|have read|have said)|took place|happened|occurred)|"
    r"(?:he|she|they|there) (?:is|was|were|are)|in fact,?|should (?:have )?(?:be|been|read|said))\s+"
    rf"(?:that\s+)?(?P<right>{_MOST})",
    re.I,
)
# The sentence after the one that says what was wrong, unless it is about the report again.
_AFTER = re.compile(
    r"[.;]\s+(?P<right>(?!we\b|the (?:error|story|article|report|text|post)\b|this\b|it has\b|that has\b)"
    r"[^.;]{1,200})[.;]?",
    re.I,
)
_TAIL = re.compile(
    rf",?\s+(?:as (?:we )?(?:{BEFORE} )?{TOLD}(?: (?:earlier|before|previously))?.*)$|[\s)\]”\"]+$", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was wrong and what is right, and what kind of thing both are: a time, a number, or words."""

    wrong: str | None
    right: str | None
    kind: str


def about(passage: str) -> str:
    """What the correction is about, in its own words."""
    body = _BODY.search(passage)
    if body is not None:
        return _tidy(body["about"])
    said = _SAID.search(passage)
    found = next((said[name] for name in ("about", "what", "wrong", "given", "said") if said and said[name]), None)
    return _tidy(found) if found else " ".join(passage.split())


def corrected(passage: str, offset: int, times: tuple[Time, ...], quantities: tuple[Quantity, ...]) -> Corrected:
    """The wrong and the right value; None where the words tell none.

    Args:
        passage: the notice.
        offset: where it stands in the report.
        times: all times of the report.
        quantities: all its numbers.
    """
    for start, end in _clauses(passage):
        for pattern in _CONTRASTS:
            contrast = pattern.search(passage, start, end)
            if contrast is not None:
                spans = [(offset + contrast.start(g), offset + contrast.end(g)) for g in ("wrong", "right")]
                narrow = _narrow(spans[0], spans[1], times, quantities)
                if narrow is not None:
                    return narrow
                if pattern in _CONTRASTS[:2]:
                    return Corrected(_tidy(contrast["wrong"]), _tidy(contrast["right"]), "words")
    figures = _FIGURES.search(passage)
    if figures is not None:
        return Corrected(figures["wrong"] or figures["old"], figures["right"] or figures["new"], "number")
    said, fixed = _SAID.search(passage), _FIXED.search(passage)
    group = next((name for name in ("wrong", "as", "was", "given", "said") if said and said[name]), None)
    if said is not None and group is not None and fixed is not None:
        narrow = _narrow(
            (offset + said.start(group), offset + said.end(group)),
            (offset + fixed.start("right"), offset + fixed.end("right")),
            times,
            quantities,
        )
        if narrow is not None:
            return narrow
    wrong = _tidy(said[group]) if said is not None and group is not None else None
    if wrong is not None and said is not None and group is not None and fixed is None:
        after = _AFTER.match(passage, said.end(group))
        if after is not None:
            alike = set(_tidy(after["right"]).lower().split()[1:]) <= set(wrong.lower().split())  # "Six were hurt"
            was = offset + said.start(group), offset + said.end(group)
            now = offset + after.start("right"), offset + after.end("right")
            narrow = _narrow(was, now, times, quantities) if alike else None
            return narrow or Corrected(wrong, _tidy(after["right"]), "words")
    return Corrected(wrong, _tidy(fixed["right"]) if fixed is not None else None, "words")


def _clauses(passage: str) -> Iterator[Span]:
    """Where a contrast may stand: what the notice is about, else each of its sentences."""
    body = _BODY.search(passage)
    if body is not None:
        yield body.span("about")
    start = label.end() if (label := _LABEL.match(passage)) is not None else 0
    for match in re.finditer(r"(?:[^.;]|\.(?=\d))+", passage[start:]):
        yield start + match.start(), start + match.end()


def _narrow(wrong: Span, right: Span, times: tuple[Time, ...], quantities: tuple[Quantity, ...]) -> Corrected | None:
    """The one time, else the one number, that both sides have: the first of the wrong side, the last of the right."""
    kinds = (
        ("time", [(t.start, t.end, t.text) for t in times]),
        ("number", [(q.start, q.end, q.text) for q in quantities]),
    )
    for kind, spans in kinds:
        in_wrong = [text for s, e, text in spans if wrong[0] <= s and e <= wrong[1]]
        in_right = [text for s, e, text in spans if right[0] <= s and e <= right[1]]
        if in_wrong and in_right and in_wrong[0] != in_right[-1]:
            return Corrected(in_wrong[0], in_right[-1], kind)
    return None


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    return _TAIL.sub("", text).rstrip(". ,").strip()
