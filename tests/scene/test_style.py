from __future__ import annotations

import json

import pytest

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.resources import asset
from netexplorer.scene.style import blend, contrast, kind_shapes, load_style, parse_colour, visible
from tests.scene.pictures import network

THEMES = ("light", "dark")


def states(*ranks: int, color: str = "") -> tuple[schema.State, ...]:
    return tuple(schema.State(id=f"s{i}", rank=rank, color=color) for i, rank in enumerate(ranks))


def looks(*ranks: int, theme: str = "light", color: str = ""):
    return load_style(theme).state_looks(network((("a", "b", "s0"),), states=states(*ranks, color=color)))


def keys(value: object) -> object:
    return {k: keys(v) for k, v in value.items()} if isinstance(value, dict) else type(value).__name__


def test_both_themes_have_the_same_keys():
    light, dark = (json.loads(asset(f"themes/{t}.json").read_text(encoding="utf-8")) for t in THEMES)
    assert keys(light) == keys(dark)
    assert len(light["states"]["middle"]) == len(dark["states"]["middle"])
    assert len(light["sides"]) == len(dark["sides"])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("token", ("text_strong", "text_normal", "text_muted", "text_faint"))
@pytest.mark.parametrize("ground", ("window", "panel", "canvas"))
def test_every_text_can_be_read_on_every_ground(theme, token, ground):
    style = load_style(theme)
    assert contrast(getattr(style, token), getattr(style, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_the_accent_can_be_read(theme):
    style = load_style(theme)
    assert contrast(style.on_accent, style.accent) >= 4.5
    assert contrast(style.flag_text, style.flag) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_states_and_sides_stand_out_from_the_canvas_and_from_one_another(theme):
    style = load_style(theme)
    for colours in ((style.best, style.worst, *style.middle), style.sides):
        assert len(set(colours)) == len(colours)
        assert min(contrast(c, style.canvas) for c in colours) >= 2.5


def test_the_four_usual_states_look_like_open_limited_suspended_severed():
    style = load_style("light")
    best, limited, suspended, severed = looks(3, 2, 1, 0)
    assert (best.argb, best.dash, best.mark) == (style.best, (), "")
    assert limited.argb == style.middle[0] and limited.dash
    assert suspended.argb == style.middle[1] and suspended.dash and suspended.dash != limited.dash
    assert (severed.argb, severed.dash, severed.mark) == (style.worst, (), "cross")


def test_the_look_follows_the_rank_and_not_the_order_in_the_file():
    assert looks(0, 3, 2, 1)[0].mark == "cross"


def test_no_two_states_of_a_long_vocabulary_share_colour_dash_and_mark():
    found = [(look.argb, look.dash, look.mark) for look in looks(*range(14))]
    assert len(set(found)) == 14


def test_a_single_state_is_not_cut():
    assert looks(0)[0].mark == ""


def test_states_of_equal_rank_are_categories_and_none_is_cut():
    assert not any(look.mark for look in looks(1, 1, 1))


def test_the_colour_in_the_file_wins_but_the_dash_stays():
    own, plain = looks(3, 2, 0, color="#123456"), looks(3, 2, 0)
    assert {look.argb for look in own} == {0xFF123456}
    assert [look.dash for look in own] == [look.dash for look in plain]


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345g", "url(x)", "#1234567", "#fff\n"])
def test_what_is_no_colour_is_ignored(text):
    assert parse_colour(text) == 0


def test_a_short_colour_is_the_long_one_doubled():
    assert parse_colour("#1af") == parse_colour("#11aaff") == 0xFF11AAFF


def test_a_palette_colour_named_in_a_file_turns_into_its_dark_sibling():
    light, dark = load_style("light"), load_style("dark")
    assert dark.named_colour(f"#{light.sides[0] & 0xFFFFFF:06x}") == dark.sides[0]


def test_a_colour_that_cannot_be_seen_on_the_canvas_is_moved_until_it_can():
    style = load_style("dark")
    assert contrast(style.named_colour("#161a20"), style.canvas) >= 2.4
    assert visible(style.sides[0], style.canvas, towards=style.text_strong) == style.sides[0]


def test_blending_ends_at_both_ends():
    assert blend(0xFF102030, 0xFFFFFFFF, 1.0) == 0xFF102030
    assert blend(0xFF102030, 0xFFFFFFFF, 0.0) == 0xFFFFFFFF
    assert blend(0xFF000000, 0xFFFFFFFF, 0.5) == 0xFF808080


def test_kinds_without_a_shape_get_one_that_nobody_named():
    kinds = (schema.Kind(id="a", shape="circle"), schema.Kind(id="b"), schema.Kind(id="c", shape="blob"))
    actors = (schema.Actor(id="x", kind="a"),)
    net = build(schema.Dataset(kinds=kinds, actors=actors))
    assert kind_shapes(net) == ("circle", "square", "diamond")


def test_an_unknown_theme_is_named():
    with pytest.raises(UserError, match="sepia"):
        load_style("sepia")
