"""What a clause's own words leave of full certainty: tense, auxiliaries, negation, adverbs, question, command."""

from __future__ import annotations

from onrecord.reading.factuality import modal_words as words
from onrecord.reading.factuality.modal_words import Mood, Share
from onrecord.reading.parse import Token

_AUXILIARIES = ("aux", "auxpass")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_FULL = 3.0  # the modal verbs' figures are on the scale of judgements


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return token.tag == "VB" and any(c.dep == "aux" and c.lower == "to" for c in token.children)


def mark_of(token: Token) -> str:
    """The conjunction that opens a clause ("if", "because"), or nothing."""
    for child in token.children:
        if child.dep == "mark" and child.index < token.index:
            return child.lower
    return ""


def is_denied(token: Token) -> bool:
    """Whether a noun has "no" or "not" before it."""
    return any(c.dep in ("det", "neg") and c.lower in ("no", "not", "never") for c in token.children)


def _leader(token: Token) -> Token:
    """The first of coordinated verbs, whose subject and auxiliaries the word shares; else the word itself."""
    while (
        token.dep == "conj"
        and token.head.pos in ("VERB", "AUX")
        and token.tag not in ("VBZ", "VBP", "VBD")
        and not any(c.dep in _SUBJECTS or c.dep in _AUXILIARIES for c in token.children)
    ):
        token = token.head
    return token


def own_share(token: Token) -> Share:
    """What the clause's own tense, auxiliaries, negation and adverbs leave."""
    share: float = 1.0
    mood: Mood = "actual"
    group = token
    negations = 0
    leader = _leader(token)
    perfect = progressive = False
    modal = ""
    subject = False
    for child in (*token.children, *(leader.children if leader is not token else ())):
        lower, dep = child.lower, child.dep
        if dep == "neg" or (dep == "advmod" and lower in words.NEGATORS):
            negations += 1
        elif dep in _AUXILIARIES:
            if child.tag == "MD":
                modal = lower
            elif child.lemma == "have":
                perfect = True
            elif child.lemma == "be" and dep == "aux":
                progressive = True
            for deeper in child.children:
                negations += deeper.dep == "neg"
        elif dep == "advmod" and lower in words.HEDGES:
            share *= words.HEDGES[lower]
        elif dep in _SUBJECTS:
            subject = True
            if lower in words.NO_SUBJECTS or is_denied(child):
                negations += 1
        elif dep in ("dobj", "attr", "pobj") and is_denied(child):
            negations += 1
    if modal in words.MODALS:
        kept, mood = words.MODALS[modal]
        if perfect and modal in words.COUNTERFACTUAL:
            kept = words.COUNTERFACTUAL[modal]
        elif perfect:
            kept, mood = words.MODAL_PERFECT.get(modal, kept), "actual" if modal != "will" else mood
        share *= kept / _FULL
        if negations and abs(share) < 0.35:
            share = 0.5 if share > 0 else -0.8  # "cannot", "would not": told as not so, rather than not told
    elif progressive or group.tag == "VBG":
        mood = "ongoing" if not _past_group(token) else "actual"
        if progressive:
            share *= words.PROGRESSIVE
    elif (
        (leader.tag in ("VBZ", "VBP") or _bare_present(leader))
        and not perfect
        and not any(c.dep == "auxpass" for c in token.children)
    ):
        share *= words.PRESENT if leader.lemma not in words.STATIVE else words.PRESENT_STATE
        mood = "generic" if leader.lemma not in words.STATIVE else "actual"
    elif _imperative(leader, subject):
        return words.IMPERATIVE if not negations else (-0.5, "hypothetical")
    if _questioned(leader):
        share, mood = share * words.QUESTION[0], words.QUESTION[1]
    return (share if negations % 2 == 0 else -share), mood


def _bare_present(token: Token) -> bool:
    """A present form that was tagged as an infinitive ("denies its forces strike towns")."""
    return (
        token.tag == "VB"
        and token.dep == "ccomp"
        and token.child("nsubj") is not None
        and token.head.lemma not in words.BARE_COMPLEMENT
        and not any(c.dep in _AUXILIARIES for c in token.children)
    )


def _past_group(token: Token) -> bool:
    return any(c.dep in _AUXILIARIES and c.tag == "VBD" for c in token.children)


def _imperative(token: Token, subject: bool) -> bool:
    return (
        token.tag == "VB"
        and token.head is token
        and not subject
        and not any(c.dep in (*_AUXILIARIES, "mark") for c in token.children)
    )


def _questioned(token: Token) -> bool:
    """Whether the clause is the main clause of a question that does not take it for true."""
    if token.head is not token or token.sentence.tokens[-1].lower not in ("?", "?!", '"', "”"):
        return False
    marks = [t.lower for t in token.sentence.tokens[-2:]]
    if "?" not in marks and "?!" not in marks:
        return False
    return not any(c.lower in words.WH_PRESUPPOSING and c.index < token.index for c in token.children)
