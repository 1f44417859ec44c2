"""What a span is, decided from the encoder's states over it: kinds of actors, forms and states of meetings, topics and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from verbale.language.links import Floats, Tokens
from verbale.record.vocabulary import ActorKind, ItemStatus, MeetingForm, MeetingState, Topic

# Name: how many spans are looked at together, and the classes. Topic and status see the label and the clause of an item.
QUESTIONS: dict[str, tuple[int, tuple[str, ...]]] = {
    "kind": (1, tuple(ActorKind)),
    "form": (1, tuple(MeetingForm)),
    "state": (1, tuple(MeetingState)),
    "topic": (2, tuple(Topic)),
    "status": (2, tuple(ItemStatus)),
}


def view(hidden: Floats, spans: Sequence[Tokens]) -> Floats:
    """First, last and mean state of each span, shape (spans, 3 * width)."""
    if not spans:
        return np.zeros((0, 3 * hidden.shape[1]), np.float32)
    means = np.array([hidden[start:end].mean(axis=0) for start, end in spans], np.float32)
    return np.concatenate([hidden[[s for s, _ in spans]], hidden[[e - 1 for _, e in spans]], means], axis=1)


@dataclass(frozen=True)
class Classifier:
    """The weights of one question: `inner` (views, hidden), `inner_bias` (hidden,), `out` (hidden, classes), `out_bias` (classes,)."""

    inner: Floats
    inner_bias: Floats
    out: Floats
    out_bias: Floats

    def probabilities(self, views: Floats) -> Floats:
        """Probability of each class for each row of `views`, shape (rows, classes)."""
        scores = np.maximum(views @ self.inner + self.inner_bias, 0) @ self.out + self.out_bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), np.float32)
