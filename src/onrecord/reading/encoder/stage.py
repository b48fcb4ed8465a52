"""The stage ``encoding``: the reader model's one pass over a report, which its heads then question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.reading.encoder.model import WindowSize, reader_model
from onrecord.reading.encoder.network import Network
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces, windows_of
from onrecord.reading.encoder.words import Words, words_of
from onrecord.reading.parse import MAX_CHARS, Parse
from onrecord.reading.registry import Output, stage


class Encoded(NamedTuple):
    """A window with a vector for each of its words, and the logits of each to be an anchor."""

    window: Window
    vectors: np.ndarray
    anchors: np.ndarray


@dataclass(frozen=True, slots=True)
class Encoding:
    """A report as the reader model sees it: its words and its windows, in text order."""

    words: Words
    windows: tuple[Encoded, ...]

    def vectors(self) -> np.ndarray:
        """The vector of each word of the report, from the window that answers for it (W x width, float32)."""
        if not self.windows:
            return np.zeros((0, 1), np.float32)
        parts = []
        for window, vectors, _ in self.windows:
            parts.append(vectors[window.core_begin - window.begin : window.core_end - window.begin])
        return np.concatenate(parts)


@stage("encoding", needs=("parse",), question="What does the reader model see in the report's words?")
def encoding(*, parse: Parse) -> Output:
    """Run the reader model's encoder over the report."""
    if not parse.readable:
        return None, ()
    model = reader_model()
    return encode(model, words_of(parse.text[:MAX_CHARS], model.tokenizer), model.window), ()


def encode(network: Network, words: Words, size: WindowSize) -> Encoding:
    """Run the encoder over words, window by window."""
    windows = windows_of(words, core=size.core, before=size.before, after=size.after)
    return Encoding(
        words, tuple(Encoded(window, *network.encode(*_given(network, words, window))) for window in windows)
    )


def _given(network: Network, words: Words, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return *encoder_input(words, window, *network.marks), first_pieces(words, window)
