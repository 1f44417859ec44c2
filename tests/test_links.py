"""Linking spans: candidates, their features, and the answer "none"."""

import numpy as np

from verbale.language.classes import QUESTIONS, Classifier
from verbale.language.decoding import Answers, Decoder, Heads
from verbale.language.layers import Attribution
from verbale.language.layout import layout
from verbale.language.links import DISTANCES, RANKS, REACH, RELATIONS, LinkScorer, candidates, distance_bucket
from verbale.language.pieces import Pieces, pieces
from verbale.language.tags import COLUMNS, LAYERS, SPEECH_ROLES, WIDEST, allowed

WIDTH = 4


def nearest(none: float = -5.0) -> LinkScorer:
    """A scorer that prefers what is near, and none below `none`."""
    distance = -np.arange(DISTANCES, dtype=np.float32) % (DISTANCES // 2)
    distance = 20.0 - np.array([d % (DISTANCES // 2) for d in range(DISTANCES)], np.float32)
    zero = np.zeros((2 * WIDTH, 1), np.float32)
    return LinkScorer(zero, zero, distance[:, None], np.zeros((RANKS, 1), np.float32), zero[:, 0], np.float32(none), np.ones(1, np.float32))


def tagged(text: str, roles: dict[str, str]) -> tuple[Pieces, Answers]:
    """Pieces of a text and answers that tag the given words in the first layer."""
    cut = pieces(layout(text))
    scores = np.full((len(cut.heads), COLUMNS), -5, np.float32)
    scores[:, [layer.first for layer in LAYERS]] = 0
    for words, role in roles.items():
        start, end = text.index(words), text.index(words) + len(words)
        inside = [n for n, h in enumerate(cut.heads) if start <= cut.starts[h] < end]
        for k, n in enumerate(inside):
            scores[n, 1 + 2 * SPEECH_ROLES.index(role) + (k > 0)] = 5
    return cut, Answers(scores, np.zeros((len(cut.heads), WIDTH), np.float32))


def heads(none: float = -5.0) -> Heads:
    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    classes = {q: Classifier(zeros(3 * n * WIDTH, 1), zeros(1), zeros(1, len(c)), zeros(len(c))) for q, (n, c) in QUESTIONS.items()}
    transitions = np.broadcast_to(allowed(), (len(LAYERS), WIDEST, WIDEST))
    return Heads(transitions, {relation: nearest(none) for relation in RELATIONS}, classes)


def decode(cut: Pieces, answers: Answers, given: Heads) -> tuple[Attribution, ...]:
    return tuple(Decoder(cut, answers, given).attributions("attribution"))


def test_far_spans_are_no_candidates() -> None:
    assert candidates((0, 2), [(5, 6), (REACH + 10, REACH + 11)]) == [(0, distance_bucket((0, 2), (5, 6)), 4)]


def test_buckets_tell_sides_apart() -> None:
    assert distance_bucket((10, 12), (14, 15)) != distance_bucket((10, 12), (6, 8))


def test_a_broken_quotation_is_one_attribution() -> None:
    text = "A road map, she told them, is in work."
    cut, answers = tagged(text, {"A road map": "content", "she": "source", "told": "cue", "is in work": "content"})
    (found,) = decode(cut, answers, heads())
    assert [s.words(text) for s in found.content] == ["A road map", "is in work"]
    assert [s.words(text) for s in found.source + found.cue] == ["she", "told"]
    assert 0 < found.confidence <= 1


def test_none_leaves_content_alone_and_cues_without_source() -> None:
    text = "Talks failed, she said."
    cut, answers = tagged(text, {"Talks failed": "content", "she": "source", "said": "cue"})
    (found,) = decode(cut, answers, heads(none=50.0))
    assert (found.source, found.cue) == ((), ())
    assert found.content[0].words(text) == "Talks failed"


def test_nothing_tagged_is_nothing_found() -> None:
    cut, answers = tagged("The hall was cold.", {})
    assert decode(cut, answers, heads()) == ()
