"""The columns of a table: its first rows as they are understood, and above each column what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QScrollArea, QTableView, QWidget

from netexplorer.session import howwords
from netexplorer.session.howread import HowRead
from netexplorer.session.howseen import Cell, Column, Seen
from netexplorer.ui.dialogs.base import TickBox
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, FlowLayout, Pool, column, set_shown
from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip

CHOICE_PX = 158
NARROWEST_PX, WIDEST_PX = 158, 264  # of a column
PAD_PX = 30
ROLE_PAD_PX = 64  # beside the words in the field of a role
ROW_PX = 26
ALL_SHEETS = ""
MORE = ("…", "More…")
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """The first cells of some columns: as they stand, what they are understood as, and what is wrong with them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.columns: tuple[Column, ...] = ()

    def show(self, columns: tuple[Column, ...]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are shown."""
        return len(self.columns[0].cells) if self.columns and not parent.isValid() else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour and tip of a cell."""
        col = self.columns[index.column()]
        cell = col.cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{col.name}: {words_of(cell)}{', ' + cell.trouble if cell.trouble else ''}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{cell.text}: {cell.trouble}" if cell.trouble else words_of(cell))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(col, cell)
        return None

    def _colour(self, col: Column, cell: Cell) -> QColor | None:
        style = self._kit.style
        argb = style.worst if cell.trouble else style.text_faint if col.role == "ignore" else None
        return QColor.fromRgba(argb) if argb is not None else None


def words_of(cell: Cell) -> str:
    """A cell with what it is understood as."""
    if cell.trouble:
        return f"✕ {cell.text}" if cell.text else "✕"
    return f"{cell.text}  →  {cell.meaning}" if cell.meaning else cell.text


class Head(QWidget):
    """The name of a column, and what it is."""

    def __init__(self, kit: Kit, page: ColumnsPage) -> None:
        super().__init__()
        self._name = ElidedLabel("", "strong")
        self._page = page
        self._table = ""
        self._role = ""
        self.role = Choice("", self._choose)
        self.role.show_arrow(arrow(kit, self))
        rows = column(self, gap_px=4, margins=(6, 4, 6, 6))
        rows.addWidget(self._name)
        rows.addWidget(self.role)

    def tell(self, told: tuple[Column, str]) -> None:
        """Show a column of a table of some kind."""
        col, table = told
        self._name.set_whole(col.name)
        self.role.name = f"What the column {col.name} is"
        self._table, self._role = table, col.role
        self.role.offer([*howwords.roles_for(table, col.role), MORE], col.role)
        self.role.setToolTip(plain_tip(f"Guessed, as {col.reason}." if col.reason else ""))
        self.role.setEnabled(bool(col.role))
        if not col.role:
            self.role.set_whole("–")

    def _choose(self, role: str) -> None:
        if role != MORE[0]:
            self._page.how.set_role(self._name.whole(), role)
            return
        self.role.offer(howwords.roles_for(self._table, self._role, rare=True), self._role)
        self.role.open_list()


def arrow(kit: Kit, widget: QWidget) -> Any:
    """The sign that a list opens."""
    return kit.icons.pixmap("chevron-down", kit.style.text_muted, 14, widget.devicePixelRatioF())


class RolesTable(QFrame):
    """The heads of all columns, and the rows below; both scroll sideways together."""

    def __init__(self, kit: Kit, page: ColumnsPage) -> None:
        super().__init__()
        self._page = page
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.heads: Pool[tuple[Column, str]] = Pool(row, lambda: Head(kit, page), _tell_head)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._strip)
        self.rows = Rows(kit)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName("The first rows")
        self.table.setProperty("ring", "true")
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        upper, lower = self._area.horizontalScrollBar(), self.table.horizontalScrollBar()
        upper.valueChanged.connect(lower.setValue)
        lower.valueChanged.connect(upper.setValue)
        whole = column(self, gap_px=0)
        whole.addWidget(self._area)
        whole.addWidget(self.table, 1)

    def tell(self, seen: Seen) -> None:
        """Show what was seen."""
        self.heads.show([(col, seen.plan.table) for col in seen.columns])
        widths = [self._width(col, seen.plan.table) for col in seen.columns]
        for head, width in zip(self.heads.shown, widths, strict=True):
            head.setFixedWidth(width)
        self._strip.setMinimumWidth(sum(widths) + self.table.verticalScrollBar().sizeHint().width())
        before: QWidget = self._page.header
        for head in self.heads.shown:  # they are made one by one, and would else come last
            if isinstance(head, Head):
                QWidget.setTabOrder(before, head.role)
                before = head.role
        QWidget.setTabOrder(before, self.table)
        self._area.setFixedHeight(self._strip.sizeHint().height())
        if seen.columns != self.rows.columns:
            at = self.table.horizontalScrollBar().value()
            self.rows.show(seen.columns)
            for place, width in enumerate(widths):
                self.table.setColumnWidth(place, width)
            self.table.horizontalScrollBar().setValue(at)

    def _width(self, col: Column, table: str) -> int:
        """Room for what a column is and for most of its cells, within bounds."""
        letters = self.table.fontMetrics()
        longest = max((letters.horizontalAdvance(words_of(cell)) for cell in col.cells), default=0)
        role = dict(howwords.roles_for(table, col.role)).get(col.role, "")
        return min(max(longest + PAD_PX, letters.horizontalAdvance(role) + ROLE_PAD_PX, NARROWEST_PX), WIDEST_PX)


def _tell_head(widget: QWidget, told: tuple[Column, str]) -> None:
    if isinstance(widget, Head):
        widget.tell(told)


class Captioned(QWidget):
    """A choice with its name above it."""

    def __init__(self, kit: Kit, name: str, choose: Callable[[str], object]) -> None:
        super().__init__()
        self.choice = Choice(name, choose)
        self.choice.show_arrow(arrow(kit, self))
        self.setFixedWidth(CHOICE_PX)
        rows = column(self, gap_px=3)
        rows.addWidget(plain_label(name, "small"))
        rows.addWidget(self.choice)


class ColumnsPage(QWidget):
    """How a table is cut into cells, and what its columns are."""

    def __init__(self, kit: Kit, how: HowRead) -> None:
        super().__init__()
        self.how = how
        say = how.set_plain
        self.kind = Captioned(kit, "Each row is", how.set_table)
        self.sheet = Captioned(kit, "Sheet", how.set_sheet)
        self.delimiter = Captioned(kit, "Cells are parted by", lambda sign: how.set_text("delimiter", sign))
        self.encoding = Captioned(kit, "Letters", lambda name: how.set_text("encoding", name))
        self.order = Captioned(kit, "Order of dates", lambda order: say("date_order", order))
        self.direction = Captioned(kit, "Relationships are", lambda way: say("directed", way == "directed"))
        self.header = TickBox(kit, "The first row has names", is_on=True)
        self.header.toggled.connect(lambda is_on: how.set_text("header", is_on))
        flow = FlowLayout(gap_px=10)
        for part in (self.sheet, self.kind, self.direction, self.order, self.delimiter, self.encoding):
            flow.addWidget(part)
        options = QWidget()
        options.setLayout(flow)
        self.table = RolesTable(kit, self)
        whole = column(self, gap_px=10)
        whole.addWidget(options)
        whole.addWidget(self.header)
        whole.addWidget(self.table, 1)

    def tell(self, seen: Seen) -> None:
        """Show what was seen."""
        plan = seen.plan
        self._tell_sheets(seen)
        self.kind.choice.offer(howwords.KINDS, plan.table or "nodes")
        self.direction.choice.offer((("directed", "Directed"), ("mutual", "Mutual")), _way(plan.directed))
        self.order.choice.offer(howwords.ORDERS, plan.date_order)
        self.delimiter.choice.offer(howwords.with_own(howwords.DELIMITERS, plan.delimiter), plan.delimiter)
        encoding = howwords.encoding_of(plan)
        self.encoding.choice.offer(howwords.with_own(howwords.ENCODINGS, encoding), encoding)
        set_shown(self.delimiter, seen.is_text)
        set_shown(self.encoding, seen.is_text)
        set_shown(self.direction, plan.table != "nodes")
        set_shown(self.order, bool(plan.date_order))
        self.header.blockSignals(True)
        self.header.setChecked(plan.header is not False)
        self.header.blockSignals(False)
        self.table.tell(seen)

    def _tell_sheets(self, seen: Seen) -> None:
        names = [name for name in seen.sheets if name]
        set_shown(self.sheet, len(names) > 1)
        together = "All together"
        self.sheet.choice.offer([(ALL_SHEETS, together), *((name, name) for name in names)], seen.ask.network)


def _way(is_directed: bool | None) -> str:
    return "directed" if is_directed else "mutual"
