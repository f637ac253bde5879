"""What is opened at the start: a file, or a window that asks about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.session.mappings import shape_of
from netexplorer.session.settings import SettingsStore, with_mapping
from netexplorer.ui.app import open_small
from netexplorer.ui.files import Wish


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def test_a_table_that_is_not_understood_is_opened_when_the_window_can_ask(tmp_path: Path, store: SettingsStore) -> None:
    path = tmp_path / "a.csv"
    path.write_text("start,end\n2001,2002\n")
    session, first = open_small(Wish(path), store, None, None, Ask())
    assert session.path is None and first is not None and first.wanted.path == path


def test_a_file_that_cannot_be_asked_about_is_refused(tmp_path: Path, store: SettingsStore) -> None:
    path = tmp_path / "a.csv"
    path.write_text("")
    with pytest.raises(UserError, match="empty"):
        open_small(Wish(path), store, None, None, Ask())


def test_a_table_is_read_as_was_said_of_the_last_one_like_it(tmp_path: Path, store: SettingsStore) -> None:
    path = tmp_path / "a.csv"
    path.write_text("source,target,start\na,b,3/4/14\n")
    store.settings = with_mapping(store.settings, shape_of(path), Ask("", {"date_order": "mdy"}))
    session, first = open_small(Wish(path), store, None, None, Ask())
    assert first is None and session.is_recalled
    assert session.net.dataset.relationships[0].changes[0].from_ == "2014-03-04"
