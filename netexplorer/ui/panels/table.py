"""The Table page: the relationships that are shown, as rows that can be sorted and copied."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QPushButton, QTableView

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.session.table import COLUMNS, Row, Table, sorted_rows, to_csv, to_tsv
from netexplorer.session.wording import count_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.parts import column
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip

Index = QModelIndex | QPersistentModelIndex
WIDTHS_PX = {"label": 192, "since": 108, "source": 142, "target": 142, "type": 112,
             "family": 86, "changes": 80, "confidence": 160, "sources": 80}  # fmt: skip
ICON_PX, PADDING_PX = 16, 22
FITTED = ("state", "until")  # as wide as what stands in them
STATE = next(place for place, each in enumerate(COLUMNS) if each.id == "state")


class RowModel(QAbstractTableModel):
    """Rows of ``session.table`` in the order they are shown."""

    def __init__(self, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._samples = samples
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; where the same relationships stand in the same order, only their texts change."""
        same = [row.rel for row in rows] == [row.rel for row in self.rows]
        if same and rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One for each relationship."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As in the session's table."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain text, and a dot in the colour of the state."""
        row, place = self.rows[index.row()], index.column()
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return row.cells[place][:300]
        if role == roles.ToolTipRole:
            return plain_tip(row.cells[place])
        if role == roles.DecorationRole and place == STATE:
            return self._samples.state_icon(row.state)
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[place].is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column_ = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column_.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{column_.tip}\nClick to sort")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column_.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class TablePage(QFrame):
    """The table with a line above it that says how much there is. It follows date, lens, filters and selection."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setObjectName("tablepage")
        self.samples = Samples(kit)
        self._table: tuple[TemporalNetwork, Table] | None = None
        self._sorted: tuple[int, bool] | None = None  # column, descending
        self._telling = False
        self._fitted: dict[int, int] = {}  # column: width in px
        self.model = RowModel(self.samples, self)
        self.view = _view(self.model)
        self.view.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        self.count = ElidedLabel("", "muted")
        self.copy = QPushButton("Copy rows")
        self.copy.setToolTip(plain_tip("Put the selected rows, or all of them, on the clipboard (Ctrl+C)"))
        self.copy.setAccessibleName("Copy rows")
        self.copy.clicked.connect(lambda _=False: self.copy_rows())
        self.nothing = plain_label("", wrap=True)
        self.nothing.setObjectName("nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.nothing.hide()
        self.setFocusProxy(self.view)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 14, 8)
        line.addWidget(self.count, 1)
        line.addWidget(self.copy)
        rows = column(self, gap_px=0)
        rows.addLayout(line)
        rows.addWidget(self.view, 1)
        rows.addWidget(self.nothing, 1)

    # -- what is shown

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the rows of this frame."""
        if self._table is None or self._table[0] is not frame.net:
            self._table = (frame.net, Table(frame.net))
        if reasons & {"data", "date", "filter", "theme"}:
            self._tell(self._table[1].rows(frame.t, frame.shown))
            self._fit(is_new=bool(reasons & {"data", "theme"}))
            self._say(frame)
        self._mark(self.kit.session.view.selected, is_new="selection" in reasons)

    def _fit(self, *, is_new: bool) -> None:
        """Give the narrow columns the width they need; while the date moves they only grow."""
        header, metrics = self.view.horizontalHeader(), self.view.fontMetrics()
        for place, each in enumerate(COLUMNS):
            if each.id in FITTED:
                texts = {row.cells[place] for row in self.model.rows}
                words = max((metrics.horizontalAdvance(text) for text in texts), default=0) + PADDING_PX
                needed = max(header.sectionSizeHint(place), words + (ICON_PX + 8) * (place == STATE))
                if is_new or needed > self._fitted.get(place, 0):
                    self._fitted[place] = needed
                    self.view.setColumnWidth(place, needed)

    def _say(self, frame: Frame) -> None:
        """How many rows there are; where there are none, why, in the place of the rows."""
        n, plan = len(self.model.rows), self.kit.session.plan()
        when = f" on {frame.date_label}" if plan.facts.is_dated else ""
        lens = f" · lens: {frame.lens_label}" if frame.lens_label else ""
        self.count.set_whole(f"{count_text(n, 'relationship')}{when}{lens}")
        if not len(frame.net.rel_ids):
            why = "This dataset has no relationships."
        elif not plan.mask.any():
            why = (
                "Every relationship of this lens is hidden in the legend."
                if plan.lens_rels.any()
                else ("No relationship is part of this lens.")
            )
        else:
            why = f"No relationship is in force{when}."
        self.nothing.setText(why)
        shown, hidden = (self.view, self.nothing) if n else (self.nothing, self.view)
        had_focus = hidden.hasFocus()
        shown.show()
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()
        hidden.hide()
        self.copy.setEnabled(n > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go to the rows."""
        super().showEvent(event)
        self.setFocus()

    def _tell(self, rows: tuple[Row, ...]) -> None:
        if self._sorted is not None:
            place, descending = self._sorted
            rows = sorted_rows(rows, COLUMNS[place].id, descending=descending)
        self._telling = True
        self.model.show(rows)
        self._telling = False

    def sort_by(self, place: int) -> None:
        """Sort by a column, the other way round when it is sorted by it, and as in the file the third time."""
        if self._sorted is None or self._sorted[0] != place:
            self._sorted = (place, False)
        else:
            self._sorted = (place, True) if not self._sorted[1] else None
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is not None:
            order = Qt.SortOrder.DescendingOrder if self._sorted[1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(place, order)
        rows = self.model.rows
        self._tell(rows if self._sorted is not None else tuple(sorted(rows, key=lambda row: row.rel)))
        self._mark(self.kit.session.view.selected, is_new=True)

    # -- selection

    def _mark(self, selected: str, *, is_new: bool) -> None:
        """Mark the row of what is selected; several rows the user has marked stay while the selection is as it was."""
        model = self.view.selectionModel()
        marked = {index.row() for index in model.selectedRows()}
        wanted = next((place for place, row in enumerate(self.model.rows) if row.target == selected), -1)
        if wanted in marked or (len(marked) > 1 and not is_new):
            return
        self._telling = True
        if wanted < 0:
            model.clearSelection()
        else:
            flags = QItemSelectionModel.SelectionFlag
            model.setCurrentIndex(self.model.index(wanted, 0), flags.ClearAndSelect | flags.Rows)
            if is_new:
                self.view.scrollTo(self.model.index(wanted, 0))
        self._telling = False

    def _chosen(self, new: QItemSelection, old: QItemSelection) -> None:
        if self._telling:
            return
        rows = self.view.selectionModel().selectedRows()
        if len(rows) == 1:
            self.kit.session.select(self.model.rows[rows[0].row()].target)

    # -- clipboard

    def copy_rows(self) -> None:
        """Put the marked rows, or all of them, on the clipboard: for spreadsheets, and as CSV."""
        marked = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = [self.model.rows[place] for place in marked] or list(self.model.rows)
        mime = QMimeData()
        mime.setText(to_tsv(rows))
        mime.setData("text/csv", to_csv(rows).encode("utf-8"))
        QGuiApplication.clipboard().setMimeData(mime)
        what = f"{count_text(len(rows), 'row')} {'is' if len(rows) == 1 else 'are'}"
        self.kit.session.notices.say(f"{what} on the clipboard.")


class RowsView(QTableView):
    """A table that shows by a ring that the keyboard came to it; where one has clicked, the row says so."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Look again whether there is a ring."""
        self._ring(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))
        super().focusInEvent(event)

    def _ring(self, is_on: bool) -> None:
        if self.property("ring") != is_on:
            self.setProperty("ring", is_on)
            self.style().unpolish(self)
            self.style().polish(self)


def _view(model: RowModel) -> QTableView:
    view = RowsView()
    view.setModel(model)
    view.setAccessibleName("Relationships")
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setIconSize(QSize(ICON_PX, ICON_PX))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(30)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(True)
    header.setStretchLastSection(True)
    for place, each in enumerate(COLUMNS):
        view.setColumnWidth(place, WIDTHS_PX.get(each.id, 120))
    return view
