"""Adjectives of nations where they stand before what they place: "the Turkish capital", "Syrian troops"."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.gazetteer import Candidate, Gazetteer, fold
from onrecord.reading.parse import Sentence, Token
from onrecord.reading.places.mention import Mention

_LONGEST = 3  # tokens: "South Ossetian", "Bosnian-Herzegovinian"
_FOLLOWED = ("NOUN", "PROPN", "ADJ")


class Nations:
    """Finds the adjectives of nations in a sentence.

    ``words`` are the codebook's words for countries: code and sense (``name``, ``adjective``, ``people`` …).
    """

    def __init__(self, gazetteer: Gazetteer, words: Mapping[str, tuple[str, str]]) -> None:
        self.gazetteer, self.words = gazetteer, words
        self.names: dict[str, str] = {}
        for name, (code, sense) in words.items():
            if sense == "name":
                self.names.setdefault(code, name)
        self.known: dict[str, Candidate | None] = {}

    def at(self, tokens: list[Token], i: int, sentence: Sentence, text: str) -> Mention | None:
        """The adjective that begins at a token, if it stands before a noun; that of a language does not."""
        end = sentence.tokens[-1].index + 1
        for j in range(min(i + _LONGEST, end) - 1, i - 1, -1):
            known = self.words.get(text[tokens[i].start : tokens[j].end].lower())
            if known is None:
                continue
            if known[1] != "adjective" or not _placed(tokens, j, end):
                return None
            country = self._country(known[0])
            if country is None:
                return None
            key = fold(text[tokens[i].start : tokens[j].end])
            return Mention(
                i, j, tokens[i].start, tokens[j].end, key, (country,), tokens[i].ent, found="nation", strength=0.0
            )
        return None

    def of(self, text: str) -> tuple[Candidate, ...]:
        """The country of an adjective or of a word for a people, wherever it stands; none of other words."""
        known = self.words.get(text.lower())
        country = self._country(known[0]) if known is not None and known[1] in ("adjective", "people") else None
        return (country,) if country is not None else ()

    def _country(self, code: str) -> Candidate | None:
        if code not in self.known:
            named = self.gazetteer.candidates(self.names.get(code, ""))
            self.known[code] = next((c for c in named if c.entry.country == code and c.entry.feature == "PCLI"), None)
        return self.known[code]


def _placed(tokens: list[Token], j: int, end: int) -> bool:
    """Whether a noun follows that the adjective belongs to, after a hyphen too ("Russian-held")."""
    if j + 1 >= end:
        return False
    after = tokens[j + 1]
    if after.text in ("-", "–") and after.start == tokens[j].end and j + 2 < end:
        return True
    return after.pos in _FOLLOWED and tokens[j].dep in ("amod", "compound", "nmod", "poss", "npadvmod")
