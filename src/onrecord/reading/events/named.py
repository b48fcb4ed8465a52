"""Names of people that the parser takes for something else, told by what befell them.

Local names are often unknown to a parser: "Tyrell Banks" is an organisation to it, "Chase" a place. Who is shot, dies
or is murdered bears a person's name.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.events.mentions import conjuncts, is_passive
from onrecord.reading.parse import Parse, Token
from onrecord.wordset import wordset

_SUFFERED = wordset("kill shoot stab murder gun slay die wound pronounce strangle behead")
_BY_SUBJECT = wordset("die")
_DEATHS = wordset("death murder killing slaying homicide shooting stabbing assassination")
_NO_NAMES = wordset("NORP DATE TIME MONEY LOC FAC EVENT LAW LANGUAGE QUANTITY")
_PLACES = wordset("GPE")


def victims_named(parse: Parse) -> frozenset[str]:
    """The last words, lower case, of the names of those told to be hit or dead."""
    return frozenset(name.lower for token in parse.tokens for name in _of(token) if len(name.text) > 2)


def _of(token: Token) -> Iterator[Token]:
    if token.pos == "VERB" and token.lemma in ("suffer", "sustain"):
        if any(c.dep == "dobj" and c.lemma in ("injury", "wound") for c in token.children):
            for child in token.children_with("nsubj"):
                yield from (t for t in conjuncts(child) if _is_name(t))
    elif token.pos == "VERB" and token.lemma in _SUFFERED:
        for child in token.children:
            bears = child.dep == "nsubjpass" or (child.dep == "nsubj" and token.lemma in _BY_SUBJECT)
            bears |= child.dep == "dobj" and not is_passive(token)
            shared = child.dep == "nsubjpass" or child.dep == "nsubj"
            if bears or (shared and any(c.dep == "conj" and c.lemma in _BY_SUBJECT for c in token.children)):
                yield from (t for t in conjuncts(child) if _is_name(t))
    elif token.pos == "NOUN" and token.lemma in _DEATHS:
        for child in token.children:
            if child.dep == "poss" and _is_name(child) and child.ent not in _PLACES:
                yield child
            elif child.dep == "prep" and child.lower == "of":
                for noun in child.children:
                    if noun.dep == "pobj":
                        yield from (t for t in conjuncts(noun) if _is_name(t) and t.ent not in _PLACES)


def _is_name(token: Token) -> bool:
    proper = token.pos == "PROPN" and token.tag in ("NNP", "NNPS") and token.text[:1].isupper()
    return proper and token.ent not in _NO_NAMES and not any(c.dep == "det" for c in token.children)
