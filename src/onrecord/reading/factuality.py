"""Whether what a clause tells of happened: the stage ``predicates``.

Every clause's main event or state word, and every noun that may head an event of the codebook, gets the reader's
judgement by rule (:mod:`onrecord.reading.modality`): certainty, polarity and a score from −3 to +3.
"""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.modality import Judge
from onrecord.reading.parse import Parse, Token
from onrecord.reading.registry import Output, stage
from onrecord.records import Certainty, Polarity, Predicate, Statement

CERTAIN, PROBABLE, POSSIBLE = 2.2, 1.2, 0.4
"""Least distance from 0 at which a value counts as certain, probable, possible."""

_CLAUSES = frozenset(
    {
        "ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "csubj", "csubjpass", "parataxis", "prep",
        "dep", "amod", "appos", "nsubj", "compound", "acomp", "attr", "oprd", "intj", "dobj", "nsubjpass", "pobj",
    }
)  # fmt: skip
_PREDICATIVE = ("acomp", "attr", "oprd")


@stage(
    "predicates",
    needs=("parse", "statements", "codebook"),
    question="Which events and states does the report tell of, and did they happen?",
)
def predicates(*, parse: Parse, statements: tuple[Statement, ...], codebook: Codebook) -> Output:
    """Judge the main event or state word of every clause."""
    judge = Judge()
    records = []
    for token in parse.tokens:
        if _is_predicate(token, codebook):
            judgement = judge.of(token)
            certainty, polarity = graded(judgement.value)
            records.append(Predicate(token.span, certainty, polarity, judgement.score))
    return tuple(records), ()


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
        bare = token.dep not in ("aux", "auxpass")
        return bare and (token.lemma != "be" or token.child(*_PREDICATIVE) is None)
    if token.dep in _PREDICATIVE and token.head.pos == "AUX":
        return token.pos in ("ADJ", "NOUN", "PROPN")
    if token.pos == "NOUN":
        return ("noun", token.lemma) in codebook.triggers
    return False


def _is_preposition(token: Token) -> bool:
    return token.dep == "prep" and token.lower in ("including", "following", "regarding", "concerning", "according")
