"""The words of tooltips."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.scene.frame import Frame, Hover
from netexplorer.session.resolve import resolve
from netexplorer.ui.tips import change_tip, event_tip, hover_tip
from tests.session.examples import at, small


def frame(date: str) -> Frame:
    net = small()
    return resolve(net, at(net, date, lens=""), np.zeros((len(net.actor_ids), 2), dtype=np.float32))


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1990-01-01", "Not yet"),
        ("2005-01-01", "since 1998"),
        ("2015-01-01", "since 1 April 2014"),
        ("2018-03-10", "(possibly)"),
    ],
)
def test_a_line_says_its_state_and_since_when(date: str, words: str) -> None:
    here = frame(date)
    assert words in hover_tip(here, Hover(rel=here.net.rel_row["e--w"]))


def test_an_ended_line_says_so() -> None:
    here = frame("2012-01-01")
    assert "Ended" in hover_tip(here, Hover(rel=here.net.rel_row["w--e"]))


def test_an_actor_says_what_it_is() -> None:
    here = frame("2012-01-01")
    assert hover_tip(here, Hover(actor=here.net.actor_row["e"])) == "Eastland\nState · East"
    assert hover_tip(here, Hover()) == ""


def test_a_bar_says_from_when_until_when_and_why() -> None:
    net = small()
    row = net.rel_row["e--w"]
    first = int(net.change_start[row])
    assert change_tip(net, row, first).splitlines()[1:] == ["Open from 1998 to 1 April 2014", "Opened."]
    assert change_tip(net, row, -1) == "Embassy of Eastland"


def test_an_event_says_when() -> None:
    assert event_tip(small(), 0) == "The crisis\n20 March 2014"
