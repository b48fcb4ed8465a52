"""Who does what to whom in a clause, as far as words of accusing need it: voice, subject, agent, prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims import frames
from onrecord.reading.factuality.clauses import is_denied
from onrecord.reading.parse import Token

SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
UNNAMED = frozenset({"nobody", "none", "nothing", "noone", "no-one"})
RELATIVE = frozenset({"who", "which", "that", "whom"})  # what stands for the noun before its clause


def complements_of(head: Token, prepositions: tuple[str, ...], *others: Token | None) -> list[tuple[Token, Token]]:
    """What stands after these prepositions: on the word first, then, where the parse hung it there, on the others."""
    found = []
    for node in (head, *others):
        for child in node.children if node is not None else ():
            complement = child.child("pobj", "pcomp")
            if child.dep in ("prep", "dative") and child.lower in prepositions and complement is not None:
                found.append((child, complement))
    return found


def within_phrase(inner: Token, outer: Token) -> bool:
    """Whether a word hangs on another through phrases alone, not through a clause of its own."""
    node = inner
    while node is not outer:
        if node.dep in ("relcl", "advcl", "ccomp") or node.head is node:
            return False
        node = node.head
    return True


def coordinated(token: Token) -> Iterator[Token]:
    """The words that "and" joins to one, in text order."""
    for child in token.children:
        if child.dep == "conj":
            yield child
            yield from coordinated(child)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by itself, as a participle on a noun, or with the passive that it is joined to."""
    if any(c.dep in ("auxpass", *_PASSIVE) for c in verb.children):
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and not any(c.dep in ("aux", *SUBJECTS) for c in verb.children):
        return verb.head.pos in ("VERB", "AUX") and is_passive(verb.head)
    return verb.tag == "VBN" and verb.dep in ("acl", "advcl") and not any(c.dep == "aux" for c in verb.children)


def patient_of(verb: Token) -> Token | None:
    """The subject of a passive, or the noun that a participle stands on."""
    subject = verb.child(*_PASSIVE)
    if subject is not None:
        return antecedent_of(subject, verb)
    if verb.dep == "acl":
        return verb.head
    return subject_of(verb.head) or patient_of(verb.head) if verb.dep in ("conj", "advcl") else None


def object_of(verb: Token) -> Token | None:
    """The object; of a relative clause without one the noun that it is about: "an attack police blame on rebels"."""
    found = verb.child("dobj")
    if found is not None:
        return antecedent_of(found, verb)
    return verb.head if verb.dep == "relcl" else None


def agent_of(verb: Token) -> Token | None:
    """The noun of a passive's by-phrase."""
    by = verb.child("agent") or next((c for c in verb.children if c.dep == "prep" and c.lower == "by"), None)
    return by.child("pobj") if by is not None else None


def subject_of(verb: Token) -> Token | None:
    """Who does what a verb tells: its subject, or that of the verb that it shares it with."""
    for _ in range(6):
        subject = verb.child(*SUBJECTS) or verb.child(*_PASSIVE)
        if subject is not None:
            return antecedent_of(subject, verb)
        if verb.dep == "acl":
            return verb.head
        if verb.dep not in ("conj", "xcomp", "advcl") or verb.head is verb:
            return None
        verb = verb.head
    return None


def on_behalf_of(speaker: Token) -> Token:
    """Those whom a spokesman speaks for: "a spokesman for the Taliban claimed responsibility"."""
    beside = speaker.child("appos")
    if beside is not None and beside.lemma in frames.SPOKESMEN:
        spoken_for = on_behalf_of(beside)
        return spoken_for if spoken_for is not beside else speaker
    title = next((c for c in speaker.lefts if c.lemma in frames.SPOKESMEN), None)
    if title is not None:  # "Taliban spokesman Zabihullah Mujahid"
        return next((c for c in reversed(speaker.lefts) if c.index < title.index and c.pos != "DET"), speaker)
    if speaker.lemma not in frames.SPOKESMEN:
        return speaker
    for preposition in speaker.children_with("prep"):
        named = preposition.child("pobj")
        if preposition.lower in ("for", "of") and named is not None:
            return named
    return speaker.child("poss", "compound") or speaker


def antecedent_of(subject: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the subject itself."""
    return verb.head if subject.lower in RELATIVE and verb.dep == "relcl" else subject


def is_nobody(subject: Token) -> bool:
    """ "no group", "neither the rebels nor the army"."""
    return is_denied(subject) or any(c.lower in ("neither", "nor") for c in subject.children)


def is_negated(verb: Token) -> bool:
    """Whether a verb of accusing or owning is itself negated, or has nobody for its subject."""
    if any(c.dep == "neg" for c in verb.children):
        return True
    subject = verb.child(*SUBJECTS)
    if subject is not None and (is_nobody(subject) or subject.lower in UNNAMED):
        return True
    if verb.dep == "conj" and subject is None and verb.head.pos in ("VERB", "AUX"):
        return any(c.dep in SUBJECTS and (is_nobody(c) or c.lower in UNNAMED) for c in verb.head.children)
    raised = verb.dep == "xcomp" and verb.head.lemma in ("fail", "refuse", "decline")
    return raised or (verb.dep == "xcomp" and is_negated(verb.head))
