"""A network read back from a model's file, so that its training can go on: graph.py's way, walked backwards.

Weights are those that the file holds, 8-bit levels times their scales: written again, they give the same graphs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from onrecord.reading.encoder.model import CARD, EMBEDDING, ENCODER, STATEMENTS, parts_of
from onrecord.training.network import Layer, Reader, Shape


def restored(file: Path, dropout: float) -> Reader:
    """The network of a model's file.

    Raises:
        onrecord.reading.encoder.model.ReaderModelError: the file is missing, damaged, or of another format.
    """
    parts = parts_of(file)
    card = json.loads(parts[CARD])
    sizes: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in card["shape"].items()
    }
    model = Reader(Shape(**sizes), dropout)
    with torch.no_grad():
        _embedding(model, _Constants(parts[EMBEDDING]))
        _encoder(model, _Constants(parts[ENCODER]))
        _statements(model, _Constants(parts[STATEMENTS]))
        model.transitions.between.copy_(torch.tensor(card["tagging"]["between"]))
        model.transitions.begin.copy_(torch.tensor(card["tagging"]["begin"]))
    return model


class _Constants:
    """The constants of a graph in the order in which graph.py added them."""

    def __init__(self, graph: bytes) -> None:
        held = onnx.load_from_string(graph).graph.initializer
        self._all: Iterator[np.ndarray] = (numpy_helper.to_array(one) for one in held)

    def next(self) -> Tensor:
        return torch.from_numpy(np.array(next(self._all), dtype=np.float32))

    def skip(self, count: int = 1) -> None:
        for _ in range(count):
            next(self._all)

    def end(self) -> None:
        if next(self._all, None) is not None:
            raise ValueError(
                "the model's graph holds more than its network: it was made by another version of onrecord"
            )

    def product(self) -> tuple[Tensor, Tensor]:
        """Weights (inputs by outputs) and bias of an 8-bit product."""
        levels, scale = self.next(), self.next()
        self.skip()
        return levels * scale, self.next()

    def into(self, module: Any) -> None:
        weights, bias = self.product()
        module.weight.copy_(weights.T)
        module.bias.copy_(bias)

    def linear(self, module: Any) -> None:
        module.weight.copy_(self.next().T)
        module.bias.copy_(self.next())

    def norm(self, module: nn.LayerNorm) -> None:
        module.weight.copy_(self.next())
        module.bias.copy_(self.next())

    def pair(self, first: Any, second: Any) -> None:
        weights, bias = self.product()
        width = first.out_features
        for module, part, shift in (
            (first, weights[:, :width], bias[:width]),
            (second, weights[:, width:], bias[width:]),
        ):
            module.weight.copy_(part.T)
            if module.bias is not None:
                module.bias.copy_(shift)

    def layer(self, layer: Layer) -> None:
        weights, bias = self.product()
        scaled = torch.ones(3, layer.attention_heads * layer.head_size)
        scaled[0] = layer.head_size**-0.5
        layer.into.weight.copy_((weights / scaled.flatten()).T)
        layer.into.bias.copy_(bias / scaled.flatten())
        self.skip(2)
        self.into(layer.out)
        self.norm(layer.norm_attention)
        self.into(layer.widen)
        self.into(layer.narrow)
        self.norm(layer.norm_out)


def _embedding(model: Reader, held: _Constants) -> None:
    encoder = model.encoder
    levels, scale = held.next(), held.next()
    encoder.pieces.weight.copy_(levels * scale)
    encoder.position.weight.copy_(held.next())
    held.skip()
    for table in (encoder.case, encoder.gap, encoder.quoted):
        held.skip()
        table.weight.copy_(held.next())
    held.norm(encoder.norm)
    held.end()


def _encoder(model: Reader, held: _Constants) -> None:
    held.skip()
    for layer in model.encoder.layers:
        held.layer(layer)
    held.skip()
    widen, _, narrow = model.statements.anchor
    held.linear(widen)
    held.linear(narrow)
    held.end()


def _statements(model: Reader, held: _Constants) -> None:
    head = model.statements
    held.skip()
    held.pair(head.word, head.left)
    held.skip(2)
    held.pair(head.given, head.right)
    head.distance.weight.copy_(held.next())
    held.norm(head.norm)
    held.skip(7)
    weights, bias = held.product()
    width = head.near.out_channels
    head.near.weight.copy_(weights.reshape(head.near.kernel_size[0], -1, width).permute(2, 1, 0))
    head.near.bias.copy_(bias)
    held.norm(head.norm_near)
    held.layer(head.far)
    held.linear(head.tags)
    held.skip()
    held.linear(head.valid)
    held.end()
