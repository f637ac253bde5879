"""Small multiples: the same network at several dates, every actor at the same place, and what changed in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.numbers import number_text
from netexplorer.scene.elide import elide_px
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Group, Item, Measure, Scene, Segments, Text, Texts
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Margins, Viewport, fit

Draw = Callable[..., Scene]  # as compose_network
F32 = npt.NDArray[np.float32]

GAP, SMALL_GAP, FEW = 28.0, 18.0, 12  # between cells; more cells than a few stand closer
LEAST_WIDTH, LEAST_HEIGHT = 208.0, 190.0  # of a cell of which something can be seen
WIDE = 205.0  # a cell has room for what happened
MAX_SCALE = 1.6
PAGE_WIDTH, PAGE_HEIGHT, ROUND_CELLS = 1600, 1000, 12
AROUND_PX, COLUMNS, ROW_PX = 190, 6, 236


class Grid(Struct, frozen=True):
    """So many cells beside one another, each so large, with the one viewport that all are seen through.

    ``head`` is the height of the words above a network, ``gap`` what is free between cells.
    """

    columns: int
    width: float
    height: float
    gap: float
    head: float
    view: Viewport

    def corner(self, k: int) -> tuple[float, float]:
        """The top left corner of cell ``k``."""
        return (k % self.columns) * (self.width + self.gap), (k // self.columns) * (self.height + self.gap)

    def total(self, count: int) -> float:
        """The height of ``count`` cells."""
        rows = -(-count // self.columns)
        return rows * self.height + max(rows - 1, 0) * self.gap

    def at(self, x: float, y: float, count: int) -> int:
        """The cell under a point, or -1."""
        column, row = int(x // (self.width + self.gap)), int(y // (self.height + self.gap))
        left, top = column * (self.width + self.gap), row * (self.height + self.gap)
        is_inside = 0 <= column < self.columns and left <= x < left + self.width and top <= y < top + self.height
        k = row * self.columns + column
        return k if is_inside and 0 <= k < count else -1


def with_changes(frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """Frames of one plan, each knowing what is other than in the one before it; the first knows nothing before it."""
    told: list[Frame] = []
    before: Frame | None = None
    for frame in frames:
        told.append(frame if before is None else since(before, frame))
        before = frame
    return tuple(told)


def since(before: Frame, frame: Frame) -> Frame:
    """The frame with what is other than ``before``, as far as it is drawn in one of the two.

    The same width says in a single picture that something changed within a year; here only what is other does.
    """
    fresh = (frame.states != before.states) & (frame.shown | before.shown)
    return replace(frame, fresh=fresh, recent=fresh, selected_rels=np.zeros_like(fresh), moment=0)


def sheet_size(count: int) -> tuple[int, int]:
    """The size in pixels of a page on which so many cells can be read."""
    rows = -(-count // COLUMNS)
    return PAGE_WIDTH, PAGE_HEIGHT if count <= ROUND_CELLS else max(PAGE_HEIGHT, AROUND_PX + rows * ROW_PX)


def filling(xy: F32, count: int, width: float, height: float) -> Grid:
    """The arrangement of the cells in which the networks are largest.

    Parameters
    ----------
    xy : float32 (k, 2)
        Everyone who is drawn in any cell.
    """
    grids = [_grid(xy, count, columns, width, height) for columns in range(1, count + 1)]
    return max(grids, key=lambda grid: (round(grid.view.scale, 6), -grid.columns * -(-count // grid.columns)))


def flowing(xy: F32, count: int, width: float, height: float) -> Grid:
    """The same where the height may be exceeded rather than cells be too small to see anything."""
    best = filling(xy, count, width, height)
    if min(best.width / LEAST_WIDTH, best.height / LEAST_HEIGHT) >= 1:
        return best
    gap = _gap(count)
    columns = min(max(int((width + gap) // (LEAST_WIDTH + gap)), 1), count)
    cell = (width - gap * (columns - 1)) / columns
    rows = -(-count // columns)
    return _grid(xy, count, columns, width, rows * max(cell * 0.82, LEAST_HEIGHT) + gap * (rows - 1))


def _gap(count: int) -> float:
    return GAP if count <= FEW else SMALL_GAP


def _grid(xy: F32, count: int, columns: int, width: float, height: float) -> Grid:
    rows, gap = -(-count // columns), _gap(count)
    wide = max((width - gap * (columns - 1)) / columns, 40.0)
    high = max((height - gap * (rows - 1)) / rows, 40.0)
    head = 50.0 if wide >= WIDE else 30.0
    side, low = float(np.clip(0.15 * wide, 12.0, 56.0)), float(np.clip(0.08 * wide, 10.0, 30.0))
    margins = Margins(side, low * 0.6, side, low)
    view = fit(xy, wide, max(high - head, 40.0), margins, max_scale=MAX_SCALE)
    return Grid(columns, wide, high, gap, head, view)


def cells(
    frames: Sequence[Frame], grid: Grid, x: float, y: float, style: Style, measure: Measure, draw: Draw
) -> tuple[Item, ...]:
    """One cell to a frame, all through the same viewport, from the point ``x, y``."""
    items: list[Item] = []
    for k, frame in enumerate(frames):
        left, top = grid.corner(k)
        parts = cell(frame, grid, style, measure, draw)
        items.append(Group(parts, id=f"date-{k + 1}", title=frame.date_label, dx=x + left, dy=y + top))
    return tuple(items)


def cell(frame: Frame, grid: Grid, style: Style, measure: Measure, draw: Draw) -> tuple[Item, ...]:
    """The date, how much is other than in the cell before, what happened then, and the network."""
    view, letters = grid.view, float(np.clip(8.5 + grid.width / 250.0, 9.5, 12.0))  # as the cell is wide
    small = replace(style, sizes={**style.sizes, "label": letters, "subtitle": letters - 1.0})
    bare = replace(frame, subtitle=("",) * len(frame.xy))
    scene = draw(bare, view, small, measure, with_title=False)
    network = Group(scene.items, dy=grid.head, clip=(0.0, grid.head, view.width, view.height))
    rule = Segments(np.array([[0.0, 0.0, grid.width, 0.0]], np.float32), style.border, 1.0)
    return (rule, Texts(cell_words(frame, grid, style, measure)), network)


def cell_words(frame: Frame, grid: Grid, style: Style, measure: Measure) -> tuple[Text, ...]:
    """What stands above the network of a cell."""
    size = float(np.clip(grid.width / 16.0, 12.0, 19.0))
    date = elide_px(frame.date_label, grid.width, measure, size, 700)
    texts = [Text(0.0, 7.0 + size * 0.9, date, size, style.text_strong, 700)]
    count = changed_words(frame)
    if count and measure(date, size, 700) + measure(count, 12.0, 600) + 12.0 <= grid.width:
        ink, weight = (style.text_faint, 400) if count == NOTHING else (style.text_normal, 600)
        texts.append(Text(grid.width, 7.0 + size * 0.9, count, 12.0, ink, weight, "right"))
    if grid.width >= WIDE:
        caption = elide_px(frame.caption, grid.width, measure, 12.0)
        texts.append(Text(0.0, 42.0, caption, 12.0, style.text_muted))
    return tuple(texts)


NOTHING = "no change"


def changed_words(frame: Frame) -> str:
    """How much is other than in the cell before; nothing where there is none before."""
    if frame.fresh is None:
        return ""
    count = int(np.count_nonzero(frame.fresh))
    return f"{number_text(count)} changed" if count else NOTHING
