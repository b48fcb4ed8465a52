"""The values that an event's roles and tolls give: which attribute, which value, which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.codebook import Codebook
from onrecord.reading.parse import Parse, Token
from onrecord.records import Attribute, Event, Quantity, Role, Span

_NUMBERS = frozenset({"dozen", "score", "hundred", "thousand", "million", "number", "couple", "handful", "lot"})
_ONE = frozenset({"a", "an", "another", "one"})
_BY_ROLE: dict[str, Attribute] = {
    "agent": "perpetrator",
    "target": "target",
    "victim": "target",
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
    hostile = kind is not None and kind.family in _HOSTILE and kind.id not in _DEFENSIVE
    for role in event.roles:
        text = " … ".join(" ".join(parse.text[s:e].split()) for s, e in role.spans)
        if role.time is not None and role.role == "time":
            yield Value("time", {"time": role.time}, role.spans)
        elif role.place is not None and role.role == "place":
            yield Value("place", {"place": role.place}, role.spans)
        elif role.role == "victim" and _only_counted(role, parse):
            pass  # the toll tells how many they were
        elif role.role in ("agent", "target", "victim"):
            if role.role != "agent" or (hostile and _may_act(role, parse, codebook)):
                yield Value(_BY_ROLE[role.role], {"actor": role.actor, "text": text}, role.spans)
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
_HOSTILE = frozenset({"strikes", "combat", "civilians", "harm"})  # families of events that somebody is accused of


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
        if token.pos in ("NUM", "DET") or token.dep in ("nummod", "quantmod", "det") or token.start < role.spans[0][0]:
            break
        start = token
    return " ".join(parse.text[start.start : head.end].split())
