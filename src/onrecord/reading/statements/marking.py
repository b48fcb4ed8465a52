"""From the reader model's answers to marked statements: source, cue and content, as spans of words.

The model finds the anchor of each statement (the head word of its cue), and for each anchor tags the words around it.
Here the best sequence of tags is taken for each anchor, statements that claim the same words are settled, and those
whose anchor stands in another's content are put inside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from onrecord.reading.encoder.network import LABELS, Network, Tagging, Thresholds
from onrecord.reading.encoder.stage import Encoded, Encoding
from onrecord.reading.statements.quotes import touch

_ROLE = np.array([-1, 0, 0, 1, 1, 2, 2])
_BEGINS = np.array([label.startswith("B-") for label in LABELS])

NEAR = 36  # words on either side of an anchor that are tagged first; nine statements of ten lie within
_EDGE = 3  # of these words, the outermost, where a tag says that the statement may go on
_SHARED = 0.5  # of a content's words may belong to a likelier statement
_EQUAL = 0.7  # of the longer content are shared by two statements of the same words

WordRun = tuple[int, int]
"""Words, half-open."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement as the model marks it, in words; ``confidence`` is that it is one of the author's relaying.

    ``nested`` is the confidence that it is a statement of anybody's, and ``outer`` the place, among the marks, of the
    one it stands in.
    """

    anchor: int
    cue: WordRun
    source: WordRun | None
    content: tuple[WordRun, ...]
    confidence: float
    nested: float
    outer: int | None = None


def candidates(network: Network, encoding: Encoding, least: float) -> list[Mark]:
    """Every possible statement of a report, in the order of their anchors, before any is settled."""
    windows = encoding.windows
    likely = [_likely(encoded, least) for encoded in windows]
    place = np.repeat(np.arange(len(windows)), [len(at) for at in likely])
    anchor = np.concatenate([*likely, np.zeros(0, dtype=np.int64)])
    found: list[Mark] = []
    for reach in (min(NEAR, network.tagging.reach), network.tagging.reach):
        if not len(anchor):
            break
        asked = [(encoded, anchor[place == number]) for number, encoded in enumerate(windows)]
        answers = [network.around(encoded.vectors, at, reach) for encoded, at in asked if len(at)]
        logits, valid = (np.concatenate(part) for part in zip(*answers, strict=True))
        tags = best_tags(logits, np.array([len(w.vectors) for w in windows])[place], anchor, network.tagging)
        cut = _reaches_the_edge(tags) if reach < network.tagging.reach else np.zeros(len(anchor), dtype=bool)
        for row in np.flatnonzero(~cut):
            encoded, at = windows[place[row]], int(anchor[row])
            confidence = _sigmoid((encoded.anchors[at] + valid[row]) / 2)
            mark = _mark(encoded.window.begin + at, tags[row], confidence)
            if mark is not None:
                found.append(mark)
        place, anchor = place[cut], anchor[cut]
    return sorted(found, key=lambda mark: mark.anchor)


def _likely(encoded: Encoded, least: float) -> np.ndarray:
    """The words of a window that may be anchors, of those that it answers for."""
    window = encoded.window
    inside = slice(window.core_begin - window.begin, window.core_end - window.begin)
    return np.flatnonzero(_sigmoid(encoded.anchors[inside].max(axis=1)) > least) + inside.start


def _reaches_the_edge(tags: np.ndarray) -> np.ndarray:
    """Which statements may go on beyond the words that were tagged, and have to be tagged further out."""
    return np.asarray(tags[:, :_EDGE].any(axis=1) | tags[:, -_EDGE:].any(axis=1))


def _mark(at: int, tags: np.ndarray, confidence: np.ndarray) -> Mark | None:
    """The statement of an anchor and the tags around it; none where it has no content."""
    cues, sources, content = _runs(tags, at - len(tags) // 2)
    if not content:
        return None
    cue = next((run for run in _joined(cues) if _in(at, run)), (at, at + 1))
    source = min(_joined(sources), key=lambda run: max(run[0] - at, at - run[1]), default=None)
    return Mark(at, cue, source, content, float(confidence[0]), float(confidence[1]))


def _joined(runs: tuple[WordRun, ...]) -> list[WordRun]:
    """Runs of a role that has one: those that touch are one."""
    joined: list[WordRun] = []
    for begin, end in runs:
        if joined and joined[-1][1] == begin:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((begin, end))
    return joined


def best_tags(logits: np.ndarray, length: np.ndarray, anchors: np.ndarray, tagging: Tagging) -> np.ndarray:
    """The best sequence of tags for each anchor (Viterbi), over the words that exist in its window.

    ``length`` is how many words the window of each has.
    """
    count, steps, labels = logits.shape
    at = anchors[:, None] + np.arange(steps) - steps // 2
    logits = np.where(((at >= 0) & (at < length[:, None]))[..., None], logits, _NOTHING)
    each = np.ascontiguousarray(logits.transpose(1, 2, 0))  # anchors last: numpy then works along them
    between = tagging.between[:, :, None]
    score = tagging.begin[:, None] + each[0]
    back = np.zeros((steps, labels, count), dtype=np.intp)
    options = np.empty((labels, labels, count), dtype=score.dtype)
    for step in range(1, steps):
        np.add(score[:, None], between, out=options)
        options.argmax(axis=0, out=back[step])
        score = np.maximum.reduce(options, axis=0) + each[step]
    tags = np.zeros((count, steps), dtype=np.int8)
    rows = np.arange(count)
    tags[:, -1] = score.argmax(axis=0)
    for step in range(steps - 1, 0, -1):
        tags[:, step - 1] = back[step, tags[:, step], rows]
    return tags


_NOTHING = np.array([0.0, *[-1e4] * (len(LABELS) - 1)], dtype=np.float32)


def _runs(tags: np.ndarray, low: int) -> tuple[tuple[WordRun, ...], ...]:
    """The runs of words of each role."""
    found: tuple[list[WordRun], ...] = ([], [], [])
    role = _ROLE[tags]
    edge = np.ones(len(tags) + 1, dtype=bool)
    edge[1:-1] = (role[1:] != role[:-1]) | _BEGINS[tags[1:]]
    edges = np.flatnonzero(edge)
    for begin, end in pairwise(edges):
        if role[begin] >= 0:
            found[role[begin]].append((low + int(begin), low + int(end)))
    return tuple(tuple(runs) for runs in found)


def settle(marks: list[Mark], thresholds: Thresholds) -> list[Mark]:
    """Keep the statements that are likely enough, each of its own words; put those inside others where they belong.

    Returns:
        The statements in the order of their anchors.
    """
    kept: list[Mark] = []
    rest: list[Mark] = []
    taken: set[int] = set()
    cues: set[int] = set()
    for mark in sorted(marks, key=lambda m: (-m.confidence, m.anchor)):
        free = mark.anchor not in cues
        content = _words(mark.content)
        if mark.confidence >= thresholds.outer and free and len(content & taken) <= _SHARED * len(content):
            kept.append(mark)
            taken |= content
            cues.update(range(*mark.cue))
        elif mark.nested >= thresholds.nested and free:
            rest.append(mark)
    kept.sort(key=lambda m: m.anchor)
    return _with_nested(kept, sorted(rest, key=lambda m: (-m.nested, m.anchor)))


def _with_nested(kept: list[Mark], rest: list[Mark]) -> list[Mark]:
    """Add the statements that stand inside others: their anchor in the other's content, or the same content relayed."""
    found = list(kept)
    inner: list[tuple[Mark, Mark]] = []
    for mark in rest:
        if any(_in(mark.anchor, other.cue) for other, _ in inner):
            continue
        outer = _around(mark, found)
        if outer is not None and not any(_same(mark, other) for other, _ in inner):
            inner.append((mark, outer))
            found.append(mark)
    found.sort(key=lambda m: m.anchor)
    place = {id(mark): index for index, mark in enumerate(found)}
    within = {id(mark): place[id(outer)] for mark, outer in inner}
    return [replace(mark, outer=within.get(id(mark))) for mark in found]


def _around(mark: Mark, found: list[Mark]) -> Mark | None:
    """The statement that another stands in: the one with the shortest content that holds its anchor, or relays it."""
    inside = [other for other in found if any(_in(mark.anchor, run) for run in other.content)]
    if inside:
        return min(inside, key=lambda other: len(_words(other.content)))
    return next((other for other in found if _relays(other, mark)), None)


def _relays(outer: Mark, mark: Mark) -> bool:
    """Whether a statement gives another's content as what its own source said ("…, the agency said, citing X")."""
    if mark.source is None or not _same(mark, outer):
        return False
    return not any(touch(mark.source, run) for run in (outer.cue, outer.source) if run is not None)


def _same(mark: Mark, other: Mark) -> bool:
    """Whether two statements have nearly the same content."""
    mine, theirs = _words(mark.content), _words(other.content)
    return len(mine & theirs) > _EQUAL * max(len(mine), len(theirs))


def _in(word: int, run: WordRun) -> bool:
    return run[0] <= word < run[1]


def _words(runs: tuple[WordRun, ...]) -> set[int]:
    return {word for begin, end in runs for word in range(begin, end)}


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))
