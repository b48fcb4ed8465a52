"""Whether what a clause tells of happened: the stage ``predicates``.

Every clause's main event or state word, and every noun that may head an event of the codebook, gets the reader's
judgement: certainty and polarity by rule (:mod:`onrecord.reading.factuality.modality`), and a score from −3 to +3 by a
head of the reader model, which sees the rules' judgement beside the words' vectors.
"""

from __future__ import annotations

import math
from itertools import groupby

from onrecord.codebook import Codebook
from onrecord.reading.encoder import Closely, Encoding, reader_model
from onrecord.reading.factuality import modal_words
from onrecord.reading.factuality.clauses import is_denied
from onrecord.reading.factuality.evidence import cases
from onrecord.reading.factuality.modality import Judge
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Certainty, Polarity, Predicate
from onrecord.wordset import wordset

MOST = 3.0
"""The score of what certainly happened; of what certainly did not, its negative."""

UNTRUE, DOUBTFUL = -0.5, 0.35
"""The most that is scored of what the rules call certainly untrue, where the heads score it below the second figure.
UDS's annotators are split over what "did not" denies."""

SURE = 2.3
"""The score from which the first head is believed: a sentence whose words all reach it is not read once more."""

CLOSE = 0.6
"""The share of what the sentence's own reading says in the mean."""

CERTAIN, PROBABLE, POSSIBLE = 2.2, 1.2, 0.4
"""Least distance from 0 at which a value counts as certain, probable, possible."""

_CLAUSES = frozenset(
    {
        "ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "csubj", "csubjpass", "parataxis", "prep",
        "dep", "amod", "appos", "nsubj", "compound", "acomp", "attr", "oprd", "intj", "dobj", "nsubjpass", "pobj",
    }
)  # fmt: skip
_CLAUSE_HEADS = ("ROOT", "ccomp", "advcl", "acl", "relcl", "xcomp", "parataxis", "csubj")
_NAMES_OF_STATES = ("NOUN", "ADJ", "ADV")
_VERBAL = ("get", "become", "let", "want")
_SHORTEST = 5
_THINGS = wordset(
    "morning evening building thing something anything nothing everything string spring ceiling clothing housing "
    "sibling railing earring pudding offspring pricing funding banking wellbeing wing"
)
"""Nouns in -ing that tell of no event."""

_PREDICATIVE = ("acomp", "attr", "oprd")


@stage(
    "predicates",
    needs=("parse", "encoding", "closely", "codebook"),
    question="Which events and states does the report tell of, and did they happen?",
)
def predicates(*, parse: Parse, encoding: Encoding | None, closely: Closely | None, codebook: Codebook) -> Output:
    """Judge the main event or state word of every clause."""
    judge = Judge()
    found = [token for token in parse.tokens if _is_predicate(token, codebook)]
    if encoding is None or closely is None or not found:
        return (), ()
    scores = scores_of(found, judge, encoding, closely)
    records = []
    for token, score in zip(found, scores, strict=True):
        certainty, polarity = graded(judge.of(token).value)
        if polarity == "-" and certainty == "certain" and (score < DOUBTFUL or _of_nobody(token)):
            score = min(score, UNTRUE)
        records.append(Predicate(token.span, certainty, polarity, score))
    return tuple(records), ()


def scores_of(tokens: list[Token], judge: Judge, encoding: Encoding, closely: Closely) -> list[float]:
    """How surely what each word tells of happened, from −3 (no) to +3 (yes), to two decimals.

    What a head says of the report's pass where it is sure of all words of a sentence, else its weighted mean with what
    another says of the sentence read alone.
    """
    at, evidence = cases(encoding.words, tokens, judge)
    logits = reader_model().logits("factuality", encoding.deep_vectors(), at, evidence)
    for sentence, group in groupby(range(len(tokens)), key=lambda k: tokens[k].sentence):
        rows = list(group)
        if min(map(_score, logits[rows])) >= SURE:
            continue
        close = closely.logits("factuality_closely", sentence, at[rows], evidence[rows])
        if close is not None:
            logits[rows] = (1 - CLOSE) * logits[rows] + CLOSE * close
    return [round(_score(logit), 2) for logit in logits]


def _score(logit: float) -> float:
    return MOST * math.tanh(float(logit) / 2)


def graded(value: float) -> tuple[Certainty, Polarity]:
    """FactBank's certainty and polarity of a judgement's value."""
    size = abs(value)
    polarity: Polarity = "-" if value < 0 else "+"
    if size >= CERTAIN:
        return "certain", polarity
    if size >= PROBABLE:
        return "probable", polarity
    return ("possible" if size >= POSSIBLE else "unknown"), polarity


def _is_predicate(token: Token, codebook: Codebook) -> bool:
    if token.pos == "VERB":
        return token.dep in _CLAUSES and not _is_preposition(token)
    if token.pos == "AUX":
        if token.dep in ("aux", "auxpass"):
            return token.lemma in _VERBAL  # "might get stuck", "let them go"
        return token.lemma != "be" or token.child(*_PREDICATIVE) is None
    if token.dep in _PREDICATIVE and token.head.pos == "AUX":
        return token.pos in ("ADJ", "NOUN", "PROPN")
    if token.pos == "NOUN" and ("noun", token.lemma) in codebook.triggers:
        return True
    return token.pos in _NAMES_OF_STATES and (_heads_clause(token, codebook) or _made_of_verb(token))


def _heads_clause(token: Token, codebook: Codebook) -> bool:
    """Whether a noun, an adjective or an adverb is the main word of a clause whose verb is missing or was not seen
    ("Schools closed, roads impassable")."""
    if token.dep == "conj":
        coordinate = token.pos == token.head.pos == "ADJ" and _is_predicate(token.head, codebook)
        return coordinate or token.head.pos == "VERB"
    if token.dep == "ROOT" or _is_asked_for(token):
        return True
    borne = token.child("nsubj", "nsubjpass", "aux", "mark", "neg") is not None
    return token.dep in _CLAUSE_HEADS and (borne or token.dep == "advcl")


def _is_asked_for(token: Token) -> bool:
    """ "please contact the office": a request whose verb was taken for a noun."""
    tokens = token.sentence.tokens
    before = [t.lower for t in tokens[max(0, token.index - tokens[0].index - 2) : token.index - tokens[0].index]]
    return before[-1:] == ["please"] or before == ["please", ","]


def _made_of_verb(token: Token) -> bool:
    """Whether a noun or an adjective is a verb's participle: "the occupied town", "the opening ceremony"."""
    made = token.lower.endswith(("ed", "ing")) and len(token.text) > _SHORTEST
    if token.pos == "ADJ":
        return made and token.tag == "JJ" and token.dep in ("amod", "conj")
    return made and token.tag == "NN" and token.lower.endswith("ing") and token.lower not in _THINGS


def _of_nobody(verb: Token) -> bool:
    """ "No one was killed", "no bridge collapsed"."""
    subject = verb.child("nsubj", "nsubjpass")
    return subject is not None and (subject.lower in modal_words.NO_SUBJECTS or is_denied(subject))


def _is_preposition(token: Token) -> bool:
    return token.dep == "prep" and token.lower in ("regarding", "concerning", "according")
