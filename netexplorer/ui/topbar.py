"""The bar at the top: what is open, the search box, the pages, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.scene.timescale import has_dates
from netexplorer.session.commands import command
from netexplorer.session.wording import count_text
from netexplorer.ui.actions import shortcut_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip

PAGES = (("network", "Network"), ("channels", "Channels"), ("table", "Table"), ("sheet", "Sheet"))
SEARCH_HINT = "Find an actor, channel or event"
DOT = " · "
MOST_CHIP_PX, CHIP_EDGE_PX = 250, 22


class SearchField(QPushButton):
    """Looks like a field and opens the search; the keys that do the same stand at its right."""

    def __init__(self, run: Callable[[str], None]) -> None:
        super().__init__(SEARCH_HINT)
        self.setProperty("look", "search")
        self.setAccessibleName("Search")
        self.setToolTip(plain_tip(command("find").tip))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(150)
        self.setMaximumWidth(360)
        self.clicked.connect(lambda: run("find"))
        self._keys = plain_label(shortcut_text("find"), "faint")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch()
        row.addWidget(self._keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less when there is less room."""
        super().resizeEvent(event)
        room = self.width() - 28 - self._keys.sizeHint().width()
        fits = self.fontMetrics().horizontalAdvance(SEARCH_HINT) < room
        self.setText(SEARCH_HINT if fits else "Find")


class PartsLabel(ElidedLabel):
    """Parts with a dot between them; the last ones go where there is no room, and nothing is cut in the middle."""

    _parts: tuple[str, ...] = ()

    def set_parts(self, parts: Iterable[str]) -> None:
        """Show these, as many as fit."""
        self._parts = tuple(parts)
        self.set_whole(DOT.join(self._parts))

    def _elide(self) -> None:
        room, whole = self.width(), self.whole()
        fitting = (DOT.join(self._parts[:count]) for count in range(len(self._parts), 0, -1))
        shown = next((text for text in fitting if self.fontMetrics().horizontalAdvance(text) <= room), "")
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(whole) if shown != whole else "")


class HeardChip(QPushButton):
    """Whose word counts while that is not everybody's; a click hears everybody again."""

    def __init__(self, kit: Kit, run: Callable[[str], None]) -> None:
        super().__init__()
        self.kit = kit
        self.setProperty("look", "heard")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(MOST_CHIP_PX)
        self.clicked.connect(lambda: run("everybody"))
        self.hide()

    def apply(self, frame: Frame) -> None:
        """Say it of this frame."""
        said = frame.testimony.partition(": ")[0] if frame.testimony else ""
        self.setVisible(bool(said))
        room = MOST_CHIP_PX - 2 * CHIP_EDGE_PX
        self.setText(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))
        self.setIcon(self.kit.icons.icon("x", self.kit.style.accent, size_px=12))
        self.setAccessibleName(f"{said}. Hear everybody again"[:300])
        self.setToolTip(plain_tip(f"{frame.testimony}\nClick to hear everybody again ({shortcut_text('everybody')})"))


class TopBar(QFrame):
    """Shows the dataset and the page, and runs commands."""

    def __init__(self, kit: Kit, run: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("topbar")
        self.setFixedHeight(52)
        self.title = ElidedLabel("", "title")
        self.about = PartsLabel("", "muted")
        self.heard = HeardChip(kit, run)
        self.search = SearchField(run)
        self.segments, self.pages = self._segments(run)
        self.compare = _compare_button(run)
        self.export = QPushButton("Export")
        self.export.setProperty("look", "primary")
        self.export.setAccessibleName("Export the picture")
        tip = f"{command('export').tip} ({shortcut_text('export')})"
        self.export.setToolTip(plain_tip(f"{tip}\nFilms, pages, reports, stories and data: menu File"))
        self.export.clicked.connect(lambda: run("export"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self.heard)
        row.addWidget(self.search, 1)
        row.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.compare)
        row.addWidget(self.export)

    def _segments(self, run: Callable[[str], None]) -> tuple[QFrame, dict[str, QPushButton]]:
        frame = QFrame()
        frame.setObjectName("segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        group = QButtonGroup(frame)
        pages: dict[str, QPushButton] = {}
        for page, label in PAGES:
            button = QPushButton(label)
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{label} page")
            button.setToolTip(plain_tip(f"{command(f'page-{page}').tip} ({shortcut_text(f'page-{page}')})"))
            button.clicked.connect(lambda _=False, page=page: run(f"page-{page}"))
            group.addButton(button)
            row.addWidget(button)
            pages[page] = button
        return frame, pages

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show what is open and which page."""
        if reasons & {"data", "filter"}:
            plan = self.kit.session.plan()
            actors, rels = int(plan.lens_actors.sum()), int(plan.lens_rels.sum())
            words = [count_text(actors, "actor"), count_text(rels, "relationship")]
            words += [f"lens: {frame.lens_label}"] if frame.lens_label else []
            self.title.set_whole(frame.title or "Untitled dataset")
            self.about.set_parts([] if self.kit.session.awaits else words)
        if reasons & {"data", "compare"}:
            self.compare.setChecked(self.kit.session.view.compare is not None)
            self.compare.setEnabled(has_dates(self.kit.session.net))
        if reasons & {"data", "filter", "theme"}:
            self.heard.apply(frame)
        if reasons & {"data", "page"}:
            self.pages[self.kit.session.view.page].setChecked(True)


def _compare_button(run: Callable[[str], None]) -> QPushButton:
    """Down while two dates are compared."""
    button = QPushButton("Compare")
    button.setProperty("look", "toggle")
    button.setCheckable(True)
    button.setAccessibleName("Compare two dates")
    button.setToolTip(plain_tip(f"{command('compare').tip} ({shortcut_text('compare')})"))
    button.clicked.connect(lambda: run("compare"))
    return button
