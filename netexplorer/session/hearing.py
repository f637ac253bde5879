"""Whose word counts in a session: another testimony is another network of the same dataset, in the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netexplorer.graph.hearing import as_told

if TYPE_CHECKING:
    from netexplorer.session.outlook import Outlook
    from netexplorer.session.session import Session

KEPT = 3  # networks of testimonies that are kept; each is about as large as the columns of the changes


def hear(session: Session) -> None:
    """Have the network of the view's testimony.

    Of a crowd nothing is done where somebody waits for what is worked out in the background: until that comes, all
    stays as it was.
    """
    if session.stage is not None and session.waits_for_plans:
        return
    wish = session.view.testimony
    known = next((net for net in session.told if net.testimony == wish), None)
    session.net = as_told(session.net, wish) if known is None else known
    _keep(session)
    if session.stage is not None:
        session.stage.restart()


def stay(session: Session) -> None:
    """Stay with those who are heard now: whoever else was to be heard is not waited for."""
    session.update(testimony=session.net.testimony)


def takes(session: Session, answer: Outlook) -> bool:
    """Whether a session goes on with what was worked out; where that is another testimony, it is heard from now on."""
    net = answer.plan.net
    if session.stage is None or (net.whole or net) is not session.whole:
        return False
    if net is not session.net:
        if answer.crowd is None:  # of a testimony that is no more heard
            return False
        session.net = net
        _keep(session)
        session.stage.restart(answer.crowd)
    return True


def _keep(session: Session) -> None:
    """Keep the network that is heard; the whole one is kept in any case."""
    if session.net.whole is not None and all(net is not session.net for net in session.told):
        session.told = [session.net, *session.told][:KEPT]
