"""A shallower network taught by a trained one: some of its layers to begin with, its answers to learn from (Sanh et al. 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import Network


def load_network(state: Path) -> Network:
    """The averaged network of a run (`state.pt`). Heads that the run did not have yet stay as they are made."""
    kept = torch.load(state, weights_only=False)["average"]
    given = {name.removeprefix("module."): value for name, value in kept.items() if name != "n_averaged"}
    layers = 1 + max(int(name.split(".")[2]) for name in given if name.startswith("encoder.layers."))
    network = Network(layers)
    own = network.state_dict()
    network.load_state_dict({name: _grown(value, given.get(name)) for name, value in own.items()})
    return network


def _grown(own: Tensor, given: Tensor | None) -> Tensor:
    """What was trained, in the shape of now: rows for layers of tags that came later are left as they are."""
    if given is None or given.shape == own.shape:
        return own if given is None else given
    grown = own.clone()
    if own.dim() == 3:  # the chain of the first layer, from before there was one a layer
        grown[:2] = given
    else:
        # The layers of the statements of records begin with what PolNeAR taught.
        grown[: len(given)] = given
        grown[len(given) : 2 * len(given)] = given
    return grown


def load_teacher(state: Path) -> Network:
    """The averaged network of a finished run (`state.pt`), for reading only."""
    teacher = load_network(state)
    teacher.eval()
    for parameter in teacher.parameters():
        parameter.requires_grad_(False)
    return teacher


def student_of(teacher: Network, keep: Sequence[int]) -> Network:
    """A network of the teacher's layers `keep` (counted from 0), with all else of the teacher."""
    depth = len(teacher.encoder.layers)
    if not all(0 <= n < depth for n in keep):
        raise ValueError(f"layers {list(keep)}: the teacher has 0 to {depth - 1}")
    student = Network(layers=len(keep))
    given = teacher.state_dict()
    own = {name: value for name, value in given.items() if not name.startswith("encoder.layers.")}
    for new, old in enumerate(keep):
        prefix = f"encoder.layers.{old}."
        own |= {f"encoder.layers.{new}.{name.removeprefix(prefix)}": value for name, value in given.items() if name.startswith(prefix)}
    student.load_state_dict(own)
    return student


def distance(network: Network, scores: Tensor, hidden: Tensor, teacher: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
    """How far the answers are from the teacher's: divergence of the tags in each layer plus mean square of the difference of states."""
    inside = mask.bool()
    own, theirs = (torch.log_softmax(network.chain.spread(s[inside]), dim=-1) for s in (scores, teacher[0]))
    divergence = nn.functional.kl_div(own, theirs, reduction="sum", log_target=True) / len(own)
    return divergence + nn.functional.mse_loss(hidden[inside], teacher[1][inside])
