"""Datasets that try the window's patience: empty, tiny, hostile, large. Each is a plain document of the file format."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Document = dict[str, Any]


def empty() -> Document:
    """Nobody and nothing."""
    return {"format": "netexplorer/1", "title": "Nothing yet", "actors": [], "relationships": []}


def one_actor() -> Document:
    """One actor without relationships."""
    actors = [{"id": "alone", "name": "The only one", "kind": "person"}]
    return {"format": "netexplorer/1", "title": "One actor", "actors": actors, "relationships": []}


def hostile() -> Document:
    """Names that are too long, look like HTML, run from right to left, hold line breaks and emoji."""
    names = (
        "The Interministerial Standing Consultative Committee on the Prevention of Dangerous Military Activities",
        "<b>bold</b><img src=x onerror=alert(1)>",
        "لجنة الاتصال الدائمة",
        "ועדת הקשר",
        "常設連絡委員会",
        "line one\nline two\nline three",
        "🕊️ Peace 🤝 Committee 🇺🇳",
        "W" * 10_000,
        "",
        "é" + "\u0301" * 40,
        "\u202eright to left override",
        "a&b <c> \"d\" 'e'",
    )
    kinds = ("person", "office", "council")
    actors = [
        {"id": f"a{k}", "name": name, "kind": kinds[k % 3], "side": f"side {k % 4}", "description": name * 3}
        for k, name in enumerate(names)
    ]
    words = ("open", "limited", "suspended", "severed")
    relationships = []
    for k in range(len(names)):
        for step in (1, 3):
            changes = [
                {"from": str(1990 + k + 4 * j), "state": words[(k + j) % 4], "note": names[(k + j) % 12][:400]}
                for j in range(3)
            ]
            relationships.append(
                {
                    "source": f"a{k}",
                    "target": f"a{(k + step) % 12}",
                    "label": names[(k + step) % 12],
                    "changes": changes,
                }
            )
    events = [{"date": str(1995 + k), "title": name[:600]} for k, name in enumerate(names)]
    return {
        "format": "netexplorer/1",
        "title": "A title that is longer than any title bar, legend or heading was ever made for, and then some more",
        "actors": actors,
        "relationships": relationships,
        "events": events,
    }


def broken() -> Document:
    """A file with a mistake of every sort."""
    actors = [
        {"id": "a", "name": "One"},
        {"id": "a", "name": "The same id"},
        {"id": "b", "name": "Two"},
        {"name": "No id"},
    ]
    changes = [
        {"from": "2001", "state": "open"},
        {"from": "2021-13-01", "state": "severed"},
        {"from": "2005", "state": "half open"},
        {"from": "2010", "until": "2007", "state": "limited"},
    ]
    ties = [{"source": "a", "target": "b", "changes": changes}, {"source": "a", "target": "nobody"}]
    return {"format": "netexplorer/1", "title": "Mistakes", "actors": actors, "relationships": ties, "colour": "red"}


def big(actors: int = 2_000, relationships: int = 5_000) -> Document:
    """Many actors and relationships in five camps, with two to four changes each; always the same."""
    rng = random.Random(7)
    words = ("open", "limited", "suspended", "severed")
    people: list[Document] = [
        {"id": f"p{k}", "name": f"Actor {k}", "kind": "person" if k % 3 else "office", "side": f"Camp {k % 5 + 1}"}
        for k in range(actors)
    ]
    ties: list[Document] = []
    for _ in range(relationships):
        source = int(actors * rng.random() ** 2)
        target = (source + 5 * rng.randrange(1, actors // 5)) % actors if rng.random() < 0.7 else rng.randrange(actors)
        if source == target:
            continue
        years = sorted(rng.sample(range(1950, 2021), rng.randint(2, 4)))
        changes = [{"from": str(year), "state": rng.choice(words)} for year in years]
        ties.append({"source": f"p{source}", "target": f"p{target}", "changes": changes})
    return {"format": "netexplorer/1", "title": "Two thousand actors", "actors": people, "relationships": ties}


DATASETS: Mapping[str, Callable[[], Document]] = MappingProxyType(
    {"empty": empty, "one": one_actor, "hostile": hostile, "broken": broken, "big": big}
)
