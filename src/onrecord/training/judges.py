"""Small heads that judge one case at a time (is this name a place? did the event happen there?) on a frozen encoder.

A case is some words, whose vectors the encoder gave, and a row of numbers (what rules, parse and gazetteer know).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from onnx import ModelProto, TensorProto
from torch import Tensor, nn
from torch.nn import functional

from onrecord.training.graph import Graph


@dataclass(slots=True)
class Cases:
    """Cases to learn from: vectors of their words (N x words x width), numbers (N x numbers), answers, weights (N)."""

    vectors: np.ndarray
    evidence: np.ndarray
    answers: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, slots=True)
class JudgeRecipe:
    """How a head is trained. ``narrow`` is the width to which each word's vector is brought, ``hidden`` the next's,
    half of it the last's; ``members`` are trained with different seeds, and their logits' mean is the answer."""

    epochs: int = 14
    batch: int = 256
    rate: float = 3e-3
    decay: float = 0.1
    dropout: float = 0.3
    narrow: int = 96
    hidden: int = 192
    members: int = 4
    seed: int = 1


class Member(nn.Module):
    """A head: each word's vector is made narrow, all are laid beside the numbers, and two hidden layers answer."""

    def __init__(self, words: int, width: int, numbers: int, recipe: JudgeRecipe) -> None:
        super().__init__()
        self.words = words
        self.narrow = nn.Linear(width, recipe.narrow)
        self.first = nn.Linear(numbers + words * recipe.narrow, recipe.hidden)
        self.second = nn.Linear(recipe.hidden, recipe.hidden // 2)
        self.answer = nn.Linear(recipe.hidden // 2, 1)
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, vectors: Tensor, evidence: Tensor) -> Tensor:
        """Logits (N) of cases: vectors (N x words x width) and numbers (N x numbers)."""
        words = functional.gelu(self.narrow(self.dropout(vectors))).flatten(1)
        x = self.dropout(functional.gelu(self.first(torch.cat([words, evidence], 1))))
        return self.answer(self.dropout(functional.gelu(self.second(x)))).squeeze(1)


class Judge(nn.Module):
    """Several heads whose logits' mean is the answer."""

    def __init__(self, members: list[Member]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, vectors: Tensor, evidence: Tensor) -> Tensor:
        """Logits (N), as a member gives them."""
        return torch.stack([member(vectors, evidence) for member in self.members]).mean(0)


def untrained(words: int, width: int, numbers: int) -> Judge:
    """A small head that knows nothing, where a model's file needs one before its heads are trained."""
    return Judge([Member(words, width, numbers, JudgeRecipe(narrow=1, hidden=2))])


def train_judge(
    cases: Cases, recipe: JudgeRecipe, tell: Callable[[int, int], None] = lambda done, whole: None
) -> Judge:
    """Train a head, member by member; ``tell`` is told of the epochs done, and of how many there are."""
    members = []
    for number in range(recipe.members):
        whole = recipe.members * recipe.epochs

        def told(done: int, begun: int = number * recipe.epochs, whole: int = whole) -> None:
            tell(begun + done, whole)

        members.append(_member(cases, recipe, recipe.seed + number, told))
    judge = Judge(members)
    judge.eval()
    return judge


def _member(cases: Cases, recipe: JudgeRecipe, seed: int, tell: Callable[[int], None]) -> Member:
    """Train one member; vectors are brought to mean 0 and deviation 1 first, which its first layer then takes over."""
    torch.manual_seed(seed)
    count, words, width = cases.vectors.shape
    flat = cases.vectors.reshape(-1, width)
    mean, deviation = torch.from_numpy(flat.mean(0)), torch.from_numpy(flat.std(0) + 1e-3)
    vectors = (torch.from_numpy(cases.vectors) - mean) / deviation
    evidence, answers, weights = (torch.from_numpy(a) for a in (cases.evidence, cases.answers, cases.weights))
    head = Member(words, width, evidence.shape[1], recipe)
    optimiser = torch.optim.AdamW(head.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-count // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps)
    for done in range(recipe.epochs):
        for drawn in torch.randperm(count).split(recipe.batch):
            loss = functional.binary_cross_entropy_with_logits(
                head(vectors[drawn], evidence[drawn]), answers[drawn], weight=weights[drawn]
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        tell(done + 1)
    with torch.no_grad():
        head.narrow.bias -= head.narrow.weight @ (mean / deviation)
        head.narrow.weight /= deviation
    head.eval()
    return head


def judge_graph(head: Judge) -> ModelProto:
    """A head as ONNX: ``vectors`` of a report's words, ``at`` and ``evidence`` of its cases, to their logits."""
    graph = Graph()
    answers = []
    for member in head.members:
        narrow = graph.gelu(graph.linear("vectors", member.narrow))
        beside = graph.constant([0, member.words * member.narrow.out_features], np.int64)
        words = graph.add("Reshape", graph.add("Gather", narrow, "at", axis=0), beside)
        x = graph.gelu(graph.linear(graph.add("Concat", words, "evidence", axis=1), member.first))
        answers.append(graph.linear(graph.gelu(graph.linear(x, member.second)), member.answer))
    mean = graph.add("Mean", *answers)
    answer = graph.add("Squeeze", mean, graph.constant([1], np.int64))
    one = head.members[0]
    numbers = one.first.in_features - one.words * one.narrow.out_features
    real = TensorProto.FLOAT
    return graph.model(
        "judge",
        {
            "vectors": (real, ["W", one.narrow.in_features]),
            "at": (TensorProto.INT64, ["N", one.words]),
            "evidence": (real, ["N", numbers]),
        },
        {"logits": (answer, ["N"])},
    )
