"""The list of changes: rows of their own height, of which only those in sight are ever worded or laid out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from netexplorer.paint.rows import Part, draw_parts
from netexplorer.session.changes import Head, Listing, Step, Teller
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.changerows import EVENT, MORE, Laid, Look, RowMaker
from netexplorer.ui.panels.longlist import Index, LongList
from netexplorer.ui.panels.parts import open_link
from netexplorer.ui.widgets import show_tip

HEAD_PX, STEP_PX = 52, 96  # as long as a row was not looked at
MOST_LAID = 1200
KEYS = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
     Qt.Key.Key_Return, Qt.Key.Key_Enter)
)  # fmt: skip
NEAR = 8  # rows before and after the present that are laid out ahead


class ChangeModel(QAbstractListModel):
    """The rows of a listing; a row is worded when somebody asks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing: Listing | None = None
        self._teller: Teller | None = None

    def show(self, listing: Listing | None, teller: Teller | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.listing, self._teller = listing, teller
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Heads and steps."""
        return 0 if parent.isValid() or self.listing is None else len(self.listing)

    def row(self, row: int) -> Head | Step:
        """The words of a row."""
        assert self.listing is not None and self._teller is not None  # nobody asks for a row before there was one
        place = int(self.listing.rows[row])
        return self._teller.head(self.listing, -1 - place) if place < 0 else self._teller.step(self.listing, row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain text, for assistive readers and the clipboard."""
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole) and index.isValid():
            return in_words(self.row(index.row()))
        return None


def in_words(row: Head | Step) -> str:
    """A row as one text."""
    if isinstance(row, Head):
        return ": ".join(part for part in (row.date, row.title) if part)
    change = f"{row.before_label} → {row.after_label}" if row.direction != "same" else f"{row.after_label}, as before"
    sources = "; ".join(each.label for each in row.citations)
    said = f"{row.label}: {change}."
    parts = (
        row.date and f"{row.date}:",
        said,
        row.note,
        row.values,
        sources and f"[{sources}]",
        row.dispute and f"{row.dispute}.",
    )
    return " ".join(part for part in parts if part)


class ChangeList(LongList):
    """Shows a listing below ``top``, a widget that scrolls with the rows.

    Parameters
    ----------
    go : callable
        Goes to a row: a click, or Enter.
    """

    def __init__(self, kit: Kit, top: QWidget, go: Callable[[Head | Step, bool], None]) -> None:
        super().__init__(top)
        self.kit = kit
        self._go = go
        self.model_ = ChangeModel(self)
        self.setModel(self.model_)
        self._laid: OrderedDict[tuple[int, int, bool], Laid] = OrderedDict()
        self._open: set[int] = set()  # steps all of whose sources are shown
        self._hovered: tuple[int, int | None] = (-1, None)
        self._pressed: tuple[int, int | None] = (-1, None)
        self._come = -2  # so many steps have come; -1: nobody asks, -2: nobody has said
        self._present_tick: int | None = None
        self._selected = ""
        self._by_keys = False
        self.rows = RowMaker(kit, self.font())
        self.setAccessibleName("Changes")
        self.viewport().setMouseTracking(True)

    # -- what is shown

    def show_listing(self, listing: Listing | None, teller: Teller | None, *, anew: bool = True) -> None:
        """Show other rows; ``anew`` from their beginning."""
        self._laid.clear()
        self._hovered = (-1, None)
        if anew:
            self._open.clear()
        estimates = np.zeros(0, dtype=np.int32)
        if listing is not None:
            estimates = np.where(listing.rows < 0, HEAD_PX, STEP_PX).astype(np.int32)
        self._come, self._present_tick = -2, None
        self.model_.show(listing, teller)
        self.estimate(estimates, anew=anew)

    def follow(self, t: int | None) -> None:
        """Mark what stands at the instant ``t`` and bring it into view; None marks nothing."""
        listing = self.model_.listing
        come = -1 if listing is None or t is None else int(np.searchsorted(listing.ticks, t, side="right"))
        if come == self._come:
            return
        self._come = come
        self._present_tick = int(listing.ticks[come - 1]) if listing is not None and come > 0 else None
        if listing is not None and t is not None:
            self.bring(max(listing.present(t)[0], 0))
        self.viewport().update()

    def prepare(self, t: int) -> None:
        """Lay out the rows that will be in sight at the instant ``t``."""
        first = self.model_.listing.present(t)[0] if self.model_.listing is not None else -1
        for row in range(max(first - NEAR, 0), min(first + NEAR, len(self.heights))):
            self.measure(row)

    def mark(self, selected: str) -> None:
        """Mark the rows about what is selected."""
        if selected != self._selected:
            self._selected = selected
            self.viewport().update()

    def dress(self) -> None:
        """Fonts or colours are others."""
        self.rows = RowMaker(self.kit, self.font())
        self._laid.clear()
        self.heights.forget()
        self.settle()

    # -- places

    def measure(self, row: int) -> int:
        """How high a row is."""
        return self.laid(row).height

    def laid(self, row: int) -> Laid:
        """Where everything stands in a row."""
        is_open = row in self._open
        key = (row, self.viewport().width(), is_open)
        made = self._laid.get(key)
        if made is None:
            said = self.model_.row(row)
            if isinstance(said, Head):
                made = self.rows.head(said, key[1])
            else:
                made = self.rows.step(said, key[1], is_open=is_open)
            self._laid[key] = made
            if len(self._laid) > MOST_LAID:
                self._laid.popitem(last=False)
        return made

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight."""
        listing = self.model_.listing
        if listing is None:
            return
        ratio, parts = self.devicePixelRatioF(), list[Part]()
        for row in self.in_sight():
            at = self.rect_of(row)
            if at.intersects(event.rect()):
                parts += self.rows.parts(self.laid(row), at, self._look(listing, row), ratio)
        draw_parts(self.viewport(), parts)

    def _look(self, listing: Listing, row: int) -> Look:
        tick = int(listing.row_ticks[row])
        is_present = tick == self._present_tick
        has_come = self._come < 0 or (self._present_tick is not None and tick <= self._present_tick)
        is_selected = bool(self._selected) and self.model_.row(row).target == self._selected
        is_current = self._by_keys and self.hasFocus() and self.currentIndex().row() == row
        hovered = self._hovered[1] if self._hovered[0] == row else None
        return Look(is_present, not has_come, is_selected, is_current, hovered)

    # -- pointer

    def spot(self, at: QPoint) -> tuple[int, int | None]:
        """The row at a point, -1 for none, and the link there."""
        row = self.indexAt(at).row()
        if row < 0:
            return -1, None
        inside = at - self.rect_of(row).topLeft()
        found = (
            piece.link for piece in self.laid(row).pieces if piece.link is not None and piece.rect.contains(inside)
        )
        return row, next(found, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Underline the link below the pointer."""
        spot = self.spot(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if spot[0] >= 0 else Qt.CursorShape.ArrowCursor)
        if spot != self._hovered:
            self._hovered = spot
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where; the release does something."""
        self._by_keys = False
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = self.spot(event.position().toPoint()) if is_left else (-1, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the link, or go to the row."""
        spot, pressed, self._pressed = self.spot(event.position().toPoint()), self._pressed, (-1, None)
        if spot[0] >= 0 and spot == pressed:
            self.setCurrentIndex(self.model_.index(spot[0], 0))
            self.take(*spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the row, whatever a single click does."""
        row, link = self.spot(event.position().toPoint())
        if row >= 0 and link is None:
            self._go(self.model_.row(row), True)

    def take(self, row: int, link: int | None = None) -> None:
        """Do what a click on a row does, or on a link in it."""
        said = self.model_.row(row)
        if link == MORE:
            self.unfold(row)
        elif link is None or link == EVENT or isinstance(said, Head):
            self._go(said, False)
        else:
            open_link(said.citations[link].url)

    def unfold(self, row: int) -> None:
        """Show all sources of a row."""
        self._open.add(row)
        self.heights.learn(row, self.laid(row).height)
        self.settle()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is below the pointer any more."""
        super().leaveEvent(event)
        self._hovered = (-1, None)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """What a link leads to, or what a click does."""
        if isinstance(event, QHelpEvent):
            show_tip(event, self.tip(*self.spot(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def tip(self, row: int, link: int | None) -> str:
        """The tooltip of a row, or of a link in it."""
        if row < 0:
            return ""
        said = self.model_.row(row)
        if isinstance(said, Head):
            return f"{said.title}\nRead about this event" if said.target else "Go to this date"
        if link is not None and link != MORE:
            return "\n".join(part for part in (said.citations[link].detail, said.citations[link].url) if part)
        return "\n".join(part for part in (said.label, said.type, said.confidence, said.dispute) if part)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from row to row, Enter goes there."""
        if event.key() not in KEYS:  # such as Shift, of a shortcut of the window
            super().keyPressEvent(event)
            return
        self._by_keys = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.model_.row(self.currentIndex().row()), True)
            return
        super().keyPressEvent(event)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys begin at the present."""
        self._by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        listing = self.model_.listing
        if not self.currentIndex().isValid() and listing is not None and len(listing):
            sight = self.in_sight()
            now = [row for row in sight if int(listing.row_ticks[row]) == self._present_tick]
            self.setCurrentIndex(self.model_.index((now or list(sight) or [0])[0], 0))
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What else can be done with a row."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if is_key else self.indexAt(event.pos()).row()
        if row >= 0:
            at = self.rect_of(row).center() if is_key else event.pos()
            self.menu_of(row).popup(self.viewport().mapToGlobal(at))

    def menu_of(self, row: int) -> QMenu:
        """Go there, copy it, open its sources."""
        said, menu = self.model_.row(row), QMenu(self)
        menu.addAction("Go to this date").triggered.connect(lambda: self._go(said, True))
        menu.addAction("Copy").triggered.connect(lambda: QGuiApplication.clipboard().setText(in_words(said)))
        if isinstance(said, Step) and said.citations:
            menu.addSeparator()
            for each in said.citations:
                action = menu.addAction(f"Open {each.label}".replace("&", "&&"))
                action.setEnabled(bool(each.url))
                action.triggered.connect(lambda _=False, url=each.url: open_link(url))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
