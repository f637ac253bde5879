"""The order of many texts as integers: sorting a million names takes array operations instead of comparisons."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from netexplorer.graph.bulk import actor_names, own_labels
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain

Int64s = npt.NDArray[np.int64]
_WORD = 8  # bytes compared at once


def text_ranks(texts: Iterable[str]) -> Int64s:
    """How many texts come before each, by code points, int64 (k,); equal texts have equal ranks.

    Texts are told apart eight bytes at a time, and only those that are still equal are looked at again: a radix sort
    from the front (McIlroy, Bostic & McIlroy 1993). The bytes of UTF-8 are in the order of the code points.
    """
    parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    sizes = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    data = np.frombuffer(b"".join(parts) + bytes(_WORD), dtype=np.uint8)
    starts = np.cumsum(sizes) - sizes
    ranks = np.zeros(len(parts), dtype=np.int64)
    alike, depth = np.arange(len(parts)), 0  # those that are not told apart from another one yet
    while len(alike):
        left = np.minimum(sizes[alike] - depth, _WORD + 1)
        keys = (left, _words(data, starts[alike] + depth, left), ranks[alike])
        order = np.lexsort(keys)
        left, word, rank = (key[order] for key in keys)
        is_group = np.append(True, rank[1:] != rank[:-1])
        is_first = is_group | np.append(True, (word[1:] != word[:-1]) | (left[1:] != left[:-1]))
        at = np.arange(len(order))
        before = np.maximum.accumulate(np.where(is_first, at, 0)) - np.maximum.accumulate(np.where(is_group, at, 0))
        alike = alike[order]
        ranks[alike] = rank + before
        is_alone = is_first & np.append(is_first[1:], True)
        alike, depth = alike[~is_alone & (left > _WORD)], depth + _WORD
    return ranks


def _words(data: npt.NDArray[np.uint8], at: Int64s, left: Int64s) -> npt.NDArray[np.uint64]:
    """The next eight bytes of each text as a number, those beyond its end as zeros."""
    windows = np.lib.stride_tricks.sliding_window_view(data, _WORD)
    word = windows[at].view(">u8")[:, 0].astype(np.uint64)
    beyond = (8 * (_WORD - np.clip(left, 0, _WORD))).astype(np.uint64)
    whole: npt.NDArray[np.uint64] = np.where(left > 0, word >> beyond << beyond, np.uint64(0))
    return whole


def collated(text: str) -> str:
    """A text as names are ordered: on one line, without case."""
    return " ".join(plain(text).split()).casefold()


def name_ranks(net: TemporalNetwork) -> Int64s:
    """The order of the actors by name, int64 (n,)."""
    return text_ranks(collated(name) for names in actor_names(net) for name in names)


def label_ranks(net: TemporalNetwork) -> Int64s:
    """The order of the relationships by what they are called, int64 (m,); the same number for the same label.

    One without a label of its own stands where the name of its first actor would, and among those by the second.
    """
    names = [collated(name) for some in actor_names(net) for name in some]
    labelled: list[Int64s] = []
    labels: list[str] = []
    for rows, some in own_labels(net):
        labelled.append(rows)
        labels += map(collated, some)
    ranks, n = text_ranks([*names, *labels]), len(names)
    of_second = np.searchsorted(np.unique(ranks[:n]), ranks[:n])
    keys: Int64s = ranks[:n][net.src] * (2 * n + 1) + 1 + 2 * of_second[net.dst] + net.directed
    if labelled:
        keys[np.concatenate(labelled)] = ranks[n:] * (2 * n + 1)
    return keys
