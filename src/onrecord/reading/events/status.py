"""The words of tolls: the codebook's statuses by word, and the few that grammar needs besides."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook import Codebook
from onrecord.reading.events.mentions import clause_of, is_passive, subject_of
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

HIT_VERBS = frozenset({"shoot", "stab"})
"""Verbs that say people were hit, not whether they lived; without a word of their death they are counted as injured."""

OF_ONE = frozenset({"killed", "injured", "missing", "arrested", "detained", "abducted", "captured"})
"""Statuses that are counted for a single person without a number too."""

STRUCK_VERBS = frozenset({"hit", "strike", "graze"})
SENT_VERBS = wordset("send take rush transport bring airlift fly transfer land drive carry treat admit lift")
HOSPITALS = wordset("hospital clinic infirmary ward")
CENTERS = frozenset({"center", "centre"})

DEATHS = frozenset({"death", "killing", "murder", "slaying", "assassination"})

HARM = frozenset({"casualty", "victim"})
INJURY = frozenset({"injury", "wound"})
BODY = wordset(
    "head face neck chest back arm leg foot hand shoulder stomach scalp cheek jaw knee thigh hip wrist elbow ear finger"
)
SEVERITY = wordset("critical stable serious grave fair good")
LEFT = wordset("leave find")
"""Verbs beside whose objects stands in what state they were left or found."""

DEADLY = wordset("fatal deadly lethal fatally mortally")
ABOARD = frozenset({"aboard", "onboard", "board"})
PERIODS = wordset("year month week day decade annum")
LONG_WARS = frozenset({"war", "conflict", "insurgency"})
LIFE = frozenset({"life", "lives"})


@dataclass(slots=True)
class Lexicon:
    """The codebook's statuses by word."""

    verbs: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    nominals: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()

    @classmethod
    def of(cls, codebook: Codebook) -> Lexicon:
        """Index the statuses; of verbs with one first word the longest stand first."""
        made = cls()
        for status in codebook.statuses.values():
            for verb in (*status.verbs, *(v for v in status.subject_verbs if v not in status.verbs)):
                first, *rest = verb.split(" ")
                made.verbs.setdefault(first, []).append((tuple(rest), status.id, verb in status.subject_verbs))
            for word in status.adjectives:
                made.adjectives.setdefault(word, status.id)
            for word in status.nominals:
                made.nominals.setdefault(word, status.id)
            for word in status.nouns:
                made.nouns.setdefault(word, status.id)
        for entries in made.verbs.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        made.required = frozenset(s.id for s in codebook.statuses.values() if s.people_required)
        return made


_LEXICONS: dict[str, Lexicon] = {}


def lexicon(codebook: Codebook) -> Lexicon:
    """The index of this codebook, made once."""
    known = _LEXICONS.get(codebook.version)
    if known is None:
        known = _LEXICONS[codebook.version] = Lexicon.of(codebook)
    return known


def to_hospital(verb: Token) -> bool:
    """Whether a verb has "to hospital", "to the Hill Medical Center" below it, or says so itself ("airlifted")."""
    if verb.lemma == "airlift" and is_passive(verb) and not any(c.lower == "from" for c in verb.children):
        return True
    for child in verb.children:
        if child.dep == "prep" and child.lower in ("to", "at", "in"):
            for noun in child.children:
                if noun.dep == "pobj" and (
                    noun.lemma in HOSPITALS
                    or any(c.lower == "hospital" for c in noun.children)
                    or (
                        noun.lemma in CENTERS and any(c.lower in ("medical", "trauma", "health") for c in noun.children)
                    )
                ):
                    return True
    return False


ONSETS = wordset(
    "outbreak epidemic cholera measles ebola virus flood flooding rain storm cyclone landslide quake earthquake fire "
    "wildfire eruption collapse crash blast explosion siege standoff"
)
"""Events whose own toll is told "since" they began."""


def is_aggregate(token: Token) -> bool:
    """Whether a count is a total over a war or a year: "since 2018", "in the war", "this year", "every month"; not what
    an event has cost since it began ("since the outbreak was declared")."""
    verb = clause_of(token)
    subject = subject_of(verb)
    if subject is not None and subject.lemma in LONG_WARS and _is_known(subject):
        return True
    if subject is not None and subject.lemma in PERIODS and subject.head is verb:
        return True  # "this year brought 60 deaths"
    numbered = subject is not None and (subject.pos == "NUM" or subject.child("nummod") is not None)
    if numbered and (is_passive(verb) or verb.lemma == "die") and _was_last_year(verb):
        return True
    for child in (*token.children, *verb.children):
        if child.dep == "prep" and child.lower == "since":
            return not any(c.lemma in ONSETS for c in child.children)
        if child.dep == "advcl" and any(c.dep == "mark" and c.lower == "since" for c in child.children):
            return not any(c.lemma in ONSETS for c in child.children)
        if (
            child.dep == "prep"
            and child.lower in ("in", "during")
            and any(c.lemma in LONG_WARS and _is_known(c) for c in child.children)
        ):
            return True
        if child.lower in ("annually", "yearly", "monthly", "daily"):
            return True
        nouns = [child] if child.dep == "npadvmod" else [c for c in child.children if c.dep == "pobj"]
        for noun in nouns:
            if noun.lemma in PERIODS and any(_spans_period(c) for c in noun.children):
                return True
    return False


def _was_last_year(verb: Token) -> bool:
    """ "212 people were killed in the city last year": no event is told that they were killed in."""
    if any(c.dep in ("advcl", "agent") for c in verb.children):
        return False
    years = [c for c in verb.children if c.dep == "npadvmod" and c.lemma == "year"]
    if not any(t.lower == "last" for c in years for t in c.children):
        return False
    objects = [t for c in verb.children if c.dep == "prep" for t in c.children if t.dep == "pobj"]
    return all(t.ent in ("GPE", "LOC") or t.lemma in ("city", "country", "state", "county") for t in objects)


def _is_known(noun: Token) -> bool:
    return any(c.dep == "poss" or (c.dep == "det" and c.lower in ("the", "this", "that")) for c in noun.children)


def _spans_period(child: Token) -> bool:
    if child.lower in ("each", "every", "per"):
        return True
    return child.lower in ("this", "past", "last", "recent", "two", "three", "ten") and (
        child.head.lemma in ("year", "decade") and (child.head.tag == "NNS" or child.lower in ("this", "past"))
    )
