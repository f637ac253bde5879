"""A crowd on a screen with two pixels for one: a process of its own, as Qt asks for the scale only when it begins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import json, sys
from pathlib import Path
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from netexplorer.paint.fonts import Fonts
from netexplorer.scene.density.warmth import warm
from netexplorer.scene.primitives import Group
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import SettingsStore
from netexplorer.session.still import Still
from netexplorer.ui.program import application
from netexplorer.ui.theme import Theme
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at, small_limits
from tests.ui.driving import settle

def move(at):
    \"\"\"The cursor of the system stays on its screen, which is small here.\"\"\"
    none = Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    app.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(at), canvas.mapToGlobal(QPointF(at)), *none))
    settle()

warm()
small_limits(pytest.MonkeyPatch())
app = application()
session = session_at(crowd_network())
theme = Theme(app, sys.argv[2])
window = MainWindow(session, theme, Fonts(), SettingsStore(Path(sys.argv[1]) / "settings.json"), jobs=Jobs("now"))
window.resize(1200, 800)
window.show()
settle()
canvas, plan = window.canvas, session.plan()
view, density = canvas.viewport(), canvas._crowd._drawn.density
page = Still.of(plan, 2.0).scene(session.frame(), view, theme.style, window.kit.fonts)
(picture,) = (item.items[0] for item in page.items if isinstance(item, Group) and item.id == "density")
screen, still = (np.ascontiguousarray(pixels).view(np.uint8).astype(int) for pixels in (density.image, picture.argb))
grabbed = canvas.grab().toImage()
wanted, found = [], []
front = set(canvas._crowd.rows_in_front().tolist())
for row in np.flatnonzero(canvas._crowd.stage.crowd.actors()).tolist():
    x, y = view.to_px(plan.xy[row : row + 1])[0].tolist()
    if row not in front and 4 < x < canvas.width() - 4 and 60 < y < canvas.height() - 4:
        at = QPoint(round(x), round(y))
        move(at)
        hovered = window.kit.lit.now.actor
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
        settle()
        wanted.append([row, f"actor:{session.net.actor_ids[row]}"])
        found.append([hovered, session.view.selected])
        move(QPoint(2, 2))
        session.select("")
        settle()
    if len(wanted) == 12:
        break
print(json.dumps({
    "ratio": canvas.devicePixelRatioF(),
    "canvas": [canvas.height(), canvas.width()],
    "density": list(density.image.shape),
    "grabbed": [grabbed.height(), grabbed.width()],
    "differs": [int(np.abs(screen - still).max()), float(np.abs(screen - still).mean())],
    "wanted": wanted,
    "found": found,
}))
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_crowd_is_as_fine_as_the_screen_and_the_pointer_meets_who_is_there(theme: str, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), theme], env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    twice = [2 * side for side in told["canvas"]]
    assert told["ratio"] == 2 and told["density"] == told["grabbed"] == twice
    assert len(told["wanted"]) == 12 and told["found"] == told["wanted"]
    most, mean = told["differs"]
    assert most <= 16 and mean < 0.5  # the curve of a picture that leaves is that of one pixel for one
