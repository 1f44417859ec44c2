"""Items that only the encoder saw: beside those of the grammars, never over them, and only when it is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.marked import marked, perfect

from verbale.compose.record import compose
from verbale.compose.topics import Topics
from verbale.language import layout
from verbale.record import Record, Span, Topic

HEAD = """
[actors]
pe = {kind = "state", name = "Peru", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
sal = {kind = "person", name = "Ana Salas", country = "PE"}
[items]
i1 = {topic = "culture_education", status = "rejected", parties = "pe cl", by = "sal"}
"""
TEXT = "The foreign minister of {pe|Peru}, {sal|Ana Salas}, spoke. {i1|{i1.label|The puppet theatre} was a bridge too far for {cl|Chile}}."


def read(sure: float = 1.0) -> Record:
    gold = marked(HEAD, TEXT)
    layers = perfect(gold)
    return compose(gold.document, replace(layers, matters=tuple(replace(m, confidence=sure) for m in layers.matters)))


def test_what_no_grammar_has_words_for() -> None:
    record = read()
    (item,) = record.items
    assert (item.topic, item.status) == ("culture_education", "rejected")
    names = {a.id: a.name for a in record.actors}
    assert item.by is not None
    assert names[item.by] == "Peru"
    assert {names[p] for p in item.parties} == {"Peru", "Chile"}


def test_what_the_encoder_is_not_sure_of_is_left_out() -> None:
    assert read(sure=0.3).items == ()


def test_the_grammars_are_not_spoken_over() -> None:
    head = HEAD.replace("culture_education", "trade").replace("rejected", "stalled")
    gold = marked(head, "{pe|Peru}'s {sal|Ana Salas} spoke. {i1|{pe|Peru} and {cl|Chile} agreed to lift {i1.label|the copper tariffs}}.")
    (item,) = compose(gold.document, perfect(gold)).items
    assert item.status == "agreed"


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
