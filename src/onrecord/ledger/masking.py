"""A person's name in a text: found in every form in which it may be written, and masked so that offsets stay."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from onrecord.ledger.errors import LedgerError
from onrecord.ledger.words import MASK

_FEWEST, _FEWEST_UNSPACED = 3, 2  # letters of a name
_GAP = r"\s+"
_ALIKE = ("'’‘ʼ`´", "\\-‐‑–")  # apostrophes and hyphens, as a class of a pattern
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


def pattern_of(name: str) -> re.Pattern[str]:
    """What finds a name in a text: in any case and form of Unicode, with any gap, apostrophe or hyphen, as whole words.

    Where a script has no spaces between words (Chinese, Thai …), it may stand inside of others.

    Raises:
        LedgerError: the name is too short to be one.
    """
    name = name.strip()
    if len(name) < (_FEWEST_UNSPACED if _UNSPACED.match(name) else _FEWEST):
        raise LedgerError("the name is too short: every word with these letters would be erased")
    forms = dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)))
    return re.compile("|".join(map(_form, forms)), re.IGNORECASE)


def _form(name: str) -> str:
    inner = _GAP.join("".join(map(_letter, word)) for word in name.split())
    before = "" if _UNSPACED.match(name[0]) else r"(?<!\w)"
    return before + inner + ("" if _UNSPACED.match(name[-1]) else r"(?!\w)")


def _letter(letter: str) -> str:
    return next((f"[{of}]" for of in _ALIKE if letter in of), re.escape(letter))


def masked(words: str | None, pattern: re.Pattern[str]) -> str | None:
    """Words without a name: one mask a code point."""
    return None if words is None else pattern.sub(lambda m: MASK * len(m[0]), words)


def masked_address(url: str | None, pattern: re.Pattern[str]) -> str | None:
    """An address without a name, which has hyphens or the like for gaps there."""
    return masked(url, re.compile(pattern.pattern.replace(_GAP, r"(?:[-_+]|%20)+"), re.IGNORECASE))


def masked_everywhere(value: Any, pattern: re.Pattern[str]) -> Any:
    """Lists and objects of JSON without a name in any of their strings."""
    if isinstance(value, str):
        return masked(value, pattern)
    if isinstance(value, list):
        return [masked_everywhere(item, pattern) for item in value]
    if isinstance(value, dict):
        return {key: masked_everywhere(item, pattern) for key, item in value.items()}
    return value
