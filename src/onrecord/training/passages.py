"""Passages written for this project: what wires, channels and communiqués have and a corpus of newspapers lacks.

``passages.yaml`` holds templates and what fills them; this module draws passages from them. A template marks its
statements with brackets: ``[s1 …]`` is the source of statement 1, ``[q1 …]`` its cue, ``[c1 …]`` its content.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.records import Span
from onrecord.training.corpus import Article, GoldAttribution

_SLOT = re.compile(r"\{(\w+)(?:\|(\w+))?\}")
_MARK = re.compile(r"\[([sqc])(\d+) |(\])")
_CLOSED = (".", "?", "!", "”", '"', "»", "“", "’", "''")
_LONGEST = 5  # templates of a passage
_PLAIN = 0.25  # of the lines of a passage hold no statement
_NEW_PARAGRAPH = 0.5


@lru_cache(maxsize=1)
def _book() -> dict[str, Any]:
    book: dict[str, Any] = yaml.safe_load((files("onrecord.training") / "passages.yaml").read_text(encoding="utf-8"))
    return book


def passages(count: int, seed: int) -> list[Article]:
    """So many passages, each of one to five lines; the same for the same seed."""
    chance = random.Random(seed)
    return [_passage(f"passage-{number}", chance) for number in range(count)]


def fill(template: str, chance: random.Random) -> str:
    """A template with its slots filled; ``{name}`` is drawn from the fillers, ``{name|way}`` is then put that way."""
    return _SLOT.sub(lambda slot: _put(fill(_draw(slot[1], chance), chance), slot[2], chance), template)


def marked(text: str) -> tuple[str, list[GoldAttribution]]:
    """The text without its brackets, and the statements that they marked, by number.

    Raises:
        ValueError: a bracket has no partner.
    """
    plain: list[str] = []
    length = at = 0
    opened: list[tuple[str, int, int]] = []
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: {"s": [], "q": [], "c": []})
    for mark in _MARK.finditer(text):
        plain.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if not mark[3]:
            opened.append((mark[1], int(mark[2]), length))
        elif opened:
            role, number, start = opened.pop()
            found[number][role].append((start, length))
        else:
            raise ValueError(f"a bracket closes nothing: {text}")
    if opened:
        raise ValueError(f"a bracket is not closed: {text}")
    plain.append(text[at:])
    statements = [GoldAttribution(*(tuple(sorted(found[number][role])) for role in "sqc")) for number in sorted(found)]
    return "".join(plain), statements


def _passage(name: str, chance: random.Random) -> Article:
    text = ""
    statements: list[GoldAttribution] = []
    for _ in range(chance.randint(1, _LONGEST)):
        kind = "plain" if chance.random() < _PLAIN else "templates"
        line, found = marked(fill(chance.choice(_book()[kind]), chance))
        if text:
            text += " " if text.endswith(_CLOSED) and chance.random() > _NEW_PARAGRAPH else "\n\n"
        statements.extend(shifted(item, len(text)) for item in found)
        text += line
    return Article(name, text, tuple(statements), levels=2)


def shifted(item: GoldAttribution, by: int) -> GoldAttribution:
    """The same attribution in a text that begins so many characters earlier."""
    return GoldAttribution(
        *(tuple((start + by, end + by) for start, end in spans) for spans in (item.source, item.cue, item.content))
    )


def _draw(name: str, chance: random.Random) -> str:
    fillers = _book()["fillers"]
    if name not in fillers and name.startswith("capital"):
        return "{" + name.removeprefix("capital") + "|capital}"
    return str(chance.choice(fillers[name]))


def _put(text: str, way: str | None, chance: random.Random) -> str:
    match way:
        case None:
            return text
        case "capital":
            return text[0].upper() + text[1:]
        case "bare":
            return text.rstrip(",")
        case "upper":
            return text.upper()
        case "openquote":
            return f"“{text}."
    begin, end = _draw("quotemark", chance).split("…")
    text = text.rstrip(".")
    match way:
        case "quote":
            return f"{begin}{text}{chance.choice(['.', '.', '', '!'])}{end}"
        case "comma":
            return f"{begin}{text},{end}"
        case "stop":
            return f"{begin}{text}.{end}"
        case "shortquote":
            return f"{begin}{text[0].lower()}{text[1:]}{end}"
    raise ValueError(f"no way to put a filler is called {way!r}")
