"""From the flags of ``render`` to the view that is drawn."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from netexplorer.errors import UsageError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.scene.lanetable import LaneFilter
    from netexplorer.session.state import ViewState

EVER, SIDE = "ever:", "side:"


def view_of(net: TemporalNetwork, arguments: argparse.Namespace) -> ViewState:
    """The view that the flags ask for; the window's own where they say nothing.

    Raises
    ------
    UsageError
        A flag asks for what there is not.
    """
    import msgspec

    from netexplorer.cli.testimony import heard_view
    from netexplorer.graph.select import lens_mask
    from netexplorer.session.opening import default_view

    view = msgspec.structs.replace(
        default_view(net),
        page=arguments.view,
        layout=arguments.layout,
        lanes_by=arguments.lanes_by,
        lanes_of=lane_filter(net, arguments.lanes_of),
        holders=arguments.holders,
    )
    if arguments.date is not None:
        with as_usage("--date"):
            view = msgspec.structs.replace(view, t=net.axis.parse(arguments.date).earliest)
    if arguments.compare is not None:
        view = msgspec.structs.replace(view, compare=_other_date(net, arguments))
    if arguments.lens is not None:
        with as_usage("--lens"):
            lens_mask(net, arguments.lens)
        view = msgspec.structs.replace(view, lens=arguments.lens)
    return heard_view(net, view, arguments)


def _other_date(net: TemporalNetwork, arguments: argparse.Namespace) -> int:
    if arguments.dates is not None:
        raise UsageError(
            "--compare: two dates are one picture, and --dates are several",
            hint="Give the second date with --date.",
        )
    with as_usage("--compare"):
        return net.axis.parse(arguments.compare).earliest


def doubts(net: TemporalNetwork, view: ViewState) -> tuple[str, ...]:
    """What there is to say about the date with which the one shown is compared; the picture is made all the same."""
    from netexplorer.scene.timescale import has_dates

    if view.compare is None:
        return ()
    if not has_dates(net):
        return ("--compare: nothing in this dataset has a date, so nothing is compared.",)
    if view.compare == view.t:
        return (f"--compare: both dates are {net.axis.label(view.t)}, so nothing is compared.",)
    reach = f"the dataset, which reaches from {net.axis.label(net.first)} to {net.axis.label(net.last)}"
    return tuple(
        f"{net.axis.label(tick)} is outside of {reach}."
        for tick in sorted((view.compare, view.t))
        if not net.first <= tick <= net.last
    )


def layout(text: str) -> str:
    """The id of a layout; the same table as in the window."""
    from netexplorer.graph.layouts import LAYOUTS

    return _one_of(text, [row.id for row in LAYOUTS], "layout")


def lane_order(text: str) -> str:
    """The id of an order of the channels; the same table as in the window."""
    from netexplorer.scene.lanetable import LANE_ORDERS

    return _one_of(text, [order for order, _ in LANE_ORDERS], "order")


def _one_of(text: str, known: list[str], noun: str) -> str:
    if text not in known:
        raise argparse.ArgumentTypeError(f"'{text}' is no {noun}; there are {', '.join(known)}")
    return text


def lane_filter(net: TemporalNetwork, words: list[str]) -> LaneFilter:
    """What ``STATE``, ``ever:STATE`` and ``side:SIDE`` let through.

    Raises
    ------
    UsageError
        The network has no such state or side.
    """
    from netexplorer.scene.lanetable import LaneFilter

    known_states, known_sides = [state.id for state in net.states], [side.id for side in net.sides]
    now: list[str] = []
    ever: list[str] = []
    sides: list[str] = []
    for word in words:
        if word in known_states:
            now.append(word)
        elif word.startswith(EVER) and word.removeprefix(EVER) in known_states:
            ever.append(word.removeprefix(EVER))
        elif word.startswith(SIDE) and word.removeprefix(SIDE) in known_sides:
            sides.append(word.removeprefix(SIDE))
        else:
            there = [*known_states, *(EVER + each for each in known_states), *(SIDE + each for each in known_sides)]
            raise UsageError(f"--lanes-of: there is no '{word}'", hint=f"There are: {', '.join(there[:20])}.")
    if now and ever:
        raise UsageError(
            "--lanes-of: states of the date and of all time exclude one another",
            hint=f"Write '{EVER}' before all of them or before none.",
        )
    return LaneFilter(tuple(dict.fromkeys(now or ever)), bool(ever), tuple(dict.fromkeys(sides)))
