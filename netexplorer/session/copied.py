"""What the selection stands for as rows of the table, wherever it was made."""

from __future__ import annotations

import numpy as np

from netexplorer.graph.states import states_at
from netexplorer.session import selection
from netexplorer.session.session import Session
from netexplorer.session.table import Rows, Table


def selected_rows(session: Session) -> Rows:
    """The selected relationship, or those in which the selected actor is on this date and that are shown; else none."""
    net, t = session.net, session.view.t
    states = states_at(net, t)
    wanted = np.zeros(len(net.rel_ids), dtype=np.bool_)
    chosen = selection.find(net, session.view.selected)
    if chosen.kind == selection.RELATIONSHIP:
        wanted[chosen.row] = True
    elif chosen.kind == selection.ACTOR:
        wanted = ((net.src == chosen.row) | (net.dst == chosen.row)) & session.plan().mask & (states >= 0)
    return Table(net).rows(t, wanted, states)
