"""Further ways to tell that people were hit or died, beyond the codebook's words: idioms, wounds, self-harm.

Each function answers with tellings: the status, the words for the people, and whether they are told only as hit
("shot", "in hospital"), so that they may have died. What holds and how many they are is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.events import status as words
from onrecord.reading.events.mentions import NOUNS, clause_of, is_passive, subject_of
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

REFLEXIVES = wordset("himself herself themselves themself itself myself")
SEVERAL = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
"""Adjectives that tell how many died: "a double homicide"."""

_PROJECTILES = wordset("gunfire bullet gunshot shrapnel shot round pellet buckshot shell fire knife crossfire spray")
_WEAPONS = wordset("gun weapon pistol handgun rifle shotgun firearm knife revolver")
_WOUND_VERBS = wordset("suffer sustain receive have get incur")
_HURTS = wordset("burn fracture concussion laceration bruise amputation inhalation")
_LIVING = wordset("survive recover live")
_WOUNDS = wordset("wound wounds injury injuries concussion burns fractures inhalation shock")
_STAYING = wordset("be remain stay lie recover")
_FOUND = wordset("find discover recover retrieve locate pull identify")
_KILLINGS = wordset("homicide murder killing slaying")


@dataclass(frozen=True, slots=True)
class Telling:
    """People told to be hit or dead: ``heads`` are the heads of the words for them."""

    status: str
    heads: tuple[Token, ...]
    hit: bool = False
    sure: bool = False  # the words hold although their verb does not: "did not survive", "is expected to survive"


def of_verb(verb: Token) -> Iterator[Telling]:
    """Idioms around a verb."""
    subject = subject_of(verb)
    lemma = verb.lemma
    if lemma == "survive" and any(c.dep == "neg" for c in verb.children) and subject is not None:
        if verb.head is verb or verb.dep in ("conj", "ccomp", "advcl", "relcl"):
            yield Telling("killed", (subject,), sure=True)
    elif lemma in _LIVING and verb.dep == "xcomp" and verb.head.lemma == "expect" and subject is not None:
        if not any(c.dep == "neg" for c in (*verb.children, *verb.head.children)):
            yield Telling("injured", (subject,), hit=True, sure=True)
    elif lemma in ("fight", "battle", "cling") and subject is not None and _object_of(verb, "for", "to", words.LIFE):
        yield Telling("injured", (subject,), hit=True)
    elif lemma == "lose" and subject is not None and _loses_fight(verb):
        yield Telling("killed", (subject,))
    elif lemma == "turn" and any(c.dep == "dobj" and c.lemma in _WEAPONS for c in verb.children):
        yield from (Telling("killed", (t,)) for t in _reflexives(verb, "on"))
    elif subject is not None and (
        (lemma == "go" and words.to_hospital(verb))
        or (lemma == "treat" and is_passive(verb) and _object_of(verb, "for", "for", _WOUNDS))
    ):
        yield Telling("injured", (subject,), hit=True)
    elif lemma == "commit" and subject is not None and any(c.lower == "suicide" for c in verb.children):
        yield Telling("killed", (subject,))
    elif lemma in words.STRUCK_VERBS or lemma == "graze":
        if is_passive(verb) and subject is not None and _by(verb, _PROJECTILES):
            yield Telling("injured", (subject,), hit=True)
    elif lemma in _WOUND_VERBS and not is_passive(verb) and subject is not None:
        wound = next((c for c in verb.children if c.dep == "dobj" and c.lemma == "wound"), None)
        injury = next((c for c in verb.children if c.dep == "dobj" and c.lemma == "injury"), None)
        if injury is not None and lemma in ("receive", "incur"):
            yield Telling("injured", (subject,))
        other = next((c for c in verb.children if c.dep == "dobj" and _is_hurt(c)), None)
        if other is not None and lemma in ("suffer", "sustain", "receive"):
            yield Telling("injured", (subject,))
        if wound is not None:
            fatal = any(c.lower in words.DEADLY for c in wound.children)
            yield Telling("killed" if fatal else "injured", (subject,), hit=not fatal)


def of_noun(noun: Token) -> Iterator[Telling]:
    """Bodies found, people in hospital and in a bad condition, identified victims."""
    if noun.lemma == "body":
        yield from _body(noun)
    elif noun.lemma in words.HOSPITALS and noun.dep == "pobj" and noun.head.lower in ("in", "at"):
        yield from _lying(noun)
    elif noun.lemma in ("victim", "deceased", "dead"):
        yield from _identified(noun)
        if noun.lemma == "victim" and _of_killing(noun):
            yield Telling("killed", (noun,))


def several(noun: Token) -> int | None:
    """How many died by the noun's adjective: "a double homicide", "the triple murder"."""
    if noun.lemma not in (*_KILLINGS, "shooting", "stabbing", "suicide") or noun.tag not in ("NN", "NNP"):
        return None
    for child in noun.children:
        if child.lower in SEVERAL and child.dep in ("amod", "compound", "nmod") and child.index < noun.index:
            return SEVERAL[child.lower]
    return None


def is_murder_suicide(noun: Token) -> bool:
    """Whether the noun ends "murder-suicide" or "murder and suicide": who did it is among the dead."""
    tokens = noun.sentence.tokens
    at = noun.index - tokens[0].index
    tried = any(t.lemma in ("attempt", "attempted") for t in (*tokens[max(0, at - 4) : at], *tokens[at + 1 : at + 2]))
    return noun.lemma == "suicide" and at > 1 and tokens[at - 2].lemma == "murder" and not tried


def is_killing(noun: Token) -> bool:
    """Whether the noun itself tells of a death: "homicide", not "shooting"; "a fatal shooting"."""
    return noun.lemma in _KILLINGS or noun.lemma == "suicide" or any(c.lower in words.DEADLY for c in noun.children)


def is_body_found(noun: Token) -> bool:
    """Whether a body is told to be found, not whose it is."""
    verb = clause_of(noun)
    found = noun.lemma == "body" and noun.dep in ("dobj", "nsubjpass") and noun.head is verb and verb.lemma in _FOUND
    return found and not _owners(noun)


def _owners(body: Token) -> tuple[Token, ...]:
    owners = tuple(c.head.head.head if _is_whose(c) else c for c in body.children if c.dep == "poss")
    return owners + tuple(
        t for c in body.children if c.dep == "prep" and c.lower == "of" for t in c.children if t.dep == "pobj"
    )


def _is_whose(token: Token) -> bool:
    """ "the man whose body was found"."""
    verb = token.head.head
    return token.tag == "WP$" and verb.dep == "relcl"


def _loses_fight(verb: Token) -> bool:
    """ "lost his fight for life"."""
    fight = next((c for c in verb.children if c.dep == "dobj" and c.lemma in ("fight", "battle", "struggle")), None)
    return fight is not None and _object_of(fight, "for", "to", words.LIFE)


def _is_hurt(noun: Token) -> bool:
    """ "burns", "a fractured skull"."""
    return noun.lemma in _HURTS or any(c.lower in ("fractured", "broken", "shattered") for c in noun.children)


def _body(noun: Token) -> Iterator[Telling]:
    owners = _owners(noun)
    verb = clause_of(noun)
    if noun.dep in ("dobj", "nsubjpass", "nsubj") and noun.head is verb and verb.lemma in _FOUND and owners:
        yield Telling("killed", owners[:1])
        for child in noun.children:  # "the bodies of a man and a woman": the parser may join the woman to the bodies
            if child.dep == "conj" and noun.tag == "NNS" and child.lemma != "body":
                yield Telling("killed", (child,))


def _lying(noun: Token) -> Iterator[Telling]:
    node = noun.head.head
    if (
        node.pos in (*NOUNS, "NUM")
        and node.dep in ("dobj", "conj")
        and clause_of(node).lemma in ("leave", "put", "send")
    ):
        yield Telling("injured", (node,), hit=True)
    elif node.lemma in _STAYING and node.pos in ("VERB", "AUX"):
        subject = subject_of(node)
        if subject is not None:
            yield Telling("injured", (subject,), hit=True)


def _identified(noun: Token) -> Iterator[Telling]:
    """ "The victims were identified as A and B": so many people, named."""
    verb = noun.head
    if verb.lemma not in ("identify", "name") or noun.dep not in ("nsubjpass", "dobj"):
        return
    for child in verb.children:
        if child.dep == "prep" and child.lower == "as":
            names = tuple(c for c in child.children if c.dep == "pobj")
            fatal = noun.lemma != "victim" or _of_killing(noun) or any(c.lower in words.DEADLY for c in noun.children)
            if names:
                yield Telling("killed" if fatal else "injured", names[:1], hit=not fatal)


def _of_killing(victim: Token) -> bool:
    """ "a homicide victim", "the victim of a fatal shooting"."""
    if any(c.lemma in _KILLINGS and c.dep in ("compound", "nmod") for c in victim.children):
        return True
    objects = [t for c in victim.children if c.dep == "prep" and c.lower == "of" for t in c.children if t.dep == "pobj"]
    return any(t.tag in ("NN", "NNP") and is_killing(t) for t in objects)


def _by(verb: Token, things: frozenset[str]) -> bool:
    for child in verb.children:
        by = child.dep in ("agent", "prep") and child.lower in ("by", "with", "in")
        if by and any(c.dep == "pobj" and c.lemma in things for c in child.children):
            return True
    return False


def _object_of(verb: Token, first: str, second: str, things: frozenset[str]) -> bool:
    return any(
        c.dep == "prep" and c.lower in (first, second) and any(t.lower in things for t in c.children)
        for c in verb.children
    )


def _reflexives(verb: Token, preposition: str) -> Iterator[Token]:
    for child in verb.children:
        if child.dep == "prep" and child.lower == preposition:
            yield from (c for c in child.children if c.lower in REFLEXIVES)
