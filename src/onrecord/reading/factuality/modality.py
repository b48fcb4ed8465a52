"""What the grammar around a word says of whether its event happened: negation, modality, embedding.

The value runs from −3 (certainly did not) through 0 (not told) to +3 (certainly did). A clause has a value of its own,
from its tense, modal verbs, negation and adverbs; a clause that is the complement of another verb is worth what that
verb makes of it: "managed to" keeps it, "failed to" turns it, "hopes to" leaves little, "knows that" takes it for true
(Karttunen's implicatives; the source-introducing predicates of FactBank).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.factuality import modal_words as words
from onrecord.reading.factuality.clauses import is_denied, is_infinitive, mark_of, own_share
from onrecord.reading.factuality.modal_words import Mood, Share
from onrecord.reading.parse import Token

FULL = 3.0
_PLAIN: Share = (1.0, "actual")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_PREDICATES = ("attr", "ROOT", "ccomp", "advcl", "acl", "relcl")  # of a noun: it is the predicate of a clause
_DEEPEST = 12  # embedding deeper than this says nothing more


# How the scale of UDS-It-Happened ("did it happen?") lies to how surely a thing is told: what is planned or only
# thought of has not happened yet. Chosen on the training parts of UDS-IH2 and UW, between their optima.
_NOT_YET = -0.5
_NOT_YET_SLOPE = 0.4
_UNFINISHED = 0.85
_NEGATED = 0.7


@dataclass(frozen=True, slots=True)
class Judgement:
    """``value``: how surely it is told to be so (+3) or not (−3); ``mood``: what kind of telling, negation aside."""

    value: float
    mood: Mood

    @property
    def score(self) -> float:
        """Whether it has happened, −3…+3, as the annotators of UDS-It-Happened were asked."""
        if self.mood in ("planned", "hypothetical"):
            return round(_NOT_YET + _NOT_YET_SLOPE * self.value, 2)
        if self.value < 0:
            return round(_NEGATED * self.value, 2)
        return round(self.value * (1.0 if self.mood == "actual" else _UNFINISHED), 2)


class Judge:
    """Judges the words of one parse, each once.

    ``until`` are the indexes of words at which the view upwards ends: with a statement's cue among them, the judgement
    is its speaker's rather than the reader's.
    """

    def __init__(self, until: Container[int] = ()) -> None:
        self._until = until
        self._known: dict[int, Share] = {}
        self._doubted: dict[int, bool] = {}

    def of(self, token: Token) -> Judgement:
        """The judgement of the event that this word (a verb, an adjective, a noun) tells of."""
        share, mood = self._share(token, 0)
        return Judgement(round(FULL * share, 2), mood)

    def _share(self, token: Token, depth: int) -> Share:
        known = self._known.get(token.index)
        if known is None:
            if depth > _DEEPEST:
                return _PLAIN
            if token.pos in ("NOUN", "PROPN") and token.dep not in _PREDICATES:
                known = self._noun(token, depth)
            elif token.dep in ("acomp", "attr", "oprd") and token.head.pos in ("AUX", "VERB"):
                share, mood = self._share(token.head, depth + 1)
                known = (-abs(share), mood) if is_denied(token) else (share, mood)
            elif token.dep == "amod" and token.head.pos in _NOUNS:
                known = words.NOUN_MODIFIERS.get(token.lower, words.ATTRIBUTE)
            else:
                known = _joined(own_share(token), self._embedding(token, depth))
            if token.sentence.index not in self._doubted:
                self._doubted[token.sentence.index] = _doubted(token)
            if self._doubted[token.sentence.index]:
                known = known[0] * words.IF_TRUE, known[1]
            self._known[token.index] = known
        return known

    def _noun(self, token: Token, depth: int) -> Share:
        share: Share = _PLAIN
        definite = False
        for child in token.children:
            if child.lower == "no" and child.dep in ("det", "neg"):
                share = (-share[0], share[1])
            elif child.dep in ("amod", "compound", "nmod", "acl") and child.lower in words.NOUN_MODIFIERS:
                share = _joined(share, words.NOUN_MODIFIERS[child.lower])
            elif child.dep == "det" and child.lower == "any":
                share = _joined(share, words.NOUN_MODIFIERS["any"])
            elif child.dep in ("det", "poss"):
                definite = child.lower in ("the", "this", "that", "these", "those", "both") or child.dep == "poss"
        head = token.head
        if head is token or head.index in self._until:
            return share
        if token.dep == "conj":
            joint = is_denied(head) or (head.dep not in ("conj", "ROOT") and head.pos == "NOUN")
            return _joined(share, self._share(head, depth + 1)) if joint else share
        if token.dep == "pobj" and head.dep in ("prep", "agent"):
            governor = head.head
            if head.lower in ("against", "of", "for", "to", "from", "about", "on"):
                if governor.lemma in words.TELLING_NOUNS and any(c.lower == "no" for c in governor.children):
                    return _joined(share, words.NOT_REPORTED)
                kept = words.UNCERTAIN_NOUNS.get(governor.lemma) if governor.pos == "NOUN" else None
                kept = kept or (words.GOVERNORS_OF_NOUNS.get(governor.lemma) if governor.pos == "VERB" else None)
                if head.lower == "for" and governor.lemma in words.BOUND_FOR and not definite:
                    kept = (0.4, "planned")
                if kept is not None and not (definite and governor.lemma in words.OF_KNOWN_EVENTS):
                    return _joined(share, kept)
            if head.lower == "without":
                return -abs(share[0]), share[1]
            if head.lower in ("after", "since", "during", "following", "before") or definite:
                return share
            head = governor
        elif token.dep == "compound" and head.lemma in words.UNCERTAIN_NOUNS:
            return _joined(share, words.UNCERTAIN_NOUNS[head.lemma])
        if head.pos not in ("VERB", "AUX") or head.index in self._until:
            return share
        if head.lemma == "rule" and any(c.lower == "out" for c in head.children):
            return _joined(share, words.NOT_RULED_OUT if is_denied(head) else words.GOVERNORS_OF_NOUNS["rule"])
        if token.dep in ("dobj", "nsubjpass") and head.lemma not in words.ONLY_WITH_PREPOSITION:
            kept = words.GOVERNORS_OF_NOUNS.get(head.lemma)
            if kept is not None and not (definite and head.lemma in words.OF_KNOWN_EVENTS):
                return _joined(share, kept)
        if token.dep == "nsubj" and head.lemma == "fall" and any(c.lower == "through" for c in head.children):
            return _joined(share, words.FALLEN_THROUGH)
        if definite:
            return share
        upper = self._share(head, depth + 1)
        if head.lemma in words.HAPPENING or token.dep in ("dobj", "pobj", "attr"):
            if upper[0] < 0 and share[0] < 0:
                return share
            return _joined(share, upper)
        return share

    def _embedding(self, token: Token, depth: int) -> Share:
        """What the rest of the sentence leaves of a clause."""
        head, dep = token.head, token.dep
        if head is token or head.index in self._until:
            return _PLAIN
        if dep == "conj":
            if head.pos in ("VERB", "AUX") or token.pos not in ("VERB", "AUX"):
                return self._embedding(head, depth + 1)
            return _PLAIN
        if dep in ("advcl", "csubj", "csubjpass"):
            return self._adverbial(token, depth)
        if dep in ("ccomp", "xcomp", "oprd", "acomp"):
            return self._complement(token, depth)
        if dep == "pcomp":
            return self._gerund(token, depth)
        if dep in ("acl", "relcl", "appos"):
            return self._attached(token, depth)
        return _PLAIN

    def _adverbial(self, token: Token, depth: int) -> Share:
        mark = mark_of(token)
        if mark in words.CONDITIONS:
            return words.CONDITION
        if token.dep != "advcl":
            return _PLAIN if token.tag != "VB" else (0.5, "hypothetical")
        if mark in ("before", "until", "till"):
            return (0.6, "actual")
        if mark == "as" and any(c.lower == "if" for c in token.children):
            return (-0.3, "hypothetical")
        if mark == "so" or mark == "that":
            return (0.5, "hypothetical")
        if mark == "after" and any(t.tag == "VBD" for t in (token, *token.children_with("aux", "auxpass"))):
            return _PLAIN  # "will reopen after two people were shot there"
        upper = self._share(token.head, depth + 1)
        if is_infinitive(token):
            return self._infinitive_adverbial(token, upper)
        if mark or any(c.dep == "advmod" and c.lower in ("when", "whenever", "once", "where") for c in token.children):
            unsure = abs(upper[0]) < 0.7 and upper[1] != "actual"
            return (0.4, upper[1]) if unsure else _PLAIN
        if token.tag in ("VBG", "VBN"):
            return max(upper[0], 0.3 * abs(upper[0])), upper[1]
        return _PLAIN

    def _infinitive_adverbial(self, token: Token, upper: Share) -> Share:
        kept = words.WEAK.get(token.head.lemma)
        if token.head.pos == "ADJ" or (kept is not None and token.head.lemma not in ("say", "report")):
            return _through(kept or words.PURPOSE, upper, token.head.lemma, clause=False)
        return words.PURPOSE

    def _complement(self, token: Token, depth: int) -> Share:
        head = token.head
        upper = self._share(head, depth + 1)
        lemma = head.lemma
        infinitive = is_infinitive(token)
        if (
            head.lemma == "be"
            and (predicate := head.child("acomp", "attr", "oprd")) is not None
            and predicate is not token
        ):
            lemma = predicate.lemma
        if token.dep == "ccomp" and not infinitive:
            if mark_of(token) in ("whether", "if"):
                return words.CONDITION
            if lemma in words.FACTIVE and token.index > head.index:
                return _PLAIN
            if lemma in words.IMPLICATIVE:
                return upper
            kept = words.WEAK.get(lemma, words.REPORTED)
            if token.index < head.index:  # "…, the ministry said": the clause stands first and is told nearly as a fact
                return (max(kept[0], words.REPORTED[0]), "actual") if kept[0] > 0 else kept
            return _through(kept, upper, lemma, clause=True)
        if (
            lemma in words.STOPPING
            and (infinitive or lemma not in words.STOPS_WITH_FROM)
            and lemma not in ("keep", "stop")
        ):
            return -upper[0], upper[1]
        if lemma in ("stop", "cease", "quit") and not infinitive:
            return upper
        if lemma in words.IMPLICATIVE and not (lemma == "go" and head.tag == "VBG"):
            return upper
        if lemma in words.FACTIVE:
            return upper if infinitive else _PLAIN
        default = words.INFINITIVE if infinitive else words.PARTICIPLE
        return _through(words.WEAK.get(lemma, default), upper, lemma, clause=False)

    def _gerund(self, token: Token, depth: int) -> Share:
        preposition = token.head
        governor = preposition.head
        if mark_of(token) in ("whether", "if"):
            return words.CONDITION
        if preposition.lower in ("without", "instead", "than", "against"):
            return (-0.8, "actual")
        if preposition.lower == "of" and governor.lower == "instead":
            return (-0.8, "actual")
        if preposition.lower == "before":
            return (0.6, "actual")
        if preposition.lower in ("after", "since", "despite"):
            return _PLAIN
        if governor is preposition or governor.index in self._until:
            return _PLAIN
        upper = self._share(governor, depth + 1) if governor.pos in ("VERB", "AUX", "ADJ") else _PLAIN
        if preposition.lower == "from" and governor.lemma in words.STOPPING:
            return -upper[0], upper[1]
        table = words.UNCERTAIN_NOUNS if governor.pos in _NOUNS else words.WEAK
        kept = table.get(governor.lemma)
        if kept is not None and governor.lemma not in ("have", "go", "set"):
            return _through(kept, upper, governor.lemma, clause=False)
        if preposition.lower == "for":
            return _joined((0.6, "actual"), upper)
        if preposition.lower in ("by", "in", "while"):
            return _joined((0.8, "actual"), upper)
        return _joined((0.7, "actual"), upper)

    def _attached(self, token: Token, depth: int) -> Share:
        head = token.head
        if is_infinitive(token):
            return words.UNCERTAIN_NOUNS.get(head.lemma, words.INFINITIVE)
        if token.dep == "acl" and (mark_of(token) == "that" or token.tag in _FINITE):
            if head.lemma in words.TELLING_NOUNS and any(c.lower == "no" for c in head.children):
                return words.NOT_REPORTED
            return words.UNCERTAIN_NOUNS.get(head.lemma, (0.85, "actual"))
        if token.dep == "acl" and token.tag == "VBN" and any(c.lower == "a" and c.dep == "det" for c in head.children):
            return _PLAIN  # "to say goodbye to a man killed on Monday"
        if head.pos in ("NOUN", "PRON") and head.dep in ("dobj", "attr", "pobj", "nsubj", "nsubjpass"):
            governor = head.head if head.dep != "pobj" else head.head.head
            indefinite = not any(
                c.dep in ("det", "poss") and c.lower not in ("a", "an", "any", "no") for c in head.children
            )
            if indefinite and governor.pos in ("VERB", "AUX") and governor.index not in self._until:
                share, mood = self._share(governor, depth + 1)
                if mood in ("hypothetical", "planned") or share < 0:
                    return max(share, 0.4), mood
        return _PLAIN


def _joined(one: Share, other: Share) -> Share:
    mood = one[1] if one[1] not in ("actual", "ongoing") else other[1]
    if one[1] == "ongoing" and other[1] == "actual":
        mood = "ongoing"
    return one[0] * other[0], mood


def _through(kept: Share, upper: Share, lemma: str, *, clause: bool) -> Share:
    """A complement of a verb that leaves ``kept`` of it, the verb itself being told as ``upper``."""
    share, mood = kept
    if upper[0] >= 0:
        return share * max(upper[0], 0.5), (mood if mood != "actual" else _weaker(upper[1]))
    if lemma in words.NEG_RAISING:
        return -abs(share), mood
    return (share * 0.3, "hypothetical") if clause else (-0.5, mood)


def _weaker(mood: Mood) -> Mood:
    return "actual" if mood in ("ongoing", "generic") else mood


def _doubted(token: Token) -> bool:
    """Whether the sentence makes all it tells conditional on its being true ("if true", "if confirmed")."""
    tokens = token.sentence.tokens
    return any(one.lower == "if" and two.lower in words.VERIFIED for one, two in pairwise(tokens))
