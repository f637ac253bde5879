"""Where a file is to be saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.ui.dialogs.where import ask_where, folder

YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def asked(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, chosen: Path | None, *endings: str, says: object = YES
) -> tuple[Path | None, list[str]]:
    """The path that comes of a choice, and what was asked on the way."""
    questions: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen or ""), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *words: (questions.append(words[2]), says)[1])
    return ask_where(parent, "Save", Path("x"), "PDF (*.pdf)", endings), questions


def test_a_name_gets_the_ending_it_has_not(parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert asked(parent, monkeypatch, tmp_path / "a", ".pdf", ".md") == (tmp_path / "a.pdf", [])
    assert asked(parent, monkeypatch, tmp_path / "v1.2", ".pdf") == (tmp_path / "v1.2.pdf", [])
    assert asked(parent, monkeypatch, tmp_path / "a.MD", ".pdf", ".md") == (tmp_path / "a.MD", [])
    assert asked(parent, monkeypatch, tmp_path / "folder") == (tmp_path / "folder", [])
    assert asked(parent, monkeypatch, None, ".pdf") == (None, [])


def test_no_file_is_replaced_that_nobody_spoke_of(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a<b>.pdf").write_bytes(b"kept")
    path, questions = asked(parent, monkeypatch, tmp_path / "a<b>", ".pdf", says=NO)
    assert path is None
    assert questions == ["“a&lt;b&gt;.pdf” exists already. Replace it?"]
    path, _ = asked(parent, monkeypatch, tmp_path / "a<b>", ".pdf", says=YES)
    assert path == tmp_path / "a<b>.pdf"


def test_a_folder_that_is_gone_is_not_gone_to(tmp_path: Path) -> None:
    assert folder(str(tmp_path)) == tmp_path
    assert folder(str(tmp_path / "gone")) == Path.home()
    assert folder(None) == Path.home()
