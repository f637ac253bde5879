"""From the flags of ``render`` to the dates of a sheet of small multiples."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from netexplorer.errors import UsageError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.session.state import SheetDates, ViewState


def add_flags(sub: argparse.ArgumentParser, when: argparse._MutuallyExclusiveGroup) -> None:
    """The flags of ``render`` that ask for several dates; those of ``when`` exclude one another."""
    when.add_argument("--dates", metavar="D,D,…", help="the same network at several dates side by side")
    when.add_argument(
        "--every", metavar="STEP", help="the same every so often: 5y, 6m, 10d; or a number where time is one"
    )
    when.add_argument("--changes-of", metavar="RELATIONSHIP", help="the same at each change of a relationship (its id)")
    sub.add_argument("--from", dest="start", metavar="A", help="with --every or --changes-of: not before this date")
    sub.add_argument("--to", dest="end", metavar="B", help="with --every or --changes-of: not after this date")
    sub.add_argument(
        "--emphasis",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="with several dates: what changed since the one before stands out",
    )


def with_sheet(net: TemporalNetwork, view: ViewState, arguments: argparse.Namespace) -> ViewState:
    """The view as a sheet, if the flags ask for one; dates outside of the dataset are told on stderr.

    Raises
    ------
    UsageError
        A flag asks for what there is not, or for too many dates.
    """
    import msgspec

    from netexplorer.cli.verbs import complain
    from netexplorer.session import selection
    from netexplorer.session.sheet import outside, sheet_ticks

    wanted = _sheet_dates(net, arguments)
    if wanted is None:
        if arguments.start is not None or arguments.end is not None:
            flag = "--from" if arguments.start is not None else "--to"
            raise UsageError(f"{flag} goes with --every or --changes-of")
        return view
    if view.page != "network":
        raise UsageError(f"several dates side by side show the network, not the {view.page}", hint="Leave out --view.")
    chosen = selection.relationship(net, net.rel_row[wanted.rel]) if wanted.rel else view.selected
    view = msgspec.structs.replace(view, page="sheet", sheet=wanted, selected=chosen)
    with as_usage(_flag(arguments)):
        ticks = sheet_ticks(net, view)
    if strange := outside(net, ticks):
        complain(strange)
    return view


def _sheet_dates(net: TemporalNetwork, arguments: argparse.Namespace) -> SheetDates | None:
    from netexplorer.session.sheet import checked_step
    from netexplorer.session.state import SheetDates

    bounds: dict[str, Any] = {}
    for name, flag in (("start", "--from"), ("end", "--to")):
        text = getattr(arguments, name)
        if text is not None:
            with as_usage(flag):
                bounds[name] = net.axis.parse(text).earliest
    if arguments.every is not None:
        with as_usage("--every"):
            step = checked_step(net, arguments.every)
        return SheetDates(by="step", step=step, emphasis=arguments.emphasis, **bounds)
    if arguments.changes_of is not None:
        if arguments.changes_of not in net.rel_row:
            hint = "'netexplorer states --date D --json' prints the ids."
            raise UsageError(f"--changes-of: there is no relationship '{arguments.changes_of[:60]}'", hint=hint)
        return SheetDates(by="changes", rel=arguments.changes_of, emphasis=arguments.emphasis, **bounds)
    if arguments.dates is not None and not bounds:
        with as_usage("--dates"):
            ticks = tuple(net.axis.parse(date.strip()).earliest for date in arguments.dates.split(","))
        return SheetDates(by="typed", dates=ticks, emphasis=arguments.emphasis)
    return None


def _flag(arguments: argparse.Namespace) -> str:
    return "--every" if arguments.every is not None else "--dates" if arguments.dates is not None else "--changes-of"
