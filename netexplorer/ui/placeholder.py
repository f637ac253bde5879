"""Empty panels."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.widgets import Popover, heading


class _Placeholder(QWidget):
    """A panel that is not there yet."""

    def __init__(self, kit: Kit, title: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        column = QVBoxLayout(self)
        column.addWidget(heading(title))
        column.addStretch()

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Nothing to show."""


class LegendPanel(_Placeholder):
    """The legend."""


class DossierPanel(_Placeholder):
    """The dossier."""


class TablePage(_Placeholder):
    """The table."""

    def copy_rows(self) -> None:
        """Nothing to copy."""


class SearchPalette(Popover):
    """The search."""

    def __init__(self, kit: Kit, run: object, parent: QWidget) -> None:
        super().__init__(parent)
