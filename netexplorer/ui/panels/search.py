"""The search box: actors by any name in any script, relationships, events, commands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeView, QWidget

from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import lens_mask
from netexplorer.graph.states import states_at
from netexplorer.session import selection, travel
from netexplorer.session.commands import COMMANDS, command
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Remedy
from netexplorer.session.resolve import Plan
from netexplorer.session.search import Hit, SearchIndex, find, is_large, make_index
from netexplorer.session.session import Session
from netexplorer.ui.actions import Actions
from netexplorer.ui.icons import rgb_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import column
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import Popover, plain_label, plain_tip

Index = QModelIndex | QPersistentModelIndex
WIDTH_PX, MARGIN_PX = 580, 8
MOST_HITS, MOST_RECENT = 12, 5
OFFERED = ("go-to-date", "export", "show-all", "lens-next", "page-table", "shortcuts")
PREPARE, FIND = "search-index", "search"  # kinds of jobs
PREPARING = "Preparing the search…"
OUTSIDE, HIDDEN = "outside this lens", "hidden in the legend"
KINDS = {"actor": "Actor", "relationship": "Relationship", "event": "Event", "command": "Command"}


class HitModel(QAbstractTableModel):
    """Hits in two columns: what it is called, and what it is."""

    def __init__(self, kit: Kit, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._samples = samples
        self._states: npt.NDArray[np.int8] | None = None  # looked up when a relationship was found
        self._plan = kit.session.plan()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self._states = None
        self._plan = self._kit.session.plan()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One for each hit."""
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Name and detail."""
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain text, a picture of the thing, and words for assistive readers."""
        hit = self.hits[index.row()]
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return hit.title[:200] if index.column() == 0 else self._detail(hit)
        if role == roles.DecorationRole and index.column() == 0:
            return self._icon(hit)
        if role == roles.ForegroundRole and (index.column() == 1 or _absence(self._plan, hit)):
            return QColor(rgb_text(self._kit.style.text_muted))
        if role == roles.ToolTipRole:
            return plain_tip(f"{hit.title[:200]}\n{self._detail(hit)}")
        if role == roles.AccessibleTextRole:
            return f"{KINDS[hit.kind]}: {hit.title[:200]}, {self._detail(hit)}"
        return None

    def _detail(self, hit: Hit) -> str:
        return " · ".join(text for text in (_absence(self._plan, hit), hit.detail[:200]) if text)

    def _icon(self, hit: Hit) -> QIcon:
        net = self._kit.session.net
        if hit.kind == "command":
            return self._kit.icons.icon(command(hit.id).icon or "chevron-right")
        row = selection.find(net, hit.id).row
        if row < 0:
            return QIcon()
        if hit.kind == "actor":
            return self._samples.kind_icon(int(net.actor_kind[row]), int(net.actor_side[row]))
        if hit.kind == "relationship":
            if self._states is None:
                self._states = states_at(net, self._kit.session.view.t)
            return self._samples.line_icon(int(self._states[row]))
        return self._samples.event_icon()


class SearchPalette(Popover):
    """A field over the search box and what was found below it. Enter takes the row that is marked.

    In a large network the index is made by a job, and so is every search; the last one wins.
    """

    def __init__(self, kit: Kit, actions: Actions, parent: QWidget, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._actions = actions
        self._jobs = jobs or Jobs("now")
        self._index: tuple[TemporalNetwork, SearchIndex | None] | None = None  # none while it is being made
        self._is_finding = False
        self._takes_first = False  # Enter was pressed before the answer was there
        self._recent: list[Hit] = []
        self.setAccessibleName("Search")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find an actor, channel or event, or a command")
        self.field.setAccessibleName("Search")
        self.clear = QAction("Clear", self.field)
        self.clear.triggered.connect(self.field.clear)
        self.field.addAction(self.clear, QLineEdit.ActionPosition.TrailingPosition)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.model = HitModel(kit, Samples(kit), self)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderHidden(True)
        self.list.setUniformRowHeights(True)
        self.list.setIconSize(QSize(22, 18))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Results")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda index: self.take(index.row()))
        self.list.header().setStretchLastSection(True)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.list.header().setMinimumSectionSize(0)
        self.hint = plain_label("", "faint")
        rows = column(self, gap_px=6, margins=(MARGIN_PX, MARGIN_PX, MARGIN_PX, 10))
        for part in (self.field, self.list, self.hint):
            rows.addWidget(part)

    # -- open and close

    def open_below(self, anchor: QWidget) -> None:
        """Open over ``anchor``, which looks like the field, inside the window; to its right nothing is covered."""
        self.clear.setIcon(self.kit.icons.icon("x", self.kit.style.text_muted))
        self.field.clear()
        self._find("")
        window = anchor.window()
        edge = anchor.mapTo(window, QPoint(anchor.width() + MARGIN_PX, 0)).x()
        width = min(max(WIDTH_PX, anchor.width() + 2 * MARGIN_PX), edge - MARGIN_PX)
        self.setFixedWidth(width)
        self.list.setColumnWidth(0, int((width - 2 * MARGIN_PX) * 0.52))
        self._fit()
        top = anchor.mapTo(window, QPoint(0, -MARGIN_PX)).y()
        self.move(window.mapToGlobal(QPoint(edge - width, max(top, 4))))
        self.show()
        self.field.setFocus()

    def _fit(self) -> None:
        row = max(self.list.sizeHintForRow(0), 28) if self.model.hits else 0
        self.list.setVisible(bool(self.model.hits))
        self.list.setFixedHeight(row * len(self.model.hits) + 4)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list, everything else to the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """Take the row that is marked, or the first one as soon as it is known."""
        if self._is_finding or (self.field.text().strip() and self._made_index() is None):
            self._takes_first = True
        else:
            self.take(self.list.currentIndex().row())

    def _step(self, count: int) -> None:
        if self.model.hits:
            row = min(max(self.list.currentIndex().row() + count, 0), len(self.model.hits) - 1)
            self.list.setCurrentIndex(self.model.index(row, 0))

    # -- finding

    def _find(self, text: str) -> None:
        self.clear.setVisible(bool(text))
        self._takes_first = False
        index = self._made_index()
        if not text.strip():
            self._stop()
            self._show(self._suggestions())
        elif index is None:
            self._show((), PREPARING)
        elif is_large(self.kit.session.net):
            self._is_finding = True
            self._jobs.submit(FIND, (index, text, MOST_HITS), find, self._found)
        else:
            self._show(index.find(text, MOST_HITS))

    def _made_index(self) -> SearchIndex | None:
        """The index of the open dataset; none while a job makes it."""
        net = self.kit.session.net
        if self._index is not None and self._index[0] is net:
            return self._index[1]
        self._stop()
        self._recent.clear()
        if not is_large(net):
            self._index = (net, SearchIndex(net, COMMANDS))
            return self._index[1]

        def made(index: SearchIndex) -> None:
            self._index = (net, index)
            if self.isVisible() and self.kit.session.net is net and self.field.text().strip():
                takes_first = self._takes_first
                self._find(self.field.text())
                self._takes_first = takes_first and self._is_finding

        self._index = (net, None)
        self._jobs.submit(PREPARE, (net, COMMANDS), make_index, made)
        return self._index[1]

    def _found(self, hits: tuple[Hit, ...]) -> None:
        takes_first, self._is_finding, self._takes_first = self._takes_first, False, False
        self._show(hits)
        if takes_first:
            self.take(0)

    def _stop(self) -> None:
        """Forget the search that is under way."""
        self._is_finding = False
        self._jobs.cancel(FIND)

    def _show(self, hits: tuple[Hit, ...], words: str = "Nothing is called so.") -> None:
        self.model.show(hits)
        if hits:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.hint.setText("↑ ↓ to choose, Enter to go there, Esc to close" if hits else words)
        self._fit()

    def _suggestions(self) -> tuple[Hit, ...]:
        self._actions.refresh()
        rows = [command(ident) for ident in OFFERED if self._actions.by_id[ident].isEnabled()]
        return (*self._recent, *(Hit("command", row.id, row.title, row.shortcut, 0) for row in rows))

    # -- going there

    def take(self, row: int) -> None:
        """Go to what a row names."""
        if not 0 <= row < len(self.model.hits):
            return
        hit = self.model.hits[row]
        self.close()
        if hit.kind == "command":
            self._actions.run(hit.id)
            return
        self._actions.shell.set_playing(False)
        self._recent = [hit, *(each for each in self._recent if each.id != hit.id)][:MOST_RECENT]
        go_to(self.kit.session, hit)


def go_to(session: Session, hit: Hit) -> None:
    """Select what was found; an event also moves the date. Says so when it is not in the picture."""
    net = session.net
    chosen = selection.find(net, hit.id)
    if chosen.kind == selection.EVENT:
        tick = int(net.event_tick[chosen.row])
        t = travel.clamp(net, tick) if tick > BEGINNING else session.view.t
        session.update(selected=hit.id, t=t)
        return
    session.select(hit.id)
    plan, title = session.plan(), hit.title[:80]
    absence = _absence(plan, hit)
    if absence == OUTSIDE:
        lens = f"the lens {plan.lens_label}" if plan.lens_label else "the lens"
        session.notices.say(
            f"{title} is not part of {lens}, so the picture does not show it.",
            remedy=Remedy("Show everything", lambda: _show_everything(session)),
        )
    elif absence:
        session.notices.say(f"{title} is hidden in the legend, so the picture does not show it.")


def _show_everything(session: Session) -> None:
    """Use the lens that leaves nothing out; what is selected stays so."""
    net, ids = session.net, session.lens_ids()
    session.update(lens="" if "" in ids else next(ident for ident in ids if lens_mask(net, ident).all()))


def _absence(plan: Plan, hit: Hit) -> str:
    """Why the picture does not show what was found; empty when it may."""
    if hit.kind not in ("actor", "relationship"):
        return ""
    chosen = selection.find(plan.facts.net, hit.id)
    if chosen.row < 0:
        return ""
    if chosen.kind == selection.ACTOR:
        in_lens, passes = bool(plan.lens_actors[chosen.row]), bool(plan.actor_ok[chosen.row])
    else:
        in_lens, passes = bool(plan.lens_rels[chosen.row]), bool(plan.mask[chosen.row])
    return OUTSIDE if not in_lens else "" if passes else HIDDEN
