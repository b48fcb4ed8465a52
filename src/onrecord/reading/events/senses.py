"""Words of violence that tell of none: sport, comparisons, names of works, rows and heads of tables.

What stands around a single trigger is judged by its conditions in the codebook; here it is the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.codebook import Codebook
from onrecord.reading.parse import Sentence, Token
from onrecord.reading.wordset import wordset

_SCORE = re.compile(r"(?<!\S)\d{1,2} ?[-–—] ?\d{1,2}(?!\S)")
_PLAYED = 2  # words of sport without which a sentence is not about it; a score counts as one
_CELLS = 3  # numbers, or what stands between two bars, that make a row of a table
_BARS = frozenset("|¦\t")
_NAMING = wordset("call title name entitle dub")

_PLACED = ("GPE", "LOC", "FAC", "NORP")
_HEADS = wordset("year month week day date total killed injured deaths state country region province")

_HARM = wordset(
    "kill injure wound die dead injured wounded murder gunman police bomb bomber explosion blast militant soldier "
    "troop missile drone victim casualty"
)
"""Words with which a sentence about a game tells of violence at it."""


class Senses:
    """Tells which triggers of a report are used in another sense; each sentence is looked at once."""

    def __init__(self, codebook: Codebook, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._sport = frozenset(codebook.sets["playing"])
        self._known: dict[int, bool] = {}

    def elsewhere(self, token: Token) -> bool:
        """Whether a trigger stands in a sentence about a game or in a table, is only compared to ("like an
        earthquake"), or is the name of a work."""
        if token.dep == "pobj" and token.head.lower == "like":
            return True
        if token.pos == "PROPN" and token.dep in ("oprd", "attr") and token.head.lemma in _NAMING:
            return True
        sentence = token.sentence
        if sentence.index not in self._known:
            below = self._sentences[sentence.index + 1 : sentence.index + 2]
            heads = any(_is_row(row) for row in below) and sentence.tokens[-1].pos != "PUNCT"
            self._known[sentence.index] = heads or _is_row(sentence) or self._is_game(sentence)
        return self._known[sentence.index] or _is_heading(token)

    def _is_game(self, sentence: Sentence) -> bool:
        played = {t.lemma for t in sentence.tokens if t.lemma in self._sport or t.lower in self._sport}
        scored = _SCORE.search(" ".join(t.text for t in sentence.tokens)) is not None
        if len(played) + scored < _PLAYED:
            return False
        return not any(t.lemma in _HARM for t in sentence.tokens)


def _is_row(sentence: Sentence) -> bool:
    """Whether a sentence is a row of a table: cells between bars, or as many numbers as words."""
    if sum(t.text in _BARS for t in sentence.tokens) >= _CELLS - 1:
        return True
    numbers = sum(t.pos == "NUM" for t in sentence.tokens)
    return numbers >= _CELLS and 2 * numbers >= len(sentence.tokens)


def _is_heading(token: Token) -> bool:
    """Whether a word is the head of a column or a list: "Deaths", "Attacks by year"; no headline is without a name, a
    number or a verb."""
    if token.tag not in ("NNS", "NNPS", "VBN", "JJ"):
        return False
    if any(c.dep in ("nsubj", "nsubjpass", "dobj", "agent", "det", "poss") for c in token.children):
        return False
    return not any(
        t.pos in ("NUM", "AUX") or t.ent in _PLACED or (t.pos == "VERB" and t is not token) or t.tag == "NNP"
        for t in token.sentence.tokens
        if t.lower not in _HEADS
    )
