"""What sets two mentions apart, whatever else they share: "another", a year, two realities, police and gunman."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from onrecord.reading.events.mentions import NOUNS, Mention, is_passive, subject_of
from onrecord.reading.events.portraits import is_somebody
from onrecord.reading.parse import Token
from onrecord.wordset import wordset

_OTHER = wordset(
    "another other further second third fourth separate different previous earlier similar last next subsequent past "
    "additional latest deadliest worst first fresh new more recent unrelated prior former later"
)
"""Words that set an event apart from the one told before."""

_SERIES = wordset("string series wave spate number dozens hundreds several many some rash spate slew")
_ANSWERS = wordset("retaliation revenge response reprisal anniversary reaction retaliate")
"""Words before an event that another answers or recalls."""

_NOT_SINGLE = ("NNS", "NNPS")
_HARM = frozenset({"casualties", "death"})
_UNCOUNTED = wordset("gunshot shot gunfire violence bullet injury wound death fire crossfire bloodshed")
"""Nouns whose number is not that of the events: shots of one shooting, wounds of one attack."""

_SHOOTINGS = frozenset({"shooting", "homicide", "attack_on_civilians"})
_POLICE = wordset("police officer policeman policewoman deputy trooper marshal sheriff")
_SERIAL = wordset("shooting stabbing homicide murder killing slaying")
_SEVERAL = wordset("separate several multiple different unrelated various numerous overnight many")
_OF_PEOPLE = frozenset({"shooting", "stabbing", "homicide"})
_YEAR = re.compile(r"(?:19|20)\d\d")


def names_year(noun: Token) -> bool:
    """ "the 2024 protests": which of several is meant is told by the year."""
    return any(c.index < noun.index and _YEAR.fullmatch(c.lower) for c in noun.children)


def totals(mention: Mention) -> Iterator[tuple[str, int]]:
    """Its exact totals of more than one person by status."""
    for count in mention.counts:
        whole = count.category is None and not count.hit and not count.others and not count.singles
        if whole and count.low is not None and count.low == count.high and count.low > 1:
            yield count.status, count.low


def set_apart(mention: Mention, triggers: Container[int]) -> bool:
    """Whether the words say that this is another event than those told before, or several at once."""
    token = mention.token
    if token.dep == "pobj" and token.head.head.lemma in _ANSWERS:
        return True  # "in retaliation for the killing of ..."
    nodes = [token]
    if token.pos not in NOUNS:
        nodes = [c for c in token.children if c.dep in ("nsubj", "nsubjpass") and c.pos in (*NOUNS, "NUM")]
        nodes = [c for c in nodes if c.index not in triggers and not _are_people(c, mention)]
    for node in nodes:
        for child in node.children:
            if child.lower in _OTHER and child.dep in ("amod", "det", "advmod", "nummod"):
                return True
            if child.dep == "amod" and child.tag == "JJS":
                return True
    if token.pos in NOUNS:
        plural = token.tag in _NOT_SINGLE and token.lemma not in _UNCOUNTED and mention.type.id not in _HARM
        if plural and not any(c.dep == "det" and c.lower in ("the", "these", "those") for c in token.children):
            return True
        head = token.head
        if token.dep == "pobj" and head.lower == "of" and head.head.lower in _SERIES:
            return True
    return False


def _are_people(noun: Token, mention: Mention) -> bool:
    """ "A third man was shot", "the other three were wounded": others who were hurt, not another event."""
    if mention.type.id in _HARM:
        return True
    another = any(c.lower == "another" for c in noun.children)  # "Another man was shot on Elm Street" may be elsewhere
    return mention.type.id in _OF_PEOPLE and not another and (noun.pos == "NUM" or is_somebody(noun))


def police_and_others(one: Mention, two: Mention) -> bool:
    """A gunman's shooting and the one in which police shot him are two."""
    if one.type.id not in _SHOOTINGS or two.type.id not in _SHOOTINGS:
        return False
    a, b = _doer(one.token), _doer(two.token)
    return a is not None and b is not None and (a.lemma in _POLICE) != (b.lemma in _POLICE)


def is_series(mention: Mention) -> bool:
    """Whether the words sum up several shootings or killings that are no one event: "six wounded in three separate
    shootings", "overnight shootings"."""
    token = mention.token
    if token.pos in NOUNS:
        return _are_several(token, _SERIAL)
    inside = [t for c in token.children if c.dep == "prep" and c.lower in ("in", "during") for t in c.children]
    return any(_are_several(t, _SERIAL | {"incident"}) for t in inside if t.dep == "pobj")


def _are_several(noun: Token, kinds: frozenset[str]) -> bool:
    if noun.tag not in _NOT_SINGLE or noun.lemma not in kinds or any(c.lower == "of" for c in noun.children):
        return False
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lower in _SERIES:
        return True
    return any(c.dep in ("nummod", "compound", "nmod") or c.lower in _SEVERAL for c in noun.children)


def _doer(verb: Token) -> Token | None:
    """Who did it, where a verb tells so by a noun."""
    if verb.pos != "VERB":
        return None
    agent = verb.child("agent")
    found = agent.child("pobj") if agent is not None else None if is_passive(verb) else subject_of(verb)
    return found if found is not None and found.pos in NOUNS else None


def same_reality(one: Mention, two: Mention) -> bool:
    """Whether both are told as real, or as planned or unreal in one way."""
    real = ("actual", "ongoing")
    if one.realis in real and two.realis in real:
        return True
    if one.realis == two.realis:
        return one.type.id == two.type.id and one.realis in ("planned", "negated")
    return {one.realis, two.realis} == {"planned", "hypothetical"} and one.type.id == two.type.id


def same_number(one: Mention, two: Mention) -> bool:
    """A plural event noun and a single event are not the same; verbs and the harm ("injuries") go with both."""
    if _HARM & {one.type.id, two.type.id} or _UNCOUNTED & {one.token.lemma, two.token.lemma}:
        return True
    if one.nominal and two.nominal:
        return (one.token.tag in _NOT_SINGLE) == (two.token.tag in _NOT_SINGLE)
    return True


def vehicle_number(mention: Mention, numbers: Mapping[str, float | None]) -> float | None:
    """How many vehicles a mention tells of; none where it does not say. ``numbers`` are quantities by id."""
    for role in mention.roles:
        if role.role != "vehicle":
            continue
        if role.quantity is not None:
            return numbers.get(role.quantity)
        start, end = role.spans[0]
        nouns = [t for t in mention.token.sentence.tokens if start <= t.start < end and t.pos in ("NOUN", "PROPN")]
        if nouns:
            return 1.0 if nouns[-1].tag in ("NN", "NNP") else None
    return None
