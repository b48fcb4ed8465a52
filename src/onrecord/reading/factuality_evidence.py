"""What is known of a word that tells of an event, as numbers for the reader model's head that asks: did it happen?"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from onrecord.reading import modal_words
from onrecord.reading.clauses import is_infinitive
from onrecord.reading.encoder.numbers import one_of
from onrecord.reading.encoder.words import Words
from onrecord.reading.modality import FULL, Judge
from onrecord.reading.parse import Token

_MOODS = ("actual", "ongoing", "planned", "hypothetical", "generic")
_TAGS = (
    "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "NN", "NNS", "NNP", "JJ", "RB", "IN", "PRP", "CD", "JJR", "JJS",
)  # fmt: skip
_DEPS = (
    "ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "csubj", "parataxis", "nsubj", "nsubjpass",
    "dobj", "pobj", "amod", "compound", "attr", "acomp", "oprd", "appos", "prep", "aux", "auxpass", "dep", "npadvmod",
    "intj", "poss", "advmod",
)  # fmt: skip
_BESIDE = (
    "will", "'ll", "wo", "would", "'d", "could", "can", "ca", "may", "might", "must", "should", "shall", "have", "has",
    "had", "be", "is", "are", "was", "were", "been", "being", "do", "does", "did", "to", "not", "n't", "never", "no",
    "if", "whether", "unless", "because", "when", "that", "who", "which", "please", "let", "just", "already", "ever",
    "going", "gonna", "used",
)  # fmt: skip
_BESIDE_DEPS = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "det", "nsubj", "prt", "intj"})
_WORD_CLASSES = (modal_words.IMPLICATIVE, modal_words.STOPPING, modal_words.FACTIVE, modal_words.NEG_RAISING)
_FAR = 6  # steps up the tree that are told apart
_LONG = 40  # words of a sentence that are told apart
_OWN = 16

WIDTH = _OWN + len(_MOODS) + 2 * (len(_TAGS) + len(_DEPS)) + 3 * len(_BESIDE) + len(_WORD_CLASSES)
"""How many numbers tell of a word."""

WORDS = 6
"""How many words' vectors tell of it."""


def evidence_of(token: Token, judge: Judge) -> list[float]:
    """``WIDTH`` numbers: the judgement by rule, the word and its head, what stands beside them, and the sentence."""
    judgement = judge.of(token)
    head, sentence = token.head, token.sentence
    clause = token
    while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
        clause = clause.head
    subject = token.child("nsubj", "nsubjpass")
    subject_word = subject.lower if subject is not None else ""
    words = [t.lower for t in sentence.tokens]
    first = sentence.tokens[0].index
    up, denied, node = 0, False, token
    while node.head is not node and up < _FAR:
        node = node.head
        up += 1
        denied = denied or node.child("neg") is not None
    return [
        judgement.value / FULL,
        judgement.score / FULL,
        *one_of(_MOODS, judgement.mood),
        *one_of(_TAGS, token.tag),
        *one_of(_DEPS, token.dep),
        *one_of(_TAGS, head.tag),
        *one_of(_DEPS, head.dep),
        *_among(_beside(token)),
        *_among(_beside(head) if head is not token else ()),
        *_among(_beside(clause) if clause is not token else ()),
        *(float(head.lemma in words) for words in _WORD_CLASSES),
        modal_words.WEAK.get(head.lemma, (1.0, ""))[0],
        float(head.lemma in modal_words.WEAK),
        float("?" in words),
        float(words[-1] == "!"),
        float(is_infinitive(token)),
        float(subject is None),
        float(subject_word == "you"),
        float(subject_word in ("i", "we")),
        min(len(words), _LONG) / _LONG,
        (token.index - first) / len(words),
        float("if" in words[: token.index - first]),
        float(any(word in '"“' for word in words)),
        up / _FAR,
        float(denied),
    ]


def _beside(token: Token) -> Collection[str]:
    return {child.lower for child in token.children if child.dep in _BESIDE_DEPS}


def _among(words: Collection[str]) -> list[float]:
    return [float(name in words) for name in _BESIDE]


def words_at(words: Words, token: Token) -> tuple[int, ...]:
    """The indices of ``WORDS`` words of the encoder: the word, those after and before it, its head, its subject (else
    itself), and the last of its sentence."""
    last = len(words) - 1
    at = words.at(token.start)
    subject = token.child("nsubj", "nsubjpass")
    return (
        at,
        min(at + 1, last),
        max(at - 1, 0),
        words.at(token.head.start),
        words.at(subject.start) if subject is not None else at,
        words.at(token.sentence.tokens[-1].start),
    )


def cases(words: Words, tokens: list[Token], judge: Judge) -> tuple[np.ndarray, np.ndarray]:
    """For each word its ``WORDS`` words of the encoder (int64) and its ``WIDTH`` numbers (float32)."""
    at = np.array([words_at(words, token) for token in tokens], np.int64).reshape(-1, WORDS)
    evidence = np.array([evidence_of(token, judge) for token in tokens], np.float32).reshape(-1, WIDTH)
    return at, evidence
