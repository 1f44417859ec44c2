"""A shallower network taught by a trained one: some of its layers to begin with, its answers to learn from (Sanh et al. 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import LAYERS, Network


def load_teacher(state: Path) -> Network:
    """The averaged network of a finished run (`state.pt`), for reading only."""
    kept = torch.load(state, weights_only=False)["average"]
    teacher = Network()
    teacher.load_state_dict({name.removeprefix("module."): value for name, value in kept.items() if name != "n_averaged"})
    teacher.eval()
    for parameter in teacher.parameters():
        parameter.requires_grad_(False)
    return teacher


def student_of(teacher: Network, keep: Sequence[int]) -> Network:
    """A network of the teacher's layers `keep` (counted from 0), with all else of the teacher."""
    if not all(0 <= n < LAYERS for n in keep):
        raise ValueError(f"layers {list(keep)}: the teacher has 0 to {LAYERS - 1}")
    student = Network(layers=len(keep))
    given = teacher.state_dict()
    own = {name: value for name, value in given.items() if not name.startswith("encoder.layers.")}
    for new, old in enumerate(keep):
        prefix = f"encoder.layers.{old}."
        own |= {f"encoder.layers.{new}.{name.removeprefix(prefix)}": value for name, value in given.items() if name.startswith(prefix)}
    student.load_state_dict(own)
    return student


def distance(scores: Tensor, hidden: Tensor, teacher: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
    """How far the answers are from the teacher's: divergence of the tags' distributions plus mean square of the last states' difference."""
    inside = mask.bool()
    own, theirs = (torch.log_softmax(s[inside], dim=-1) for s in (scores, teacher[0]))
    divergence = nn.functional.kl_div(own, theirs, reduction="batchmean", log_target=True)
    return divergence + nn.functional.mse_loss(hidden[inside], teacher[1][inside])
