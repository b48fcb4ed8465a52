"""What is known of a place beside a trigger, as numbers for the reader model's head that asks: was the event there?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.reading.encoder.numbers import one_of
from onrecord.reading.encoder.words import Words
from onrecord.reading.events.mentions import clause_of
from onrecord.reading.parse import Parse, Token
from onrecord.records import Place

_PREPOSITIONS = (
    "in", "at", "on", "near", "of", "from", "to", "into", "toward", "towards", "outside", "around", "across",
    "through", "between", "by", "with", "for", "over", "against", "along", "inside", "throughout", "about", "after",
    "before", "off", "within", "under", "like",
)  # fmt: skip
_DEPS = ("pobj", "compound", "poss", "nsubj", "nsubjpass", "dobj", "appos", "conj", "nmod", "amod", "npadvmod", "ROOT")
_BEARERS = ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV", "ADP", "NUM")
_SENSES = ("location", "actor", "modifier")
_FEATURES = ("PCLI", "ADM1", "ADM2", "PPL", "PPLC", "RGN", "")
_TAGS = ("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS", "NNP")
_RELATIONS = ("ROOT", "relcl", "advcl", "ccomp", "conj", "acl", "xcomp", "amod", "nsubj", "dobj", "pobj", "compound")
_FAR = 30  # tokens, and steps in the tree, that are told apart

OWN = 27
WIDTH = (
    OWN + len(_PREPOSITIONS) + len(_DEPS) + len(_BEARERS) + len(_SENSES) + len(_FEATURES) + len(_TAGS)
    + len(_RELATIONS)
)  # fmt: skip
"""How many numbers tell of a place beside a trigger."""

WORDS = 6
"""How many words' vectors tell of it."""


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The word of a name on which the others hang."""
    inside = {t.index for t in tokens}
    return next((t for t in reversed(tokens) if t.head is t or t.head.index not in inside), None)


class WhereEvidence:
    """Gathers what is known of the places of one sentence beside a trigger in it.

    ``places`` are those of the sentence in text order, ``heads`` their words.
    """

    def __init__(self, parse: Parse, places: Sequence[Place], heads: Sequence[Token]) -> None:
        self.parse, self.places, self.heads = parse, places, heads

    def of(self, trigger: Token) -> np.ndarray:
        """One row of ``WIDTH`` numbers for each place (float32)."""
        climb = {node.index: steps for steps, node in enumerate((trigger, *trigger.ancestors()))}
        order = sorted(range(len(self.heads)), key=lambda k: abs(self.heads[k].index - trigger.index))
        rank = {k: place for place, k in enumerate(order)}
        rows = [self._row(trigger, k, climb, rank[k]) for k in range(len(self.places))]
        return np.array(rows, np.float32).reshape(-1, WIDTH)

    def _row(self, trigger: Token, k: int, climb: dict[int, int], rank: int) -> list[float]:
        place, head = self.places[k], self.heads[k]
        tokens, text = self.parse.tokens, self.parse.text
        bearer = _bearer(head)
        preposition = bearer if bearer is not None and bearer.dep in ("prep", "agent") else None
        borne = preposition.head if preposition is not None else bearer
        up, met, verbs = 0, head, 0
        while met.index not in climb and met.head is not met:
            met = met.head
            up += 1
            verbs += met.pos in ("VERB", "AUX") and met.index not in climb
        down = climb.get(met.index, _FAR)
        low, high = sorted((head.index, trigger.index))
        between = tokens[low + 1 : high]
        before = text[place.start - 2 : place.start] if place.start >= 2 else ""
        others = [h.index for j, h in enumerate(self.heads) if j != k]
        after = text[place.end : place.end + 2]
        own = [
            min(high - low, _FAR) / _FAR,
            float(head.index > trigger.index),
            float(clause_of(head) is clause_of(trigger)),
            float(met is trigger),
            min(up, 10) / 10,
            min(down, 10) / 10,
            min(verbs, 4) / 4,
            float(verbs == 0 and met is trigger),
            float(borne is trigger),
            float(borne is not None and borne.head is trigger),
            float(borne is not None and borne is met),
            min(sum(t.pos == "VERB" for t in between), 5) / 5,
            min(sum(low < o < high for o in others), 4) / 4,
            rank / 4,
            float(not any(low < o < high for o in others) and head.index > trigger.index),
            float(not any(low < o < high for o in others) and head.index < trigger.index),
            min(len(self.places), 6) / 6,
            float(k > 0 and text[self.places[k - 1].end : place.start].strip() == ","),
            float(k + 1 < len(self.places) and text[place.end : self.places[k + 1].start].strip() == ","),
            float(k > 0 and place.start - self.places[k - 1].end < 12),
            float(k + 1 < len(self.places) and self.places[k + 1].start - place.end < 12),
            float(any(t.text == "," for t in between)),
            float(any(t.text in '"“”' for t in between)),
            float(after[:1] == "-" or before[-1:] == "-"),
            float(after in ("'s", "’s")),
            float(head.index == head.sentence.tokens[0].index),
            (place.precision or 0) / 7,
        ]
        return [
            *own,
            *one_of(_PREPOSITIONS, preposition.lower if preposition is not None else None),
            *one_of(_DEPS, head.dep),
            *one_of(_BEARERS, borne.pos if borne is not None else None),
            *one_of(_SENSES, place.sense),
            *one_of(_FEATURES, place.feature or ""),
            *one_of(_TAGS, trigger.tag),
            *one_of(_RELATIONS, trigger.dep),
        ]


def _bearer(head: Token) -> Token | None:
    """What the place hangs on: a preposition, a verb, a noun; of places in a row or in apposition the first one's."""
    node = head
    while node.dep in ("conj", "appos", "compound", "nmod") and node.head is not node:
        node = node.head
    return node.head if node.head is not node else None


def words_beside(words: Words, trigger: Token, places: Iterable[Place]) -> np.ndarray:
    """For each place the indices of ``WORDS`` words of the encoder: the trigger and the one after it; before the
    place, its first, its last, after it."""
    last = len(words) - 1
    at = words.at(trigger.start)
    rows = []
    for place in places:
        one, other = words.at(place.start), words.at(place.end - 1)
        rows.append((at, min(at + 1, last), max(one - 1, 0), one, other, min(other + 1, last)))
    return np.array(rows, np.int64).reshape(-1, WORDS)
