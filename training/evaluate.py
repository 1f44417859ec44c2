"""Reading the dev split with a network in training, and scoring it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.export import heads_of
from training.network import Network
from training.scoring import headline, score
from verbale.language import Layers, layout
from verbale.language.decoding import Answers, Decoder, Heads
from verbale.language.pieces import Pieces, pieces
from verbale.language.windows import batch, keep, windows


def answers_of(network: Network, cut: Pieces) -> Answers:
    """The network's answers for one text."""
    parts = [(cut, w) for w in windows(len(cut), cut.begins)]
    scores, hidden = [], []
    for n in range(0, len(parts), 32):
        given = batch(parts[n : n + 32])
        with torch.inference_mode():
            s, h = network.encoder(*(torch.from_numpy(a) for a in (given.ids, given.settings, given.mask)))
        for row, (_, window) in enumerate(parts[n : n + 32]):
            scores.append(keep(s[row].numpy(), window))
            hidden.append(keep(h[row].numpy(), window))
    return Answers(np.concatenate(scores)[cut.heads], np.concatenate(hidden)[cut.heads])


def read_with(network: Network, heads: Heads, text: str) -> Layers:
    """The layers of a text by a network in training."""
    laid = layout(text)
    cut = pieces(laid)
    return Decoder(cut, answers_of(network, cut), heads).layers(laid) if len(cut) else Layers(laid)


def evaluate(network: Network, corpus: Path, scorer: Path | None) -> dict[str, float]:
    """Headline figures of a network on a corpus of attributions; empty without a scorer."""
    if scorer is None:
        return {}
    network.eval()
    heads = heads_of(network)
    return headline(score(corpus, scorer, lambda text: read_with(network, heads, text).attributions))
