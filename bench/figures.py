"""Writing figures into the docs between markers, so that no figure is typed by hand."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs" / "measurements.md"
KEPT = Path(__file__).parents[1] / "docs" / "figures"


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)])


def write(name: str, body: str, figures: object) -> None:
    """Put `body` between the markers `<!-- figures:NAME -->` and `<!-- end -->` of the docs, and the figures as JSON beside them."""
    marker = re.compile(rf"(<!-- figures:{name} -->\n).*?(<!-- end -->)", re.DOTALL)
    text = DOCS.read_text("utf-8")
    if not marker.search(text):
        raise SystemExit(f"{DOCS.name}: no marker <!-- figures:{name} --> to write to")
    DOCS.write_text(marker.sub(lambda m: f"{m[1]}{body}\n{m[2]}", text), "utf-8")
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{name}.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    print(body)


def circumstances() -> str:
    """The machine and versions that a figure was made with, in a line."""
    return f"{platform.machine()}, Python {platform.python_version()}, ONNX Runtime {version('onnxruntime')}, Verbale {version('verbale')}"
