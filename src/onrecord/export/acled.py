"""ACLED's sub-event type of an event, and of a report, with the rule that gave it.

The codebook's ``acled`` field says what an event type is when no more is known. The rules, after ACLED's public
codebook, use who took part (``sides.py``), with what (``means.py``), and what else the report tells of:

- explosions and remote violence are named by the means, chemical weapons and suicide bombs first (``violence.py``);
- an attack on those who can fight back is an armed clash, one on the unarmed an attack, a crowd's mob violence;
- a place taken is the government's or a non-state actor's by who took it, without a fight a non-violent transfer
  (``territory.py``). A change of control comes before the fighting that led to it;
- a demonstration is violent by what demonstrators did, else told by what was done to them (``demonstrations.py``);
- sexual violence and abduction come before the attack that they were part of, finds of weapons before arrests, an
  agreement before the movements that it brings;
- arrests for crimes for gain are none of ACLED's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.codebook.schemes import ACLED_TYPE
from onrecord.export.account import Account
from onrecord.export.demonstrations import (
    BEGINNING,
    DEMONSTRATORS,
    demonstration,
    of_demonstrators,
    one_demonstration,
    subject,
)
from onrecord.export.groups import BLASTS, DEMONSTRATIONS, PLUNDER, POLICED, SLIGHT, TERRITORY, VIOLENCE
from onrecord.export.territory import by_territory
from onrecord.export.violence import by_means, by_sides
from onrecord.records import Event, Reading

_TYPE = "type"
_CUSTODY = frozenset({"arrest", "detention"})
_FIRST: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (VIOLENCE | {"damage", "withdrawal", "siege", "armed_clash"}, TERRITORY),
    (VIOLENCE | POLICED | {"abduction"}, frozenset({"sexual_violence"})),
    (VIOLENCE, frozenset({"abduction"})),
    (frozenset({"attack", "casualties", "explosion", "damage"}), BLASTS - {"explosion"}),
    (frozenset({"shooting", "casualties"}), frozenset({"armed_clash"})),
    (frozenset({"missile_strike", "drone_strike"}), frozenset({"interception"})),
    (frozenset({"raid", "offensive"}), frozenset({"weapons_found"}) | _CUSTODY),
    (frozenset({"mine_blast", "bombing"}) | _CUSTODY, frozenset({"weapons_found"})),
    (frozenset({"attack"}), PLUNDER),
    (frozenset({"capture", "detention"}), frozenset({"prisoner_release", "prisoner_exchange"})),
    (frozenset({"withdrawal", "troop_movement"}), frozenset({"ceasefire", "agreement", "prisoner_exchange"})),
)
"""Types of a main event, and the types of events in its sentence that come before it."""

_FOR_GAIN = re.compile(
    r"\b(?:gangs?|drugs?|narcotic|cocaine|heroin|smuggl|traffick|robber|burglar|theft|thie[fv]|stolen|fraud|launder"
    r"|counterfeit|brib|corrupt|embezzl|extort|mafia|cartel|poach"
    r"|hack(?:ed|ing|ers?)\b|brothel|prostitut|forged|forger|contract kill|hired kill|ransom\b"
    r"|illegal (?:\w+ )?(?:trade|mining|logging|fishing))"
)
_SURRENDER = re.compile(r"\b(?:surrender|laid down|gave (?:them|him)sel|turned (?:them|him)sel)")


@dataclass(frozen=True, slots=True)
class Derived:
    """A sub-event type by ACLED's public name, its event type, and the name of the rule that gave it.

    ``rule`` is "type" where the event's type alone says it. ``event`` is the id of the event that it was derived of;
    None where the report only tells of demonstrators.
    """

    sub_event_type: str
    event_type: str
    rule: str
    event: str | None


def sub_event_type(event: Event, reading: Reading, codebook: Codebook) -> Derived | None:
    """The ACLED sub-event type of an event; none where ACLED has no such event (an earthquake, a crash).

    Args:
        event: a canonical mention of the reading.
        reading: what was read of the report.
        codebook: the codebook it was read with.
    """
    return _of_event(Account(reading, codebook), event)


def of_report(reading: Reading, codebook: Codebook) -> Derived | None:
    """The ACLED sub-event type of what a report is about: of its main event, with what its other events change.

    None where no event is told, or none that ACLED codes.
    """
    account = Account(reading, codebook)
    main = subject(account)
    if main is None:
        shown = DEMONSTRATORS.search(account.text, 0, BEGINNING)
        return _made(("Peaceful protest", "demonstrators told of"), None) if shown else None
    together = one_demonstration(account, main) or of_demonstrators(account, main)
    if together:
        return _made(demonstration(account, together), main)
    before = _before(account, main)
    if before is not None and (found := _of_event(account, before)) is not None:
        return found
    found = _of_event(account, main)
    if main.type in POLICED and (found is None or found.rule == _TYPE) and _is_crime(account):
        return None
    if found is None or (found.sub_event_type == "Other" and main.type in SLIGHT):
        return _next(account, main) or found
    return found


def _is_crime(account: Account) -> bool:
    """Whether a report tells of a crime for gain, in a word for one or in an event."""
    return "crime" in account.families() or _FOR_GAIN.search(account.lead) is not None


def _of_event(account: Account, event: Event) -> Derived | None:
    if event.type in DEMONSTRATIONS:
        return _made(demonstration(account, [event]), event)
    found = by_means(account, event) or by_territory(account, event) or by_sides(account, event)
    found = found or _taken(account, event)
    if found is not None:
        return _made(found, event)
    acled = account.codebook.events[event.type].acled
    return _made((acled[1], _TYPE), event) if acled is not None else None


def _taken(account: Account, event: Event) -> tuple[str, str] | None:
    """Fighters who give up have agreed to; people whom an armed group captures are abducted; mass graves are found."""
    if event.type == "attack_on_civilians" and account.trigger(event).startswith("mass grave"):
        return "Other", "mass grave"
    if event.type != "capture":
        return None
    if _SURRENDER.search(account.passage(event)):
        return "Agreement", "surrender"
    if "group" in account.sides(event, "agent") and account.sides(event, "victim") <= {"unarmed", "crowd"}:
        return "Abduction/forced disappearance", "taken by an armed group"
    return None


def _before(account: Account, main: Event) -> Event | None:
    """Another event that says more closely what the main one was, or that ACLED puts before it."""
    for other in account.others(("weapons_found", "damage"), main):
        if account.holds(other, main):
            return other
    plain = not main.toll and not account.phrases(main, "victim")
    for types, first in _FIRST:
        if main.type in types and (first is not PLUNDER or plain):
            for other in account.others(first, main):
                if account.beside(main, other) or (first is TERRITORY and account.is_first(other)):
                    return other
    return None


def _next(account: Account, main: Event) -> Derived | None:
    """The first other event that ACLED has a sub-event type of its own for; else the first that it has one for."""
    other: Derived | None = None
    for event in account.told:
        found = _of_event(account, event) if event is not main else None
        if found is not None and found.sub_event_type != "Other":
            return found
        other = other or found
    return other


def _made(found: tuple[str, str], event: Event | None) -> Derived:
    name, rule = found
    return Derived(name, ACLED_TYPE[name], rule, event.id if event is not None else None)
