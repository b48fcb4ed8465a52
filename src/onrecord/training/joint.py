"""Teaching a finished encoder two questions more: is this name a place, and did the event happen there?

The encoder goes on learning with its heads, from windows in which the questions are asked and, in each step, from as
many in which statements are marked, with the network as it was for a teacher: so it learns the one and keeps the other.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces, windows_of
from onrecord.reading.encoder.words import Words
from onrecord.training.examples import Example, Piece, batch_of, epoch
from onrecord.training.judges import Cases, Judge, JudgeRecipe, Member
from onrecord.training.losses import losses_of
from onrecord.training.network import Reader

Question = str
"""The name of a head: ``places`` or ``where``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Cases of one question in a text: the words of each (N x words, indices), its numbers, answer and weight."""

    at: np.ndarray
    evidence: np.ndarray
    answers: np.ndarray
    weights: np.ndarray


@dataclass(slots=True)
class Text:
    """A text as words, with what is asked of it."""

    words: Words
    asked: dict[Question, Asked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JointRecipe:
    """How the encoder is taught. ``pieces`` and ``told`` are the pieces of a step's windows of questions and of
    statements."""

    seed: int = 1
    epochs: int = 4
    pieces: int = 3072
    told: int = 2048
    window: int = 250
    encoder_rate: float = 1e-4
    statements_rate: float = 2e-4
    judges_rate: float = 1.5e-3
    warm_up: float = 0.1
    weight_decay: float = 0.01
    negatives: float = 1.0
    average: float = 0.99
    weights: tuple[tuple[Question, float], ...] = (("places", 1.0), ("where", 2.0), ("statements", 0.25))


Tell = Callable[[int, int, dict[str, float]], None]


@dataclass(slots=True)
class _Batch:
    pieces: Tensor
    features: Tensor
    positions: Tensor
    real: Tensor
    first: Tensor
    asked: dict[Question, tuple[Tensor, ...]]  # rows, words, numbers, answers, weights


def teach(
    model: Reader,
    texts: list[Text],
    statements: list[Example],
    heads: dict[Question, JudgeRecipe],
    recipe: JointRecipe,
    marks: tuple[int, int],
    tell: Tell,
) -> tuple[Reader, dict[Question, Judge]]:
    """Teach a network, in place, and train the heads of the questions with it.

    Args:
        model: the network, trained to read statements.
        texts: what is asked of which texts.
        statements: articles with their statements, as the network learned them.
        heads: the head of each question.
        recipe: how it is done.
        marks: the pieces before and after a window.
        tell: told of steps done, of all, and of the losses.

    Returns:
        The network and the heads, each with the running average of its weights.
    """
    torch.manual_seed(recipe.seed)
    teacher = copy.deepcopy(model).eval()
    judges = {name: _judge(texts, name, head, model.shape.width) for name, head in heads.items()}
    taught = nn.ModuleDict({"reader": model, **judges})
    taught.train()
    own = [p for judge in judges.values() for p in judge.parameters()]
    model.encoder.pieces.weight.requires_grad_(False)  # most words of a report never stood in what is learned from
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    rest = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    rates = (recipe.encoder_rate, recipe.statements_rate, recipe.judges_rate)
    optimiser = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip((encoder, rest, own), rates, strict=True)],
        weight_decay=recipe.weight_decay,
    )
    plan = [batch for number in range(recipe.epochs) for batch in _batches(texts, recipe, number)]
    spoken = _statements(statements, model, recipe)
    average = {name: p.detach().clone() for name, p in taught.named_parameters()}
    means: dict[str, float] = {}
    for step, group in enumerate(plan):
        part = min(1.0, (step + 1) / (recipe.warm_up * len(plan))) * 0.5 * (1 + math.cos(math.pi * step / len(plan)))
        for parameters, rate in zip(optimiser.param_groups, rates, strict=True):
            parameters["lr"] = rate * part
        losses = _losses(model, judges, _padded(group, marks))
        chance = torch.Generator().manual_seed(recipe.seed * 1_000_003 + step)
        batch = batch_of(next(spoken), model.shape.reach, *marks)
        losses["statements"] = losses_of(model, batch, recipe.negatives, chance, teacher).total()
        weights = dict(recipe.weights)
        optimiser.zero_grad(set_to_none=True)
        total = torch.stack([weights[name] * loss for name, loss in losses.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
        optimiser.step()
        keep = min(recipe.average, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, p in taught.named_parameters():
                average[name].lerp_(p, 1 - keep)
        for name, loss in losses.items():
            means[name] = 0.95 * means.get(name, loss.item()) + 0.05 * loss.item()
        tell(step + 1, len(plan), means)
    taught.load_state_dict({**taught.state_dict(), **average})
    taught.eval()
    return model, judges


def _judge(texts: Sequence[Text], name: Question, recipe: JudgeRecipe, width: int) -> Judge:
    asked = next(text.asked[name] for text in texts if name in text.asked)
    return Judge([Member(asked.at.shape[1], width, asked.evidence.shape[1], recipe) for _ in range(recipe.members)])


def _batches(texts: Sequence[Text], recipe: JointRecipe, number: int) -> Iterator[list[tuple[Text, Window]]]:
    """The windows of an epoch, those of like size together."""
    chance = random.Random(recipe.seed * 1000 + number)
    cut = []
    for text in texts:
        core = chance.randint(recipe.window * 2 // 3, recipe.window)
        cut += [
            (text, w)
            for w in windows_of(text.words, core=core, before=chance.randint(0, 24), after=chance.randint(0, 12))
        ]
    chance.shuffle(cut)
    batches: list[list[tuple[Text, Window]]] = []
    for start in range(0, len(cut), 400):
        pool = sorted(cut[start : start + 400], key=_size)
        group: list[tuple[Text, Window]] = []
        for one in pool:
            if group and (len(group) + 1) * _size(one) > recipe.pieces:
                batches.append(group)
                group = []
            group.append(one)
        batches.append(group)
    chance.shuffle(batches)
    return iter(batches)


def _size(one: tuple[Text, Window]) -> int:
    first = one[0].words.first
    return first[one[1].end] - first[one[1].begin] + 2


def _statements(examples: list[Example], model: Reader, recipe: JointRecipe) -> Iterator[list[Piece]]:
    number = 0
    while True:
        chance = random.Random(recipe.seed * 7000 + number)
        yield from epoch(examples, recipe.told, model.shape.positions, (160, 248), chance)
        number += 1


def _padded(group: Sequence[tuple[Text, Window]], marks: tuple[int, int]) -> _Batch:
    size = max(_size(one) for one in group)
    length = max(window.end - window.begin for _, window in group)
    pieces = np.zeros((len(group), size), np.int64)
    features = np.zeros((len(group), size, 3), np.int64)
    real = np.zeros((len(group), size), bool)
    first = np.zeros((len(group), length), np.int64)
    asked: dict[Question, list[tuple[np.ndarray, ...]]] = {}
    for row, (text, window) in enumerate(group):
        ids, shown = encoder_input(text.words, window, *marks)
        pieces[row, : len(ids)], features[row, : len(ids)], real[row, : len(ids)] = ids, shown, True
        first[row, : window.end - window.begin] = first_pieces(text.words, window)
        for name, cases in text.asked.items():
            middle = cases.at[:, cases.at.shape[1] // 2]
            here = (middle >= window.core_begin) & (middle < window.core_end)
            at = np.clip(cases.at[here] - window.begin, 0, window.end - window.begin - 1)
            rows = np.full(len(at), row, np.int64)
            asked.setdefault(name, []).append(
                (rows, at, cases.evidence[here], cases.answers[here], cases.weights[here])
            )
    positions = np.broadcast_to(np.arange(size), pieces.shape).copy()
    together = {
        name: tuple(torch.from_numpy(np.concatenate(column)) for column in zip(*parts, strict=True))
        for name, parts in asked.items()
    }
    return _Batch(
        torch.from_numpy(pieces),
        torch.from_numpy(features),
        torch.from_numpy(positions),
        torch.from_numpy(real),
        torch.from_numpy(first),
        together,
    )


def _losses(model: Reader, judges: dict[Question, Judge], batch: _Batch) -> dict[str, Tensor]:
    """The loss of each question: of each member of its head, their mean over the batch's cases."""
    words = model.encoder(batch.pieces, batch.features, batch.positions, batch.real, batch.first)
    found: dict[str, Tensor] = {}
    for name, (rows, at, evidence, answers, heavy) in batch.asked.items():
        if not len(rows):
            continue
        vectors = words[rows[:, None], at]
        members = list(judges[name].members)
        losses = [
            functional.binary_cross_entropy_with_logits(member(vectors, evidence), answers, weight=heavy)
            for member in members
        ]
        found[name] = torch.stack(losses).mean()
    return found


def asked_of(cases: Cases, at: np.ndarray) -> Asked:
    """Cases with the words that they are about, instead of the words' vectors."""
    return Asked(at, cases.evidence, cases.answers, cases.weights)
