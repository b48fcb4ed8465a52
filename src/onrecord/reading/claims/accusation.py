"""How an accusation stands: the six steps of MUC-4's confidence slot, as a deterministic tree.

Source: MUC-3/MUC-4 slot-filling manual (template-doc, 7.12 and part 2, slot 11), "perpetrator: confidence": reported as
fact; claimed or admitted; suspected or accused by authorities; suspected or accused; possible; acquitted. The manual
asks, in this order: Is the perpetrator reported to be acquitted? Is it connected with the incident explicitly? Did it
report it itself? Is any uncertainty expressed? Is the accuser an authority? There the answer is the report's; here the
tree is walked for each holder, so what a speaker asserts is that speaker's accusation and never a fact.

As in the manual, an authority that owns to what another authority of its state did accuses it ("prosecutors said two
soldiers had killed the man"); but a state, its executive and its forces are taken for one party ("the president said
our forces struck the depot").
"""

from __future__ import annotations

from onrecord.records import Accusation, Actor, Certainty, Polarity
from onrecord.wordset import wordset

_AUTHORITIES = ("government", "military", "country")
_OFFICES = wordset(
    "official police prosecutor minister president governor mayor spokesman spokeswoman spokesperson commander general "
    "judge court chief secretary ambassador senator officer detective investigator sheriff magistrate "
    "attorney inspector premier chancellor lawmaker deputy lieutenant captain major sergeant marshal admiral "
    "gov gen col lt sgt capt maj army military troop ministry government tribunal jury coroner authoritie deputie"
)
_OWN_MEN = wordset("president premier chancellor commander general minister spokesman spokeswoman spokesperson")
_LAW = wordset(
    "police court judge prosecutor prosecution magistrate attorney tribunal detective investigator sheriff justice "
    "interior ombudsman lawmaker senator parliament inspector coroner jury fbi gendarmerie"
)
"""Organs that look into what others of their state did."""
_REBELS = wordset(
    "rebel guerrilla guerilla militant insurgent separatist extremist terrorist cartel gang militia jihadist fighter "
    "opposition union party paramilitary commando gunman faction former ex retired"
)
"""Words beside an office that make it none of a state's."""
_SPEAKERS = wordset(
    "spokesman spokeswoman spokesperson commander leader member chief official fighter head representative"
)
_UNSAYING = wordset("of the a an for and")


def accusation(
    *,
    holder: Actor | None,
    author: bool,
    accused: Actor | None,
    certainty: Certainty,
    polarity: Polarity,
    office: bool = False,
    itself: bool = False,
    groups: frozenset[str] = frozenset(),
) -> Accusation | None:
    """Where an accusation stands.

    Args:
        holder: who makes it; ``None`` with ``author`` false is somebody unnamed.
        author: the report's own voice.
        accused: the accused actor, if it is known.
        certainty: how surely the holder holds it.
        polarity: "-" where the holder denies it.
        office: whoever is not named must be an authority ("was charged with", "was acquitted of").
        itself: the words are the accused's own, whoever utters them ("a spokesman for the group admitted the raid").
        groups: words of the names of armed groups, whose spokesmen speak for no state.

    Returns:
        The step, or ``None`` where a party that is no authority denies it, or one that is does so with doubt: neither a
        denial nor a want of evidence is an acquittal.
    """
    own = itself or _one_side(holder, accused)
    authority = office or (holder is not None and is_authority(holder, groups))
    if polarity == "-":
        clears = certainty == "certain" and (author or (authority and not own))
        return "acquitted" if clears else None
    if certainty == "unknown":
        return "possible"
    if own:
        return "claimed"
    if certainty == "possible":
        return "possible"
    if author:
        return "fact" if certainty == "certain" else "suspected"
    return "suspected_by_authorities" if authority else "suspected"


def _one_side(holder: Actor | None, accused: Actor | None) -> bool:
    """Whether the accused speaks for itself, a group's man for the group, or a state for its own forces."""
    if holder is None or accused is None:
        return False
    if holder.id == accused.id:
        return True
    if holder.kind == "person" and accused.kind in ("group", "organization", *_AUTHORITIES):
        said, name = _words(holder), set(_words_of(accused.name)) - _UNSAYING
        if name and name <= set(said) and any(w in _SPEAKERS for w in said):
            return True
    if holder.country is None or holder.country != accused.country or accused.kind not in _AUTHORITIES:
        return False
    words = set(_words(holder))
    if words & _LAW:
        return False
    return holder.kind in _AUTHORITIES or (holder.kind == "person" and bool(words & _OWN_MEN))


def is_authority(actor: Actor, groups: frozenset[str] = frozenset()) -> bool:
    """Whether an actor speaks for a state: an organ, a country, or somebody with an office that is no armed group's."""
    if actor.kind in _AUTHORITIES:
        return True
    words = _words(actor)
    if actor.kind not in ("person", "people") or any(w in _REBELS or w in groups for w in words):
        return False
    return any(w in _OFFICES for w in words)


def _words(actor: Actor) -> list[str]:
    return _words_of(f"{actor.role or ''} {actor.name}")


def _words_of(text: str) -> list[str]:
    """Small letters, no points, singular."""
    words = text.lower().replace(".", " ").replace("-", " ").split()
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]
