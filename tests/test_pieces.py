"""Word pieces, windows and tags: nothing is lost or moved on the way to the encoder and back."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from verbale.language import layout
from verbale.language.pieces import STRETCH, pieces
from verbale.language.tags import COLUMNS, LAYERS, SPEECH_ROLES, WIDEST, allowed, best_paths, chains, spans_of, spread
from verbale.language.windows import CLS, OVERLAP, ROOM, SEP, WINDOW, batch, keep, windows


@given(st.text(max_size=300))
def test_pieces_point_at_their_characters(text: str) -> None:
    cut = pieces(layout(text))
    assert (cut.starts[1:] >= cut.starts[:-1]).all()
    assert (cut.ends >= cut.starts).all()
    assert len(cut) == 0 or cut.ends.max() <= len(text)
    assert len({len(a) for a in (cut.ids, cut.settings, cut.starts, cut.ends)}) == 1


def test_offsets_count_code_points() -> None:
    text = "😀 Мир: café\u0301 Ankara\u200b met"
    cut = pieces(layout(text))
    words = [text[cut.starts[h] : cut.ends[h]] for h in cut.heads]
    assert "Ankara" in words
    assert words[0] == "😀"


def test_settings_tell_capitals_quotation_and_paragraph() -> None:
    text = 'NATO spoke.\n\n"Oslo agreed," it said.'
    cut = pieces(layout(text))
    at = {text[cut.starts[h] : cut.ends[h]]: int(cut.settings[h]) for h in cut.heads}
    assert at["NATO"] == 12 + 1
    assert at["Oslo"] == 6 + 2
    assert at["agreed"] == 2
    assert at["said"] == 0


def test_a_very_long_line_is_cut_where_there_is_space() -> None:
    text = "Oslo met Rome. " * (3 * STRETCH // 15)
    cut = pieces(layout(text))
    assert text[cut.starts[-2] : cut.ends[-2]] == "Rome"
    assert len(cut) == 4 * text.count("Oslo")


def test_a_lone_surrogate_is_no_crash() -> None:
    assert len(pieces(layout("Oslo \ud800 met"))) == 3


@given(st.integers(0, 3000))
def test_windows_keep_every_piece_once(count: int) -> None:
    found = windows(count)
    kept = [n for w in found for n in range(w.keep_from, w.keep_to)]
    assert kept == list(range(count))
    for w in found:
        assert w.start <= w.keep_from <= w.keep_to <= w.end
        assert w.end - w.start <= ROOM
    for a, b in pairwise(found):
        assert a.end - b.start == OVERLAP


def test_a_batch_pads_and_its_answers_are_put_back() -> None:
    cut = pieces(layout("Oslo met Rome in the hall. " * 60))
    parts = [(cut, w) for w in windows(len(cut))]
    given_ = batch(parts)
    assert given_.ids.shape[1] <= WINDOW
    assert (given_.ids[:, 0] == CLS).all()
    assert all(SEP in row for row in given_.ids)
    echoed = given_.ids[:, :, None].astype(np.float32)
    back = np.concatenate([keep(echoed[n], w) for n, (_, w) in enumerate(parts)])
    assert (back[:, 0] == cut.ids).all()


@given(st.lists(st.integers(1, 40), max_size=6), st.integers(0, 2**32 - 1))
def test_the_best_paths_are_well_formed_and_the_best(lengths: list[int], seed: int) -> None:
    chance, count = np.random.default_rng(seed), sum(lengths)
    scores = spread(chance.normal(size=(count, COLUMNS)).astype(np.float32) * 3)
    begins = [sum(lengths[:n]) for n in range(len(lengths))]
    transitions = np.broadcast_to(allowed(), (len(LAYERS), WIDEST, WIDEST))
    paths = best_paths(scores, transitions, chains(begins, count) if begins else [])
    for n, row in enumerate(paths):
        for before, tag, layer in zip(paths[n - 1] if n and n not in begins else [0] * len(LAYERS), row, LAYERS, strict=True):
            assert tag < layer.tags
            if tag and tag % 2 == 0:
                assert before in (tag, tag - 1)
    for start, length in zip(begins, lengths, strict=True):
        if length < 4:
            _is_best(scores[start : start + length, 0], paths[start : start + length, 0])


def _is_best(scores: np.ndarray, path: np.ndarray) -> None:
    grid = np.array(np.meshgrid(*[range(WIDEST)] * len(path))).T.reshape(-1, len(path))

    def total(p: np.ndarray) -> float:
        begins = -1e4 if p[0] and p[0] % 2 == 0 else 0
        return float(scores[np.arange(len(p)), p].sum() + sum(allowed()[a, b] for a, b in pairwise(p)) + begins)

    assert np.isclose(total(path), max(total(p) for p in grid), atol=1e-3)


def test_a_paragraph_without_end_is_decoded_in_parts() -> None:
    assert chains([0, 300], 900) == [(0, 256), (256, 300), (300, 556), (556, 812), (812, 900)]


def test_windows_end_with_paragraphs() -> None:
    found = windows(200, [0, 70, 110, 150])
    assert [(w.start, w.end) for w in found] == [(0, 110), (110, 200)]


def test_spans_of_tags() -> None:
    path = np.array([1, 2, 3, 0, 5, 6, 5], np.int8)
    assert spans_of(path, SPEECH_ROLES) == [("source", 0, 2), ("cue", 2, 3), ("content", 4, 6), ("content", 6, 7)]
