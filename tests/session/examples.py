"""A small dataset and its network, made so that every rule of a view has something to act on."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from netexplorer.session.state import ViewState

DOCUMENT = {
    "format": "netexplorer/1",
    "title": "Two sides",
    "as_of": "2020-12-31",
    "sides": [{"id": "east", "label": "East"}, {"id": "west", "label": "West"}],
    "kinds": [{"id": "state", "label": "State"}, {"id": "person", "label": "Person"},
         {"id": "office", "label": "Office"}],
    "types": [
        {"id": "embassy", "label": "Embassy", "directed": True, "family": "channel"},
        {"id": "heads", "label": "Heads", "directed": True, "family": "leadership"},
        {"id": "remark", "label": "Remark", "directed": True, "family": "statement"},
    ],
    "sources": [
        {"id": "s1", "title": "On embassies", "publisher": "The Herald (translated)", "author": "A. Writer",
         "published": "2014-03-02", "url": "https://example.org/a"},
        {"id": "s2", "title": "Memoir", "published": "2001", "url": "javascript:alert(1)"},
    ],
    "actors": [
        {"id": "e", "name": "Eastland", "names": {"ru": "Королёво"}, "aliases": ["The East"],
          "kind": "state", "side": "east"},
        {"id": "w", "name": "Westland", "kind": "state", "side": "west", "tags": ["core"]},
        {"id": "min", "name": "Foreign Ministry", "kind": "office", "side": "east",
         "extra": {"place": "Eastburg"}},
        {"id": "bob", "name": "Bob Łódź", "kind": "person", "side": "east"},
        {"id": "hermit", "name": "Hermit", "kind": "person", "side": "west", "tags": ["core"]},
    ],
    "relationships": [
        {"id": "e--w", "source": "e", "target": "w", "type": "embassy", "label": "Embassy of Eastland",
          "tags": ["core"],
         "changes": [
             {"from": "1998", "state": "open", "note": "Opened.", "confidence": "stated", "sources": ["s1#2", "s1#4"]},
             {"from": "2014-04-01", "state": "limited", "note": "Half closed.", "values": {"staff ceiling": 10},
              "sources": ["s1#9", "s2"]},
             {"from": "2018-03", "state": "severed", "note": "Closed.", "confidence": "disputed",
          "sources": ["nowhere"]},
         ]},
        {"id": "w--e", "source": "w", "target": "e", "type": "embassy", "tags": ["core"],
         "changes": [{"from": "2000-01-01", "until": "2010-06-30", "state": "open"},
                     {"from": "2014-04-11", "state": "suspended"}]},
        {"id": "bob--min", "source": "bob", "target": "min", "type": "heads", "label": "Łódź · Foreign Minister",
         "tags": ["core"], "changes": [{"from": "2005-05-05", "until": "2015-05-05", "state": "open"}]},
        {"id": "bob--w", "source": "bob", "target": "w", "type": "remark",
         "changes": [{"from": "2016", "state": "open"}]},
    ],
    "events": [{"id": "crisis", "date": "2014-03-20", "title": "The crisis", "relationships": ["e--w"],
          "actors": ["e"],
                "sources": ["s2"]},
               {"id": "far", "date": "2014-03-30", "title": "Something else", "actors": []}],
    "disagreements": [{"id": "d", "about": ["e--w"], "note": "When it closed.",
                       "claims": [{"text": "In March", "sources": ["s1"]}, {"text": "In May", "sources": ["s2"]}]}],
    "lenses": [{"id": "core", "label": "Core", "tags": ["core"]},
         {"id": "people", "label": "People", "kinds": ["person"]}],
}  # fmt: skip


def small_dataset() -> Dataset:
    """The dataset; ``place`` is a key the format does not know, which a reader keeps in ``extra``."""
    return msgspec.convert(DOCUMENT, Dataset)


def small() -> TemporalNetwork:
    """The network of the dataset."""
    return build(small_dataset())


def at(net: TemporalNetwork, date: str, lens: str = "core", **more: object) -> ViewState:
    """A view at a date."""
    return msgspec.structs.replace(ViewState(t=net.axis.parse(date).earliest, lens=lens), **more)


def places(net: TemporalNetwork) -> npt.NDArray[np.float32]:
    """Positions, all different."""
    return np.arange(2 * len(net.actor_ids), dtype=np.float32).reshape(-1, 2)
