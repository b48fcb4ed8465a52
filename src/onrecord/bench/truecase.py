"""Case for texts that have none: corpora of the wires of the 1980s are in capitals throughout.

A word is written small unless it opens a sentence or is a name: one of the codebook's, a month or weekday, a word that
no dictionary of common words has, or a word of a phrase that stands beside its initials in brackets, or in brackets
beside its initials. Initials and unknown words that are hard to speak stay in capitals. Names made of common words
alone ("SHINING PATH") are missed, and rare common words are taken for names: a rule of thumb, for measuring only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?:'[A-Z]+)?")
_LETTERED = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_BRACKETED = re.compile(r"[\[(]\s*([A-Z]{2,7}(?:-[A-Z0-9]+)?)\s*[\])]")
_EXPLAINED = re.compile(r"\b([A-Z]{2,7}) [\[(]([A-Z][A-Z ]+)[\])]")
_SMALL = frozenset({"OF", "THE", "AND", "FOR", "DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "IN"})
_ALWAYS = frozenset(
    "JANUARY FEBRUARY APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER MONDAY TUESDAY WEDNESDAY THURSDAY "
    "FRIDAY SATURDAY SUNDAY SAN SANTA SANTO AMERICA AMERICAN I".split()
)
_LETTERS = frozenset("US USA UN OAS USSR TV FBI CIA DC AFP EFE UPI AP UK M".split())
_MONTH = re.compile(r"(?<=\d )(?:MAY|MARCH|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b")
_NEAR = 90  # characters before or behind the brackets in which the phrase of its initials stands
_OPENS = re.compile(r"(?:^|[.?!:]\s+|\n\s*|--\s*|[\"“]\s*)[\[(\"“]*$")
_VOWELS = re.compile(r"[AEIOUY]")
_ENDINGS = (
    ("IES", "Y"), ("'S", ""), ("S", ""), ("ES", ""), ("ED", ""), ("D", ""), ("ING", ""), ("ING", "E"), ("LY", ""),
    ("ERS", ""), ("ER", ""), ("IED", "Y"), ("N'T", ""), ("ILY", "Y"), ("ALLY", ""), ("S'", ""),
)  # fmt: skip


def truecased(text: str) -> str:
    """The text with capitals where sentences open and names stand, of the same length; as it is where it has case."""
    if any(c.islower() for c in text):
        return text
    common, countries, (known, cased) = _dictionary(), _countries(), _known_names()
    names: set[int] = set()
    kept: set[int] = set()
    for match in known.finditer(text):
        for word in _LETTERED.finditer(cased[match[0]]):
            (kept if word[0].isupper() else names if word[0][0].isupper() else set()).add(match.start() + word.start())
    for match in countries.finditer(text):
        names.update(m.start() + match.start() for m in _WORD.finditer(match[0]) if m[0] not in ("OF", "THE", "AND"))
    for match in _MONTH.finditer(text):
        names.add(match.start())
    acronyms = {match[1] for match in _BRACKETED.finditer(text) if not common(match[1])}
    phrases: set[str] = set()
    for match in _BRACKETED.finditer(text):
        phrases.update(_spelled_out(text, match))
    for match in _EXPLAINED.finditer(text):
        if not common(match[1]) and match[2][0] == match[1][0]:
            acronyms.add(match[1])
            phrases.add(match[2])
    for phrase in sorted(phrases):
        for match in re.finditer(rf"\b{re.escape(phrase)}\b", text):
            names.update(m.start() + match.start() for m in _WORD.finditer(match[0]) if m[0] not in _SMALL)

    def written(match: re.Match[str]) -> str:
        word = match[0]
        if (
            match.start() in kept
            or word in acronyms
            or word in _LETTERS
            or (len(word) == 1 and text[match.end() : match.end() + 1] == ".")
        ):
            return word
        if text[match.start() - 1 : match.start()].isdigit():
            return word.lower()
        if (
            match.start() in names
            or word.removesuffix("'S") in _ALWAYS
            or _OPENS.search(text, max(0, match.start() - 8), match.start())
        ):
            return word.capitalize()
        if word in _SMALL or common(word):
            return word.lower()
        return word if len(word) < 4 or 4 * len(_VOWELS.findall(word)) <= len(word) else word.capitalize()

    return _WORD.sub(written, text)


def _spelled_out(text: str, brackets: re.Match[str]) -> set[str]:
    """The phrases before the brackets whose words have the initials in them."""
    letters = brackets[1].split("-")[0]
    before = re.sub(r"\s+", " ", text[max(0, brackets.start() - _NEAR) : brackets.start()]).split(" ")
    words = [w for w in before if w]
    found = set()
    for start in range(len(words)):
        phrase = words[start:]
        initials = "".join(w[0] for w in phrase if w not in _SMALL)
        if initials == letters and phrase[0] not in _SMALL and all(w.isalpha() for w in phrase):
            found.add(" ".join(phrase))
    return found


@lru_cache(maxsize=1)
def _dictionary() -> Callable[[str], bool]:
    """Whether a word in capitals is common: in the parser's own lists of words, or a form of one that is."""
    from spacy.lang.en.stop_words import STOP_WORDS

    from onrecord.reading.model import parser

    known = parser().common_words() | STOP_WORDS

    def common(word: str) -> bool:
        forms = [word, *(word.removesuffix(end) + more for end, more in _ENDINGS if word.endswith(end))]
        forms += [form[:-1] for form in forms[1:] if len(form) > 3 and form[-1] == form[-2]]
        return any(form.lower() in known for form in forms)

    return common


@lru_cache(maxsize=1)
def _known_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """The codebook's names of organs and groups, in capitals, with their case."""
    from onrecord.codebook import load

    common = _dictionary()  # initials that are words ("IS", "WHO") are left out
    named = [m.name for m in load().metonyms.values() if m.name.isascii()]
    cased = {name.upper(): name for name in named if not (name.isupper() and common(name))}
    names = sorted(cased, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b"), cased


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    from onrecord.codebook import load

    words = {w.upper() for w in load().country_words if len(w) > 2}
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b")
