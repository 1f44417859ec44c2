"""The encoder as an ONNX graph of ONNX Runtime's fused operators, built from the trained weights.

A traced export leaves attention in a dozen small operators that the optimiser does not put together again; built by hand, attention,
normalisation of sums and the activation are one operator each (domain com.microsoft, documented in ONNX Runtime's ContribOperators.md).
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.network import HEADS, WIDTH, Encoder

_EPSILON = 1e-12


class _Graph:
    """Nodes and weights while the graph grows; each call returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output


def build(encoder: Encoder) -> onnx.ModelProto:
    """The graph in single precision: ids and settings (int64, windows by length) to scores and hidden.

    All windows of a call have one length: there is no mask.
    """
    given = {name: tensor.detach().cpu().numpy().astype(np.float32) for name, tensor in encoder.state_dict().items()}
    g = _Graph()

    def table(name: str, ids: str) -> str:
        return g.node("Gather", [g.weight(f"{name}.weight", given[f"{name}.weight"]), ids], f"{name}.out")

    def norm(name: str, x: str, out: str | None = None) -> str:
        # Sum and normalisation stay two nodes: fused as SkipLayerNormalization they take ten times as long on CPUs (0.29 against 0.03 ms).
        ends = [g.weight(f"{name}.{end}", given[f"{name}.{end}"]) for end in ("weight", "bias")]
        return g.node("LayerNormalization", [x, *ends], out or f"{name}.out", axis=-1, epsilon=_EPSILON)

    def times(name: str, x: str) -> str:
        return g.node("MatMul", [x, g.weight(f"{name}.weight", given[f"{name}.weight"].T)], f"{name}.product")

    def linear(name: str, x: str) -> str:
        return g.node("Add", [times(name, x), g.weight(f"{name}.bias", given[f"{name}.bias"])], f"{name}.sum")

    begin, length = g.weight("begin", np.array([0], np.int64)), g.node("Shape", ["ids"], "length", start=1)
    places = g.node("Slice", [g.weight("places.weight", given["places.weight"]), begin, length, begin], "places")
    words = g.node("Add", [table("words", "ids"), table("settings", "settings")], "words_settings")
    x = norm("norm", g.node("Add", [words, places], "embedded"))
    thirds = g.weight("thirds", np.array([WIDTH] * 3, np.int64))
    for n in range(len(encoder.layers)):
        at, last = f"layers.{n}", n == len(encoder.layers) - 1
        parts = [f"{at}.{part}" for part in ("query", "key", "value")]
        weight = g.weight(f"{at}.qkv.weight", np.concatenate([given[f"{part}.weight"].T for part in parts], axis=1))
        together = g.node("MatMul", [x, weight], f"{at}.qkv.product")
        g.nodes.append(helper.make_node("Split", [together, thirds], parts, name=f"{at}.split", axis=-1))
        bias = g.weight(f"{at}.qkv.bias", np.concatenate([given[f"{part}.bias"] for part in parts]))
        mixed = g.node("MultiHeadAttention", [*parts, bias], f"{at}.attention", "com.microsoft", num_heads=HEADS)
        x = norm(f"{at}.first_norm", g.node("Add", [x, linear(f"{at}.output", mixed)], f"{at}.first"))
        bias = g.weight(f"{at}.inner.bias", given[f"{at}.inner.bias"])
        inner = g.node("FastGelu", [times(f"{at}.inner", x), bias], f"{at}.gelu", "com.microsoft")
        x = norm(f"{at}.last_norm", g.node("Add", [x, linear(f"{at}.outer", inner)], f"{at}.last"), "hidden" if last else None)
    g.node("Add", [times("tags", x), g.weight("tags.bias", given["tags.bias"])], "scores")
    axes = ["windows", "length"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in ("ids", "settings")]
    tags = int(given["tags.bias"].shape[0])
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [*axes, w]) for name, w in (("scores", tags), ("hidden", WIDTH))]
    graph = helper.make_graph(g.nodes, "verbale-encoder", inputs, outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=8)
    onnx.checker.check_model(model)
    return model
