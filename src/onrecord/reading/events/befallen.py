"""People by grammar rather than by the codebook's nouns: who is killed or hurt, and who is one person in two roles."""

from __future__ import annotations

from onrecord.reading.events.mentions import NOUNS
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

_STATES = wordset("dead injured wounded hurt hospitalized hospitalised")
_DYING = wordset("die drown perish succumb")
_BEFALLING = wordset("kill wound injure murder die slay hurt drown perish succumb shoot")
_NO_PEOPLE = wordset(
    "dog cat horse cow animal deer bear bird sheep goat pig cattle livestock elephant lion tiger wolf bull puppy "
    "pet fish whale snake shark chicken camel tree plant grass crop forest bee insect car engine motor battery "
    "phone vehicle truck plane drone missile building house bill deal plan proposal project hope idea time job talk "
    "sound light fire love language industry market economy pride feeling chance career business reputation "
    "bacterium virus cell germ weed mood conversation momentum effort negotiation side leg arm hand foot back knee "
    "shoulder one none everything nothing it video photo film picture movie scene footage arrow basket ball shot "
    "round bullet glance look gun tire window moose documentary selfie clip image hog coyote raccoon squirrel "
    "turkey"
)
"""Nouns for what is killed, hurt or dies and is no person."""

_ROLES = wordset(
    "friend teammate classmate colleague partner founder owner leader coach mentor roommate neighbor neighbour lover "
    "teacher captain star player artist musician rapper singer student graduate veteran employee manager hero legend "
    "activist volunteer organizer"
)
"""What one person may be besides: "his friend and teammate"."""

_PARENTS = (
    (wordset("husband father son brother"), wordset("father grandfather")),
    (wordset("wife mother daughter sister"), wordset("mother grandmother")),
)


def is_befallen(noun: Token) -> bool:
    """Whether a noun is for who is killed or hurt, whatever it says of them: "a mourner was killed", "four drinkers
    were hurt". Animals and things are told by a list."""
    first = noun
    while first.dep == "conj" and first.head.pos in NOUNS:  # "a coach and an umpire were hurt"
        first = first.head
    if noun.pos != "NOUN" or noun.lemma in _NO_PEOPLE or first.dep not in ("nsubjpass", "dobj", "nsubj"):
        return False
    verb = first.head
    verbs = [verb, *(c for c in verb.children if c.dep == "conj")]  # "was hit and killed"
    told = next((v for v in verbs if v.pos == "VERB" and v.lemma in _BEFALLING), None)
    if told is None and verb.lemma == "be" and first.dep == "nsubj":  # "a deputy and a store manager are dead"
        stated = verb.child("acomp")
        return stated is not None and stated.lower in _STATES and _is_new(noun)
    if told is None or (first.dep == "nsubj") != (told.lemma in _DYING):
        return False
    return (first.dep != "dobj" or told is verb) and _is_new(noun)


def _is_new(noun: Token) -> bool:
    """Whether a noun is counted or has an article."""
    if any(c.dep == "nummod" for c in noun.children):
        return True
    return noun.tag == "NN" and any(c.dep in ("det", "poss") for c in noun.children)


def is_same_person(noun: Token, head: Token) -> bool:
    """Whether coordinated nouns are of one person: "his friend and teammate", not "a man and woman"."""
    own = any(c.dep in ("det", "poss", "nummod", "amod") for c in noun.children)
    if noun.pos != "NOUN" or noun.tag != "NN" or head.tag != "NN" or own:
        return False
    parent = any(head.lemma in one and noun.lemma in two for one, two in _PARENTS)  # "a husband and father"
    named = head.child("poss") is not None and noun.lemma in _ROLES
    return named or (head.child("det") is not None and (noun.lemma in _ROLES or parent))
