"""Several participants told in one phrase: lists, "including", and names after a number of people."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.events.mentions import conjuncts
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

NAMING = wordset("identify name list")
"""Verbs with whose "as" people are named."""


def several(noun: Token) -> Iterator[Token]:
    """A noun, those coordinated with it, and those that it is told to include: "20 people, including two officers";
    the names of several in apposition or after "identified as": "two brothers, A and B"."""
    for one in conjuncts(noun):
        yield one
        for child in one.children:
            if child.dep == "prep" and child.lower == "including":
                for part in (c for c in child.children if c.dep == "pobj"):
                    yield from conjuncts(part)
            elif child.dep == "appos" and child.pos == "PROPN" and one.tag in ("NNS", "NNPS"):
                yield from conjuncts(child)
            elif child.dep == "acl" and child.lemma in NAMING:
                yield from named_as(child)
    if noun.dep in ("dobj", "nsubjpass") and noun.head.lemma in NAMING:
        yield from named_as(noun.head)


def named_as(verb: Token) -> Iterator[Token]:
    """The names after "identified as"."""
    for name in (c for c in verb.children if c.dep == "prep" and c.lower == "as"):
        for one in (c for c in name.children if c.dep == "pobj" and c.pos == "PROPN"):
            yield from conjuncts(one)
