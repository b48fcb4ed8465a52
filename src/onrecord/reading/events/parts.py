"""Kinds of people among those whom a phrase counts: "three of them children", "among them a woman and her two
children", "Two of the 15 are children".

Each is a part of the count before it and has its status, unless its own words say what became of them ("one of whom
later died").
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import NOUNS
from onrecord.reading.events.people import Head, People
from onrecord.reading.events.phrases import category_of
from onrecord.reading.parse import Parse, Token
from onrecord.records import Quantity, Span
from onrecord.wordset import wordset

_THEM = wordset("them whom these those")
_BEING = wordset("be is are was were")
_FATES = wordset("die kill dead survive injure wound injured wounded hurt escape release free rescue arrest succumb")
_REACH = 14  # words behind a count in which its parts are told
_NAMED = 4  # words behind "of them" in which their kind is told


class Parts:
    """Finds the parts of counts of one report."""

    def __init__(self, parse: Parse, codebook: Codebook, people: People) -> None:
        self.parse, self.codebook, self.people = parse, codebook, people

    def of(self, span: Span, low: int | None) -> list[Head]:
        """The parts of people counted by some words: in their sentence behind them, and in the next by their number."""
        tokens = self.parse.tokens_in(*span)
        if not tokens:
            return []
        last = tokens[-1]
        sentence = last.sentence
        behind = [t for t in sentence.tokens if last.index < t.index <= last.index + _REACH]
        found = [*self._among(behind), *self._of_them(behind)]
        following = self.parse.sentences[sentence.index + 1 : sentence.index + 2]
        if low is not None and low > 1 and following:
            found += self._of_number(following[0].tokens[:_REACH], low)
        return found

    def _among(self, tokens: list[Token]) -> Iterator[Head]:
        for place, token in enumerate(tokens[:-2]):
            if token.lower == "among" and tokens[place + 1].lower in _THEM:
                noun = next((t for t in tokens[place + 2 :] if t.pos in NOUNS and t.dep != "compound"), None)
                if noun is not None:
                    yield from (h for h in self.people.count(noun) if h.known and h.category is not None)
                return

    def _of_them(self, tokens: list[Token]) -> Iterator[Head]:
        for place, token in enumerate(tokens[:-2]):
            if tokens[place + 1].lower != "of" or tokens[place + 2].lower not in _THEM:
                continue
            quantity = self.people.quantity(token)
            if quantity is not None:
                yield from self._part(quantity, token, tokens[place + 3 :])

    def _of_number(self, tokens: list[Token], whole: int) -> Iterator[Head]:
        for place, token in enumerate(tokens[:-3]):
            if [t.lower for t in tokens[place + 1 : place + 3]] != ["of", "the"]:
                continue
            quantity, of = self.people.quantity(token), self.people.quantity(tokens[place + 3])
            if quantity is not None and of is not None and of.low == whole == of.high:
                yield from self._part(quantity, token, tokens[place + 4 :], named=True)

    def _part(self, quantity: Quantity, number: Token, behind: list[Token], *, named: bool = False) -> Iterator[Head]:
        near = [t for t in behind[:_NAMED] if t.lower not in _BEING]
        if any(t.lemma in _FATES or t.lower in _FATES for t in behind[:_NAMED]):
            return
        kind = next((t for t in near if t.pos in NOUNS and category_of(t, self.codebook) is not None), None)
        if kind is None and named:
            return
        low = None if quantity.low is None else int(quantity.low)
        high = None if quantity.high is None else int(quantity.high)
        category = category_of(kind, self.codebook) if kind is not None else None
        end = kind.end if kind is not None and category is not None else max(quantity.end, number.end)
        yield Head(low, high, quantity.approximate, category, number, (quantity.start, end), False)
