"""Which role a participant has in an event: by what it is, what the event's type expects, and what the verb says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import NOUNS, Mention
from onrecord.reading.events.phrases import is_people
from onrecord.reading.parse import Parse, Token
from onrecord.records import Actor, Place, Quantity, Time
from onrecord.wordset import wordset

_OBJECTS = ("victim", "target", "vehicle", "cargo", "participant", "beneficiary", "topic")
_THINGS_FIRST = ("target", "vehicle", "cargo", "topic", "participant", "beneficiary", "victim")
_SIDES = frozenset({"country", "government", "military", "group", "organization"})
_SOMEWHERE = frozenset({"unrest", "accidents", "disasters", "industry"})
_SIDE_NAMES = ("GPE", "ORG", "NORP")
_CRAFT = frozenset({"aircraft", "helicopter", "ship", "tank", "armored_vehicle", "vehicle"})
_OF_AIRCRAFT = frozenset({"air_strike", "troop_movement", "aircraft_crash", "aircraft_downing", "interception"})
_THINGS = wordset("shrapnel debris rubble glass splinter fragment gas smoke flame wave water fire wall roof tree lava")
_ATTACKERS = wordset("bomber gunman attacker assailant shooter sniper hijacker kidnapper arsonist")
_NUMBERS = wordset("dozen hundred thousand score number other million")
_FIRED = wordset("fire round shell blast barrage salvo volley")
_BANDS = wordset("mob group crowd gang band horde squad unit team party pair trio column patrol family faction")
"""Nouns for several people who act together."""

_NO_SIDE = wordset("terrorist terror suicide enemy side armed ethnic weapon war trench gunfire tribe clan")
"""Words for fighters that tell more of the kind of an attack than of who made it."""

_BEFALLING = wordset("explode detonate collapse burn erupt ignite leak blow")
"""Verbs that tell of a thing what befell it, not what it did."""

_SETTING_OFF = wordset("explode detonate go set plant blow place defuse")
"""Verbs of whose bomb it is told that it was planted or went off."""

SENDING = wordset("launch fire drop send lob hurl throw unleash detonate rain use deploy")
"""Verbs whose object is what was used, where it is a weapon ("fired ten rockets")."""


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


class Frame:
    """What one mention's type expects, and what the nouns around it are."""

    def __init__(self, mention: Mention, codebook: Codebook, around: Surroundings) -> None:
        self.mention, self.codebook, self.around = mention, codebook, around
        self.type = mention.type
        self.allowed = [spec.role for spec in mention.type.roles]
        self._harms = mention.type.family == "harm" or any(
            spec.role == "victim" and spec.required for spec in mention.type.roles
        )

    def has(self, role: str) -> bool:
        """Whether events of the type have such a role."""
        return role in self.allowed

    def people(self, token: Token) -> bool:
        """Whether a noun names people, and no place."""
        place = self.around.places.get(token.index)
        if place is not None and place.sense != "actor" and token.pos == "PROPN":
            return False
        if token.pos == "NUM" or token.lemma in _NUMBERS:
            of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
            counted = of.child("pobj") if of is not None else None
            return self.people(counted) if counted is not None else self.type.toll and "vehicle" not in self.allowed[:2]
        return is_people(token, self.codebook)

    def weapon(self, token: Token) -> bool:
        """Whether a noun names a weapon, or what comes out of one ("mortar fire"), and no person ("the bombers")."""
        if token.lemma == "bomber" and self.type.id not in _OF_AIRCRAFT:
            return False
        if token.lemma in _FIRED and any(c.dep == "compound" and self.weapon(c) for c in token.children):
            return True
        words = self.codebook.weapon_words
        return token.lemma in words or token.lower in words

    def side(self, token: Token) -> bool:
        """Whether a word names those who fight or police: a state, a body of it, an armed group, "rebels", "police"."""
        actor = self.around.actors.get(token.index)
        if actor is not None and actor.kind in _SIDES and token.pos == "PROPN":
            return True
        words = self.codebook.sets["forces"]
        return (token.lemma in words and token.lemma not in _NO_SIDE) or token.lemma == "police"

    def attacker(self, token: Token) -> bool:
        """Whether a noun names somebody by an attack: "the gunman", "a suicide bomber"."""
        return token.lemma in _ATTACKERS and not self.weapon(token)

    def struck(self, token: Token, preposition: str) -> bool:
        """Whether a noun names people or something that is aimed at: a building, a vehicle, a convoy; in a town or
        a district is only where it was."""
        sets = self.codebook.sets
        if preposition in ("in", "inside", "through") and token.lemma in sets["territory"]:
            return False
        named = any(token.lemma in sets[name] for name in ("targets", "road", "ship", "train", "protesters"))
        return named or (self.people(token) and token.pos == "NOUN")

    def acts(self, token: Token) -> bool:
        """Whether a word names somebody who can do something."""
        known = self.people(token) or token.index in self.around.actors or token.pos == "PROPN"
        known = known or token.lemma in _BANDS
        return known or self.side(token) or self.attacker(token)

    def event(self, token: Token) -> bool:
        """Whether a noun is one that tells of events."""
        return ("noun", token.lemma) in self.codebook.triggers and token.index not in self.around.actors

    def goes_off(self, verb: Token, noun: Token) -> bool:
        """Whether a thing is what was set off: "the device went off", "planted a bomb", "detonated them"."""
        if verb.lemma not in _SETTING_OFF or not self.has("instrument"):
            return False
        if verb.lemma == "detonate" and noun.dep == "dobj":
            return not self.people(noun) or noun.lower == "them"
        return self.armed(noun)

    def armed(self, noun: Token) -> bool:
        """Whether a noun names a weapon or an explosive of whatever kind ("the device")."""
        return noun.lemma in self.codebook.sets["explosive"] or self.weapon(noun)

    def object(self, token: Token) -> str:
        """The role of whom or what it was done to."""
        people = self.people(token)
        if not people and self._vehicle(token):
            return "vehicle"
        order = _OBJECTS if people else _THINGS_FIRST
        return next((role for role in order if role in self.allowed), "target")

    def _vehicle(self, token: Token) -> bool:
        if "vehicle" in self.allowed[:2]:
            return True
        weapon = self.codebook.weapon_words.get(token.lemma)
        return self.has("vehicle") and not self.has("target") and weapon is not None and weapon.id in _CRAFT

    def subject(self, token: Token, *, transitive: bool) -> str:
        """The role of the subject of an active verb."""
        thing = token.pos == "NOUN" and token.index not in self.around.actors and not self.people(token)
        if self.armed(token):
            return "instrument" if self.has("instrument") else self.object(token)
        if self._befell():
            return self.object(token)
        if self.event(token) and self.has("cause"):
            return "cause"
        if thing and self.type.family == "harm" and self.has("cause"):
            return "cause"
        if thing and not transitive and self.mention.token.lemma in _BEFALLING:
            return self.object(token)
        if self.attacker(token) and self.has("agent"):
            return "agent"
        if self.has("agent") and (transitive or not self.has("vehicle")) and self.allowed[0] != "victim":
            return "agent"
        if not transitive:
            return self.object(token)
        return "participant" if not self.has("agent") and self.has("participant") else "cause" if thing else "agent"

    def _befell(self) -> bool:
        """Whether the verb's subject is who was harmed: "suffered injuries", "lost their lives"."""
        phrases = _befalling(self.codebook).get(self.mention.token.lemma)
        if phrases is None:
            return False
        words = {t.lemma for t in self.mention.token.sentence.tokens if t.index in self.mention.words}
        return any(words.issuperset(phrase) for phrase in phrases)

    def thing(self, token: Token) -> bool:
        """Whether a noun names what harms without being used by anybody: "shrapnel", "a wall"."""
        return token.lemma in _THINGS

    def owner(self, token: Token, *, of: bool) -> str | None:
        """The role of a possessor: "Israel's bombing of ..." did it, "his arrest" and "the mayor's killing" befell him.

        ``of``: an of-phrase tells to whom it was done.
        """
        if token.ent == "GPE" and self.type.family in _SOMEWHERE:
            return None  # "Albania's protests" were there
        named = self.acts(token) or token.ent in _SIDE_NAMES
        if named and self.has("agent") and (of or not self._harms):
            return "agent"
        if named and self.has("agent") and self.type.family != "harm" and self.side(token):
            return "agent"
        return self.object(token)

    def modifier(self, token: Token, *, of: bool) -> str | None:
        """The role of a noun or adjective before the event's noun: "Russian shelling", "a rebel attack", "civilian
        deaths", "the embassy bombing"; none where it has none."""
        known = self.codebook.country_words.get(token.lower)
        place = self.around.places.get(token.index)
        if place is not None and place.sense != "actor" and known is None:
            return None  # "the Madrid bombing" was there
        harm = self.type.family == "harm" and not of
        if known is not None and known[1] in ("adjective", "people"):
            return "victim" if harm and self.has("victim") else "agent" if self.has("agent") else None
        if self.weapon(token):
            return "vehicle" if self.has("vehicle") and not self.has("instrument") else "instrument"
        if token.index in self.around.actors and token.pos == "PROPN" and self.has("agent"):
            return "agent"
        if token.dep != "compound" or token.pos not in NOUNS:
            return None
        if self.side(token) and self.has("agent") and not harm:
            return "agent"
        if self.people(token) and token.pos == "NOUN" and token.lemma not in _NO_SIDE:
            return "victim" if self.has("victim") else None
        if token.pos == "NOUN" and self.has("target") and token.lemma in self.codebook.sets["targets"]:
            return "target"
        craft = any(token.lemma in self.codebook.sets[name] for name in ("road", "ship", "train", "airliner"))
        return "vehicle" if token.pos == "NOUN" and self.has("vehicle") and craft else None


_BEFALLING_TABLES: dict[str, dict[str, list[list[str]]]] = {}


def _befalling(codebook: Codebook) -> dict[str, list[list[str]]]:
    """The codebook's verbs whose subject is who was harmed, by their first word."""
    known = _BEFALLING_TABLES.get(codebook.version)
    if known is None:
        known = _BEFALLING_TABLES[codebook.version] = {}
        for status in codebook.statuses.values():
            for phrase in status.subject_verbs:
                words = phrase.split()
                known.setdefault(words[0], []).append(words)
    return known
