"""Reading documents with a network in training, and scoring the records: layers from PyTorch, records from the product's own `compose`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.corpora import Recorded
from training.evaluate import read_with
from training.export import heads_of
from training.network import Network
from training.scoring import load_scorer
from verbale.compose.record import compose
from verbale.record import ReadDocument


def records_of(network: Network, documents: Iterable[Recorded], confidence: bool = False, raw: bool = False) -> dict[str, dict[str, Any]]:
    """The record of each document in its JSON form, by id; `raw`: with certainties as they are before calibration."""
    network.eval()
    heads = heads_of(network)
    found = {}
    for given in documents:
        record = compose(given.document, read_with(network, heads, given.document.text), raw=raw)
        found[given.document.id] = ReadDocument(document=given.document, record=record, reader="in training").as_json(confidence)
    return found


def gold_of(documents: Iterable[Recorded]) -> dict[str, dict[str, Any]]:
    """The documents with their own records in the form of the scorer."""
    return {d.document.id: ReadDocument(document=d.document, record=d.record, reader="people").as_json() for d in documents}


def score_records(scorer: Path, gold: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures."""
    result: dict[str, Any] = load_scorer(scorer).score(gold, read)
    return result
