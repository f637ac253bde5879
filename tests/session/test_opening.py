"""Where a dataset opens."""

from __future__ import annotations

import msgspec
import pytest

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, TimeSpec
from netexplorer.resources import data_file
from netexplorer.session.opening import default_view, telling_dates
from netexplorer.session.state import ViewState
from tests.session.examples import small


def _bundled(name: str) -> TemporalNetwork:
    return build(open_dataset(data_file(name)).dataset)


def _numbers() -> TemporalNetwork:
    changes = tuple(Change(from_=number, state=state) for number, state in ((1.5, "open"), (7, "severed")))
    relationship = Relationship(source="a", target="b", changes=changes)
    return build(Dataset(time=TimeSpec(kind="number", unit="s"), actors=(Actor(id="a"), Actor(id="b")),
                         relationships=(relationship,)))  # fmt: skip


NETS = [
    small(),
    _bundled("actors.json"),
    _bundled("alliances-1914.json"),
    _numbers(),
    build(Dataset()),
    build(Dataset(actors=(Actor(id="a"),))),
]


def test_the_bundled_dataset_opens_when_the_missions_close_in_the_first_lens() -> None:
    net = _bundled("actors.json")
    view = default_view(net)
    assert (net.axis.text(view.t), view.lens) == ("2021-11-01", "core")


def test_a_dataset_opens_while_something_is_still_left_and_not_after_the_end_of_everything() -> None:
    assert _bundled("alliances-1914.json").axis.text(default_view(_bundled("alliances-1914.json")).t) == "1914-08-03"
    net = small()
    assert net.axis.text(default_view(net).t) == "2014-04-01"


def test_where_everything_was_always_over_the_latest_big_cluster_is_told() -> None:
    changes = (Change(from_="2001", state="suspended"), Change(from_="2005", state="severed"))
    relationship = Relationship(source="a", target="b", changes=changes)
    net = build(Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=(relationship,)))
    assert net.axis.text(default_view(net).t) == "2005-01-01"


@pytest.mark.parametrize("net", NETS)
def test_any_dataset_opens_within_its_span(net: TemporalNetwork) -> None:
    assert net.first <= default_view(net).t <= net.last


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", [1, 2, 6])
def test_telling_dates_are_in_order_and_all_different(net: TemporalNetwork, count: int) -> None:
    dates = telling_dates(net, default_view(net), count)
    assert len(dates) == count
    assert list(dates) == sorted(set(dates))
    assert all(net.first <= date <= net.last for date in dates)


def test_the_opening_date_is_among_the_telling_ones() -> None:
    net = _bundled("actors.json")
    assert default_view(net).t in telling_dates(net, default_view(net))


def test_nothing_after_the_as_of_date_is_telling() -> None:
    dataset = msgspec.structs.replace(small().dataset, as_of="2015")
    net = build(dataset)
    assert net.axis.text(default_view(net).t) == "2014-04-01"


def test_the_whole_dataset_has_telling_dates_too() -> None:
    net = small()
    assert len(telling_dates(net, ViewState(t=0), 3)) == 3
