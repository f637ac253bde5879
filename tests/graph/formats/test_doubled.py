"""Actors that a file declares more than once."""

from __future__ import annotations

import pytest

from netexplorer.graph.formats.draft import Draft


@pytest.mark.parametrize(
    ("first", "second", "kept"), [(None, (1.0, 2.0), (1.0, 2.0)), ((1.0, 2.0), (3.0, 4.0), (1.0, 2.0))]
)
def test_an_actor_declared_twice_is_at_the_first_place_that_is_given(
    first: tuple[float, float] | None, second: tuple[float, float], kept: tuple[float, float]
) -> None:
    draft = Draft("some")
    draft.declare("a", xy=first, tags=("x",))
    actor = draft.declare("a", xy=second, tags=("x", "y"))
    assert actor.xy == kept and actor.tags == ("x", "y")
