"""Ready pictures, an icon for one, laid on a device."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintDevice, QPixmap


def lay(picture: QPixmap, device: QPaintDevice, corner: QPoint) -> None:
    """Draw ``picture`` with its top left corner at ``corner``; a widget does so in its paint event only."""
    painter = QPainter(device)
    painter.drawPixmap(corner, picture)
    painter.end()
