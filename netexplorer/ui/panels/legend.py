"""The left panel: the legend that is also the filter, with a count at this date for everything in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from msgspec.structs import replace
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import ENDED
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import states_heading, turns_heading
from netexplorer.session.compared import turn_rows
from netexplorer.session.crowd import Crowd
from netexplorer.session.doubts import doubts
from netexplorer.session.legend import LegendModel, LegendRow, in_lens, legend_counts
from netexplorer.session.tallies import Tallies, legend_at
from netexplorer.session.wording import called, number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.comparison import ComparisonBox
from netexplorer.ui.panels.doubtkey import DoubtKey
from netexplorer.ui.panels.legendrow import Entry, EntryButton
from netexplorer.ui.panels.parts import Choice, column, more_button, scrolled
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import heading, plain_tip

ENDED_ID = "\0ended"  # no state of a dataset can be called so
TOLD = frozenset(("data", "date", "filter", "theme", "compare"))  # what changes a count or a heading
HOW_TO = "Click to hide or show, Alt+click to show only this."
FROM_NEAR = "So many relationships are drawn as density: what has ended is seen only from near, or where you select."
TITLES = {
    "turns": ("Compared", "channel"),
    "states": ("State on this date", "channel"),
    "sides": ("Sides", "actor"),
    "kinds": ("Actors", "actor"),
    "families": ("Relationships", "relationship"),
}


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
        self._ids, self._told = tuple(row.id for row in rows), ()
        while len(self.rows) < len(rows):
            vague = self.field in ("states", "turns")
            self.rows.append(EntryButton(self._kit, self._toggle, self._only, may_be_possible=vague))
            self._column.addWidget(self.rows[-1])
        for button in self.rows[len(rows) :]:
            self._column.removeWidget(button)
            button.deleteLater()
        del self.rows[len(rows) :]
        for button in self.rows:
            button.face.make_room(number_text(most))
        self._show_samples(rows)
        self.setVisible(bool(rows))

    def show_manner(self, *, is_density: bool) -> None:
        """Explain what density shows of a state, or what lines do."""
        self.is_density = is_density
        self._show_samples(self._told)
        told, self._told = self._told, ()
        self.tell(told)

    def _show_samples(self, rows: tuple[LegendRow, ...]) -> None:
        ratio = self.devicePixelRatioF()
        for button, row in zip(self.rows, rows, strict=True):
            button.face.show_sample(self._sample(row, ratio))

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
        if rows == self._told:
            return
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
        rows = column(inner, gap_px=16, margins=(6, 12, 6, 16))
        for section in self.sections.values():
            rows.addWidget(section)
        self.doubts = DoubtKey(kit, self.samples)
        below = rows.indexOf(self.sections["states"]) + 1  # it is about the same lines
        rows.insertWidget(below, self.doubts)
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
        if self.kit.session.stage is None and reasons & TOLD:
            self.doubts.tell(frame)

    def prepare(self, t: int) -> None:
        """Count what there is on another date, which may come."""
        frame, plan = self.kit.session.frame(t), self.kit.session.plan()
        legend_counts(frame, plan)
        doubts(frame, plan)

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """The same for a crowd, without a frame of it."""
        if reasons & TOLD:
            self.doubts.glance(tallies, crowd.t)
        turns = turn_rows(self.kit.session)
        self._show(reasons, lambda: replace(legend_at(tallies, crowd), turns=turns))

    def show_manner(self, is_density: bool) -> None:
        """The network is drawn as density from now on, or as lines; the other pages have no density."""
        self._is_density = is_density
        is_seen = is_density and self.kit.session.view.page == "network"
        for field in ("turns", "states"):
            if self.sections[field].is_density != is_seen:
                self.sections[field].show_manner(is_density=is_seen)
        self.doubts.show_manner(is_density=is_seen)

    def _show(self, reasons: Reasons, count: Callable[[], LegendModel]) -> None:
        if "page" in reasons:
            self.show_manner(self._is_density)
        if not reasons & TOLD:
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
        self.sections["turns"].title.setText(turns_heading(net, plan.mask))
        self.sections["states"].title.setText(states_heading(net))
        families, self._has_ends = in_lens(net, plan.lens_rels)
        listed = {
            "turns": tuple(range(len(model.turns))),
            "states": () if self.kit.session.awaits else tuple(range(len(model.states))),
            "sides": _present(model.sides, distinct(net.actor_side[actors]).tolist()),
            "kinds": _present(model.kinds, distinct(net.actor_kind[actors]).tolist()),
            "families": _present(model.families, families),
        }
        relationships, channels = len(net.rel_ids), int(np.count_nonzero(net.is_channel))
        most = {"states": channels, "turns": relationships, "families": relationships}  # all others count actors
        for field, section in self.sections.items():
            before = self._listed.get(field)
            self._listed[field] = listed[field]
            if anew or before != listed[field] or len(self._rows(model, field)) != len(section.rows):
                section.rebuild(self._rows(model, field), most.get(field, len(net.actor_ids)))
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


def _present(rows: tuple[LegendRow, ...], codes: Collection[int]) -> tuple[int, ...]:
    """The places of the rows that something in the lens has; what is hidden stays, so that it can be shown."""
    return tuple(place for place, row in enumerate(rows) if row.code in codes or row.hidden)
