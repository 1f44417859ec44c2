"""From the encoder's answers to the layers of a text: spans, what they are, which belong together, and how sure each is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from verbale.language.classes import QUESTIONS, Classifier, view
from verbale.language.layers import ActorMention, Attribution, Layers, Matter
from verbale.language.layout import Layout
from verbale.language.links import Floats, LinkScorer, Questions, Tokens, candidates
from verbale.language.pieces import Ints, Pieces
from verbale.language.tags import LAYER, LAYERS, best_paths, chains, spans_of, spread
from verbale.record import Span


@dataclass(frozen=True)
class Heads:
    """What is read off the encoder's answers outside of its graph.

    `transitions` (layers, tags, tags), forbidden ones included; a scorer for each relation; a classifier for each question.
    """

    transitions: Floats
    links: Mapping[str, LinkScorer]
    classes: Mapping[str, Classifier]


@dataclass(frozen=True)
class Answers:
    """The encoder's answers for the words of one text: `scores` (words, COLUMNS), `hidden` (words, width)."""

    scores: Floats
    hidden: Floats


def begins(pieces: Pieces) -> list[int]:
    """The words that begin paragraphs, by their number among the text's words."""
    found = np.flatnonzero(pieces.settings[pieces.heads] % 2).tolist()
    return found if found and found[0] == 0 else [0, *found]


def ends(hidden: Floats, spans: Sequence[Tokens]) -> Floats:
    """First and last state of each span, shape (spans, 2 * width)."""
    if not spans:
        return np.zeros((0, 2 * hidden.shape[1]), np.float32)
    return np.concatenate([hidden[[s for s, _ in spans]], hidden[[e - 1 for _, e in spans]]], axis=1)


@dataclass
class Decoder:
    """Decodes one text or section; spans are word ranges until they are placed."""

    pieces: Pieces
    answers: Answers
    heads: Heads

    @cached_property
    def _spread(self) -> Floats:
        return spread(self.answers.scores)

    @cached_property
    def _paths(self) -> NDArray[np.int8]:
        return best_paths(self._spread, self.heads.transitions, chains(begins(self.pieces), len(self.pieces.heads)))

    @cached_property
    def _starts(self) -> Ints:
        return self.pieces.starts[self.pieces.heads]

    def place(self, tokens: Tokens) -> Span:
        """The characters of a word range."""
        heads = self.pieces.heads
        last = heads[tokens[1]] - 1 if tokens[1] < len(heads) else len(self.pieces) - 1
        return Span(int(self.pieces.starts[heads[tokens[0]]]), int(self.pieces.ends[last]))

    def spans(self, layer: str) -> list[tuple[str, int, int]]:
        """(role, first word, word after the last) of a layer's spans."""
        return spans_of(self._paths[:, LAYER[layer]], LAYERS[LAYER[layer]].roles)

    def certainty(self, layer: str, span: Tokens) -> float:
        """Least probability of the tags at both ends of a span, each given its neighbours on the path: spans err at their ends."""
        n, path = LAYER[layer], self._paths[:, LAYER[layer]]
        least = 1.0
        for at in {max(0, span[0] - 1), span[0], span[1] - 1, min(span[1], len(path) - 1)}:
            row = self._spread[at, n].copy()
            if at > 0:
                row += self.heads.transitions[n, path[at - 1]]
            if at + 1 < len(path):
                row += self.heads.transitions[n, :, path[at + 1]]
            row = np.exp(row - row.max())
            least = min(least, float(row[path[at]] / row.sum()))
        return least

    def classify(self, question: str, *spans: Sequence[Tokens]) -> list[dict[str, float]]:
        """The probability of each class for each (tuple of) spans."""
        if not spans[0]:
            return []
        chances = self.heads.classes[question].probabilities(np.concatenate([view(self.answers.hidden, part) for part in spans], axis=1))
        return [dict(zip(QUESTIONS[question][1], row, strict=True)) for row in chances.tolist()]

    def attributions(self, layer: str) -> list[Attribution]:
        """The attributions of a layer, in order of their content. Content that no cue takes stands alone."""
        spans: dict[str, list[Tokens]] = {"source": [], "cue": [], "content": []}
        for role, start, end in self.spans(layer):
            spans[role].append((start, end))
        seen = {role: ends(self.answers.hidden, found) for role, found in spans.items()}
        to_cue = self.heads.links["content_cue"].between(seen["content"], seen["cue"])
        to_source = self.heads.links["cue_source"].between(seen["cue"], seen["source"])
        contents: dict[int | None, list[tuple[Tokens, float]]] = {}
        for n, span in enumerate(spans["content"]):
            cue, chance = _choose(to_cue, n, candidates(span, spans["cue"]))
            contents.setdefault(cue, []).append((span, min(chance, self.certainty(layer, span))))
        found = self._without_cue(contents.pop(None, []), spans["source"])
        for cue, parts in contents.items():
            assert cue is not None
            source, chance = _choose(to_source, cue, candidates(spans["cue"][cue], spans["source"]))
            sure = min(chance, self.certainty(layer, spans["cue"][cue]), *(s for _, s in parts))
            sources = (self.place(spans["source"][source]),) if source is not None else ()
            found.append(Attribution(sources, (self.place(spans["cue"][cue]),), tuple(self.place(span) for span, _ in parts), sure))
        return sorted(found, key=lambda a: (a.content[0], a.cue))

    def _without_cue(self, contents: list[tuple[Tokens, float]], sources: list[Tokens]) -> list[Attribution]:
        """Content that no cue takes: with its source, as after "SPOKESPERSON:", all that belongs to one together; else alone."""
        asked = self.heads.links["content_source"].between(
            ends(self.answers.hidden, [span for span, _ in contents]), ends(self.answers.hidden, sources)
        )
        together: dict[int, list[tuple[Tokens, float]]] = {}
        found = []
        for n, (span, sure) in enumerate(contents):
            source, chance = _choose(asked, n, candidates(span, sources))
            if source is None:
                found.append(Attribution((), (), (self.place(span),), min(sure, chance)))
            else:
                together.setdefault(source, []).append((span, min(sure, chance)))
        for source, parts in together.items():
            spans = tuple(self.place(span) for span, _ in parts)
            found.append(Attribution((self.place(sources[source]),), (), spans, min(sure for _, sure in parts)))
        return found

    def layers(self, layout: Layout, attributions: bool = True) -> Layers:
        """Everything; `attributions`: those after PolNeAR too."""
        named = [(s, e) for _, s, e in self.spans("actor")]
        kinds = [_best(chances) for chances in self.classify("kind", named)]
        actors = tuple(
            ActorMention(self.place(span), kind, min(sure, self.certainty("actor", span)))
            for span, (kind, sure) in zip(named, kinds, strict=True)
        )
        statements = sorted([*self.attributions("speech"), *self.attributions("inner")], key=lambda a: (a.content[0], a.cue))
        return Layers(
            layout,
            tuple(self.attributions("attribution")) if attributions else (),
            tuple(statements),
            actors,
            tuple(self._matters(named)),
            self,
        )

    def chances(self, relation: str, spans: Sequence[Span], others: Sequence[Span]) -> list[dict[int | None, float]]:
        """See `verbale.language.layers.Linker`."""
        asked = [(n, t) for n, span in enumerate(spans) if (t := self._words(span))]
        known = [(n, t) for n, span in enumerate(others) if (t := self._words(span))]
        partners = [t for _, t in known]
        questions = self.heads.links[relation].between(
            ends(self.answers.hidden, [t for _, t in asked]), ends(self.answers.hidden, partners)
        )
        found: list[dict[int | None, float]] = [{None: 1.0} for _ in spans]
        for row, (n, tokens) in enumerate(asked):
            near = candidates(tokens, partners)
            sure = questions.probabilities(row, near).tolist()
            found[n] = {known[k][0]: p for (k, _, _), p in zip(near, sure, strict=False)}
            found[n][None] = sure[-1]
        return found

    def _words(self, span: Span) -> Tokens | None:
        """The words of a span of characters; None where it lies outside of what was decoded."""
        if not len(self.pieces) or span.start < self.pieces.starts[0] or span.start >= self.pieces.ends[-1]:
            return None
        return self.pieces.words_of(span)

    def _matters(self, actors: list[Tokens]) -> list[Matter]:
        """A matter for each label; labels go to the clause that holds them, else to the nearest one without a label in the paragraph."""
        clauses = [(s, e) for _, s, e in self.spans("status")]
        labels = [(s, e) for _, s, e in self.spans("label")]
        conditions = [(s, e) for _, s, e in self.spans("condition")]
        pairs = list(_pairs(labels, clauses))
        if not pairs:
            return []
        names, where = [label for label, _ in pairs], [clause for _, clause in pairs]
        topics, statuses = (self.classify(question, names, where) for question in ("topic", "status"))
        asked = self.heads.links["status_by"].between(ends(self.answers.hidden, where), ends(self.answers.hidden, actors))
        found = []
        for n, (label, clause) in enumerate(pairs):
            by, _ = _choose(asked, n, candidates(clause, actors))
            condition = next((c for c in conditions if c[0] < clause[1] and clause[0] < c[1]), None)
            found.append(
                Matter(
                    self.place(label),
                    self.place(clause),
                    self.place(condition) if condition else None,
                    topics[n],
                    statuses[n],
                    by,
                    self.certainty("status", clause),
                )
            )
        return found


def _best(chances: Mapping[str, float]) -> tuple[str, float]:
    return max(chances.items(), key=lambda c: c[1])


def _choose(questions: Questions, n: int, near: list[tuple[int, int, int]]) -> tuple[int | None, float]:
    chances = questions.probabilities(n, near)
    best = int(chances.argmax())
    return (near[best][0] if best < len(near) else None), float(chances[best])


def _pairs(labels: list[Tokens], clauses: list[Tokens]) -> list[tuple[Tokens, Tokens]]:
    """Each label with its clause, and each clause that holds no label with itself as label."""
    found: list[tuple[Tokens, Tokens]] = []
    free = set(range(len(clauses)))
    outside = []
    for label in labels:
        at = bisect_left(clauses, (label[0] + 1,)) - 1
        held = next((k for k in (at, at + 1) if 0 <= k < len(clauses) and _meet(clauses[k], label)), None)
        if held is None:
            outside.append(label)
            continue
        free.discard(held)
        found.append((label, clauses[held]))
    for k in sorted(free):
        near = min(outside, key=lambda label: _gap(label, clauses[k]), default=None)
        found.append((near if near is not None and _gap(near, clauses[k]) < 40 else clauses[k], clauses[k]))
    return sorted(found)


def _meet(a: Tokens, b: Tokens) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _gap(a: Tokens, b: Tokens) -> int:
    return max(a[0] - b[1], b[0] - a[1])
