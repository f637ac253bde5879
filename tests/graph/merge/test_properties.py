"""What holds of bringing any two datasets together."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks import check
from netexplorer.graph.merge import Choice, compare, merged, not_taken
from netexplorer.graph.merge.meeting import finer
from tests.graph.strategies import ACTORS, datasets

LISTS = ("sides", "kinds", "types", "sources", "actors", "relationships", "events", "disagreements", "lenses",
         "stories")  # fmt: skip
CHOICES = (Choice("ours"), Choice("theirs"))


def errors(dataset: schema.Dataset) -> list[str]:
    return [f"{each.code} {each.where}" for each in check(dataset) if each.severity == "error"]


def sound(dataset: schema.Dataset) -> schema.Dataset:
    """Without the relationships that the checks refuse."""

    def is_sound(rel: schema.Relationship) -> bool:
        return not errors(msgspec.structs.replace(dataset, relationships=(rel,)))

    return msgspec.structs.replace(
        dataset, actors=tuple(dataset.actors), relationships=tuple(filter(is_sound, dataset.relationships))
    )


@given(datasets())
def test_a_dataset_with_itself_is_that_dataset(dataset: schema.Dataset) -> None:
    merge = compare(dataset, dataset)
    assert merge.count("equal") == sum(len(part.theirs) for part in merge.parts)
    assert merged(merge) is dataset
    assert list(not_taken(merge, Choice())) == []


@given(datasets())
def test_a_dataset_with_an_empty_one_is_that_dataset(dataset: schema.Dataset) -> None:
    assert merged(compare(dataset, schema.Dataset())) is dataset
    assert merged(compare(schema.Dataset(), dataset)) == dataset


@given(datasets(), datasets())
def test_every_record_of_the_other_is_new_or_equal_or_more_or_contradicts(
    ours: schema.Dataset, theirs: schema.Dataset
) -> None:
    merge = compare(ours, theirs)
    for name in LISTS:
        part = merge.part(name)
        assert list(part.theirs) == list(getattr(theirs, name))
        rows = [row for verdict in ("new", "equal", "fills", "conflict") for row in part.of(verdict).tolist()]
        assert sorted(rows) == list(range(len(part.theirs)))
        assert all((part.rows[row] < 0) == (row in set(part.of("new").tolist())) for row in rows)
        found = [row for row in part.rows.tolist() if row >= 0]
        assert len(found) == len(set(found))


@pytest.mark.parametrize("choice", CHOICES)
@given(ours=datasets(), theirs=datasets())
def test_two_datasets_without_errors_are_one_without_errors(
    choice: Choice, ours: schema.Dataset, theirs: schema.Dataset
) -> None:
    together = merged(compare(sound(ours), sound(theirs)), choice)
    assert errors(together) == []


@pytest.mark.parametrize("choice", CHOICES)
@given(ours=datasets(), theirs=datasets())
def test_records_of_ours_stand_first_and_in_their_order(
    choice: Choice, ours: schema.Dataset, theirs: schema.Dataset
) -> None:
    together = merged(compare(ours, theirs), choice)
    assert [actor.id for actor in together.actors][: len(ACTORS)] == [actor.id for actor in ours.actors]
    ends = [(rel.source, rel.target, rel.type) for rel in together.relationships]
    assert ends[: len(ours.relationships)] == [(rel.source, rel.target, rel.type) for rel in ours.relationships]


@given(datasets(), datasets())
def test_a_second_time_nothing_is_new_where_nothing_contradicted(ours: schema.Dataset, theirs: schema.Dataset) -> None:
    merge = compare(ours, theirs)
    if not merge.count("conflict") and not any(part.renamed or part.told for part in merge.parts):
        again = compare(merged(merge), theirs)
        assert again.count("conflict") == 0
        assert again.count("new") == 0


@pytest.mark.parametrize("choice", CHOICES)
@given(ours=datasets(), theirs=datasets())
def test_every_change_of_either_is_in_the_whole_or_named_as_left_out(
    choice: Choice, ours: schema.Dataset, theirs: schema.Dataset
) -> None:
    merge = compare(sound(ours), sound(theirs))
    together = {
        (rel.source, rel.target, rel.type, str(change.from_), change.state)
        for rel in merged(merge, choice).relationships
        for change in rel.changes
    }
    left = " ".join(sentence for _, sentence in not_taken(merge, choice))
    of_both = [rel for dataset in (merge.base, merge.other) for rel in dataset.relationships]
    for rel in of_both:
        for change in rel.changes:
            ends = ((rel.source, rel.target), (rel.target, rel.source))
            is_there = any((*pair, rel.type, str(change.from_), change.state) in together for pair in ends)
            is_finer = any(
                (*pair, rel.type, change.state) == (*each[:3], each[4])
                and finer(change.from_, each[3], TimeAxis()) is not None
                for pair in ends
                for each in together
            )
            assert is_there or is_finer or (str(change.from_) in left and change.state in left)


@st.composite
def halves(draw: st.DrawFn) -> tuple[schema.Dataset, schema.Dataset, schema.Dataset]:
    """A dataset of which no two relationships are alike, its first part, and the rest; one history may be cut, too."""
    whole = sound(draw(datasets()))
    unlike: dict[object, schema.Relationship] = {}
    for rel in whole.relationships:
        ordered = sorted(rel.changes, key=lambda change: str(change.from_)[:4])
        years = {str(change.from_)[:4]: change for change in ordered if str(change.from_)[:4].isdecimal()}
        changes = tuple(msgspec.structs.replace(change, until="") for change in years.values())
        unlike.setdefault(
            (frozenset((rel.source, rel.target)), rel.type), msgspec.structs.replace(rel, changes=changes)
        )
    whole = msgspec.structs.replace(whole, relationships=tuple(unlike.values()))
    whole = sound(whole)
    rels = list(whole.relationships)
    at = draw(st.integers(0, len(rels)))
    first, rest = rels[:at], rels[at:]
    if first and len(first[-1].changes) > 1:
        cut = draw(st.integers(1, len(first[-1].changes) - 1))
        rest.insert(0, msgspec.structs.replace(first[-1], changes=first[-1].changes[cut:]))
        first[-1] = msgspec.structs.replace(first[-1], changes=first[-1].changes[:cut])
    people = draw(st.integers(0, len(ACTORS)))
    return (
        whole,
        msgspec.structs.replace(whole, actors=ACTORS[:people], relationships=tuple(first)),
        msgspec.structs.replace(whole, actors=ACTORS[people:], relationships=tuple(rest)),
    )


@given(halves())
def test_a_dataset_that_was_split_comes_back(split: tuple[schema.Dataset, schema.Dataset, schema.Dataset]) -> None:
    whole, first, rest = split
    merge = compare(first, rest)
    assert merge.count("conflict") == 0
    assert merged(merge) == whole
