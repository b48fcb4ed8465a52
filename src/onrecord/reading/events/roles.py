"""Who and what takes part in an event: roles from the grammar around its trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import NOUNS, Mention, conjuncts, is_passive, subject_of
from onrecord.reading.events.phrases import is_people, phrase_span, phrase_tokens
from onrecord.reading.parse import Parse, Token
from onrecord.reading.wordset import wordset
from onrecord.records import Actor, Place, Quantity, Role, Span, Time

_PLACE_PREPOSITIONS = wordset(
    "in at on near over outside inside around across within throughout above off along by north south east west"
)
_AGAINST = frozenset({"on", "against", "at", "upon", "toward", "towards"})
_MEANS = frozenset({"with", "using", "by", "from"})
_OBJECTS = ("victim", "target", "vehicle", "cargo", "participant", "beneficiary", "topic")
_THINGS_FIRST = ("target", "vehicle", "cargo", "topic", "participant", "beneficiary", "victim")
_OF_PEOPLE = frozenset({"victim", "beneficiary", "participant"})
_PASSED_OVER = wordset("it this that which what there one itself himself itself")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The records of other stages that roles point to, looked up by the token at which they stand."""

    actors: dict[int, Actor]
    places: dict[int, Place]
    quantities: dict[int, Quantity]
    timed: frozenset[int]

    @classmethod
    def of(
        cls,
        parse: Parse,
        actors: Sequence[Actor],
        places: Sequence[Place],
        quantities: Sequence[Quantity],
        times: Sequence[Time],
    ) -> Surroundings:
        """Index the records by each token that they cover; actors by the last word of each mention."""
        by_actor: dict[int, Actor] = {}
        for actor in actors:
            for start, end in actor.mentions:
                for token in parse.tokens_in(start, end):
                    by_actor.setdefault(token.index, actor)
        by_place = {t.index: place for place in places for t in parse.tokens_in(place.start, place.end)}
        by_number = {t.index: q for q in quantities for t in parse.tokens_in(q.start, q.end)}
        timed = frozenset(t.index for time in times for t in parse.tokens_in(time.start, time.end))
        return cls(by_actor, by_place, by_number, timed)


def find_roles(parse: Parse, mention: Mention, codebook: Codebook, around: Surroundings) -> None:
    """Fill the mention's participants; times and places are attached elsewhere."""
    allowed = {spec.role for spec in mention.type.roles}
    arguments = _nominal(mention, codebook, around) if mention.nominal else _verbal(mention, codebook, around)
    gathered: dict[str, list[tuple[Token, Span]]] = {}
    seen: set[int] = set(mention.words)
    for role, token in arguments:
        if role not in allowed or token.index in seen or token.lower in _PASSED_OVER:
            continue
        if token.index in around.timed or token.pos in ("VERB", "AUX"):
            continue
        seen.add(token.index)
        gathered.setdefault(role, []).append((token, phrase_span(parse, token)))
    for role, parts in gathered.items():
        mention.roles.extend(_role(parse, role, token, span, around, mention) for token, span in parts)


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


def _verbal(mention: Mention, codebook: Codebook, around: Surroundings) -> Iterator[Argument]:
    verb = mention.token
    allowed = [spec.role for spec in mention.type.roles]
    passive = is_passive(verb)
    if verb.pos == "ADJ":
        yield from _adjectival(mention, codebook)
        return
    subject = subject_of(verb)
    transitive = any(c.dep in ("dobj", "dative", "ccomp") for c in verb.children)
    objects = [c for c in verb.children if c.dep in ("dobj",)]
    struck = mention.type.id in _MET and verb.lemma in _MEETING
    if subject is not None and subject.pos in (*NOUNS, "PRON", "NUM"):
        for one in conjuncts(subject):
            if struck or passive or (not transitive and mention.type.family == "harm" and is_people(one, codebook)):
                yield _object_role(one, allowed, codebook), one
            elif not transitive and mention.type.family == "harm" and one.pos == "NUM":
                yield "victim", one  # "nine were killed and 27 injured"
            else:
                yield _subject_role(one, mention, codebook, around, transitive), one
    for one in objects:
        for part in conjuncts(one):
            sent = (struck or verb.lemma in _SENDING) and _is_weapon(part, codebook) and "instrument" in allowed
            yield ("instrument" if sent else _object_role(part, allowed, codebook)), part
    yield from _prepositional(verb, allowed, codebook, around, passive=passive)


def _is_weapon(token: Token, codebook: Codebook) -> bool:
    return token.lemma in codebook.weapon_words or token.lower in codebook.weapon_words


def _adjectival(mention: Mention, codebook: Codebook) -> Iterator[Argument]:
    token = mention.token
    head = token.head
    if token.dep == "amod" and head.pos in NOUNS and is_people(head, codebook):
        yield "victim", head
    elif token.dep in ("acomp", "oprd"):
        subject = head.child("nsubj", "dobj")
        if subject is not None and is_people(subject, codebook):
            yield "victim", subject


def _subject_role(token: Token, mention: Mention, codebook: Codebook, around: Surroundings, transitive: bool) -> str:
    allowed = [spec.role for spec in mention.type.roles]
    thing = token.pos == "NOUN" and token.index not in around.actors and not is_people(token, codebook)
    if token.lemma in codebook.weapon_words or token.lower in codebook.weapon_words:
        return "instrument"
    if ("noun", token.lemma) in codebook.triggers and token.index not in around.actors and "cause" in allowed:
        return "cause"
    if thing and mention.type.family == "harm" and "cause" in allowed:
        return "cause"
    if thing and not transitive and mention.token.lemma in _BEFALLING:
        return _object_role(token, allowed, codebook)
    if "agent" in allowed and (transitive or "vehicle" not in allowed) and "victim" not in allowed[:1]:
        return "agent" if transitive or not is_people(token, codebook) or "victim" not in allowed else _patient(allowed)
    if not transitive:
        return _object_role(token, allowed, codebook)
    return "participant" if "agent" not in allowed and "participant" in allowed else "cause" if thing else "agent"


def _patient(allowed: list[str]) -> str:
    return "victim" if allowed[0] != "agent" else "agent"


def _object_role(token: Token, allowed: list[str], codebook: Codebook) -> str:
    people = is_people(token, codebook)
    if not people and ("vehicle" in allowed[:2] or ("vehicle" in allowed and token.lemma in codebook.weapon_words)):
        return "vehicle"
    order = _OBJECTS if people else _THINGS_FIRST
    return next((role for role in order if role in allowed), "target")


def _prepositional(
    head: Token, allowed: list[str], codebook: Codebook, around: Surroundings, *, passive: bool
) -> Iterator[Argument]:
    for preposition in head.children:
        if preposition.dep not in ("prep", "agent", "dative"):
            continue
        word = preposition.lower
        for noun in preposition.children:
            if noun.dep not in ("pobj", "pcomp") or noun.pos not in (*NOUNS, "PRON", "NUM"):
                continue
            weapon = _is_weapon(noun, codebook)
            for one in conjuncts(noun):
                if weapon and word in _MEANS:
                    yield "instrument", one
                elif word == "by" and (passive or preposition.dep == "agent" or head.pos in NOUNS):
                    if is_people(one, codebook) or one.index in around.actors or one.pos == "PROPN":
                        yield "agent", one
                    else:
                        yield ("cause" if "cause" in allowed else "instrument"), one
                elif word in _AGAINST and one.index not in around.places:
                    role = _object_role(one, allowed, codebook)
                    if role not in _OF_PEOPLE or one.pos == "PROPN" or is_people(one, codebook):
                        yield role, one  # not "kidnapped on a road", "handed over at the border"
                elif word == "against":
                    yield ("target" if "target" in allowed else _object_role(one, allowed, codebook)), one
                elif word == "from" and "origin" in allowed:
                    yield "origin", one
                elif word in ("to", "into", "toward", "towards") and one.index in around.places:
                    yield "destination", one
                elif word in ("to", "for") and "beneficiary" in allowed:
                    yield "beneficiary", one
                elif word in ("with", "between", "among") and "participant" in allowed:
                    yield "participant", one
                elif word in ("over", "about", "on") and "topic" in allowed and one.index not in around.places:
                    yield "topic", one


def _nominal(mention: Mention, codebook: Codebook, around: Surroundings) -> Iterator[Argument]:
    noun = mention.token
    allowed = [spec.role for spec in mention.type.roles]
    for child in noun.children:
        if child.dep == "poss" and child.index not in mention.words:
            actor = child.index in around.actors or is_people(child, codebook) or child.ent in ("GPE", "ORG", "NORP")
            yield ("agent" if actor and "agent" in allowed else _object_role(child, allowed, codebook)), child
        elif child.dep in ("amod", "compound", "nmod") and child.index not in mention.words:
            yield from _modifier(child, allowed, codebook, around)
        elif child.dep == "prep" and child.lower == "of":
            for one in (c for c in child.children if c.dep == "pobj" and c.pos in NOUNS):
                for part in conjuncts(one):
                    weapon = part.lemma in codebook.weapon_words and "vehicle" not in allowed
                    yield (
                        ("instrument" if weapon and "target" in allowed else _object_role(part, allowed, codebook)),
                        part,
                    )
    yield from _prepositional(noun, allowed, codebook, around, passive=True)
    verb = noun.head
    if noun.dep == "dobj" and verb.lemma in _SUPPORT:  # "Russia launched an attack"
        subject = subject_of(verb)
        if subject is not None and not is_passive(verb):
            yield "agent", subject
    elif noun.dep == "nsubjpass" and verb.lemma in _SUPPORT:
        agent = verb.child("agent")
        by = agent.child("pobj") if agent is not None else None
        if by is not None:
            yield "agent", by
    elif noun.dep == "nsubj" and verb.lemma in _STRIKING:  # "the barrage hit 130 houses"
        for one in (c for c in verb.children if c.dep == "dobj"):
            for part in conjuncts(one):
                yield _object_role(part, allowed, codebook), part


_SUPPORT = wordset("launch carry conduct stage mount make commit perform undertake plan order unleash execute")
_SENDING = wordset("launch fire drop send lob hurl throw unleash detonate rain use deploy")
"""Verbs whose object is what was used, where it is a weapon ("fired ten rockets")."""

_MET = frozenset({"mine_blast"})
_MEETING = wordset("hit strike step tread run drive trigger")
"""Who "hit a mine" was hit by it."""

_BEFALLING = wordset("explode detonate collapse burn erupt ignite leak blow")
"""Verbs that tell of a thing what befell it, not what it did."""

_STRIKING = wordset("hit strike kill injure wound damage destroy target rock leave hurt level flatten")


def _modifier(child: Token, allowed: list[str], codebook: Codebook, around: Surroundings) -> Iterator[Argument]:
    known = codebook.country_words.get(child.lower)
    if known is not None and known[1] in ("adjective", "people") and "agent" in allowed:
        yield "agent", child
    elif child.lemma in codebook.weapon_words or child.lower in codebook.weapon_words:
        yield ("vehicle" if "vehicle" in allowed and "instrument" not in allowed else "instrument"), child
    elif child.index in around.actors and child.pos == "PROPN" and "agent" in allowed:
        yield "agent", child
    elif child.dep == "compound" and child.pos in NOUNS and is_people(child, codebook) and "victim" in allowed:
        yield "victim", child
    elif child.dep == "compound" and child.pos == "NOUN" and "vehicle" in allowed:
        yield "vehicle", child
