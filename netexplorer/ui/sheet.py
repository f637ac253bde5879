"""The sheet: the network at several dates side by side, drawn cell by cell while the window goes on answering."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from netexplorer.errors import UserError
from netexplorer.scene.frame import Hover
from netexplorer.scene.linework import drawn_lines
from netexplorer.scene.nodes import nodes
from netexplorer.scene.pick import pick
from netexplorer.scene.primitives import Curves, Group, Item, Raster, Rects, Scene, Shapes, Text, Texts
from netexplorer.scene.sheet import Grid, flowing
from netexplorer.session import travel
from netexplorer.session.extent import everybody
from netexplorer.session.jobs import Jobs
from netexplorer.session.resolve import Plan
from netexplorer.session.sheet import cell_of, sheet_ticks
from netexplorer.ui.canvas import ScenePicture
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.sheetcells import JOB, Cell, CellRequest, Drawer, draw_cell
from netexplorer.ui.tips import hover_tip
from netexplorer.ui.widgets import show_tip

EDGE_PX, FRAME_PX = 18.0, 7.0  # around all cells; around the cell of the present date
RESIZED_MS = 80  # a window that is being drawn larger is not drawn at every size
DRAWN_ANEW: Reasons = frozenset(("data", "filter", "pins", "selection", "sheet", "theme"))
KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-10_000, 0), Qt.Key.Key_End: (10_000, 0),
    Qt.Key.Key_PageUp: (0, -3), Qt.Key.Key_PageDown: (0, 3),
}  # fmt: skip
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SheetPicture(ScenePicture):
    """All cells in one picture, as high as they need.

    A click goes to the date of a cell in the network. The arrow keys go from cell to cell, and Enter does the same.
    """

    walked = Signal(QRect)  # the keyboard came to a cell that stands there

    def __init__(self, kit: Kit, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._jobs = jobs
        self.ticks: tuple[int, ...] = ()
        self.trouble = ""
        self._room = QSize(640, 480)
        self._grid: Grid | None = None
        self._drawer: Drawer | None = None
        self._cells: dict[int, Cell] = {}
        self._pressed, self._over = -1, -1
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._ask)
        self._resized = QTimer(self, singleShot=True, interval=RESIZED_MS)
        self._resized.timeout.connect(self.arrange)
        self.setAccessibleName("Sheet")
        kit.lit.changed.connect(lambda _: self.forget())

    # -- what is shown

    def apply(self, reasons: Reasons) -> None:
        """Follow the view: another date moves a frame, nearly everything else is drawn anew."""
        if reasons & DRAWN_ANEW:
            self._renew()
        else:
            self.forget()
        self._describe()

    def _renew(self) -> None:
        session = self.kit.session
        self._drawer = None
        self.ticks, self.trouble = (), ""
        try:
            self.ticks = sheet_ticks(session.net, session.view)
        except UserError as error:
            text = str(error)
            self.trouble = text[:1].upper() + text[1:]
        if session.has_positions():
            self._drawer = Drawer(session.plan(), self.kit.style, emphasis=session.view.sheet.emphasis)
        self.arrange()

    def set_room(self, room: QSize) -> None:
        """The cells may be so wide together, and should be no higher where that can be."""
        if room != self._room:
            self._room = room
            self._resized.start(RESIZED_MS if self._cells else 0)

    def arrange(self) -> None:
        """Put the cells in their places and have them drawn."""
        self._resized.stop()
        self._jobs.cancel(JOB)
        self._cells.clear()
        self._grid = None
        if self._drawer is not None and self.ticks:
            everyone = _placed(self._drawer.plan)
            width, height = self._room.width() - 2 * EDGE_PX, self._room.height() - 2 * EDGE_PX
            self._grid = flowing(everyone, len(self.ticks), max(width, 60.0), max(height, 60.0))
            self.setMinimumHeight(round(self._grid.total(len(self.ticks)) + 2 * EDGE_PX))
        else:
            self.setMinimumHeight(0)
        self.forget()
        self._next.start()

    def _describe(self) -> None:
        k = self.present()
        label = self.kit.session.net.axis.label
        words = f"{len(self.ticks)} dates" if self.ticks else self.trouble
        words += f"; {label(self.ticks[k])} is chosen" if 0 <= k < len(self.ticks) else ""
        self.setAccessibleDescription(words)

    def present(self) -> int:
        """The cell in which the date of the view lies, or -1."""
        return cell_of(self.ticks, self.kit.session.view.t)

    # -- drawing

    def _ask(self) -> None:
        """Have the next cell drawn: one that can be seen, if there is one."""
        grid, drawer = self._grid, self._drawer
        missing = [k for k in range(len(self.ticks)) if k not in self._cells]
        if grid is None or drawer is None or not missing or not self.isVisible():
            return
        seen = self.visibleRegion().boundingRect()
        k = next((each for each in missing if self.place(each).intersects(seen)), missing[0])
        before = self.ticks[k - 1] if k else None
        request = CellRequest(drawer, k, self.ticks[k], before, grid, self.devicePixelRatioF())
        self._jobs.submit(JOB, request, draw_cell, self._take)

    def _take(self, answer: tuple[CellRequest, Cell]) -> None:
        request, cell = answer
        if request.drawer is self._drawer and request.grid is self._grid:
            self._cells[request.k] = cell
            self._scene = None
            self.update(self.place(request.k))
            self._next.start()

    def is_whole(self) -> bool:
        """Every cell is drawn, as large as it is to be."""
        return len(self._cells) == len(self.ticks) and not self._resized.isActive()

    def showEvent(self, event: QEvent) -> None:
        """Go on drawing."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._next.start()

    def compose(self) -> Scene:
        """The cells that are drawn, the dates of those that are not yet, and what is pointed at in all of them."""
        style, width, height = self.kit.style, float(self.width()), float(self.height())
        grid = self._grid
        if grid is None:
            words = self.trouble or self.kit.session.awaits or "Placing the actors…"
            text = Text(width / 2, min(height / 2, 240.0), words, 13.0, style.text_faint, 400, "center")
            return Scene(width, height, style.canvas, (Texts((text,)),))
        items: list[Item] = []
        if 0 <= self.present() < len(self.ticks):
            items.append(_framed(self.place(self.present()), style.accent, 3.0 if self.hasFocus() else 1.6))
        if self._over >= 0 and self._over != self.present():
            items.append(_framed(self.place(self._over), style.border, 1.5))
        hover = self.kit.lit.now
        for k in range(len(self.ticks)):
            place, cell = self.place(k), self._cells.get(k)
            if cell is None:
                date = self.kit.session.plan().facts.date_label(self.ticks[k])
                items.append(Texts((Text(place.x(), place.y() + 24.0, date, 13.0, style.text_faint, 600),)))
            else:
                ratio = self.devicePixelRatioF()
                size = (cell.pixels.shape[1] / ratio, cell.pixels.shape[0] / ratio)
                items.append(Raster((float(place.x()), float(place.y()), *size), cell.pixels))
                items += _lit(self.kit, cell, grid, place, hover)
        return Scene(width, height, style.canvas, tuple(items))

    def place(self, k: int) -> QRect:
        """Where cell ``k`` stands."""
        if self._grid is None:
            return QRect()
        x, y = self._grid.corner(k)
        return QRect(round(x + EDGE_PX), round(y + EDGE_PX), int(self._grid.width) + 1, int(self._grid.height) + 1)

    # -- pointer

    def _at(self, point: QPointF) -> int:
        grid = self._grid
        return -1 if grid is None else grid.at(point.x() - EDGE_PX, point.y() - EDGE_PX, len(self.ticks))

    def _hit(self, point: QPointF) -> Hover:
        k = self._at(point)
        cell = self._cells.get(k)
        if cell is None or cell.frame is None or self._grid is None:
            return Hover()
        place = self.place(k)
        return pick(cell.frame, self._grid.view, point.x() - place.x(), point.y() - place.y() - self._grid.head)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click."""
        self._pressed = self._at(event.position()) if event.button() == Qt.MouseButton.LeftButton else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a cell goes to its date."""
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and self._at(event.position()) == pressed:
            self.go(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is under the pointer, in all cells."""
        over = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
        if over != self._over:
            self._over = over
            self.forget()
        self.kit.lit.light(self._hit(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is lit when the pointer is elsewhere."""
        super().leaveEvent(event)
        self._over = -1
        self.kit.lit.light(Hover())
        self.forget()

    def event(self, event: QEvent) -> bool:
        """Tooltips say what a line is; the arrow keys are ours before they are the window's."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = QPointF(event.pos())
            cell = self._cells.get(self._at(point))
            show_tip(event, hover_tip(cell.frame, self._hit(point)) if cell and cell.frame else "", self)
            return True
        is_ours = isinstance(event, QKeyEvent) and (event.key() in KEYS or event.key() in ENTER)
        if is_ours and event.type() == QEvent.Type.ShortcutOverride and not event.modifiers().value:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell; Enter goes to the date of a cell in the network."""
        key = Qt.Key(event.key())
        if key in ENTER and self.ticks:
            self.go(max(self.present(), 0))
        elif key in KEYS and self.ticks and self._grid is not None:
            across, down = KEYS[key]
            self.walk(across + down * self._grid.columns)
        else:
            super().keyPressEvent(event)

    def walk(self, count: int) -> None:
        """Go so many cells on, or back."""
        k = min(max(self.present() + count, 0), len(self.ticks) - 1)
        self.kit.session.set_date(self.ticks[k], "sheet")
        self.walked.emit(self.place(k))

    def go(self, k: int) -> None:
        """Show the network at the date of a cell."""
        session = self.kit.session
        session.update(t=travel.clamp(session.net, self.ticks[k]), page="network")

    def focusInEvent(self, event: QEvent) -> None:
        """The frame says that the keyboard is here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.forget()

    def focusOutEvent(self, event: QEvent) -> None:
        """The frame says that it is not."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.forget()


def _framed(place: QRect, argb: int, width_px: float) -> Rects:
    x, y, w, h = place.x() - FRAME_PX, place.y() - FRAME_PX, place.width() + 2 * FRAME_PX, place.height() + 2 * FRAME_PX
    return Rects(np.array([[x, y, w, h]], np.float32), 0, argb, width_px, 8.0)


def _placed(plan: Plan) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Everyone whom some date shows, so that the cells look alike whatever their dates."""
    those, more = everybody(plan)
    return np.concatenate([those, more]) if len(more) else those


def _lit(kit: Kit, cell: Cell, grid: Grid, place: QRect, hover: Hover) -> list[Item]:
    """What is pointed at, where it is in this cell."""
    frame, style = cell.frame, kit.style
    if frame is None or hover == Hover():
        return []
    seen, marks = nodes(frame, grid.view), list[Item]()
    if 0 <= hover.actor < len(seen.xy) and seen.shown[hover.actor]:
        at = slice(hover.actor, hover.actor + 1)
        marks.append(Shapes("circle", seen.xy[at], seen.size[at] + np.float32(9), 0, style.accent, 2.4))
        x, y = (float(value) for value in seen.xy[hover.actor])
        name, low = frame.net.name(hover.actor), y + float(seen.size[hover.actor]) / 2 + 18.0
        text = Text(x, low, name[:60], 11.0, style.accent, 700, "center", style.canvas, 3.0)
        marks.append(Texts((text,)))
    elif hover.rel >= 0:
        drawn = drawn_lines(frame, seen)
        marks.append(Curves(drawn.xy[drawn.rows == hover.rel], style.accent, 4.0, round_cap=True))
    left, top = float(place.x()), place.y() + grid.head
    return [Group(tuple(marks), dx=left, dy=top, clip=(left, top, grid.view.width, grid.view.height))]
