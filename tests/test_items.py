"""Items composed of what the encoder sees: whose position, between whom, one matter told twice, the condition, the topic."""

from __future__ import annotations

import pytest
from tests.marked import composed, marked

from verbale.compose.topics import Topics, expand
from verbale.language import layout
from verbale.record import Record, Span, Topic

ACTORS = """
[actors]
pe = {kind = "state", name = "Peru", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
"""


def read(items: str, text: str, more: str = "") -> Record:
    return composed(marked(f"{ACTORS}{more}\n[items]\n{items}\n", text))


def test_parties_status_and_label() -> None:
    record = read(
        'i1 = {topic = "trade", status = "agreed", parties = "pe cl"}', "{i1|{pe|Peru} and {cl|Chile} agreed on {i1.label|copper tariffs}}."
    )
    (item,) = record.items
    assert (item.topic, item.status, item.by, len(item.parties)) == ("trade", "agreed", None, 2)
    assert (item.label, item.mentions) == (Span(25, 39), (Span(0, 39),))


def test_the_position_of_an_official_is_that_of_the_state() -> None:
    head = 'sal = {kind = "person", name = "Ana Salas", country = "PE"}\n'
    text = "{pe|Peru}'s {sal|Ana Salas} said {i1|{cl|Chile} must open {i1.label|the pass}}."
    (item,) = read('i1 = {topic = "transport", status = "demanded", parties = "pe cl", by = "sal"}', text, head).items
    by = item.by
    assert by is not None
    record = read('i1 = {topic = "transport", status = "demanded", parties = "pe cl", by = "sal"}', text, head)
    assert next(a.name for a in record.actors if a.id == by) == "Peru"


def test_a_matter_told_twice_is_one_item() -> None:
    text = "{i1|{pe|Peru} and {cl|Chile} agreed on {i1.label|the harbour}}. {i2|The deal on {i2.label|the harbour} was signed}."
    items = (
        'i1 = {topic = "transport", status = "agreed", parties = "pe cl"}\ni2 = {topic = "transport", status = "agreed", parties = "pe cl"}'
    )
    (item,) = read(items, text).items
    assert len(item.mentions) == 2


def test_two_matters_of_one_clause_are_two_items() -> None:
    text = "{i1,i2|{pe|Peru} and {cl|Chile} discussed {i1.label|tariffs} and {i2.label|visas}}."
    items = """
i1 = {topic = "trade", status = "discussed", parties = "pe cl"}
i2 = {topic = "visas_consular", status = "discussed", parties = "pe cl"}
"""
    assert [i.topic for i in read(items, text).items] == ["trade", "visas_consular"]


def test_only_what_is_conditional_has_a_condition() -> None:
    text = "{i1|{i1.label|The border} could open {i1.if|once {pe|Peru} and {cl|Chile} agree}}."
    (item,) = read('i1 = {topic = "territory_border", status = "conditional", parties = "pe cl"}', text).items
    assert item.condition == Span(22, 47)


def test_statements_are_about_the_items_in_them() -> None:
    text = "{s1|{i1|{i1.label|Tariffs} were not raised}}, {pe,s1.src|Peru} {s1.cue|said} of {cl|Chile}."
    head = f'{ACTORS}[items]\ni1 = {{topic = "trade", status = "excluded", parties = "pe cl"}}\n[statements]\ns1 = {{speaker = "pe"}}\n'
    record = composed(marked(head, text))
    assert record.statements[0].about == (record.items[0].id,)


@pytest.mark.parametrize(
    ("label", "topic"), [("visa-free travel", "visas_consular"), ("a prisoner exchange", "prisoners"), ("the ceasefire", "ceasefire")]
)
def test_words_settle_a_topic_that_the_encoder_leaves_open(label: str, topic: str) -> None:
    text = f"They agreed on {label}."
    span = Span(15, 15 + len(label))
    found, sure = Topics(layout(text)).of(span, Span(0, len(text) - 1), {t: 1 / len(Topic) for t in Topic})
    assert found == topic
    assert 0 < sure <= 1


def test_the_encoder_outweighs_a_lone_word() -> None:
    text = "They agreed on water prices."
    found, _ = Topics(layout(text)).of(Span(15, 27), Span(0, 27), {"trade": 0.99, "water": 0.001})
    assert found == "trade"


def test_entries_of_the_lexicon() -> None:
    assert list(expand("a/b treaty*")) == ["a treaty", "a treaties", "b treaty", "b treaties"]
