"""Corrections: where the publisher says that its own report was wrong, what was wrong, and which claims it touches."""

from __future__ import annotations

import re

from onrecord.reading.notices import WRONGLY, notices
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Claim, Correction, Event, Quantity, Span, Time

# What makes a notice a correction, and not only word of an update.
_CORRECTS = re.compile(
    r"\bto (?:correct|reflect|clarify|fix|show|say|remove)\b|\b(?:after|because|said|stated|gave|reported|put|had)\b"
    rf"|\b(?:misstated|misidentified|misspelled|{WRONGLY})\b|^\W*correct(?:ion|s)\b",
    re.I,
)
_NOT = re.compile(r"^(?P<right>.+?),?\s+(?:and\s+)?(?:not|rather than|instead of)\s+(?P<wrong>[^.;]+)", re.S)
_WRONG = re.compile(
    rf"{WRONGLY}\s+(?:said|stated|gave|reported|put|identified|described)\s+(?:that\s+)?"
    r"(?P<wrong>[^.;]+)|(?:misstated|misidentified|misspelled)\s+(?P<about>[^.;]+)|(?:said|stated|reported)\s+(?:that\s+)?"
    r"(?P<said>[^.;]+)",
    re.I,
)
_RIGHT = re.compile(
    r"(?:(?:the )?correct (?:number|figure|date|name|spelling|place|toll|time)\s+(?:is|was)|"
    r"it (?:is|was|should (?:be|read))|"
    r"(?:he|she|they|there) (?:is|was|were|are)|in fact|should (?:have )?(?:be|been|read))\s+(?P<right>[^.;]+)",
    re.I,
)
_ABOUT = re.compile(r"\bto\s+(?:correct|clarify|reflect|fix|show|say)\s+(?:that\s+)?(?P<about>[^;]+?)\.?$", re.I | re.S)

# Words that name an attribute in a correction.
_ATTRIBUTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("killed", re.compile(r"\b(?:death toll|dead|deaths?|killed|died|fatalit\w+|bodies)\b", re.I)),
    ("injured", re.compile(r"\b(?:injur\w+|wound\w+|hurt)\b", re.I)),
    ("missing", re.compile(r"\bmissing\b", re.I)),
    ("displaced", re.compile(r"\bdisplac\w+\b", re.I)),
    ("detained", re.compile(r"\bdetain\w*\b", re.I)),
    ("arrested", re.compile(r"\barrest\w*\b", re.I)),
    ("captured", re.compile(r"\bcaptur\w+\b", re.I)),
    ("abducted", re.compile(r"\b(?:abduct|kidnap)\w*\b", re.I)),
    ("rescued", re.compile(r"\brescu\w+\b", re.I)),
    ("evacuated", re.compile(r"\bevacuat\w+\b", re.I)),
    ("aboard", re.compile(r"\b(?:aboard|on board|passengers?|crew)\b", re.I)),
    ("place", re.compile(r"\b(?:place|location|city|town|village|province|region|took place in|happened in)\b", re.I)),
)


@stage(
    "corrections",
    needs=("parse", "claims", "events", "actors", "times", "quantities"),
    question="What does the publisher say was wrong in its own report, and which claims does that touch?",
)
def corrections(
    *,
    parse: Parse,
    claims: tuple[Claim, ...],
    events: tuple[Event, ...],
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    quantities: tuple[Quantity, ...],
) -> Output:
    """Find corrections; each runs from the sentence that announces it to the end of its paragraph."""
    found: list[Correction] = []
    for start, end in notices(parse):
        passage = parse.text[start:end]
        if not _CORRECTS.search(passage):
            continue
        wrong, right = _values(passage, start, times, quantities)
        about = _about(passage)
        touched = _touched(parse, (start, end), claims, events, actors)
        found.append(Correction(start, end, about, wrong, right, touched))
    return tuple(found), ()


def _about(passage: str) -> str:
    found = _ABOUT.search(passage) or _WRONG.search(passage)
    if found is None:
        return " ".join(passage.split())
    text = next(g for g in found.groups() if g)
    return " ".join(text.split()).rstrip(".")


def _values(
    passage: str, offset: int, times: tuple[Time, ...], quantities: tuple[Quantity, ...]
) -> tuple[str | None, str | None]:
    """What was wrong and what is right, each as narrow as its kind allows: the time, the number, else the phrase."""
    body = _ABOUT.search(passage)
    clause = body["about"] if body else passage
    start = offset + (body.start("about") if body else 0)
    contrast = _NOT.match(clause)
    if contrast is not None:
        wrong_at = start + contrast.start("wrong")
        right_at = (start + contrast.start("right"), start + contrast.end("right"))
        wrong = contrast["wrong"].strip().rstrip(".")
        for spans in ([(t.start, t.end, t.text) for t in times], [(q.start, q.end, q.text) for q in quantities]):
            in_wrong = [text for s, e, text in spans if s >= wrong_at and e <= start + contrast.end("wrong")]
            in_right = [text for s, e, text in spans if right_at[0] <= s and e <= right_at[1]]
            if in_wrong and in_right:
                return in_wrong[0], in_right[-1]
        return wrong, " ".join(contrast["right"].split())
    said, fixed = _WRONG.search(passage), _RIGHT.search(passage)
    wrong_text = (said["wrong"] or said["said"]) if said else None
    return (
        " ".join(wrong_text.split()) if wrong_text else None,
        " ".join(fixed["right"].split()) if fixed else None,
    )


def _touched(
    parse: Parse,
    span: Span,
    claims: tuple[Claim, ...],
    events: tuple[Event, ...],
    actors: tuple[Actor, ...],
) -> tuple[str, ...]:
    """Claims that the correction speaks of: by the speakers, the attributes and the events that it names."""
    passage = parse.text[span[0] : span[1]]
    own = [c for c in claims if any(span[0] <= s < span[1] for s, _ in c.evidence)]
    others = [c for c in claims if c not in own]
    named = {a.id for a in actors if any(span[0] <= s < span[1] for s, _ in a.mentions)}
    attributes = [name for name, pattern in _ATTRIBUTES if pattern.search(passage)]
    words = {t.lemma for t in parse.tokens_in(*span) if t.pos in ("NOUN", "VERB", "PROPN", "NUM")}
    about = [c for c in others if not named or c.holder in named]
    if attributes:
        narrowed = [c for c in about if c.attribute in attributes] or [c for c in others if c.attribute in attributes]
        about = narrowed or about
    elif not named:
        about = []
    triggers = {e.id: e.trigger for e in events}
    scored = [(len(words & _words(parse, c, triggers)), c) for c in about]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return ()
    return tuple(c.id for score, c in scored if score == best)


def _words(parse: Parse, claim: Claim, triggers: dict[str, Span]) -> set[str]:
    """The words around a claim: those of its sentence and of its event's trigger."""
    tokens: list[Token] = []
    for start, end in claim.evidence:
        inside = parse.tokens_in(start, end)
        if inside:
            tokens.extend(inside[0].sentence.tokens)
    if claim.event in triggers:
        tokens.extend(parse.tokens_in(*triggers[claim.event]))
    return {t.lemma for t in tokens}
