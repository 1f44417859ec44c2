"""The trained encoder behind ONNX Runtime: layouts in, their attributions out, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from verbale.errors import ReaderError
from verbale.language.classes import QUESTIONS, Classifier
from verbale.language.decoding import Answers, Decoder, Heads
from verbale.language.layers import Layers, joined
from verbale.language.layout import Layout
from verbale.language.links import RELATIONS, Floats, LinkScorer
from verbale.language.pieces import Pieces, Stretch, pieces, stretches
from verbale.language.windows import Window, batch, keep, windows

# Characters of a text whose answers are held at once, about 200 windows.
SECTION = 80_000


def _weights(name: str) -> bytes:
    try:
        return files("verbale.language").joinpath(f"weights/{name}").read_bytes()
    except OSError as error:
        raise ReaderError(f"the encoder's weights cannot be read ({error}): install verbale again") from error


@cache
def heads() -> Heads:
    """The heads that were trained with the encoder."""
    from io import BytesIO

    arrays = np.load(BytesIO(_weights("heads.npz")), allow_pickle=False)

    def weights(part: str, kind: type[Any]) -> dict[str, Floats]:
        return {field.name: np.asarray(arrays[f"{part}.{field.name}"], np.float32) for field in fields(kind)}

    links = {relation: LinkScorer(**weights(relation, LinkScorer)) for relation in RELATIONS}
    classes = {question: Classifier(**weights(question, Classifier)) for question in QUESTIONS}
    return Heads(arrays["transitions"], links, classes)


def _sections(layout: Layout) -> Iterator[list[Stretch]]:
    """The text in parts of about SECTION characters, so that a long one is held a part at a time."""
    section: list[Stretch] = []
    for stretch in stretches(layout):
        if section and stretch.end - section[0].start > SECTION:
            yield section
            section = []
        section.append(stretch)
    if section:
        yield section


class Encoder:
    """Loads the graph once; `read` may be called from one thread at a time. `threads`: cores to use, all that are free to it by default."""

    def __init__(self, threads: int | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _cores()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Without an arena memory stays flat over a long run, and speed is the same.
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            _weights("encoder.int8.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            # Fused sums and normalisations take ten times as long on CPUs (see training/graph.py).
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def _answer(self, cut: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Kept scores and hidden states of a window.

        One window a call: int8 activations are scaled by the largest in the call, so that windows read together would change each
        other's answers, and a document's record would depend on its neighbours. On CPUs larger calls are no faster.
        """
        given = batch([(cut, window)])
        scores, hidden = self._session.run(None, {"ids": given.ids, "settings": given.settings})
        return keep(scores[0], window), keep(hidden[0], window)

    def _section(self, layout: Layout, section: list[Stretch], attributions: bool) -> Layers:
        """The layers of a stretch of text."""
        cut = pieces(layout, section)
        answers = [self._answer(cut, window) for window in windows(len(cut), cut.begins)]
        if not answers:
            return Layers(layout)
        scores, hidden = (np.concatenate([a[k] for a in answers])[cut.heads] for k in (0, 1))
        return Decoder(cut, Answers(scores, hidden), heads()).layers(layout, attributions)

    def read(self, layouts: Sequence[Layout], attributions: bool = False) -> list[Layers]:
        """The layers of each text, the same whatever is read beside it; a long text is read a section at a time.

        `attributions`: those after PolNeAR too, which no record needs.
        """
        return [joined(layout, [self._section(layout, part, attributions) for part in _sections(layout)]) for layout in layouts]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
