from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from netexplorer.errors import UserError
from netexplorer.graph.plain import plain
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.outlines import HATCH_PERIOD, HATCH_WIDTH, hatch
from netexplorer.paint.painter import MANY_CORNERS, paint, polygon_of
from netexplorer.paint.png import to_image
from netexplorer.scene.primitives import Curves, Group, Polygon, Rects, Segments, Shapes, Text, Texts
from tests.paint.samples import BLACK, HOSTILE, RED, SHAPES, TEAL, WHITE, array, scene

pytestmark = pytest.mark.usefixtures("fonts")


def ink(image: QImage, ground: int = WHITE) -> list[tuple[int, int]]:
    """The places of all pixels that are not ``ground``."""
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground]


def test_a_line_lies_where_it_was_put() -> None:
    image = to_image(scene(Segments(array([10, 20, 100, 20]), RED, 4)))
    assert image.pixel(50, 20) == RED
    assert {y for _, y in ink(image)} == {18, 19, 20, 21}
    assert min(x for x, _ in ink(image)) == 10


def test_dashes_are_pixels_whatever_the_width() -> None:
    image = to_image(scene(Segments(array([0, 20, 200, 20]), RED, 4, (10, 10))))
    assert [image.pixel(x, 20) == RED for x in (5, 15, 25, 35)] == [True, False, True, False]


def test_every_line_of_a_batch_starts_its_dashes_anew() -> None:
    image = to_image(scene(Segments(array([0, 20, 15, 20], [0, 40, 100, 40]), RED, 4, (10, 10))))
    assert [image.pixel(x, 40) == RED for x in (5, 15, 25)] == [True, False, True]


def test_a_curve_passes_half_way_to_its_control_point() -> None:
    image = to_image(scene(Curves(array([10, 20, 100, 100, 190, 20]), RED, 4)))
    assert image.pixel(100, 60) == RED
    assert image.pixel(100, 20) == WHITE


@pytest.mark.parametrize("name", SHAPES)
def test_a_mark_lies_around_its_centre(name: str) -> None:
    image = to_image(scene(Shapes(name, array([100, 60]), np.float32([40]), TEAL, BLACK, 2)))  # type: ignore[arg-type]
    xs, ys = zip(*ink(image), strict=True)
    assert 68 <= min(xs) <= 100 <= max(xs) <= 132
    assert 28 <= min(ys) <= 60 <= max(ys) <= 92
    assert image.pixel(100, 60) == (BLACK if name in ("cross", "tick") else TEAL)


def test_a_fade_goes_from_left_to_right() -> None:
    image = to_image(scene(Rects(array([0, 0, 200, 100]), BLACK, fill_right=WHITE)))
    greys = [image.pixelColor(x, 50).red() for x in (2, 50, 100, 150, 197)]
    assert greys == sorted(greys)
    assert greys[0] < 10 and greys[-1] > 245


def test_a_hatch_lets_the_ground_through_and_stays_inside() -> None:
    image = to_image(scene(Rects(array([50, 30, 100, 60]), BLACK, hatch=True)))
    places = ink(image)
    assert all(50 <= x < 150 and 30 <= y < 90 for x, y in places)
    share = sum(255 - image.pixelColor(x, y).red() for x, y in places) / (100 * 60 * 255)
    assert share == pytest.approx(HATCH_WIDTH / HATCH_PERIOD, abs=0.02)


@pytest.mark.parametrize("size", [(0.0, 5.0), (5.0, 0.0), (-3.0, 4.0)])
def test_a_hatch_of_nothing_is_nothing(size: tuple[float, float]) -> None:
    assert hatch(3.0, 4.0, *size) == []


def test_a_clip_stays_while_what_it_shows_moves() -> None:
    inside = Rects(array([0, 0, 200, 120]), RED)
    image = to_image(scene(Group((inside,), dx=30, dy=20, clip=(50, 40, 20, 10))))
    assert set(ink(image)) == {(x, y) for x in range(50, 70) for y in range(40, 50)}


def test_a_clip_ends_with_its_group_and_is_cut_by_the_outer_one() -> None:
    inner = Group((Rects(array([0, 0, 200, 120]), RED),), clip=(0, 0, 20, 20))
    image = to_image(
        scene(Group((inner,), clip=(10, 10, 100, 100)), Polygon(array([100, 100], [120, 100], [120, 110]), TEAL))
    )
    assert image.pixel(15, 15) == RED
    assert image.pixel(5, 5) == WHITE
    assert image.pixel(118, 102) == TEAL


@pytest.mark.parametrize(("anchor", "low", "high"), [("left", 100, 140), ("center", 80, 120), ("right", 60, 100)])
def test_a_text_hangs_on_its_anchor(fonts: Fonts, anchor: str, low: float, high: float) -> None:
    width = fonts("Council", 10, 400)
    image = to_image(scene(Texts((Text(100, 60, "Council", 10, BLACK, anchor=anchor),))))  # type: ignore[arg-type]
    xs, ys = zip(*ink(image), strict=True)
    middle = {"left": 100 + width / 2, "center": 100, "right": 100 - width / 2}[anchor]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(middle, abs=1.5)
    assert low - 2 <= min(xs) and max(xs) <= high + 2
    assert min(ys) >= 50 and max(ys) <= 60


def test_a_halo_covers_what_is_under_the_letters() -> None:
    ground = Rects(array([0, 0, 200, 120]), RED)
    bare = to_image(scene(ground, Texts((Text(100, 60, "III", 20, BLACK, anchor="center"),))))
    haloed = to_image(scene(ground, Texts((Text(100, 60, "III", 20, BLACK, 400, "center", WHITE, 3.0),))))
    assert sum(bare.pixel(x, 52) == WHITE for x in range(200)) == 0
    assert sum(haloed.pixel(x, 52) == WHITE for x in range(200)) > 6


def test_a_text_drawn_from_memory_is_the_same_text(fonts: Fonts) -> None:
    lettering = SpriteLettering(fonts)
    picture = scene(Texts((Text(20.3, 60.7, "Совет Россия–НАТО", 13, BLACK, 600, halo=WHITE, halo_px=3),)))
    images = []
    for _ in range(2):
        image = QImage(200, 120, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(picture, painter, lettering)
        painter.end()
        images.append(image)
    assert images[0] == images[1]


def test_the_memory_of_texts_is_bounded(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.paint.lettering.SPRITE_BYTES", 50_000)
    lettering = SpriteLettering(fonts)
    image = QImage(200, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(scene(Texts(tuple(Text(5, 60, f"label {i}", 13, BLACK) for i in range(200)))), painter, lettering)
    painter.end()
    assert lettering.remembered_bytes <= 50_000


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_label_is_drawn_as_one_line_of_plain_text(label: str) -> None:
    image = to_image(scene(Texts((Text(10, 60, label, 12, BLACK, halo=WHITE, halo_px=3),))))
    ys = [y for _, y in ink(image)]
    assert ys
    assert min(ys) >= 40 and max(ys) <= 70


def test_plain_text_has_nothing_that_moves_the_line() -> None:
    assert plain("a\nb\tc\x00d\x1be") == "a b c d e"
    assert plain("\u202eevil\u2029") == "evil "
    assert plain("\ud800") == "\ufffd"
    assert plain("Ἀθῆναι 日本 العربية 🤝") == "Ἀθῆναι 日本 العربية 🤝"


def test_an_empty_scene_is_its_ground() -> None:
    empty = scene(Segments(array().reshape(0, 4), RED, 1), Texts(()), Group(()), background=TEAL)
    assert ink(to_image(empty), TEAL) == []


def test_a_picture_without_ground_is_transparent() -> None:
    image = to_image(scene(Rects(array([0, 0, 10, 10]), RED), background=0))
    assert image.pixelColor(50, 50).alpha() == 0
    assert image.pixelColor(5, 5).alpha() == 255


def test_a_large_picture_is_the_small_one_with_more_pixels() -> None:
    image = to_image(scene(Segments(array([0, 60, 200, 60]), RED, 10)), scale=2.5)
    assert (image.width(), image.height()) == (500, 300)
    assert image.pixel(250, 140) == RED and image.pixel(250, 136) == WHITE


@pytest.mark.parametrize("size", [(20_001.0, 10.0), (10.0, 30_000.0), (0.0, 10.0), (-5.0, 5.0), (float("nan"), 5.0)])
def test_a_size_that_no_picture_can_have_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(UserError, match="a picture cannot be"):
        to_image(scene(width=size[0], height=size[1]))


@pytest.mark.parametrize("corners", [0, 3, MANY_CORNERS, 5_000])
def test_the_corners_of_a_polygon_are_what_they_were(corners: int) -> None:
    xy = np.random.default_rng(corners).normal(0, 1e3, (corners, 2)).astype(np.float32)
    polygon = polygon_of(xy)
    assert [(point.x(), point.y()) for point in polygon.toList()] == [tuple(point) for point in xy.tolist()]
