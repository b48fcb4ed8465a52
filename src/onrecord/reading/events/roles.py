"""Who and what takes part in an event: roles from the grammar around its trigger."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import NOUNS, Mention, conjuncts, is_passive, subject_of
from onrecord.reading.events.nominal_roles import nominal, prepositional
from onrecord.reading.events.phrases import phrase_span, phrase_tokens
from onrecord.reading.events.role_choice import SENDING, Frame, Surroundings
from onrecord.reading.parse import Parse, Token
from onrecord.reading.wordset import wordset
from onrecord.records import Role, Span

__all__ = ["Surroundings", "find_roles"]

_PASSED_OVER = wordset("it this that which what there one itself himself themselves herself")

_MET = frozenset({"mine_blast"})
_MEETING = wordset("hit strike step tread run drive trigger")
"""Who "hit a mine" was hit by it."""

_PATIENT = wordset(
    "kill injure wound arrest detain abduct kidnap behead murder assassinate execute imprison jail displace evacuate "
    "indict behead capture rescue"
)
"""Verbs that are always done to somebody: without an object they are headlines' passives ("Man arrested in Leeds")."""


def find_roles(parse: Parse, mention: Mention, codebook: Codebook, around: Surroundings) -> None:
    """Fill the mention's participants; times and places are attached elsewhere."""
    frame = Frame(mention, codebook, around)
    arguments = nominal(frame) if mention.nominal else _verbal(frame)
    gathered: dict[str, list[tuple[Token, Span]]] = {}
    seen: set[int] = set(mention.words)
    for role, token in arguments:
        if not frame.has(role) or token.index in seen:
            continue
        if token.lower in _PASSED_OVER and role != "instrument":
            continue
        if token.index in around.timed or token.pos in ("VERB", "AUX"):
            continue
        seen.add(token.index)
        gathered.setdefault(role, []).append((token, phrase_span(parse, token)))
    for role, parts in gathered.items():
        for token, span in parts:
            mention.roles.append(_role(parse, role, token, span, around, mention))
            mention.heads.append(token)


def _role(parse: Parse, name: str, token: Token, span: Span, around: Surroundings, mention: Mention) -> Role:
    actor = around.actors.get(token.index)
    place = around.places.get(token.index)
    number = next(
        (around.quantities[t.index].id for t in phrase_tokens(parse, token) if t.index in around.quantities), None
    )
    if actor is not None:
        mention.actors.add(actor.id)
    located = place.id if place is not None and place.sense != "actor" and actor is None else None
    return Role(name, (span,), actor=actor.id if actor else None, place=located, quantity=number)


Argument = tuple[str, Token]


def _verbal(frame: Frame) -> Iterator[Argument]:
    verb = frame.mention.token
    if verb.pos == "ADJ":
        yield from _adjectival(frame)
        return
    subject = subject_of(verb)
    objects = [c for c in verb.children if c.dep == "dobj" and c.index not in frame.mention.words]
    transitive = any(c.dep in ("dobj", "dative", "ccomp") for c in verb.children)
    passive = is_passive(verb) or (verb.lemma in _PATIENT and not transitive)
    struck = frame.mention.type.id in _MET and verb.lemma in _MEETING
    under = verb.lemma == "come" and len(frame.mention.words) > 1  # "came under fire"
    if subject is not None and subject.pos in (*NOUNS, "PRON", "NUM"):
        for one in conjuncts(subject):
            if frame.goes_off(verb, one):
                yield "instrument", one
            elif struck or passive or under:
                yield frame.object(one), one
            elif not transitive and frame.type.family == "harm" and (frame.people(one) or one.pos == "NUM"):
                yield "victim", one  # "nine were killed and 27 injured"
            else:
                yield frame.subject(one, transitive=transitive), one
    for each in objects:
        for part in conjuncts(each):
            sent = (struck or verb.lemma in SENDING) and frame.weapon(part) and frame.has("instrument")
            yield ("instrument" if sent or frame.goes_off(verb, part) else frame.object(part)), part
        yield from _beside(each, frame)
    if passive and subject is not None:
        yield from _beside(subject, frame)
    yield from prepositional(verb, frame, passive=passive, under=under)


def _beside(noun: Token, frame: Frame) -> Iterator[Argument]:
    """What the parse hangs on the object and belongs to the verb: "killed three people with a knife"."""
    for preposition in noun.children:
        if preposition.dep != "prep":
            continue
        for one in (c for c in preposition.children if c.dep == "pobj"):
            if preposition.lower in ("with", "using") and frame.weapon(one):
                yield "instrument", one
            elif preposition.lower == "from" and one.index in frame.around.places:
                yield "origin", one


def _adjectival(frame: Frame) -> Iterator[Argument]:
    token = frame.mention.token
    head = token.head
    if token.dep == "amod" and head.pos in NOUNS and frame.people(head):
        yield "victim", head
    elif token.dep in ("acomp", "oprd"):
        subject = head.child("nsubj", "dobj")
        if subject is not None and frame.people(subject):
            yield "victim", subject
