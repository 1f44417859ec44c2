"""Full text search: ranked, in context, and never an error for what a person types."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from verbale.errors import RegisterError
from verbale.record import Document, ReadDocument, Record
from verbale.register import Filters, Register

TEXTS = {
    "dam": "The dam above Lake Orm was the first matter. Engineers of both ministries spoke of the road map.",
    "visa": "Visas for drivers were raised again. The café on the border stays open.",
    "both": "A map of the dam and of the road was shown; visas were not.",
}


@pytest.fixture
def texts(register: Register) -> Register:
    for name, text in TEXTS.items():
        document = Document.of(text, id=name, title="The dam" if name == "dam" else None, published="2031-03-14", outlet=name)
        register.file(ReadDocument(document=document, record=Record(), reader="x-1"))
    return register


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dam", {"dam", "both"}),
        ("DAM road", {"dam", "both"}),
        ('"road map"', {"dam"}),
        ("“road map”", {"dam"}),
        ("visa*", {"visa", "both"}),
        ('"visas were"', {"both"}),
        ("dam NOT visas", {"dam"}),
        ("dam AND visas", {"both"}),
        ("engineers OR drivers", {"dam", "visa"}),
        ("(engineers OR drivers) AND again", {"visa"}),
        ("cafe", {"visa"}),
        ("Café", {"visa"}),
        ("nothing-of-the-kind", set()),
        # Not well formed: taken as plain words.
        ("dam AND", {"both"}),
        ("NOT dam", {"both"}),
        ('"road map', {"dam"}),
        ("dam (road", {"dam", "both"}),
        ("title:dam", set()),
        ("dam^2 + road", set()),
        ("NEAR(dam road)", set()),
        ("dam* road*", {"dam", "both"}),
        ("lake-orm", {"dam"}),
    ],
)
def test_search(texts: Register, words: str, found: set[str]) -> None:
    assert {hit.document.name for hit in texts.search(words)} == found


@pytest.mark.parametrize("words", ["", "   ", '"', "***", "()", "- , .", "AND"])
def test_nothing_to_search_for(texts: Register, words: str) -> None:
    with pytest.raises(RegisterError, match="no word to search for"):
        list(texts.search(words))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.one_of(st.sampled_from("\"*()^:+-{}' ANDORTN\0a1"), st.characters()), max_size=30))
@example(words='a"" AND ( "b* NOT OR) NEAR/2 {x y}: ^c')
@example(words="((((a))))")
@example(words="a NOT NOT b")
@example(words="(a) b")
@example(words="a (b)")
@example(words="٣")
def test_whatever_is_typed_is_no_error(texts: Register, words: str) -> None:
    try:
        list(texts.search(words))
        list(texts.documents(Filters(text=words)))
    except RegisterError as error:
        assert "to search for" in str(error) or "searched for" in str(error)  # noqa: PT017


def test_deep_brackets_are_no_error(texts: Register) -> None:
    with pytest.raises(RegisterError, match="at most"):
        list(texts.search("(" * 5000 + "zzz" + ")" * 5000))


def test_title_ranks_first_and_snippet_has_the_words_in_place(texts: Register) -> None:
    hits = list(texts.search("dam"))
    assert [hit.document.name for hit in hits] == ["dam", "both"]
    hit = hits[1]
    assert hit.start is not None
    text = TEXTS["both"]
    assert text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    assert [hit.snippet[a:b] for a, b in hit.matches] == ["dam"]


def test_search_within_filters(texts: Register) -> None:
    assert [hit.document.name for hit in texts.search("dam", Filters(outlet="both"))] == ["both"]
    assert list(texts.search("dam", Filters(until="2030"))) == []
    assert [hit.document.name for hit in texts.search("dam", Filters(limit=1, offset=1))] == ["both"]


def test_new_documents_are_found_at_once_and_a_reading_again_adds_none(texts: Register) -> None:
    again = ReadDocument(document=Document.of(TEXTS["dam"], id="dam", outlet="dam"), record=Record(), reader="x-2")
    texts.file(again)
    assert len(list(texts.search("engineers"))) == 1
