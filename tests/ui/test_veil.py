"""A crowd steps back at once."""

from __future__ import annotations

import pytest

from netexplorer.scene.primitives import Rects
from tests.session.crowds import crowd_network, session_at
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.usefixtures("crowded")


def test_a_crowd_steps_back_in_the_first_picture_after_somebody_was_selected(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(session_at(crowd_network()))
    settle()
    veiled: list[bool] = []
    under = window.canvas.compose_under

    def seen():
        scene = under()
        veiled.append(any(isinstance(item, Rects) for group in scene.items for item in group.items))
        return scene

    monkeypatch.setattr(window.canvas, "compose_under", seen)
    for selected, wanted in (("actor:a0", True), ("", False)):
        veiled.clear()
        window.kit.session.select(selected)
        settle()
        assert veiled and veiled[0] == wanted
