"""The whole reader with the weights that are shipped: what it finds, and that no text breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import verbale
from verbale import Document, Reader
from verbale.record import ItemStatus, MeetingState

REPORT = """BERN, April 11 (Alpine Wire) – Delegations of Norway and Peru met on Thursday in Bern for more than five hours, the Swiss
hosts said.

“We have reached an understanding on the movement of diplomats,” Norwegian Ambassador Kari Nilsen told reporters after the talks.
She added that a road map on visas was being drafted.

Peru's foreign ministry spokeswoman, Rosa Huaman, said on Friday that fisheries were “absolutely not on the agenda.”
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def test_a_report_is_read_whole(reader: Reader) -> None:
    read = reader.read(Document.of(REPORT, published="2025-04-11", language="en"))
    record, names = read.record, {a.id: a for a in read.record.actors}
    held = [m for m in record.meetings if m.state is MeetingState.HELD]
    assert {names[s.party].country for s in held[0].sides} == {"NO", "PE"}
    assert (held[0].start, held[0].place and held[0].place.name) == ("2025-04-10", "Bern")
    assert held[0].duration_minutes is not None
    assert held[0].duration_minutes.min == 300
    said = {names[s.speaker].name: s for s in record.statements}
    assert said["Kari Nilsen"]
    assert "not on the agenda" in " ".join(span.words(REPORT) for span in said["Rosa Huaman"].content)
    assert ItemStatus.EXCLUDED in {i.status for i in record.items}


def test_every_field_points_at_its_words(reader: Reader) -> None:
    read = reader.read(Document.of(REPORT, published="2025-04-11"))
    assert all(span.words(REPORT).strip() for _, span in read.record.spans())


def test_a_batch_reads_as_single_documents_do(reader: Reader) -> None:
    texts = [REPORT, REPORT.replace("Norway", "Ghana").replace("Norwegian", "Ghanaian"), "Short.", REPORT * 5]
    documents = [Document.of(t, published="2025-04-11", language="en") for t in texts]
    together = reader.read_batch(documents)
    assert [r.record.model_dump_json() for r in together] == [reader.read(d).record.model_dump_json() for d in documents]


def test_neighbours_change_nothing(reader: Reader) -> None:
    # int8 activations are scaled within a call of the graph: reading windows of several documents together once changed their records.
    loud = Document.of("!!! ZZZZ @@@@ #### 9999 “”“” " * 60, language="en")
    documents = [Document.of(REPORT.replace("Thursday", day), published="2025-04-11", language="en") for day in ("Monday", "Tuesday")]
    alone = [reader.attributions([d])[0] for d in documents]
    assert reader.attributions([loud, documents[0], loud, documents[1], loud])[1::2] == alone


def test_offsets_survive_line_ends_and_marks(reader: Reader) -> None:
    odd = "\u200f" + REPORT.replace("\n", "\r\n").replace("Bern", "Bern\u200b")
    read = reader.read(Document.of(odd, published="2025-04-11", language="en"))
    assert any("fisheries" in span.words(odd) for s in read.record.statements for span in s.content)


@pytest.mark.parametrize("text", ["", "   \n\n\t ", "\u200b"])
def test_empty_documents_have_a_reason(reader: Reader, text: str) -> None:
    read = reader.read(Document.of(text))
    assert read.record.actors == ()
    assert read.notes


def test_other_languages_have_a_reason(reader: Reader) -> None:
    russian = "Министр иностранных дел заявил, что переговоры состоятся в четверг. Стороны обсудили вопросы безопасности и торговли."
    read = reader.read(Document.of(russian))
    assert read.record.statements == ()
    assert "'ru'" in read.notes[0]
    assert reader.read(Document.of(REPORT, language="fr")).notes[0].startswith("in the language 'fr'")


def test_a_recipe_is_no_diplomacy(reader: Reader) -> None:
    recipe = "Chop the onions and fry them gently in butter until they are golden. Add the stock, cover the pan and leave it to simmer."
    read = reader.read(Document.of(recipe, language="en"))
    assert (read.record.meetings, read.record.items) == ((), ())
    assert read.notes == ("no meeting, item or statement found",)


def test_a_huge_document_is_read_in_part_and_says_so() -> None:
    small = Reader(threads=1, limit=20_000)
    text = REPORT * 10_000
    read = small.read(Document.of(text, published="2025-04-11", language="en"))
    assert "20,000" in read.notes[0]
    assert all(span.end <= 20_000 for _, span in read.record.spans())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from([None, "2025-04-11", "2025"]))
def test_no_text_breaks_the_reader(reader: Reader, text: str, published: str | None) -> None:
    reader.read(Document.of(text, published=published, language="en"))


@pytest.mark.parametrize(
    "unit", ["said ", '"', "“Yes,” he said. ", "Peru and Chile met. ", "Mr. ", "the talks, ", "Thursday ", "if ", "\u202e", "🙂"]
)
def test_hostile_repetition_ends(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    Reader(threads=1).read(Document.of(text, published="2025-04-11", language="en"))


def test_the_public_call() -> None:
    read = verbale.read(REPORT, published="2025-04-11", outlet="Alpine Wire")
    assert read.document.outlet == "Alpine Wire"
    assert read.record.statements


def test_unknown_attributes_are_named() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = verbale.nothing
