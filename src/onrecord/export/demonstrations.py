"""Which of ACLED's sub-event types a demonstration is.

What demonstrators did comes first: a riot is a violent demonstration, or mob violence between crowds. Else what was
done to them: excessive force (lethal, or brutal), intervention (arrests, tear gas, dispersal), or none: it was a
peaceful protest.
"""

from __future__ import annotations

import re

from onrecord.export.account import REACH, Account
from onrecord.export.groups import BLASTS, DEMONSTRATIONS, PROPERTY, VIOLENCE
from onrecord.records import Event

DEMONSTRATORS = re.compile(r"\b(?:protest|demonstrat)[eo]rs?\b", re.IGNORECASE)
BEGINNING = 200
"""The characters in which a report says who acts."""

_WITH = VIOLENCE | PROPERTY | DEMONSTRATIONS | {"arrest", "detention", "armed_clash", "fire"}
_BROKEN_UP = frozenset({"protest_crackdown", "arrest", "detention", "raid"})

_AWAITED = re.compile(r"\b(?:anticipation|ahead|advance|preparation|participate|organi[sz]e|before)\b[^,.]*$")
"""Words before a demonstration that has not been."""

_ABOUT = re.compile(
    r"\b(?:following|after|over|against|about|demand\w*|denounc\w*|condemn\w*|decr\w+|justice for|release of|mark\w*"
    r"|remember\w*|despite|undeterred by|angry)\b(?: [\w’'-]+){0,4} ?$"
)
"""Words before what a demonstration answers or asks."""

_ATTRIBUTE = re.compile(r"\b(?:the|an?|of|for|their|his|her) $")
"""What stands before a participle that tells of somebody's past: "the jailed leader"."""

_BRUTAL = re.compile(
    r"\b(?:live (?:bullets?|rounds?|ammunition|fire)|shot|gunfire|opened fire|excessive force|brutal(?:ly|ity)?"
    r"|violent(?:ly)? (?:crackdown|suppress|dispers)|beat(?:en|ing|s)?|bludgeon\w*|batons?|lethal force"
    r"|killed|killing|died|dead|death toll|deaths|wounded|injur\w+)\b"
)
_VIOLENT = re.compile(
    r"\bviolent (?:\w+ )?(?:protest|demonstrat|rall|riot|clash|scuffle)|\bturn\w* (?:\w+ )?violent"
    r"|\b(?:end|descend|erupt|spill)\w* in(?:to)? violence|\bstone[- ](?:throw|pelt)"
    r"|\b(?:burn\w*|burnt) (?:tyres|tires|barricades|cars)|\bset\w* (?:\w+ ){0,3}(?:on fire|ablaze|alight)"
    r"|\b(?:molotov|petrol bomb|scuffle)|\bbarricades?\b"
)
"""Words for what demonstrators did, not what was done to them."""

_HANDLED = re.compile(
    r"\b(?:police|officers|security forces) (?:\w+ ){0,3}(?:block|stop|prevent|push|remov|drag|carr|detain|arrest)"
    r"|\b(?:blocked|stopped|pushed|removed|dragged|carried|detained|arrested) (?:\w+ ){0,3}by (?:\w+ )?"
    r"(?:police|officers)"
)
"""Words for what the police did to demonstrators."""

_ROADS = re.compile(
    r"\b(?:block|shut|barricad|blockad)\w*\b[^.]{0,40}\b(?:road|highway|street|thoroughfare|railway|traffic|bridge)"
)
_RIVALS = re.compile(
    r"\b(?:rival|opposing|duell?ing) (?:\w+ )?(?:supporters|groups|part|crowds|fans|protest|rall|demonstrat)"
    r"|\bfactions\b|\beach other\b"
)
_SHOWN = re.compile(
    r"\b(?:protest|demonstrat|rall(?:y|ies)|march|strik|activist|police|officers?\b|law enforcement|government"
    r"|parliament)"
)
"""Words for demonstrators, and for those whom they face."""

_UNREST = re.compile(r"unrest|uprising|disturbance")
"""Words that tell of a time of protest, not of what demonstrators did."""


def subject(account: Account) -> Event | None:
    """The main event; where that is only what a demonstration is about, the demonstration, and the other way round."""
    main = account.main
    if main is None:
        return None
    shown = main.type in DEMONSTRATIONS
    if not shown and _ABOUT.search(account.before(main)):
        shows = (e for e in account.events if "protest" in account.kinds(e) and e.realis not in ("planned", "negated"))
        return next((other for other in shows if other is not main and account.beside(main, other)), main)
    if shown and _AWAITED.search(account.before(main)):
        other = next(iter(account.others(("arrest", "detention", "troop_movement"), main)), main)
        return other if account.beside(main, other) else main
    return main


def one_demonstration(account: Account, main: Event) -> list[Event]:
    """The events that tell of one demonstration with the main one; none where the main one is of none."""
    if main.type not in _WITH:
        return []
    if main.type not in DEMONSTRATIONS:
        shown = [e for e in account.events if e.realis != "planned" and account.kinds(e) & DEMONSTRATIONS]
        shown = [e for e in shown if account.beside(main, e) or account.is_first(e)]
        if all(_AWAITED.search(account.before(e)) for e in shown):
            return []
    return _together(account, main)


def of_demonstrators(account: Account, main: Event) -> list[Event]:
    """The same where a report begins with demonstrators and names no demonstration: "Protesters looted shops"."""
    first = min(event.trigger[0] for event in account.events)
    begins = main.type in _WITH and DEMONSTRATORS.search(account.text, 0, min(first, BEGINNING))
    return _together(account, main) if begins else []


def _together(account: Account, main: Event) -> list[Event]:
    near = [other for other in account.told if other.type in _WITH and other is not main]
    return [main, *(other for other in near if not _aside(account, other, main))]


def _aside(account: Account, event: Event, main: Event) -> bool:
    """Whether an event is what a demonstration is about, or was on another day: no part of it."""
    if event.type in DEMONSTRATIONS:
        return False
    if account.trigger(event).endswith("ed") and _ATTRIBUTE.search(account.before(event)):
        return True
    if _ABOUT.search(account.before(event)) and "protesters" not in account.sides(event, "victim", "target"):
        return True
    days, main_days = account.days(event), account.days(main)
    return bool(days and main_days and days.isdisjoint(main_days))


def demonstration(account: Account, events: list[Event]) -> tuple[str, str]:
    """The sub-event type and the rule of events that tell of one demonstration."""
    if _RIVALS.search(account.lead) and any("riot" in account.kinds(event) for event in events):
        return "Mob violence", "rival crowds"
    if not _SHOWN.search(account.lead) and all(event.type not in ("protest", "protest_crackdown") for event in events):
        return "Mob violence", "riot without a demonstration"
    if _ROADS.search(account.lead):
        return "Violent demonstration", "roads blocked"
    if any(_VIOLENT.search(account.passage(event)) for event in events if event.type in DEMONSTRATIONS):
        return "Violent demonstration", "violence at a demonstration"
    if any(_violent(account, event) for event in events):
        return "Violent demonstration", "violence of demonstrators"
    if len(events) > 1 and any(event.type == "armed_clash" for event in events):
        return "Violent demonstration", "clashes at a demonstration"
    if any(_brutal(account, event) for event in events):
        return "Excessive force against protesters", "force against demonstrators"
    if any(event.type in _BROKEN_UP or _hindered(account, event) for event in events) or _HANDLED.search(account.lead):
        return "Protest with intervention", "intervention against demonstrators"
    return "Peaceful protest", "demonstration"


def _hindered(account: Account, event: Event) -> bool:
    """ "Police blocked the demonstrators": who acts is no demonstrator."""
    return event.type == "protest" and account.sides(event, "agent") == {"state"}


def _violent(account: Account, event: Event) -> bool:
    riots = [mention for mention in account.mentions(event) if mention.type == "riot"]
    if any(not _UNREST.match(account.trigger(riot)) for riot in riots):
        return True
    doers = account.sides(event, "agent", "participant")
    if event.type == "armed_clash":
        return bool(doers & {"protesters", "crowd"})
    violent = event.type in VIOLENCE | BLASTS | PROPERTY and event.type != "explosion"
    return violent and "protesters" in account.sides(event, "agent")


def _brutal(account: Account, event: Event) -> bool:
    if event.type in VIOLENCE and event.type != "raid":
        struck = account.sides(event, "victim", "target")
        return "protesters" in struck or "state" in account.sides(event, "agent")
    if event.type != "protest_crackdown":
        return False
    passage = account.passage(event)
    found = _BRUTAL.finditer(passage)
    return any(not _ABOUT.search(passage, max(0, match.start() - REACH), match.start()) for match in found)
