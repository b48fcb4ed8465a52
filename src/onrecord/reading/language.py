"""Is the text English?

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
_DOUBT = 0.06  # a text with hardly any function word may be a headline, a table, or another language
_SHORT = 5  # words; an identifier knows nothing about fewer


def is_english(text: str) -> bool:
    """Whether the text is to be read as English; a text too short to tell counts as English if it is in Latin script."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return True
    latin = sum(1 for w in words if w[0] < "\u0250") / len(words)
    if latin < 0.5:
        return False
    share = sum(1 for w in words if w in _FUNCTION_WORDS) / len(words)
    if share >= _PLAIN:
        return True
    if len(words) < _SHORT:
        return latin >= 0.5
    import py3langid

    language, _ = py3langid.classify(text[:_SAMPLE].encode("utf-8", "replace").decode("utf-8"))
    return bool(language == "en") or (language == "zxx" and share >= _DOUBT)
