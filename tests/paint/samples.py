"""Small scenes with a bit of everything."""

from __future__ import annotations

import numpy as np

from netexplorer.scene.primitives import (
    F32,
    Curves,
    Group,
    Item,
    Polygon,
    Rects,
    Scene,
    Segments,
    ShapeName,
    Shapes,
    Text,
    Texts,
)

WHITE, BLACK, RED, TEAL, AMBER = 0xFFFFFFFF, 0xFF000000, 0xFFC0392B, 0xFF0A7D74, 0xFFC77D0A
SHAPES: tuple[ShapeName, ...] = (
    "circle", "square", "diamond", "hexagon", "ring", "triangle", "pentagon", "star", "cross", "tick",
)  # fmt: skip
HOSTILE = {
    "html": "<b>bold</b> & <script>alert('x')</script>",
    "control": "a\x00b\x1b[31m\nc\td\x7f\u2028e",
    "surrogate": "lone \ud800 half, \ufffe none",
    "right to left": "مجلس الناتو وروسيا \u202eoverride",
    "emoji": "agreed 🤝 signed 👩\u200d🚀",
    "long": "Council " * 1250,
    "cdata": "]]>  <!-- -- -->",
}


def array(*rows: list[float]) -> F32:
    return np.array(rows, dtype=np.float32)


def scene(*items: Item, background: int = WHITE, width: float = 200, height: float = 120, title: str = "") -> Scene:
    return Scene(width, height, background, items, title)


def marks() -> Scene:
    """Every shape, filled and outlined."""
    shapes = [
        Shapes(name, array([20 + 40 * (i % 5), 30 + 50 * (i // 5)]), np.float32([26]), 0xFF9BBCE0, BLACK, 1.5)
        for i, name in enumerate(SHAPES)
    ]
    return scene(*shapes)


def lines() -> Scene:
    """Lines and curves: open, limited, suspended, severed."""
    return scene(
        Segments(array([10, 15, 190, 15], [10, 20, 190, 40]), TEAL, 2.0),
        Segments(array([10, 50, 190, 50]), AMBER, 2.0, (7.0, 4.0)),
        Segments(array([10, 62, 190, 62]), 0xFF7D5AB5, 2.5, (0.1, 5.0), round_cap=True),
        Curves(array([10, 75, 100, 110, 190, 75]), RED, 2.0),
        Curves(array([10, 85, 100, 125, 190, 85]), AMBER, 2.0, (7.0, 4.0)),
    )


def areas() -> Scene:
    """Bars with round corners, fades and hatches, a polygon, and a clipped group that was moved."""
    return scene(
        Rects(array([10, 10, 80, 16]), TEAL, radius_px=5),
        Rects(array([110, 10, 80, 16]), TEAL, fill_right=0x000A7D74),
        Rects(array([10, 36, 40, 16], [50, 36, 40, 16]), AMBER, AMBER, 1.0, hatch=True),
        Polygon(array([110, 50], [130, 36], [160, 48], [190, 38], [190, 54], [110, 54]), 0xFFE8D5B0),
        Group((Rects(array([0, 0, 100, 100]), 0xFFB0C4DE),), "moved", "A part", 10, 65, (20, 75, 60, 30)),
    )


def words() -> Scene:
    """Inter in four weights and three anchors, and a halo over a line."""
    weights = tuple(Text(8, 20 + 17 * i, "NATO–Russia", 13, BLACK, w) for i, w in enumerate((400, 500, 600, 700)))
    return scene(
        Texts(weights),
        Texts(
            (Text(190, 20, "right, 11.5", 11.5, RED, 400, "right"), Text(145, 45, "centre", 16, TEAL, 600, "center"))
        ),
        Segments(array([8, 102, 192, 102]), RED, 3.0),
        Texts((Text(100, 107, "Совет Россия–НАТО", 13, BLACK, 600, "center", WHITE, 3.0),)),
    )


def named() -> Scene:
    """Two actors and what lies between them, with ids and titles."""
    return scene(
        Segments(array([40, 60, 160, 60]), TEAL, 2.0, ids=("relationship:council",), titles=("Council: open <now>",)),
        Shapes(
            "circle",
            array([40, 60], [160, 60]),
            np.float32([20, 20]),
            RED,
            ids=("actor:NATO HQ", "actor:NATO-HQ"),
            titles=("NATO & allies", ""),
        ),
        Texts((Text(40, 90, "NATO HQ", 12, BLACK, anchor="center", id="label:1"),)),
        title="Channels",
    )
