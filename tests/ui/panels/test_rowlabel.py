"""Labels of the legend: nothing is cut where two lines have room for it, and nothing jumps while time moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.paint.fonts import Fonts
from netexplorer.resources import default_dataset
from netexplorer.session.comparing import compare_with
from netexplorer.session.opening import default_view
from netexplorer.session.session import Session
from netexplorer.ui.panels.doubtkey import KeyRow
from netexplorer.ui.panels.legendrow import EntryButton
from netexplorer.ui.panels.rowlabel import ROW_PX, RowLabel
from netexplorer.ui.words import LINE_PX
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

Say = Callable[..., RowLabel]


@pytest.fixture
def said(fonts: Fonts) -> Iterator[Say]:
    """A label in a row of a certain width."""
    boxes: list[QWidget] = []

    def make(width: int, label: str, possible: int = 0, *, may_grow: bool = False) -> RowLabel:
        box = QWidget()
        boxes.append(box)
        box.setFont(fonts.font(13))
        made = RowLabel(box, may_grow=may_grow)
        made.put(QRect(0, 0, width, ROW_PX), "")
        made.say(label, possible)
        return made

    yield make
    for box in boxes:
        box.deleteLater()


def test_a_label_that_does_not_fit_is_broken_into_two_lines(said: Say) -> None:
    wide, narrow = said(400, "Sources disagree"), said(70, "Sources disagree")
    assert (wide.text(), wide.row_count) == ("Sources disagree", 1)
    assert (narrow.text(), narrow.row_count) == ("Sources\ndisagree", 2)
    assert narrow.row_px == ROW_PX + LINE_PX
    assert narrow.whole() == "Sources disagree"


def test_what_is_possible_is_said_as_fully_as_there_is_room(said: Say) -> None:
    room = said(400, "Open").wanted_px
    texts = ("Open · 4 possibly", "Open · 4?", "Open 4?")
    assert [said(room(text), "Open", 4).text() for text in texts] == list(texts)


@pytest.mark.parametrize("width", [60, 90, 120, 150])
def test_a_count_that_comes_does_not_change_the_height(said: Say, width: int) -> None:
    for label in ("Open", "Got better", "Worse, not severed"):
        none, some = (said(width, label, number, may_grow=True).row_count for number in (0, 88))
        assert none == some


def test_a_word_that_is_too_long_for_a_line_is_cut(said: Say) -> None:
    assert said(60, "Donaudampfschifffahrtsgesellschaft").text().endswith("…")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_label_of_the_legend_is_cut_in_a_small_window(
    make_window: MakeWindow, look: Literal["light", "dark"]
) -> None:
    net = build(open_dataset(default_dataset()).dataset)
    window = make_window(Session(net, default_view(net)), (1024, 700))
    window.kit.theme.choose(look)
    compare_with(window.kit.session, "1998-05")
    settle()
    assert window.legend.width() <= 210
    rows = [row for row in window.legend.findChildren(QWidget) if isinstance(row, (EntryButton, KeyRow))]
    labels = [row.face.label for row in rows if not row.isHidden()]
    assert all(row.height() == row.face.label.row_px for row in rows if not row.isHidden())
    assert len(labels) > 20
    assert not [label.text() for label in labels if "…" in label.text()]
