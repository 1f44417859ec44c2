"""Whether a person is a woman, for the pronouns that follow."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from verbale.compose.actors_persons import given_names
from verbale.compose.actors_reading import word_set


@cache
def _women() -> frozenset[str]:
    lines = files("verbale.compose").joinpath("data/women.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.lower().split())


def is_woman(name: str, role: str | None, honorific: str = "") -> bool | None:
    """Whether title, role or given name say that a person is a woman; None where nothing tells."""
    words = {*(role or "").lower().split(), honorific}
    if words & word_set("offices", "women"):
        return True
    if words & word_set("offices", "men"):
        return False
    first = name.lower().split()[0] if " " in name else ""
    if first in _women():
        return True
    return False if first in given_names() else None
