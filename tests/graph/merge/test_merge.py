"""Which record of another file is which of ours, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.merge import Choice, Merge, compare, merged, not_taken
from netexplorer.graph.network import build
from netexplorer.graph.schema import (
    Actor,
    Change,
    Claim,
    Dataset,
    Disagreement,
    Event,
    Lens,
    Relationship,
    RelationshipType,
    Source,
    State,
    TimeSpec,
)
from netexplorer.graph.states import states_at
from netexplorer.graph.tabling import tabled

TWO = (Actor(id="a", name="Anna"), Actor(id="b", name="Boris"))


def verdicts(merge: Merge, name: str) -> list[str]:
    part = merge.part(name)
    words = ("new", "equal", "fills", "conflict")
    return [words[code] for code in part.verdicts.tolist()]


def history(*changes: tuple[str, str] | tuple[str, str, str]) -> tuple[Change, ...]:
    return tuple(Change(from_=each[0], state=each[1], until=each[2] if len(each) > 2 else "") for each in changes)


def between(*changes: Any, **more: Any) -> Dataset:
    return Dataset(actors=TWO, relationships=(Relationship(source="a", target="b", changes=history(*changes), **more),))


def dates(dataset: Dataset) -> list[tuple[str, str]]:
    return [(str(change.from_), change.state) for change in dataset.relationships[0].changes]


# -- actors


def test_an_actor_is_found_by_a_name_in_another_script_and_keeps_our_id() -> None:
    ours = Dataset(actors=(Actor(id="grushko", name="Alexander Grushko", names={"ru": "Александр Грушко"}),))
    theirs = Dataset(
        actors=(Actor(id="n7", name="АЛЕКСАНДР  Грушко", kind="person"), Actor(id="n8", name="Other")),
        relationships=(Relationship(source="n7", target="n8"),),
    )
    merge = compare(ours, theirs)
    assert verdicts(merge, "actors") == ["fills", "new"]
    together = merged(merge)
    assert [actor.id for actor in together.actors] == ["grushko", "n8"]
    assert together.actors[0].kind == "person"
    assert together.actors[0].name == "Alexander Grushko"
    assert (together.relationships[0].source, together.relationships[0].target) == ("grushko", "n8")


def test_a_name_that_several_have_is_told_and_stays_apart() -> None:
    ours = Dataset(actors=(Actor(id="s1", name="John Smith"), Actor(id="s2", name="John Smith")))
    merge = compare(ours, Dataset(actors=(Actor(id="x", name="john smith"),)))
    assert verdicts(merge, "actors") == ["new"]
    assert "several actors" in merge.part("actors").told[0]


def test_the_name_of_the_one_is_an_alias_of_the_other() -> None:
    ours = Dataset(actors=(Actor(id="nato", name="NATO"),))
    theirs = Dataset(actors=(Actor(id="nato", name="North Atlantic Treaty Organization", aliases=("Nato",)),))
    merge = compare(ours, theirs)
    assert verdicts(merge, "actors") == ["fills"]
    assert merged(merge).actors[0].aliases == ("North Atlantic Treaty Organization",)
    assert verdicts(compare(theirs, ours), "actors") == ["equal"]


def test_an_id_that_is_but_a_number_is_not_trusted() -> None:
    ours = Dataset(actors=(Actor(id="1", name="Anna"), Actor(id="2", name="Boris")))
    theirs = Dataset(
        actors=(Actor(id="1", name="Boris"), Actor(id="2", name="Clara")),
        relationships=(Relationship(source="1", target="2"),),
    )
    merge = compare(ours, theirs)
    together = merged(merge)
    assert [(actor.id, actor.name) for actor in together.actors] == [("1", "Anna"), ("2", "Boris"), ("2-2", "Clara")]
    assert (together.relationships[0].source, together.relationships[0].target) == ("2", "2-2")
    assert "“2-2”" in merge.part("actors").told[1]


def test_the_same_id_with_another_name_and_kind_is_kept_apart_unless_it_is_said_to_be_the_same() -> None:
    ours = Dataset(actors=(Actor(id="georgia", name="Georgia", kind="state"),))
    theirs = Dataset(actors=(Actor(id="georgia", name="Giorgia Meloni", kind="person"),))
    apart = compare(ours, theirs)
    assert apart.part("actors").clashes == {0}
    assert [actor.id for actor in merged(apart).actors] == ["georgia", "georgia-2"]
    same = compare(ours, theirs, {"georgia": True})
    assert verdicts(same, "actors") == ["conflict"]
    assert merged(same, Choice("theirs")).actors[0].name == "Giorgia Meloni"
    assert [sentence for _, sentence in not_taken(same, Choice())] == [
        'name: "Georgia" is kept; the added file had "Giorgia Meloni".',
        'kind: "state" is kept; the added file had "person".',
    ]


def test_an_actor_that_is_said_to_be_another_is_kept_apart() -> None:
    ours = Dataset(actors=(Actor(id="a", name="Anna"),))
    assert [actor.id for actor in merged(compare(ours, ours, {"a": False})).actors] == ["a", "a-2"]


# -- what is cited and named


def test_a_source_is_found_by_its_address_and_its_citations_follow() -> None:
    ours = Dataset(sources=(Source(id="s1", title="Report", url="https://x.org/r"),), actors=TWO)
    theirs = Dataset(
        sources=(Source(id="q", url="https://x.org/r/"), Source(id="s1", title="Another", url="https://y.org")),
        actors=TWO,
        relationships=(
            Relationship(source="a", target="b", changes=(Change(from_="2000", state="open", sources=("q#3", "s1")),)),
        ),
    )
    together = merged(compare(ours, theirs))
    assert [source.id for source in together.sources] == ["s1", "s1-2"]
    assert together.relationships[0].changes[0].sources == ("s1#3", "s1-2")


def test_events_are_found_by_date_and_title_and_what_they_touch_follows() -> None:
    ours = Dataset(
        actors=TWO,
        relationships=(Relationship(id="talks", source="a", target="b"),),
        events=(Event(id="e1", date="2014-03", title="Talks begin"),),
    )
    theirs = Dataset(
        actors=(Actor(id="x", name="Anna"), Actor(id="b", name="Boris")),
        relationships=(Relationship(source="x", target="b"), Relationship(source="b", target="b")),
        events=(Event(date="2014-03", title="talks  BEGIN", actors=("x",), relationships=("x--b", "b--b")),),
        disagreements=(Disagreement(about=("x--b",), claims=(Claim(text="in May"),)),),
    )
    merge = compare(ours, theirs)
    together = merged(merge)
    assert verdicts(merge, "events") == ["fills"]
    assert together.events[0].actors == ("a",)
    assert together.events[0].relationships == ("talks", "b--b")
    assert together.disagreements[0].about == ("talks",)
    assert together.events[0].title == "Talks begin"


def test_a_made_id_of_ours_stays_when_theirs_has_it_for_another_relationship() -> None:
    ours = Dataset(
        actors=TWO,
        relationships=(Relationship(source="a", target="b"),),
        events=(Event(id="e", title="x", relationships=("a--b",)),),
    )
    theirs = Dataset(actors=TWO, relationships=(Relationship(id="a--b", source="b", target="b"),))
    together = merged(compare(ours, theirs))
    assert build(together).rel_ids == ("a--b", "a--b-2")


def test_a_saved_filter_is_not_joined_with_another() -> None:
    ours, theirs = (Dataset(lenses=(Lens(id="core", tags=(tag,)),)) for tag in ("x", "y"))
    merge = compare(ours, theirs)
    assert verdicts(merge, "lenses") == ["conflict"]
    assert merged(merge).lenses == ours.lenses
    assert merged(merge, Choice("theirs")).lenses == theirs.lenses


# -- relationships


def test_a_relationship_is_found_by_its_ends_in_either_order_unless_its_type_is_directed() -> None:
    pair = Dataset(actors=TWO, relationships=(Relationship(id="r", source="a", target="b", type="t"),))
    turned = Dataset(actors=TWO, relationships=(Relationship(id="q", source="b", target="a", type="t"),))
    assert verdicts(compare(pair, turned), "relationships") == ["equal"]
    directed = Dataset(actors=TWO, types=(RelationshipType(id="t", directed=True),), relationships=turned.relationships)
    assert verdicts(compare(pair, directed), "relationships") == ["new"]


def test_of_several_between_the_same_two_those_that_say_the_same_are_one() -> None:
    first = Relationship(source="a", target="b", changes=history(("2000", "open")))
    second = Relationship(source="a", target="b", changes=history(("2010", "open")))
    other = Relationship(source="a", target="b", changes=history(("2005", "severed")))
    merge = compare(
        Dataset(actors=TWO, relationships=(first, second)), Dataset(actors=TWO, relationships=(second, other))
    )
    assert merge.part("relationships").rows.tolist() == [1, -1]
    assert "several" in merge.part("relationships").told[1]
    assert merged(merge).relationships == (first, second, other)


def test_an_id_with_other_ends_is_another_relationship() -> None:
    ours = Dataset(actors=TWO, relationships=(Relationship(id="e1", source="a", target="b"),))
    theirs = Dataset(actors=TWO, relationships=(Relationship(id="e1", source="b", target="b"),))
    merge = compare(ours, theirs)
    assert verdicts(merge, "relationships") == ["new"]
    assert [rel.id for rel in merged(merge).relationships] == ["e1", "e1-2"]


def test_a_list_of_ties_without_types_is_about_the_typed_ones_that_are_alone_between_two() -> None:
    ours = Dataset(
        actors=TWO,
        types=(RelationshipType(id="treaty"),),
        relationships=(Relationship(id="r", source="a", target="b", type="treaty"),),
    )
    ties = Dataset(
        actors=TWO,
        types=(RelationshipType(id="directed", directed=True),),
        relationships=(Relationship(source="b", target="a", type="directed", label="Paris"),),
    )
    assert verdicts(compare(ours, ties), "relationships") == ["fills"]
    assert [(rel.type, rel.label) for rel in merged(compare(ours, ties)).relationships] == [("treaty", "Paris")]
    assert merged(compare(ties, ours)).relationships[0].type == "treaty"


# -- histories


def test_what_comes_later_is_added() -> None:
    merge = compare(between(("1998", "open"), ("2015", "limited")), between(("2021", "suspended"), ("2023", "severed")))
    assert verdicts(merge, "relationships") == ["fills"]
    assert [date for date, _ in dates(merged(merge))] == ["1998", "2015", "2021", "2023"]


def test_what_only_one_tells_between_two_changes_that_both_tell_is_added() -> None:
    poor, rich = (("1998", "open"), ("2021", "severed")), (("1998", "open"), ("2015", "limited"), ("2021", "severed"))
    merge = compare(between(*poor), between(*rich))
    assert verdicts(merge, "relationships") == ["fills"]
    assert merged(merge) == between(*rich)
    assert verdicts(compare(between(*rich), between(*poor)), "relationships") == ["equal"]


def test_a_state_within_another_is_a_contradiction_and_the_other_one_can_be_taken() -> None:
    ours, theirs = between(("2000", "open", "2010")), between(("2005", "severed", "2007"), ("2012", "limited"))
    merge = compare(ours, theirs)
    assert verdicts(merge, "relationships") == ["conflict"]
    assert dates(merged(merge)) == [("2000", "open"), ("2012", "limited")]
    assert dates(merged(merge, Choice("theirs"))) == [("2005", "severed"), ("2012", "limited")]
    assert [sentence for _, sentence in not_taken(merge, Choice())] == [
        'changes: "open from 2000 until 2010" is kept; the added file had "severed from 2005 until 2007".'
    ]
    one = Choice("ours", frozenset((("relationships", 0),)))
    assert merged(merge, one) == merged(merge, Choice("theirs"))


def test_a_change_whose_end_would_be_lost_is_not_taken_either() -> None:
    ours = between(("2000", "open", "2001"), ("2006", "limited", "2009"))
    theirs = between(("2003", "severed"), ("2007", "open"))
    merge = compare(ours, theirs)
    assert dates(merged(merge)) == dates(ours)
    assert len(list(not_taken(merge, Choice()))) == 2


def test_the_more_precise_of_two_dates_that_agree_is_taken() -> None:
    merge = compare(between(("2014", "open")), between(("2014-03-18", "open")))
    assert verdicts(merge, "relationships") == ["fills"]
    assert dates(merged(merge)) == [("2014-03-18", "open")]
    assert verdicts(compare(between(("2014-03-18", "open")), between(("2014", "open"))), "relationships") == ["equal"]


def test_the_same_date_in_two_states_is_a_contradiction() -> None:
    merge = compare(between(("2014", "open")), between(("2014", "severed")))
    assert verdicts(merge, "relationships") == ["conflict"]
    assert dates(merged(merge, Choice("theirs"))) == [("2014", "severed")]


def test_notes_and_sources_of_a_change_are_filled_in() -> None:
    bare = Dataset(actors=TWO, relationships=(Relationship(source="a", target="b", changes=history(("2014", "open"))),))
    change = Change(from_="2014", state="open", note="Said so", values={"staff": 3}, sources=("s1",))
    full = Dataset(actors=TWO, relationships=(Relationship(source="a", target="b", changes=(change,)),))
    assert merged(compare(bare, full)).relationships == full.relationships


# -- times and states


def test_times_that_count_different_things_are_refused_in_a_sentence() -> None:
    ours = between(("2014", "open"))
    theirs = Dataset(
        actors=TWO,
        time=TimeSpec(kind="number", unit="s"),
        relationships=(Relationship(source="a", target="b", changes=(Change(from_=3, state="open"),)),),
    )
    with pytest.raises(UserError, match="numbers that count s, but those of the dataset are dates"):
        compare(ours, theirs)


def test_a_file_without_times_goes_with_any_and_any_with_it() -> None:
    bare = Dataset(actors=TWO)
    seconds = Dataset(time=TimeSpec(kind="number", unit="s"), events=(Event(id="e", date=3, title="x"),))
    assert merged(compare(bare, seconds)).time == seconds.time
    assert merged(compare(seconds, bare)).time == seconds.time


def test_states_are_added_by_their_rank_and_told() -> None:
    ours = between(("2000", "open"))
    theirs = Dataset(actors=TWO, states=(State(id="war", label="War", rank=-1), State(id="open", label="Open", rank=3)))
    merge = compare(ours, theirs)
    assert [state.id for state in merged(merge).states] == ["open", "war"]
    assert merge.notes == ("The state “War” is added by its rank, -1.",)


@pytest.mark.parametrize("make", [lambda dataset: dataset, tabled])
def test_a_relationship_without_a_state_stays_in_the_one_it_was_in(make: Any) -> None:
    ours = make(Dataset(actors=TWO, relationships=(Relationship(source="a", target="b"),)))
    theirs = Dataset(actors=(Actor(id="c"),), states=(State(id="union", rank=9), State(id="open", rank=3)))
    net = build(merged(compare(ours, theirs)))
    assert net.states[int(states_at(net, 0)[0])].id == "open"


def test_words_that_one_file_declares_and_the_other_only_uses_are_declared() -> None:
    ours = Dataset(actors=(Actor(id="a", kind="person"),))
    theirs = Dataset(types=(RelationshipType(id="t"),), relationships=(), actors=(Actor(id="b", kind="ship"),))
    assert merged(compare(ours, theirs)).kinds == ()
    named = Dataset(kinds=theirs.kinds, actors=theirs.actors, types=theirs.types)
    assert merged(compare(named, ours)).types == theirs.types


def test_what_is_said_of_the_whole_file_and_not_taken_is_told() -> None:
    ours = Dataset(title="Mine", licence="CC0", actors=TWO, extra={"x": 1})
    theirs = Dataset(title="Yours", licence="ODbL", actors=TWO, extra={"x": 2, "y": 3})
    merge = compare(ours, theirs)
    assert merged(merge).extra == {"x": 1, "y": 3}
    assert merged(merge).title == "Mine"
    assert [note.split(" of ")[0] for note in merge.notes] == ["The title", "The licence", "The key “x”"]
