"""Who and what takes part in an event, from all its mentions: each participant once.

The mention that carries the event comes first. From the others come the roles that it lacks, and those whom or what it
happened to that it does not name: "the blast killed three people", "nine others were injured". A participant is the
same where it is the same actor, or has the same head word and no other number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reading.events.mentions import Mention
from onrecord.reading.parse import Token
from onrecord.records import Role

_SEVERAL = frozenset({"victim", "target", "beneficiary", "participant", "vehicle", "instrument"})
"""Roles that several can have in one event, each told in a passage of its own."""

_REAL = ("actual", "ongoing")
_DOERS = frozenset({"bomber", "attacker"})
"""Triggers that name who did it."""

MOST = 12
"""Participants of one role that are given."""


def participants(members: Sequence[Mention], canonical: Mention, numbers: Mapping[str, float | None]) -> list[Role]:
    """The roles of an event but for its times and places.

    Args:
        members: its mentions.
        canonical: the one that carries it.
        numbers: quantities that are exact, by id.
    """
    roles: list[Role] = []
    heads: list[Token] = []
    known: dict[str, set[tuple[object, ...]]] = {}
    for mention in (canonical, *(m for m in members if m is not canonical)):
        had = set(known)
        for role, head in zip(mention.roles, mention.heads, strict=True):
            if role.role in had:
                several = role.role in _SEVERAL and len(known[role.role]) < MOST
                if not several or head.pos == "PRON" or not _alike(mention, canonical):
                    continue
            keys = _keys(role, head, numbers)
            if mention is not canonical and any(head is one for one in heads):
                continue  # what one mention takes for its victim is no cause in another
            if mention is not canonical and not keys.isdisjoint(known.get(role.role, ())):
                continue
            known.setdefault(role.role, set()).update(keys)
            roles.append(role)
            heads.append(head)
    triggers = [m.token for m in members]
    cut = [_without(role, head, triggers) for role, head in zip(roles, heads, strict=True)]
    return [role for role in cut if role is not None]


def _alike(one: Mention, two: Mention) -> bool:
    """Whether both are told as real, or as unreal in one way."""
    return one.realis == two.realis or (one.realis in _REAL and two.realis in _REAL)


def _keys(role: Role, head: Token, numbers: Mapping[str, float | None]) -> set[tuple[object, ...]]:
    number = numbers.get(role.quantity) if role.quantity is not None else None
    keys: set[tuple[object, ...]] = {("word", head.lemma.lower(), number)}
    if role.actor is not None:
        keys.add(("actor", role.actor, number))
    if number is not None and head.pos == "NUM":
        keys.add(("number", number))
    return keys


def _without(role: Role, head: Token, triggers: Sequence[Token]) -> Role | None:
    """A role whose words end before a trigger of the event itself ("his driver in a drone strike"); none where the
    trigger is or stands before its head."""
    start, end = role.spans[0]
    for trigger in triggers:
        own = trigger is head and (role.role == "instrument" or trigger.lemma in _DOERS)
        if own or trigger.dep == "amod" or not (start <= trigger.start and trigger.end <= end):
            continue  # "a car bomb", "a suicide bomber", "the wounded teacher" take part in what they tell of
        holder = next((c for c in head.children if head.index < c.left <= trigger.index <= c.right), None)
        if holder is None:
            return None
        tokens = head.sentence.tokens
        end = tokens[holder.left - 1 - tokens[0].index].end
    return role if end == role.spans[0][1] else replace(role, spans=((start, end),))
