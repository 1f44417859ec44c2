"""The cast: who is named where, who is used, for whom people act."""

from __future__ import annotations

from verbale.compose.cast import Cast
from verbale.record import ActorKind, Span


def test_mentions_in_are_in_order_and_may_leave_out_passing_ones() -> None:
    cast = Cast()
    serbia = cast.add(ActorKind.STATE, "Serbia", country="RS")
    president = cast.add(ActorKind.PERSON, "Mara Ilic", country="RS")
    cast.mention(president.id, (0, 18))
    cast.mention(serbia.id, (0, 6))
    cast.mention(serbia.id, (30, 37), passing=True)
    assert cast.mentions_in((0, 20)) == [(Span(0, 6), serbia.id), (Span(0, 18), president.id)]
    assert [a for _, a in cast.mentions_in((25, 40))] == [serbia.id]
    assert cast.mentions_in((25, 40), passing=False) == []


def test_a_passing_mention_counts_once_it_is_meant() -> None:
    cast = Cast()
    serbia = cast.add(ActorKind.STATE, "Serbia", country="RS")
    cast.mention(serbia.id, (0, 6), passing=True)
    cast.mention(serbia.id, (0, 6))
    cast.mention(serbia.id, (0, 6))
    assert (serbia.mentions, serbia.passing) == ([Span(0, 6)], [])
    cast.demote(serbia.id, Span(0, 6))
    assert (serbia.mentions, serbia.passing) == ([], [Span(0, 6)])


def test_who_is_used_without_a_mention_is_closed_with_a_passing_one() -> None:
    cast = Cast()
    peru = cast.add(ActorKind.STATE, "Peru", country="PE")
    cast.mention(peru.id, (5, 13), passing=True)
    assert cast.close(set()) == ()
    assert cast.close({peru.id})[0].mentions == (Span(5, 13),)


def test_settled_mentions_alone_stand_in_the_record() -> None:
    cast = Cast()
    envoy = cast.add(ActorKind.PERSON, "Ana Quispe", role="envoy")
    passer = cast.add(ActorKind.PERSON, "Luis Vera")
    for n, draft in enumerate((envoy, passer)):
        cast.mention(draft.id, (n * 20, n * 20 + 9))
    cast.settle([(Span(0, 9), envoy.id)])
    assert [a.name for a in cast.close(set())] == ["Ana Quispe"]
    assert {a.name for a in cast.close({passer.id})} == {"Ana Quispe", "Luis Vera"}
    cast.mention(envoy.id, (40, 49))
    assert cast.close(set())[0].mentions == (Span(0, 9),)


def test_the_party_of_a_person_is_the_state_acted_for() -> None:
    cast = Cast()
    peru = cast.add(ActorKind.STATE, "Peru", country="PE")
    envoy = cast.add(ActorKind.PERSON, "Ana Quispe", country="PE")
    source = cast.add(ActorKind.UNNAMED, "a diplomat")
    group = cast.add(ActorKind.GROUP, "Coastal Front")
    assert cast.party_of(envoy.id) == peru.id == cast.state("PE")
    assert cast.party_of(source.id) is None
    assert cast.party_of(group.id) == group.id


def test_the_nearest_mention_comes_first_and_parts_of_names_are_known() -> None:
    cast = Cast()
    envoy = cast.add(ActorKind.PERSON, "Ana Quispe")
    cast.mention(envoy.id, (10, 20))
    cast.mention(envoy.id, (50, 56))
    assert [m.start for m, _ in cast.before(60)] == [50, 10]
    assert [m.start for m, _ in cast.before(30)] == [10]
    assert cast.mention_around((14, 20)) == envoy.id
    assert cast.mention_around((21, 25)) is None


def test_several_unnamed_people_are_they() -> None:
    cast = Cast()
    plural = ("Two officials", "diplomats in either capital", "several people familiar with the talks")
    single = ("a senior official", "one of them", "the aide who sees the files")
    assert all(cast.add(ActorKind.UNNAMED, name).plural for name in plural)
    assert not any(cast.add(ActorKind.UNNAMED, name).plural for name in single)
