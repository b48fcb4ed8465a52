"""The reader model as ONNX graphs, written node by node.

Weights of the large products are stored as 8-bit integers with a scale for each output column; inputs are quantised as
they come (a scale for each window). A window is computed alone, so that its answer depends on nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper
from torch import nn

from onrecord.reading.encoder.network import LABELS
from onrecord.training.network import Layer, Reader

_OPSET = 20
_MICROSOFT = "com.microsoft"  # the operators that onnxruntime adds
_STEPS = 127  # of an 8-bit weight, on either side of zero


class Graph:
    """A graph in the making. Methods that add a node return the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **options: Any) -> Any:
        """Add a node."""
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **options))
        return names[0] if outputs == 1 else names

    def constant(self, value: ArrayLike, kind: Any = np.float32) -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, dtype=kind, order="C"), name))
        return name

    def weights(self, module: nn.Module) -> str:
        """Add a layer's weights as they are, inputs first."""
        return self.constant(_numpy(module.weight).T)

    def product(self, x: str, module: nn.Linear) -> str:
        """``x`` times the layer's weights plus its bias, in 8-bit integers."""
        return self.times(x, _numpy(module.weight).T, _numpy(module.bias) if module.bias is not None else None)

    def times(self, x: str, weights: np.ndarray, bias: np.ndarray | None) -> str:
        """``x`` times weights (inputs by outputs) plus a bias, in 8-bit integers."""
        levels, scale = quantised(weights, axis=0)
        b = self.constant(levels, np.int8), self.constant(scale[0]), self.constant(np.zeros(scale.shape[1]), np.int8)
        last = self.constant(bias) if bias is not None else ""
        return str(self.add("DynamicQuantizeMatMul", x, *b, last, domain=_MICROSOFT))

    def pair(self, x: str, first: nn.Linear, second: nn.Linear) -> tuple[str, str]:
        """``x`` times the weights of two layers of one width, computed as one product."""
        modules = first, second
        biases = [_numpy(m.bias) if m.bias is not None else np.zeros(m.out_features, np.float32) for m in modules]
        both = self.times(x, np.concatenate([_numpy(m.weight) for m in modules]).T, np.concatenate(biases))
        one, other = self.add("Split", both, outputs=2, axis=-1, num_outputs=2)
        return one, other

    def neighbours(self, x: str, module: nn.Conv1d) -> str:
        """A convolution over (B, P, width) and three neighbours, as one product of their vectors side by side."""
        padded = self.add("Pad", x, self.constant([0, 1, 0, 0, 1, 0], np.int64))
        count = self.add("Shape", x, start=1, end=2)
        beside = []
        for shift in range(3):
            begin = self.constant([shift], np.int64)
            end = self.add("Add", count, begin)
            beside.append(self.add("Slice", padded, begin, end, self.constant([1], np.int64)))
        weights = _numpy(module.weight)  # outputs, inputs, neighbours
        rows = weights.transpose(2, 1, 0).reshape(-1, weights.shape[0])
        return self.times(str(self.add("Concat", *beside, axis=-1)), rows, _numpy(module.bias))

    def linear(self, x: str, module: nn.Linear) -> str:
        """The same in floating point, for what is small."""
        y = self.add("MatMul", x, self.weights(module))
        return str(self.add("Add", y, self.constant(_numpy(module.bias)))) if module.bias is not None else str(y)

    def norm(self, x: str, module: nn.LayerNorm) -> str:
        """Layer normalisation."""
        weight, bias = self.constant(_numpy(module.weight)), self.constant(_numpy(module.bias))
        return str(self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=module.eps))

    def gelu(self, x: str) -> str:
        """The activation, with the error function."""
        return str(self.add("Gelu", x, domain=_MICROSOFT))

    def rows(self, table: nn.Embedding, ids: str) -> str:
        """Rows of an embedding, by id."""
        return str(self.add("Gather", self.constant(_numpy(table.weight)), ids, axis=0))

    def layer(self, x: str, layer: Layer) -> str:
        """A BERT layer over (B, P, width)."""
        width, size = layer.out.in_features, layer.head_size
        scaled = np.repeat([size**-0.5, 1.0, 1.0], layer.attention_heads * size).astype(np.float32)  # queries
        into = self.times(x, _numpy(layer.into.weight).T * scaled, _numpy(layer.into.bias) * scaled)
        shape = self.constant([0, 0, layer.attention_heads, size], np.int64)
        query, key, value = (
            self.add("Reshape", part, shape) for part in self.add("Split", into, outputs=3, axis=-1, num_outputs=3)
        )
        query = self.add("Transpose", query, perm=[0, 2, 1, 3])
        key = self.add("Transpose", key, perm=[0, 2, 3, 1])
        value = self.add("Transpose", value, perm=[0, 2, 1, 3])
        mixed = self.add("MatMul", self.add("Softmax", self.add("MatMul", query, key), axis=-1), value)
        mixed = self.add("Transpose", mixed, perm=[0, 2, 1, 3])
        mixed = self.add("Reshape", mixed, self.constant([0, 0, width], np.int64))
        x = self.norm(self.add("Add", x, self.product(mixed, layer.out)), layer.norm_attention)
        y = self.product(self.gelu(self.product(x, layer.widen)), layer.narrow)
        return self.norm(self.add("Add", x, y), layer.norm_out)

    def model(
        self, name: str, inputs: dict[str, tuple[Any, list[Any]]], outputs: dict[str, tuple[str, list[Any]]]
    ) -> ModelProto:
        """The finished graph: inputs by name with type and shape; outputs by name with the node they are of."""
        for given, (made, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [given]))
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(key, kind, shape) for key, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(key, TensorProto.FLOAT, shape) for key, (_, shape) in outputs.items()],
            self.constants,
        )
        domains = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=domains, ir_version=9, producer_name="onrecord")
        checker.check_model(model)
        return model


def quantised(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """8-bit levels of weights, and the scale of each row (``axis`` 1) or column (0)."""
    scale = np.maximum(np.abs(weights).max(axis=axis, keepdims=True) / _STEPS, 1e-8)
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def embedding_graph(model: Reader) -> ModelProto:
    """What both encoders begin with: ``pieces`` and ``features`` to ``embedded``."""
    graph, encoder = Graph(), model.encoder
    levels, scale = quantised(_numpy(encoder.pieces.weight), axis=1)
    rows = graph.add("Gather", graph.constant(levels, np.int8), "pieces", axis=0)
    rows = graph.add("Cast", rows, to=TensorProto.FLOAT)
    x = graph.add("Mul", rows, graph.add("Gather", graph.constant(scale), "pieces", axis=0))
    count = graph.add("Shape", "pieces")
    places = graph.add("Slice", graph.constant(_numpy(encoder.position.weight)), graph.constant([0], np.int64), count)
    x = graph.add("Add", x, places)
    for column, table in enumerate((encoder.case, encoder.gap, encoder.quoted)):
        ids = graph.add("Gather", "features", graph.constant(column, np.int64), axis=1)
        x = graph.add("Add", x, graph.rows(table, ids))
    integers = TensorProto.INT64
    return graph.model(
        "embedding",
        {"pieces": (integers, ["P"]), "features": (integers, ["P", 3])},
        {"embedded": (graph.norm(x, encoder.norm), ["P", encoder.norm.normalized_shape[0]])},
    )


def encoder_graph(model: Reader) -> ModelProto:
    """The encoder: ``embedded`` pieces and ``first`` to ``vectors``, ``anchors`` and ``halfway`` (see
    reading.encoder.network)."""
    graph, width = Graph(), model.encoder.norm.normalized_shape[0]
    layers = list(model.encoder.layers)
    halfway, vectors = _layers(graph, layers, len(layers) // 2)
    widen, _, narrow = model.statements.anchor
    anchors = graph.linear(graph.gelu(graph.linear(vectors, widen)), narrow)
    outputs = {"vectors": (vectors, ["W", width]), "anchors": (anchors, ["W", 2]), "halfway": (halfway, ["W", width])}
    return graph.model("encoder", _embedded(width), outputs)


def closer_graph(layers: Iterable[Layer], width: int) -> ModelProto:
    """A second encoder: ``embedded`` pieces and ``first`` to ``vectors``."""
    graph = Graph()
    [vectors] = _layers(graph, list(layers))
    return graph.model("closer", _embedded(width), {"vectors": (vectors, ["W", width])})


def _embedded(width: int) -> dict[str, tuple[Any, list[Any]]]:
    return {"embedded": (TensorProto.FLOAT, ["P", width]), "first": (TensorProto.INT64, ["W"])}


def _layers(graph: Graph, layers: Sequence[Layer], *after: int) -> list[str]:
    """Layers over embedded pieces: each word's vector at its first piece, after so many layers and after the last."""
    x = graph.add("Unsqueeze", "embedded", graph.constant([0], np.int64))
    passed = [x]
    for layer in layers:
        passed.append(graph.layer(passed[-1], layer))
    one = graph.constant([0], np.int64)
    return [graph.add("Gather", graph.add("Squeeze", passed[k], one), "first", axis=0) for k in (*after, -1)]


def statements_graph(model: Reader) -> ModelProto:
    """The tagger: ``vectors``, ``anchors`` and ``offsets`` of a window to ``tags`` and ``valid``."""
    graph, head = Graph(), model.statements
    pads = graph.constant([head.reach, 0, head.reach, 0], np.int64)
    near, left = (graph.add("Pad", part, pads) for part in graph.pair("vectors", head.word, head.left))
    one = graph.constant([1], np.int64)
    around = graph.add("Add", "offsets", graph.constant(head.reach, np.int64))
    at = graph.add("Add", graph.add("Unsqueeze", "anchors", one), around)
    chosen = graph.add("Gather", "vectors", "anchors", axis=0)
    given, right = (graph.add("Unsqueeze", part, one) for part in graph.pair(chosen, head.given, head.right))
    x = graph.add("Add", graph.add("Gather", near, at, axis=0), given)
    x = graph.add("Add", x, graph.add("Mul", graph.add("Gather", left, at, axis=0), right))
    x = graph.gelu(graph.norm(graph.add("Add", x, graph.rows(head.distance, around)), head.norm))
    x = graph.norm(graph.add("Add", x, graph.gelu(graph.neighbours(x, head.near))), head.norm_near)
    x = graph.layer(x, head.far)
    tags = graph.linear(x, head.tags)
    middle = graph.add("Div", graph.add("Shape", "offsets"), graph.constant([2], np.int64))
    middle = graph.add("Squeeze", graph.add("Gather", x, middle, axis=1), one)
    valid = graph.add("Squeeze", graph.linear(middle, head.valid), one)
    integers = TensorProto.INT64
    return graph.model(
        "statements",
        {
            "vectors": (TensorProto.FLOAT, ["W", head.word.in_features]),
            "anchors": (integers, ["N"]),
            "offsets": (integers, ["R"]),
        },
        {"tags": (tags, ["N", "R", len(LABELS)]), "valid": (valid, ["N"])},
    )


def _numpy(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().cpu().float().numpy())
