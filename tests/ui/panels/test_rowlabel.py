"""Labels of the legend: nothing is cut where two lines have room for it, and nothing jumps while time moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.paint.fonts import Fonts
from netexplorer.resources import default_dataset
from netexplorer.session.comparing import compare_with
from netexplorer.session.opening import default_view
from netexplorer.session.session import Session
from netexplorer.ui.panels.rowlabel import LINE_PX, ROW_PX, RowLabel, fit_height
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

Say = Callable[..., RowLabel]


@pytest.fixture
def said(fonts: Fonts) -> Iterator[Say]:
    """A label in a row of a certain width."""
    boxes: list[QWidget] = []

    def make(width: int, label: str, possible: int = 0, *, may_grow: bool = False) -> RowLabel:
        box, made = QWidget(), RowLabel(may_grow=may_grow)
        boxes.append(box)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(made)
        made.say(label, possible)
        box.resize(width, ROW_PX)
        box.show()
        settle()
        fit_height(box, made)
        return made

    yield make
    for box in boxes:
        box.close()
        box.deleteLater()


def test_a_label_that_does_not_fit_is_broken_into_two_lines(said: Say) -> None:
    wide, narrow = said(400, "Sources disagree"), said(70, "Sources disagree")
    assert (wide.text(), wide.lines) == ("Sources disagree", 1)
    assert (narrow.text(), narrow.lines) == ("Sources\ndisagree", 2)
    assert narrow.parentWidget().height() == ROW_PX + LINE_PX
    assert narrow.whole() == "Sources disagree"


def test_what_is_possible_is_said_as_fully_as_there_is_room(said: Say) -> None:
    room = said(400, "Open").letters.width
    texts = ("Open · 4 possibly", "Open · 4?", "Open 4?")
    assert [said(room(text) + 1, "Open", 4).text() for text in texts] == list(texts)


@pytest.mark.parametrize("width", [60, 90, 120, 150])
def test_a_count_that_comes_does_not_change_the_height(said: Say, width: int) -> None:
    for label in ("Open", "Got better", "Worse, not severed"):
        none, some = (said(width, label, number, may_grow=True).lines for number in (0, 88))
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
    labels = [label for label in window.legend.findChildren(RowLabel) if not label.isHidden()]
    assert len(labels) > 20
    assert not [label.text() for label in labels if "…" in label.text()]
