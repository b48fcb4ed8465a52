"""Making the trained network smaller: which attention heads and inner neurons it needs least, and one without them.

What a head or a neuron is worth is the Fisher information of a gate on its output, at the trained weights: the mean,
over batches, of the squared derivative of the loss (Kwon et al. 2022; Michel et al. 2019 for heads). What it costs is
the time that it takes to read. The best network of a given cost keeps what is worth most for its cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import torch
from torch import Tensor

from onrecord.training.examples import Batch
from onrecord.training.losses import losses_of
from onrecord.training.network import Layer, Reader

HEAD_COST = 0.70
"""Microseconds a piece that an attention head takes, in windows of some 250 pieces on one core (8-bit products)."""
NEURON_COST = 0.0052
"""The same of an inner neuron: its share of two products and of the activation between them."""
_GROUP = 32  # neurons are kept in groups of so many, as the products compute them
_LEAST_GROUPS = 4


class Worth(NamedTuple):
    """What each attention head and each inner neuron of a layer is worth."""

    heads: Tensor
    neurons: Tensor


class Kept(NamedTuple):
    """Which attention heads and which inner neurons of a layer are kept, in order."""

    heads: Tensor
    neurons: Tensor


def worth_of(model: Reader, batches: Iterable[Batch], negatives: float, seed: int) -> list[Worth]:
    """What the parts of each layer are worth, by the derivatives of the losses of some batches.

    A gate on a column of a product's weights has the derivative of the column times its weights, summed: no gates
    need to be built in.
    """
    layers: list[Layer] = list(model.encoder.layers)
    found = [Worth(torch.zeros(y.attention_heads), torch.zeros(y.narrow.in_features)) for y in layers]
    device = next(model.parameters()).device
    for number, batch in enumerate(batches):
        chance = torch.Generator().manual_seed(seed + number)
        model.zero_grad(set_to_none=True)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            losses = losses_of(model, batch.on(device), negatives, chance)
        losses.total().backward()
        for layer, worth in zip(layers, found, strict=True):
            gates = _gates(layer.out).view(layer.attention_heads, layer.head_size).sum(1)
            worth.heads.add_(gates.square())
            worth.neurons.add_(_gates(layer.narrow).square())
    model.zero_grad(set_to_none=True)
    return found


def _gates(module: torch.nn.Linear) -> Tensor:
    assert module.weight.grad is not None
    return (module.weight.detach() * module.weight.grad).float().sum(0).cpu()


def chosen(worth: list[Worth], part: float) -> list[Kept]:
    """What is kept so that heads and neurons together cost at most ``part`` of what they do.

    Neurons of a layer are taken in groups, the best first. Each layer keeps a head and a few groups at least.
    """
    whole = sum(HEAD_COST * len(w.heads) + NEURON_COST * len(w.neurons) for w in worth)
    order = [(w.heads.argsort(descending=True), w.neurons.argsort(descending=True)) for w in worth]
    heads = [1] * len(worth)
    groups = [_LEAST_GROUPS] * len(worth)
    cost = sum(HEAD_COST + NEURON_COST * _GROUP * _LEAST_GROUPS for _ in worth)
    steps: list[tuple[float, int, str, float]] = []
    for layer, (w, (by_head, by_neuron)) in enumerate(zip(worth, order, strict=True)):
        steps += [(float(w.heads[i]) / HEAD_COST, layer, "head", HEAD_COST) for i in by_head[1:]]
        for group in by_neuron.split(_GROUP)[_LEAST_GROUPS:]:
            price = NEURON_COST * _GROUP
            steps.append((float(w.neurons[group].sum()) / price, layer, "group", price))
    for _, layer, kind, price in sorted(steps, key=lambda step: -step[0]):
        if cost + price > part * whole:
            break
        cost += price
        if kind == "head":
            heads[layer] += 1
        else:
            groups[layer] += 1
    return [
        Kept(by_head[:h].sort().values, by_neuron[: g * _GROUP].sort().values)
        for h, g, (by_head, by_neuron) in zip(heads, groups, order, strict=True)
    ]


def shrunk(model: Reader, kept: list[Kept], dropout: float) -> Reader:
    """A copy of a network with the kept heads and neurons alone."""
    shape = replace(
        model.shape,
        attention_heads=tuple(len(k.heads) for k in kept),
        inner=tuple(len(k.neurons) for k in kept),
    )
    made = Reader(shape, dropout)
    state = dict(model.state_dict())
    for number, (layer, keep) in enumerate(zip(model.encoder.layers, kept, strict=True)):
        at, size = f"encoder.layers.{number}", layer.head_size
        columns = (keep.heads[:, None] * size + torch.arange(size)).flatten()
        rows = torch.cat([columns + part * layer.attention_heads * size for part in range(3)])
        for name, index in (("into", rows), ("widen", keep.neurons)):
            state[f"{at}.{name}.weight"] = state[f"{at}.{name}.weight"][index]
            state[f"{at}.{name}.bias"] = state[f"{at}.{name}.bias"][index]
        for name, index in (("out", columns), ("narrow", keep.neurons)):
            state[f"{at}.{name}.weight"] = state[f"{at}.{name}.weight"][:, index]
    made.load_state_dict(state)
    return made
