"""Is a place name a location, a government that acts ("Moscow said"), or a modifier ("the Kharkiv bombing")?"""

from __future__ import annotations

from onrecord.gazetteer import Entry
from onrecord.reading.parse import Parse, Token
from onrecord.reading.places import words
from onrecord.reading.places.mention import Mention
from onrecord.records import PlaceSense

_SUBJECTS = ("nsubj", "csubj")
_WITH = frozenset("with between against on to over from by".split())


def sense_of(mention: Mention, entry: Entry | None, parse: Parse, taken: set[int]) -> PlaceSense:
    """The sense of one mention; ``taken`` are the indices of all tokens that belong to places."""
    if mention.found == "nation":
        return "modifier"
    token = _head(mention, parse)
    if entry is not None and entry.feature in ("PCLI", "PPLC", "RGNE") and _acts(token, entry.feature != "PPLC"):
        return "actor"
    return "modifier" if _modifies(token, mention, taken, parse) else "location"


def _head(mention: Mention, parse: Parse) -> Token:
    """The token of the name on which the others hang."""
    for token in parse.tokens[mention.first : mention.last + 1]:
        if token.head is token or not mention.first <= token.head.index <= mention.last:
            return token
    return parse.tokens[mention.last]


def _acts(token: Token, country: bool) -> bool:
    while token.dep == "conj" and token.head is not token:
        token = token.head
    head = token.head
    if token.dep in _SUBJECTS:
        return head.pos == "VERB" and (head.lemma not in words.STATIVE if country else head.lemma in words.SPEECH)
    if token.dep in ("dobj", "dative"):
        return head.lemma in words.ADDRESSED
    if token.dep == "pobj":
        if head.dep == "agent":
            return head.head.lemma in words.SPEECH
        if head.lower == "according":
            return True
        if head.lower in _WITH and head.head.lemma in words.GOVERNMENT_NOUNS:
            return True
        return head.lower == "to" and head.head.lower == "according"
    return False


def _modifies(token: Token, mention: Mention, taken: set[int], parse: Parse) -> bool:
    head = token.head
    after = parse.tokens[mention.last + 1] if mention.last + 1 < len(parse.tokens) else None
    if after is not None and after.text == "-" and after.start == mention.end:
        return True
    if token.dep not in ("compound", "poss", "amod", "nmod", "npadvmod"):
        return False
    if head is token or head.index in taken:
        return False
    return head.lemma not in words.LOCAL_NOUNS and head.lower not in words.LOCAL_NOUNS
