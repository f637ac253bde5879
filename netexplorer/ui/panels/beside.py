"""The right panel: the dossier and the changes, behind two quiet tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget

from netexplorer.scene.frame import Frame
from netexplorer.session.crowd import Crowd
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import Settings
from netexplorer.session.tallies import Tallies
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.dossier import DossierPanel
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import plain_tip

if TYPE_CHECKING:
    from netexplorer.ui.panels.changes import ChangesPanel
    from netexplorer.ui.updates import Updates


class SidePanel(QFrame):
    """Shows one of the two. The changes are made when they are first asked for, and told of nothing while hidden."""

    def __init__(self, kit: Kit, jobs: Jobs, chosen: Callable[[bool], object]) -> None:
        super().__init__()
        self._kit, self._jobs, self._chosen = kit, jobs, chosen
        self.setObjectName("beside")
        self.dossier = DossierPanel(kit, jobs)
        self.changes: ChangesPanel | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.dossier)
        self._group = QButtonGroup(self)
        bar = QFrame()
        bar.setObjectName("tabs")
        tabs = QHBoxLayout(bar)
        tabs.setContentsMargins(8, 0, 8, 0)
        tabs.setSpacing(2)
        self.tabs = [self._tab(name, tip, place) for place, (name, tip) in enumerate(_TABS)]
        for tab in self.tabs:
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self.tabs[0].setChecked(True)
        rows = column(self, gap_px=0)
        rows.addWidget(bar)
        rows.addWidget(self.stack, 1)

    def _tab(self, name: str, tip: str, place: int) -> QPushButton:
        tab = QPushButton(name)
        tab.setProperty("look", "tab")
        tab.setCheckable(True)
        tab.setAccessibleName(f"{name} tab")
        tab.setToolTip(plain_tip(tip))
        tab.clicked.connect(lambda _=False: self._chosen(place == 1))
        self._group.addButton(tab)
        return tab

    def join(self, updates: Updates) -> None:
        """Have both told of what changes, while they can be seen."""
        window = self.window()
        dossier = self.dossier
        updates.add(dossier, lambda: dossier.isVisibleTo(window), late=True, glance=dossier.glance)
        updates.add(self, lambda: self.shows_changes, late=True, glance=self.glance)

    @property
    def shows_changes(self) -> bool:
        """Whether the changes are seen."""
        return self.changes is not None and self.changes.isVisibleTo(self.window())

    def choose(self, changes: bool) -> None:
        """Show the changes, or the dossier."""
        if changes and self.changes is None:
            from netexplorer.ui.panels.changes import ChangesPanel  # not needed for the first picture

            self.changes = ChangesPanel(self._kit, self._jobs)
            self.stack.addWidget(self.changes)
        shown = self.changes if changes and self.changes is not None else self.dossier
        self.stack.setCurrentWidget(shown)
        self.tabs[int(changes)].setChecked(True)

    def restore(self, settings: Settings) -> None:
        """As it was left."""
        self.setVisible(settings.right_shown)
        self.choose(settings.changes_shown)

    def prepare(self, t: int) -> None:
        """Find the words of the one that is seen for another date; shows nothing."""
        if self.changes is not None and self.shows_changes:
            self.changes.prepare(t)
        else:
            self.dossier.prepare(t)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Tell the changes."""
        if self.changes is not None:
            self.changes.apply(frame, reasons)

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """Tell the changes of a crowd."""
        if self.changes is not None:
            self.changes.glance(crowd, tallies, reasons)


_TABS = (
    ("Dossier", "What is selected, how it stands, and who says so"),
    ("Changes", "What changed, when and why (Ctrl+J)"),
)
