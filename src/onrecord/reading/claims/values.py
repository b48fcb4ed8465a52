"""The values that an event's roles and tolls give: which attribute, which value, which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.codebook import Codebook, EventType
from onrecord.reading.actors import Mentions
from onrecord.reading.claims import frames
from onrecord.reading.parse import Parse, Token
from onrecord.records import Attribute, Event, Quantity, Role, Span

_NUMBERS = frozenset({"dozen", "score", "hundred", "thousand", "million", "number", "couple", "handful", "lot"})
_VAGUE = frozenset({"several", "many", "few", "some", "numerous", "multiple"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_MEANS = ("with", "by", "using")
_ONE = frozenset({"a", "an", "another", "one"})
_BY_ROLE: dict[str, Attribute] = {
    "instrument": "weapon",
    "cause": "cause",
}
# Roles whose numbers count things: how many drones were shot down, how many missiles were fired.
_COUNTED = ("instrument", "target", "vehicle", "cargo", "agent")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an attribute with its words; ``statement`` where the toll row names its holder."""

    attribute: Attribute
    value: dict[str, Any]
    spans: tuple[Span, ...]
    statement: str | None = None


def values_of(event: Event, quantities: dict[str, Quantity], parse: Parse, codebook: Codebook) -> Iterator[Value]:
    """All values that the event's roles and tolls give."""
    kind = codebook.events.get(event.type)
    hostile = kind is not None and is_hostile(kind)
    for role in event.roles:
        text = _text(parse, role.spans)
        if role.time is not None and role.role == "time":
            yield Value("time", {"time": role.time}, role.spans)
        elif role.place is not None and role.role == "place":
            yield Value("place", {"place": role.place}, role.spans)
        elif role.role == "victim" and _only_counted(role, parse):
            pass  # the toll tells how many they were
        elif role.role in ("agent", "target", "victim"):
            if role.role != "agent":
                yield Value("target", {"actor": role.actor, "text": text}, role.spans)
            elif hostile and _may_act(role, parse, codebook):
                spans = _with_name(role, parse)
                yield Value("perpetrator", {"actor": role.actor, "text": _text(parse, spans)}, spans)
        elif role.role == "cause" and hostile and _are_people(role, parse):
            spans = _with_name(role, parse)
            yield Value("perpetrator", {"actor": role.actor, "text": _text(parse, spans)}, spans)
        elif role.role in ("instrument", "cause"):
            yield Value(_BY_ROLE[role.role], {"text": text}, role.spans)
        if role.role in _COUNTED:
            yield from _counts(role, quantities, parse, codebook)
    for row in event.toll:
        yield Value(
            row.status,  # type: ignore[arg-type]
            {"low": row.low, "high": row.high, "approximate": row.approximate, "unit": "people", "of": row.category},
            (row.span,),
            row.statement,
        )


_DEFENSIVE = frozenset({"interception"})
_HOSTILE_FAMILIES = frozenset({"strikes", "combat", "civilians", "harm"})
_HOSTILE = frozenset({"aircraft_downing", "riot", "protest_crackdown", "coup"})


def is_hostile(kind: EventType) -> bool:
    """Whether somebody is accused of an event of this type, so that who did it is its perpetrator."""
    return kind.id in _HOSTILE or (kind.family in _HOSTILE_FAMILIES and kind.id not in _DEFENSIVE)


_ANYBODY = frozenset({"people", "person", "other"})


def _only_counted(role: Role, parse: Parse) -> bool:
    """Whether the words for victims tell no more than their number: "nine", "four people", "12 others"."""
    head = _head(parse, role)
    return role.quantity is not None and head is not None and (head.pos == "NUM" or head.lemma in _ANYBODY)


def _may_act(role: Role, parse: Parse, codebook: Codebook) -> bool:
    """Whether an agent can be a perpetrator: an actor, or words for neither a place nor a weapon."""
    if role.actor is not None:
        return True
    head = _head(parse, role)
    thing = head is None or head.lower in codebook.weapon_words or head.lemma in codebook.weapon_words
    return role.place is None and not thing


def _counts(role: Role, quantities: dict[str, Quantity], parse: Parse, codebook: Codebook) -> Iterator[Value]:
    head = _head(parse, role)
    if head is None or head.lemma in codebook.people:
        return
    weapon = head.lower in codebook.weapon_words or head.lemma in codebook.weapon_words
    attribute: Attribute = "count" if weapon or role.role in ("instrument", "vehicle", "cargo", "agent") else "damage"
    quantity = quantities.get(role.quantity) if role.quantity is not None else None
    if quantity is not None:
        number: dict[str, Any] = {
            "low": quantity.low, "high": quantity.high, "approximate": quantity.approximate,
        }  # fmt: skip
        yield Value(attribute, {**number, "unit": head.lemma, "of": _phrase(parse, role, head)}, role.spans)
    elif weapon and head.tag == "NN" and any(c.lower in _ONE for c in head.children if c.index < head.index):
        yield Value(
            attribute,
            {"low": 1, "high": 1, "approximate": False, "unit": head.lemma, "of": _phrase(parse, role, head)},
            role.spans,
        )


def _text(parse: Parse, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(parse.text[s:e].split()) for s, e in spans)


def _with_name(role: Role, parse: Parse) -> tuple[Span, ...]:
    """The role's words, with the name right behind them: "the guerrilla organization Shining Path"."""
    head = _head(parse, role)
    name = next((c for c in head.rights if c.dep == "appos" and c.left == head.index + 1), None) if head else None
    if name is None or head is None or role.spans[-1][1] != head.end:
        return role.spans
    return (*role.spans[:-1], (role.spans[-1][0], parse.tokens[name.right].end))


def _are_people(role: Role, parse: Parse) -> bool:
    """Whether what brought an event about is a body of people: "killed by a column of rebels"."""
    head = _head(parse, role)
    return role.actor is not None or (head is not None and head.lemma in frames.BODIES)


def pronoun_agents(mention: Event, event: Event, actors: Mentions, parse: Parse, codebook: Codebook) -> Iterator[Value]:
    """Who does it where a pronoun says so and the record has no such agent: "the group claims it attacked the base"."""
    kind = codebook.events.get(mention.type)
    if kind is None or not is_hostile(kind):
        return
    known = {role.actor for role in event.roles if role.role in ("agent", "victim", "target")}
    for trigger in parse.tokens_in(*mention.trigger):
        subject = trigger.child("nsubj") if trigger.pos == "VERB" else None
        actor = actors.at(subject.span) if subject is not None and subject.pos == "PRON" else None
        if subject is not None and actor is not None and actor.id not in known and subject.lower in _PRONOUNS:
            yield Value("perpetrator", {"actor": actor.id, "text": subject.text}, (subject.span,))


def counts_of(mention: Event, quantities: tuple[Quantity, ...], parse: Parse, codebook: Codebook) -> Iterator[Value]:
    """Which weapons, and how many, a further mention of an event tells of, by their place at its trigger.

    A mention that does not carry the record has no roles: "…; the governor said several drones attacked the depot".
    """
    if mention.type in _DEFENSIVE:
        return  # what is shot down is not what is used
    for trigger in parse.tokens_in(*mention.trigger):
        for child in trigger.children:
            noun = child.child("pobj") if child.dep in ("prep", "agent") and child.lower in _MEANS else child
            if noun is None or noun.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
                continue
            if noun.lower not in codebook.weapon_words and noun.lemma not in codebook.weapon_words:
                continue
            start = parse.tokens[noun.left].start
            for quantity in quantities:
                if start <= quantity.start and quantity.end <= noun.end and noun.lemma not in codebook.people:
                    span = (start, noun.end)
                    yield Value("weapon", {"text": _text(parse, (span,))}, (span,))
                    role = Role("instrument", (span,), quantity=quantity.id)
                    yield from _counts(role, {quantity.id: quantity}, parse, codebook)
                    break


def _head(parse: Parse, role: Role) -> Token | None:
    tokens = [t for s, e in role.spans[:1] for t in parse.tokens_in(s, e)]
    inside = {t.index for t in tokens}
    head = next((t for t in tokens if t.head.index not in inside or t.head is t), None)
    if head is not None and head.lemma in _NUMBERS and (of := head.child("prep")) is not None and of.lower == "of":
        return of.child("pobj") or head  # "dozens of houses" counts houses
    return head


def _phrase(parse: Parse, role: Role, head: Token) -> str:
    """What is counted, without number and determiner: "Ukrainian drones"."""
    start = head
    for token in reversed(parse.tokens[head.left : head.index]):
        if (
            token.pos in ("NUM", "DET")
            or token.dep in ("nummod", "quantmod", "det")
            or token.start < role.spans[0][0]
            or token.lower in _VAGUE
        ):
            break
        start = token
    return " ".join(parse.text[start.start : head.end].split())
