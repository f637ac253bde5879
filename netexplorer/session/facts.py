"""What is worth knowing about a network regardless of date and view, gathered once when a dataset is opened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.certainty import having
from netexplorer.graph.coded import of_actors, with_extra
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, Precision
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.doubts import doubted
from netexplorer.scene.memo import of_network
from netexplorer.scene.offices import offices_of
from netexplorer.scene.timescale import has_dates
from netexplorer.session.instant import standing
from netexplorer.session.posts import HolderLines, post_name

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

NO_DATES = "No dates"
_PERSON = "person"
_LEADERSHIP = "leadership"
_GREAT = frozenset({"state", "alliance", "country", "union", "empire", "power"})  # kinds that stand for many others


class Facts(Struct, frozen=True, eq=False, dict=True):
    """n actors, m relationships, c changes, e events.

    Attributes
    ----------
    event_rels, event_actors : tuple of intp arrays, one per event
        The rows that an event touches.
    disputed_changes, unstated_changes : bool (c,)
        Disputed by sources; stated by none, but inferred, general knowledge, or unsourced.
    standing : float32 (n,)
        What makes an actor important besides its relationships: states and alliances, and the tags of the first lens.
    posts : intp (k,)
        Relationships that say which post a person holds, the most telling types first.
    is_dated : bool
        Anything has a date.
    holders : HolderLines
        Who holds the offices of the dataset.
    precision : Precision
        Of the most precisely dated change: ``DAY`` (or finer), ``MONTH`` or ``YEAR`` (or coarser).
    """

    net: TemporalNetwork
    event_rels: tuple[Rows, ...]
    event_actors: tuple[Rows, ...]
    disputed_changes: Bools
    unstated_changes: Bools
    standing: npt.NDArray[np.float32]
    places: tuple[str, ...]
    posts: Rows
    holders: HolderLines
    is_dated: bool
    precision: Precision

    def date_label(self, t: int) -> str:
        """The date in words, no preciser than the dataset: a year where only years are known and ``t`` begins one."""
        if not self.is_dated:
            return NO_DATES
        if self.precision == Precision.DAY:
            return self.net.axis.label(t)
        unit: Literal["M", "Y"] = "Y" if self.precision == Precision.YEAR else "M"
        is_round = bool(_begins(np.array([t]), unit)[0])
        return self.net.axis.label(t, self.precision if is_round else Precision.DAY)

    def posts_at(self, t: int) -> Bools:
        """Which of :attr:`posts` are held at the instant ``t``, bool (k,)."""
        return standing(self.net, t, self.posts).in_force

    @cached_property
    def turns(self) -> list[int]:
        """The instants at which any relationship begins, changes or ends, in order."""
        ticks: list[int] = distinct(np.concatenate([self.net.change_from, self.net.change_to])).tolist()
        return ticks

    @cached_property
    def post_words(self) -> tuple[str, ...]:
        """What each of :attr:`posts` is called: the author names it ("Lavrov · Foreign Minister"), or the office is."""
        return tuple(post_name(self.net, row) for row in self.posts.tolist())

    def name_posts(self, held: Bools, t: int) -> tuple[str, ...]:
        """The second line of every actor's label when the posts in ``held`` are held, at the instant ``t``."""
        lines = list(self.places)
        for row, line in self.holders.lines(t):
            lines[row] = line
        for place in reversed(np.flatnonzero(held).tolist()):
            lines[int(self.net.src[self.posts[place]])] = self.post_words[place]
        return tuple(lines)

    def subtitles(self, t: int) -> tuple[str, ...]:
        """The second line of every actor's label, one text per actor, often empty."""
        return self.name_posts(self.posts_at(t), t)


def _rows(ids: tuple[str, ...], table: Mapping[str, int]) -> Rows:
    return np.array(sorted({table[ident] for ident in ids if ident in table}), dtype=np.intp)


def _standing(net: TemporalNetwork) -> npt.NDArray[np.float32]:
    lenses = net.dataset.lenses
    tags = set(lenses[0].tags) if lenses else set()
    great = [code for code, kind in enumerate(net.kinds) if kind.id.casefold() in _GREAT]
    tagged = having(of_actors(net, "tags"), lambda given: bool(tags.intersection(given)))
    return (6.0 * np.isin(net.actor_kind, great) + 2.0 * tagged).astype(np.float32)


@of_network
def posts_of(net: TemporalNetwork) -> Rows:
    """The posts that are declared, and directed relationships of the family leadership from a person to an office.

    Earlier types of the file come first.
    """
    declared = offices_of(net).rels
    types = [code for code, each in enumerate(net.types) if each.family == _LEADERSHIP]
    persons = [code for code, kind in enumerate(net.kinds) if kind.id == _PERSON]
    if not types or not persons:
        return declared[np.argsort(net.rel_type[declared], kind="stable")].astype(np.intp)
    leads = np.isin(net.rel_type, types) & net.directed & ~net.is_channel
    from_person, to_person = (np.isin(net.actor_kind[end], persons) for end in (net.src, net.dst))
    leads &= from_person & ~to_person
    leads[declared] = True
    rows = np.flatnonzero(leads)
    return rows[np.argsort(net.rel_type[rows], kind="stable")]


def _precision(net: TemporalNetwork) -> Precision:
    dated = net.change_from > BEGINNING
    if net.axis.is_number or not dated.any():
        return Precision.DAY
    ends = net.change_to[net.change_to < FOREVER]
    finest = int((net.change_from_end - net.change_from)[dated].min())
    if finest <= DAY or not _begins(ends, "M").all():
        return Precision.DAY
    return Precision.MONTH if finest < 360 * DAY or not _begins(ends, "Y").all() else Precision.YEAR


def _begins(ticks: npt.NDArray[np.int64], unit: Literal["M", "Y"]) -> Bools:
    """Which of ``ticks`` are the first instant of a month or of a year."""
    instants = ticks.astype("datetime64[s]")
    return np.asarray(instants.astype(f"datetime64[{unit}]").astype("datetime64[s]") == instants)


def _places(net: TemporalNetwork) -> tuple[str, ...]:
    """What each actor says under ``place``, a key that the format does not know; often nothing."""
    places = [""] * len(net.actor_ids)
    for row in with_extra(net):
        place = net.actor(row).extra.get("place")
        places[row] = place if isinstance(place, str) else ""
    return tuple(places)


def gather(net: TemporalNetwork) -> Facts:
    """Go once over the dataset: over its columns where it has any, else over its records.

    How precisely it is dated, who stands out and who holds which post is said of all that was told, whoever is heard.
    """
    if net.whole is not None:
        return as_told(gather(net.whole), net)
    disputed, unstated = doubted(net)
    return Facts(
        net=net,
        event_rels=tuple(_rows(event.relationships, net.rel_row) for event in net.dataset.events),
        event_actors=tuple(_rows(event.actors, net.actor_row) for event in net.dataset.events),
        disputed_changes=disputed,
        unstated_changes=unstated,
        standing=_standing(net),
        places=_places(net),
        posts=posts_of(net),
        holders=HolderLines(offices_of(net)),
        is_dated=has_dates(net),
        precision=_precision(net),
    )


def as_told(facts: Facts, net: TemporalNetwork) -> Facts:
    """The facts of the same dataset in another testimony; how dates are written does not depend on who is heard."""
    disputed, unstated = doubted(net)
    holders = HolderLines(offices_of(net))
    return replace(facts, net=net, holders=holders, disputed_changes=disputed, unstated_changes=unstated)
