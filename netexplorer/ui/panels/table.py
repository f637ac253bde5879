"""The Table page: the relationships that are shown, as rows that can be sorted and copied."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QPushButton, QTableView

from netexplorer.scene.frame import Frame
from netexplorer.session import selection
from netexplorer.session.jobs import Jobs
from netexplorer.session.table import COLUMNS, MANY, Row, Rows, Sorting, Table, sort
from netexplorer.session.wording import count_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.parts import column
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.panels.tableout import RowsOut
from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip

Index = QModelIndex | QPersistentModelIndex
WIDTHS_PX = {"label": 192, "since": 108, "source": 142, "target": 142, "type": 112,
             "family": 86, "changes": 80, "confidence": 160, "sources": 80}  # fmt: skip
ICON_PX, PADDING_PX = 16, 22
FITTED = ("state", "until")  # as wide as what stands in them
MOST_MADE = 400  # rows whose texts are kept
MOST_FITTED, SAMPLE = 1_000, 60  # rows looked through for the widest text; of more, so many all over the table
SORT = "table-sort"  # the kind of job
STATE = next(place for place, each in enumerate(COLUMNS) if each.id == "state")


class RowModel(QAbstractTableModel):
    """Rows of ``session.table`` in the order they are shown; the texts of a row are made when it is painted."""

    def __init__(self, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._samples = samples
        self._made: dict[int, Row] = {}
        self.rows: Rows | None = None

    def show(self, rows: Rows) -> None:
        """Show other rows; where the same relationships stand in the same order, only their texts change."""
        same = len(rows) > 0 and self.rows is not None and np.array_equal(self.rows.rels, rows.rels)
        if not same:
            self.beginResetModel()
        self.rows = rows
        self._made.clear()
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
        else:
            self.endResetModel()

    def row(self, place: int) -> Row:
        """One row; those last asked for are kept."""
        made = self._made.get(place)
        if made is None:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            assert self.rows is not None  # nobody asks for a row before there was one
            self._made[place] = made = self.rows[place]
        return made

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One for each relationship."""
        return 0 if parent.isValid() or self.rows is None else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As in the session's table."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain text, and a dot in the colour of the state."""
        place, roles = index.column(), Qt.ItemDataRole
        if role == roles.DisplayRole:
            return self.row(index.row()).cells[place][:300]
        if role == roles.ToolTipRole:
            return plain_tip(self.row(index.row()).cells[place])
        if role == roles.DecorationRole and place == STATE:
            return self._samples.state_icon(self.row(index.row()).state)
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[place].is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged into other programs."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

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
    """The table with a line above it that says how much there is. It follows date, lens, filters and selection.

    In a large network a job sorts; until it has done so, the rows stay as they were.
    """

    def __init__(self, kit: Kit, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.kit = kit
        self._jobs = jobs or Jobs("now")
        self.out = RowsOut(kit.session, self._jobs)
        self.setObjectName("tablepage")
        self.samples = Samples(kit)
        self._table: Table | None = None
        self._frame: Frame | None = None
        self._latest: Rows | None = None  # in the order of the file
        self._sorted: tuple[int, bool] | None = None  # column, descending
        self._telling = False
        self._fitted: dict[int, int] = {}  # column: width in px
        self.model = RowModel(self.samples, self)
        self.view = _view(self.model)
        self.view.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        self.view.dragged.connect(self._drag)
        self.count = ElidedLabel("", "muted")
        self.copy = _button(
            "Copy rows", "Put the selected rows, or all of them, on the clipboard (Ctrl+C); rows can be dragged, too"
        )
        self.copy.clicked.connect(lambda _=False: self.copy_rows())
        self.save = _button("Save as CSV…", "Write all the rows into a file for spreadsheets")
        self.save.clicked.connect(lambda _=False: self._save())
        self.nothing = plain_label("", wrap=True)
        self.nothing.setObjectName("nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.nothing.hide()
        self.setFocusProxy(self.view)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 14, 8)
        line.addWidget(self.count, 1)
        line.setSpacing(8)
        line.addWidget(self.copy)
        line.addWidget(self.save)
        rows = column(self, gap_px=0)
        rows.addLayout(line)
        rows.addWidget(self.view, 1)
        rows.addWidget(self.nothing, 1)

    # -- what is shown

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the rows of this frame."""
        self._frame = frame
        if self._table is None or self._table.net is not frame.net:
            self._jobs.cancel(SORT)
            self._table = Table(frame.net)
        if reasons & {"data", "date", "filter", "theme"}:
            self._latest = self._table.rows(frame.t, frame.told, frame.states)
            self._order(self._latest, is_new=bool(reasons & {"data", "theme"}))
        self._mark(self.kit.session.view.selected, is_new="selection" in reasons)

    def _order(self, rows: Rows, *, is_new: bool) -> None:
        """Show rows in the order that was chosen."""
        self._jobs.cancel(SORT)
        if self._sorted is None:
            self._tell(rows, is_new=is_new)
            return
        request = Sorting(rows, COLUMNS[self._sorted[0]].id, self._sorted[1])

        def done(ordered: Rows) -> None:
            self._tell(ordered, is_new=is_new)
            self._mark(self.kit.session.view.selected, is_new=is_new)

        if len(rows.states) <= MANY:
            self._tell(rows.sorted(request.column, descending=request.descending), is_new=is_new)
            return
        self.count.set_whole("Sorting…")
        self._jobs.submit(SORT, request, sort, done)

    def _tell(self, rows: Rows, *, is_new: bool) -> None:
        self._telling = True
        self.model.show(rows)
        self._telling = False
        self._fit(is_new=is_new)
        if self._frame is not None:
            self._say(self._frame)

    def _fit(self, *, is_new: bool) -> None:
        """Give the narrow columns the width they need; while the date moves they only grow."""
        header, metrics = self.view.horizontalHeader(), self.view.fontMetrics()
        n = self.model.rowCount()
        some = [self.model.row(place) for place in range(0, n, 1 if n <= MOST_FITTED else n // SAMPLE)]
        for place, each in enumerate(COLUMNS):
            if each.id in FITTED:
                texts = {row.cells[place] for row in some}
                words = max((metrics.horizontalAdvance(text) for text in texts), default=0) + PADDING_PX
                needed = max(header.sectionSizeHint(place), words + (ICON_PX + 8) * (place == STATE))
                if is_new or needed > self._fitted.get(place, 0):
                    self._fitted[place] = needed
                    self.view.setColumnWidth(place, needed)

    def _say(self, frame: Frame) -> None:
        """How many rows there are; where there are none, why, in the place of the rows."""
        n, plan = self.model.rowCount(), self.kit.session.plan()
        when = f" on {frame.date_label}" if plan.facts.is_dated else ""
        lens = f" · lens: {frame.lens_label}" if frame.lens_label else ""
        awaits = self.kit.session.awaits
        self.count.set_whole("" if awaits else f"{count_text(n, 'relationship')}{when}{lens}")
        if not len(frame.net.rel_ids):
            why = awaits or "This dataset has no relationships."
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
        self.save.setEnabled(n > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go to the rows."""
        super().showEvent(event)
        self.setFocus()

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
        if self._latest is not None:
            self._order(self._latest, is_new=False)
        self._mark(self.kit.session.view.selected, is_new=True)

    # -- selection

    def _mark(self, selected: str, *, is_new: bool) -> None:
        """Mark the row of what is selected; several rows the user has marked stay while the selection is as it was."""
        model, rows = self.view.selectionModel(), self.model.rows
        marked = self._marked()
        chosen = selection.find(self.kit.session.net, selected)
        wanted = rows.place_of(chosen.row) if rows is not None and chosen.kind == selection.RELATIONSHIP else -1
        if any(wanted in block for block in marked) or (sum(map(len, marked)) > 1 and not is_new):
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
        marked = self._marked()
        if sum(map(len, marked)) == 1 and self.model.rows is not None:
            self.kit.session.select(self.model.rows.target(marked[0][0]))

    def _marked(self) -> list[range]:
        """The marked rows in blocks, from the top; asking for each of a million takes long."""
        ranges = self.view.selectionModel().selection()
        blocks = {(each.top(), each.bottom()) for each in map(ranges.at, range(ranges.count())) if each.left() == 0}
        return [range(top, bottom + 1) for top, bottom in sorted(blocks)]

    # -- clipboard

    def copy_rows(self) -> None:
        """Put the marked rows, or all of them, on the clipboard."""
        if (rows := self._wanted()) is not None:
            self.out.copy(rows)

    def _drag(self) -> None:
        if (rows := self._wanted()) is not None:
            self.out.drag(rows, self.view)

    def _wanted(self) -> Rows | None:
        """The marked rows, or all of them."""
        marked, rows = self._marked(), self.model.rows
        if rows is None or not marked:
            return rows
        return rows.chosen(np.concatenate([np.array(block) for block in marked]))

    def _save(self) -> None:
        if self.model.rows is not None:
            self.out.ask_and_save(self.model.rows, self)


def _button(name: str, tip: str) -> QPushButton:
    button = QPushButton(name)
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(name.rstrip("…"))
    return button


class RowsView(QTableView):
    """A table that shows by a ring that the keyboard came to it; where one has clicked, the row says so."""

    dragged = Signal()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Marked rows are dragged: whoever knows what they say makes something of it."""
        self.dragged.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Look again whether there is a ring."""
        self._ring(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))
        super().focusInEvent(event)

    def _ring(self, is_on: bool) -> None:
        if self.property("ring") != is_on:
            self.setProperty("ring", is_on)
            self.style().unpolish(self)
            self.style().polish(self)


def _view(model: RowModel) -> RowsView:
    view = RowsView()
    view.setModel(model)
    view.setAccessibleName("Relationships")
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setDragEnabled(True)
    view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
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
