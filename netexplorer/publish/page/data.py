"""What a page shows, as plain values: columns of rows, worded dates, the looks of both themes.

Ticks are numbers as JavaScript has them; what is since ever or for ever is null. Nothing is worked out here that
depends on a date: the page compares ticks.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer import __version__
from netexplorer.graph.dates import BEGINNING, FOREVER, describe
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain, plain_lines
from netexplorer.graph.select import lens_actors, lens_mask
from netexplorer.publish.page.looks import looks
from netexplorer.publish.page.stories import HIDDEN, stories_of
from netexplorer.publish.page.told import Told
from netexplorer.scene.timescale import bounds, has_dates, span_of
from netexplorer.session import selection, travel
from netexplorer.session.dossier import Archive
from netexplorer.session.facts import Facts
from netexplorer.session.posts import folded as folded_rows
from netexplorer.session.posts import standing_text
from netexplorer.session.resolve import Plan, make_plan
from netexplorer.session.state import ViewState
from netexplorer.session.wording import called, family_label

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Xy = npt.NDArray[np.float32]
Columns = dict[str, Any]


class Part(Struct, frozen=True, eq=False):
    """The rows of a network that a page carries, and where each stands there.

    Attributes
    ----------
    rels, actors : int (k,), int (j,)
        Ascending rows of the network; the ends of every relationship are among the actors.
    rel_at, actor_at : int (m,), int (n,)
        The row on the page, -1 for what is not there.
    """

    rels: Rows
    actors: Rows
    rel_at: Rows
    actor_at: Rows

    @classmethod
    def of(cls, net: TemporalNetwork, rels: Rows, actors: Rows) -> Part:
        """A part with these relationships, their ends and these actors."""
        everyone = np.unique(np.concatenate([actors, net.src[rels], net.dst[rels]])).astype(np.intp)
        return cls(rels, everyone, _places(rels, len(net.rel_ids)), _places(everyone, len(net.actor_ids)))


def _places(rows: Rows, count: int) -> Rows:
    at = np.full(count, -1, dtype=np.intp)
    at[rows] = np.arange(len(rows))
    return at


def page_data(
    net: TemporalNetwork, view: ViewState, positions: Xy, part: Part, theme: str, file: str, *, stories: bool = True
) -> Columns:
    """Everything the page knows; the theme is ``auto``, ``light`` or ``dark``."""
    plan = make_plan(net, view, positions)
    told = Told(net, part)
    archive = Archive(net)
    about = archive.dossier(view.t, "")
    selected = selection.find(net, view.selected)
    lenses = _lenses(net, part)
    return {
        "meta": {
            "title": plain(net.dataset.title),
            "description": plain_lines(net.dataset.description),
            "testimony": plain(plan.testimony),
            "facts": about.facts,
            "tables": about.tables,
            "made": f"netexplorer {__version__}",
            "file": plain(file),
        },
        "view": {
            "t": view.t,
            "compare": view.compare,
            "lens": view.lens,
            "theme": theme,
            "selected": view.selected if selected.kind else "",
            "ghosts": view.ghosts,
            "holders": view.holders,
            "hidden": {name: getattr(view, f"hidden_{name}") for name in HIDDEN},
        },
        "time": _time(net, plan.facts),
        **looks(net),
        "types": [{"label": called(each), "directed": each.directed} for each in net.types],
        "families": [{"id": each, "label": family_label(each)} for each in net.families],
        "actors": _actors(archive, part, plan.xy, plan.facts, told),
        "rels": _relationships(net, part, plan.facts),
        "offices": _offices(part, plan.facts),
        "changes": told.changes(part.rels, plan.facts.disputed_changes, plan.facts.unstated_changes),
        "events": told.events(),
        "disputes": told.disputes(),
        "lenses": lenses,
        "stories": _stories(plan, view, told, part, lenses) if stories else [],
        "cites": told.cites(),
    }


def tick(value: int) -> int | None:
    """A tick, or nothing at the bounds of time."""
    return int(value) if BEGINNING < value < FOREVER else None


def _time(net: TemporalNetwork, facts: Facts) -> Columns:
    as_of = net.axis.read(net.dataset.as_of)
    return {
        "number": net.axis.is_number,
        "unit": plain(net.axis.unit),
        "dated": has_dates(net),
        "precision": facts.precision.name,
        "first": net.first,
        "last": net.last,
        "home": travel.home(net),
        "end": travel.end(net),
        "year": travel.year_ticks(net),
        "resolution": net.axis.resolution,
        "bounds": bounds(net),
        "asOf": describe(as_of) if as_of else "",
    }


def _actors(archive: Archive, part: Part, xy: Xy, facts: Facts, told: Told) -> Columns:
    net, rows = archive.net, part.actors.tolist()
    records = [net.actor(row) for row in rows]
    places = np.round(xy[part.actors].astype(float), 1)
    return {
        "id": [net.actor_ids[row] for row in rows],
        "name": [plain(net.name(row)) for row in rows],
        "kind": net.actor_kind[part.actors].tolist(),
        "side": net.actor_side[part.actors].tolist(),
        "x": _finite(places[:, 0]),
        "y": _finite(places[:, 1]),
        "standing": facts.standing[part.actors].tolist(),
        "place": [plain(facts.places[row]) for row in rows],
        "names": [[[plain(code), plain(name)] for code, name in each.names.items()] for each in records],
        "aliases": [[plain(alias) for alias in each.aliases] for each in records],
        "about": [plain_lines(each.description) for each in records],
        "facts": [_facts_of(archive, row) if net.actor(row).active else [] for row in rows],
        "cites": [told.cite(each.sources) for each in records],
    }


def _finite(values: npt.NDArray[np.float64]) -> list[float]:
    return [value if math.isfinite(value) else 0.0 for value in values.tolist()]


def _facts_of(archive: Archive, row: int) -> list[list[str]]:
    """What the dossier of an actor says in pairs, whatever the date."""
    net = archive.net
    found = archive.dossier(net.first, selection.actor(net, row)).facts
    return [[label, text] for label, text in found if label == "Active"]


def _relationships(net: TemporalNetwork, part: Part, facts: Facts) -> Columns:
    rows = part.rels
    offices = facts.holders.offices
    folded = folded_rows(
        offices, (np.zeros(len(net.actor_ids), bool), np.zeros(len(net.src), bool)), with_holders=False
    )
    posts = [(part.rel_at[row], words) for row, words in zip(facts.posts.tolist(), facts.post_words, strict=True)]
    return {
        "id": [net.rel_ids[row] for row in rows.tolist()],
        "label": [plain(net.label(row)) for row in rows.tolist()],
        "src": part.actor_at[net.src[rows]].tolist(),
        "dst": part.actor_at[net.dst[rows]].tolist(),
        "type": net.rel_type[rows].tolist(),
        "family": net.rel_family[rows].tolist(),
        "channel": net.is_channel[rows].astype(int).tolist(),
        "folded": [int(row) for row in part.rel_at[folded] if row >= 0],
        "posts": [[int(row), plain(words)] for row, words in posts if row >= 0],
    }


def _offices(part: Part, facts: Facts) -> list[Columns]:
    """The offices, each with the lines below its name: from ``ticks[k]`` on ``lines[k]``."""
    found = []
    offices = facts.holders.offices
    for row in offices.institutions.tolist():
        office = offices.office(row)
        if office is not None and part.actor_at[row] >= 0:
            turns = [turn for turn in office.turns if turn < FOREVER]
            lines = [plain(standing_text(offices.net, office.at(turn))) for turn in turns]
            found.append({"actor": int(part.actor_at[row]), "ticks": [tick(turn) for turn in turns], "lines": lines})
    return found


def _lenses(net: TemporalNetwork, part: Part) -> list[Columns]:
    """Every lens of which the page has all; the last is the whole page, unless a lens already shows that."""
    found = []
    for each in net.dataset.lenses:
        rels, actors = lens_mask(net, each.id), lens_actors(net, each.id)
        if (part.rel_at[rels] >= 0).all() and (part.actor_at[actors] >= 0).all():
            found.append(_lens(net, part, each.id, called(each), rels, actors))
    everything = (np.ones(len(net.rel_ids), bool), np.ones(len(net.actor_ids), bool))
    if not found or (
        len(part.rels) == len(net.rel_ids) and all("0" in f"{each['rels']}{each['actors']}" for each in found)
    ):
        found.append(_lens(net, part, "", "Everything", *everything))
    return found


def _stories(plan: Plan, view: ViewState, told: Told, part: Part, lenses: list[Columns]) -> list[Columns]:
    return stories_of(plan, view, told, {each["id"] for each in lenses}, _whole(plan.net, part, lenses))


def _whole(net: TemporalNetwork, part: Part, lenses: list[Columns]) -> str:
    """The lens of the page that shows all there is: a step without a lens is seen through it."""
    if len(part.rels) < len(net.rel_ids) or len(part.actors) < len(net.actor_ids):
        return ""
    return next((each["id"] for each in lenses if "0" not in f"{each['rels']}{each['actors']}"), "")


def _lens(net: TemporalNetwork, part: Part, ident: str, label: str, rels: Bools, actors: Bools) -> Columns:
    return {
        "id": ident,
        "label": label,
        "rels": _bits(rels[part.rels]),
        "actors": _bits(actors[part.actors]),
        "span": span_of(net, rels),
    }


def _bits(mask: Bools) -> str:
    return (mask.astype(np.uint8) + ord("0")).astype(np.uint8).tobytes().decode()
