"""An event mention while it is being read: what the parts of the stage hand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.codebook import EventType
from onrecord.reading.parse import Token
from onrecord.records import Factuality, Realis, Role, Span

_ACCUSING = frozenset(
    ["accuse", "suspect", "blame", "convict", "charge", "acquit", "stop", "prevent", "keep", "condemn", "arrest"]
)
"""Verbs whose object is who does, or did, what the phrase after it tells."""


CULPRITS = "perpetrators"
"""The category of those who harmed others."""


@dataclass(slots=True, eq=False)
class Count:
    """People of one status, read from one phrase; becomes a row of a toll.

    ``token`` is the status word, ``people`` the head of the counted phrase (``None`` where the words name none).
    ``hit``: the words say only that the people were hit ("shot"). ``parts`` are rows for kinds of people within it.
    ``others``: the words set these people apart from others told of ("three others"). ``singles`` are the heads of the
    words for single people among those counted.
    """

    status: str
    low: int | None
    high: int | None
    approximate: bool
    category: str | None
    span: Span
    token: Token
    people: Token | None
    hit: bool = False
    others: bool = False
    parts: list[Count] = field(default_factory=list)
    singles: list[Token] = field(default_factory=list)

    @property
    def told_by(self) -> Token:
        """The word whose speaker holds the count: the people's, where the words name them."""
        return self.people if self.people is not None else self.token


@dataclass(slots=True, eq=False)
class Mention:
    """A trigger with its event type, and what was found of it so far.

    ``words`` are the indexes of the tokens that make up the trigger; ``clause`` is the verb of its clause. ``support``:
    it is the verb of an event that its noun names ("clashes erupted"), which is its ``lead``. ``heads`` are the words
    on which the phrases of its ``roles`` hang, in their order. ``where`` has for each place of its sentence how surely
    it happened there: 0 and more speaks for it, less against it.
    """

    token: Token
    words: tuple[int, ...]
    type: EventType
    span: Span
    clause: Token
    realis: Realis = "actual"
    value: float = 3.0
    roles: list[Role] = field(default_factory=list)
    heads: list[Token] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    where: dict[str, float] = field(default_factory=dict)
    actors: set[str] = field(default_factory=set)
    counts: list[Count] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    factuality: list[Factuality] = field(default_factory=list)
    lead: Mention | None = None
    support: bool = False

    @property
    def nominal(self) -> bool:
        """Whether the trigger is a noun."""
        return self.token.pos in ("NOUN", "PROPN")


NOUNS = ("NOUN", "PROPN")
_KIN = frozenset(
    ["sibling", "aunt", "uncle", "child", "son", "daughter", "brother", "sister", "cousin", "nephew", "niece", "baby"]
)
_REDUCED = frozenset({"advcl", "oprd", "ROOT", "ccomp"})
"""What a participle without an auxiliary is where it is passive."""

CLAUSE_DEPS = frozenset(
    {"ROOT", "ccomp", "advcl", "acl", "relcl", "conj", "parataxis", "csubj", "csubjpass", "pcomp", "xcomp", "dep"}
)


def clause_of(token: Token) -> Token:
    """The verb of the clause in which a word stands, or the head of its sentence where there is none."""
    node = token
    while not (node.pos in ("VERB", "AUX") and node.dep in CLAUSE_DEPS):
        if node.head is node:
            return node
        node = node.head
    return node


def subject_of(verb: Token) -> Token | None:
    """The subject of a clause, shared by coordination, control and relative clauses; passive subjects included."""
    node = verb
    for _ in range(6):  # clauses nest no deeper than this in prose that can be followed
        subjects = node.children_with("nsubj", "nsubjpass")
        own = subjects[-1] if subjects else None  # a dateline may be taken for a first one
        if own is not None:
            if own.tag in ("WDT", "WP") and node.dep == "relcl":
                return node.head
            return own
        clausal = node.child("csubj")
        if clausal is not None and clausal.tag in ("VBN", "VBD"):  # "A teenager wounded on Monday has died"
            return clausal.child("nsubj", "nsubjpass")
        if node.dep in ("acl", "relcl") and (node.head.pos in (*NOUNS, "PRON", "NUM") or node.head.lower == "old"):
            return node.head
        if node.dep == "pcomp" and (accused := _accused(node)) is not None:
            return accused
        if node.dep == "oprd" and node.head.pos == "VERB":  # "was found shot", "found a man shot"
            if not is_passive(node.head):
                return node.head.child("dobj")
            node = node.head
            continue
        if node.dep in ("conj", "xcomp", "advcl", "pcomp") and node.head is not node:
            node = node.head if node.dep != "pcomp" else node.head.head
            if node.pos not in ("VERB", "AUX"):
                return None
            continue
        return None
    return None


def _accused(verb: Token) -> Token | None:
    """Who did it in "accused Russia of shelling", "blamed the rebels for killing": not who accuses."""
    governor = verb.head.head
    if governor.lemma not in _ACCUSING or verb.head.lower not in ("of", "for", "with"):
        return None
    if governor.dep == "acl" and governor.tag == "VBN":  # "a man suspected of killing four"
        return governor.head
    return governor.child("nsubjpass") or governor.child("dobj")


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was hit", "the city hit by", but not "has hit"."""
    if verb.tag != "VBN":
        return False
    if any(c.dep in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    if verb.dep == "acl":
        return True
    if verb.dep in _REDUCED and not any(c.dep in ("aux", "dobj") for c in verb.children):
        return True  # "a bomb was found buried", "the man, handcuffed, ...", "Six killed in blast"
    if verb.dep == "conj" and verb.head.pos == "VERB" and verb.child("nsubj") is not None:
        bare = verb.child("aux", "dobj") is None  # "one was killed and another airlifted"
        return bare and is_passive(verb.head)
    node = verb
    while node.dep == "conj" and node.head.pos == "VERB" and not any(c.dep in ("nsubj", "aux") for c in node.children):
        node = node.head
        if any(c.dep in ("auxpass", "nsubjpass") for c in node.children):
            return True
    return False


def companions(verb: Token, *words: str) -> Iterator[Token]:
    """Who else it befell, by words as "along": "killed along with his driver"."""
    for child in verb.children:
        beside = child.child("prep") if child.lower in words and child.dep in ("prep", "advmod") else None
        if beside is not None and beside.lower == "with":
            yield from beside.children_with("pobj")


def conjuncts(token: Token) -> list[Token]:
    """The word and those coordinated with it, in text order: "a nurse, a doctor and two patients", of which parsers
    take the second for an apposition to the first; two persons' names are never one person."""
    found = [token]
    at = 0
    while at < len(found):
        for child in found[at].children:
            if child.dep == "nmod" and child.ent == "PERSON" and child.child("cc") is not None:
                found.append(child)  # "Tom and Ellen Reed and their three kids"
            if child.dep == "conj" or (child.dep == "appos" and _listed(child, found[at])):
                found.append(child)
        at += 1
    return sorted(found, key=lambda t: t.index)


def _listed(noun: Token, before: Token) -> bool:
    if noun.lower in ("both", "all", "each"):
        return False
    if noun.pos == "PROPN" and (before.pos == "NUM" or before.child("nummod") is not None):
        return False  # "two of the men, Reed and Cole," are two
    if noun.pos == "PROPN" and noun.ent == "PERSON" == before.ent and before.pos == "PROPN":
        return True
    if before.lemma in ("people", "person"):
        return False  # "12 people, seven women and five men" are 12
    more = any(c.dep == "conj" and c.index > noun.index for c in noun.children)
    if more and noun.lemma in _KIN and any(c.dep == "poss" for c in before.children):
        return True  # "his parents, two siblings and an aunt"
    bare = noun.tag == "NN" and noun.pos == "NOUN" and not any(c.dep in ("det", "poss") for c in noun.children)
    if more and bare and _indefinite(before):
        return True  # "a man, woman and child"
    return more and _indefinite(noun) == _indefinite(before)


def _indefinite(noun: Token) -> bool:
    """Whether a noun brings somebody or something new in: "a doctor", "two patients"."""
    return any(c.dep == "nummod" or (c.dep == "det" and c.lower in ("a", "an")) for c in noun.children)
