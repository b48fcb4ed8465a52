"""Through which medium something was said: "on his Telegram channel", "in a statement", "told a news conference"."""

from __future__ import annotations

from onrecord.codebook import Codebook, Medium
from onrecord.reading.parse import Parse, Token
from onrecord.reading.statements.attribution import Attribution
from onrecord.records import Channel

# Media that only say that something was written down; a more particular one in the same phrase is preferred.
_GENERAL = ("written_statement", "social_media", "report", "website")
_LONGEST = 4  # words of the longest name of a medium


def channel_of(parse: Parse, attribution: Attribution, codebook: Codebook) -> Channel | None:
    """The medium that is named beside the cue and outside source and content, or none."""
    if attribution.anchor is None:
        return None
    outside = _around(parse, attribution)
    found: list[tuple[bool, int, Channel]] = []
    for medium, tokens in named(outside, codebook):
        preposition = _preposition(tokens[0])
        if preposition is None and tokens[0] not in attribution.recipient:
            continue
        if preposition is not None and medium.prepositions and preposition not in medium.prepositions:
            continue
        span = (tokens[0].start, tokens[-1].end)
        found.append((medium.id in _GENERAL, span[0], Channel(medium.id, medium.name, span)))
    if not found:
        return _from_source(attribution, codebook)
    return min(found, key=lambda f: (f[0], f[1]))[2]


def _around(parse: Parse, attribution: Attribution) -> list[Token]:
    """The words that hang on the cue but stand in neither source nor content."""
    anchor = attribution.anchor
    assert anchor is not None
    taken = {t.index for t in attribution.source} | {t.index for t in attribution.cue}
    words: list[Token] = []
    for child in anchor.children:
        if child.dep in ("prep", "npadvmod", "advcl", "dative", "dobj", "advmod"):
            words.extend(
                t
                for t in parse.subtree(child)
                if t.index not in taken and not any(s <= t.start < e for s, e in attribution.content)
            )
    return sorted(words, key=lambda t: t.index)


def named(tokens: list[Token], codebook: Codebook) -> list[tuple[Medium, list[Token]]]:
    """The media that are named among some words of a sentence, each with its words."""
    found = []
    position = 0
    while position < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - position), 0, -1):
            piece = tokens[position : position + length]
            if piece[-1].index - piece[0].index != length - 1:
                continue
            # The parser leaves a full stop on a single letter: "on X."
            medium = codebook.channel_words.get(" ".join(t.lower for t in piece).rstrip("."))
            if medium is not None:
                found.append((medium, piece))
                position += length - 1
                break
        position += 1
    return found


def _preposition(token: Token) -> str | None:
    node = token
    while node.head is not node and node.dep in ("compound", "amod", "nmod", "pobj", "poss", "appos", "conj", "det"):
        node = node.head
        if node.pos in ("ADP", "SCONJ"):
            return node.lower
    return None


def _from_source(attribution: Attribution, codebook: Codebook) -> Channel | None:
    """ "According to the statement", "the statement read": the source itself is the medium."""
    subject = attribution.subject
    if subject is None or subject.pos != "NOUN":
        return None
    medium = codebook.channel_words.get(subject.lower)
    if medium is None or medium.id not in ("written_statement", "video_address", "letter", "email"):
        return None
    return Channel(medium.id, medium.name, subject.span)
