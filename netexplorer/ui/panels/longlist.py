"""A list of rows of different heights, of which only those in sight are ever laid out, however many there are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from netexplorer.ui.panels.fitting import fitted
from netexplorer.ui.panels.heights import Heights

Index = QModelIndex | QPersistentModelIndex
MARGIN_PX = 12  # below the last row
HIGHEST, LOWEST, WANTED = 0.12, 0.6, 0.3  # parts of the height between which a row may stay, and where it is put else


class LongList(QAbstractItemView):
    """Knows where every row is; who inherits from it says how high one is, and paints.

    Parameters
    ----------
    top : QWidget
        Scrolls with the rows, above them.
    """

    def __init__(self, top: QWidget) -> None:
        super().__init__()
        self._top = top
        self._is_placing = False
        self.heights = Heights(np.zeros(0, dtype=np.int32))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)  # keys scroll; what gets the focus stays where it is
        self.verticalScrollBar().setSingleStep(24)
        top.setParent(self.viewport())

    def measure(self, row: int) -> int:
        """How high a row is, in px."""
        raise NotImplementedError

    def estimate(self, heights: npt.NDArray[np.int32], *, anew: bool) -> None:
        """There are other rows, that high until somebody looks; ``anew`` from the first one."""
        self.heights = Heights(heights)
        self.settle(0 if anew else None)

    # -- places

    @property
    def top_px(self) -> int:
        """How high the widget above the rows is."""
        return 0 if self._top.isHidden() else fitted(self._top, self.viewport().width())

    def settle(self, value: int | None = None) -> None:
        """Lay out what is in sight when scrolled to ``value``, or as it is."""
        value = self.verticalScrollBar().value() if value is None else value
        self._place(*self._anchor(value))

    def _anchor(self, value: int) -> tuple[int, int]:
        """A row whose upper edge is to stay where it is, and where that is; the next one while the first is unknown."""
        top = self.top_px
        row = self.heights.at(max(value - top, 0))
        if value > top and row + 1 < len(self.heights) and not self.heights.is_known(row):
            row += 1
        return (row, int(self.heights.tops[row]) + top - value) if row >= 0 else (-1, -value)

    def bring(self, row: int) -> None:
        """Have a row in the upper half, with what stands over it; nothing happens if it is there already."""
        if not len(self.heights):
            return
        high = self.viewport().height()
        y = int(self.heights.tops[row]) + self.top_px - self.verticalScrollBar().value()
        if not (high * 0.12 < y < high * 0.6 and self.heights.is_known(row)):
            self._place(row, round(high * 0.3))

    def _place(self, row: int, y: int) -> None:
        """Put the upper edge of a row at ``y`` of the viewport as far as one can scroll; lay out what is seen then."""
        if self._is_placing:
            return
        self._is_placing = True
        top, high, bar = self.top_px, self.viewport().height(), self.verticalScrollBar()
        for _ in range(4):  # where one cannot scroll so far, other rows are seen, and may be of other heights
            if row >= 0:
                self._look_around(row, y, high)
            most = max(self.heights.total + top + MARGIN_PX - high, 0)
            wanted = (int(self.heights.tops[row]) if row >= 0 else 0) + top - y
            value = min(max(wanted, 0), most)
            bar.setRange(0, most)
            bar.setPageStep(high)
            bar.setValue(value)
            if value == wanted:
                break
            row, y = self._anchor(value)
        self._top.setGeometry(0, -bar.value(), self.viewport().width(), top)
        self._is_placing = False
        self.viewport().update()

    def _look_around(self, row: int, y: int, high: int) -> None:
        """Learn the heights of all rows in sight, when the upper edge of ``row`` is at ``y``."""
        below, at = row, y
        while below < len(self.heights) and at < high:
            at += self._learn(below)
            below += 1
        above, at = row - 1, y
        while above >= 0 and at > 0:
            at -= self._learn(above)
            above -= 1

    def _learn(self, row: int) -> int:
        if not self.heights.is_known(row):
            self.heights.learn(row, self.measure(row))
        return self.heights.of(row)

    def rect_of(self, row: int) -> QRect:
        """Where a row is in the viewport."""
        y = int(self.heights.tops[row]) + self.top_px - self.verticalScrollBar().value()
        return QRect(0, y, self.viewport().width(), self.heights.of(row))

    def in_sight(self) -> range:
        """The rows of which something is seen."""
        if not len(self.heights):
            return range(0)
        start = self.verticalScrollBar().value() - self.top_px
        last = self.heights.at(start + self.viewport().height() - 1)
        return range(self.heights.at(max(start, 0)), last + 1) if start + self.viewport().height() > 0 else range(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Of another width every row is of another height."""
        first = self._anchor(self.verticalScrollBar().value())
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.heights.forget()
        self._place(*first)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Somebody has scrolled."""
        if not self._is_placing:
            self.settle()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Qt would give the bar a range of its own."""
        super().updateGeometries()
        self.settle()

    # -- what Qt asks of a view of items

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point."""
        y = point.y() + self.verticalScrollBar().value() - self.top_px
        if not len(self.heights) or not 0 <= y < self.heights.total:
            return QModelIndex()
        return self.model().index(self.heights.at(y), 0)

    def visualRect(self, index: Index) -> QRect:
        """Where a row is."""
        return self.rect_of(index.row()) if index.isValid() and index.row() < len(self.heights) else QRect()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into view, all of it if it fits."""
        if not index.isValid() or index.row() >= len(self.heights):
            return
        self._learn(index.row())
        at, high = self.rect_of(index.row()), self.viewport().height()
        if at.top() < 0 or at.height() > high:
            self._place(index.row(), 0)
        elif at.bottom() >= high:
            self._place(index.row(), high - at.height())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row a key leads to."""
        last, now, actions = len(self.heights) - 1, self.currentIndex().row(), QAbstractItemView.CursorAction
        page = max(len(self.in_sight()) - 1, 1)
        steps = {actions.MoveUp: -1, actions.MovePrevious: -1, actions.MoveDown: 1, actions.MoveNext: 1,
                 actions.MovePageUp: -page, actions.MovePageDown: page}  # fmt: skip
        row = {actions.MoveHome: 0, actions.MoveEnd: last}.get(action, now + steps.get(action, 0))
        return self.model().index(min(max(row, 0), last), 0) if last >= 0 else QModelIndex()

    def keyboardSearch(self, search: str) -> None:
        """Typing finds nothing here: Qt would ask for the words of all rows. The search box is for that."""

    def horizontalOffset(self) -> int:
        """Rows are as wide as the list."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """None is."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """What is selected is said by the view of the dataset."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """See :meth:`setSelection`."""
        return QRegion()
