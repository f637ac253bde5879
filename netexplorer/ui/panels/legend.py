"""The left panel: the legend that is also the filter, with a count at this date for everything in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import ENDED
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import states_heading, turns_heading
from netexplorer.session.compared import turn_rows
from netexplorer.session.crowd import Crowd
from netexplorer.session.legend import LegendModel, LegendRow, legend_counts
from netexplorer.session.tallies import Tallies, legend_at
from netexplorer.session.wording import called, number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.comparison import ComparisonBox
from netexplorer.ui.panels.parts import Choice, column, grounded, more_button, scrolled, set_tone
from netexplorer.ui.panels.quiet import QuietRow
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import ElidedLabel, LineLabel, heading, plain_tip

COUNT_PX = 38
ROW_PX = 26
ENDED_ID = "\0ended"  # no state of a dataset can be called so
HOW_TO = "Click to hide or show, Alt+click to show only this."
FROM_NEAR = "So many relationships are drawn as density: what has ended is seen only from near, or where you select."
TITLES = {
    "turns": ("Compared", "channel"),
    "states": ("State on this date", "channel"),
    "sides": ("Sides", "actor"),
    "kinds": ("Actors", "actor"),
    "families": ("Relationships", "relationship"),
}


class Entry(Struct, frozen=True):
    """What a row shows; ``noun`` is what is counted."""

    row: LegendRow
    noun: str
    tip: str


class EntryButton(QuietRow):
    """One row: a sample, a label, a count. A click hides or shows it, with Alt it shows only this."""

    def __init__(self, toggle: Callable[[str], None], only: Callable[[str], None]) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self._toggle = toggle
        self._only = only
        self._entry: Entry | None = None
        self.sample = QLabel()
        self.label = ElidedLabel()
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.count = LineLabel("", "count", is_right=True)
        self.count.setFixedSize(COUNT_PX, ROW_PX)  # a fixed size lays out nothing when the text changes
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(9)
        row.addWidget(self.sample)
        row.addWidget(self.label, 1)
        row.addWidget(self.count)
        for part in (self.sample, self.label, self.count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def ident(self) -> str:
        """The id of the entry."""
        return self._entry.row.id if self._entry else ""

    def tell(self, entry: Entry) -> None:
        """Show an entry; what is as before is left alone."""
        old, self._entry = self._entry, entry
        row = entry.row
        if old is None or old.row.count != row.count:
            self.count.setText(number_text(row.count))
        if old is None or (old.row.label, old.row.possible) != (row.label, row.possible):
            self.label.set_whole(f"{row.label} · {number_text(row.possible)} possibly" if row.possible else row.label)
        if old is None or old.row.hidden != row.hidden:
            self.setChecked(not row.hidden)
            set_tone(self.label, "off" if row.hidden else "")
            set_tone(self.count, "count-off" if row.hidden else "count")
        if old is None or old != entry:
            noun = entry.noun if row.count == 1 else f"{entry.noun}s"
            state = "hidden" if row.hidden else "shown"
            possibly = f", of which {row.possible} only possibly" if row.possible else ""
            self.setAccessibleName(f"{row.label}, {row.count} {noun}{possibly}, {state}")
        if old is None or old.tip != entry.tip or (old.row.label, old.row.possible) != (row.label, row.possible):
            possibly = f": of these {number_text(row.possible)} only possibly" if row.possible else ""
            self.setToolTip(plain_tip(f"{row.label}{possibly}\n{entry.tip}" if entry.tip else row.label))

    def show_sample(self, pixmap: QPixmap | None) -> None:
        """Show what it looks like in the picture; without one the label begins at the edge."""
        self.sample.setVisible(pixmap is not None)
        if pixmap is not None:
            self.sample.setPixmap(pixmap)

    def make_room(self, widest: str) -> None:
        """No count is ever cut."""
        self.count.ensurePolished()
        wide = max(COUNT_PX, self.count.letters.width(widest) + 2)
        if wide != self.count.width():
            self.count.setFixedWidth(wide)

    def press(self, *, alone: bool = False) -> None:
        """Hide or show; or show only this."""
        (self._only if alone else self._toggle)(self.ident)

    def nextCheckState(self) -> None:
        """Only :meth:`tell` ticks it."""

    def open_menu(self, at: QPoint) -> QMenu:
        """The same by words."""
        menu = QMenu(self)
        menu.addAction("Hide" if self.isChecked() else "Show").triggered.connect(lambda _=False: self.press())
        menu.addAction("Show only this").triggered.connect(lambda _=False: self.press(alone=True))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside."""
        was_down = self.isDown()
        super().mouseReleaseEvent(event)
        is_inside = self.rect().contains(event.position().toPoint())
        if was_down and is_inside and event.button() == Qt.MouseButton.LeftButton:
            self.press(alone=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def event(self, event: QEvent) -> bool:
        """Space belongs to the row that has the focus; elsewhere it plays."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter click, with Alt alone; up and down go to the neighbours."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press(alone=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Section(QWidget):
    """A heading and its rows."""

    def __init__(self, field: str, kit: Kit, samples: Samples) -> None:
        super().__init__()
        self.field = field
        self._kit = kit
        self._samples = samples
        title, self._noun = TITLES[field]
        self.title = heading(title)
        self.all = more_button(self._show_all)
        self.all.setText("Show all")
        self.all.setAccessibleName(f"{title}: show all")
        self.all.hide()  # until something is hidden
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.all)
        self._column: QVBoxLayout = column(self, gap_px=0)
        self._column.addLayout(top)
        self._column.addSpacing(4)
        self.rows: list[EntryButton] = []
        self._ids: tuple[str, ...] = ()
        self._told: tuple[LegendRow, ...] = ()
        self.is_density = False

    def rebuild(self, rows: tuple[LegendRow, ...], most: int) -> None:
        """Have a row for each of these, as the dataset calls them, with room for counts up to ``most``."""
        self._ids = tuple(row.id for row in rows)
        while len(self.rows) < len(rows):
            self.rows.append(EntryButton(self._toggle, self._only))
            self._column.addWidget(self.rows[-1])
        for button in self.rows[len(rows) :]:
            self._column.removeWidget(button)
            button.deleteLater()
        del self.rows[len(rows) :]
        for button in self.rows:
            button.make_room(number_text(most))
        self._show_samples(rows)
        self.setVisible(bool(rows))

    def show_manner(self, *, is_density: bool) -> None:
        """Explain what density shows of a state, or what lines do."""
        self.is_density = is_density
        self._show_samples(self._told)
        self.tell(self._told)

    def _show_samples(self, rows: tuple[LegendRow, ...]) -> None:
        ratio = self.devicePixelRatioF()
        for button, row in zip(self.rows, rows, strict=True):
            button.show_sample(self._sample(row, ratio))

    def _sample(self, row: LegendRow, ratio: float) -> QPixmap | None:
        if self.field == "states":
            return self._samples.state_line(row.code, ratio, is_density=self.is_density)
        if self.field == "turns":
            return self._samples.turn_line(row.code, ratio, is_density=self.is_density)
        if self.field == "sides":
            return self._samples.side_dot(row.code, ratio)
        return self._samples.kind_mark(row.code, ratio) if self.field == "kinds" else None

    def tell(self, rows: tuple[LegendRow, ...]) -> None:
        """Show new counts."""
        self._told = rows
        for button, row in zip(self.rows, rows, strict=True):
            is_unseen = self.is_density and row.id == ENDED_ID
            button.tell(Entry(row, self._noun, FROM_NEAR if is_unseen else HOW_TO))
        hidden = any(row.hidden for row in rows)
        if self.all.isHidden() == hidden:
            self.all.setVisible(hidden)

    def _toggle(self, ident: str) -> None:
        session = self._kit.session
        if ident == ENDED_ID:
            session.update(ghosts=not session.view.ghosts)
        else:
            session.toggle_hidden(self.field, ident)

    def _only(self, ident: str) -> None:
        if ident == ENDED_ID:
            self._toggle(ident)
        else:
            self._kit.session.show_only(self.field, ident, tuple(each for each in self._ids if each != ENDED_ID))

    def _show_all(self) -> None:
        session = self._kit.session
        everything: dict[str, Any] = {f"hidden_{self.field}": ()}
        session.update(**everything, ghosts=session.view.ghosts or self.field == "states")


class LegendPanel(QFrame):
    """Lens, states, sides, kinds and families. While time moves only counts are told."""

    def __init__(self, kit: Kit, run: Callable[[str], None]) -> None:
        super().__init__()
        self.kit = kit
        self.setObjectName("legend")
        self.setAccessibleName("Legend and filters")
        self.setMinimumWidth(170)
        self.samples = Samples(kit)
        self.lens = Choice("Lens", lambda ident: kit.session.update(lens=ident))
        self.lens.setToolTip(plain_tip("A saved filter of the dataset (Ctrl+L: the next one)"))
        self.sections = {field: Section(field, kit, self.samples) for field in TITLES}
        inner = QWidget()
        grounded(inner)
        rows = column(inner, gap_px=16, margins=(6, 12, 6, 16))
        for section in self.sections.values():
            rows.addWidget(section)
        rows.addStretch(1)
        self._lens_box = QWidget()
        box = column(self._lens_box, gap_px=6, margins=(14, 14, 14, 0))
        box.addWidget(heading("Lens"))
        box.addWidget(self.lens)
        whole = column(self, gap_px=0)
        whole.addWidget(self._lens_box)
        self.comparison = ComparisonBox(kit, run)
        whole.addWidget(self.comparison)
        whole.addWidget(scrolled(inner), 1)
        self._listed: dict[str, tuple[int, ...]] = {}
        self._has_ends = False
        self._is_density = False

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the counts of this frame, and other rows only when lens or dataset are others."""
        turns = turn_rows(self.kit.session, frame)
        self._show(reasons, lambda: replace(legend_counts(frame, self.kit.session.plan()), turns=turns))

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """The same for a crowd, without a frame of it."""
        turns = turn_rows(self.kit.session)
        self._show(reasons, lambda: replace(legend_at(tallies, crowd), turns=turns))

    def show_manner(self, is_density: bool) -> None:
        """The network is drawn as density from now on, or as lines; the other pages have no density."""
        self._is_density = is_density
        is_seen = is_density and self.kit.session.view.page == "network"
        for field in ("turns", "states"):
            if self.sections[field].is_density != is_seen:
                self.sections[field].show_manner(is_density=is_seen)

    def _show(self, reasons: Reasons, count: Callable[[], LegendModel]) -> None:
        if "page" in reasons:
            self.show_manner(self._is_density)
        if not reasons & {"data", "date", "filter", "theme", "compare"}:
            return
        if reasons & {"data", "theme"}:
            self.comparison.dress()
        self.comparison.show_view()
        model = count()
        if reasons & {"data", "filter", "theme", "compare"}:
            self._rebuild(model, anew=bool(reasons & {"data", "theme"}))
        for field, section in self.sections.items():
            section.tell(self._rows(model, field))

    def _rows(self, model: LegendModel, field: str) -> tuple[LegendRow, ...]:
        rows = {
            "turns": model.turns,
            "states": model.states,
            "sides": model.sides,
            "kinds": model.kinds,
            "families": model.families,
        }[field]
        chosen = tuple(rows[place] for place in self._listed[field])
        if field == "states" and self._has_ends:
            hidden = not self.kit.session.view.ghosts
            chosen += (LegendRow(ENDED_ID, "Ended", model.ended, hidden, ENDED),)
        return chosen

    def _rebuild(self, model: LegendModel, *, anew: bool) -> None:
        plan = self.kit.session.plan()
        net, actors = plan.net, plan.lens_actors
        self.sections["turns"].title.setText(turns_heading(net))
        self.sections["states"].title.setText(states_heading(net))
        known = (net.change_start[1:] > net.change_start[:-1]) & plan.lens_rels
        self._has_ends = bool((net.change_to[net.change_start[1:][known] - 1] <= net.last).any())
        listed = {
            "turns": tuple(range(len(model.turns))),
            "states": tuple(range(len(model.states))),
            "sides": _present(model.sides, net.actor_side[actors]),
            "kinds": _present(model.kinds, net.actor_kind[actors]),
            "families": _present(model.families, net.rel_family[plan.lens_rels]),
        }
        for field, section in self.sections.items():
            before = self._listed.get(field)
            self._listed[field] = listed[field]
            if anew or before != listed[field] or len(self._rows(model, field)) != len(section.rows):
                counted = net.actor_ids if TITLES[field][1] == "actor" else net.rel_ids
                section.rebuild(self._rows(model, field), len(counted))
        self._offer_lenses()

    def _offer_lenses(self) -> None:
        session = self.kit.session
        labels = {lens.id: called(lens) for lens in session.net.dataset.lenses}
        rows = [(ident, labels.get(ident, "Everything")) for ident in session.lens_ids()]
        if session.view.lens not in session.lens_ids():
            rows.append((session.view.lens, labels.get(session.view.lens, "Everything")))
        self.lens.offer(rows, session.view.lens)
        argb = self.kit.style.text_muted
        self.lens.setIcon(self.kit.icons.icon("filter", argb, size_px=14))
        self.lens.show_arrow(self.kit.icons.pixmap("chevron-down", argb, 14, self.devicePixelRatioF()))
        self._lens_box.setVisible(len(rows) > 1)


def _present(rows: tuple[LegendRow, ...], codes: np.ndarray[tuple[int], np.dtype[np.int16]]) -> tuple[int, ...]:
    """The places of the rows that something in the lens has; what is hidden stays, so that it can be shown."""
    there = set(distinct(codes).tolist())
    return tuple(place for place, row in enumerate(rows) if row.code in there or row.hidden)
