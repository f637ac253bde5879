"""The records of an added file as rows: what they are called, what stands in ours and in theirs, and what is chosen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from netexplorer.graph.merge import Choice, Difference, Merge, Part, Verdict, name_of
from netexplorer.graph.schema import Relationship
from netexplorer.ui.icons import rgb_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("List", "Name", "Here", "In the added file", "")
LIST, NAME, OURS, THEIRS, LAST = range(5)
NOUNS = {"kinds": "kind", "sides": "side", "states": "state", "types": "type", "lenses": "lens"}
MOST_MADE = 400  # rows whose texts are kept


class Place(Struct, frozen=True):
    """A record of the added file: its list, and its row there."""

    part: Part
    row: int

    @property
    def key(self) -> tuple[str, int]:
        """What a choice knows it by."""
        return self.part.name, self.row

    @property
    def is_clash(self) -> bool:
        """An actor whose id is that of another one, so that both are kept."""
        return self.part.name == "actors" and self.row in self.part.clashes and int(self.part.rows[self.row]) < 0


class Section:
    """The records with one verdict, over all lists; actors whose id is somebody else's stand among the conflicts."""

    def __init__(self, merge: Merge, verdict: Verdict) -> None:
        self.merge, self.verdict = merge, verdict
        self._rows: list[tuple[Part, npt.NDArray[np.int64]]] = []
        for part in merge.parts:
            rows = part.of(verdict)
            if part.name == "actors" and part.clashes and verdict in ("new", "conflict"):
                new = part.of("new")
                clashes = new[np.isin(new, list(part.clashes))]
                rows = np.setdiff1d(rows, clashes) if verdict == "new" else np.union1d(rows, clashes)
            if rows.size:
                self._rows.append((part, rows))
        self._starts = np.cumsum([0, *(rows.size for _, rows in self._rows)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __getitem__(self, place: int) -> Place:
        at = int(np.searchsorted(self._starts, place, side="right")) - 1
        part, rows = self._rows[at]
        return Place(part, int(rows[place - int(self._starts[at])]))


class RowModel(QAbstractTableModel):
    """The rows of one section; the texts of a row are made when it is painted."""

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._names: dict[str, str] = {}
        self.section: Section | None = None
        self.choice = Choice()
        self._made: dict[int, tuple[str, ...]] = {}

    def show(self, section: Section, choice: Choice) -> None:
        """Show a section."""
        self.beginResetModel()
        self.section, self.choice = section, choice
        self._made.clear()
        self.endResetModel()

    def choose(self, choice: Choice) -> None:
        """Show what is chosen now."""
        self.choice = choice
        self._made.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, LAST), self.index(self.rowCount() - 1, LAST))

    def differences(self, place: Place) -> list[Difference]:
        """In what a record differs from ours; what contradicts comes first."""
        assert self.section is not None
        found = self.section.merge.differences(place.part, place.row)
        return sorted(found, key=lambda each: not each.is_conflict)

    def cells(self, at: int) -> tuple[str, ...]:
        """The texts of a row."""
        if at not in self._made:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            self._made[at] = self._cells(at)
        return self._made[at]

    def _cells(self, at: int) -> tuple[str, ...]:
        assert self.section is not None
        place = self.section[at]
        part = place.part
        shown = [each for each in self.differences(place) if each.is_conflict or self.section.verdict == "fills"]
        if place.is_clash:
            ours = next((each for each in part.ours if each.id == part.theirs[place.row].id), None)
            here = f"{ours.name or ours.id}" if ours is not None else ""
            texts = (here, part.theirs[place.row].name or part.theirs[place.row].id)
        else:
            texts = (" · ".join(_said(each.field, each.ours) for each in shown if each.ours),
                     " · ".join(_said(each.field, each.theirs) for each in shown))  # fmt: skip
        last = chosen(self.choice, place) if self.section.verdict == "conflict" else part.told.get(place.row, "")
        noun = NOUNS.get(part.name, part.name[:-1]).capitalize()
        return (noun, self._called(place), *texts, last[:1].upper() + last[1:])

    def _called(self, place: Place) -> str:
        """What a record is called here; a new one, or one whose namesake by id stays apart, as it is called there."""
        assert self.section is not None
        part, merge = place.part, self.section.merge
        at = int(part.rows[place.row])
        if at >= 0:
            return name_of(part.ours[at])
        record = part.theirs[place.row]
        if not isinstance(record, Relationship) or record.label:
            return name_of(record)
        if not self._names:
            self._names = {actor.id: actor.name for actor in merge.other.actors}
        ends = (self._names.get(ident) or ident for ident in (record.source, record.target))
        return " – ".join(ends) + (f" ({record.type})" if record.type else "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One for each record."""
        return 0 if parent.isValid() or self.section is None else len(self.section)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As in ``COLUMNS``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain text."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells(index.row())[index.column()][:300]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.cells(index.row())[index.column()])
        if index.column() == LAST and self.section is not None and self.section.verdict == "conflict":
            if role == Qt.ItemDataRole.DecorationRole:
                return self._kit.icons.icon("chevron-down", size_px=14)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(rgb_text(self._kit.style.accent))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            is_conflict = self.section is not None and self.section.verdict == "conflict"
            return COLUMNS[section] or ("Choice" if is_conflict else "Note")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


def chosen(choice: Choice, place: Place) -> str:
    """What is done with a record that contradicts."""
    if place.is_clash:
        return "Keep both"
    return "Take theirs" if choice.takes_theirs(*place.key) else "Keep ours"


def _said(field: str, text: str) -> str:
    return text if field == "changes" else f"{field}: {text}"
