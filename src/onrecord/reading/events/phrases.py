"""Noun phrases: their spans, and whether they name people."""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.parse import Parse, Token
from onrecord.records import Span
from onrecord.wordset import wordset

_CLAUSES = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis"})
_LONGEST = 14  # words of a noun phrase that is shown as an argument; a longer one is cut to its core
_PEOPLE_PRONOUNS = wordset("he she him her i me we us you they them who whom someone somebody everyone nobody")


def phrase_tokens(parse: Parse, head: Token, *, whole: bool = False) -> list[Token]:
    """The noun phrase of a head: its modifiers and short prepositional phrases, without clauses and appositions.

    ``whole`` takes coordinated heads in.
    """
    last = head.index
    for child in head.children:
        if child.index < head.index:
            continue
        if head.index < head.head.index < child.index:
            break  # "six people were held, including two women": what stands behind the verb is no part of the phrase
        if child.dep == "appos" and child.left == last + 1 and child.pos == "PROPN":
            last = phrase_tokens(parse, child)[-1].index  # "his cousin Omar Said"
            continue
        if child.dep in _CLAUSES or child.dep == "punct" or (child.dep in ("conj", "cc") and not whole):
            if child.dep in ("conj", "cc") or child.dep in _CLAUSES or child.lower in (",", ";", "—", "–", "("):
                break
            continue
        if child.right - head.index > _LONGEST or any(
            t.dep in ("relcl", "advcl") for t in parse.tokens[child.left : child.right + 1]
        ):
            break
        last = max(last, child.right)
    first = min([head.index, *(c.left for c in head.children if c.index < head.index and c.dep not in _CLAUSES)])
    if whole:
        for child in head.children:
            if child.dep == "conj":
                last = max(last, phrase_tokens(parse, child, whole=True)[-1].index)
    tokens = parse.tokens[first : last + 1]
    while len(tokens) > 1 and tokens[0].pos in ("PUNCT", "CCONJ") and tokens[0].lower not in ("“", '"', "$"):
        tokens = tokens[1:]
    return tokens


def phrase_span(parse: Parse, head: Token, *, whole: bool = False) -> Span:
    """From the start of the noun phrase to its end."""
    tokens = phrase_tokens(parse, head, whole=whole)
    return tokens[0].start, tokens[-1].end


def is_people(token: Token, codebook: Codebook) -> bool:
    """Whether a noun or pronoun names people."""
    if token.ent == "PERSON" or token.lower in _PEOPLE_PRONOUNS:
        return True
    if token.pos == "PROPN" and token.ent == "NORP":
        return True
    return token.lemma in codebook.people or token.lower in codebook.people


def category_of(token: Token, codebook: Codebook) -> str | None:
    """The kind of people that a noun names, or none."""
    return _categories(codebook).get(token.lemma)


_CATEGORY_TABLES: dict[str, dict[str, str]] = {}


def _categories(codebook: Codebook) -> dict[str, str]:
    known = _CATEGORY_TABLES.get(codebook.version)
    if known is None:
        known = {}
        for category in codebook.categories.values():
            for noun in category.nouns:
                known.setdefault(noun, category.id)
        _CATEGORY_TABLES[codebook.version] = known
    return known
