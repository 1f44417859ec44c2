"""From tags and hidden states to attributions: spans, their links, and how sure both are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verbale.language.layers import Attribution
from verbale.language.links import Floats, LinkScorer, Questions, Tokens, candidates
from verbale.language.pieces import Pieces
from verbale.language.tags import best_path, spans_of
from verbale.record import Span


@dataclass(frozen=True)
class Heads:
    """What is read off the encoder's answers outside of its graph: `transitions` (tags, tags) and a scorer a relation."""

    transitions: Floats
    links: Mapping[str, LinkScorer]


@dataclass(frozen=True)
class Answers:
    """The encoder's answers for the word heads of one text: `scores` (heads, tags), `hidden` (heads, width)."""

    scores: Floats
    hidden: Floats


def _ends(hidden: Floats, spans: list[Tokens]) -> Floats:
    """Both ends of each span, shape (spans, 2 * width)."""
    if not spans:
        return np.zeros((0, 2 * hidden.shape[1]), np.float32)
    return np.concatenate([hidden[[s for s, _ in spans]], hidden[[e - 1 for _, e in spans]]], axis=1)


def _certainty(scores: Floats, transitions: Floats, path: NDArray[np.int64], span: Tokens) -> float:
    """Least probability of the tags at both ends of a span, each given its neighbours on the path: spans err at their ends."""
    least = 1.0
    for at in {max(0, span[0] - 1), span[0], span[1] - 1, min(span[1], len(path) - 1)}:
        row = scores[at].copy()
        if at > 0:
            row += transitions[path[at - 1]]
        if at + 1 < len(path):
            row += transitions[:, path[at + 1]]
        row = np.exp(row - row.max())
        least = min(least, float(row[path[at]] / row.sum()))
    return least


def decode(pieces: Pieces, answers: Answers, heads: Heads) -> tuple[Attribution, ...]:
    """The attributions of a text, in order of their content. Content that no cue takes stands alone."""
    path = best_path(answers.scores, heads.transitions)
    spans: dict[str, list[Tokens]] = {"source": [], "cue": [], "content": []}
    for role, start, end in spans_of(path):
        spans[role].append((start, end))
    ends = {role: _ends(answers.hidden, found) for role, found in spans.items()}
    to_cue = heads.links["content_cue"].between(ends["content"], ends["cue"])
    to_source = heads.links["cue_source"].between(ends["cue"], ends["source"])

    def choose(questions: Questions, n: int, span: Tokens, others: list[Tokens]) -> tuple[int | None, float]:
        near = candidates(span, others)
        chances = questions.probabilities(n, near)
        best = int(chances.argmax())
        return (near[best][0] if best < len(near) else None), float(chances[best])

    contents: dict[int | None, list[tuple[Tokens, float]]] = {}
    for n, span in enumerate(spans["content"]):
        cue, chance = choose(to_cue, n, span, spans["cue"])
        contents.setdefault(cue, []).append((span, min(chance, _certainty(answers.scores, heads.transitions, path, span))))

    def place(tokens: Tokens) -> Span:
        last = pieces.heads[tokens[1]] - 1 if tokens[1] < len(pieces.heads) else len(pieces) - 1
        return Span(int(pieces.starts[pieces.heads[tokens[0]]]), int(pieces.ends[last]))

    found = []
    for cue, parts in contents.items():
        if cue is None:
            found += [Attribution((), (), (place(span),), sure) for span, sure in parts]
            continue
        source, chance = choose(to_source, cue, spans["cue"][cue], spans["source"])
        own = _certainty(answers.scores, heads.transitions, path, spans["cue"][cue])
        sure = min(chance, own, *(s for _, s in parts))
        found.append(
            Attribution(
                (place(spans["source"][source]),) if source is not None else (),
                (place(spans["cue"][cue]),),
                tuple(place(span) for span, _ in parts),
                sure,
            )
        )
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue)))
