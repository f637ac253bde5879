"""Which sources a step of a story cites: a list, and a field that finds others by title, publisher or id."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from netexplorer.graph.network import TemporalNetwork
from netexplorer.session.citable import Citable, in_words, named_source
from netexplorer.ui.dialogs.base import push
from netexplorer.ui.panels.parts import column, set_shown
from netexplorer.ui.widgets import heading, plain_label, plain_tip

ROWS, LIST_PX, POPUP_PX = 9, 88, 640
HINT = "Add a source: title, publisher or id"
SHOWN = "● "  # what the step shows cites it


class _Rows(QAbstractListModel):
    """What may be cited, as one line each; the role of users is the reference."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Citable] = ()

    def offer(self, rows: Sequence[Citable]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """One for each source."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; what is shown has a dot before it."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return f"{SHOWN if row.is_shown else ''}{row.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.detail)
        return row.reference if role == Qt.ItemDataRole.UserRole else None


class SourceField(QLineEdit):
    """Finds sources: Down or a click opens the list of all, what is typed makes it shorter, Enter takes one."""

    chosen = Signal(str)
    missed = Signal(str)

    def __init__(self, known: Callable[[str], str]) -> None:
        super().__init__()
        self._known = known
        self.setAccessibleName(HINT)
        self.setPlaceholderText(HINT)
        self.setToolTip(
            plain_tip(f"{HINT}. Those with {SHOWN}are cited by what the step shows; s002#4 is paragraph 4.")
        )
        self.rows = _Rows(self)
        self.finder = QCompleter(self.rows, self)
        self.finder.setWidget(self)
        self.finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.finder.setMaxVisibleItems(ROWS)
        self.popup = QListView()
        self.finder.setPopup(self.popup)  # which owns it
        self.popup.setObjectName("finder")
        self.popup.setAccessibleName("Sources")
        self.popup.setUniformItemSizes(True)
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the id at the end stays
        self.popup.clicked.connect(self._activated)
        self.textEdited.connect(self._find)

    def _find(self, text: str) -> None:
        self.missed.emit("")
        self.finder.setCompletionPrefix(text.strip())
        width = max(self.width(), min(POPUP_PX, self.window().width() - 40))
        place = self.rect()
        place.setWidth(width)
        self.finder.complete(place)

    def _activated(self, index: QModelIndex) -> None:
        self._take(str(index.data(Qt.ItemDataRole.UserRole)))

    def _take(self, reference: str) -> None:
        self.clear()
        self.popup.hide()
        self.chosen.emit(reference)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list; Enter takes the one chosen there, the source that is named, or the first that is found.

        While the list is open its keys come here first.
        """
        popup = self.popup
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._find(self.text())
        elif is_enter and popup.isVisible() and popup.currentIndex().isValid():
            self._activated(popup.currentIndex())
        elif is_enter:
            self._enter(self.text().strip())
        else:
            super().keyPressEvent(event)

    def _enter(self, text: str) -> None:
        if not text:
            return
        self.finder.setCompletionPrefix(text)
        reference = self._known(text)
        if not reference and self.finder.completionCount():
            reference = str(self.finder.completionModel().index(0, 0).data(Qt.ItemDataRole.UserRole))
        if reference:
            self._take(reference)
        else:
            self.missed.emit(f"No source of this dataset has “{text[:60]}” in its title, publisher or id.")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the empty field opens the list."""
        super().mousePressEvent(event)
        if not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self._find("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was not found is not complained about any longer."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.missed.emit("")


class CitedList(QListWidget):
    """What is cited; ``unwanted`` fires when Delete is pressed."""

    unwanted = Signal()

    def showEvent(self, event: QShowEvent) -> None:
        """The rows are as high as the style sheet has them, which is known only now."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the current one away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)


class SourcePicker(QWidget):
    """The sources that a step cites, in their order; ``changed`` fires when they are others."""

    changed = Signal()

    def __init__(self, net: TemporalNetwork) -> None:
        super().__init__()
        self._net = net
        self.remove = push("Remove", self.drop)
        self.cited = CitedList()
        self.cited.setObjectName("cited")
        self.cited.setAccessibleName("Sources of the step")
        self.cited.setFixedHeight(LIST_PX)
        self.cited.setUniformItemSizes(True)
        self.cited.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.cited.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cited.currentRowChanged.connect(lambda row: self.remove.setEnabled(row >= 0))
        self.cited.unwanted.connect(self.drop)
        self.nothing = plain_label("No source is cited yet.", "faint")
        self.nothing.setFixedHeight(LIST_PX)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add = SourceField(lambda text: named_source(net, text))
        self.add.chosen.connect(self.cite)
        self.add.missed.connect(self._complain)
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add, 1)
        row.addWidget(self.remove)
        lines = column(self, gap_px=6)
        lines.addWidget(heading("Sources"))
        lines.addWidget(self.cited)
        lines.addWidget(self.nothing)
        lines.addLayout(row)
        lines.addWidget(self.trouble)
        self._settle()

    @property
    def references(self) -> tuple[str, ...]:
        """What is cited."""
        rows = (self.cited.item(row) for row in range(self.cited.count()))
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in rows)

    def show_step(self, references: Sequence[str], offered: Sequence[Citable]) -> None:
        """Show what a step cites, and what it may cite."""
        with QSignalBlocker(self.cited):
            self.cited.clear()
            for each in in_words(self._net, references):
                self._list(each)
        self.add.rows.offer(offered)
        self.add.clear()
        self._complain("")
        self._settle()

    def cite(self, reference: str) -> None:
        """Cite one more; one that is cited already is only pointed at."""
        known = self.references
        if reference not in known:
            (each,) = in_words(self._net, (reference,))
            self._list(each)
            self._settle()
        self.cited.setCurrentRow(known.index(reference) if reference in known else len(known))
        if reference not in known:
            self.changed.emit()

    def drop(self) -> None:
        """Cite the current one no more."""
        if self.cited.currentRow() >= 0:
            self.cited.takeItem(self.cited.currentRow())
            if not self.cited.count():
                self.add.setFocus()  # else Cancel would have it, and Space would press that
            self._settle()
            self.changed.emit()

    def _list(self, each: Citable) -> None:
        item = QListWidgetItem(each.words)
        item.setData(Qt.ItemDataRole.UserRole, each.reference)
        item.setToolTip(plain_tip(each.detail))
        self.cited.addItem(item)

    def _settle(self) -> None:
        """Words stand where the list is empty."""
        set_shown(self.nothing, not self.cited.count())
        set_shown(self.cited, bool(self.cited.count()))
        self.remove.setEnabled(self.cited.currentRow() >= 0)

    def _complain(self, words: str) -> None:
        self.trouble.setText(words)
        set_shown(self.trouble, bool(words))
