"""Words of violence that tell of none: sport, fiction, blame, comparisons, names of works, rows and heads of tables.

What stands around a single trigger is judged by its conditions in the codebook; here it is the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import NOUNS, clause_of
from onrecord.reading.parse import Sentence, Token
from onrecord.wordset import wordset

_SCORE = re.compile(r"(?<!\S)\d{1,2} ?[-–—] ?\d{1,2}(?!\S)")
_PLAYED = 2  # words of sport without which a sentence is not about it; a score counts as one
_MATCH = 4  # the same of a report, looser words counted
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

_LOOSELY = wordset(
    "league derby fixture rugby football soccer cricket basketball tennis hockey season try captain club squad manager "
    "trophy title fan"
)
"""Words that make a report one about a game where others do."""

_GRAVE = wordset(
    "gunman bomb bomber bombing explosion explode blast militant missile drone airstrike shelling hostage terrorist"
)
"""Words that no report of a game alone has."""

_BESIDE_PLAY = wordset(
    "police officer arrest hospital brawl riot ambulance steward referee spectator supporter stab weapon court charge"
)
"""Words with which a sentence in a report of a game tells of what happened beside it."""

_FICTION = wordset(
    "novel film movie thriller drama series episode screenplay script protagonist play opera musical comic sequel"
)
"""What tells an invented story; its events stand in the present tense."""
_PRESENT = ("VBZ", "VBP")


class Senses:
    """Tells which triggers of a report are used in another sense; each sentence is looked at once."""

    def __init__(self, codebook: Codebook, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._sport = frozenset(codebook.sets["playing"])
        self._known: dict[int, bool] = {}
        self._told: dict[int, bool] = {}
        self._match: bool | None = None

    def elsewhere(self, token: Token) -> bool:
        """Whether a trigger stands in a sentence about a game or in a table, is only compared to ("like an
        earthquake"), is the name of a work or told in one, or is blame ("came under fire for leaving")."""
        if _is_blame(token) or self._is_invented(token):
            return True
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
        if len(self._played(sentence)) >= _PLAYED:
            return not any(t.lemma in _HARM for t in sentence.tokens)
        return self._is_match() and not any(t.lemma in _BESIDE_PLAY for t in sentence.tokens)

    def _played(self, sentence: Sentence) -> set[str]:
        """The words of sport in a sentence; a score is one."""
        found = {t.lemma for t in sentence.tokens if t.lemma in self._sport or t.lower in self._sport}
        scored = _SCORE.search(" ".join(t.text for t in sentence.tokens)) is not None
        return found | {"score"} if scored else found

    def _is_match(self) -> bool:
        """Whether the whole report is about a game: many words of sport, in several sentences, and no grave one."""
        if self._match is None:
            played = [found for sentence in self._sentences if (found := self._played(sentence))]
            strictly = set().union(*played)
            words = {t.lemma for s in self._sentences for t in s.tokens}
            many = len(strictly) >= _PLAYED and len(strictly | (words & _LOOSELY)) >= _MATCH
            self._match = many and 3 * len(played) >= len(self._sentences) and words.isdisjoint(_GRAVE)
        return self._match

    def _is_invented(self, token: Token) -> bool:
        """Whether a trigger is told in the present tense in a sentence about a novel, a film or a play."""
        sentence = token.sentence
        if sentence.index not in self._told:
            self._told[sentence.index] = any(t.lemma in _FICTION and t.pos in NOUNS for t in sentence.tokens)
        if not self._told[sentence.index]:
            return False
        verb = clause_of(token)
        tags = {verb.tag, *(c.tag for c in verb.children if c.dep in ("aux", "auxpass"))}
        return not tags.isdisjoint(_PRESENT) and "VBD" not in tags


def _is_blame(token: Token) -> bool:
    """ "came under fire for leaving": for a deed, not for an hour."""
    noun = token if token.pos in NOUNS else token.child("prep")
    under = token.head if token.pos in NOUNS else noun
    if noun is None or under is None or under.lower != "under":
        return False
    verb = token.head.head if token.pos in NOUNS else token
    below = [c for c in (*verb.children, *token.children) if c.dep == "prep" and c.lower in ("for", "over")]
    return any(c.child("pcomp") is not None for c in below)


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
