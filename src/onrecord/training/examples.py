"""From annotated articles to what the network is trained on."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.api import make_report
from onrecord.reading.encoder.network import LABELS
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces, windows_of
from onrecord.reading.encoder.words import Words, words_of
from onrecord.reading.parse import parse
from onrecord.records import Span
from onrecord.training.corpus import Article

_TAG = {label: index for index, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution over words: its anchor, the tag of each word that has one, and whether the author relays it."""

    anchor: int
    tags: dict[int, int]
    outer: bool


@dataclass(frozen=True, slots=True)
class Example:
    """An article as words, with its statements.

    ``counted`` is false for words where nobody annotated, ``known`` also for those inside contents where statements
    inside statements were not annotated.
    """

    article: Article
    words: Words
    statements: tuple[Statement, ...]
    counted: np.ndarray
    known: np.ndarray


def example_of(article: Article, tokenizer: Tokenizer) -> Example:
    """Lay an article's annotation over its words.

    The anchor of an attribution is the head of its cue in the parse: annotators differ in how much of "had earlier
    said" they mark, and agree on "said".
    """
    words = words_of(article.text, tokenizer)
    at = {position: i for i in range(len(words)) for position in range(words.starts[i], words.ends[i])}
    heads = _heads(article.text)
    statements = []
    depth = np.zeros(len(words), dtype=np.int64)
    for item in article.attributions:
        depth[_words_in(item.content, at)] += 1
    for item in article.attributions:
        cue = _words_in(item.cue, at)
        if not cue:
            continue
        tags: dict[int, int] = {}
        for role, spans in (("content", item.content), ("source", item.source), ("cue", item.cue)):
            for run in _runs(spans, at):
                for place, word in enumerate(run):
                    tags[word] = _TAG[f"{'I' if place else 'B'}-{role}"]
        anchor = _anchor(cue, words, heads)
        statements.append(Statement(anchor, tags, article.levels == 1 or not depth[anchor]))
    counted = np.ones(len(words), dtype=bool)
    for word in _words_in(article.ignore, at):
        counted[word] = False
    return Example(article, words, tuple(statements), counted, counted & (depth < article.levels))


def _words_in(spans: Iterable[Span], at: dict[int, int]) -> list[int]:
    return sorted({at[p] for start, end in spans for p in range(start, end) if p in at})


def _runs(spans: Iterable[Span], at: dict[int, int]) -> list[list[int]]:
    return [run for span in spans if (run := _words_in([span], at))]


def _heads(text: str) -> dict[int, int]:
    """Depth in the parse of the token that begins at each character."""
    depths: dict[int, int] = {}
    for sentence in parse(report=make_report(text))[0].sentences:
        for token in sentence.tokens:
            depth, node = 0, token
            while node.head is not node:
                node, depth = node.head, depth + 1
            depths[token.start] = depth
    return depths


def _anchor(cue: list[int], words: Words, depths: dict[int, int]) -> int:
    return min(cue, key=lambda word: (depths.get(words.starts[word], 999), word))


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one size or nearly, padded together. Shapes: B windows, P pieces, W words, N anchors, R tags."""

    pieces: Tensor  # B P
    features: Tensor  # B P 3
    positions: Tensor  # B P
    real: Tensor  # B P, bool
    first: Tensor  # B W: index of each word's first piece
    counted: Tensor  # B W 2, bool: words whose loss counts, for statements of the author's and for any
    anchors: Tensor  # B W 2: 1 where a statement of the author's is anchored, and where any is
    roles: Tensor  # B W: a word's tag in any statement
    window: Tensor  # N
    anchor: Tensor  # N
    tags: Tensor  # N R
    tagged: Tensor  # N R, bool: words that exist

    def on(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(**{name: getattr(self, name).to(device) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of an example, with the position its first piece is given."""

    example: Example
    window: Window
    offset: int

    @property
    def size(self) -> int:
        """How many pieces it has, with the two marks around them."""
        first = self.example.words.first
        return first[self.window.end] - first[self.window.begin] + 2


def epoch(
    examples: list[Example], pieces_per_batch: int, positions: int, sizes: tuple[int, int], chance: random.Random
) -> list[list[Piece]]:
    """All windows of an epoch in batches, cut anew each time: their sizes, contexts and positions are drawn."""
    cut: list[Piece] = []
    for example in examples:
        drawn = windows_of(
            example.words, core=chance.randint(*sizes), before=chance.randint(0, 24), after=chance.randint(0, 12)
        )
        for window in drawn:
            piece = Piece(example, window, 0)
            cut.append(Piece(example, window, chance.randint(0, max(0, positions - piece.size))))
    chance.shuffle(cut)
    batches: list[list[Piece]] = []
    pool_size = pieces_per_batch // 256 * 32
    for start in range(0, len(cut), pool_size):
        pool = sorted(cut[start : start + pool_size], key=lambda piece: piece.size)
        group: list[Piece] = []
        for piece in pool:
            if group and (len(group) + 1) * max(piece.size, group[-1].size) > pieces_per_batch:
                batches.append(group)
                group = []
            group.append(piece)
        batches.append(group)
    chance.shuffle(batches)
    return batches


def batch_of(group: list[Piece], reach: int, cls: int, sep: int) -> Batch:
    """Pad a group of windows into one batch."""
    size = max(piece.size for piece in group)
    length = max(piece.window.end - piece.window.begin for piece in group)
    count = len(group)
    pieces = np.zeros((count, size), dtype=np.int64)
    features = np.zeros((count, size, 3), dtype=np.int64)
    positions = np.zeros((count, size), dtype=np.int64)
    real = np.zeros((count, size), dtype=bool)
    first = np.zeros((count, length), dtype=np.int64)
    counted = np.zeros((count, length, 2), dtype=bool)
    anchors = np.zeros((count, length, 2), dtype=np.float32)
    roles = np.zeros((count, length), dtype=np.int64)
    where: list[tuple[int, int]] = []
    tags: list[np.ndarray] = []
    tagged: list[np.ndarray] = []
    for row, piece in enumerate(group):
        words, window, here = piece.example.words, piece.window, piece.size
        begin, end = window.begin, window.end
        ids, shown = encoder_input(words, window, cls, sep)
        pieces[row, :here] = ids
        features[row, :here] = shown
        positions[row, :here] = np.arange(piece.offset, piece.offset + here)
        real[row, :here] = True
        first[row, : end - begin] = first_pieces(words, window)
        counted[row, : end - begin, 0] = piece.example.counted[begin:end]
        counted[row, : end - begin, 1] = piece.example.known[begin:end]
        for statement in piece.example.statements:
            for word, tag in statement.tags.items():
                if begin <= word < end:
                    roles[row, word - begin] = tag if statement.outer else roles[row, word - begin]
            if begin <= statement.anchor < end:
                anchors[row, statement.anchor - begin] = (float(statement.outer), 1.0)
                where.append((row, statement.anchor - begin))
                line, exists = _line(statement, begin, end, reach)
                tags.append(line)
                tagged.append(exists)
    around = 2 * reach + 1
    columns = (pieces, features, positions, real, first, counted, anchors, roles)
    rows = (
        np.array([row for row, _ in where], dtype=np.int64),
        np.array([place for _, place in where], dtype=np.int64),
        np.stack(tags) if tags else np.zeros((0, around), dtype=np.int64),
        np.stack(tagged) if tagged else np.zeros((0, around), dtype=bool),
    )
    return Batch(*[torch.from_numpy(array) for array in (*columns, *rows)])


def _line(statement: Statement, begin: int, end: int, reach: int) -> tuple[np.ndarray, np.ndarray]:
    low = statement.anchor - reach
    line = np.zeros(2 * reach + 1, dtype=np.int64)
    for word, tag in statement.tags.items():
        if 0 <= word - low < len(line) and begin <= word < end:
            line[word - low] = tag
    places = np.arange(low, low + len(line))
    return line, (places >= begin) & (places < end)
