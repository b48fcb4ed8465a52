"""Which event a report is about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.reading.events.apart import is_series
from onrecord.reading.events.background import is_background
from onrecord.reading.events.belonging import AFTERMATH, BARE
from onrecord.reading.events.coreference import Group
from onrecord.reading.events.headline import Headline
from onrecord.reading.events.incident import CRIMES

_MAIN_WEIGHT = 0.45  # each point of the codebook's weight (1–10)
_MAIN_FIRST = 4.0  # for standing in the first sentence, halved every four sentences
_MAIN_FADE = 4.0
_MAIN_TOLD = 1.2  # each doubling of the number of mentions
_MAIN_TOLL = 1.5  # for a toll, which reports lead with
_MAIN_UNREAL = 3.0  # taken off for events that are planned or only possible
_MAIN_OLDER = 2.5  # and for those that were days before the report
_MAIN_SERIES = 4.0  # for several shootings summed up, of which the report tells one by one
_MAIN_BACKGROUND = 1.5  # taken off for events told only as what another followed, answered or came before


_COURT = frozenset({"trial", "verdict", "arrest", "agreement", "detention", "prisoner_release"})
_UNTOLD_CRIMES = AFTERMATH | BARE | {"investigation", "agreement"}
"""Types that a report of a crime may lead with; what it is about is the crime, where it tells its toll."""


def main_event(
    groups: Sequence[Group], headline: Headline, older: Sequence[Group] = (), past: Sequence[Group] = ()
) -> Group | None:
    """The event that the report is about: early in the text, often told, of a weighty type, with a toll, spoken for
    by the headline, not one of the ``older`` ones.

    One of the ``past`` only where what is current is but what came of it (a trial, an arrest, a settlement), and the
    headline tells of the crime.
    """
    taken = [_MAIN_OLDER if any(group is one for one in older) else 0.0 for group in groups]
    ranked = sorted(
        ((_weight(group) + headline.speaks_for(group) - taken[k], -k) for k, group in enumerate(groups)), reverse=True
    )
    if not ranked:
        return None
    order = [groups[-number] for _, number in ranked]
    lost = bool(headline.fates) and not _has_toll(order[0]) and not headline.fits(order[0])
    if order[0].types() <= _UNTOLD_CRIMES or lost:
        wanted = CRIMES if order[0].types() & BARE else CRIMES | BARE
        crimes = [g for g in order if g.types() & wanted and _has_toll(g)]
        tried = lost or (headline.fates and order[0].types() & _COURT)
        crimes += sorted((g for g in past if tried and g.types() & CRIMES and _has_toll(g)), key=_weight, reverse=True)
        return crimes[0] if crimes else order[0]
    return order[0]


def _has_toll(group: Group) -> bool:
    return any(c.high != 0 for m in group.members for c in m.counts)


def _weight(group: Group) -> float:
    weight = max(m.type.weight for m in group.members)
    first = min(m.token.sentence.index for m in group.members)
    score: float = _MAIN_WEIGHT * weight + _MAIN_FIRST * 0.5 ** (first / _MAIN_FADE)
    score += _MAIN_TOLD * math.log2(1 + len(group.members))
    score += _MAIN_TOLL * _has_toll(group)
    if all(m.realis not in ("actual", "ongoing") for m in group.members):
        score -= _MAIN_UNREAL
    if any(is_series(m) for m in group.members):
        score -= _MAIN_SERIES
    if all(is_background(m) for m in group.members):
        score -= _MAIN_BACKGROUND
    return score
