"""How an accusation stands: the six steps of MUC-4's confidence slot, as a deterministic tree.

Source: MUC-3/MUC-4 slot-filling manual, slot "perpetrator: confidence": reported as fact; claimed or admitted;
suspected or accused by authorities; suspected or accused; possible; acquitted.
"""

from __future__ import annotations

from onrecord.records import Accusation, Actor, Certainty, Polarity

_AUTHORITIES = ("government", "military", "country")
_OFFICES = frozenset(
    "official police prosecutor minister president governor mayor spokesman spokeswoman spokesperson commander general "
    "judge court chief secretary ambassador senator authorities officials".split()
)


def accusation(
    *, holder: Actor | None, author: bool, accused: Actor | None, certainty: Certainty, polarity: Polarity
) -> Accusation | None:
    """Where an accusation stands.

    Args:
        holder: who makes it; ``None`` with ``author`` false is somebody unnamed.
        author: the report's own voice.
        accused: the accused actor, if it is known.
        certainty: how surely the holder holds it.
        polarity: "-" where the holder denies it.

    Returns:
        The step, or ``None`` where a party that is no authority denies it (a denial is neither proof nor acquittal).
    """
    authority = holder is not None and is_authority(holder)
    if polarity == "-":
        return "acquitted" if author or (authority and not _one_side(holder, accused)) else None
    if _one_side(holder, accused):
        return "claimed"
    if certainty in ("possible", "unknown"):
        return "possible"
    if author:
        return "fact" if certainty == "certain" else "suspected"
    return "suspected_by_authorities" if authority else "suspected"


def _one_side(holder: Actor | None, accused: Actor | None) -> bool:
    """Whether the accused speaks for itself, or a state for its own forces."""
    if holder is None or accused is None:
        return False
    state = holder.country is not None and holder.country == accused.country and accused.kind in _AUTHORITIES
    return holder.id == accused.id or (state and is_authority(holder))


def is_authority(actor: Actor) -> bool:
    """Whether an actor speaks for a state: an organ, a country, or somebody with an office."""
    if actor.kind in _AUTHORITIES:
        return True
    words = f"{actor.role or ''} {actor.name}".lower().replace(".", " ").split()
    return actor.kind in ("person", "people") and any(w in _OFFICES or w in ("gov", "gen", "col") for w in words)
