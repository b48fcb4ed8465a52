"""Which of ACLED's sub-event types a change of control is: by who took the place, and whether it was fought for."""

from __future__ import annotations

import re

from onrecord.export.account import Account
from onrecord.export.groups import TERRITORY
from onrecord.records import Event

_GIVEN = ("hand", "ced", "relinquish", "surrender")
"""How triggers begin that tell of a place given to another side."""

_UNRESISTED = re.compile(
    r"\bwithout (?:a |any )?(?:fight|fighting|resistance|struggle|battle)|\b(?:no|not \w+ any) resistance|\bdeserted\b"
    r"|\bunopposed|\bpeaceful|\bwithout firing|\bunder (?:the|an?) (?:\w+ )?(?:deal|accord|agreement|truce)"
    r"|\bceded|\brelinquish|\bevacuat|\breturned under|\bvacat|\bhandover|\bwithdr"
    r"|\b(?:after|following) (?:\w+ ){0,3}(?:settlement|reconciliation|deal|agreement)\b"
    r"|\bhand(?:ed|ing)? (?:\w+ ){0,3}(?:over|back)\b|\bpull(?:ed|ing)? out"
)
_ENTERED = re.compile(r"\b(?:no|without|not \w+(?: any)?) (?:a fight|resistance)|\bunopposed")
_TAKEN_OVER = re.compile(
    r"\bmov(?:ed?|ing) in\b|\bhand(?:ed|ing)? |\bin the hands\b|\bleaving it\b|\b(?:re-?)?captur|\bseiz"
    r"|\b(?:tak(?:e|ing|en)|took) (?:over|control)"
)
_FOUGHT = ("armed_clash", "offensive", "attack", "air_strike", "shelling")
_TRANSFER = "Non-violent transfer of territory"
_GOVERNMENT, _GROUP = "Government regains territory", "Non-state actor overtakes territory"


def by_territory(account: Account, event: Event) -> tuple[str, str] | None:
    """The sub-event type of an event that changed who holds a place; none of others."""
    if event.type == "withdrawal":
        if account.trigger(event).startswith(_GIVEN):
            return _TRANSFER, "handed over"
        taken = account.others(TERRITORY, event) or _TAKEN_OVER.search(account.lead)
        return (_TRANSFER, "left and taken over") if taken else None
    if event.type in ("offensive", "troop_movement"):
        left = event.type == "offensive" and _left(account) and not account.others(("armed_clash",))
        return (_TRANSFER, "taken without a fight") if left or _ENTERED.search(account.passage(event)) else None
    if event.type not in TERRITORY:
        return None
    fought = account.others(_FOUGHT, event)
    if not fought and (_left(account) or _UNRESISTED.search(account.passage(event))):
        return _TRANSFER, "taken without a fight"
    return _by_taker(account, event)


def _by_taker(account: Account, event: Event) -> tuple[str, str] | None:
    takers = [side for _, side in account.phrases(event, "agent") if side in ("state", "group")][:1]
    losers = account.sides(event, "victim")
    if "group" in takers or ("state" not in takers and "state" in losers):
        return _GROUP, "taken by an armed group"
    if "state" in takers or "group" in losers:
        return _GOVERNMENT, "taken by a state's forces"
    told = account.side_before(event)
    if told == "group":
        return _GROUP, "an armed group told before"
    return (_GOVERNMENT, "a state's forces told before") if told == "state" else None


def _left(account: Account) -> bool:
    """Whether the report tells that forces left a place, other than in retreat."""
    return any(not account.trigger(other).startswith("retreat") for other in account.others(("withdrawal",)))
