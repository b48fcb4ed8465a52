"""What the words around the head of a phrase say of one person: name, age, sex, child or grown, culprit or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.events.harm import REFLEXIVES
from onrecord.reading.events.mentions import Count, clause_of, is_passive, subject_of
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

_MALE = wordset(
    "man boy father son brother husband uncle grandfather grandson nephew he him his himself guy gentleman male "
    "boyfriend stepfather stepson fiance ex-husband dad groom widower businessman policeman men"
)
_FEMALE = wordset(
    "woman girl mother daughter sister wife aunt grandmother granddaughter niece she her herself lady female "
    "girlfriend stepmother stepdaughter fiancee ex-wife ex-girlfriend mom bride widow policewoman women"
)
_MINOR = wordset("child boy girl toddler infant baby kid newborn schoolboy schoolgirl")
_ADULT = wordset("man woman husband wife mother father grandmother grandfather officer deputy")
_OTHER = wordset("another other others second third fourth fifth sixth additional more further")
_DEFINITE = wordset("the this that these those his her their its my our your")
_PERPETRATORS = wordset(
    "attacker assailant gunman shooter bomber suspect perpetrator hijacker knifeman robber killer sniper"
)
_ACTORS = wordset("person teen teenager youth somebody someone student employee worker resident neighbor soldier old")
_KINDS = _MALE | _FEMALE | _MINOR | _ADULT | _PERPETRATORS | _ACTORS | wordset("victim friend death iii")
"""Words that headlines write with a capital and that are no names."""
_ANYBODY = frozenset({None, "person", "people", "victim", "one", "other", "individual"})
_NAME_LIKE = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART"})
"""What the parser may take a person's name for."""

ANYBODY = _MALE | _FEMALE | _MINOR | _ADULT
ANYBODY |= wordset("person people individual victim teen teenager youth old one other another resident local native")
ANYBODY |= wordset("deceased student")
"""Nouns by which nearly anybody may be told of again."""

SEATED = wordset("driver passenger officer deputy")
"""Nouns for who was where: such are others than those told before without them."""

KILLING = wordset("kill murder shoot slay gun stab slaughter massacre execute leave claim strangle beat")
"""Verbs whose victims are not those who did it; "four people died" may take them all together."""

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}
_AGE = re.compile(r"(\d{1,3}|[a-z]+)(?:-|–|\s)?(?:and-a-half-)?year(?:s)?(?:-|–|\s)?olds?")
_OLDEST = 115
_GROWN, _YOUNG = 20, 13


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one telling says of a person. ``kind`` is name, pronoun, definite, indefinite or other ("a second man")."""

    kind: str
    token: Token
    names: frozenset[str] = frozenset()
    age: int | None = None
    sex: str | None = None
    minor: bool | None = None
    noun: str | None = None
    culprit: bool = False

    @property
    def bare(self) -> bool:
        """Whether it says nothing that tells one person from another ("one person")."""
        told = self.names or self.age is not None or self.sex is not None or self.minor is not None
        return not told and self.noun in _ANYBODY


def portrait(token: Token) -> Portrait:
    """What the words around the head of a phrase say of the one person it names."""
    if token.lower in REFLEXIVES:
        subject = subject_of(clause_of(token))
        if subject is not None and subject.lower not in REFLEXIVES:
            of = portrait(subject)
            return Portrait(of.kind, token, of.names, of.age, of.sex or _sex(token), of.minor, of.noun, of.culprit)
    names = frozenset(t.lower for t in _name(token))
    age = age_of(token)
    lemma = token.lemma if token.pos == "NOUN" else token.lower
    nouns = [lemma, *(c.lower for c in token.children if c.dep in ("compound", "amod", "appos", "nmod"))]
    sex = "m" if any(n in _MALE for n in nouns) else "f" if any(n in _FEMALE for n in nouns) else None
    minor = True if any(n in _MINOR for n in nouns) else False if lemma in _ADULT else None
    if age is not None:
        minor = True if age <= _YOUNG else False if age >= _GROWN else None
    noun = lemma if token.pos == "NOUN" else None
    return Portrait(_kind(token, names), token, names, age, sex, minor, noun, any(n in _PERPETRATORS for n in nouns))


def _sex(token: Token) -> str | None:
    return "m" if token.lower in _MALE else "f" if token.lower in _FEMALE else None


def _kind(token: Token, names: frozenset[str]) -> str:
    marks = {c.lower for c in token.children if c.index < token.index and c.dep in ("det", "amod", "nummod", "poss")}
    if (marks | {token.lower}) & _OTHER:
        return "other"
    if names:
        return "name"
    if token.pos == "PRON" or token.tag in ("PRP", "PRP$"):
        return "indefinite" if token.lower in ("someone", "somebody", "one") else "pronoun"
    if marks & _DEFINITE or any(c.dep == "poss" for c in token.children):
        return "definite"
    return "indefinite"


def _name(token: Token) -> list[Token]:
    heads = [token, *(c for c in token.children if c.dep == "appos")]
    found: list[Token] = []
    for head in heads:
        if head.pos == "PROPN" and head.ent in _NAME_LIKE and not any(c.dep == "det" for c in head.children):
            parts = [c for c in head.children if c.dep in ("compound", "nmod") and c.pos == "PROPN"]
            parts = [c for c in parts if c.ent == head.ent and c.lower not in _PERPETRATORS] + [head]
            found.extend(t for t in parts if len(t.text) > 2 and t.text[0].isupper() and t.lower not in _KINDS)
        if found:
            break
    return found


def age_of(token: Token) -> int | None:
    """The age that stands before a noun ("a 17-year-old boy") or behind it ("Ms Reed, 34,")."""
    tokens = token.sentence.tokens
    at = token.index - tokens[0].index
    first = max(at - 8, token.left - tokens[0].index, 0)
    before = " ".join(t.lower for t in tokens[first : at + 1]).replace(" - ", "-")
    found = list(_AGE.finditer(before))
    if found:
        return _number(found[-1][1])
    after = tokens[at + 1 : at + 9]
    if len(after) > 1 and after[0].lower in (",", "(") and after[1].text.isdigit() and int(after[1].text) <= _OLDEST:
        return int(after[1].text)
    behind = " ".join(t.lower for t in after).replace(" - ", "-")
    apposed = re.match(rf", (?:an? )?{_AGE.pattern}", behind)
    return _number(apposed[1]) if apposed else None


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word) if int(word) <= _OLDEST else None
    return _NUMBERS.get(word)


def agent_of(count: Count) -> Token | None:
    """Who harmed the people counted, where a verb tells so: "he killed four people", "killed by her husband"."""
    verb = clause_of(count.token)
    if verb is not count.token or count.people is None:
        return None
    by = verb.child("agent") if is_passive(verb) else None
    subject = by.child("pobj") if by is not None else None if is_passive(verb) else subject_of(verb)
    if subject is None or subject is count.people or not _acts(subject):
        return None
    return subject if verb.lemma not in ("die", "leave", "see", "find") else None


def is_somebody(noun: Token) -> bool:
    """Whether a noun names a person by sex, age, kinship or by what they were in what happened."""
    return noun.ent == "PERSON" or noun.lemma in _KINDS


def _acts(token: Token) -> bool:
    if token.ent == "PERSON" or token.tag == "PRP":
        return True
    return token.lemma in _MALE | _FEMALE | _MINOR | _ADULT | _PERPETRATORS or token.lemma in _ACTORS
