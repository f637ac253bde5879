from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.scene.compose import NOTHING, compose_network
from netexplorer.scene.frame import Hover
from netexplorer.scene.primitives import Curves, Segments, Shapes, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport, fit
from tests.scene.pictures import flat, frame, groups, measure, network, words

STYLE = load_style("light")
VIEW = Viewport(0, 0, 1.0, 800, 600)
FOUR = (("a", "b", "open"), ("b", "c", "limited"), ("c", "d", "suspended"), ("d", "e", "severed"), ("e", "a", "ended"))


def picture(ends=FOUR, *, hover=Hover(), named=False, view=VIEW, types=(), **changed):
    return compose_network(frame(network(ends, types=types), **changed), view, STYLE, measure, hover=hover, named=named)


def strokes(scene):
    return [item for item in flat(scene.items) if isinstance(item, Segments | Curves)]


def arrays(scene):
    for item in flat(scene.items):
        for name in ("xy", "size_px", "xywh"):
            if hasattr(item, name):
                yield getattr(item, name)


def test_every_state_has_its_own_colour_and_dash():
    found = {(item.argb, item.dash) for item in strokes(picture())}
    assert len(found) >= 5


def test_a_severed_relationship_is_cut_and_crossed():
    (pieces, cross) = strokes(picture((("a", "b", "severed"),)))
    assert len(pieces.xy) == 2 and len(cross.xy) == 2
    gap = np.hypot(*(pieces.xy[1, :2] - pieces.xy[0, 2:]))
    assert gap > 15
    assert np.allclose(cross.xy.reshape(-1, 2).mean(axis=0), (pieces.xy[1, :2] + pieces.xy[0, 2:]) / 2, atol=0.1)


def test_the_names_are_kept_clear_of_the_date():
    scene = picture(xy=np.array([[-390, -290], [0, 0], [60, 60], [120, 120], [180, 180]], np.float32))
    title = next(group for group in groups(scene.items) if group.id == "title")
    date = title.items[0].items[0]
    labels = next(group for group in groups(scene.items) if group.id == "labels")
    for text in labels.items[0].items:
        left = text.x - {"left": 0, "center": 0.5, "right": 1}[text.anchor] * measure(text.text, text.size_px, 500)
        assert text.y - text.size_px > date.y or left > date.x + measure(date.text, date.size_px, 700)


def test_without_a_title_there_is_no_date():
    net = network(FOUR)
    scene = compose_network(frame(net), VIEW, STYLE, measure, with_title=False)
    assert "1 June 2010" in words(picture().items)
    assert "1 June 2010" not in words(scene.items)


def test_a_long_caption_is_cut_to_the_picture():
    scene = picture(caption="A very long story " * 40)
    caption = next(text for text in words(scene.items) if text.startswith("A very"))
    assert caption.endswith("…") and measure(caption, 13, 400) <= 800


def test_an_empty_network_says_so_in_one_calm_line():
    net = network((("a", "b", "later"),))
    assert f"{NOTHING} in this lens" in words(compose_network(frame(net), VIEW, STYLE, measure).items)
    assert NOTHING in words(compose_network(frame(net, lens_label=""), VIEW, STYLE, measure).items)
    assert NOTHING not in words(picture().items)


def test_a_dataset_without_actors_still_gives_a_picture():
    scene = compose_network(frame(network(())), VIEW, STYLE, measure, hover=Hover(actor=3, rel=5))
    assert "There are no relationships" in words(scene.items)


def test_hovering_dims_what_is_not_near_and_keeps_what_is():
    net = network(FOUR)
    calm, dim = picture(), picture(hover=Hover(actor=net.actor_row["a"]))
    before, after = ([item.argb for item in strokes(scene)] for scene in (calm, dim))
    assert len(set(after) - set(before)) >= 2
    name = {t.text: t.argb for item in flat(dim.items) if isinstance(item, Texts) for t in item.items}
    assert name["The office of a"] == name["The office of b"] == STYLE.text_strong
    assert name["The office of c"] != STYLE.text_strong


def test_hovering_a_relationship_keeps_its_two_ends():
    net = network(FOUR)
    scene = picture(hover=Hover(rel=net.rel_row["r1"]))
    name = {t.text: t.argb for item in flat(scene.items) if isinstance(item, Texts) for t in item.items}
    assert name["The office of b"] == name["The office of c"] == STYLE.text_strong
    assert name["The office of a"] != STYLE.text_strong


def test_hovering_does_not_move_any_name():
    net = network(FOUR)

    def where(scene):
        return {t.text: (t.x, t.y) for item in flat(scene.items) if isinstance(item, Texts) for t in item.items}

    assert where(picture()) == where(picture(hover=Hover(actor=net.actor_row["a"])))


def test_a_selected_actor_has_a_ring_in_the_accent_colour():
    chosen = np.array([True, False, False, False, False])
    rings = [item for item in flat(picture(selected_actors=chosen).items) if isinstance(item, Shapes)]
    assert any(item.stroke == STYLE.accent for item in rings)
    assert not any(item.stroke == STYLE.accent for item in flat(picture().items) if isinstance(item, Shapes))


def test_a_selected_actor_stands_before_the_others_with_nobody_inside_its_ring():
    chosen = np.array([False, True, False, False, False])
    drawn = [item for item in flat(picture(selected_actors=chosen).items) if isinstance(item, Shapes)]
    (ring,) = (k for k, item in enumerate(drawn) if item.stroke == STYLE.accent)
    assert {tuple(xy) for item in drawn[ring:] for xy in item.xy.tolist()} == {tuple(drawn[ring].xy[0].tolist())}


def test_a_selected_relationship_is_wider_and_at_full_strength():
    chosen = np.array([True, False, False, False, False])
    best = [item for item in strokes(picture(selected_rels=chosen)) if item.argb == STYLE.best]
    calm = [item for item in strokes(picture()) if item.argb == STYLE.best]
    assert best and not calm
    assert best[0].width_px > 2


def test_a_selected_relationship_glows():
    chosen = np.array([False, True, False, False, False])
    glow = [item for item in strokes(picture(selected_rels=chosen)) if item.width_px > 6]
    assert len(glow) == 1 and len(glow[0].xy) == 1
    assert not [item for item in strokes(picture()) if item.width_px > 6]


def test_what_changed_lately_is_wider_than_what_did_not():
    recent = np.array([False, True, False, False, False])
    widths = [max(i.width_px for i in strokes(picture(recent=r)) if i.dash == (9.0, 4.5)) for r in (recent, ~recent)]
    assert widths[0] > widths[1]


def test_what_is_no_channel_is_thin_and_pale():
    types = (schema.RelationshipType(id="talk", family="channel"), schema.RelationshipType(id="part", family="place"))
    scene = picture((("a", "b", "open"), ("c", "d", "open")), types=types)
    thin, thick = sorted(strokes(scene), key=lambda item: item.width_px)
    assert thin.width_px < thick.width_px and thin.argb != thick.argb


def test_a_change_that_may_not_have_happened_is_drawn_hollow():
    scene = picture((("a", "b", "limited"),), uncertain=np.array([True]))
    outer, inner = strokes(scene)
    assert inner.argb == STYLE.canvas and inner.width_px < outer.width_px and inner.dash == outer.dash


def test_an_ended_relationship_is_a_faint_ghost():
    (ghost,) = strokes(picture((("a", "b", "ended"),)))
    assert ghost.dash and ghost.width_px < 1.5


def test_what_is_not_shown_is_not_drawn():
    assert len(strokes(picture((("a", "b", "later"),)))) == 0


def test_named_pictures_carry_an_id_and_a_title_for_every_mark():
    scene = picture(named=True)
    ids = [i for item in flat(scene.items) for i in getattr(item, "ids", ())] + [g.id for g in groups(scene.items)]
    assert {f"actor-{name}" for name in "abcde"} <= set(ids)
    assert {f"relationship-r{k}" for k in range(5)} <= set(ids)
    assert len([i for i in ids if i]) == len({i for i in ids if i})
    titles = [t for item in flat(scene.items) for t in getattr(item, "titles", ())] + [
        g.title for g in groups(scene.items)
    ]
    assert "The office of d – The office of e: severed since 2000" in titles
    assert "The office of a, person, West" in titles


def test_marks_have_as_many_ids_as_places_or_none():
    for named in (True, False):
        for item in flat(picture(named=named).items):
            if hasattr(item, "ids"):
                assert len(item.ids) in (0, len(item.xy)) and len(item.titles) in (0, len(item.xy))


def test_pinned_actors_carry_a_pin():
    pinned = np.array([True, False, False, False, False])
    assert len(list(flat(picture(pinned=pinned).items))) == len(list(flat(picture().items))) + 2


@pytest.mark.parametrize("moving", [True, False])
def test_the_same_frame_gives_the_same_picture(moving):
    net = network(FOUR)
    one, two = (compose_network(frame(net), VIEW, STYLE, measure, moving=moving) for _ in range(2))
    assert words(one.items) == words(two.items)
    assert all(np.array_equal(a, b) for a, b in zip(arrays(one), arrays(two), strict=True))


places = st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=5, max_size=5)


@given(places, st.floats(0.02, 8), st.integers(0, 4))
@settings(max_examples=40)
def test_everything_in_a_picture_is_finite(xy, scale, hovered):
    scene = picture(xy=np.array(xy, np.float32), view=Viewport(0, 0, scale, 300, 200), hover=Hover(actor=hovered))
    assert all(np.isfinite(array).all() for array in arrays(scene))


def test_an_actor_without_a_place_is_left_out():
    xy = np.array([[np.nan, 0], [0, 0], [50, 50], [90, 0], [0, 90]], np.float32)
    scene = picture(xy=xy)
    assert all(np.isfinite(array).all() for array in arrays(scene))
    assert "The office of a" not in words(scene.items)


def test_an_actor_keeps_its_place_when_time_moves():
    net = network((*FOUR, ("a", "c", "later")))
    discs = []
    for date in ("2003", "2060"):
        scene = compose_network(replace(frame(net, date=date), caption=""), VIEW, STYLE, measure, named=True)
        found = {}
        for item in flat(scene.items):
            if isinstance(item, Shapes):
                found.update({i: tuple(xy) for i, xy in zip(item.ids, item.xy.tolist(), strict=False)})
        discs.append(found)
    assert discs[0] == discs[1]


def test_a_fitted_picture_has_all_actors_inside():
    net = network(FOUR)
    one = frame(net)
    scene = compose_network(one, fit(one.xy, 640, 480), STYLE, measure, named=True)
    for item in flat(scene.items):
        if isinstance(item, Shapes) and item.ids:
            assert (item.xy > 0).all() and (item.xy < [640, 480]).all()


@pytest.mark.parametrize("span", [1e3, 1e6, 1e10])
@pytest.mark.parametrize("count", [5, 20_000])
def test_everyone_is_in_sight_however_wide_a_layout_is_on_its_way(span, count):
    xy = (np.random.default_rng(1).random((count, 2)) * span).astype(np.float32)
    view = fit(xy, 640, 480)
    px = view.to_px(xy)
    assert ((px >= 0) & (px <= [640, 480])).all(axis=1).mean() > 0.98
    nearer = view.zoomed(1.2, 320, 240)
    assert view.scale < nearer.scale <= 1.2 * view.scale * (1 + 1e-6)
    assert view.zoomed(0.8, 320, 240).scale <= view.scale


def test_no_name_lies_on_the_ring_of_the_selection():
    net = network((("a", "b", "open"), ("b", "c", "open")))
    xy = np.array([[0, 0], [0, 34], [200, 0]], np.float32)
    chosen = np.array([True, False, False])
    scene = compose_network(frame(net, xy, selected_actors=chosen), VIEW, STYLE, measure)
    (labels,) = (group for group in groups(scene.items) if group.id == "labels")
    middle = np.array([VIEW.width / 2, VIEW.height / 2])
    for text in (text for batch in flat(labels.items) if isinstance(batch, Texts) for text in batch.items):
        wide = measure(text.text, text.size_px, text.weight)
        left = text.x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.anchor] * wide
        nearest = np.clip(middle, [left, text.y - 8], [left + wide, text.y])
        assert np.hypot(*(nearest - middle)) > 18
