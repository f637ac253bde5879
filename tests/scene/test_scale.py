from __future__ import annotations

import numpy as np

from netexplorer.scene.primitives import Group, Polygon, Rects, Scene, Segments, Shapes, Text, Texts
from netexplorer.scene.scale import scaled_scene

ITEMS = (
    Segments(np.ones((1, 4), np.float32), 1, 2.0, (4.0, 3.0)),
    Shapes("circle", np.ones((1, 2), np.float32), np.ones(1, np.float32), stroke_px=1.0),
    Rects(np.ones((1, 4), np.float32), radius_px=2.0),
    Polygon(np.ones((3, 2), np.float32), 1),
    Texts((Text(1, 2, "a", 10, 1, halo_px=3),)),
)


def test_every_length_of_a_picture_grows_alike():
    scene = scaled_scene(Scene(100, 50, 0, (Group(ITEMS, id="g", dx=5, clip=(1, 2, 3, 4)),)), 3.0)
    (group,) = scene.items
    lines, marks, boxes, area, texts = group.items
    assert (scene.width, scene.height, group.dx, group.clip) == (300, 150, 15, (3, 6, 9, 12))
    assert (lines.width_px, lines.dash, lines.xy[0, 0]) == (6, (12, 9), 3)
    assert (marks.size_px[0], marks.stroke_px, boxes.radius_px, area.xy[0, 0]) == (3, 3, 6, 3)
    assert texts.items[0] == Text(3, 6, "a", 30, 1, halo_px=9)


def test_what_is_no_length_stays():
    (group,) = scaled_scene(Scene(9, 9, 0, (Group(ITEMS, id="g", title="t"),)), 2.0).items
    assert (group.id, group.title, group.clip) == ("g", "t", None)
    assert group.items[0].argb == 1
