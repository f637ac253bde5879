"""Positions that arrive from the background."""

from __future__ import annotations

from netexplorer.session.jobs import Jobs
from netexplorer.session.session import Session
from netexplorer.ui.layouting import LayoutKeeper, Mailbox
from tests.session.examples import small


def test_what_was_posted_early_is_delivered_first_and_in_order() -> None:
    mailbox, ran = Mailbox(), []
    mailbox.post(lambda: ran.append(1))
    mailbox.post(lambda: ran.append(2))
    assert ran == []
    mailbox.deliver_to(lambda call: call())
    mailbox.post(lambda: ran.append(3))
    assert ran == [1, 2, 3]


def test_positions_arrive_once_and_are_kept() -> None:
    session = Session(small())
    keeper, arrived = LayoutKeeper(session, Jobs("now")), []
    keeper.arrived.append(lambda: arrived.append(session.view.layout))
    keeper.ensure()
    keeper.ensure()
    assert session.has_positions()
    assert arrived == ["sides"]


def test_another_layout_is_worked_out_and_the_first_is_still_known() -> None:
    session = Session(small())
    keeper = LayoutKeeper(session, Jobs("now"))
    keeper.ensure()
    session.update(layout="force")
    assert not session.has_positions()
    keeper.ensure()
    assert session.has_positions("force")
    assert session.has_positions("sides")
