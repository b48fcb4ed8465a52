"""Trains the second encoder and its heads: where an event happened, and whether, by its sentence alone.

The encoder begins as a copy of the first one's layers, on the first one's embedding, which stays as it is. Unlike a
head on frozen vectors it can learn which words of the sentence matter to a question. All questions are learned
together, a batch of sentences of one after a batch of another, so that a sentence is read once for all of them.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces
from onrecord.reading.encoder.words import Words
from onrecord.training.judges import Judge, JudgeRecipe, Member
from onrecord.training.network import Encoder, Layer
from onrecord.training.optimise import warmed


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence of which something is asked: its words, and for each case the words that matter (N x words, indices
    of the sentence's words), numbers and answer."""

    words: Words
    window: Window
    at: np.ndarray
    evidence: np.ndarray
    answers: np.ndarray


@dataclass(frozen=True, slots=True)
class CloserRecipe:
    """How the second encoder is trained. ``judge`` is its heads' recipe, whose members learn together."""

    seed: int = 1
    epochs: int = 4
    batch: int = 48  # sentences
    rate: float = 1.2e-4
    head_rate: float = 1.5e-3
    decay: float = 0.01
    head_decay: float = 0.05
    warm_up: float = 0.1
    dropout: float = 0.1
    average: float = 0.98
    judge: JudgeRecipe = field(default_factory=partial(JudgeRecipe, members=3))


class _Closer(nn.Module):
    def __init__(self, encoder: Encoder, asked: Mapping[str, Sequence[Asked]], recipe: CloserRecipe) -> None:
        super().__init__()
        width = encoder.norm.normalized_shape[0]
        self.layers = copy.deepcopy(encoder.layers)
        for layer in self.layers:
            layer.dropout.rate = recipe.dropout
        self.heads = nn.ModuleDict()
        for name, ones in asked.items():
            words, numbers = ones[0].at.shape[1], ones[0].evidence.shape[1]
            members = (Member(words, width, numbers, recipe.judge) for _ in range(recipe.judge.members))
            self.heads[name] = nn.ModuleList(members)

    def forward(
        self, head: str, embedded: Tensor, real: Tensor, rows: Tensor, pieces: Tensor, evidence: Tensor
    ) -> Tensor:
        """Logits of a head (members x N): the cases' sentences (N), their words' first pieces (N x words), numbers."""
        mask = torch.where(real[:, None, None, :], 0.0, -1e4)
        x = embedded
        for layer in self.layers:
            x = layer(x, mask)
        vectors = x[rows[:, None], pieces]
        return torch.stack([member(vectors, evidence) for member in self.heads[head]])


def train_closer(
    encoder: Encoder,
    asked: Mapping[str, Sequence[Asked]],
    recipe: CloserRecipe,
    marks: tuple[int, int],
    tell: Callable[[int, int], None] = lambda done, whole: None,
) -> tuple[list[Layer], dict[str, Judge]]:
    """Train it.

    Args:
        encoder: the first encoder, trained.
        asked: the sentences of each question, by its head's name.
        recipe: how it is done.
        marks: the pieces before and after a sentence.
        tell: told of the batches done, and of how many there are.

    Returns:
        Its layers and its heads, with the running average of their weights.
    """
    torch.manual_seed(recipe.seed)
    encoder.eval()
    model = _Closer(encoder, asked, recipe)
    layers, heads = list(model.layers.parameters()), list(model.heads.parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": recipe.rate, "weight_decay": recipe.decay},
            {"params": heads, "lr": recipe.head_rate, "weight_decay": recipe.head_decay},
        ]
    )
    plan = [group for number in range(recipe.epochs) for group in _batches(asked, recipe, number)]
    average = [p.detach().clone() for p in model.parameters()]
    model.train()
    for step, (head, group) in enumerate(plan):
        part = warmed(step, len(plan), recipe.warm_up)
        for parameters, rate in zip(optimiser.param_groups, (recipe.rate, recipe.head_rate), strict=True):
            parameters["lr"] = rate * part
        logits = model(head, *_given(encoder, group, marks))
        answers = torch.from_numpy(np.concatenate([one.answers for one in group])).expand_as(logits)
        loss = functional.binary_cross_entropy_with_logits(logits, answers)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*layers, *heads], 1.0)
        optimiser.step()
        keep = min(recipe.average, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(average, [p.detach() for p in model.parameters()], 1 - keep)
        tell(step + 1, len(plan))
    with torch.no_grad():
        for parameter, mean in zip(model.parameters(), average, strict=True):
            parameter.copy_(mean)
    model.eval()
    judges = {name: Judge(list(members)) for name, members in model.heads.items()}
    for judge in judges.values():
        judge.eval()
    return list(model.layers), judges


def _batches(asked: Mapping[str, Sequence[Asked]], recipe: CloserRecipe, number: int) -> list[tuple[str, list[Asked]]]:
    """The sentences of an epoch with the head that is asked, those of one head and of like length together."""
    chance = random.Random(recipe.seed * 1000 + number)
    groups: list[tuple[str, list[Asked]]] = []
    for head, ones in asked.items():
        order = list(ones)
        chance.shuffle(order)
        for start in range(0, len(order), recipe.batch * 20):
            pool = sorted(order[start : start + recipe.batch * 20], key=_size)
            groups += [(head, pool[k : k + recipe.batch]) for k in range(0, len(pool), recipe.batch)]
    chance.shuffle(groups)
    return groups


def _size(one: Asked) -> int:
    return one.words.first[one.window.end] - one.words.first[one.window.begin] + 2


def _given(encoder: Encoder, group: Sequence[Asked], marks: tuple[int, int]) -> tuple[Tensor, ...]:
    """The embedded pieces of some sentences, padded; which are real; and of each case its sentence, the first pieces
    of its words, and its numbers."""
    size = max(map(_size, group))
    pieces = np.zeros((len(group), size), np.int64)
    features = np.zeros((len(group), size, 3), np.int64)
    real = np.zeros((len(group), size), bool)
    rows, at = [], []
    for row, one in enumerate(group):
        ids, shown = encoder_input(one.words, one.window, *marks)
        pieces[row, : len(ids)], features[row, : len(ids)], real[row, : len(ids)] = ids, shown, True
        rows.append(np.full(len(one.at), row, np.int64))
        at.append(first_pieces(one.words, one.window)[one.at])
    with torch.no_grad():
        embedded = encoder.embedded(
            torch.from_numpy(pieces), torch.from_numpy(features), torch.arange(size).expand(len(group), size)
        )
    evidence = np.concatenate([one.evidence for one in group])
    return (
        embedded,
        torch.from_numpy(real),
        torch.from_numpy(np.concatenate(rows)),
        torch.from_numpy(np.concatenate(at)),
        torch.from_numpy(evidence),
    )
