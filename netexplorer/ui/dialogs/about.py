"""Versions and licences."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from netexplorer import __version__
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import text_label
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import heading, plain_label

PACKAGES = (("PySide6-Essentials", "PySide6"), ("numpy", "NumPy"), ("networkx", "NetworkX"), ("msgspec", "msgspec"),
            ("pyqtgraph", "pyqtgraph"))  # fmt: skip
LICENCES = (
    ("netexplorer", "MIT"),
    ("Qt and PySide6", "LGPL 3"),
    ("NumPy, NetworkX, msgspec", "BSD"),
    ("pyqtgraph", "MIT"),
    ("Inter, the typeface", "SIL Open Font License 1.1"),
    ("Lucide, the icons", "ISC"),
)


def versions() -> tuple[tuple[str, str], ...]:
    """What the program runs on, asked of the installed packages without loading them."""
    rows = [("netexplorer", __version__), ("Python", platform.python_version()), ("Qt", qVersion())]
    for package, name in PACKAGES:
        try:
            rows.append((name, metadata.version(package)))
        except metadata.PackageNotFoundError:
            continue
    rows.append(("System", f"{platform.system()} {platform.release()}"))
    return tuple(rows)


class AboutDialog(Dialog):
    """What this is, and what it is made of."""

    def __init__(self, kit: Kit, parent: QWidget | None) -> None:
        super().__init__(kit, "About netexplorer", parent)
        rows = column(self, gap_px=12, margins=(24, 22, 24, 18))
        title = plain_label("netexplorer", "page")
        rows.addWidget(title)
        rows.addWidget(plain_label("See how relationships change over time, why, and who says so.", "muted", wrap=True))
        rows.addSpacing(4)
        rows.addWidget(heading("Versions"))
        self.versions = versions()
        rows.addLayout(_pairs(self.versions))
        rows.addSpacing(4)
        rows.addWidget(heading("Licences"))
        rows.addLayout(_pairs(LICENCES))
        rows.addStretch(1)
        copy = push("Copy versions", self.copy_versions)
        rows.addLayout(button_line(copy, push("Close", self.accept, look="primary")))
        self.fit(420, 520)

    def copy_versions(self) -> None:
        """Put the versions on the clipboard, for a report."""
        QGuiApplication.clipboard().setText("\n".join(f"{name} {version}" for name, version in self.versions))


def _pairs(rows: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    for place, (name, text) in enumerate(rows):
        grid.addWidget(plain_label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        label = text_label()
        label.setText(text)
        grid.addWidget(label, place, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnMinimumWidth(0, 180)
    grid.setColumnStretch(1, 1)
    return grid
