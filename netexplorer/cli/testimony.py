"""Whose word counts, from the flags ``--only``, ``--source`` and ``--publisher``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from netexplorer.errors import UsageError

if TYPE_CHECKING:
    from netexplorer.graph.network import Bools, TemporalNetwork
    from netexplorer.graph.testimony import Testimony
    from netexplorer.session.state import ViewState

_MOST_NEAR = 3  # names that a wrong one may have meant


def testimony_flags(sub: argparse.ArgumentParser) -> None:
    """The flags of a verb that shows or counts states."""
    sub.add_argument(
        "--only",
        action="append",
        default=[],
        choices=("stated", "undisputed"),
        help="only changes that a source states, or that no source disputes; may be given for both",
    )
    who = sub.add_mutually_exclusive_group()
    who.add_argument("--source", metavar="ID", help="as this source alone tells it")
    who.add_argument("--publisher", metavar="NAME", help="as the sources of this publisher alone tell it")


def testimony_of(net: TemporalNetwork, arguments: argparse.Namespace) -> Testimony:
    """Whose word the flags wish to hear.

    Raises
    ------
    UsageError
        The dataset has no such source or publisher.
    """
    from netexplorer.graph.testimony import Testimony

    sources = net.dataset.sources
    return Testimony(
        stated="stated" in arguments.only,
        undisputed="undisputed" in arguments.only,
        source=_found("--source", "source", arguments.source, [source.id for source in sources]),
        publisher=_found("--publisher", "publisher", arguments.publisher, [source.publisher for source in sources]),
    )


def _found(flag: str, noun: str, wish: str | None, known: list[str]) -> str:
    """The name as the dataset writes it; of one that is written otherwise, whatever its capitals."""
    if wish is None:
        return ""
    names = [name for name in dict.fromkeys(known) if name]
    for name in (wish, *(each for each in names if each.casefold() == wish.casefold())):
        if name in names:
            return name
    import difflib

    part = [name for name in names if wish and wish.casefold() in name.casefold()]
    near = (part or difflib.get_close_matches(wish, names, _MOST_NEAR))[:_MOST_NEAR]
    hint = f"Did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else f"It has {len(names)} of them."
    raise UsageError(f"{flag}: this dataset has no {noun} “{wish}”", hint=hint)


def heard_view(net: TemporalNetwork, view: ViewState, arguments: argparse.Namespace) -> ViewState:
    """The view with the testimony that the flags wish."""
    from msgspec.structs import replace

    return replace(view, testimony=testimony_of(net, arguments))


def heard(net: TemporalNetwork, mask: Bools, arguments: argparse.Namespace) -> tuple[TemporalNetwork, Bools]:
    """The network of the testimony, and those of the relationships ``mask`` (m,) of which it tells anything."""
    import numpy as np

    from netexplorer.graph.hearing import as_told

    net = as_told(net, testimony_of(net, arguments))
    return net, mask & (np.diff(net.change_start) > 0) if net.testimony else mask
