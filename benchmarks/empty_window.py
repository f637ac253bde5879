"""The least that a Qt window in Python can cost: run as a program, it writes the time of its first paint to a file."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Nothing, once painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when, and go."""
        Path(sys.argv[1]).write_text(repr(time.time()))


application = QApplication(sys.argv)
window = Empty()
window.setWindowTitle("empty window")
window.resize(1600, 1000)
window.show()
application.exec()
