from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.graph.select import lens_actors, lens_mask
from tests.graph.strategies import datasets

S = schema


def sample(**lens):
    """Four actors on two sides; the lens ``x`` asks for what is given."""
    return build(
        S.Dataset(
            types=(
                S.RelationshipType(id="talks", family="channel"),
                S.RelationshipType(id="member", family="structure"),
            ),
            actors=(
                S.Actor(id="a", side="east", kind="person"),
                S.Actor(id="b", side="west", kind="office"),
                S.Actor(id="c", side="west", kind="person"),
                S.Actor(id="d", side="north", tags=("core",)),
            ),
            relationships=(
                S.Relationship(source="a", target="b", type="talks", tags=("core",)),
                S.Relationship(source="b", target="c", type="member"),
                S.Relationship(source="c", target="a", type="talks", tags=("press", "other")),
            ),
            lenses=(S.Lens(id="x", **lens),),
        )
    )


@pytest.mark.parametrize(
    ("lens", "relationships", "actors"),
    [
        ({}, [0, 1, 2], "abcd"),
        ({"tags": ("core",)}, [0], "abd"),
        ({"tags": ("core", "press")}, [0, 2], "abcd"),
        ({"sides": ("east",)}, [0, 2], "abc"),
        ({"kinds": ("office",)}, [0, 1], "abc"),
        ({"types": ("member",)}, [1], "bc"),
        ({"families": ("channel",)}, [0, 2], "abc"),
        ({"families": ("channel",), "kinds": ("office",)}, [0], "ab"),
        ({"tags": ("core",), "sides": ("west",)}, [0], "ab"),
        ({"tags": ("nothing",)}, [], ""),
        ({"sides": ("nowhere",)}, [], ""),
    ],
)
def test_a_lens_shows_what_meets_every_list_it_gives(lens, relationships, actors):
    net = sample(**lens)
    assert [i for i, is_shown in enumerate(lens_mask(net, "x")) if is_shown] == relationships
    assert "".join(net.actor_ids[i] for i, is_shown in enumerate(lens_actors(net, "x")) if is_shown) == actors


@pytest.mark.parametrize("whole", [None, ""])
def test_no_lens_shows_everything(whole):
    net = sample(tags=("core",))
    assert lens_mask(net, whole).all()
    assert lens_actors(net, whole).all()


def test_an_unknown_lens_is_refused_with_those_there_are():
    with pytest.raises(UserError, match=r"no lens “y”.*It has “x”"):
        lens_mask(sample(), "y")
    with pytest.raises(UserError, match="no lenses"):
        lens_actors(build(S.Dataset()), "y")


@given(datasets(), st.sampled_from(["core", "east"]))
def test_both_ends_of_what_is_shown_are_shown(dataset, lens_id):
    net = build(dataset)
    mask, actors = lens_mask(net, lens_id), lens_actors(net, lens_id)
    assert actors[net.src[mask]].all()
    assert actors[net.dst[mask]].all()
