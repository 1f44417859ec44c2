"""Items: what is on the table and where it stands, in sentences from all over the world's diplomacy (all invented)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.compose.cast import Cast
from verbale.compose.items import about, find_items
from verbale.compose.speech import find_speech
from verbale.language.layers import Attribution, Layers
from verbale.language.layout import layout
from verbale.record import ActorKind, Document, Item, ItemStatus, Meeting, MeetingForm, MeetingState, Side, Span, Topic, check_spans

STATES = {"Norland": "XN", "Sudmark": "XS"}


def cast_of(text: str) -> Cast:
    """Two invented states, with their mentions in the text."""
    cast = Cast()
    for name, country in STATES.items():
        draft = cast.add(ActorKind.STATE, name, country=country)
        at = text.find(name)
        while at >= 0:
            cast.mention(draft.id, (at, at + len(name)))
            at = text.find(name, at + 1)
    return cast


def items_of(text: str, *attributions: Attribution, meetings: tuple[Meeting, ...] = (), cast: Cast | None = None) -> tuple[Item, ...]:
    document, found, actors = Document.of(text), layout(text), cast or cast_of(text)
    speech = find_speech(document, Layers(found, statements=tuple(attributions)), actors, (), meetings)
    return find_items(document, found, actors, meetings, speech)


def stands(text: str) -> set[tuple[str, str]]:
    return {(item.topic.value, item.status.value) for item in items_of(text)}


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    return Attribution((span(text, source),), (span(text, cue),), (span(text, content),), 0.9)


def by_name(item: Item, cast: Cast) -> str | None:
    return cast[item.by].name if item.by else None


@pytest.mark.parametrize(
    ("text", "topic", "status"),
    [
        ("Norland and Sudmark signed an agreement on the delimitation of their maritime boundary.", "territory_border", "agreed"),
        ("The two governments have agreed to resume direct flights.", "transport", "agreed"),
        ("It was agreed to exchange hydrological data every six hours.", "water", "agreed"),
        ("The parties agreed, after two days of talks in a hotel, to open a hotline.", "military", "agreed"),
        ("Under the deal, 300 detainees are to be freed by May.", "prisoners", "agreed"),
        ("A deal on cod quotas has been finalised.", "trade", "agreed"),
        ("The prisoners were released on Monday.", "prisoners", "implemented"),
        ("The ceasefire took effect at midnight.", "ceasefire", "implemented"),
        ("Direct flights between the two capitals resumed in March.", "transport", "implemented"),
        ("A draft treaty on extradition is being negotiated.", "justice", "in_progress"),
        ("The sides made progress on vaccines.", "health", "in_progress"),
        ("A road map for normalising relations is being drawn up.", "normalization", "in_progress"),
        ("They also touched on artificial intelligence.", "technology_cyber", "discussed"),
        ("The teams exchanged views on climate finance.", "climate", "discussed"),
        ("Gaza dominated the conversation.", "peace_settlement", "discussed"),
        ("Norland proposed a humanitarian corridor.", "humanitarian", "proposed"),
        ("Sudmark is ready to open a consulate in the port.", "mission_operations", "proposed"),
        ("The ministers stressed the need for a ceasefire.", "ceasefire", "proposed"),
        ("Norland wants visa-free travel for its sailors.", "visas_consular", "proposed"),
        ("Norland wants the embargo lifted first.", "sanctions", "demanded"),
        ("Sudmark demanded the lifting of all sanctions.", "sanctions", "demanded"),
        ("Sudmark insisted that access to the sea be part of any settlement.", "transport", "demanded"),
        ("The return of the antiquities must be unconditional.", "culture_education", "demanded"),
        ("Norland would reopen the border crossing once Sudmark withdraws its troops.", "transport", "conditional"),
        ("If the truce holds, the two sides will exchange prisoners.", "prisoners", "conditional"),
        ("Norland has made normalisation conditional on a path to elections.", "normalization", "conditional"),
        ("Negotiations over the dam broke down on Tuesday.", "water", "stalled"),
        ("Talks on rare earth exports have stalled.", "trade", "stalled"),
        ("Norland suspended the readmission agreement in June.", "migration", "stalled"),
        ("The two have yet to agree on fishing quotas.", "trade", "stalled"),
        ("Recognition of the enclave is out of the question.", "recognition", "rejected"),
        ("Norland ruled out lifting its tariffs.", "trade", "rejected"),
        ("Sudmark will not give up territory.", "territory_border", "rejected"),
        ("Uranium enrichment is non-negotiable.", "nuclear", "rejected"),
        ("Human rights did not come up.", "human_rights", "excluded"),
        ("The issue of vaccines was not on the agenda.", "health", "excluded"),
        ("Norland accused Sudmark of violating the ceasefire.", "ceasefire", "breached"),
    ],
)
def test_a_clause_says_where_a_matter_stands(text: str, topic: str, status: str) -> None:
    assert stands(text) == {(topic, status)}


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        (("The tariffs were discussed.", "discussed"), ("The tariffs were not discussed.", "excluded")),
        (("They agreed on tariffs.", "agreed"), ("They did not agree on tariffs.", "stalled")),
        (("Norland accepts the tariffs.", "agreed"), ("Norland does not accept the tariffs.", "rejected")),
        (("An agreement on tariffs was reached.", "agreed"), ("No agreement on tariffs was reached.", "stalled")),
        (("Tariffs are on the agenda.", "discussed"), ("Neither tariffs nor subsidies are on the agenda.", "excluded")),
        (("Sudmark honoured the truce.", "implemented"), ("Sudmark never honoured the truce.", "breached")),
    ],
)
def test_negation_turns_a_status(said: tuple[str, str], denied: tuple[str, str]) -> None:
    for text, status in (said, denied):
        assert {item.status.value for item in items_of(text)} == {status}, text


@pytest.mark.parametrize(
    "text",
    [
        "Norland hoped for a ceasefire before the holidays.",
        "If an agreement were reached on tariffs, exports could grow.",
        "A deal on fisheries may be signed in May.",
        "Will the prisoners be released?",
        "Sudmark denied that it had agreed to the tariffs.",
        "Shares in airlines rose after the sanctions were lifted.",
        "The energy minister arrived at the embassy in the morning.",
        "The Ministry of Oceans and Fisheries opened a new office.",
        "The court approved the merger of two supermarket chains.",
        "The border is long and the river is wide.",
        "The two sides agreed to meet again.",
        "",
        "\n\n \u200b",
    ],
)
def test_hopes_guesses_questions_markets_and_offices_are_no_items(text: str) -> None:
    assert items_of(text) == ()


def test_a_list_gives_one_item_for_each_matter() -> None:
    text = "The ministers discussed fishing quotas, student exchanges and the extradition of a former banker."
    assert [i.topic for i in items_of(text)] == [Topic.TRADE, Topic.CULTURE_EDUCATION, Topic.JUSTICE]


def test_two_clauses_give_two_statuses() -> None:
    text = "The sides made progress on a prisoner exchange but differed over security guarantees."
    assert stands(text) == {("prisoners", "in_progress"), ("security_guarantees", "stalled")}


def test_a_relative_clause_does_not_part_subject_and_verb() -> None:
    text = "Gas transit, whose terms bore everybody, was taken up on Friday."
    assert stands(text) == {("energy", "discussed")}


def test_the_label_is_the_phrase_that_names_the_matter() -> None:
    text = "Norland proposed a bilateral ceasefire along the coast. Both agreed on the return of prisoners."
    assert [text[slice(*i.label)] for i in items_of(text)] == ["a bilateral ceasefire", "the return of prisoners"]


def test_the_condition_is_kept_with_its_span() -> None:
    text = "Norland would lift the sanctions only after Sudmark releases the sailors."
    (item,) = items_of(text)
    assert item.status is ItemStatus.CONDITIONAL
    assert item.condition is not None
    assert item.condition.words(text) == "only after Sudmark releases the sailors"
    assert item.mentions[0].words(text) == text[:-1]


def test_until_a_date_is_no_condition() -> None:
    (item,) = items_of("Norland will discuss the tariffs until Friday.")
    assert item.condition is None


def test_a_position_belongs_to_the_side_that_takes_it() -> None:
    for text, side in (
        ("Norland rejected the tariffs.", "Norland"),
        ("The tariffs were rejected by Sudmark.", "Sudmark"),
        ("Sudmark's demand for reparations is old.", "Sudmark"),
        ("Norland raised the question of visas.", "Norland"),
        ("Norland and Sudmark discussed visas.", None),
        ("Both sides want a ceasefire.", None),
    ):
        cast = cast_of(text)
        (item,) = items_of(text, cast=cast)
        assert by_name(item, cast) == side, text


def test_an_assessment_belongs_to_the_side_that_alone_says_so() -> None:
    text = "An agreement on visas had been reached, Norland said. The truce is holding."
    told = attribution(text, "Norland", "said", "An agreement on visas had been reached")
    cast = cast_of(text)
    visas, truce = items_of(text, told, cast=cast)
    assert (by_name(visas, cast), truce.by) == ("Norland", None)
    assert visas.mentions[0].words(text) == "An agreement on visas had been reached"


def test_who_says_that_another_must_makes_the_demand() -> None:
    text = "Sudmark must release the hostages, Norland said."
    cast = cast_of(text)
    (item,) = items_of(text, attribution(text, "Norland", "said", "Sudmark must release the hostages"), cast=cast)
    assert (item.status, by_name(item, cast)) == (ItemStatus.DEMANDED, "Norland")


def test_the_same_said_twice_is_one_item_with_two_mentions() -> None:
    text = "Norland rejected the tariffs. Later that week Norland again rejected the tariffs."
    (item,) = items_of(text)
    assert len(item.mentions) == 2


def test_parties_come_from_the_meeting_where_the_clause_names_none() -> None:
    text = "Norland met Sudmark on Friday. Fishing quotas were discussed."
    cast = cast_of(text)
    sides = tuple(Side(party=d.id) for d in cast)
    meeting = Meeting(id="m1", form=MeetingForm.TALKS, state=MeetingState.HELD, sides=sides, mentions=(span(text, "met"),))
    (item,) = items_of(text, meetings=(meeting,), cast=cast)
    assert item.meeting == "m1"
    assert item.parties == tuple(d.id for d in cast)


def test_a_noun_for_any_matter_takes_the_topic_of_the_document() -> None:
    text = "The fishing quotas are old. Fishing quotas feed the coast. Norland rejected the proposal."
    (item,) = items_of(text)
    assert item.topic is Topic.TRADE


def test_a_text_without_two_parties_has_no_items() -> None:
    text = "The carmaker agreed to sell its trucks. The tariffs were discussed."
    alone = Cast()
    alone.add(ActorKind.ORGANIZATION, "Carmaker")
    alone.add(ActorKind.ORGANIZATION, "Bank")
    assert items_of(text, cast=alone) == ()
    assert items_of(text) != ()


def test_about_names_the_items_inside_what_was_said() -> None:
    text = "Norland rejected the tariffs. The prisoners were released."
    items = items_of(text)
    assert about([Span(0, 29)], items) == ("i1",)
    assert about([Span(30, len(text))], items) == ("i2",)
    assert about([], items) == ()


TEXT = (
    "Norland Sudmark agreed on to that if once unless until the prisoners tariffs was were not never be been discussed rejected , . ; : “ ”"
    " which it must should will visa ceasefire talks deal is \u200b \n\n Ṩ 🇳🇱 by and or no"
)
WORDS = st.sampled_from(TEXT.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 80)), max_size=4))
def test_whatever_the_text_every_span_lies_in_it(parts: list[str], contents: list[tuple[int, int]]) -> None:
    from verbale.record import Record

    text = " ".join(parts)
    spans = [Span(s, min(len(text), s + n)) for s, n in contents if s < len(text)]
    attributions = tuple(Attribution((), (), (s,), 0.5) for s in spans)
    items = items_of(text, *attributions)
    check_spans(Record(items=tuple(i.model_copy(update={"parties": (), "by": None}) for i in items)), text)
    assert [i.id for i in items] == [f"i{n}" for n in range(1, len(items) + 1)]


def test_time_grows_with_the_length_of_the_text_only() -> None:
    import time

    def seconds(text: str) -> float:
        started = time.process_time()
        items_of(text)
        return time.process_time() - started

    text = "Norland rejected the tariffs and agreed to discuss visas, if the truce holds. "
    seconds(text)
    short, long = seconds(text * 100), seconds(text * 1000)
    assert long < 25 * max(short, 0.01)
    # One clause and one sentence without an end, as scraped pages have them.
    endless = "tariffs were discussed visas rejected Norland prisoners "
    assert seconds(endless * 2000) < 40 * max(seconds(endless * 200), 0.01)
    assert seconds(text.replace(".", ",") * 500) < 40 * max(seconds(text.replace(".", ",") * 50), 0.01)
