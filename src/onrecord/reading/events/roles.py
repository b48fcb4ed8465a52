"""Who and what takes part in an event: roles from the grammar around its trigger."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook import Codebook
from onrecord.reading.events.lists import NAMING, named_as, several
from onrecord.reading.events.mentions import NOUNS, Mention, companions, conjuncts, is_passive, subject_of
from onrecord.reading.events.nominal_roles import nominal, prepositional
from onrecord.reading.events.phrases import phrase_span, phrase_tokens
from onrecord.reading.events.role_choice import SENDING, Frame, Surroundings
from onrecord.reading.parse import Parse, Token
from onrecord.records import Role, Span
from onrecord.wordset import wordset

__all__ = ["Surroundings", "find_roles"]

_PASSED_OVER = wordset("who whom whose it this that which what there one itself himself themselves herself")

_MET = frozenset({"mine_blast"})
_MEETING = wordset("hit strike step tread run drive trigger touch")
"""Who "hit a mine" was hit by it."""

_PATIENT = wordset(
    "kill injure wound arrest detain abduct kidnap behead murder assassinate execute imprison jail displace evacuate "
    "indict capture rescue handcuff apprehend nab hospitalize hospitalise"
)
"""Verbs that are always done to somebody: without an object they are headlines' passives ("Man arrested in Leeds")."""


def find_roles(parse: Parse, mention: Mention, codebook: Codebook, around: Surroundings) -> None:
    """Fill the mention's participants; times and places are attached elsewhere."""
    frame = Frame(mention, codebook, around)
    arguments = nominal(frame) if mention.nominal else _verbal(frame)
    gathered: dict[str, list[tuple[Token, Span]]] = {}
    seen: set[int] = set(mention.words)
    if mention.nominal and frame.armed(mention.token) and frame.has("instrument"):
        gathered["instrument"] = [(mention.token, phrase_span(parse, mention.token))]  # "a car bomb killed ten"
    for role, token in arguments:
        if not frame.has(role) or token.index in seen:
            continue
        owner = token.child("poss") if token.lemma == "life" else None
        token = owner or token  # "an attempt on the mayor's life"
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
    if verb.dep == "amod" and verb.tag == "VBN":
        yield frame.object(verb.head), verb.head  # "the kidnapped girls"
        return
    subject = subject_of(verb)
    objects = [c for c in _objects(verb) if c.index not in frame.mention.words]
    transitive = bool(objects) or any(c.dep in ("dobj", "dative", "ccomp") for c in verb.children)
    passive = is_passive(verb) or (verb.lemma in _PATIENT and not transitive)
    struck = frame.mention.type.id in _MET and verb.lemma in _MEETING
    under = verb.lemma == "come" and len(frame.mention.words) > 1  # "came under fire"
    if subject is not None and subject.pos in (*NOUNS, "PRON", "NUM", "DET"):
        for one in several(subject):
            if frame.goes_off(verb, one):
                yield "instrument", one
            elif not passive and frame.weapon(one) and frame.has("instrument"):
                yield "instrument", one
                yield from _owners(one, frame)
            elif struck or passive or under:
                yield frame.object(one), one
            elif not transitive and frame.type.family == "harm" and frame.people(one):
                yield "victim", one  # "nine were killed and 27 injured"
            else:
                role = frame.subject(one, transitive=transitive)
                if role != "agent" or one.pos != "NOUN" or frame.acts(one):
                    yield role, one
                elif frame.has("cause"):  # what cannot act did not do it: "the opportunity", "a wave"
                    yield "cause", one
        if passive:
            yield from _named_with(subject, frame)
    for each in objects:
        for part in several(each):
            sent = (verb.lemma in SENDING and frame.weapon(part)) or (struck and not frame.people(part))
            used = (sent and frame.has("instrument")) or frame.goes_off(verb, part)
            yield ("instrument" if used else frame.object(part)), part
        yield from _beside(each, frame)
    yield from _of_words(frame)
    if passive and subject is not None:
        yield from _beside(subject, frame)
        for noun in companions(verb, "along", "together"):
            for one in conjuncts(noun):
                yield frame.object(one), one
    yield from prepositional(verb, frame, passive=passive, under=under)


def _objects(verb: Token) -> list[Token]:
    """The objects of a verb, that of the last of several coordinated ones too: "killed, injured or abducted ten"."""
    objects = verb.children_with("dobj")
    if objects or is_passive(verb):
        return objects
    for later in verb.children_with("conj"):
        own = any(c.dep in ("nsubj", "nsubjpass", "auxpass") for c in later.children)
        if later.pos == "VERB" and later.tag != "VBG" and not own:
            found = _objects(later)
            if found:
                return found
    return []


def _named_with(subject: Token, frame: Frame) -> Iterator[Argument]:
    """Who is told to be one of them: "Ana Ruiz was one of three people killed", "... was among those killed"; whose
    names follow: "police named those arrested as A and B"."""
    if subject.dep in ("dobj", "nsubjpass") and subject.head.lemma in NAMING:
        for one in named_as(subject.head):
            yield frame.object(one), one
    node = subject.head
    if subject.dep == "pobj" and node.lower == "of" and node.head.lower == "one":
        node = node.head
    elif subject.dep != "pobj" or node.lower != "among":
        return
    if node.head.lemma == "be":
        for one in node.head.children_with("nsubj", "attr"):
            if one is not node:
                for part in conjuncts(one):
                    yield frame.object(part), part


def _owners(weapon: Token, frame: Frame) -> Iterator[Argument]:
    """Whose the weapon is that did it: "U.S. drones fired missiles", "Israeli tanks shelled the town"."""
    for child in weapon.children:
        if child.dep in ("amod", "compound", "nmod", "poss"):
            known = frame.codebook.country_words.get(child.lower)
            if known is not None or child.dep == "poss":
                yield "agent", child


def _of_words(frame: Frame) -> Iterator[Argument]:
    """Whom the noun of a verb's phrase tells of: "claimed the lives of nine worshippers"."""
    verb = frame.mention.token
    for child in verb.children:
        if child.dep in ("dobj", "nsubjpass") and child.index in frame.mention.words:
            for of in (c for c in child.children if c.dep == "prep" and c.lower == "of"):
                for one in (c for c in of.children if c.dep == "pobj"):
                    for part in conjuncts(one):
                        yield frame.object(part), part


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
    number = token.child("nummod", "nsubj", "npadvmod")
    if number is not None and number.pos == "NUM":
        yield "victim", number  # "two dead, five injured"
    elif head is not token and (
        head.pos == "NUM" or (token.dep == "amod" and head.pos in NOUNS and frame.people(head))
    ):
        yield "victim", head
    elif token.dep in ("acomp", "oprd"):
        subject = head.child("nsubj", "dobj")
        if subject is not None and frame.people(subject):
            for one in several(subject):
                yield "victim", one
    elif token.dep in ("nsubj", "nsubjpass") and head.lemma == "include":  # "the dead included three children"
        for one in (c for c in head.children if c.dep == "dobj"):
            for part in conjuncts(one):
                yield "victim", part
    elif token.dep == "pobj" and head.lower == "among" and head.head.lemma == "be":
        for subject in head.head.children_with("nsubj", "attr"):  # "among the dead were two nurses"
            for one in conjuncts(subject):
                yield "victim", one
