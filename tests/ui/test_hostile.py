"""Files of others that cannot be opened: one sentence, and what is open stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.session import reading
from netexplorer.session.notices import Level
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow

WAIT_MS = 20_000
FILES = {
    "x.gexf": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><gexf><graph><nodes/></graph></gexf>',
    "x.graphml": b"<graphml>" + b"<a>" * 200_000,
    "x.json": b'{"nodes": [{"id": ' + b"[" * 100_000,
    "x.csv": b"\x89PNG\r\n\x1a\n\0\0\0\x01" * 100,
    "x.xlsx": b"PK\x03\x04 no workbook",
    "x.zip": b"PK\x03\x04 no archive",
    "x.csv.gz": b"\x1f\x8b\x08 nothing packed",
    "x.parquet": b"PAR1 no footer PAR1",
    "x.dl": b"dl n=3",
}


def shown(window: MainWindow) -> tuple[object, ...]:
    """What a user sees of the dataset, as far as it can be compared."""
    session = window.kit.session
    return session.net, session.path, session.view, session.problems, window.windowTitle()


@pytest.mark.parametrize("large_bytes", [-1, 10_000_000], ids=["in the background", "at once"])
@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_that_cannot_be_opened_leaves_all_as_it_was(
    make_window: MakeWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    large_bytes: int,
) -> None:
    monkeypatch.setattr(reading, "LARGE_BYTES", large_bytes)
    path = tmp_path / name
    path.write_bytes(FILES[name])
    window = make_window(threaded=True)
    before = shown(window)
    window.shell.open_file(path)
    notices = window.kit.session.notices
    qtbot.waitUntil(lambda: notices.latest is not None and notices.latest.level is Level.ERROR, timeout=WAIT_MS)
    latest = notices.latest
    assert latest is not None and name in latest.text and "\n" not in latest.text
    assert shown(window) == before
