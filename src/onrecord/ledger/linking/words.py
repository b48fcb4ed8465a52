"""How much a word tells: its rarity by a fixed measure, and a hash that stands for it.

Rarity comes from the reader model's vocabulary (BERT's uncased WordPiece, whose whole words stand in order of how
frequent they are in English books and Wikipedia), never from the reports that are linked: a pair is judged the same
whatever else is in the ledger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from math import log2
from zlib import crc32

_FIRST_WORD = 1996
"""The id of "the", the most frequent word of the vocabulary; before it stand marks, letters and unused rows."""
_ZIPF = 0.1
"""Zipf's law for English: the word of rank r is about 0.1 / r of all words."""
_REPORT = 250
"""Words of a short report: the word of rank r is in about 250 * 0.1 / r of them."""
_COMMONEST = 600
"""Words up to this rank are in 4 reports of 100 or more, so that sharing one tells nothing."""
_UNKNOWN = 60_000
"""The rank taken for a word that is none of the vocabulary's 24,000: rarer than each of them."""
_SHORTEST = 3
"""Letters of the shortest word that tells anything; numbers may be shorter."""
_PLURAL = 5
"""Letters of the shortest word whose ending in -s is taken for a plural's."""
EIGHTHS = 8
"""Bits are kept in eighths, which one byte holds."""


def hashed(text: str) -> int:
    """A 32-bit hash of a string, the same on every platform."""
    return crc32(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=200_000)
def weigh(word: str) -> tuple[int, float]:
    """A word's hash, and in bits how much it tells: -log2 of the share of short reports that hold it.

    Case, accents and a plural's ending make no difference. A word that tells nothing is worth 0 bits.
    """
    folded = _folded(word)
    ranks = _ranks()
    rank, stem = ranks.get(folded), folded
    if len(folded) >= _PLURAL and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        singular = ranks.get(folded[:-1])
        if singular is not None or rank is None:
            stem = folded[:-1]
            rank = singular if rank is None else min(rank, singular or rank)
    if rank is None:
        rank = _UNKNOWN
    if rank <= _COMMONEST or len(folded) < _SHORTEST:
        return hashed(stem), 0.0
    return hashed(stem), round(log2(rank / (_ZIPF * _REPORT)) * EIGHTHS) / EIGHTHS


def told_bits(name: str) -> float:
    """How much the words of a name tell together, in bits."""
    return sum(weigh(word)[1] for word in name.split() if word[0].isalpha())


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, int]:
    from onrecord.reading.encoder import reader_model

    vocabulary = reader_model().tokenizer.get_vocab()
    return {word: number - _FIRST_WORD + 1 for word, number in vocabulary.items() if number >= _FIRST_WORD}


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("’", "'")
