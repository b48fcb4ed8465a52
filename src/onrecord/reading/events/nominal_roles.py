"""The participants of an event that a noun tells of: from its possessor, modifiers and prepositions, and from the verb
that the noun hangs on; and what prepositions tell, after verbs too."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.events.lists import several
from onrecord.reading.events.mentions import NOUNS, is_passive, subject_of
from onrecord.reading.events.role_choice import Frame
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

Argument = tuple[str, Token]

_AGAINST = frozenset({"on", "against", "at", "upon", "toward", "towards"})
_UNSET = wordset("plant set place hide lay")
_BESIDE = wordset("near outside inside in under beneath beside behind alongside among through next")
"""Prepositions after which a blast hit what stands there, where it is something that is aimed at."""

_MEANS = frozenset({"with", "using", "by", "from"})
_OF_PEOPLE = frozenset({"victim", "beneficiary", "participant"})

_SUPPORT = wordset(
    "launch carry conduct stage mount make commit perform undertake plan order unleash execute perpetrate orchestrate "
    "mastermind"
)
"""Verbs whose subject does what their object tells ("Russia launched an attack")."""

_TAKING_PART = wordset("involve participate take implicate join")
"""Verbs whose subject, or whom they modify, took part in what follows "in"."""

_SUFFERING = wordset("suffer survive sustain escape face endure withstand")
"""Verbs whose subject is whom the event of their object befell."""

_STRIKING = wordset("hit strike kill injure wound damage destroy target rock leave hurt level flatten shake")

_THROUGH = wordset("rip tear slam crash plow plough")
"""Verbs that say what a blast struck by "through"."""

_ANSWERABLE = wordset("perpetrator mastermind culprit attacker assailant")
"""Nouns for who did what follows "of", "behind" or "in"."""


def nominal(frame: Frame) -> Iterator[Argument]:
    """The participants of an event that is told by a noun."""
    noun, words = frame.mention.token, frame.mention.words
    phrases = [c for c in noun.children if c.dep == "prep" and c.lower == "of"]
    of = any(c.dep == "pobj" for phrase in phrases for c in phrase.children)
    for child in noun.children:
        if child.index in words:
            continue
        if child.dep == "poss":
            role = frame.owner(child, of=of)
            if role is not None:
                yield role, child
        elif child.dep in ("amod", "compound", "nmod"):
            role = frame.modifier(child, of=of)
            if role is not None:
                yield role, child
    for phrase in phrases:
        for one in (c for c in phrase.children if c.dep == "pobj" and c.pos in (*NOUNS, "NUM", "PRON")):
            for part in several(one):
                weapon = frame.weapon(part) and not frame.has("vehicle") and frame.has("target")
                yield ("instrument" if weapon else frame.object(part)), part
    yield from prepositional(noun, frame, passive=True)
    yield from _above(noun, frame)


def _above(noun: Token, frame: Frame) -> Iterator[Argument]:
    """The participants that the verb over an event's noun has."""
    verb = noun.head
    subject = subject_of(verb) if verb.pos == "VERB" else None
    if noun.dep == "dobj" and verb.lemma in _SUPPORT:
        if subject is not None and not is_passive(verb):
            for one in several(subject):
                yield "agent", one
    elif noun.dep == "nsubjpass" and verb.lemma in _SUPPORT:
        yield from _by(verb)
    elif noun.dep == "dobj" and verb.lemma in _SUFFERING:
        if subject is not None:
            yield frame.object(subject), subject
    elif noun.dep == "nsubj" and verb.lemma in _STRIKING:  # "the barrage hit 130 houses"
        for one in (c for c in verb.children if c.dep == "dobj"):
            for part in several(one):
                role = frame.object(part)
                if role not in _OF_PEOPLE or frame.people(part):
                    yield role, part
    elif noun.dep == "nsubj" and verb.lemma in _THROUGH:
        for through in (c for c in verb.children if c.dep == "prep" and c.lower in ("through", "into")):
            for one in (c for c in through.children if c.dep == "pobj" and c.index not in frame.around.places):
                yield frame.object(one), one
    elif noun.dep == "pobj":
        yield from _over_preposition(noun.head, frame)


def _by(verb: Token) -> Iterator[Argument]:
    agent = verb.child("agent")
    for by in agent.children if agent is not None else ():
        if by.dep == "pobj":
            for one in several(by):
                yield "agent", one


def _over_preposition(preposition: Token, frame: Frame) -> Iterator[Argument]:
    """Who did it, where a preposition ties the event's noun to them: "those involved in", "the mastermind of"; whom it
    befell in "came under attack from"."""
    over, word = preposition.head, preposition.lower
    if over.lemma == "responsible" and word == "for":
        doer = over.head if over.dep in ("amod", "acl", "relcl") else over.head.child("nsubj")
        if doer is not None and doer.pos in (*NOUNS, "PRON"):
            yield "agent", doer
    elif over.lemma == "be" and word == "behind":
        doer = over.child("nsubj")
        if doer is not None and doer.pos in NOUNS:
            yield "agent", doer
    elif over.lemma in _ANSWERABLE and word in ("of", "behind", "in"):
        yield "agent", over
    elif over.pos == "VERB" and word == "in" and over.lemma in _TAKING_PART:
        doer = subject_of(over)
        if doer is not None and (over.lemma != "take" or any(c.lemma == "part" for c in over.children)):
            for one in several(doer):
                yield "agent", one
    elif over.lemma == "part" and word == "in" and over.head.lemma == "take":
        doer = subject_of(over.head)
        if doer is not None:
            for one in several(doer):
                yield "agent", one
    elif over.pos == "VERB" and word == "under" and over.lemma == "come":
        befallen = subject_of(over)
        if befallen is not None:
            yield frame.object(befallen), befallen
        yield from _from(over)
    elif over.pos == "VERB" and word == "in" and over.lemma == "engage":
        doer = subject_of(over)
        if doer is not None:
            yield ("participant" if frame.has("participant") else "agent"), doer


def _from(head: Token) -> Iterator[Argument]:
    for preposition in head.children:
        if preposition.dep == "prep" and preposition.lower == "from":
            for one in (c for c in preposition.children if c.dep == "pobj"):
                for part in several(one):
                    yield "agent", part


def prepositional(head: Token, frame: Frame, *, passive: bool, under: bool = False) -> Iterator[Argument]:
    """The participants in the prepositional phrases of a verb or noun. ``under``: it "came under fire from"."""
    for preposition in head.children:
        if preposition.dep not in ("prep", "agent", "dative"):
            continue
        word = preposition.lower
        if under and word == "under":
            yield from prepositional(preposition.child("pobj") or preposition, frame, passive=True, under=True)
        for noun in preposition.children:
            if noun.dep != "pobj" or noun.pos not in (*NOUNS, "PRON", "NUM"):
                continue
            weapon = frame.armed(noun)
            for one in several(noun):
                if weapon and word in _MEANS:
                    yield "instrument", one
                    continue
                role = _by_preposition(word, one, frame, passive=passive or preposition.dep == "agent", under=under)
                if role is not None:
                    yield role, one


def _by_preposition(word: str, one: Token, frame: Frame, *, passive: bool, under: bool) -> str | None:
    placed = one.index in frame.around.places
    if word == "by" and passive:
        if frame.acts(one):
            return "agent"
        if frame.event(one) or one.lemma in frame.codebook.sets["hazard"]:
            return "cause" if frame.has("cause") else None
        return "cause" if frame.has("cause") and one.pos == "NOUN" and not frame.has("agent") else _unnamed(frame, one)
    if word == "from" and (under or (frame.side(one) and not placed and not frame.has("origin"))):
        return "agent"
    blast = frame.type.family == "strikes" and frame.mention.token.lemma not in _UNSET
    if blast and word in _BESIDE and not placed and frame.struck(one, word):
        return frame.object(one)
    if word == "on" and "blame" in (one.head.head.lemma, one.head.head.head.lemma):
        return None  # who is blamed is told by the statement
    if word in _AGAINST and not placed:
        role = frame.object(one)
        # not "kidnapped on a road", "handed over at the border"
        return role if role not in _OF_PEOPLE or one.pos == "PROPN" or frame.people(one) else None
    if word == "against":
        return "target" if frame.has("target") else frame.object(one)
    if word == "from" and frame.has("origin"):
        return "origin"
    if word in ("to", "into", "toward", "towards") and placed:
        return "destination"
    if word in ("to", "for") and frame.has("beneficiary"):
        return "beneficiary"
    if word in ("with", "between", "among") and frame.has("participant"):
        return "participant"
    if word == "with" and frame.type.id == "riot" and frame.acts(one):
        return "target"
    return "topic" if word in ("over", "about", "on") and frame.has("topic") and not placed else None


def _unnamed(frame: Frame, one: Token) -> str:
    """The role of what stands after "by" and is neither known to act nor an event: "a mob", "a vehicle"."""
    craft = any(one.lemma in frame.codebook.sets[name] for name in ("road", "ship", "train", "airliner"))
    if craft and frame.has("vehicle"):
        return "vehicle"
    if frame.thing(one) and frame.has("cause"):
        return "cause"
    thing = frame.has("instrument") and (craft or frame.thing(one))
    return "instrument" if thing else "agent" if frame.has("agent") else "cause"
