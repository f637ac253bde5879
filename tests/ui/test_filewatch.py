"""A file that is replaced or vanishes while it is open is told once, and what is open stays."""

from __future__ import annotations

import os
from pathlib import Path

from netexplorer.graph.formats import native
from netexplorer.session.session import Session
from netexplorer.ui.filewatch import FileWatch
from tests.session.examples import small


def test_a_file_that_changes_or_vanishes_is_told_once(make_window, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    native.write(small().dataset, path)
    session = Session.open(path)
    window = make_window(session)
    watch = FileWatch(session, window.shell.reload, window)
    net = session.net
    watch.look()
    assert session.notices.latest is None
    os.utime(path, ns=(1, 1))
    watch.look()
    watch.look()
    assert len(session.notices) == 1
    assert "mine.json was changed on disk" in session.notices.latest.text
    path.unlink()
    watch.look()
    assert "mine.json is no longer there" in session.notices.latest.text
    assert session.net is net


def test_reading_it_again_is_offered_and_settles_it(make_window, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    native.write(small().dataset, path)
    session = Session.open(path)
    window = make_window(session)
    watch = FileWatch(session, window.shell.reload, window)
    os.utime(path, ns=(1, 1))
    watch.look()
    said = len(session.notices)
    session.notices.latest.remedy.run()
    watch.look()
    assert len(session.notices) == said
