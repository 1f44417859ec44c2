"""The project's own gold documents: well formed, and composed into their records again out of what a perfect encoder would see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.marked import composed
from training.markup import GoldDocument, MarkupError, parse, read_marked, strip_marks

from verbale.record import Record, Span

CORPUS = Path(__file__).parents[1] / "training" / "corpus"


@pytest.fixture(scope="module")
def documents() -> list[GoldDocument]:
    found = []
    for path, gold in read_marked(CORPUS):
        assert not isinstance(gold, MarkupError), f"{path.name}: {gold}"
        found.append(gold)
    return found


def test_every_document_is_well_formed_and_named_once(documents: list[GoldDocument]) -> None:
    assert len(documents) >= 120
    assert len({d.document.id for d in documents}) == len(documents)
    known = {d.document.id for d in documents}
    assert {d.reprint_of for d in documents} - {None} <= known


def test_no_gold_event_is_among_them(documents: list[GoldDocument]) -> None:
    kept_for_measuring = ("ohrid", "gerd", "scarborough", "farc", "stockholm", "black-sea-grain", "ladakh", "normandy")
    assert not [d.event for d in documents if any(name in d.event for name in kept_for_measuring)]


def shared(gold: Record, found: Record) -> Counter[str]:
    """How many things of the gold record are found again with the same values."""
    many: Counter[str] = Counter()
    names, own = ({a.id: a for a in record.actors} for record in (found, gold))
    said = {(s.content, names[s.speaker].kind) for s in found.statements}
    many["statements"] = sum((s.content, own[s.speaker].kind) in said for s in gold.statements)
    many["items"] = sum(any(m.meets(o) for i in found.items for o in i.mentions for m in item.mentions) for item in gold.items)
    many["mentions"] = len({m for a in gold.actors for m in a.mentions} & {m for a in found.actors for m in a.mentions})
    return many


def test_what_the_encoder_sees_becomes_the_record(documents: list[GoldDocument]) -> None:
    kept, whole = Counter[str](), Counter[str]()
    for gold in documents[::5]:
        kept += shared(gold.record, composed(gold))
        whole["statements"] += len(gold.record.statements)
        whole["items"] += len(gold.record.items)
        whole["mentions"] += sum(len(a.mentions) for a in gold.record.actors)
    shares = {part: kept[part] / whole[part] for part in whole}
    assert shares["mentions"] > 0.97
    assert shares["statements"] > 0.85
    assert shares["items"] > 0.95


def test_marks_nest_cross_and_share() -> None:
    text, spans = strip_marks("{a|One {b,c|two} three} {m<}four {d|five}{m>} six")
    assert text == "One two three four five six"
    assert {name: [s.words(text) for s in found] for name, found in spans.items()} == {
        "b": ["two"], "c": ["two"], "a": ["One two three"], "d": ["five"], "m": ["four five"],
    }  # fmt: skip


HEAD = """+++
event = "e"
outlet = "o"
outlet_kind = "wire"
title = "t"
published = "2025-04-11"
[actors]
pe = {kind = "state", name = "Peru"}
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("no head at all", "no head"),
        (HEAD + "+++\nPeru left.\n", "marked nowhere"),
        (HEAD + "+++\n{pe|Peru left.\n", "not closed"),
        (HEAD + "+++\n{pe|Peru}} left.\n", "too many"),
        (HEAD + "+++\n{pe|Peru} and {cl|Chile} left.\n", "names nothing"),
        (HEAD + "+++\n{pe|Per}u left.\n", "cuts a word"),
        (HEAD + "+++\n{pe|Peru} left.\nIt went.\n", "one line each"),
        (HEAD + '[meetings]\nm1 = {form = "talks", state = "held", place = "Oslo"}\n+++\n{pe|Peru} {m1|met}.\n', "place"),
        (HEAD + '[items]\ni1 = {topic = "trade", status = "odd"}\n+++\n{i1|{pe|Peru} and {i1.label|tin}}.\n', "status"),
        (HEAD + '[statements]\ns1 = {speaker = "cl"}\n+++\n{s1|It rains}, {pe,s1.src|Peru} said.\n', "cl"),
        (HEAD + '[statements]\ns1 = {speaker = "pe"}\n+++\n{s1|It rains.} {pe|Peru} said.\n', "final punctuation"),
    ],
)
def test_what_is_written_wrongly_is_told(written: str, said: str) -> None:
    with pytest.raises(MarkupError, match=said):
        parse(written, "x")


def test_spans_count_code_points() -> None:
    gold = parse(HEAD + "+++\n🕊 {pe|Peru} left.\n", "x")
    assert gold.record.actors[0].mentions == (Span(2, 6),)
