"""Scoring attributions with the corpus's own scorer."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.corpora import Annotated, read_attributions
from verbale.language import Attribution

Read = Callable[[str], tuple[Attribution, ...]]


def as_scored(document: Annotated, found: tuple[Attribution, ...]) -> dict[str, Any]:
    """A document's attributions in the form of the scorer."""
    spans = [{role: [list(s) for s in getattr(a, role)] for role in ("source", "cue", "content")} for a in found]
    return {"id": document.id, "attributions": spans}


def load_scorer(path: Path) -> Any:
    """A scorer that is a single Python file, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
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
