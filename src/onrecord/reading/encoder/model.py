"""The shipped reader model: one file with a tokenizer, ONNX graphs and a card, run by onnxruntime.

The file is found beside this module, or where ``ONRECORD_MODEL`` points. Its card names the digest of each part, and
each is compared before it is used; the file that ships is compared with ``reader.json`` too. A window is computed
alone and on one thread, so that an answer depends on nothing beside it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.reading.encoder.network import LABELS, Head, Tagging, Thresholds
from onrecord.reading.encoder.words import marks_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VARIABLE = "ONRECORD_MODEL"
FILE = Path(__file__).with_name("reader.model")
PINNED = Path(__file__).with_name("reader.json")
FORMAT = 4
CARD, TOKENIZER, EMBEDDING, ENCODER = "card.json", "tokenizer.json", "embedding.onnx", "encoder.onnx"
STATEMENTS = "statements.onnx"
PLACES, WHERE = "places.onnx", "where.onnx"
FACTUALITY, FACTUALITY_CLOSELY = "factuality.onnx", "factuality_closely.onnx"
CLOSER, WHERE_CLOSELY = "closer.onnx", "where_closely.onnx"
PARTS = (
    TOKENIZER,
    EMBEDDING,
    ENCODER,
    STATEMENTS,
    PLACES,
    WHERE,
    CLOSER,
    WHERE_CLOSELY,
    FACTUALITY,
    FACTUALITY_CLOSELY,
)


class ReaderModelError(RuntimeError):
    """The reader model is missing, damaged or of another format; the message names the file and the mend."""


@dataclass(frozen=True, slots=True)
class WindowSize:
    """How a report is cut for the model, in pieces: what a window answers for, and what it sees before and after."""

    core: int
    before: int
    after: int


class ReaderModel:
    """The reader model, loaded. Answers as ``onrecord.reading.encoder.network.Network``.

    Args:
        path: the model's file.
        pinned: the SHA-256 that the file must have, if it must have one.

    Raises:
        ReaderModelError: the file is missing, damaged, or of another format.
    """

    def __init__(self, path: Path, pinned: str | None = None) -> None:
        parts = parts_of(path, pinned)
        self.card: dict[str, Any] = json.loads(parts[CARD])
        tagging = self.card["tagging"]
        self.tagging = Tagging(
            np.array(tagging["between"], np.float32), np.array(tagging["begin"], np.float32), int(tagging["reach"])
        )
        self.thresholds = Thresholds(**self.card["thresholds"])
        self.window = WindowSize(**self.card["window"])
        self.tokenizer = _tokenizer(parts[TOKENIZER])
        self.marks = marks_of(self.tokenizer)
        self._embedding = _session(parts[EMBEDDING])
        self._encoder = _session(parts[ENCODER])
        self._statements = _session(parts[STATEMENTS])
        self._closer = _session(parts[CLOSER])
        heads = {"places": PLACES, "where": WHERE, "where_closely": WHERE_CLOSELY}
        heads |= {"factuality": FACTUALITY, "factuality_closely": FACTUALITY_CLOSELY}
        self._judges = {head: _session(parts[name]) for head, name in heads.items()}

    def encode(
        self, pieces: np.ndarray, features: np.ndarray, first: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """A window's word vectors, the anchor logits of each word, and its vector halfway through the layers."""
        given = {"embedded": self._embedded(pieces, features), "first": first}
        vectors, anchors, halfway = self._encoder.run(("vectors", "anchors", "halfway"), given)
        return vectors, anchors, halfway

    def closely(self, pieces: np.ndarray, features: np.ndarray, first: np.ndarray) -> np.ndarray:
        """The vectors of a sentence's words (W x width) by the second encoder, which reads one sentence alone."""
        given = {"embedded": self._embedded(pieces, features), "first": first}
        vectors: np.ndarray = self._closer.run(None, given)[0]
        return vectors

    def _embedded(self, pieces: np.ndarray, features: np.ndarray) -> np.ndarray:
        embedded: np.ndarray = self._embedding.run(None, {"pieces": pieces, "features": features})[0]
        return embedded

    def around(self, vectors: np.ndarray, anchors: np.ndarray, reach: int) -> tuple[np.ndarray, np.ndarray]:
        """Tags of the words around each anchor, and whether it is one."""
        given = {"vectors": vectors, "anchors": anchors, "offsets": np.arange(-reach, reach + 1)}
        tags, valid = self._statements.run(("tags", "valid"), given)
        return tags, valid

    def judge(self, head: Head, vectors: np.ndarray, at: np.ndarray, evidence: np.ndarray) -> np.ndarray:
        """How surely each of N cases is one, 0 to 1, by the vectors of some words and what else is known of it.

        Args:
            head: which question is asked: is it a place name; did the event happen there.
            vectors: of the report's words (W x width).
            at: the words of each case (N x words, int64).
            evidence: what else is known, as numbers (N x numbers, float32).
        """
        chances: np.ndarray = 1 / (1 + np.exp(-self.logits(head, vectors, at, evidence)))
        return chances

    def logits(self, head: Head, vectors: np.ndarray, at: np.ndarray, evidence: np.ndarray) -> np.ndarray:
        """The same before the logistic function, so that the answers of two heads can be put together."""
        if not len(at):
            return np.zeros(0, np.float32)
        used, places = np.unique(at, return_inverse=True)  # of a report's words the few that are asked of
        given = {"vectors": vectors[used], "at": places.reshape(at.shape), "evidence": evidence}
        [logits] = self._judges[head].run(None, given)
        return np.asarray(logits)


@lru_cache(maxsize=1)
def reader_model() -> ReaderModel:
    """The one reader model of this process, loaded at first use.

    Raises:
        ReaderModelError: the file is missing, damaged, or of another format.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return ReaderModel(Path(given))
    return ReaderModel(FILE, json.loads(PINNED.read_text(encoding="utf-8"))["sha256"])


def write_model(path: Path, card: dict[str, Any], parts: dict[str, bytes]) -> str:
    """Write a model's file: the same parts give the same bytes.

    Returns:
        The file's SHA-256.
    """
    card = {**card, "format": FORMAT, "labels": list(LABELS), "parts": {n: _digest(parts[n]) for n in PARTS}}
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w") as file:  # stored: weights hardly shrink, and it opens in half the time
        for name, content in ((CARD, json.dumps(card, indent=1).encode()), *((n, parts[n]) for n in PARTS)):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    beside.replace(path)
    return _digest(path.read_bytes())


def parts_of(path: Path, pinned: str | None = None) -> dict[str, bytes]:
    """The parts of a model's file and its card, by name, their digests compared.

    Raises:
        ReaderModelError: the file is missing, damaged, or of another format.
    """
    mend = f"reinstall onrecord, or point {VARIABLE} to a model made by onrecord train"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReaderModelError(f"the reader model cannot be read at {path} ({error.strerror}): {mend}") from None
    if pinned is not None and _digest(content) != pinned:
        raise ReaderModelError(f"{path} is not the reader model that was pinned (sha256 {_digest(content)}): {mend}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            card = json.loads(file.read(CARD))
            if card["format"] != FORMAT or card["labels"] != list(LABELS):
                raise ReaderModelError(f"{path} is a reader model of format {card['format']}, not {FORMAT}: {mend}")
            parts = {name: file.read(name) for name in (CARD, *PARTS)}
            for name in PARTS:
                if _digest(parts[name]) != card["parts"][name]:
                    raise ReaderModelError(f"{path} is damaged in {name}: {mend}")
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise ReaderModelError(f"{path} is no reader model, or is damaged ({error}): {mend}") from None
    return parts


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _tokenizer(content: bytes) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_str(content.decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _session(content: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
