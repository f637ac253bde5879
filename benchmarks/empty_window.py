"""The least that a Qt window in Python can cost: it writes down when, and after how much work, it first painted."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Nothing, once painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when, and after how much processor time."""
        Path(sys.argv[1]).write_text(json.dumps({"first_paint": time.time(), "cpu_s": time.process_time()}))


application = QApplication(sys.argv)
window = Empty()
window.setWindowTitle("empty window")
window.resize(1600, 1000)
window.show()
application.exec()
