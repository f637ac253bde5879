from __future__ import annotations

import numpy as np
import pytest

from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.scene.figure import FigureOptions, compose_figure, compose_sheet
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.scene.legend import lanes_legend
from netexplorer.scene.primitives import Group, Rects, Shapes, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from tests.scene.pictures import flat, frame, groups, measure, network, words

STYLE = load_style("light")
SOURCES = tuple(f"s{i}" for i in range(40))
ENDS = (("a", "b", "open"), ("b", "c", "limited"), ("c", "d", "severed"), ("d", "a", "suspended"))
NET = network(ENDS, sources=SOURCES)
SIZES = ((800, 500), (1600, 1000), (1000, 1400), (3000, 900), (8000, 5000))


def page(width=1600, height=1000, content="network", **options):
    return compose_figure(frame(NET), content, width, height, STYLE, measure, FigureOptions(**options))


def texts(items, dx=0.0, dy=0.0):
    """Every text with the place of its anchor on the page."""
    for item in items:
        if isinstance(item, Group):
            yield from texts(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Texts):
            for text in item.items:
                yield text, text.x + dx, text.y + dy


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("legend", ["right", "bottom", "none"])
def test_no_text_leaves_the_page(size, legend):
    scene = page(*size, legend=legend)
    for text, x, y in texts(scene.items):
        wide = measure(text.text, text.size_px, text.weight)
        left = x - {"left": 0, "center": 0.5, "right": 1}[text.anchor] * wide
        assert left >= 0 and left + wide <= size[0] and y - text.size_px * 0.8 > 0 and y <= size[1]


@pytest.mark.parametrize("size", SIZES)
def test_head_legend_and_foot_do_not_overlap_the_picture(size):
    scene = page(*size)
    picture = next(g for g in groups(scene.items) if g.id == "network")
    x, y, w, h = picture.clip
    assert w > size[0] * 0.5 and h > size[1] * 0.3
    for group in scene.items:
        if group.id in ("title", "legend", "foot"):
            for _, tx, ty in texts((group,)):
                assert not (x < tx < x + w and y < ty < y + h)


def test_a_page_says_what_when_and_where_from():
    said = words(page().items)
    assert {"Test channels", "1 June 2010", "Something happened", "Core"} <= set(said)
    assert "Test channels · 1 June 2010 · Core · netexplorer" in said


def test_title_date_legend_and_sources_can_be_left_out():
    said = words(page(title="", date=False, legend="none", sources=False).items)
    assert "Something happened" not in said and "SOURCES" not in said and "SIDES" not in said
    assert "Test channels" not in said


def test_a_title_of_ones_own_takes_the_place_of_the_datasets():
    assert "My lecture" in words(page(title="My lecture").items)


def test_sources_are_numbered_and_the_rest_is_counted():
    said = words(page().items)
    numbers = [int(word) for word in said if word.isdigit() and int(word) > 4]
    more = next(int(word.split()[1]) for word in said if word.startswith("and ") and word.endswith(" more"))
    assert max(numbers) + more == len(SOURCES)


def test_text_grows_with_the_page_and_never_shrinks_below_three_quarters():
    def size(width, height):
        return next(t.size_px for t, _, _ in texts(page(width, height).items) if t.text == "1 June 2010")

    assert size(3200, 2000) == pytest.approx(2 * size(1600, 1000))
    assert size(400, 300) == pytest.approx(0.75 * size(1600, 1000))


def test_a_transparent_page_has_no_ground():
    assert page(transparent=True).background == 0
    assert page().background == STYLE.canvas


def test_any_content_gets_the_rectangle_between_head_and_foot():
    seen = []

    def content(x, y, w, h):
        seen.append((x, y, w, h))
        return (Rects(np.array([[x, y, w, h]], np.float32), 0xFF000000),)

    scene = page(3200, 2000, content)
    (x, y, w, h) = seen[0]
    drawn = next(i for i in flat(scene.items) if isinstance(i, Rects))
    assert np.allclose(drawn.xywh[0], np.array([x, y, w, h]) * 2)
    assert x >= 0 and y > 50 and x + w < 1600 and y + h < 1000


def test_a_viewport_of_ones_own_is_kept():
    def spread(scene):
        marks = [item.xy for item in flat(scene.items) if isinstance(item, Shapes) and item.ids]
        return np.ptp(np.concatenate(marks), axis=0).max()

    near, nearer = (page(viewport=Viewport(0, 0, scale, 1200, 700)) for scale in (0.5, 1.0))
    assert spread(nearer) == pytest.approx(2 * spread(near), rel=0.01)


def test_every_actor_has_the_same_place_in_every_year():
    frames = [frame(NET, date=f"{year}", date_label=str(year)) for year in range(2001, 2007)]
    scene = compose_sheet(frames, 1800, 1200, STYLE, measure)
    cells = [g for g in groups(scene.items) if g.id.startswith("date-")]
    assert [g.title for g in cells] == [str(year) for year in range(2001, 2007)]
    marks = [[i.xy for i in flat(g.items) if isinstance(i, Shapes)] for g in cells]
    for other in marks[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(marks[0], other, strict=True))
    assert len({g.dx for g in cells}) == 3 and len({g.dy for g in cells}) == 2


def test_the_years_share_one_legend_and_one_list_of_sources():
    frames = [frame(NET, date=f"{year}") for year in range(2001, 2007)]
    said = words(compose_sheet(frames, 1800, 1200, STYLE, measure).items)
    assert said.count("SOURCES") == 1 and said.count("SIDES") == 1


def test_the_same_page_twice_is_the_same():
    one, two = page(), page()
    assert [(t, x, y) for t, x, y in texts(one.items)] == [(t, x, y) for t, x, y in texts(two.items)]


def _scene_of(spread: tuple[float, float], size: tuple[int, int] = (1600, 1000), **options):
    xy = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * np.array(spread, np.float32)
    return compose_figure(frame(NET, xy), "network", *size, STYLE, measure, FigureOptions(**options))


def _place_of(scene, name):
    found = next(g for g in groups(scene.items) if g.id == name)
    return [(x, y) for _, x, y in texts((found,))]


def test_the_legend_goes_where_it_leaves_the_network_larger():
    for spread, is_column in (((600, 150), False), ((300, 300), True)):
        legend = _place_of(_scene_of(spread), "legend")
        assert (min(x for x, _ in legend) > 1000) == is_column
        assert (min(y for _, y in legend) > 600) != is_column


def test_the_network_is_never_smaller_than_with_the_other_legend():
    def scale(scene):
        return np.ptp(np.concatenate([i.xy for i in flat(scene.items) if isinstance(i, Shapes) and i.ids])[:, 0])

    for spread in ((600, 150), (300, 300), (150, 600)):
        assert scale(_scene_of(spread)) >= scale(_scene_of(spread, legend="bottom")) - 0.5


@pytest.mark.parametrize(("spread", "count", "columns"), [((600, 300), 4, 2), ((150, 600), 4, 4), ((600, 60), 3, 1)])
def test_the_cells_of_several_dates_stand_so_that_the_networks_are_largest(spread, count, columns):
    xy = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * np.array(spread, np.float32)
    frames = [frame(NET, xy, date=f"{year}") for year in range(2001, 2001 + count)]
    cells = [g for g in groups(compose_sheet(frames, 1600, 1000, STYLE, measure).items) if g.id.startswith("date-")]
    assert len({g.dx for g in cells}) == columns


def test_the_letters_in_a_cell_suit_its_width():
    def letters(count):
        frames = [frame(NET, date=f"{year}") for year in range(2001, 2001 + count)]
        scene = compose_sheet(frames, 1600, 1000, STYLE, measure)
        return max(t.size_px for t, _, _ in texts(scene.items) if t.text.startswith("The office"))

    assert 9.5 <= letters(12) < letters(2) <= 12


def test_a_page_of_lanes_explains_the_marks_in_its_bars():
    changes = (
        schema.Change(from_="2001", state="open"),
        schema.Change(from_="2003", state="limited", confidence="disputed"),
    )
    net = build(
        schema.Dataset(
            actors=(schema.Actor(id="a"), schema.Actor(id="b")),
            relationships=(schema.Relationship(source="a", target="b", changes=changes),),
        )
    )
    said = words(compose_figure(frame(net), lambda *a: (), 1600, 1000, STYLE, measure).items)
    assert "Sources disagree" in said and "?" in said and "Began within this time" in said
    assert "Sources disagree" not in words(compose_figure(frame(NET), lambda *a: (), 1600, 1000, STYLE, measure).items)


def test_a_page_of_lanes_explains_what_its_lanes_ever_are_and_no_others():
    net = network((("a", "b", "open"), ("b", "c", "severed"), ("c", "d", "ended"), ("d", "a", "later")))

    def said(**options):
        found = lanes_legend(frame(net, date="1999"), STYLE, LaneFilter(**options))
        return {entry.label: entry.count for entry in found[0].entries}

    assert said() == {"Open": 0, "Severed": 0}
    assert said(states=("severed",), ever=True) == {"Severed": 0}
