"""What a matter is about: what the encoder makes of its label and clause, weighed with the words that name topics in `topics.toml`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from verbale.compose.items_lexicon import Sign, topic_entries
from verbale.compose.lexicon import PhraseBook, load_toml
from verbale.language.layout import Layout
from verbale.record import Span, Topic

# What a phrase of the lexicon adds to the logarithm of a topic's chance: strong and weak phrases in the label, in the rest of the
# clause, and the share of the topic among the strong phrases of the text. Set by hand, not fitted.
_LABEL, _CLAUSE, _TEXT = (2.0, 1.0), (0.7, 0.2), 1.0
_LEAST = 1e-4


@cache
def _book() -> PhraseBook[Sign | None]:
    """Names of matters; places of crisis are weak ones."""
    phrases: dict[str, Sign | None] = {}
    for phrase, sign in topic_entries():
        phrases.setdefault(phrase, sign)
    for topic, names in load_toml("topics")["bare"].items():
        for name in names:
            phrases.setdefault(name, Sign(Topic(topic), weak=True))
    return PhraseBook(phrases.items())


class Topics:
    """The words that name topics in one text."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        strong = Counter(sign.topic for _, sign in _book().find(layout) if sign and not sign.weak)
        self._text = {topic: _TEXT * many / strong.total() for topic, many in strong.items()}

    def of(self, label: Span, clause: Span, chances: Mapping[str, float]) -> tuple[Topic, float]:
        """The likeliest topic of a matter and its probability; `chances` are the encoder's."""
        scores = {topic: math.log(max(_LEAST, chances.get(topic, 0.0))) + self._text.get(topic, 0.0) for topic in Topic}
        for span, weights in ((label, _LABEL), (clause, _CLAUSE)):
            for found, sign in _book().find(self._layout, span):
                if sign and (span is label or not label.holds(found)):
                    scores[sign.topic] += weights[sign.weak]
        best = max(scores, key=lambda topic: scores[topic])
        return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores.values())
