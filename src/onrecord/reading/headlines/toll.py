"""How many people a headline says were killed and injured: what its fates come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebook import Codebook
from onrecord.reading.headlines.fates import Fate, Reader, at_least
from onrecord.reading.headlines.words import People, Word, with_next, words_of
from onrecord.wordset import wordset

_SEVERAL = wordset("shootings stabbings homicides incidents")

_PEOPLE: dict[str, People] = {}


def headline_toll(headline: str, codebook: Codebook) -> tuple[Fate, ...]:
    """What a headline tells of killed and injured, one fate a status; of those only hit, the dead are taken off.

    Args:
        headline: one line.
        codebook: its nouns for people.
    """
    people = _PEOPLE.get(codebook.version)
    if people is None:
        people = _PEOPLE[codebook.version] = People(codebook)
    words = words_of(headline)
    if _sums_up(words):
        return ()
    told = Reader(words, people).fates()
    killed = _together([f for f in told if f.status == "killed"])
    if killed is None:
        killed = at_least(words)
    elif killed.deed and any(w.lower == "murder-suicide" for w in words) and not any(f.culprit for f in told):
        killed = replace(killed, low=killed.low + 1, high=killed.high and killed.high + 1, category=None, numbered=True)
    hit = _most([f for f in told if f.hit])
    hurt = _most([f for f in told if f.status == "injured" and not f.hit])
    injured = _without_dead(hit, hurt, killed)
    return tuple(f for f in (killed, injured) if f is not None)


def _sums_up(words: Sequence[Word]) -> bool:
    """Whether it sums up several shootings, so that its numbers are no single one's: "7 wounded in city shootings"."""
    for word, following in with_next(words):
        if word.lower in _SEVERAL and (following is None or following.lower not in ("of", "death", "deaths")):
            return True
    return False


def _together(dead: Sequence[Fate]) -> Fate | None:
    """The most that is told at once, and who did it and died too ("kills two, then himself")."""
    if not dead:
        return None
    most = max(dead, key=lambda f: (f.low, f.numbered, -f.start))
    for fate in dead:
        if fate is not most and fate.culprit and not most.culprit:
            high = None if most.high is None or fate.high is None else most.high + fate.high
            most = replace(most, low=most.low + fate.low, high=high, category=None, numbered=True)
    return most


def _most(told: Sequence[Fate]) -> Fate | None:
    return max(told, key=lambda f: (f.low, f.numbered, -f.start)) if told else None


def _without_dead(hit: Fate | None, hurt: Fate | None, killed: Fate | None) -> Fate | None:
    """Those injured: of "six shot, two fatally" four to six; of "one dead, three wounded" three."""
    if hit is None or (hurt is not None and hurt.low >= hit.low):
        return hurt
    dead = killed.low if killed is not None else 0
    if hit.low <= dead:
        return hurt
    low = hit.low - dead
    return replace(hit, low=max(low, hurt.low if hurt is not None else 0))
