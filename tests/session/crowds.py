"""Networks that are crowds in tests: small ones, and limits made small for them."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from netexplorer.session import crowd as crowds
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState

STATES = ("open", "limited", "suspended", "severed")
ACTORS, RELATIONSHIPS = 120, 400


def small_limits(patch: pytest.MonkeyPatch) -> None:
    """From now on 60 relationships are a crowd, with eight actors in front of it."""
    patch.setattr(crowds, "CROWD", 60)
    patch.setattr(crowds, "FOREMOST", 8)
    patch.setattr(crowds, "MOST_NEIGHBOURS", 25)


def actor(row: int) -> dict[str, object]:
    side, kind = ("east", "west", "north")[row % 3], ("state", "person")[row % 2]
    return {"id": f"a{row}", "name": f"Actor {row}", "side": side, "kind": kind}


def document(ends: list[tuple[int, int]], changes: list[list[dict[str, str]]], actors: int) -> dict[str, object]:
    """A dataset in the native format; the first ten relationships have a lens of their own."""
    rels = [
        {"id": f"r{row}", "source": f"a{a}", "target": f"a{b}", "changes": said, "tags": ["few"] if row < 10 else []}
        for row, ((a, b), said) in enumerate(zip(ends, changes, strict=True))
    ]
    return {
        "format": "netexplorer/1",
        "title": "A crowd",
        "actors": [actor(row) for row in range(actors)],
        "relationships": rels,
        "lenses": [{"id": "whole", "label": "Everything"}, {"id": "few", "label": "Few", "tags": ["few"]}],
    }


def crowd_document(seed: int = 1, actors: int = ACTORS, relationships: int = RELATIONSHIPS) -> dict[str, object]:
    """Relationships by chance, with one to three changes each on days of 2000 to 2003; the first actors have most."""
    chance = np.random.default_rng(seed)
    a = (actors * chance.random(relationships) ** 2).astype(int)
    b = (a + 1 + chance.integers(0, actors - 1, relationships)) % actors
    changes = []
    for _ in range(relationships):
        days = np.sort(chance.choice(np.arange(1200), size=chance.integers(1, 4), replace=False))
        dates = (np.datetime64("2000-01-10") + days).astype(str)
        said = [{"from": str(day), "state": STATES[chance.integers(0, 4)]} for day in dates]
        if chance.random() < 0.2:
            said[-1]["until"] = "2003-06-01"
        changes.append(said)
    return document(list(zip(a.tolist(), b.tolist(), strict=True)), changes, actors)


def network_of(raw: dict[str, object]) -> TemporalNetwork:
    return build(msgspec.convert(raw, Dataset))


def crowd_network(seed: int = 1) -> TemporalNetwork:
    return network_of(crowd_document(seed))


def places(count: int, apart: float = 60.0) -> npt.NDArray[np.float32]:
    """Actors in a grid that is a little out of order, so that no two lines lie upon one another."""
    chance = np.random.default_rng(7)
    side = int(np.ceil(np.sqrt(count)))
    row, column = np.divmod(np.arange(count), side)
    return (np.stack([column, row], axis=1) * apart + chance.normal(0, apart / 6, (count, 2))).astype(np.float32)


def day(net: TemporalNetwork, text: str) -> int:
    return net.axis.parse(text).earliest


def session_at(net: TemporalNetwork, date: str = "2001-07-01", **view: object) -> Session:
    """A session whose actors have their places, so that no layout is asked for."""
    session = Session(net, msgspec.structs.replace(ViewState(t=day(net, date)), **view))
    session.set_positions("sides", places(len(net.actor_ids)))
    return session
