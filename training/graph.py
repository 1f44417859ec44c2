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
    """The graph in single precision. Inputs ids, settings, mask (int64, windows by length); outputs scores and hidden."""
    given = {name: tensor.detach().cpu().numpy().astype(np.float32) for name, tensor in encoder.state_dict().items()}
    g = _Graph()

    def table(name: str, ids: str) -> str:
        return g.node("Gather", [g.weight(f"{name}.weight", given[f"{name}.weight"]), ids], f"{name}.out")

    def norm(name: str) -> list[str]:
        return [g.weight(f"{name}.{end}", given[f"{name}.{end}"]) for end in ("weight", "bias")]

    def times(name: str, x: str) -> str:
        return g.node("MatMul", [x, g.weight(f"{name}.weight", given[f"{name}.weight"].T)], f"{name}.product")

    begin, length = g.weight("begin", np.array([0], np.int64)), g.node("Shape", ["ids"], "length", start=1)
    places = g.node("Slice", [g.weight("places.weight", given["places.weight"]), begin, length, begin], "places")
    words = g.node("Add", [table("words", "ids"), table("settings", "settings")], "words_settings")
    x = g.node("LayerNormalization", [g.node("Add", [words, places], "sum"), *norm("norm")], "embedded", axis=-1, epsilon=_EPSILON)
    mask = g.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
    for n in range(len(encoder.layers)):
        at = f"layers.{n}"
        qkv = g.weight(f"{at}.qkv", np.concatenate([given[f"{at}.{p}.weight"].T for p in ("query", "key", "value")], axis=1))
        bias = g.weight(f"{at}.qkv.bias", np.concatenate([given[f"{at}.{p}.bias"] for p in ("query", "key", "value")]))
        mixed = g.node("Attention", [x, qkv, bias, mask], f"{at}.attention", "com.microsoft", num_heads=HEADS, mask_filter_value=-1e4)
        summed = [times(f"{at}.output", mixed), x, *norm(f"{at}.first_norm"), g.weight(f"{at}.output.bias", given[f"{at}.output.bias"])]
        x = g.node("SkipLayerNormalization", summed, f"{at}.first", "com.microsoft", epsilon=_EPSILON)
        inner_bias = g.weight(f"{at}.inner.bias", given[f"{at}.inner.bias"])
        inner = g.node("FastGelu", [times(f"{at}.inner", x), inner_bias], f"{at}.gelu", "com.microsoft")
        summed = [times(f"{at}.outer", inner), x, *norm(f"{at}.last_norm"), g.weight(f"{at}.outer.bias", given[f"{at}.outer.bias"])]
        last = n == len(encoder.layers) - 1
        x = g.node("SkipLayerNormalization", summed, "hidden" if last else f"{at}.last", "com.microsoft", epsilon=_EPSILON)
    g.node("Add", [times("tags", x), g.weight("tags.bias", given["tags.bias"])], "scores")
    axes = ["windows", "length"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in ("ids", "settings", "mask")]
    tags = int(given["tags.bias"].shape[0])
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [*axes, w]) for name, w in (("scores", tags), ("hidden", WIDTH))]
    graph = helper.make_graph(g.nodes, "verbale-encoder", inputs, outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=8)
    onnx.checker.check_model(model)
    return model
