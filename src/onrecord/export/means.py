"""With what an attack was made, as ACLED groups it: the sub-event types of its explosions and remote violence."""

from __future__ import annotations

import re

from onrecord.codebook import Codebook

_MEANS: dict[str, str] = {
    "chemical": "Chemical weapon",
    "suicide_vest": "Suicide bomb",
    "aircraft": "Air/drone strike",
    "helicopter": "Air/drone strike",
    "drone": "Air/drone strike",
    "glide_bomb": "Air/drone strike",
    "missile": "Shelling/artillery/missile attack",
    "ballistic_missile": "Shelling/artillery/missile attack",
    "cruise_missile": "Shelling/artillery/missile attack",
    "rocket": "Shelling/artillery/missile attack",
    "rocket_artillery": "Shelling/artillery/missile attack",
    "artillery": "Shelling/artillery/missile attack",
    "mortar": "Shelling/artillery/missile attack",
    "grenade": "Grenade",
    "bomb": "Remote explosive/landmine/IED",
    "ied": "Remote explosive/landmine/IED",
    "car_bomb": "Remote explosive/landmine/IED",
    "mine": "Remote explosive/landmine/IED",
}
"""The sub-event type of each class of weapon; guns, blades and the like leave it to who was attacked."""

PRECEDENCE = (
    "Chemical weapon",
    "Suicide bomb",
    "Air/drone strike",
    "Shelling/artillery/missile attack",
    "Grenade",
    "Remote explosive/landmine/IED",
)
"""Where several were used, the first of these names the event."""

_WORD = re.compile(r"\w+(?:[’'./-]\w+)*")
_LONGEST = 4  # words of a weapon's name
_SUICIDE = re.compile(
    r"\bsuicide (?:\w+[ -]){0,2}(?:bomb|attack|blast|explo|vehicle|vest|belt|car|truck|squad)"
    r"|\b(?:blow|blew|blown|blowing|detonat\w+|explod\w+) (?:him|her|them|it)sel|\bkilling (?:him|them|her)sel"
    r"|\bsvbied\b|\bexplosives? (?:vest|belt)"
)
_HARMLESS = re.compile(r"\b(?:stun|smoke|flash[ -]?bang|tear[ -]gas|sound) grenades?\b|\bgrenade launchers?\b")
"""Grenades of the police, and what only fires some."""

_AIR_FORCE = re.compile(r"\bair ?forces?\b|\baircraft\b|\bfighter planes?\b|\bair raids?\b")
_GASES = re.compile(
    r"\b(?:poison(?:ous)?|toxic|nerve|mustard|chlorine|sarin)[ -](?:gas|agent|chemical|substance|munition|bomb|barrel)"
    r"|\bchemical (?:weapon|attack|agent|bomb|munition|shell)|\bsarin\b|\bnovichok\b|\bwith chlorine\b"
    r"|\bchlorine (?:was|were|gas)"
)


def means_in(passage: str, codebook: Codebook) -> list[str]:
    """The sub-event types of the weapons that a passage names, by precedence.

    Args:
        passage: words in lower case.
        codebook: for its weapons.
    """
    found: set[str] = set()
    passage = _HARMLESS.sub(" ", passage)
    if _SUICIDE.search(passage):
        found.add("Suicide bomb")
    if _GASES.search(passage):
        found.add("Chemical weapon")
    if _AIR_FORCE.search(passage):
        found.add("Air/drone strike")
    words = _WORD.findall(passage)
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            weapon = codebook.weapon_words.get(" ".join(words[at : at + size]))
            if weapon is not None:
                if weapon.id in _MEANS and _MEANS[weapon.id] != "Chemical weapon":
                    found.add(_MEANS[weapon.id])
                at += size - 1
                break
        at += 1
    return [means for means in PRECEDENCE if means in found]
