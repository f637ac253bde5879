"""A dataset at one date."""

from __future__ import annotations

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.graph.slices import at_date
from netexplorer.graph.states import states_at
from netexplorer.resources import default_dataset


def test_a_slice_has_the_states_of_its_date_and_no_other() -> None:
    net = build(open_dataset(default_dataset()).dataset)
    t = net.axis.parse("2014-04-01").earliest
    cut = build(at_date(net, t))
    then = {net.rel_ids[row]: net.states[code].id for row, code in enumerate(states_at(net, t).tolist()) if code >= 0}
    for other in (net.first, t, net.last):
        codes = states_at(cut, other).tolist()
        assert {cut.rel_ids[row]: cut.states[code].id for row, code in enumerate(codes)} == then
    assert len(cut.actor_ids) == len(net.actor_ids)
