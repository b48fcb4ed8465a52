"""Pieces of noun phrases: names, extents, the country that a phrase names."""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.reading.parse import Parse, Token
from onrecord.records import Span

PREMODIFIERS = ("compound", "nmod", "amod", "poss", "det", "nummod", "case", "punct")


def entity_of(parse: Parse, token: Token) -> list[Token]:
    """The tokens of the entity that the token belongs to."""
    tokens = parse.tokens
    first = token.index
    while not tokens[first].ent_start and first > 0 and tokens[first - 1].ent == token.ent:
        first -= 1
    last = token.index
    while last + 1 < len(tokens) and tokens[last + 1].ent == token.ent and not tokens[last + 1].ent_start:
        last += 1
    return tokens[first : last + 1]


def country_of(tokens: list[Token], codebook: Codebook) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the words name, by its name, adjective or capital; else none."""
    for index, token in enumerate(tokens):
        if not as_written(token, codebook):
            continue
        two = f"{token.lower} {tokens[index + 1].lower}" if index + 1 < len(tokens) else ""
        known = codebook.country_words.get(two) or codebook.country_words.get(token.lower)
        if known is not None:
            return known[0]
    return None


def country_after(token: Token, codebook: Codebook) -> str | None:
    """ "the army of Sudan", "the ministry in Kyiv"."""
    for preposition in token.children_with("prep"):
        inner = preposition.child("pobj")
        if preposition.lower in ("of", "in") and inner is not None:
            known = codebook.country_words.get(inner.lower)
            if known is not None:
                return known[0]
    return None


def as_written(token: Token, codebook: Codebook) -> bool:
    """Whether the word is written as a name: "Us" and "who" are not the US and the WHO."""
    return token.text.isupper() if token.lower in codebook.capitals else token.text[:1].isupper()


def extent(parse: Parse, token: Token) -> Span:
    """The noun phrase up to its head word: determiner, modifiers, head."""
    end = token.end
    of = next((c for c in token.children_with("prep") if c.lower == "of" and c.index == token.index + 1), None)
    if of is not None and token.ent == "ORG":
        end = parse.tokens[of.right].end
    left = token.index
    own = {c.index for c in token.children if c.dep in PREMODIFIERS}
    while left > token.left and (
        left - 1 in own or any(left - 1 <= parse.tokens[i].right and left - 1 >= parse.tokens[i].left for i in own)
    ):
        left -= 1
    while left < token.index and parse.tokens[left].pos == "PUNCT":
        left += 1
    return parse.tokens[left].start, end


def after_determiner(tokens: list[Token]) -> Token:
    """The first word that is no article, possessive pronoun or mark; the last one where all are."""
    for token in tokens:
        if token.pos not in ("DET", "PUNCT") and token.tag not in ("DT", "PDT", "PRP$"):
            return token
    return tokens[-1]


def text_of(parse: Parse, span: Span) -> str:
    """The words of a span with single spaces between them."""
    return " ".join(parse.text[span[0] : span[1]].split())
