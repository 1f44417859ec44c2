"""Finding actors: names, descriptions, states that act and places where things happen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.compose.actors import find_cast
from verbale.compose.cast import Cast, Draft
from verbale.language.layout import layout
from verbale.record import ActorKind, Document, OutletKind, Span


def cast_of(text: str, *sources: str, outlet: str | None = None, outlet_kind: OutletKind | None = None) -> Cast:
    spans = [Span(text.index(s), text.index(s) + len(s)) for s in sources]
    return find_cast(Document.of(text, outlet=outlet, outlet_kind=outlet_kind), layout(text), spans)


def words(text: str, draft: Draft) -> list[str]:
    return [m.words(text) for m in sorted(draft.mentions)]


def one(cast: Cast, kind: str, name: str) -> Draft:
    return next(d for d in cast if d.kind == kind and d.name == name)


def mentions(cast: Cast, text: str) -> set[str]:
    return {m.words(text) for d in cast for m in d.mentions}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lima said it would not yield.", {"Lima"}),
        ("The talks in Lima ended.", set()),
        ("The envoy flew to Lima.", set()),
        ("The envoy flew from Lima to Quito.", set()),
        ("A hotel near Lima burned.", set()),
        ("Peru and Ecuador signed a pact.", {"Peru", "Ecuador"}),
        ("Ecuador wants guarantees from Lima.", {"Ecuador", "Lima"}),
        ("Lima and Quito could not agree.", {"Lima", "Quito"}),
        ("Quito on Monday delivered its answer.", {"Quito"}),
        ("Talks between Lima and Quito resumed.", {"Lima", "Quito"}),
        ("Peruvian officials arrived.", set()),
        ("The Peruvian side left early.", {"The Peruvian side"}),
        ("The Peruvians left early.", {"The Peruvians"}),
        ("It was up to the French.", {"the French"}),
        ("The French ambassador left.", set()),
        ("A deal was struck by Peru's government.", {"Peru's government"}),
        ("They met the Government of Peru.", {"the Government of Peru"}),
        ("US officials said so.", set()),
        ("He thanked us for the turkey.", set()),
        ("Lima's demand was rejected.", {"Lima"}),
        ("Ukraine is not on the agenda.", {"Ukraine"}),
    ],
)
def test_a_state_that_acts_is_an_actor_and_a_place_is_none(text: str, named: set[str]) -> None:
    states = {m.words(text) for d in cast_of(text) if d.kind is ActorKind.STATE for m in d.mentions}
    assert states == named


def test_a_metonym_resolves_to_the_plain_name_and_adjectives_pass() -> None:
    text = "Lima accused Quito of delay. Peruvian troops stayed. Peru would wait, Lima said."
    cast = cast_of(text, "Lima")
    peru = one(cast, "state", "Peru")
    assert (peru.country, words(text, peru)) == ("PE", ["Lima", "Peru", "Lima"])
    assert [m.words(text) for m in peru.passing] == ["Peruvian"]
    assert peru.acts


def test_a_dateline_takes_no_part() -> None:
    text = "LIMA, March 3 (Meridian) - Chile and Bolivia met on Tuesday."
    assert mentions(cast_of(text), text) == {"Chile", "Bolivia"}


@pytest.mark.parametrize(
    ("text", "name", "country", "role"),
    [
        ("Bolivian Foreign Minister Ana Quispe spoke.", "Ana Quispe", "BO", "Foreign Minister"),
        ("Ana Quispe, the Bolivian foreign minister, spoke.", "Ana Quispe", "BO", "foreign minister"),
        ("Bolivia's foreign minister, Ana Quispe, spoke.", "Ana Quispe", "BO", "foreign minister"),
        ("US Deputy Assistant Secretary of State Carol Whitfield left.", "Carol Whitfield", "US", "Deputy Assistant Secretary of State"),
        ("Talks were led by Director of the Legal Department Pavel Orlov of Bulgaria.", "Pavel Orlov", "BG", None),
        ("U.N. envoy Jean-Pierre Kabongo left.", "Jean-Pierre Kabongo", None, None),
        ("Secretary of State Alan Mercer spoke.", "Alan Mercer", "US", "Secretary of State"),
    ],
)
def test_a_person_has_the_country_and_office_of_the_title(text: str, name: str, country: str | None, role: str | None) -> None:
    person = one(cast_of(text), "person", name)
    assert person.country == country
    if role:
        assert person.role == role


def test_surnames_titles_and_honorifics_are_one_person() -> None:
    text = (
        "Kenyan Ambassador Grace Wanjiru opened the meeting. Ms. Wanjiru was brief. The ambassador said the road was long. "
        "Her guest, Omar Diallo, agreed with Wanjiru."
    )
    cast = cast_of(text, "The ambassador")
    assert words(text, one(cast, "person", "Grace Wanjiru")) == ["Grace Wanjiru", "Wanjiru", "The ambassador", "Wanjiru"]


def test_a_surname_that_is_a_common_word_stays_a_name() -> None:
    text = "Fiona Hill and Theresa Park, two former officials, said little."
    assert {"Fiona Hill", "Theresa Park"} <= mentions(cast_of(text, "Fiona Hill"), text)


def test_bodies_with_their_state_in_front_behind_and_understood() -> None:
    text = (
        "The Bolivian Foreign Ministry objected. The Ministry of Foreign Affairs of Bolivia sent a note. Peru's embassy in Sucre replied, "
        "and the ministry said it was content."
    )
    cast = cast_of(text, "the ministry")
    ministry = one(cast, "body", "Bolivian Foreign Ministry")
    assert ministry.country == "BO"
    assert words(text, ministry) == ["Bolivian Foreign Ministry", "Ministry of Foreign Affairs of Bolivia", "the ministry"]
    assert one(cast, "body", "Peru's embassy in Sucre").country == "PE"


def test_a_government_document_lends_its_country() -> None:
    text = "The Ministry of Foreign Affairs announced that Director Pilar Rojas will travel."
    cast = cast_of(text, outlet="Ministry of Foreign Affairs of Peru", outlet_kind=OutletKind.GOVERNMENT)
    assert cast.home == "PE"
    assert one(cast, "body", "Ministry of Foreign Affairs").country == "PE"


def test_an_acronym_is_the_name_that_introduced_it() -> None:
    text = "The Coastal Peoples Front (CPF) and Chile met. The CPF said it would sign. The Organization of American States (OAS) watched."
    cast = cast_of(text, "The CPF")
    front = one(cast, "group", "Coastal Peoples Front")
    assert words(text, front) == ["Coastal Peoples Front", "CPF", "CPF"]
    assert len(one(cast, "organization", "Organization of American States").mentions) == 2


def test_a_shared_acronym_means_what_the_document_says() -> None:
    text = "The Rapid Support Forces (RSF) withdrew. The RSF denied it."
    assert words(text, one(cast_of(text), "group", "Rapid Support Forces")) == ["Rapid Support Forces", "RSF", "RSF"]


def test_outlets_known_and_described() -> None:
    text = "A diplomat told the Financial Times so. The newspaper Gaceta Nueva denied it, as did Bolivian state television."
    outlets = {m.words(text) for d in cast_of(text) if d.kind is ActorKind.OUTLET for m in d.mentions}
    assert {"the Financial Times", "The newspaper Gaceta Nueva", "Bolivian state television"} == outlets


def test_unnamed_sources_take_their_clause_and_hide_what_is_inside() -> None:
    text = "Two people close to the Peruvian delegation said no. An adviser to Ms. Rojas agreed."
    cast = cast_of(text, "Two people close to the Peruvian delegation", "An adviser to Ms. Rojas")
    assert one(cast, "unnamed", "Two people close to the Peruvian delegation").country is None
    adviser = one(cast, "unnamed", "An adviser to Ms. Rojas")
    assert adviser.role == "adviser to Ms. Rojas"
    assert mentions(cast, text) == {"Two people close to the Peruvian delegation", "An adviser to Ms. Rojas"}


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\u200b", "— — —", "'s 's", "(((", "U.S.", "of the", "123 456", "说话", "a" * 5000, "The " * 500, "Mr. " * 300]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(cast_of(text), Cast)


_PIECES = st.sampled_from(
    [
        "Russia",
        "the",
        "U.S.",
        "'s",
        "Minister",
        "Ana",
        "Quispe",
        ",",
        ".",
        "said",
        "(",
        ")",
        "ELN",
        "of",
        "\n\n",
        "“",
        "”",
        "spokesman",
        "he",
        "Moscow",
        "-",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map(" ".join), st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=4))
def test_any_text_and_any_source_spans_give_mentions_inside_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [Span(s, min(s + n, len(text))) for s, n in spans if s < len(text)]
    cast = find_cast(Document.of(text), layout(text), inside)
    for actor in cast.close({d.id for d in cast}):
        assert all(0 <= m.start < m.end <= len(text) for m in actor.mentions)
        assert actor.country is None or len(actor.country) == 2


def test_the_same_text_gives_the_same_cast() -> None:
    text = "Chile and Bolivia met. Foreign Minister Ana Quispe said the EU and NATO had agreed. The ministry confirmed it."
    assert [vars(d) for d in cast_of(text)] == [vars(d) for d in cast_of(text)]


def test_a_given_name_of_two_syllables_is_whole() -> None:
    text = "Foreign Minister Yoon Jae-hee met Ambassador Kim Min-ji in Seoul. The Anna Berg-era rules stay."
    names = {d.name for d in cast_of(text)}
    assert {"Yoon Jae-hee", "Kim Min-ji"} <= names
    assert not any(name.endswith("era") for name in names)
