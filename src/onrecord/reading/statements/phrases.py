"""Pieces of a parsed sentence that statements are made of: noun phrases, verb groups, runs of words."""

from __future__ import annotations

from onrecord.reading.parse import Parse, Token
from onrecord.records import Span

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# Verbs whose object is the person spoken to, when something else is the content.
_TOLD = frozenset(
    "tell inform remind warn assure notify ask urge advise order brief persuade promise instruct convince caution "
    "alert beg implore invite request command direct encourage".split()
)
_VERB_PREFIX = ("aux", "auxpass", "neg", "advmod")
_TRIM = " \t\r\n,;:—–-"


def subject_of(verb: Token, depth: int = 4) -> Token | None:
    """Who does what the verb says, also through coordination, participles and infinitives."""
    found = verb.child("nsubj")
    if found is not None:
        subjects = verb.children_with("nsubj")
        return subjects[-1] if len(subjects) > 1 and subjects[-1].index < verb.index else found
    if depth == 0 or verb.head is verb:
        return None
    head = verb.head
    if verb.dep in ("conj", "xcomp", "advcl", "pcomp", "parataxis") and head.pos in ("VERB", "AUX"):
        if verb.dep == "advcl" and verb.tag not in ("VBG", "VBN") and verb.child("mark") is not None:
            return None
        if verb.dep == "conj" and shifts_voice(verb):
            # "said that an alert was raised and warned residents": who is passive does not warn.
            return subject_of(head.head, depth - 1) if head.dep == "ccomp" else None
        if verb.dep == "xcomp" and (obj := head.child("dobj")) is not None and head.lemma in _TOLD:
            return obj
        return subject_of(head, depth - 1)
    if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return head if verb.tag == "VBG" else None
    if verb.dep == "pcomp" and head.dep == "prep":
        return subject_of(head.head, depth - 1) if head.head.pos in ("VERB", "AUX") else None
    return None


def shifts_voice(verb: Token) -> bool:
    """Whether a coordinated verb without a subject is active where the verb before it is passive."""
    return (
        verb.tag in ("VBD", "VBZ", "VBP")
        and verb.child("auxpass", "nsubj", "nsubjpass") is None
        and verb.head.child("auxpass") is not None
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


def described(parse: Parse, subject: Token, verb: Token) -> list[Token]:
    """A description with its name right behind it ("the news agency Tass"), read by the parser as a relative clause."""
    noun = verb.head
    if verb.dep != "relcl" or subject.pos != "PROPN" or noun.pos != "NOUN" or noun.index != subject.left - 1:
        return []
    left = noun.index
    while left > noun.left and parse.tokens[left - 1].head is noun:
        left -= 1
    return parse.tokens[left : subject.right + 1]


def verb_group(verb: Token) -> list[Token]:
    """The verb with the auxiliaries, negation and adverbs right before it, and its particle right after it."""
    own = {c.index: c for c in verb.children if c.dep in _VERB_PREFIX}
    group = [verb]
    index = verb.index - 1
    while index in own:
        group.insert(0, own[index])
        index -= 1
    while len(group) > 1 and group[0].dep == "advmod" and group[0].tag in ("WRB", "WDT"):
        group.pop(0)
    particle = verb.child("prt")
    if particle is not None and particle.index == verb.index + 1:
        group.append(particle)
    return group


def group_of(parse: Parse, verb: Token, source: list[Token], recipient: list[Token]) -> set[int]:
    """Indices of source, cue and what is told of the saying (when, where, to whom): the words around a content."""
    indices = {t.index for t in source} | {t.index for t in verb_group(verb)} | {t.index for t in recipient}
    for child in verb.children:
        if child.dep in ("prep", "npadvmod", "dative", "advmod", "aux", "neg", "auxpass", "agent") or (
            child.dep == "advcl" and child.tag == "VBG" and child.index > verb.index
        ):
            near = child.index > verb.index or child.right == min(indices) - 1
            if near and child.left > verb.index - 30:
                indices.update(range(child.left, child.right + 1))
    # Only the run that hangs together with the verb counts.
    run = {verb.index}
    for step in (1, -1):
        index = verb.index + step
        while index in indices or (
            0 <= index < len(parse.tokens)
            and parse.tokens[index].text == ","
            and index + step in indices
            and parse.tokens[index].sentence is verb.sentence
        ):
            run.add(index)
            index += step
    return run | {t.index for t in source} if source and _joined(source, run) else run


def _joined(source: list[Token], run: set[int]) -> bool:
    return source[-1].index + 1 in run or source[0].index - 1 in run or source[0].index in run


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


def clause_of(token: Token) -> Token:
    """The head of the clause that a phrase belongs to."""
    node = token
    while node.head is not node:
        node = node.head
        if node.pos in ("VERB", "AUX") and node.dep in (
            "ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp",
        ):  # fmt: skip
            return node
    return node


def runs(parse: Parse, tokens: list[Token]) -> list[Span]:
    """Spans of the runs of neighbouring tokens; a mark of punctuation alone does not break a run."""
    spans: list[Span] = []
    ordered = sorted(tokens, key=lambda t: t.index)
    last = -2
    for token in ordered:
        gap = parse.tokens[last + 1 : token.index] if last >= 0 else []
        if spans and all(t.pos == "PUNCT" for t in gap):
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append(token.span)
        last = token.index
    return spans


def trimmed(text: str, span: Span) -> Span | None:
    """The span without the commas, dashes and spaces at its ends; none if nothing is left of it."""
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if end - start > 1 and text[end - 1] == "." and not text[start : end - 1].rstrip().endswith("."):
        last = text[start : end - 1].rsplit(None, 1)[-1]
        if len(last) > 2 or last.islower():
            end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def own_clause(noun: Token) -> Token | None:
    """The clause of a noun: the "that …" of "the claim that …"."""
    for child in noun.children:
        if child.dep in ("acl", "ccomp", "relcl") and child.index > noun.index:
            mark = child.child("mark")
            if mark is not None and mark.lower in ("that", "whether"):
                return child
    return None
