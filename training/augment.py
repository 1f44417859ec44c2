"""Roughening the typography of training texts, one character for one, so that spans stay where they are."""

from __future__ import annotations

import random
from dataclasses import replace

from training.corpora import Annotated, Recorded

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_GUILLEMETS = str.maketrans("“”", "«»")


def _curled(text: str) -> str:
    """Straight double marks made curly: opening after white space or at the beginning."""
    return "".join(
        ("“" if n == 0 or text[n - 1].isspace() or text[n - 1] in "([—-" else "”") if c == '"' else c for n, c in enumerate(text)
    )


def roughen(document: Annotated, chance: random.Random) -> Annotated:
    """The document as it is (7 of 10), or with its quotation marks straightened, curled or turned into guillemets."""
    draw = chance.random()
    if draw < 0.7:
        return document
    text = document.text
    if draw < 0.82:
        text = text.translate(_STRAIGHT)
    else:
        text = _curled(text)
        if draw > 0.94:
            text = text.translate(_GUILLEMETS)
    return replace(document, text=text)


def roughen_record(given: Recorded, chance: random.Random) -> Recorded:
    """A document with a record, roughened likewise."""
    rough = roughen(Annotated(given.document.id, given.document.text, ()), chance)
    return replace(given, document=given.document.model_copy(update={"text": rough.text}))
