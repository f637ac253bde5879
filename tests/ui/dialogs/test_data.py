"""Saving the dataset for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.row import Format
from netexplorer.ui.dialogs.data import WHOLE, DataDialog
from tests.ui.conftest import MakeWindow


@pytest.fixture
def dialog(qtbot: QtBot, make_window: MakeWindow) -> DataDialog:
    window = make_window()
    made = DataDialog(window.kit, window.jobs, window)
    qtbot.addWidget(made)
    return made


def test_our_own_format_carries_everything_and_is_written(dialog: DataDialog, tmp_path: Path) -> None:
    assert dialog.chosen.id == "netexplorer"
    assert dialog.head.text() == WHOLE
    target = tmp_path / "out.json"
    dialog.save(target)
    assert open_dataset(target).dataset == dialog.kit.session.net.dataset


def test_a_slice_has_no_history(dialog: DataDialog, tmp_path: Path) -> None:
    dialog.is_slice.setChecked(True)
    dialog.save(tmp_path / "now.json")
    dataset = open_dataset(tmp_path / "now.json").dataset
    assert dataset.relationships
    assert all(not change.from_ for each in dataset.relationships for change in each.changes)


def test_what_a_format_cannot_carry_is_said_before(dialog: DataDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    known = dialog.chosen
    poor = Format("poor", "Poor", (".poor",), known.sniff, known.read, known.write, lambda data: ["No notes."])
    monkeypatch.setitem(dialog._formats, "poor", poor)
    dialog.format.offer([("poor", "Poor")], "poor")
    dialog.tell()
    assert "cannot carry" in dialog.head.text()
    assert dialog.losses.text() == "•  No notes."


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(dialog: DataDialog, tmp_path: Path) -> None:
    notices = dialog.kit.session.notices
    dialog.save(tmp_path / "nowhere" / "out.json")
    assert notices.latest is not None
    assert "folder does not exist" in notices.latest.text


def test_every_format_that_is_written_is_offered_and_writes(dialog: DataDialog, tmp_path: Path) -> None:
    offered = set(dialog._formats)
    assert {"csv", "xlsx", "parquet", "networkdynamic", "gexf", "gexf-1.2", "graphml"} <= offered
    dialog.is_slice.setChecked(True)
    for ident, known in dialog._formats.items():
        dialog.format.choose(ident)
        assert dialog.chosen is known
        dialog.save(tmp_path / f"out-{ident}{known.suffixes[0]}")
        assert open_dataset(tmp_path / f"out-{ident}{known.suffixes[0]}").dataset.relationships


def test_a_pair_of_files_is_said_before_and_after(dialog: DataDialog, tmp_path: Path) -> None:
    assert dialog.pair.isHidden()
    dialog.format.choose("csv")
    assert not dialog.pair.isHidden()
    assert "-actors" in dialog.pair.text()
    dialog.save(tmp_path / "ties.csv")
    notices = dialog.kit.session.notices
    assert notices.latest is not None
    assert notices.latest.text == "ties.csv and ties-actors.csv are saved."


def test_positions_are_those_of_the_network(dialog: DataDialog, tmp_path: Path) -> None:
    session = dialog.kit.session
    dialog.format.choose("graphml")
    assert dialog.is_placed.isEnabled()
    dialog.is_placed.setChecked(True)
    dialog.save(tmp_path / "a.graphml")
    places = [(each.extra["x"], each.extra["y"]) for each in open_dataset(tmp_path / "a.graphml").dataset.actors]
    assert places == [tuple(pytest.approx(part, abs=0.001) for part in xy) for xy in session.plan().xy.tolist()]
