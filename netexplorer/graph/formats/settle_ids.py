"""An id of its own for every relationship of a large draft, by the rules of ``LinkIds``, and what takes long of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.formats.linkids import LinkIds
from netexplorer.graph.formats.links import Codes, Links, again
from netexplorer.graph.formats.settle import LINK_KEYS, extra_of
from netexplorer.graph.formats.settle_spells import LAST, Bent
from netexplorer.graph.gather import Coded
from netexplorer.graph.ids import remember
from netexplorer.graph.tabling import written
from netexplorer.graph.texts import Texts, every_text, put_together, texts_of
from netexplorer.graph.threads import begun

Ints = npt.NDArray[np.int64]


class Ids:
    """The ids of relationships and their values; those that are made of their ends are begun at once, in a thread.

    Parameters
    ----------
    names : list of str
        Of all actors.
    """

    def __init__(self, links: Links, names: list[str]) -> None:
        self._links, self._names = links, names
        self._are_plain = not links.id.codes.any() and not _may_be_mixed(names)
        self._begun = begun(self._every) if self._are_plain else None

    def of(self, rows: Ints, bent: Bent) -> Callable[[], dict[str, Texts | Coded]]:
        """The columns of the relationships that last, to be asked for when nothing else is left to do."""
        if self._begun is not None and rows.size == self._links.count:
            return self._begun
        ids = self._of(rows, bent)
        return lambda: {"id": ids, "extra": _values(self._links, rows)}

    def _every(self) -> dict[str, Texts | Coded]:
        links = self._links
        ids = _made(links.source, links.target, self._names)
        return {"id": ids, "extra": written(schema.Relationship, "extra", _values(links, slice(None)))}

    def _of(self, rows: Ints, bent: Bent) -> Texts | Coded:
        """An id of its own for each, that of the file where it can be."""
        links, names = self._links, self._names
        codes = links.id.codes[rows]
        if codes.size and codes.min() > 0 and np.bincount(codes).max() == 1:
            return Coded(codes, links.id.values)
        source, target = links.source[rows], links.target[rows]
        if self._are_plain:
            return _made(source, target, names)
        given: Any = links.id.values.__getitem__
        ends = (map(names.__getitem__, end.tolist()) for end in (source, target))
        wanted = [ident or f"{a}--{b}" for ident, a, b in zip(map(given, codes.tolist()), *ends, strict=True)]
        return texts_of(_numbered(wanted, codes > 0, rows, bent))


def _values(links: Links, rows: Ints | slice) -> Coded:
    values = [extra_of(each, LINK_KEYS) for each in links.values.values]
    return Coded(links.values.codes[rows], values)


def _may_be_mixed(names: list[str]) -> bool:
    """Whether the ids made of these names may be alike, as those of ``a--b`` and ``c`` and of ``a`` and ``b--c``."""
    text = "\n".join(["", *names, ""])
    return any(sign in text for sign in ("--", "\n-", "-\n", "#"))


def _made(source: Codes, target: Codes, names: list[str]) -> Texts:
    """``a--b``, and a number behind it for all but the first of the same two."""
    pair = source.astype(np.int64) * len(names) + target
    pieces, join = [*names, "--"], len(names)
    later = target.copy()
    seen: Counter[int] = Counter()
    for row in again(pair).tolist():
        seen[int(pair[row])] += 1
        if (nth := seen[int(pair[row])]) > 1:
            later[row] = len(pieces)
            pieces.append(f"{names[target[row]]}#{nth}")
    del pair
    codes = np.empty((source.size, 3), dtype=np.int32)
    codes[:, 0], codes[:, 1], codes[:, 2] = source, join, later
    parts = every_text(pieces)
    ids = put_together(pieces, codes, parts)
    remember(ids, parts, [source, np.array(join), later])  # whoever checks and shows them asks for it
    return ids


def _numbered(wanted: list[str], is_given: npt.NDArray[np.bool_], rows: Ints, bent: Bent) -> list[str]:
    """Ids with a number behind those that were taken, as ``LinkIds`` gives them."""
    if len(set(wanted)) == len(wanted):
        return wanted
    told: list[tuple[int, str, str]] = []
    made: list[str] = []
    ids = LinkIds(lambda code, sentence: told.append((int(rows[len(made)]), code, sentence)))
    for ident, given in zip(wanted, is_given.tolist(), strict=True):
        made.append(ids.free(ident, is_given=given))
    if told:
        row, code, sentence = told[0]
        bent.add((row, 1, LAST, 0), code, len(told), lambda: sentence)
    return made
