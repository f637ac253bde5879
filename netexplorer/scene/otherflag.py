"""The second flag of a timeline while two dates are compared, and the time between the two."""

from __future__ import annotations

import numpy as np

from netexplorer.scene.primitives import F32, Group, Item, Measure, Rects, Segments, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.timeline import FLAG_EDGE_PX, FLAG_HEIGHT, FLAG_TOP, GRAB_PX, bands, flag_rect, spared_pieces
from netexplorer.scene.timescale import TimelineView

Box = tuple[float, float, float, float]
GAP_PX = 4.0  # between the two flags where the dates are near to one another
SPAN_ALPHA = 0x1C
DASH = (4.0, 3.0)


def marked_label(tview: TimelineView, t: int, label: str) -> str:
    """What a flag says: its date, and an arrow where that lies beside what is seen."""
    return f"‹ {label}" if t < tview.t0 else f"{label} ›" if t > tview.t1 else label


def other_rect(tview: TimelineView, flag: Box, t: int, label: str, measure: Measure) -> Box:
    """Where the second flag hangs: over its line, beside the first ``flag`` and not on it, inside the picture."""
    x, y, width, height = flag_rect(tview, t, marked_label(tview, t, label), measure)
    if x + width + GAP_PX <= flag[0] or x >= flag[0] + flag[2] + GAP_PX:
        return x, y, width, height
    left, right = flag[0] - GAP_PX - width, flag[0] + flag[2] + GAP_PX
    fits_left, fits_right = left >= 0.0, right + width <= tview.width - FLAG_EDGE_PX
    is_before = x + width / 2 < flag[0] + flag[2] / 2
    return (left if fits_left and (is_before or not fits_right) else right), y, width, height


def is_on_other(tview: TimelineView, box: Box, t: int, x: float, y: float) -> bool:
    """Whether a point grabs the second flag, in its ``box``, or its line."""
    if y <= FLAG_TOP + FLAG_HEIGHT + 2:
        return box[0] <= x <= box[0] + box[2]
    return tview.t0 <= t <= tview.t1 and abs(x - tview.tick_to_x(t)) <= GRAB_PX


def other_items(
    tview: TimelineView,
    flag: Box,
    dates: tuple[int, int],
    label: str,
    style: Style,
    measure: Measure,
    spared: F32 | None = None,
) -> tuple[Item, ...]:
    """The time between two ``dates`` shaded, and the flag of the second with its ``label``; ``flag`` is the first one.

    The second flag is an outline with a dashed line, which spares the words in ``spared`` (l, 4).
    """
    t, other = dates
    top, low = FLAG_TOP + FLAG_HEIGHT - 2, tview.height
    x0, x1 = sorted(min(max(tview.tick_to_x(tick), tview.clip_left), tview.clip_right) for tick in dates)
    parts = bands(tview.height)
    shade = Rects(
        np.array([[x0, parts.axis_baseline + 5, x1 - x0, low - parts.axis_baseline - 5]], np.float32),
        fill=(style.flag & 0xFFFFFF) | SPAN_ALPHA << 24,
    )
    items: list[Item] = [shade] if t != other else []
    ink = blend(style.flag, style.panel, 0.8)
    if tview.t0 <= other <= tview.t1:
        x = tview.tick_to_x(other)
        items.append(Segments(spared_pieces(x, top, low, spared), ink, 1.4, DASH))
    box = other_rect(tview, flag, other, label, measure)
    inset = (box[0] + 0.75, box[1] + 0.75, box[2] - 1.5, box[3] - 1.5)
    items.append(Rects(np.array([inset], np.float32), style.panel, style.flag, 1.5, radius_px=inset[3] / 2))
    words = marked_label(tview, other, label)
    items.append(Texts((Text(box[0] + box[2] / 2, box[1] + 14.3, words, 12.0, style.flag, 600, "center"),)))
    return (Group(tuple(items), id="compared", title="The date it is compared with"),)
