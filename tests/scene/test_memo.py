from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.scene import actors, compose, linework, nodes
from netexplorer.scene.compose import compose_network
from netexplorer.scene.frame import Hover
from netexplorer.scene.memo import Asked, of_network
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from tests.scene.pictures import frame, measure, network

FOUR = (("a", "b", "open"), ("b", "c", "limited"), ("c", "d", "suspended"), ("d", "e", "severed"), ("e", "a", "ended"))
FRAME = frame(network(FOUR))
KEEPERS = (
    actors._kept,
    compose._kept,
    nodes._kept,
    linework._kept_lines,
    linework._kept_looks,
    linework._kept_part,
)


def drawn(one, *, theme="light", view=Viewport(0, 0, 1.0, 800, 600), hover=Hover()):
    return compose_network(one, view, load_style(theme), measure, hover=hover)


def plain(value):
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if isinstance(value, msgspec.Struct):
        return type(value).__name__, *(plain(getattr(value, name)) for name in value.__struct_fields__)
    return value


def flipped(name, at=0):
    array = getattr(FRAME, name).copy()
    array[at] = not array[at]
    return replace(FRAME, **{name: array})


CHANGES = {
    "a state": lambda: drawn(replace(FRAME, states=np.roll(FRAME.states, 1))),
    "a severed line elsewhere": lambda: drawn(replace(FRAME, states=FRAME.states[::-1].copy())),
    "a hollow line": lambda: drawn(flipped("uncertain")),
    "a recent change": lambda: drawn(flipped("recent")),
    "a line less": lambda: drawn(flipped("shown", 1)),
    "an actor less": lambda: drawn(flipped("actor_shown")),
    "a faint actor": lambda: drawn(flipped("actor_faint")),
    "a selected actor": lambda: drawn(flipped("selected_actors")),
    "a selected line": lambda: drawn(flipped("selected_rels")),
    "a pin": lambda: drawn(flipped("pinned")),
    "a position": lambda: drawn(replace(FRAME, xy=FRAME.xy + np.float32(7))),
    "who comes first": lambda: drawn(replace(FRAME, importance=np.arange(len(FRAME.xy), dtype=np.float32))),
    "a subtitle": lambda: drawn(replace(FRAME, subtitle=("Some words", *FRAME.subtitle[1:]))),
    "the pointer on an actor": lambda: drawn(FRAME, hover=Hover(1)),
    "the pointer on a line": lambda: drawn(FRAME, hover=Hover(-1, 2)),
    "the theme": lambda: drawn(FRAME, theme="dark"),
    "the size": lambda: drawn(FRAME, view=Viewport(0, 0, 1.0, 700, 600)),
    "the zoom": lambda: drawn(FRAME, view=Viewport(0, 0, 1.2, 800, 600)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_of_one_picture_does_not_show_in_another(change):
    for keeper in KEEPERS:
        keeper.cache_clear()
    fresh = plain(CHANGES[change]())
    for keeper in KEEPERS:
        keeper.cache_clear()
    usual = plain(drawn(FRAME))
    assert usual != fresh
    assert plain(CHANGES[change]()) == fresh
    assert plain(drawn(FRAME)) == usual


def test_a_question_is_answered_once_and_anew_for_another_key():
    made = []
    keeper = lru_cache(maxsize=4)(Asked.answer)
    held = [1]

    def ask(key, thing):
        return keeper(Asked(lambda: made.append(key) or key, (thing,), key))

    assert [ask("a", held), ask("a", held), ask("b", held), ask("a", [1])] == ["a", "a", "b", "a"]
    assert made == ["a", "b", "a"]


def test_what_is_known_of_a_network_lives_and_goes_with_it():
    made = []

    @of_network
    def ask(net):
        made.append(net)
        return len(made)

    one, other = network(FOUR), network(FOUR)
    assert [ask(one), ask(other), ask(one), ask(replace(one))] == [1, 2, 1, 3]
