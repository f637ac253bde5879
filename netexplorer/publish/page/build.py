"""From a network and a view to the bytes of the page."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.hearing import as_told
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import find_lens, lens_actors, lens_mask
from netexplorer.publish.page.data import Part, page_data
from netexplorer.publish.page.document import document
from netexplorer.session.state import ViewState

Xy = npt.NDArray[np.float32]
PageTheme = Literal["auto", "light", "dark"]

#: A browser draws every relationship line by line; beyond this neither a step in time is smooth nor the file small.
MOST_RELATIONSHIPS = 20_000


class PageOptions(Struct, frozen=True):
    """What a page is like, apart from the view it opens with.

    Attributes
    ----------
    theme : "auto", "light" or "dark"
        What it opens in; ``auto`` follows the reader's system. A switch on the page changes it.
    only_lens : bool
        Carry only what the lens of the view shows; else everything, and the page offers every lens.
    file : str
        The name of the dataset's file, for the foot of the page.
    stories : bool
        Carry the stories of the dataset.
    """

    theme: PageTheme = "auto"
    only_lens: bool = False
    file: str = ""
    stories: bool = True


def page(net: TemporalNetwork, view: ViewState, positions: Xy, options: PageOptions = PageOptions()) -> bytes:
    """The page as UTF-8; the same arguments give the same bytes.

    Parameters
    ----------
    positions : float32 (n, 2)
        Where the layout of the view puts the actors.

    Raises
    ------
    UserError
        The dataset has no such lens, or the page would have more than ``MOST_RELATIONSHIPS``.
    """
    part = part_of(net, view, options)
    net = as_told(net, view.testimony)
    data = page_data(net, view, positions, part, options.theme, options.file, stories=options.stories)
    return document(data)


def part_of(net: TemporalNetwork, view: ViewState, options: PageOptions) -> Part:
    """The rows that the page carries.

    Raises
    ------
    UserError
        As in :func:`page`.
    """
    lens = view.lens if options.only_lens else ""
    net = as_told(net, view.testimony)
    heard = np.diff(net.change_start) > 0 if net.testimony else True
    rels = np.flatnonzero(lens_mask(net, lens or None) & heard)
    if len(rels) > MOST_RELATIONSHIPS:
        raise UserError(
            f"a page can show {MOST_RELATIONSHIPS:,} relationships, and here are {len(rels):,}",
            hint=_smaller(net, lens),
        )
    actors = np.flatnonzero(lens_actors(net, lens or None))
    return Part.of(net, rels, actors)


def _smaller(net: TemporalNetwork, lens: str) -> str:
    """Which lenses would do."""
    fitting = [
        each.id
        for each in net.dataset.lenses
        if each.id != lens and np.count_nonzero(lens_mask(net, each.id)) <= MOST_RELATIONSHIPS
    ]
    if fitting:
        return f"Choose one of these lenses: {', '.join(fitting[:8])}."
    return "Make a smaller dataset of what matters, or give it a lens that shows less."


def page_size_text(size: int) -> str:
    """How large a page is, in words."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} KB"


def lens_label(net: TemporalNetwork, lens_id: str) -> str:
    """What the lens is called; empty for the whole dataset."""
    lens = find_lens(net, lens_id or None)
    return (lens.label or lens.id) if lens is not None else ""
