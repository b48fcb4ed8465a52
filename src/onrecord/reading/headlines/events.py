"""Which events of the codebook a headline names: "Four killed in market bombing", "Teen shot"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.codebook import Codebook, EventType
from onrecord.reading.headlines.words import Word, with_next, words_of

_LEMMAS = {"shot": "shoot", "slain": "slay", "dies": "die", "died": "die", "stabbed": "stab", "bombs": "bomb"}


@dataclass(frozen=True, slots=True)
class Told:
    """A type that a word of the headline names, with the word's code points."""

    type: EventType
    start: int
    end: int


def told_of(headline: str, codebook: Codebook) -> tuple[Told, ...]:
    """The types that a headline's words name by themselves, in text order."""
    found: list[Told] = []
    for word, following in with_next(words_of(headline)):
        told = _named(word, following, codebook)
        if told is not None and not (found and word.start < found[-1].end):
            found.append(told)
    return tuple(found)


def _named(word: Word, following: Word | None, codebook: Codebook) -> Told | None:
    pair = f"{word.lower} {following.lower}" if following is not None else ""
    for lemma in _lemmas(word):
        for pos in ("noun", "verb"):
            for trigger, kind in codebook.triggers.get((pos, lemma), ()):
                if not trigger.needs and trigger.lemma == lemma:
                    return Told(kind, word.start, word.end)
    if following is not None:
        last = following.lower
        for noun in (last, last.removesuffix("s")):
            for trigger, kind in codebook.triggers.get(("noun", noun), ()):
                if not trigger.needs and trigger.lemma in (pair, pair.removesuffix("s")):
                    return Told(kind, word.start, following.end)
    return None


def _lemmas(word: Word) -> Iterator[str]:
    lower = word.lower
    yield _LEMMAS.get(lower, lower)
    for ending in ("s", "ed", "d", "ing"):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            yield lower.removesuffix(ending)
