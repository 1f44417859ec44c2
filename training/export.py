"""From a trained network to the files that the package reads: an int8 ONNX graph and the heads beside it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from training.network import Network
from verbale.language.classes import Classifier
from verbale.language.decoding import Heads
from verbale.language.links import LinkScorer
from verbale.language.tags import allowed

GRAPH, HEADS = "encoder.int8.onnx", "heads.npz"


def heads_of(network: Network) -> Heads:
    """The chains, the link scorers and the classifiers as arrays."""

    def array(tensor: torch.Tensor) -> np.ndarray:
        return np.array(tensor.detach().cpu().numpy(), np.float32, order="C")

    links = {
        relation: LinkScorer(
            head=array(m.head.weight.T), tail=array(m.tail.weight.T), distance=array(m.distance.weight), rank=array(m.rank.weight),
            none=array(m.none.weight[0]), none_bias=array(m.none.bias[0]), out=array(m.out.weight[0]),
        )
        for relation, m in network.links.items()
    }  # fmt: skip
    classes = {
        question: Classifier(array(m.inner.weight.T), array(m.inner.bias), array(m.out.weight.T), array(m.out.bias))
        for question, m in network.classes.items()
    }
    return Heads(array(network.chain.transitions) + allowed(), links, classes)


def save_heads(heads: Heads, path: Path) -> None:
    """Write the heads as one uncompressed npz file, links and classifiers in half precision."""
    arrays = {"transitions": heads.transitions}
    for name, part in (*heads.links.items(), *heads.classes.items()):
        arrays |= {f"{name}.{field}": np.asarray(value, np.float16) for field, value in vars(part).items()}
    np.savez(path, **arrays)  # type: ignore[arg-type]


def export(network: Network, folder: Path) -> None:
    """Write `encoder.int8.onnx` and `heads.npz` into `folder`; the graph in single precision stays beside them as `encoder.onnx`."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from training.graph import build

    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / "encoder.onnx"
    onnx.save(build(network.encoder), str(plain))
    # reduce_range: without it AVX2 machines overflow in 16 bits; per_channel loses no accuracy that could be measured.
    extra = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(str(plain), str(folder / GRAPH), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options=extra)
    save_heads(heads_of(network), folder / HEADS)


def describe(folder: Path, facts: dict[str, object]) -> None:
    """Write what the weights were made from and how they did, as `weights.json`."""
    (folder / "weights.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
