"""Pieces of a parsed sentence that statements are made of: noun phrases, and whom something is said to."""

from __future__ import annotations

from onrecord.reading.parse import Parse, Token

# Verbs whose object is the person spoken to, when something else is the content.
_TOLD = frozenset(
    "tell inform remind warn assure notify ask urge advise order brief persuade promise instruct convince caution "
    "alert beg implore invite request command direct encourage".split()
)


def is_nobody(subject: Token) -> bool:
    """Whether a subject denies that there is a source: "no group", "nobody", "neither"."""
    if subject.lower in ("nobody", "none", "neither"):
        return True
    determiner = subject.child("det")
    return determiner is not None and determiner.lower in ("no", "neither")


def noun_phrase(parse: Parse, head: Token, verb: Token) -> list[Token]:
    """The noun phrase of a head, apposition and relative clause included, as one run that does not cross the verb."""
    left, right = head.left, head.right
    for sibling in head.head.children_with("nsubj"):
        if sibling is not head and sibling.index < head.index and verb.index not in range(sibling.left, right + 1):
            left = min(left, sibling.left)
    if left <= verb.index <= right:
        left, right = (left, verb.index - 1) if head.index < verb.index else (verb.index + 1, right)
    tokens = parse.tokens[left : right + 1]
    while tokens and (tokens[-1].pos == "PUNCT" or tokens[-1].dep == "cc"):
        tokens = tokens[:-1]
    while tokens and tokens[0].pos == "PUNCT":
        tokens = tokens[1:]
    return tokens


def recipient_of(parse: Parse, verb: Token, lemma: str) -> list[Token]:
    """The phrase that is spoken to ("told reporters", "warned residents to …", "said to the council"), or none."""
    dative = verb.child("dative")
    if dative is not None:
        inner = dative.child("pobj") if dative.pos == "ADP" else dative
        return noun_phrase(parse, inner, verb) if inner is not None else []
    if lemma.split()[0] in _TOLD:
        person = verb.child("dobj")
        if person is not None and person.index > verb.index:
            clause = verb.child("ccomp", "xcomp")
            stop = clause.left if clause is not None and clause.index > person.index else person.right + 1
            return [t for t in noun_phrase(parse, person, verb) if t.index < stop]
    if lemma == "say":
        for preposition in verb.children_with("prep"):
            if preposition.lower == "to" and (inner := preposition.child("pobj")) is not None:
                return noun_phrase(parse, inner, verb)
    return []
