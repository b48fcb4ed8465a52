"""The stage ``encoding``: the reader model's one pass over a report, which its heads then question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.reading.encoder.closely import Closely
from onrecord.reading.encoder.model import WindowSize, reader_model
from onrecord.reading.encoder.network import Network
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces, windows_of
from onrecord.reading.encoder.words import Words, words_of
from onrecord.reading.parse import MAX_CHARS, Parse
from onrecord.reading.registry import Output, stage


class Encoded(NamedTuple):
    """A window with a vector for each of its words, the logits of each to be an anchor, and a vector for each as it
    was halfway through the encoder's layers."""

    window: Window
    vectors: np.ndarray
    anchors: np.ndarray
    halfway: np.ndarray


@dataclass(frozen=True, slots=True)
class Encoding:
    """A report as the reader model sees it: its words and its windows, in text order."""

    words: Words
    windows: tuple[Encoded, ...]

    def vectors(self) -> np.ndarray:
        """The vector of each word of the report, from the window that answers for it (W x width, float32)."""
        return self._of_words([encoded.vectors for encoded in self.windows])

    def deep_vectors(self) -> np.ndarray:
        """The same beside each word's vector halfway through the layers, which knows more of the word itself
        (W x 2 width, float32)."""
        return self._of_words([np.concatenate([e.halfway, e.vectors], axis=1) for e in self.windows])

    def _of_words(self, windows: list[np.ndarray]) -> np.ndarray:
        """Each word's row, from the window that answers for it."""
        if not windows:
            return np.zeros((0, 1), np.float32)
        cores = [(e.window.core_begin - e.window.begin, e.window.core_end - e.window.begin) for e in self.windows]
        return np.concatenate([rows[begin:end] for rows, (begin, end) in zip(windows, cores, strict=True)])


@stage("encoding", needs=("parse",), question="What does the reader model see in the report's words?")
def encoding(*, parse: Parse) -> Output:
    """Run the reader model's encoder over the report."""
    if not parse.readable:
        return None, ()
    model = reader_model()
    return encode(model, words_of(parse.text[:MAX_CHARS], model.tokenizer), model.window), ()


@stage("closely", needs=("encoding",), question="What does the second encoder see in a sentence read alone?")
def closely(*, encoding: Encoding | None) -> Output:
    """What reads sentences once more when a head asks; nothing is read before."""
    return (Closely(encoding.words, reader_model()) if encoding is not None else None), ()


def encode(network: Network, words: Words, size: WindowSize) -> Encoding:
    """Run the encoder over words, window by window."""
    windows = windows_of(words, core=size.core, before=size.before, after=size.after)
    return Encoding(
        words, tuple(Encoded(window, *network.encode(*_given(network, words, window))) for window in windows)
    )


def _given(network: Network, words: Words, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return *encoder_input(words, window, *network.marks), first_pieces(words, window)
