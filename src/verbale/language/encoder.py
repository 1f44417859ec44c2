"""The trained encoder behind ONNX Runtime: many layouts in, their attributions out, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from verbale.errors import ReaderError
from verbale.language.attributions import Answers, Heads, decode
from verbale.language.layers import Attribution, Layers
from verbale.language.layout import Layout
from verbale.language.links import RELATIONS, Floats, LinkScorer
from verbale.language.pieces import Pieces, Stretch, pieces, stretches
from verbale.language.windows import Window, batch, keep, windows

# Windows in one call of the graph. On one core 1 and 8 take the same time a window; several cores gain from more.
BATCH = 8
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
    names = ("head", "tail", "distance", "rank", "none", "none_bias", "out")
    links = {r: LinkScorer(**{n: np.asarray(arrays[f"{r}.{n}"], np.float32) for n in names}) for r in RELATIONS}
    return Heads(arrays["transitions"], links)


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
        # Arenas keep the largest batch ever seen; without them memory stays flat over a long run and speed is the same.
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            _weights("encoder.int8.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            # Fused sums and normalisations take ten times as long on CPUs (see training/graph.py).
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def _answer(self, parts: Sequence[tuple[Pieces, Window]]) -> list[tuple[Floats, Floats]]:
        """Kept scores and hidden states of each window, whatever the order. Windows of one length share a call, so nothing is padded."""
        by_length: dict[int, list[int]] = {}
        for k, (_, window) in enumerate(parts):
            by_length.setdefault(window.end - window.start, []).append(k)
        answers: dict[int, tuple[Floats, Floats]] = {}
        for same in by_length.values():
            for n in range(0, len(same), BATCH):
                rows = same[n : n + BATCH]
                given = batch([parts[k] for k in rows])
                scores, hidden = self._session.run(None, {"ids": given.ids, "settings": given.settings})
                for row, k in enumerate(rows):
                    answers[k] = keep(scores[row], parts[k][1]), keep(hidden[row], parts[k][1])
        return [answers[k] for k in range(len(parts))]

    def _attributions(self, cuts: Sequence[Pieces]) -> list[tuple[Attribution, ...]]:
        """The attributions of each stretch of text."""
        cut_windows = [windows(len(cut)) for cut in cuts]
        answers = iter(self._answer([(cut, w) for cut, own in zip(cuts, cut_windows, strict=True) for w in own]))
        found: list[tuple[Attribution, ...]] = []
        for cut, own_windows in zip(cuts, cut_windows, strict=True):
            own = [next(answers) for _ in own_windows]
            if not own:
                found.append(())
                continue
            scores, hidden = (np.concatenate([a[k] for a in own])[cut.heads] for k in (0, 1))
            found.append(decode(cut, Answers(scores, hidden), heads()))
        return found

    def read(self, layouts: Sequence[Layout]) -> list[Layers]:
        """The layers of each text. Texts are pooled, so that short ones share batches; a long one is read a section at a time."""
        found: list[list[Attribution]] = [[] for _ in layouts]
        pool: list[tuple[int, Pieces]] = []
        pooled = 0

        def settle() -> None:
            for (owner, _), attributions in zip(pool, self._attributions([cut for _, cut in pool]), strict=True):
                found[owner] += attributions
            pool.clear()

        for owner, layout in enumerate(layouts):
            for section in _sections(layout):
                cut = pieces(layout, section)
                if pooled + len(cut) > SECTION and pool:
                    settle()
                    pooled = 0
                pool.append((owner, cut))
                pooled += len(cut)
        if pool:
            settle()
        return [Layers(layout, tuple(own)) for layout, own in zip(layouts, found, strict=True)]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
