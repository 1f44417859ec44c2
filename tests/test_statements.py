"""From attributions to statements: spans by the guidelines, kind, channel, who speaks."""

import pytest

from verbale.compose.actors import find_cast
from verbale.compose.dates import find_dates
from verbale.compose.source_spans import issuers
from verbale.compose.speech import find_speech
from verbale.compose.statements import find_statements
from verbale.compose.statements_spans import content_spans, kind_of
from verbale.language import Attribution, Layers, layout
from verbale.record import Document, OutletKind, Span, Statement, StatementKind


def span(text: str, words: str) -> Span:
    assert text.count(words) == 1, words
    return Span(text.index(words), text.index(words) + len(words))


def statements(text: str, *given: tuple[str | None, str | None, list[str]], **known: object) -> list[tuple[Statement, str]]:
    """Statements of a text from (source, cue, content) in words; each with its speaker's name."""
    found = layout(text)
    attributions = [
        Attribution((span(text, source),) if source else (), (span(text, cue),) if cue else (), tuple(span(text, c) for c in content), 0.9)
        for source, cue, content in given
    ]
    document = Document.of(text, published="2025-04-11", **known)
    cast = find_cast(document, found, [part for a in attributions for s in a.source for part in issuers(text, s)])
    speech = find_speech(document, Layers(found, statements=tuple(attributions)), cast, (), ())
    made = find_statements(found, find_dates(found, "2025-04-11"), (), (), speech)
    return [(s, cast[s.speaker].name) for s in made]


@pytest.mark.parametrize(
    ("text", "content", "expected", "kind"),
    [
        ("“We agree,” she said.", "“We agree,”", ["We agree"], "direct"),
        ('She said that the text was "nearly done".', 'that the text was "nearly done".', ['the text was "nearly done"'], "mixed"),
        ("She said talks would go on.", "talks would go on.", ["talks would go on"], "indirect"),
        ("«Мы готовы», — сказала она.", "«Мы готовы»,", ["Мы готовы"], "direct"),
        ("“One. Two.\n\n“Three,” he said.", "“One. Two.\n\n“Three,”", ["One. Two", "Three"], "direct"),
        ("They called it “a trap”.", "“a trap”.", ["a trap"], "direct"),
        ("The US 'road map' is theirs, he said.", "The US 'road map' is theirs,", ["The US 'road map' is theirs"], "mixed"),
    ],
)
def test_content_by_the_guidelines(text: str, content: str, expected: list[str], kind: str) -> None:
    found = layout(text)
    spans = content_spans(found, [span(text, content)])
    assert [s.words(text) for s in spans] == expected
    assert kind_of(found, spans) == kind


def test_content_of_punctuation_alone_is_none() -> None:
    assert content_spans(layout('He said "…".'), [Span(8, 11)]) == ()


def test_a_broken_quotation_is_one_statement_without_outer_marks() -> None:
    text = '"The road map," Ambassador Ilse Brandt said, "is in work."'
    ((made, speaker),) = statements(text, ("Ambassador Ilse Brandt", "said", ['"The road map,"', '"is in work."']))
    assert [s.words(text) for s in made.content] == ["The road map", "is in work"]
    assert (made.kind, speaker) == (StatementKind.DIRECT, "Ilse Brandt")


def test_pronoun_and_surname_are_the_person_named_before() -> None:
    text = "Foreign Minister Ana Quispe of Peru arrived on Monday. Quispe said the talks were frank. She added that more would follow."
    made = statements(text, ("She", "added", ["that more would follow."]))
    assert made[0][1] == "Ana Quispe"


def test_the_agency_that_was_told_is_the_channel() -> None:
    text = "The deal is close, Peruvian Foreign Minister Ana Quispe told Reuters on Thursday."
    ((made, _),) = statements(text, ("Peruvian Foreign Minister Ana Quispe", "told", ["The deal is close,"]))
    assert len(made.via) == 1
    assert made.date == "2025-04-10"


def test_the_publisher_is_no_channel() -> None:
    text = "The deal is close, Peruvian Foreign Minister Ana Quispe told Reuters."
    ((made, _),) = statements(text, ("Peruvian Foreign Minister Ana Quispe", "told", ["The deal is close,"]), outlet="Reuters")
    assert made.via == ()


def test_what_is_said_inside_of_anothers_words_comes_through_them() -> None:
    text = "The minister, Ana Quispe, told Reuters that Chile had promised a truck scanner."
    outer, inner = statements(
        text,
        ("The minister, Ana Quispe", "told", ["Chile had promised a truck scanner"]),
        ("Chile", "had promised", ["a truck scanner"]),
    )
    assert (outer[1], inner[1]) == ("Ana Quispe", "Chile")
    assert inner[0].via == (outer[0].speaker, *outer[0].via)


def test_a_participle_speaks_for_the_one_before() -> None:
    text = "Foreign Minister Ana Quispe said the text was done, adding that it would be signed."
    made = statements(text, ("Foreign Minister Ana Quispe", "said", ["the text was done"]), (None, "adding", ["that it would be signed."]))
    assert [speaker for _, speaker in made] == ["Ana Quispe", "Ana Quispe"]
    assert made[1][0].source is None


def test_joint_words_give_a_statement_for_each_issuer() -> None:
    text = "Peru and Chile said the border would open."
    made = statements(text, ("Peru and Chile", "said", ["the border would open"]))
    assert [speaker for _, speaker in made] == ["Peru", "Chile"]
    assert made[0][0].content == made[1][0].content


@pytest.mark.parametrize(
    ("source", "many"),
    [
        ("Peru and the United States", 2),
        ("Foreign Minister Ana Quispe and Ambassador Ilse Brandt", 2),
        ("the Ministry of Trade and Industry", 1),
        ("two ministers and an aide", 1),
        ("Peru", 1),
        ("Peru, Chile and Ghana", 1),
    ],
)
def test_who_issues_joint_words(source: str, many: int) -> None:
    assert len(issuers(source, Span(0, len(source)))) == many


def test_words_without_anybody_to_say_them_are_left_out() -> None:
    assert statements("It was a long night. Nothing moved.", (None, None, ["Nothing moved."])) == []


def test_a_ministrys_own_document_speaks_for_its_state() -> None:
    text = "It was stressed that the border stays open. Peru thanks its neighbours."
    made = statements(
        text,
        (None, "was stressed", ["the border stays open"]),
        outlet="Ministry of Foreign Affairs of Peru",
        outlet_kind=OutletKind.GOVERNMENT,
    )
    assert [speaker for _, speaker in made] == ["Peru"]
