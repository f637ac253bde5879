"""The verb ``page``: one HTML file with network, timeline, dossier and search, which asks for no network."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from netexplorer.errors import UsageError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.session.state import ViewState

SUFFIXES = (".html", ".htm")


def arguments(sub: argparse.ArgumentParser, file: Callable[[argparse.ArgumentParser], None]) -> None:
    """What the verb understands; ``file`` adds what every verb that reads a dataset has."""
    file(sub)
    sub.add_argument("-o", "--output", metavar="OUT", required=True, help="where to write; .html")
    sub.add_argument("--date", metavar="D", help="the date it opens at; left out: a telling one")
    sub.add_argument("--compare", metavar="D", help="open with this second date, and what changed between the two")
    sub.add_argument("--lens", metavar="L", help="carry only what this lens (saved filter) shows, and no other lens")
    sub.add_argument(
        "--theme",
        choices=("auto", "light", "dark"),
        default="auto",
        help="auto (if left out) follows the reader's system",
    )
    sub.add_argument("--no-stories", action="store_true", help="leave out the stories of the dataset")


def page(arguments: argparse.Namespace) -> int:
    """Write the page; the exit code is 1 when a part of the dataset had to be left out."""
    output = Path(arguments.output)
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"'{output.name}' is no page", hint="Its name has to end in .html.")
    from netexplorer.cli.verbs import _network, _path
    from netexplorer.graph.atomic import write_atomic
    from netexplorer.publish.page import PageOptions
    from netexplorer.publish.page import page as made
    from netexplorer.publish.page.build import part_of
    from netexplorer.session.remembered import positions

    net, code = _network(_path(arguments), arguments)
    view = _view(net, arguments.date, arguments.compare, arguments.lens)
    only_lens, stories = arguments.lens is not None, not arguments.no_stories
    options = PageOptions(arguments.theme, only_lens, _path(arguments).name, stories)
    part_of(net, view, options)  # refuses what is too large before a layout works on it
    write_atomic(output, made(net, view, positions(net, view.layout), options))
    return code


def _view(net: TemporalNetwork, date: str | None, other: str | None, lens: str | None) -> ViewState:
    """Where the page opens."""
    from msgspec.structs import replace

    from netexplorer.graph.select import lens_mask
    from netexplorer.session.opening import default_view
    from netexplorer.session.travel import clamp

    view = default_view(net)
    if lens is not None:
        with as_usage("--lens"):
            lens_mask(net, lens)
        view = replace(view, lens=lens)
    if date is not None:
        with as_usage("--date"):
            view = replace(view, t=net.axis.parse(date).earliest)
    if other is not None:
        with as_usage("--compare"):
            view = replace(view, compare=clamp(net, net.axis.parse(other).earliest))
    return view
