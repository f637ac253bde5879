"""The notice over the picture: where it stands, and how long."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from netexplorer.ui.notice import MARGIN_PX
from netexplorer.ui.window import MainWindow
from tests.session.examples import DOCUMENT
from tests.ui.driving import settle


def write(path: Path, *more: dict[str, str]) -> Path:
    path.write_bytes(msgspec.json.encode({**DOCUMENT, "relationships": [*DOCUMENT["relationships"], *more]}))
    return path


@pytest.fixture
def broken(window: MainWindow, tmp_path: Path) -> Path:
    path = write(tmp_path / "file.json", {"source": "e", "target": "nobody"})
    window.shell.open_file(path)
    settle()
    assert window.notice.isVisible()
    return path


def test_what_was_wrong_with_a_file_is_not_told_any_more_when_it_was_mended(window: MainWindow, broken: Path) -> None:
    write(broken)
    window.actions_.run("reload")
    settle()
    assert not window.notice.isVisible()


def test_what_is_still_wrong_with_a_file_is_told_again(window: MainWindow, broken: Path) -> None:
    write(broken, {"source": "e", "target": "somebody"})
    window.actions_.run("reload")
    settle()
    assert window.notice.notice is not None
    assert "somebody" in window.notice.notice.detail
    assert "nobody" not in window.notice.notice.detail


def test_another_file_has_nothing_to_do_with_the_problems_of_the_former(
    window: MainWindow, broken: Path, tmp_path: Path
) -> None:
    window.shell.open_file(write(tmp_path / "other.json"))
    settle()
    assert not window.notice.isVisible()


def test_a_notice_lies_at_the_bottom_from_side_to_side(window: MainWindow) -> None:
    window.kit.session.notices.say("A long sentence. " * 20)
    for height in (240, 320):
        window.right.setSizes([window.right.height() - height, height])
        settle()
        box, room = window.notice.geometry(), window.pages.rect()
        assert (box.left(), room.right() - box.right()) == (MARGIN_PX, MARGIN_PX)
        assert room.bottom() - box.bottom() == MARGIN_PX
        assert box.top() > room.height() / 2
