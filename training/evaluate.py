"""Reading the dev split with a network in training, and scoring it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.corpora import Annotated, read_attributions
from training.export import heads_of
from training.network import Network
from verbale.language import Attribution, layout
from verbale.language.attributions import Answers, Heads, decode
from verbale.language.pieces import Pieces, pieces
from verbale.language.windows import batch, keep, windows

Read = Callable[[str], tuple[Attribution, ...]]


def answers_of(network: Network, cut: Pieces) -> Answers:
    """The network's answers for one text."""
    parts = [(cut, w) for w in windows(len(cut))]
    scores, hidden = [], []
    for n in range(0, len(parts), 32):
        given = batch(parts[n : n + 32])
        with torch.inference_mode():
            s, h = network.encoder(*(torch.from_numpy(a) for a in (given.ids, given.settings, given.mask)))
        for row, (_, window) in enumerate(parts[n : n + 32]):
            scores.append(keep(s[row].numpy(), window))
            hidden.append(keep(h[row].numpy(), window))
    return Answers(np.concatenate(scores)[cut.heads], np.concatenate(hidden)[cut.heads])


def read_with(network: Network, heads: Heads, text: str) -> tuple[Attribution, ...]:
    """Attributions of a text by a network in training."""
    cut = pieces(layout(text))
    return decode(cut, answers_of(network, cut), heads) if len(cut) else ()


def as_scored(document: Annotated, found: tuple[Attribution, ...]) -> dict[str, Any]:
    """A document's attributions in the form of the scorer."""
    spans = [{role: [list(s) for s in getattr(a, role)] for role in ("source", "cue", "content")} for a in found]
    return {"id": document.id, "attributions": spans}


def load_scorer(path: Path) -> Any:
    """The module of `score_attribution.py`."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headline(result: dict[str, Any]) -> dict[str, float]:
    """The figures that the project reports: exact F1 of each role and of content with source, and overlap of content."""
    exact = result["exact"]["all"]
    figures = {name: exact[name]["f1"] for name in ("content", "source", "cue", "content+source")}
    return figures | {"content by overlap": result["overlap"]["all"]["content"]["f1"]}


def score(corpus: Path, scorer: Path, read: Read) -> dict[str, Any]:
    """The scorer's whole result for a way of reading on a corpus."""
    tool = load_scorer(scorer)
    documents = list(read_attributions(corpus))
    predicted = {d.id: as_scored(d, read(d.text)) for d in documents}
    result: dict[str, Any] = tool.score(tool.read(str(corpus)), list(predicted.values()), False)
    return result


def evaluate(network: Network, corpus: Path, scorer: Path | None) -> dict[str, float]:
    """Headline figures of a network on a corpus; empty without a scorer."""
    if scorer is None:
        return {}
    network.eval()
    heads = heads_of(network)
    return headline(score(corpus, scorer, lambda text: read_with(network, heads, text)))
