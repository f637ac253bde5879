"""What a step of a story may cite: first the sources of what it shows, then all that the dataset has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import lens_mask
from netexplorer.session import travel
from netexplorer.session.citations import Citations
from netexplorer.session.state import ViewState
from netexplorer.session.storyedits import MOST_OFFERED, offered

MOST_LISTED = 5_000  # of the dataset's sources; others are found by their whole id
LONGEST_WORDS = 240


class Citable(Struct, frozen=True):
    """A source, or paragraphs of one, as a reference such as ``s002#4``; in words, and in all its words."""

    reference: str
    words: str
    detail: str
    is_shown: bool = False


def citable(net: TemporalNetwork, view: ViewState, begins: int) -> tuple[Citable, ...]:
    """What may be cited by a step with that view, whose time begins at a tick: what it shows cites these first."""
    known = Citations(net.dataset)
    shown = shown_sources(net, view, begins)
    rows = [_of(known, each, is_shown=True) for each in shown]
    others = (source.id for source in net.dataset.sources[:MOST_LISTED])
    return (*rows, *(_of(known, each) for each in others if each not in shown))


def in_words(net: TemporalNetwork, references: Sequence[str]) -> tuple[Citable, ...]:
    """What is cited by references, also where the dataset does not have it."""
    known = Citations(net.dataset)
    return tuple(_of(known, each) for each in references)


def named_source(net: TemporalNetwork, text: str) -> str:
    """The reference that a text is to the letter: an id, or one with a paragraph behind ``#``; empty if it is none."""
    text = text.strip()
    ids = {source.id for source in net.dataset.sources}
    before, hash_sign, place = text.rpartition("#")
    return text if text in ids or (hash_sign and place and before in ids) else ""


def shown_sources(net: TemporalNetwork, view: ViewState, begins: int) -> tuple[str, ...]:
    """The sources that a view cites: of what is selected, then of what happened in the year before, the last first."""
    cited = [*offered(net, view)]
    for references in _happened(net, view, min(begins, travel.year_before(net, view.t))):
        cited += [each for each in references if each not in cited]
        if len(cited) >= MOST_OFFERED:
            break
    return tuple(cited[:MOST_OFFERED])


def _happened(net: TemporalNetwork, view: ViewState, since: int) -> Iterator[tuple[str, ...]]:
    """What events and changes of the lens cite that lie after one date and not after that of the view."""
    is_seen = lens_mask(net, view.lens or None)[net.change_rel]
    changes = np.flatnonzero((net.change_from > since) & (net.change_from <= view.t) & is_seen)
    events = np.flatnonzero((net.event_tick > since) & (net.event_tick <= view.t))
    dated = [(int(net.event_tick[row]), 1, row) for row in events.tolist()]
    dated += [(int(net.change_from[row]), 0, row) for row in changes[-MOST_OFFERED * 4 :].tolist()]
    for _, is_event, row in sorted(dated, reverse=True):
        yield net.dataset.events[row].sources if is_event else net.change(row).sources


def _of(known: Citations, reference: str, *, is_shown: bool = False) -> Citable:
    (citation,) = known.of((reference,))
    title, label = " ".join(known.title(citation.source).split()), citation.label
    if label.startswith("“"):  # the beginning of the title, as nobody knows the publisher
        title, label = f"{title}{label.rpartition('”')[2]}", ""
    if not known.knows(citation.source):
        title, label = "not described in this dataset", ""
    words = " · ".join(part for part in (label, title, reference) if part)
    if len(words) > LONGEST_WORDS:
        words = f"{words[: LONGEST_WORDS - len(reference) - 4]}… · {reference}"
    return Citable(reference, words, citation.detail, is_shown)
