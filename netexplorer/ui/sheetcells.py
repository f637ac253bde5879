"""The cells of the sheet as pixels, made one after another in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.png import to_image
from netexplorer.paint.raster import pixels_of
from netexplorer.scene.compose import compose_network
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Scene
from netexplorer.scene.sheet import Grid, cell, since
from netexplorer.scene.style import Style
from netexplorer.session.crowd import is_crowd
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.resolve import Plan, frame_at
from netexplorer.session.still import Still

JOB = "sheet"


class Cell(Struct, frozen=True, eq=False):
    """A cell that was drawn; of a crowd there is no frame, for it would take much memory and nothing in it is met."""

    pixels: npt.NDArray[np.uint32]
    frame: Frame | None
    words: str


class Drawer:
    """Draws the cells of one plan.

    Its memory of letters and frames is used by one job at a time.
    """

    def __init__(self, plan: Plan, style: Style, *, emphasis: bool) -> None:
        self.plan, self.style, self._emphasis = plan, style, emphasis
        self._lock = threading.Lock()
        self._fonts: Fonts | None = None
        self._lettering: SpriteLettering | None = None
        self._still: Still | None = None
        self._frames: dict[int, Frame] = {}

    def draw(self, tick: int, before: int | None, grid: Grid, ratio: float) -> Cell:
        """The cell of a date, ``ratio`` pixels for each of the grid; ``before`` is the date of the cell before it."""
        with self._lock:
            if self._lettering is None:
                self._fonts = Fonts()
                self._lettering = SpriteLettering(self._fonts)
            frame = self._frame(tick)
            if self._emphasis and before is not None:
                frame = since(self._frame(before), frame)
            items = cell(frame, grid, self.style, self._fonts, self._drawing(ratio))  # type: ignore[arg-type]
            scene = Scene(grid.width, grid.height, self.style.canvas, items)
            image = to_image(scene, scale=ratio, lettering=self._lettering)
            return Cell(pixels_of(image), None if is_crowd(self.plan.net) else frame, frame.date_label)

    def _frame(self, tick: int) -> Frame:
        if is_crowd(self.plan.net):
            return frame_at(self.plan, tick)
        if tick not in self._frames:
            self._frames[tick] = frame_at(self.plan, tick)
        return self._frames[tick]

    def _drawing(self, ratio: float) -> Callable[..., Scene]:
        if not is_crowd(self.plan.net):
            return compose_network
        if self._still is None or self._still.px_scale != ratio:
            self._still = Still.of(self.plan, ratio)
        return self._still.scene


class CellRequest(Struct, frozen=True, eq=False):
    """One cell to be drawn: number ``k`` of the sheet."""

    drawer: Drawer
    k: int
    tick: int
    before: int | None
    grid: Grid
    ratio: float


def draw_cell(request: CellRequest, progress: Progress, cancelled: Cancelled) -> tuple[CellRequest, Cell]:
    """The job."""
    return request, request.drawer.draw(request.tick, request.before, request.grid, request.ratio)
