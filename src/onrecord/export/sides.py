"""On which side a participant stands: a state's forces, an armed group, protesters, a crowd, or unarmed people.

ACLED codes each actor as state forces, rebel group, political or identity militia, rioters, protesters, civilians or
external forces; sub-event types depend on it (a base taken by the army or by rebels). Here a phrase is read from its
left: the first telling word decides ("Syrian government forces", "rebel fighters", "gunmen in army uniforms").
Words that tell little ("forces", "units") are a state's beside the name or adjective of a country, else those of an
armed group where the reading has an actor there.
"""

from __future__ import annotations

import re
from typing import Literal

from onrecord.codebook import Codebook
from onrecord.records import Actor
from onrecord.wordset import wordset

Side = Literal["state", "group", "protesters", "crowd", "unarmed"]

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_LONGEST = 4  # words of a name

_STATE = wordset(
    "government governments regime state army armies military police policeman policemen policewoman officer officers "
    "gendarme gendarmes gendarmerie security navy airforce soldier soldiers troop troops trooper troopers serviceman "
    "servicemen marine marines paratrooper paratroopers sailor sailors airman airmen commando commandos conscript "
    "conscripts recruit recruits cadet cadets guard guards ranger rangers coastguard constable constables detective "
    "detectives authority authorities ministry pro-government loyalist loyalists peacekeeper peacekeepers peacekeeping "
    "coalition peshmerga brigade battalion regiment warplane warplanes warship warships amisom minusma monusco nato"
)
_GROUP = wordset(
    "rebel rebels militant militants insurgent insurgents insurgency guerrilla guerrillas guerilla guerillas terrorist "
    "terrorists jihadist jihadists jihadi jihadis gunman gunmen militia militias militiaman militiamen separatist "
    "separatists secessionist secessionists extremist extremists islamist islamists mujahideen mujahedeen mujahidin "
    "bandit bandits gang gangs cartel cartels pirate pirates mercenary mercenaries warlord faction factions opposition "
    "dissident dissidents resistance renegade paramilitary paramilitaries combatant combatants fighter fighters "
    "tribesmen maoist maoists naxalite naxalites takfiri assailant assailants attacker attackers bomber "
    "bombers masked unidentified sniper snipers shooter shooters kidnapper kidnappers abductors armed"
)
_PROTESTERS = wordset(
    "protester protesters protestor protestors demonstrator demonstrators marcher marchers activist activists striker "
    "strikers picketers rallygoers protest protests demonstration rally student students farmers workers fans "
    "supporter supporters opponents demonstrations rioter rioters"
)
_CROWD = wordset(
    "mob mobs crowd crowds vigilante vigilantes looter looters hooligan hooligans youth youths residents "
    "villagers locals lynch"
)
_ARMED_PLACES = wordset(
    "base bases checkpoint checkpoints outpost outposts barracks garrison headquarters patrol patrols convoy position "
    "positions stronghold strongholds hideout hideouts trench trenches airbase airfield camp camps frontline post posts"
)
_STATELESS = wordset("kurdish kurds tribal")
"""Peoples whose forces are a group's, where nothing says otherwise."""

_CIVIL = wordset("government governments authority authorities ministry minister state regime official areas area")
_UNIFORMED = wordset("soldier soldiers army military police policeman policemen officer officers security guard guards")
_ATTACKERS = wordset("assailant assailants attacker attackers bomber bombers gunman gunmen")
"""Who is told to have died in an attack of their own."""

_FORCES = wordset("forces force units unit troops side sides")
_PASSED = re.compile(
    r"(?:-(?:held|backed|controlled|led|linked|based|dominated|run|allied|affiliated|owned)|^anti-.*)$"
)


def side_of(phrase: str, actor: Actor | None, codebook: Codebook) -> Side:
    """The side of a participant, from its words and, where they leave it open, from the actor they resolve to."""
    words = _WORD.findall(phrase)
    lower = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
    weak = country = stateless = False
    for at, word in enumerate(lower):
        if _PASSED.search(word):
            continue
        named = _named(words, lower, at, codebook)
        if named is not None:
            return named
        if word in _PROTESTERS:
            return "protesters"
        if word == "armed" and lower[at + 1 : at + 2] == ["forces"]:
            return "state"
        if word in _GROUP:
            return "group"
        if word in _STATE:
            return "state"
        if word in _CROWD:
            return "crowd" if _PROTESTERS.isdisjoint(lower[at:]) else "protesters"
        weak |= word in _FORCES
        stateless |= word in _STATELESS
        country |= word in codebook.country_words
    if stateless:
        return "group"
    if weak and country:
        return "state"
    if actor is not None and actor.kind in ("military", "government", "country"):
        return "state"
    if actor is not None and actor.kind == "group":
        return "group"
    return "state" if country and actor is None and len(lower) == 1 else "group" if weak and actor else "unarmed"


def sides_in(passage: str) -> set[Side]:
    """Whether words for a state's forces, and for those of an armed group, stand in a passage in lower case."""
    words = set(_WORD.findall(passage))
    told: set[Side] = set()
    if words & _STATE:
        told.add("state")
    if words & _GROUP:
        told.add("group")
    return told


def _named(words: list[str], lower: list[str], at: int, codebook: Codebook) -> Side | None:
    """The side of an armed group, army or government whose name starts here, as the codebook has it."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        name = " ".join(lower[at : at + size])
        known = codebook.metonyms.get(name)
        if known is None or (name in codebook.capitals and not words[at].isupper()):
            continue
        if known.kind == "group":
            return "group"
        if known.kind in ("government", "military"):
            return "state"
    return None


def is_armed(phrase: str, side: Side) -> bool:
    """Whether those who are struck can fight back: forces, fighters, or a place that they hold."""
    words = {word.lower() for word in _WORD.findall(phrase)}
    if words & _ATTACKERS:
        return False
    if side in ("state", "group") and (not words & _CIVIL or words & (_FORCES | _UNIFORMED)):
        return True
    return not words.isdisjoint(_ARMED_PLACES)
