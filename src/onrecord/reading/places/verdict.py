"""Is a name of the gazetteer, in this place of this report, a place name?"""

from __future__ import annotations

from onrecord.reading.parse import Token
from onrecord.reading.places import words
from onrecord.reading.places.context import PARTY, TOWN
from onrecord.reading.places.mention import Mention

PLACES = ("GPE", "LOC", "FAC")
"""The parser's labels of places."""

KNOWN_EVERYWHERE = 5.7
"""Importance from which a name needs no context to be a place: countries, big divisions, cities of half a million."""

SURE, LIKELY, FAIR, WEAK = 0.9, 0.7, 0.6, 0.5
"""How surely a name is a place: the parser says so; it nearly does; the words beside say so; a habit of names."""

REFUSED, DOUBTFUL = -1.0, 0.0
"""No place; a place only if the report uses the name elsewhere as one."""

_NAMES = ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
_NUMBERS = ("DATE", "TIME", "MONEY", "QUANTITY", "PERCENT", "CARDINAL", "ORDINAL", "LANGUAGE")
_SAYS, _HINTS = 0.6, 0.3  # of a cue: the words beside the name say that it is a place; they only allow it


class Verdict:
    """Judges names by the parser's entities and the words beside them.

    ``bounds`` gives for each token of an entity the indices of the entity's first and last token.
    """

    def __init__(self, tokens: list[Token], bounds: dict[int, tuple[int, int]]) -> None:
        self.tokens, self.bounds = tokens, bounds

    def of(self, mention: Mention, first: int, end: int) -> float:
        """How surely it is a place (above 0), REFUSED or DOUBTFUL; ``first`` and ``end`` bound the sentence."""
        tokens, i, j = self.tokens, mention.first, mention.last
        token, cue = tokens[i], mention.cue
        after = tokens[j + 1] if j + 1 < end and tokens[j + 1].tag != "POS" else None
        following = after.lower.rstrip(".") if after is not None and after.text[0].isupper() else ""
        beyond = tokens[j + 2].lower if j + 2 < end else ""
        if following in words.STREETS and (following, beyond) != ("highway", "patrol"):
            return REFUSED
        if following in words.NO_PLACE_AFTER:
            return REFUSED
        known = _known(mention)
        local = following in words.ORGANS or following in words.KIND_OF
        if token.ent in PLACES:
            return self._place(mention, known, following, local)
        if token.pos not in ("PROPN", "NOUN", "ADJ") and not known and cue < _SAYS:
            return REFUSED
        before = tokens[i - 1] if i > first else None
        if before is not None and before.text[0].isupper() and before.lower.rstrip(".") in words.TITLES:
            return REFUSED
        if token.ent == "NORP":
            if self.bounds.get(i) != (i, j) or (token.tag in ("NNPS", "JJ", "NNS") and not cue):
                return REFUSED
            return LIKELY if known or cue >= _HINTS else DOUBTFUL
        if token.ent in _NAMES:
            return self._misfire(mention, following, known)
        if token.ent in _NUMBERS:
            return REFUSED
        if following and not local:
            return WEAK if known and cue >= _HINTS else REFUSED
        if known and (cue or token.tag == "NNP"):
            return LIKELY
        if cue >= _SAYS or (cue >= 0.5 and mention.kind is not None):
            return FAIR
        if after is not None and after.lower in words.ORGANS and mention.candidates[0].entry.importance >= TOWN:
            return WEAK
        return DOUBTFUL

    def _place(self, mention: Mention, known: bool, following: str, local: bool) -> float:
        """A name that the parser took for a place, or for a part of one."""
        tokens, i, j = self.tokens, mention.first, mention.last
        low, high = self.bounds.get(i, (i, j))
        if (low == i and j >= high) or j > high:
            return max(SURE if tokens[i].ent == "GPE" else LIKELY, mention.cue)
        if high > j and following and not local and tokens[i].ent != "GPE":
            return WEAK if known else REFUSED
        if low < i:
            inner = tokens[i - 1].lower
            return LIKELY if known or inner in words.DIRECTIONS or inner in ("of", "-", "–", ",", "and") else REFUSED
        return LIKELY if known or local or not following else REFUSED

    def _misfire(self, mention: Mention, following: str, known: bool) -> float:
        """A name that the parser took for a person, an organisation or a thing, or for a part of one."""
        tokens, i, j, cue = self.tokens, mention.first, mention.last, mention.cue
        low, high = self.bounds.get(i, (i, j))
        top = mention.candidates[0].entry
        if low == i and j >= high:
            if cue >= _SAYS or (cue >= _HINTS and known):
                return LIKELY
            return LIKELY if tokens[i].ent == "ORG" and known and top.feature in ("PCLI", "ADM1") else DOUBTFUL
        inside = [t.lower for t in tokens[low : high + 1]]
        if any(word in words.MEDIA for word in inside):
            return REFUSED
        if i == low and cue >= PARTY:
            return FAIR
        if i == low and following in words.ORGANS:
            return FAIR if known or top.importance >= TOWN or cue >= 0.5 else DOUBTFUL
        if j == high and i - 1 > low and tokens[i - 1].lower in ("of", "in") and tokens[i].ent == "ORG":
            body = known and not words.ORGANS.isdisjoint(inside[: i - low])
            return FAIR if body or tokens[i - 1].lower == "in" else DOUBTFUL
        return REFUSED


def _known(mention: Mention) -> bool:
    top = mention.candidates[0]
    return top.entry.importance >= KNOWN_EVERYWHERE and top.match == "name"
