"""Pictures painted one from another, and means of them."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.paint.films import WHOLE, Studio, differing, pixels
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.scene.primitives import Rects, Scene, Shapes, Text, Texts

SIZE = (320, 200)


@pytest.fixture
def studio(qapp: object) -> Studio:
    return Studio(SpriteLettering(Fonts()), SIZE, 1.0)


def scene(x: float, words: str = "A name", ground: int = 0xFFFFFFFF) -> Scene:
    dot = Shapes("circle", np.array([[x, 60.0]], np.float32), np.array([18.0], np.float32), 0xFF2255AA)
    box = Rects(np.array([[10, 150, 60, 20]], np.float32), fill=0xFFAA2211)
    return Scene(SIZE[0], SIZE[1], ground, (box, dot, Texts((Text(120.0, 120.0, words, 12.0, 0xFF000000),))))


def array(image: object) -> np.ndarray:
    return np.array(pixels(image))  # type: ignore[arg-type]


def test_a_picture_painted_from_another_is_that_painted_from_nothing(studio: Studio) -> None:
    for place in (40.0, 41.5, 200.0, 40.0):
        picture = scene(place)
        assert np.array_equal(array(studio.painted("one", picture).image), array(studio.whole(picture)))


def test_a_picture_that_is_known_is_not_painted_again(studio: Studio) -> None:
    picture = scene(50.0)
    assert studio.painted("one", picture) is studio.painted("one", picture)


def test_a_mean_is_between_its_pictures_by_their_weights(studio: Studio) -> None:
    one, other = (studio.painted(k, scene(x)) for k, x in enumerate((40.0, 200.0)))
    mean = array(studio.mean([(one, 64), (other, WHOLE - 64)])).astype(int)
    exact = array(one.image) * 0.25 + array(other.image) * 0.75
    assert np.abs(mean - exact).max() <= 0.5 + 1e-9


def test_where_pictures_are_alike_their_mean_is_them_exactly(studio: Studio) -> None:
    grounds = [studio.painted(k, scene(x, ground=0xFFFBFCFD)) for k, x in enumerate((40.0, 60.0, 80.0))]
    mean = array(studio.mean(list(zip(grounds, (1, 100, 155), strict=True))))
    same = (array(grounds[0].image) == array(grounds[1].image)).all(axis=2)
    same &= (array(grounds[0].image) == array(grounds[2].image)).all(axis=2)
    assert np.array_equal(mean[same], array(grounds[0].image)[same])
    assert not same.all()


def test_a_mean_leaves_its_pictures_as_they_are(studio: Studio) -> None:
    one, other = (studio.painted(k, scene(x)) for k, x in enumerate((40.0, 200.0)))
    before = array(one.image), array(other.image)
    studio.mean([(one, 128), (other, 128)])
    studio.lay(studio.mean([(one, 128), (other, 128)]), [(0.0, 0.0, scene(99.0, ground=0))])
    assert np.array_equal(before[0], array(one.image)) and np.array_equal(before[1], array(other.image))


def test_the_box_of_what_differs_is_as_small_as_can_be() -> None:
    old = np.zeros((20, 30, 4), np.uint8)
    new = old.copy()
    assert differing(old, new) is None
    new[4, 7, 1] = new[9, 12, 0] = 1
    assert differing(old, new) == (7, 4, 6, 6)
