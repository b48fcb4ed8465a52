"""Which of ACLED's sub-event types violence is, outside demonstrations: by its means, and by who took part in it.

ACLED codes explosions and remote violence by their means; an attack on those who can fight back is an armed clash, one
on the unarmed an attack; violence by a crowd is mob violence, that of demonstrators a violent demonstration.
"""

from __future__ import annotations

import re

from onrecord.export.account import LEAD, Account
from onrecord.export.groups import BLASTS, PROPERTY, VIOLENCE
from onrecord.export.means import means_in
from onrecord.export.sides import is_armed, sides_in
from onrecord.records import Event

_OPEN = frozenset({"casualties", "explosion", "damage", "death"})
"""Types whose means may stand anywhere in the sentence; those of other types are named with the event."""

_ANSWERED = re.compile(r"\b(?:retaliat\w+|in response|in reply|facilit(?:y|ies)|accused)\b")
"""Words by which chemical weapons are what an attack answers or is aimed at, not its means."""

_GANG = re.compile(
    r"\b(?:gang|cartel|thie|robber|burglar|masked|unidentified|armed men|gunm[ae]n|bandit|pirate)", re.IGNORECASE
)
_GOODS = re.compile(
    r"\b(?:house|home|shop|store|farm|farmland|crop|barn|tree|church|mosque|temple|shrine|school|clinic|statue|monument"
    r"|market|cemeter|grave|office|car|vehicle|tent)s?\b|\bpropert"
)
_PEOPLE = re.compile(
    r"\b(?:herders?|herdsmen|settlers?|persons?|people|men|farmers|supporters|members|vandals|nomads)\b"
)
_FIGHTERS = re.compile(r"\b(?:militant|insurgent|rebel|terrorist|fighter|guerrilla|jihadist|gunm[ae]n)s?\b")
_THEM = re.compile(r"\b(?:them|they)\b", re.IGNORECASE)
_UNARMED = ("Attack", "unarmed target")
_AIR, _CHEMICAL, _SUICIDE, _GRENADE = "Air/drone strike", "Chemical weapon", "Suicide bomb", "Grenade"


def by_means(account: Account, event: Event) -> tuple[str, str] | None:
    """The sub-event type that the weapon gives, where it says more than the event's type."""
    if event.type not in VIOLENCE | BLASTS | _OPEN | {"armed_clash"}:
        return None
    around = account.passage(event)
    wide = means_in(around, account.codebook)
    if _CHEMICAL in wide and event.type != "explosion" and not _ANSWERED.search(around):
        return _CHEMICAL, "chemical weapon"
    if _SUICIDE in wide and event.type in BLASTS | _OPEN | {"attack"}:
        return _SUICIDE, "suicide bomber"
    words = f"{account.joined(event, 'instrument', 'agent', 'cause', 'vehicle')} {account.triggers(event)}"
    found = means_in(words, account.codebook)
    if event.type == "explosion":
        found = [means for means in wide if means != _CHEMICAL]  # of a store of chemicals
    elif event.type in _OPEN and event.type != "damage":
        found = wide
    elif event.type == "bombing" and found[:1] == [_GRENADE]:
        return _GRENADE, "weapon"
    elif event.type in ("missile_strike", "bombing", "shelling", "armed_clash"):
        found = [means for means in found if means == _AIR]
    elif event.type in BLASTS:
        return None
    return (found[0], "weapon") if found else None


def by_sides(account: Account, event: Event) -> tuple[str, str] | None:
    """The sub-event type that the sides give: of those who did it, and of those who were struck."""
    if event.type == "armed_clash":
        return _clash(account, event) or _one_sided(account, event)
    if event.type not in VIOLENCE | PROPERTY:
        return None
    doers = account.sides(event, "agent", "participant")
    if "crowd" in doers | account.sides(event, "instrument", "cause") and event.type != "looting":
        return "Mob violence", "violence of a crowd"
    if "protesters" in doers and "state" not in doers:
        return "Violent demonstration", "violence of demonstrators"
    if event.type in PROPERTY:
        return _property(account, event)
    struck = account.phrases(event, "victim", "target", "participant")
    if "state" in doers and any(side == "protesters" for _, side in struck):
        return "Excessive force against protesters", "force against demonstrators"
    armed = any(row.category in ("soldiers", "fighters") for row in event.toll)
    if armed or any(is_armed(words, side) for words, side in struck):
        return "Armed clash", "armed target"
    if event.type == "casualties" and doers & {"state", "group"}:
        fighters = any(_THEM.search(words) for words, _ in struck)
        return ("Armed clash", "armed target") if fighters and _tells_of_fighters(account, event) else _UNARMED
    if event.type == "casualties" and event.toll and sides_in(account.passage(event)) == {"state", "group"}:
        return "Armed clash", "both sides told"
    return _one_sided(account, event)


def _one_sided(account: Account, event: Event) -> tuple[str, str] | None:
    """An ambush, a raid or an incursion that struck none but the unarmed is an attack on them."""
    if event.type not in ("offensive", "raid") and not account.trigger(event).startswith("ambush"):
        return None
    beside = [e for e in account.others(("casualties",), event) if account.beside(event, e)]
    struck = [phrase for e in (event, *beside) for phrase in account.phrases(e, "victim")]
    armed = any(is_armed(words, side) for words, side in (*struck, *account.phrases(event, "target", "participant")))
    return _UNARMED if struck and not armed else None


def _tells_of_fighters(account: Account, event: Event) -> bool:
    """Whether the sentence tells of fighters before an event."""
    return _FIGHTERS.search(account.before(event, LEAD)) is not None


def _clash(account: Account, event: Event) -> tuple[str, str] | None:
    sides = account.sides(event, "agent", "participant", "victim")
    if "protesters" in sides:
        return "Violent demonstration", "clashes at a demonstration"
    if "crowd" in sides and not sides & {"state", "group"}:
        return "Mob violence", "violence of a crowd"
    return None


def _property(account: Account, event: Event) -> tuple[str, str] | None:
    """What is done to things: robbed by an armed side, destroyed by people; weapons destroyed were not used."""
    if event.type == "robbery":
        robbers = account.phrases(event, "agent")
        armed = any(side != "unarmed" and not _GANG.search(words) for words, side in robbers)
        return ("Looting/property destruction", "robbed by an armed side") if armed else None
    if event.type != "damage":
        return None
    struck, doers = account.joined(event, "target"), account.joined(event, "agent", "cause")
    known = account.sides(event, "agent", "cause") - {"unarmed"}
    armed = any(is_armed(words, side) for words, side in account.phrases(event, "target"))
    goods = _GOODS.search(struck) or ("group" in known and not armed and not means_in(struck, account.codebook))
    if struck and goods and doers and (known or _PEOPLE.search(doers)):
        return "Looting/property destruction", "property destroyed"
    return ("Disrupted weapons use", "weapons destroyed") if means_in(struck, account.codebook) else None
