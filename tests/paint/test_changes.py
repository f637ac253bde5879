from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter, QPixmap, QRegion

from netexplorer.paint.changes import SHAPE_REACH, TILE_PX, Changes, Grid
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.outlines import OUTLINES, STROKES
from netexplorer.paint.painter import paint
from netexplorer.resources import default_dataset
from netexplorer.scene.compose import compose_network
from netexplorer.scene.primitives import Curves, Group, Item, Polygon, Rects, Scene, Segments, Shapes, Text, Texts
from netexplorer.scene.style import Theme, load_style
from netexplorer.scene.viewport import fit
from netexplorer.session.session import Session
from tests.paint.samples import AMBER, RED, SHAPES, TEAL, WHITE, array, scene

WIDTH, HEIGHT = 600.0, 400.0


@pytest.fixture
def lettering(fonts: Fonts) -> SpriteLettering:
    return SpriteLettering(fonts)


def painted(picture: Scene, lettering: SpriteLettering, scale: float = 1.0) -> QImage:
    pixels = QImage(round(picture.width * scale), round(picture.height * scale), QImage.Format.Format_RGB32)
    pixels.setDevicePixelRatio(scale)
    painter = QPainter(pixels)
    paint(picture, painter, lettering)
    painter.end()
    return pixels


def area(region: QRegion | None) -> int:
    assert region is not None
    return sum(rect.width() * rect.height() for rect in list(region))  # type: ignore[call-overload]


def repaint(changes: Changes, pixels: QImage | QPixmap, old: Scene, new: Scene) -> QRegion | None:
    """Where ``new`` was painted over ``old``; none if it is better to paint the whole."""
    tiles = changes.difference(old, new, pixels.devicePixelRatio())
    return None if tiles is None else changes.repaint(pixels, new, tiles)


def item(chance: Random) -> Item:
    """A batch of a random kind, with marks all over the picture and beyond."""

    def at() -> list[float]:
        return [chance.uniform(-80, WIDTH + 80), chance.uniform(-80, HEIGHT + 80)]

    def word() -> Text:
        x, y = at()
        return Text(x, y, "NATO–Russia مجلس 🤝", 13, ink, halo=WHITE, halo_px=3)

    ink, wide, many = chance.choice((RED, TEAL, AMBER)), chance.choice((0.8, 2.0, 9.0)), range(chance.randrange(1, 6))
    dash, round_cap = chance.choice(((), (7.0, 4.0), (0.1, 5.0))), chance.random() < 0.5
    kinds = (
        lambda: Segments(array(*[at() + at() for _ in many]), ink, wide, dash, round_cap=round_cap),
        lambda: Curves(array(*[at() + at() + at() for _ in many]), ink, wide, dash, round_cap=round_cap),
        lambda: Shapes(
            chance.choice(SHAPES), array(*[at() for _ in many]), array([chance.uniform(5, 40) for _ in many])[0],
            ink, WHITE, wide,
        ),
        lambda: Rects(array(*[[*at(), 60, 20] for _ in many]), ink, radius_px=4, hatch=round_cap),
        lambda: Polygon(array(at(), at(), at()), ink),
        lambda: Texts(tuple(word() for _ in many)),
    )  # fmt: skip
    return chance.choice(kinds)()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_repainted_is_the_whole_to_the_bit(lettering: SpriteLettering, scale: float) -> None:
    chance, changes, repainted = Random(7), Changes(lettering), 0
    items = [item(chance) for _ in range(12)]
    old = scene(*items, width=WIDTH, height=HEIGHT)
    pixels = painted(old, lettering, scale)
    for _ in range(120):
        items[chance.randrange(len(items))] = item(chance)
        if chance.random() < 0.3:
            chance.shuffle(items)
        new = scene(Group(tuple(items)), width=WIDTH, height=HEIGHT)
        if repaint(changes, pixels, old, new) is None:
            pixels = painted(new, lettering, scale)
        else:
            repainted += 1
            assert pixels == painted(new, lettering, scale)
        old = new
    assert repainted > 10


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_walk_through_time_ends_in_the_same_pixels(
    lettering: SpriteLettering, fonts: Fonts, theme: Theme, scale: float
) -> None:
    session, style, chance = Session.open(default_dataset()), load_style(theme), Random(3)
    session.update(lens="core", selected="actor:russia")
    places = np.random.default_rng(1).normal(size=(len(session.net.actor_ids), 2)) * 300
    session.set_positions(session.view.layout, places.astype(np.float32))
    plan = session.plan()
    viewport = fit(plan.positions[plan.ever_shown], 900.0, 600.0)
    stops = [int(t) for t in session.stops()]
    changes, old = Changes(lettering), None
    pixels: QImage | None = None
    repainted = 0
    for tick in [*stops[-60:-36], *chance.sample(stops, 6)]:
        session.set_date(tick, "scrub")
        new = compose_network(session.frame(), viewport, style, fonts, with_title=False)
        if pixels is None or old is None or repaint(changes, pixels, old, new) is None:
            pixels = painted(new, lettering, scale)
        else:
            repainted += 1
            assert pixels == painted(new, lettering, scale)
        old = new
    assert repainted > 12


def test_only_the_tiles_of_what_differs_are_touched(lettering: SpriteLettering) -> None:
    def picture(*more: Item) -> Scene:
        lines = Segments(array([0, 5, WIDTH, HEIGHT], [WIDTH, 5, 0, HEIGHT]), TEAL, 2.0)
        return scene(lines, *more, width=WIDTH, height=HEIGHT)

    old, new = picture(), picture(Shapes("circle", array([400, 200]), np.array([10], np.float32), RED))
    pixels, changes = painted(old, lettering), Changes(lettering)
    assert area(repaint(changes, pixels, old, new)) <= 4 * TILE_PX**2
    assert area(repaint(changes, pixels, new, picture(*new.items[1:]))) == 0
    longer = picture(Segments(array([0, 0, WIDTH, HEIGHT]), RED, 1.0))
    assert area(repaint(changes, pixels, new, longer)) < WIDTH * HEIGHT / 4, "a slanting line is not its bounding box"


def test_another_ground_is_painted_as_a_whole(lettering: SpriteLettering) -> None:
    old, new = scene(), scene(background=TEAL)
    assert repaint(Changes(lettering), painted(old, lettering), old, new) is None


def test_no_outline_reaches_further_than_is_thought() -> None:
    corners = [point for points in OUTLINES.values() for point in points]
    corners += [line[at : at + 2] for lines in STROKES.values() for line in lines for at in (0, 2)]  # type: ignore[misc]
    assert max(abs(value) for point in corners for value in point) < SHAPE_REACH


def test_a_set_of_tiles_is_as_many_pixels() -> None:
    grid = Grid.over(100, 70)
    assert grid == (4, 3)
    assert area(grid.region(0b0110_0000_1011)) == 5 * TILE_PX**2
    assert area(grid.region(grid.corners)) == 2 * TILE_PX**2
