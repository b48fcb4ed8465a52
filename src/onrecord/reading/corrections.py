"""Corrections: where the publisher says that its own report was wrong, what was wrong, and which claims it touches."""

from __future__ import annotations

import re

from onrecord.reading.corrected import Corrected, about, corrected
from onrecord.reading.notices import BEFORE, WORK, WRONGLY, notices
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Actor, Claim, Correction, Event, Place, Quantity, Span, Time

# What makes a notice a correction, and not only word of an update.
_CORRECTS = re.compile(
    r"\b(?:to )?(?:correct|reflect|clarify|fix|show|say|remove|change|amend|make (?:it )?clear)s?\b|\b(?:after|because|"
    rf"said|stated|gave|given|reported|put|had|wrote)\b|\bmis(?:stated|identified|spelled|reported|quoted)\b|\b{WRONGLY}\b"
    rf"|\b(?:this|the) {WORK} {BEFORE}\b|^\W*(?:correct|clarif)\w+\b|\bnot\b|\b(?:instead of|rather than)\b",
    re.I,
)

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
    needs=("parse", "claims", "events", "actors", "times", "places", "quantities"),
    question="What does the publisher say was wrong in its own report, and which claims does that touch?",
)
def corrections(
    *,
    parse: Parse,
    claims: tuple[Claim, ...],
    events: tuple[Event, ...],
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    quantities: tuple[Quantity, ...],
) -> Output:
    """Find corrections; each runs from the sentence that announces it to the end of its paragraph."""
    found: list[Correction] = []
    for start, end in notices(parse):
        passage = parse.text[start:end]
        if not _CORRECTS.search(passage):
            continue
        value = corrected(passage, start, times, quantities)
        touched = _touched(parse, (start, end), value, claims, events, actors, places)
        found.append(Correction(start, end, about(passage), value.wrong, value.right, touched))
    return tuple(found), ()


def _touched(
    parse: Parse,
    span: Span,
    value: Corrected,
    claims: tuple[Claim, ...],
    events: tuple[Event, ...],
    actors: tuple[Actor, ...],
    places: tuple[Place, ...],
) -> tuple[str, ...]:
    """Claims that the correction speaks of: by the speakers, the attributes and the events that it names.

    Where it names no attribute, the kind of what was wrong is one: a time or a place of an event that it names.
    """
    passage = parse.text[span[0] : span[1]]
    own = [c for c in claims if any(span[0] <= s < span[1] for s, _ in c.evidence)]
    others = [c for c in claims if c not in own]
    named = {a.id for a in actors if any(span[0] <= s < span[1] for s, _ in a.mentions)} & {c.holder for c in others}
    attributes = [name for name, pattern in _ATTRIBUTES if pattern.search(passage)]
    words = {t.lemma for t in parse.tokens_in(*span) if t.pos in ("NOUN", "VERB", "PROPN", "NUM")}
    about = [c for c in others if not named or c.holder in named]
    if attributes:
        narrowed = [c for c in about if c.attribute in attributes] or [c for c in others if c.attribute in attributes]
        about = narrowed or about
    elif not named or value.kind == "time":
        about = _of_kind(parse, span, value, others, events, places, words)
    triggers = {e.id: e.trigger for e in events}
    scored = [(len(words & _words(parse, c, triggers)), c) for c in about]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        only = attributes and len({(c.event, c.attribute) for c in about}) == 1
        return tuple(c.id for c in about) if only else ()
    return tuple(c.id for score, c in scored if score == best)


def _of_kind(
    parse: Parse,
    span: Span,
    value: Corrected,
    claims: list[Claim],
    events: tuple[Event, ...],
    places: tuple[Place, ...],
    words: set[str],
) -> list[Claim]:
    """The times, or the places, of the events that the passage names by their own word."""
    kind = value.kind
    if kind == "words":
        told = f"{value.wrong or ''} {value.right or ''}"
        there = any(span[0] <= p.start < span[1] and p.sense == "location" and p.text in told for p in places)
        kind = "place" if there else ""
    named = {e.same_as or e.id for e in events if words & {t.lemma for t in parse.tokens_in(*e.trigger)}}
    return [c for c in claims if c.attribute == kind and c.event in named]


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
