from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.scene.density.shading import Inks
from netexplorer.scene.density.strips import strips
from tests.scene.density.test_picture import density, requests

INKS = Inks(0xFFFFFFFF, 0xFF000000, (0xFF1F8A70, 0xFFC98A00, 0xFFC8323C), (1.0, 1.5, 2.0))


def never() -> bool:
    return False


@settings(deadline=None)
@given(requests(), st.lists(st.integers(0, 2), max_size=3))
def test_strips_are_the_rows_of_the_screen(asked, hidden):
    done = density(asked)
    curve = done.fit(hidden)
    done.ink(INKS, curve, hidden)
    done.shade()
    rows = list(strips(asked, INKS, curve, never, hidden=hidden, rows=32))
    assert [y for y, _ in rows] == [0, 32]
    assert np.array_equal(np.vstack([pixels for _, pixels in rows]), done.image)


@pytest.mark.parametrize("scale", [2, 5])
def test_a_larger_picture_shows_the_same(scale):
    chance = np.random.default_rng(4)
    from netexplorer.scene.density.request import Request

    xy = chance.uniform(0, 300, (40, 2)).astype(np.float32)
    src, dst = chance.integers(0, 40, (2, 90)).astype(np.int32)
    asked = Request(src, dst, xy, (300, 300), 3, chance.integers(0, 3, 90).astype(np.int8))
    done = density(asked)
    curve = done.fit()
    done.ink(INKS, curve)
    done.shade()
    large = replace(asked, xy=xy * np.float32(scale), size=(300 * scale, 300 * scale), line_px=float(scale))
    image = np.vstack([pixels for _, pixels in strips(large, INKS, curve, never, rows=64)])
    assert image.shape == (300 * scale, 300 * scale)
    screen = channels(done.image)
    small = channels(image).reshape(300, scale, 300, scale, 3).mean(axis=(1, 3))
    assert np.abs(small - screen).mean() < 3
    assert np.corrcoef(small.ravel(), screen.ravel())[0, 1] > 0.95


def channels(image: np.ndarray) -> np.ndarray:
    return np.stack([image >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(float)


def test_cancelled_strips_end():
    asked = density_request()
    assert list(strips(asked, INKS, density(asked).fit(), lambda: True)) == []


def density_request():
    from tests.scene.density.test_picture import request

    return request([(1, 1), (60, 40)], [0], [1], [0])
