"""The texts of very many records, one batch after the other: nothing is asked for record by record."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import TemporalNetwork

Rows = npt.NDArray[np.int64]
BATCH = 4096


def actor_names(net: TemporalNetwork) -> Iterator[list[str]]:
    """What the actors are called, batch by batch in the order of their rows."""
    for start in range(0, len(net.actor_ids), BATCH):
        yield [net.name(row) for row in range(start, min(start + BATCH, len(net.actor_ids)))]


def own_labels(net: TemporalNetwork) -> Iterator[tuple[Rows, list[str]]]:
    """The relationships that have a label of their own and their labels, batch by batch."""
    for start in range(0, len(net.rel_ids), BATCH):
        rows = range(start, min(start + BATCH, len(net.rel_ids)))
        said = [(row, label) for row in rows if (label := net.relationship(row).label) and not label.isspace()]
        yield np.array([row for row, _ in said], dtype=np.int64), [label for _, label in said]


def confidences(net: TemporalNetwork) -> tuple[npt.NDArray[np.int16], tuple[str, ...]]:
    """How each change is known: a code for each, int16 (c,), and the words that the codes stand for."""
    codes: dict[str, int] = {"": 0}
    rows = range(len(net.change_rel))
    column = np.fromiter(
        (codes.setdefault(net.change(row).confidence, len(codes)) for row in rows), np.int16, len(rows)
    )
    return column, tuple(codes)


def cited(net: TemporalNetwork) -> npt.NDArray[np.int32]:
    """How many different sources the changes of each relationship cite, int32 (m,)."""
    rows = range(len(net.rel_ids))
    return np.fromiter((len(cited_by(net, row)) for row in rows), np.int32, len(rows))


def cited_by(net: TemporalNetwork, rel: int) -> set[str]:
    """The ids of the sources that the changes of a relationship cite."""
    changes = net.relationship(rel).changes
    return {reference.partition("#")[0] for change in changes for reference in change.sources}
