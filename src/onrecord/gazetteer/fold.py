"""One key for all spellings of a place name: case, accents, apostrophes, hyphens, points, and endings in -iy."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe",
    "Œ": "oe", "ı": "i", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h", "ŋ": "n",
})  # fmt: skip
_DROPPED = re.compile("['’‘ʼʻʽ`´ʿʾʹʺ′″ˈ.\u0640\u200b-\u200f]")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670]")
_GAPS = re.compile(r"[\W_]+")
# Russian and Ukrainian adjectives end in -iy, -yy, -yi, -ij or -y after the system of romanisation.
_ADJECTIVE = re.compile(r"(?<=[a-z]{3})(?:iy|yy|yi|ij|yj)\b")
_SHORTENED = re.compile(r"\b(?:saint|sainte|mount|fort)\b")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The key under which a name is filed: lower case, without marks, words parted by one space."""
    text = _DROPPED.sub("", name)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    text = _GAPS.sub(" ", text.casefold().replace("&", " and ")).strip()
    text = _ADJECTIVE.sub("y", text)
    return _SHORTENED.sub(lambda m: _SHORT[m[0]], text)
