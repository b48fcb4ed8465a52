"""Statements inside statements, made from annotated sentences.

The corpus marks what the author relays and nothing inside it. A sentence of it that holds a statement is put into
somebody's mouth ("the agency reported that …"), so that a statement inside another's words can be learned too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from onrecord.training.corpus import Article, GoldAttribution
from onrecord.training.passages import fill, marked, shifted

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?![\s”\"’'])[^\n.!?]*)*[.!?]?[”\"’']*")
_LENGTH = range(40, 260)  # characters of a sentence that is taken
_LOWERED = re.compile(r"(?:The|A|An|In|On|He|She|They|It|His|Her|Their|But|When|After|Some|Many|Most|At|As)\b")
_TOGETHER = 5  # sentences of one made text
FRAMES = (
    "[s9 {outlet|capital}] [q9 reported] {onday} [c9 that @]",
    "[s9 {person|capital}] [q9 said] [c9 that @]",
    "[s9 {capitalbody}] [q9 said] [c9 @]",
    "[q9 According to] [s9 {outlet}], [c9 @]",
    "[c9 @], [s9 {outlet}] [q9 reported]",
    "[c9 @], [q9 said] [s9 {person|bare}]",
    "[c9 “@,”] [s9 {shortperson}] [q9 said] {channelphrase}",
    "[s9 {person|capital}] [q9 said]: [c9 “@.”]",
    "[s9 {label}][q9 :] [c9 @. {speechmore}]",
    "[s9 {first|upper} {last|upper}][q9 :] [c9 {speechmore} @.]",
)


def nested(articles: Iterable[Article], count: int, seed: int) -> list[Article]:
    """So many sentences of the articles, each inside somebody's statement, a few to a text."""
    chance = random.Random(seed)
    found = [(article, span) for article in articles for span in _sentences(article)]
    chosen = chance.sample(found, min(count, len(found)))
    lines = [_framed(article, span, chance) for article, span in chosen]
    return [_joined(f"nested-{start}", lines[start : start + _TOGETHER]) for start in range(0, len(lines), _TOGETHER)]


def _sentences(article: Article) -> list[tuple[int, int]]:
    """The sentences that hold whole statements only, and at least one."""
    found = []
    for match in _SENTENCE.finditer(article.text):
        start, end = match.span()
        while start < end and article.text[start].isspace():
            start += 1
        touched = [item for item in article.attributions if any(s < end and start < e for s, e in _all(item))]
        if end - start in _LENGTH and touched and all(start <= s and e <= end for t in touched for s, e in _all(t)):
            found.append((start, end))
    return found


def _all(item: GoldAttribution) -> tuple[tuple[int, int], ...]:
    return (*item.source, *item.cue, *item.content)


def _framed(article: Article, span: tuple[int, int], chance: random.Random) -> tuple[str, list[GoldAttribution]]:
    start, end = span
    sentence = article.text[start:end].rstrip()
    inside = [
        shifted(item, -start)
        for item in article.attributions
        if all(start <= s and e <= start + len(sentence) for s, e in _all(item))
    ]
    frame = fill(chance.choice(FRAMES), chance)
    if "“@" in frame:
        sentence = sentence.translate(str.maketrans('“”"', "‘’'"))
    elif (
        not frame.split("@")[0].endswith((". ", "]: [c9 ")) and "]" in frame.split("@")[0] and _LOWERED.match(sentence)
    ):
        sentence = sentence[0].lower() + sentence[1:]
    if sentence.endswith("."):
        sentence = sentence[:-1]
    text, (outer,) = marked(frame + ("" if frame.endswith(("”]", ".]")) else "."))
    at = text.index("@")
    grown = len(sentence) - 1
    outer = GoldAttribution(
        *(
            tuple((s + grown * (s > at), e + grown * (e > at)) for s, e in spans)
            for spans in (outer.source, outer.cue, outer.content)
        )
    )
    kept = [i for i in inside if all(e <= len(sentence) for _, e in _all(i))]
    return text[:at] + sentence + text[at + 1 :], [outer, *(shifted(item, at) for item in kept)]


def _joined(name: str, lines: list[tuple[str, list[GoldAttribution]]]) -> Article:
    text = ""
    statements: list[GoldAttribution] = []
    for line, found in lines:
        text += "\n\n" if text else ""
        statements.extend(shifted(item, len(text)) for item in found)
        text += line
    return Article(name, text, tuple(statements), levels=2)
