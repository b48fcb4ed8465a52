"""People aboard a craft or vehicle: "carried a crew of six", "with 74 people on board". Never a capacity."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.events.mentions import NOUNS, Count, is_passive, subject_of
from onrecord.reading.events.people import People
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

_PERSONS = wordset("he she i we you they")
_UNREAL = ("planned", "hypothetical", "generic")


def carried(verb: Token, people: People, judge: Judge) -> Iterator[Count]:
    """People aboard: the objects of "carry" and what stands "in addition to" them."""
    subject = subject_of(verb)
    if is_passive(verb) or subject is None or subject.pos not in (*NOUNS, "PRON") or subject.lower in _PERSONS:
        return
    if subject.ent == "PERSON" or not _holds(verb, judge):
        return
    heads: list[Token] = [c for c in verb.children if c.dep == "dobj"]
    for child in verb.children:
        if child.dep == "prep" and child.lower in ("besides", "with"):
            heads.extend(c for c in child.children if c.dep == "pobj")
        elif child.dep == "prep" and child.lower == "in":  # "in addition to the 12 guards"
            noun = child.child("pobj")
            to = noun.child("prep") if noun is not None and noun.lower == "addition" else None
            heads.extend(c for c in (to.children if to is not None else ()) if c.dep == "pobj")
    yield from _counts(verb, heads, people)


def on_board(token: Token, people: People, judge: Judge) -> Iterator[Count]:
    """People told to be aboard by the adverb: the noun or the subject that it belongs to."""
    node = token
    if token.lower == "board" and not (token.dep == "pobj" and token.head.lower == "on"):
        return
    heads: list[Token] = []
    for _ in range(3):
        node = node.head
        if node.pos in (*NOUNS, "NUM", "PRON"):
            heads = [node]
            break
        if node.pos in ("VERB", "AUX"):
            subject = subject_of(node)
            inner = node.child("attr", "dobj")
            heads = [t for t in (inner if node.lemma in ("be", "have") and inner is not None else subject,) if t]
            break
    if heads and _holds(token, judge):
        yield from _counts(token, heads, people)


def _counts(token: Token, heads: list[Token], people: People) -> Iterator[Count]:
    for head in sorted(heads, key=lambda t: t.index):
        for one in people.count(head):
            if one.known and people.counted(one):
                yield Count("aboard", one.low, one.high, one.approximate, one.category, one.span, token, one.token)


def _holds(token: Token, judge: Judge) -> bool:
    judgement = judge.of(token)
    return judgement.mood not in _UNREAL and judgement.value >= 0
