"""The words of a headline, with their places, and which of them name people or give an age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebook import Codebook
from onrecord.reading.numerals import TENS, UNITS, VAGUE
from onrecord.wordset import wordset

_WORD = re.compile(
    r"\d+[-‐‑ ](?:year|yr|month|week|day)s?[-‐‑ ]olds?"  # ages are one word
    r"|\d+(?:st|nd|rd|th)\b|\d{1,3}(?:,\d{3})+|\d+"
    r"|[^\W\d_]+(?:[-‐‑'’.][^\W\d_]+)*"
    r"|\S",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?:\d+|[a-z]+)[-‐‑ ](?:year|yr|month|week|day)s?[-‐‑ ]olds?")
_COLLECTIVE = wordset(
    "family population crowd household staff personnel police crew life soul general missing wounded injured dead "
    "other elderly owner witness patient senior"
)
_FURTHER = wordset(
    "patron duo twins teen kid daughter toddler trooper student stepson girlfriend boyfriend cop grandma grandpa "
    "occupant intruder robber burglar clerk rapper bystander homeowner cousin pal teammate classmate"
)
_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "person", "policemen": "policeman",
    "babies": "baby", "firemen": "fireman", "servicemen": "serviceman", "gunmen": "gunman", "fishermen": "fisherman",
}  # fmt: skip
_OTHERS = wordset("others other another more fourth third second fifth")
_OLDEST = 115
_SHORT = 3  # letters of words that tell little by themselves


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a headline; ``start`` and ``end`` are code points into it."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, not a sign."""
        return self.text[0].isalnum()

    @property
    def number(self) -> tuple[int, int] | None:
        """The least and the greatest number it may stand for: "5", "five", "dozens"."""
        if self.text.replace(",", "").isdigit():
            number = int(self.text.replace(",", "") or 0)
            return number, number
        value = UNITS.get(self.lower, TENS.get(self.lower))
        if value is not None:
            return value, value
        return (12, 12) if self.lower == "dozen" else VAGUE.get(self.lower)

    @property
    def aged(self) -> bool:
        """ "7-year-old": who is so old, or how old somebody is."""
        return _AGED.fullmatch(self.lower) is not None

    @property
    def others(self) -> bool:
        """ "others", "another": people besides those told before."""
        return self.lower in _OTHERS


def words_of(headline: str) -> list[Word]:
    """The words and signs of a headline in order."""
    return [Word(m[0], m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(headline)]


def with_next(words: Sequence[Word]) -> Iterator[tuple[Word, Word | None]]:
    """Each word with the one behind it."""
    return ((word, words[at + 1] if at + 1 < len(words) else None) for at, word in enumerate(words))


def telling_words(headline: str) -> frozenset[str]:
    """The words, lower case, by which a headline tells one event from another: names, numbers, nouns, verbs."""
    return frozenset(w.lower for w in words_of(headline) if w.text[0].isdigit() or len(w.text) > _SHORT)


def is_age(word: Word) -> bool:
    """Whether a bare number may be an age: "Boy, 3, shot"."""
    number = word.number
    return number is not None and word.text[0].isdigit() and number[0] <= _OLDEST


class People:
    """The nouns for people, by the codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._nouns = (codebook.people | _FURTHER) - _COLLECTIVE
        self._kinds: dict[str, str] = {}
        for category in codebook.categories.values():
            for noun in category.nouns:
                self._kinds.setdefault(noun, category.id)

    def noun(self, word: Word) -> str | None:
        """The noun that a word is a form of, if it names people."""
        lower = word.lower
        for noun in (lower, _PLURALS.get(lower, ""), lower.removesuffix("s")):
            if noun in self._nouns and noun not in _COLLECTIVE:
                return noun
        return None

    def kind(self, word: Word) -> str | None:
        """The category of the toll that a word for people belongs to."""
        noun = self.noun(word)
        return self._kinds.get(noun) if noun is not None else None

    def is_plural(self, word: Word) -> bool:
        """Whether a word names several people."""
        if word.aged:
            return word.lower.endswith("s")
        noun = self.noun(word)
        return noun is not None and noun != word.lower
