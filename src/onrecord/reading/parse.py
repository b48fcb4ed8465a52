"""Paragraphs, sentences and words of a report: the stage ``parse``.

Everything else reads :class:`Token` objects: plain attributes, document-wide order, offsets into the report's text.
The parse of a paragraph depends on that paragraph alone, so what follows never changes what came before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.reading.dateline import dateline_end
from onrecord.reading.given import is_published, is_timezone
from onrecord.reading.language import is_readable
from onrecord.reading.registry import Output, stage
from onrecord.reading.warnings import warn
from onrecord.records import Report, Span, Warning

MAX_CHARS = 200_000
"""How much of one report is read: some 33,000 words, half a minute and 0.5 GiB on one core."""

MAX_PARAGRAPH = 5_000
"""Longer paragraphs are cut at the last sentence end, else the last space, within this many characters."""

MAX_WORD = 100
"""A run of characters longer than this is no word (an encoded attachment, binary); it is passed over."""

_SHOWN = 60  # characters of a wrong value that a warning repeats
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD},}}")
_WRAPPED = range(50, 101)  # lengths of a line broken by a typewriter or an e-mail program, not by an author
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")
_TERMINAL = ".!?:;\"”’')]"
# Characters that are not part of any word: invisible ones, and those no text should have.
_DROPPED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufe0e\ufe0f]"
)
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\U000e0020-\U000e007f]")
"""Emoji, which the parser takes for words of the sentence they stand before."""

_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark. ``start``/``end`` are offsets into the report's text; ``head`` of a root is itself.

    ``dep`` are spaCy's English relations (ClearNLP), ``tag`` the Penn Treebank's, ``pos`` Universal Dependencies'.
    ``ent`` is the entity label or "" and ``ent_start`` whether an entity begins here.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    ent: str
    ent_start: bool
    sentence: Sentence
    head: Token = field(init=False)
    children: list[Token] = field(default_factory=list)
    left: int = 0
    right: int = 0

    @property
    def span(self) -> Span:
        """The token's offsets."""
        return self.start, self.end

    @property
    def lefts(self) -> list[Token]:
        """Children before the token."""
        return [c for c in self.children if c.index < self.index]

    @property
    def rights(self) -> list[Token]:
        """Children after the token."""
        return [c for c in self.children if c.index > self.index]

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these relations."""
        for c in self.children:
            if c.dep in deps:
                return c
        return None

    def children_with(self, *deps: str) -> list[Token]:
        """All children with one of these relations, in text order."""
        return [c for c in self.children if c.dep in deps]

    def ancestors(self) -> Iterator[Token]:
        """The head, its head, and so on to the root."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def __repr__(self) -> str:
        return f"<{self.text} {self.tag} {self.dep}←{self.head.text}>"


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: its tokens without white space, and its root (the first, where a sentence has several)."""

    index: int
    start: int
    end: int
    paragraph: Paragraph
    tokens: list[Token] = field(default_factory=list)

    @property
    def root(self) -> Token:
        """The token that heads the sentence."""
        return next((t for t in self.tokens if t.head is t), self.tokens[0])


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph: its offsets and its sentences."""

    index: int
    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Parse:
    """What the other stages read. ``readable`` is false where the text is empty or not English."""

    text: str
    readable: bool
    paragraphs: list[Paragraph] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap the span."""
        first = max(0, bisect_right(self._starts, start) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= start:
            first += 1
        return self.tokens[first : max(first, bisect_left(self._starts, end))]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the offset, or none (white space)."""
        found = self.tokens_in(offset, offset + 1)
        return found[0] if found else None

    def subtree(self, token: Token) -> list[Token]:
        """The token with all that hangs on it, as the contiguous run from its left to its right edge."""
        return self.tokens[token.left : token.right + 1]

    def span_of(self, tokens: list[Token]) -> Span:
        """From the first token's start to the last one's end."""
        return tokens[0].start, tokens[-1].end


def paragraph_spans(text: str) -> list[Span]:
    """Where paragraphs begin and end, white space trimmed.

    A blank line ends a paragraph. A single line break ends one too, unless the line before it has the length of a
    machine-wrapped line and stops in the middle of a sentence.
    """
    blocks: list[Span] = []
    start, position = 0, 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if not body:
            blocks.append((start, position))
            start = position + len(line)
        elif len(body) not in _WRAPPED or body[-1] in _TERMINAL:
            blocks.append((start, position + len(line)))
            start = position + len(line)
        position += len(line)
    blocks.append((start, position))
    spans: list[Span] = []
    for begin, end in blocks:
        spans.extend(_pieces(text, begin, end))
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= MAX_PARAGRAPH:
            if end > start:
                yield start, end
            return
        window = text[start : start + MAX_PARAGRAPH]
        stops = [m.end() for m in _SENTENCE_END.finditer(window)]
        cut = stops[-1] if stops else window.rfind(" ") + 1 or MAX_PARAGRAPH
        stop = start + cut
        piece_end = stop
        while piece_end > start and text[piece_end - 1].isspace():
            piece_end -= 1
        yield start, piece_end
        start = stop


def _clean(text: str, start: int, end: int) -> tuple[str, list[int] | None]:
    """The paragraph as the parser is given it, and the offset of each of its characters (None: as they stand)."""
    piece = _PICTURES.sub(" ", text[start:end])
    if not _DROPPED.search(piece) and "\n" not in piece and "\r" not in piece:
        return piece, None
    kept = [(c, start + i) for i, c in enumerate(piece) if not _DROPPED.match(c)]
    return "".join(" " if c in "\r\n\v\f\x85\u2028\u2029" else c for c, _ in kept), [i for _, i in kept]


@stage("parse", needs=("report",), question="Which paragraphs, sentences and words does the report have?")
def parse(*, report: Report) -> Output:
    """Split the report into paragraphs and parse each by itself."""
    text, found = report.text, _misgiven(report)
    if not text.strip():
        return Parse(text, False), (*found, warn("W004"))
    if not is_readable(report.language):
        return Parse(text, False), (*found, warn("W001"))
    if len(text) > MAX_CHARS:
        found.append(
            warn("W002", f"Read: the first {MAX_CHARS:,} of {len(text):,} characters.", (MAX_CHARS, len(text)))
        )
    broken = _BROKEN.search(text[:MAX_CHARS])
    if broken:
        found.append(warn("W003", span=broken.span()))
    spans = paragraph_spans(text[:MAX_CHARS])
    result = _build(text, spans)
    return result, tuple(found)


def _misgiven(report: Report) -> list[Warning]:
    """What was given with the report and cannot be understood."""
    found = []
    if report.published is not None and not is_published(report.published):
        found.append(warn("W010", f"Given: published {report.published[:_SHOWN]!r}."))
    if report.timezone is not None and not is_timezone(report.timezone):
        found.append(warn("W010", f"Given: timezone {report.timezone[:_SHOWN]!r}."))
    return found


def _build(text: str, spans: list[Span]) -> Parse:
    from onrecord.reading.model import parser

    engine = parser()
    # A dateline is parsed by itself: as a part of the first sentence it spoils the parse of it.
    parts = [(span, part) for span in spans for part in _parts(text, span)]
    pieces = [_clean(text, *part) for _, part in parts]
    usable = [i for i, (piece, _) in enumerate(pieces) if any(c.isalnum() for c in piece)]
    docs = engine.parse([_without_long_words(pieces[i][0]) for i in usable])
    result = Parse(text, True)
    for number, doc in zip(usable, docs, strict=True):
        span, part = parts[number]
        _add_part(result, span, part[0], doc, pieces[number][1], engine)
    result._starts = [t.start for t in result.tokens]
    return result


def _parts(text: str, span: Span) -> list[Span]:
    cut = dateline_end(text, *span)
    return [(span[0], cut), (cut, span[1])] if span[0] < cut < span[1] else [span]


def _without_long_words(piece: str) -> str:
    return _LONG_WORD.sub(lambda m: " " * len(m[0]), piece)


def _add_part(result: Parse, span: Span, first: int, doc: Any, offsets: list[int] | None, engine: Any) -> None:
    """Add the words of a paragraph, or of a part of it that begins at ``first``."""
    if result.paragraphs and result.paragraphs[-1].start == span[0]:
        paragraph = result.paragraphs[-1]
    else:
        paragraph = Paragraph(len(result.paragraphs), *span)
    kept: dict[int, Token] = {}
    rows: list[tuple[Token, int]] = []
    sentence: Sentence | None = None
    for token in doc:
        if token.is_sent_start:
            sentence = None
        if token.is_space:
            continue
        opening, closing = token.idx, token.idx + len(token.text) - 1
        start, end = (
            (offsets[opening], offsets[closing] + 1) if offsets is not None else (first + opening, first + closing + 1)
        )
        if sentence is None:
            sentence = Sentence(len(result.sentences), start, end, paragraph)
            result.sentences.append(sentence)
            paragraph.sentences.append(sentence)
        tag, dep = token.tag_, token.dep_
        pos, lemma = engine.word(token.text, tag, dep)
        made = Token(
            len(result.tokens), start, end, token.text, token.text.lower(), lemma.lower(), tag, pos, dep,
            token.ent_type_, token.ent_iob == 3, sentence,
        )  # fmt: skip
        kept[token.i] = made
        rows.append((made, token.head.i))
        result.tokens.append(made)
        sentence.tokens.append(made)
        sentence.end = end
    for made, head in rows:
        made.head = kept.get(head, made)
    for made, _ in rows:
        if made.dep == "pobj" and made.head.dep == "prt":  # the particle of "shot down the plane" has none
            made.head, made.dep = made.head.head, "dobj"
    for made, _ in rows:
        if made.head is not made:
            made.head.children.append(made)
    _edges(rows)
    if rows and paragraph.index == len(result.paragraphs):
        result.paragraphs.append(paragraph)


def _edges(rows: list[tuple[Token, int]]) -> None:
    for made, _ in rows:
        made.left = made.right = made.index
    for made, _ in rows:
        node, left, right = made, made.index, made.index
        while node.head is not node:
            node = node.head
            if left >= node.left and right <= node.right:
                break
            node.left, node.right = min(node.left, left), max(node.right, right)
