from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene.edges import points
from netexplorer.scene.frame import Hover
from netexplorer.scene.linework import drawn_lines
from netexplorer.scene.nodes import nodes
from netexplorer.scene.pick import pick
from netexplorer.scene.viewport import Viewport
from tests.scene.pictures import frame, network

VIEW = Viewport(0, 0, 1.0, 800, 600)
NET = network((("a", "b", "open"), ("a", "b", "severed"), ("b", "a", "open"), ("c", "c", "open"), ("a", "c", "later")))
FRAME = frame(NET, xy=np.array([[-200, 0], [200, 0], [0, 150]], np.float32))


def test_an_actor_is_found_at_its_centre_and_a_little_beside_it():
    assert pick(FRAME, VIEW, 200, 300) == Hover(actor=0)
    radius = float(nodes(FRAME, VIEW).radius[0])
    assert pick(FRAME, VIEW, 200 - radius - 3, 300) == Hover(actor=0)
    assert pick(FRAME, VIEW, 200 - radius - 9, 300) == Hover()


@given(st.sampled_from(range(4)), st.floats(0.25, 0.75))
def test_every_line_is_found_where_it_is_drawn(k, share):
    drawn = drawn_lines(FRAME, nodes(FRAME, VIEW))
    x, y = points(drawn.xy.astype(float), np.full(len(drawn.xy), share))[k]
    assert pick(FRAME, VIEW, float(x), float(y)) == Hover(rel=int(drawn.rows[k]))


def test_the_ground_is_nothing():
    assert pick(FRAME, VIEW, 30, 30) == Hover()


def test_a_relationship_that_is_not_shown_is_not_found():
    assert pick(FRAME, VIEW, 300, 375) == Hover()


def test_a_hidden_actor_is_not_found():
    hidden = frame(NET, xy=FRAME.xy, actor_shown=np.array([False, True, True]))
    assert pick(hidden, VIEW, 200, 300) == Hover()


def test_an_empty_network_has_nothing_to_find():
    assert pick(frame(network(())), VIEW, 10, 10) == Hover()


def test_of_two_actors_within_reach_the_nearer_is_found():
    close = frame(NET, xy=np.array([[0, 0], [12, 0], [300, 150]], np.float32))
    assert pick(close, VIEW, 401, 300) == Hover(actor=0)
    assert pick(close, VIEW, 411, 300) == Hover(actor=1)
