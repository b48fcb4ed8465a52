"""How well statements are found: definitions of the figures, after PolNeAR's evaluation (Newell et al. 2018).

All is compared on words (a run of letters, digits, inner apostrophes and hyphens), so marks never count. Gold and read
statements of a report are paired one to one, by falling overlap of their contents (Jaccard).

- exact, partial, any: a pair whose contents are equal, share at least half of their words, or share a word;
- speaker: a partial pair whose sources share a word that is more than an article or a preposition; where the gold has
  no source, one that has none either, or, where the gold names the speaker all the same, whose resolved speaker shares
  a word with that name;
- precision, recall and F1 are over all statements of all reports. Nested statements are compared among themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.bench.goldfile import load
from onrecord.records import Reading, Span, Statement

PARTIAL = 0.5
"""The least overlap of contents of a partial pair."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SMALL = frozenset(
    "a an and are as at by for from her his in is its of on or that the their this to was were which who with".split()
)
_PRONOUNS = frozenset("he she they it i we you who that which his her their my our its your this these those".split())


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as a person marked it. ``type`` is direct, mixed or indirect; None: the gold says nothing of it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: str
    nested: bool = False
    speaker: str | None = None
    act: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its statements; nothing is counted inside ``ignore``. ``rich`` where act and channel are marked."""

    id: str
    text: str
    published: str | None
    statements: tuple[GoldStatement, ...]
    ignore: tuple[Span, ...] = ()
    kinds: tuple[str, ...] = ()
    rich: bool = False


@dataclass(slots=True)
class Tally:
    """Counts of statements: in the gold, read, and right in each way."""

    gold: int = 0
    read: int = 0
    exact: int = 0
    partial: int = 0
    any: int = 0
    speaker: int = 0

    def f1(self, way: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a way of being right, 0 to 1."""
        right = getattr(self, way)
        precision = right / self.read if self.read else 0.0
        recall = right / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


@dataclass(slots=True)
class Scores:
    """All figures of a gold set: of the author's statements, of those of a strict kind, of the nested; by kind."""

    all: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    nested: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rich: Counter[str] = field(default_factory=Counter)


def load_gold(path: Path) -> Iterator[GoldReport]:
    """Read a gold file (JSON lines, gzip or plain): ours, or attributions as PolNeAR has them.

    Raises:
        onrecord.bench.goldfile.GoldError: the file is missing or cannot be read, or a line is no annotated report.
    """
    return load(path, _report)


def _report(row: dict[str, Any]) -> GoldReport:
    rich = "statements" in row
    return GoldReport(
        row["id"],
        row["text"],
        row.get("published"),
        tuple(_statement(item) for item in row["statements" if rich else "attributions"]),
        _spans(row.get("ignore", [])),
        tuple(row.get("constructions", [])),
        rich,
    )


def _statement(item: dict[str, Any]) -> GoldStatement:
    channel = item.get("channel")
    return GoldStatement(
        _spans(item["source"]),
        _spans(item["cue"]),
        _spans(item["content"]),
        item.get("type") or item["manner"],
        item.get("within") is not None,
        item.get("speaker"),
        item.get("act"),
        channel["id"] if channel else None,
    )


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


class _Text:
    """The words of a text, and which of them stand in spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.forms: list[str] = []
        self.at: dict[int, int] = {}
        for number, match in enumerate(_WORD.finditer(text)):
            self.forms.append(match[0].lower())
            self.at.update(dict.fromkeys(range(*match.span()), number))

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(self.at[p] for start, end in spans for p in range(start, end) if p in self.at)

    def slice(self, span: Span) -> str:
        return self.text[slice(*span)]

    def telling(self, words: frozenset[int]) -> frozenset[int]:
        """Those that say who is meant; all, where none does."""
        return frozenset(w for w in words if self.forms[w] not in _SMALL) or words


def score(reports: Iterable[tuple[GoldReport, Reading]], is_saying: Callable[[str], bool]) -> Scores:
    """Compare readings with their gold.

    Args:
        reports: each annotated report with its reading.
        is_saying: whether a cue is one of saying; such a cue, or quotation marks, make a statement strict.
    """
    scores = Scores()
    for gold, reading in reports:
        text = _Text(gold.text)
        names = {actor.id: actor.name for actor in reading.actors}
        for nested in (False, True):
            wanted = [s for s in gold.statements if s.nested == nested and text.words(s.content)]
            found = [s for s in reading.statements if (s.within is not None) == nested]
            _compare(gold, text, wanted, _counted(found, text, gold), names, is_saying, scores, nested)
    return scores


def _counted(found: list[Statement], text: _Text, gold: GoldReport) -> list[Statement]:
    ignored = text.words(gold.ignore)
    contents = [(s, text.words(s.content)) for s in found]
    return [s for s, words in contents if words and 2 * len(words & ignored) < len(words)]


def _compare(
    gold: GoldReport,
    text: _Text,
    wanted: list[GoldStatement],
    found: list[Statement],
    names: dict[str, str],
    is_saying: Callable[[str], bool],
    scores: Scores,
    nested: bool,
) -> None:
    pairs = _pairs([text.words(w.content) for w in wanted], [text.words(f.content) for f in found])
    taken = {place: index for index, (place, _) in pairs.items()}
    strict = [_is_strict(w, text, is_saying) for w in wanted]
    main = scores.nested if nested else scores.all
    main.read += len(found)
    if not nested:
        scores.strict.read += sum(place not in taken or strict[taken[place]] for place in range(len(found)))
    for index, want in enumerate(wanted):
        tallies = [main, *(scores.kinds[kind] for kind in _kinds(want, text, gold))]
        if not nested and strict[index]:
            tallies.append(scores.strict)
        for tally in tallies:
            tally.gold += 1
        if index not in pairs:
            continue
        place, overlap = pairs[index]
        read = found[place]
        near = overlap >= PARTIAL
        right = near and _speaker_right(want, read, text, names)
        for tally in tallies:
            tally.any += 1
            tally.exact += overlap == 1
            tally.partial += near
            tally.speaker += right
        if near and gold.rich:
            _rich(want, read, names, scores.rich)


def _pairs(wanted: list[frozenset[int]], found: list[frozenset[int]]) -> dict[int, tuple[int, float]]:
    """For each gold content the read one it is paired with, and their overlap."""
    overlaps = [(len(w & f) / len(w | f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if w & f]
    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for overlap, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if i not in pairs and j not in used:
            pairs[i] = j, overlap
            used.add(j)
    return pairs


def _speaker_right(want: GoldStatement, read: Statement, text: _Text, names: dict[str, str]) -> bool:
    source = text.words(read.source)
    if want.source:
        return bool(text.telling(text.words(want.source)) & source)
    if want.speaker is not None:
        return _share(want.speaker, names.get(read.speaker or ""))
    return not source


def _share(a: str, b: str | None) -> bool:
    first, second = (set(_WORD.findall((name or "").lower())) - _SMALL for name in (a, b))
    return bool(first & second)


def _rich(want: GoldStatement, read: Statement, names: dict[str, str], counts: Counter[str]) -> None:
    counts["pairs"] += 1
    counts["act"] += want.act == read.act
    counts["manner"] += want.type == read.manner
    if want.speaker is not None:
        counts["named"] += 1
        counts["resolved"] += _share(want.speaker, names.get(read.speaker or ""))
    channel = read.channel.id if read.channel is not None else None
    counts["channel gold"] += want.channel is not None
    counts["channel read"] += channel is not None
    counts["channel right"] += channel is not None and channel == want.channel


def _is_strict(want: GoldStatement, text: _Text, is_saying: Callable[[str], bool]) -> bool:
    return want.type != "indirect" or any(is_saying(text.slice(span)) for span in want.cue)


def _kinds(want: GoldStatement, text: _Text, gold: GoldReport) -> Iterator[str]:
    if want.nested:
        return
    yield want.type
    source = [text.forms[word] for word in sorted(text.words(want.source))]
    if not source:
        yield "no source"
    elif len(source) == 1 and source[0] in _PRONOUNS:
        yield "pronoun"
    if "\n" in gold.text[want.content[0][0] : want.content[-1][1]].strip():
        yield "across paragraphs"
    for kind in gold.kinds:
        yield f"with {kind}"
