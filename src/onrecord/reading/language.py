"""Which language is the text in, and is it read?

Plain English is told by its function words alone, which costs microseconds; only a text in doubt is given to the
language identifier (py3langid), whose model takes most of a second to load.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "the of and to in a that was for on with said is were by at from it as be has have had not are an but its his "
    "their they who which after more than been he she will or this about would there".split()
)
_SAMPLE = 4_000  # characters; the first kilobytes tell the language as well as all of it
_PLAIN = 0.25  # share of function words: English news lies at .33 to .45, its neighbours (Dutch, Scots) below .12
_DOUBT = 0.15  # share that speaks for English in a text too short for an identifier to be trusted (a headline)
_LATIN = 0.25  # share of words in Latin script; an English report may quote at length in another one
_ENGLISH_BASED = frozenset(("pcm", "sco", "jam"))  # for which an identifier takes an alert that is full of names
_SHORT = 5  # words; an identifier knows nothing about fewer
_FEW = 12  # words; below this an identifier is trusted only where nothing else speaks for English


def language_of(text: str) -> str | None:
    """ISO 639 code of the text's language; ``None`` where nothing can be told (empty, too short, no words)."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    written = [w for w in words if w[0] < "\u0250"]
    latin = len(written) / len(words)
    share = sum(1 for w in written if w in _FUNCTION_WORDS) / max(1, len(written))
    if share >= _PLAIN and latin >= _LATIN:
        return "en"
    if len(words) < _SHORT and latin >= 0.5:
        return None
    import py3langid

    language, _ = py3langid.classify(text[:_SAMPLE].encode("utf-8", "replace").decode("utf-8"))
    if language == "zxx" or (share >= _DOUBT and latin >= 0.9 and len(words) < _FEW):
        return None
    if language in _ENGLISH_BASED and share >= _DOUBT and latin >= 0.9:
        return "en"
    return str(language)


def is_readable(language: str | None) -> bool:
    """Whether a text of this language is read: English, or a text too short to tell."""
    return language in ("en", None)
