"""Who says so: all sources and publishers with how many changes cite them, and the network as one of them tells it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QWidget

from netexplorer.graph.hearing import as_told, omission
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.session.certain import hear, hear_publisher, hear_source
from netexplorer.session.search import fold
from netexplorer.session.witnesses import Witness, horizon, omission_text, source_witnesses
from netexplorer.session.wording import number_text
from netexplorer.ui.dialogs.base import Dialog, Segments, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import plain_label, plain_tip

Index = QModelIndex | QPersistentModelIndex
HEADS = {"publisher": ("Publisher", "Sources", "Changes"), "source": ("Source", "What it is", "Changes")}
NAME_PX, COUNT_PX, ROW_PX = 250, 84, 30
MANY = 20_000  # changes from which what is left out is not worked out for a mere look


class WitnessModel(QAbstractTableModel):
    """Sources or publishers as rows: what they are called, more of them, how many changes cite them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Witness, ...] = ()
        self.kind = "publisher"

    def show(self, kind: str, rows: tuple[Witness, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.kind, self.rows = kind, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many pass."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Name, detail, count."""
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The texts of a row."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.detail, number_text(row.changes))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.name}\n{row.detail}")
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are called."""
        if side == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[self.kind][section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class WitnessesDialog(Dialog):
    """A list that is searched; Enter or a double click shows the network as the chosen one tells it."""

    def __init__(self, kit: Kit, parent: QWidget | None) -> None:
        super().__init__(kit, "As a source tells it", parent)
        sources, publishers = source_witnesses(kit.session.net)
        self._all = {"publisher": publishers, "source": sources}
        now = kit.session.view.testimony
        rows = [(kind, f"{word} {number_text(len(self._all[kind]))}") for kind, word in _KINDS]
        self.kind = Segments(
            "List", rows, "source" if now.source or not publishers else "publisher", self.show_matching
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a name, a title or an author")
        self.field.setAccessibleName("Find a name, a title or an author")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.show_matching)
        self.model = WitnessModel(self)
        self.table = _table(self.model)
        self.table.doubleClicked.connect(lambda _: self.choose())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.words = plain_label("", "muted", wrap=True)
        self.words.setMinimumHeight(36)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.kind)
        top.addWidget(self.field, 1)
        whole = column(self, gap_px=12, margins=(20, 18, 20, 16))
        whole.addWidget(plain_label(ABOUT, "muted", wrap=True))
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.words)
        self.apart = push("Show the network as it tells it", self.choose, look="primary")
        self.apart.setDefault(True)
        self.everybody = push("Hear everybody", self.hear_everybody)
        self.everybody.setEnabled(bool(now))
        whole.addLayout(button_line(self.everybody, push("Close", self.reject), self.apart))
        self.fit(760, 600)
        self.show_matching()
        self._select(now)
        self.field.setFocus()

    @property
    def chosen(self) -> Witness | None:
        """The row that is selected."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def show_matching(self) -> None:
        """Show those that have every word; the first of them is selected."""
        words = fold(self.field.text()).split()
        kind = self.kind.chosen
        found = tuple(
            each for each in self._all[kind] if all(word in fold(f"{each.name} {each.detail}") for word in words)
        )
        self.model.show(kind, found)
        if found:
            self.table.selectRow(0)
        self._tell()

    def choose(self) -> None:
        """Show the network as the chosen one tells it."""
        chosen = self.chosen
        if chosen is not None:
            wish, session = chosen.testimony, self.kit.session
            hear_source(session, wish.source) if wish.source else hear_publisher(session, wish.publisher)
            self.accept()

    def hear_everybody(self) -> None:
        """Leave nothing out any more."""
        hear(self.kit.session, EVERYBODY)
        self.accept()

    def _select(self, now: Testimony) -> None:
        for row, each in enumerate(self.model.rows):
            if (each.testimony.source, each.testimony.publisher) == (now.source, now.publisher):
                self.table.selectRow(row)

    def _tell(self) -> None:
        """What would be left out."""
        chosen, whole = self.chosen, self.kit.session.whole
        self.apart.setEnabled(chosen is not None)
        if chosen is None:
            self.words.setText("Nothing matches." if self.field.text() else "This dataset names no sources.")
            return
        until = horizon(whole.dataset, chosen.testimony)
        parts = [f"Published {until}: what came later it cannot know." if until else ""]
        if len(whole.change_rel) <= MANY:
            net = as_told(whole, chosen.testimony)
            parts.insert(0, f"It tells {omission_text(net, omission(net))}.")
        self.words.setText(" ".join(part for part in parts if part))


ABOUT = (
    "Choose one source or one publisher: the network then shows what it alone supports. A channel is in the state of "
    "the last change that cites it; channels of which it says nothing are left out."
)
_KINDS = (("publisher", "Publishers"), ("source", "Sources"))


def _table(model: WitnessModel) -> QTableView:
    table = QTableView()
    table.setAccessibleName("Sources and publishers")
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_PX)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    head.resizeSection(0, NAME_PX)
    head.resizeSection(2, COUNT_PX)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
