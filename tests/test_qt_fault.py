"""PySide6 6.12 on Python 3.11 loses a reference to None at nearly every call and aborts after some thousands."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from netexplorer.paint.fonts import gui_application
app = gui_application()
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
image = QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
def draw(times):
    for _ in range(times):
        painter.save()
        painter.setPen(QColor(1, 2, 3))
        painter.drawPoint(QPointF(1.0, 1.0))
        painter.restore()
draw(10)
before = sys.getrefcount(None)
draw(1000)
lost = before - sys.getrefcount(None)
painter.end()
print(lost)
"""


def test_calls_into_qt_lose_no_reference_to_none() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert abs(int(done.stdout)) < 20
