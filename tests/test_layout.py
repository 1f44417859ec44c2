"""Paragraphs, sentences, words and quotations keep their places in any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language import layout

MARKS = st.sampled_from([*"\r\n\u2028\u2029\u200b\ufeff\u200f\"“”„«»‘’'`.!?… \t\u00a0aB1-–—", "\r\n", "\n\n"])
ODD = st.lists(st.one_of(st.characters(), MARKS), max_size=400).map("".join)


def sentences(text: str) -> list[str]:
    return [s.words(text) for s in layout(text).sentences]


@given(ODD)
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    found = layout(text)
    for spans in (found.paragraphs, found.sentences, found.words, tuple(q.outer for q in found.quotations)):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(ODD)
def test_nothing_but_white_space_falls_between_sentences(text: str) -> None:
    found = layout(text)
    covered = {i for s in found.sentences for i in range(*s)}
    assert not any(c.isalnum() for i, c in enumerate(text) if i not in covered)
    assert all(any(p.holds(s) for p in found.paragraphs) for s in found.sentences)


@given(ODD)
def test_inner_quotation_is_outer_without_marks(text: str) -> None:
    for q in layout(text).quotations:
        assert q.outer.holds(q.inner)
        assert q.inner.start - q.outer.start in (1, 2)


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Mr. J. Okoro of the U.N. said so. Gen. Ali left on Jan. 5. He came to the U.S. The talks failed."
    assert sentences(text) == ["Mr. J. Okoro of the U.N. said so.", "Gen. Ali left on Jan. 5.", "He came to the U.S.", "The talks failed."]


def test_a_stop_inside_a_quotation_ends_the_sentence_after_the_mark() -> None:
    assert sentences('"We agree." He left.') == ['"We agree."', "He left."]
    assert sentences('"Will you?" she asked.') == ['"Will you?" she asked.']


@pytest.mark.parametrize("newline", ["\n\n", "\r\n\r\n", "\n \t\n", "\u2029", "\n\u200b\n"])
def test_blank_lines_part_paragraphs(newline: str) -> None:
    text = f"One.{newline}Two."
    assert [p.words(text) for p in layout(text).paragraphs] == ["One.", "Two."]


def test_a_single_line_break_parts_nothing() -> None:
    assert len(layout("One line\nand its end.").paragraphs) == 1


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We agree,” he said.", "We agree,"),
        ('"We agree," he said.', "We agree,"),
        ("«Мы согласны», — сказал он.", "Мы согласны"),
        ("„Wir sind einig“, sagte er.", "Wir sind einig"),
        ("»Wir sind einig«, sagte er.", "Wir sind einig"),
        ("``We agree,'' he said.", "We agree,"),
        ("‘We’re agreed,’ he said.", "We’re agreed,"),
        ("'We agree', he said.", "We agree"),
        ('“We agree," he said.', "We agree,"),
        ("「合意した」と述べた。", "合意した"),
    ],
)
def test_quotation_marks_of_all_kinds(text: str, inside: str) -> None:
    assert [q.inner.words(text) for q in layout(text).quotations] == [inside]


def test_apostrophes_open_nothing() -> None:
    assert layout("The ministers' meeting isn't Norland's idea, the '90s are over.").quotations == ()


def test_a_quotation_that_runs_over_paragraphs() -> None:
    text = "“We came to listen.\n\n“We leave with a text,” he said."
    first, second = layout(text).quotations
    assert (first.closed, second.closed, second.continues) == (False, True, True)
    assert second.inner.words(text) == "We leave with a text,"


def test_an_unclosed_mark_does_not_swallow_the_next_paragraph() -> None:
    text = '"We agree, he said.\n\nThe rest is report.'
    assert all(q.outer.end <= text.index("\n") for q in layout(text).quotations)


@pytest.mark.parametrize("unit", [" ", "\n", '"', "a.", "'a ", ". ", "-", "“a ", "A. "])
def test_hostile_repetition_is_linear(unit: str) -> None:
    started = time.monotonic()
    layout(unit * (200_000 // len(unit)))
    assert time.monotonic() - started < 30


def test_a_book_without_a_full_stop_is_not_one_sentence() -> None:
    text = "they met and " * 10_000
    assert max(len(s) for s in sentences(text)) < 6000
    assert " ".join(sentences(text)) == text.strip()
    assert max(len(s) for s in sentences("和" * 100_000)) <= 10_000
