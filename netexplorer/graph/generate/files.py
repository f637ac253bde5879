"""A synthetic network as a file, written piece by piece: a million relationships are never records all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats import OWN, format_for
from netexplorer.graph.formats.canonical import to_bytes
from netexplorer.graph.generate import words
from netexplorer.graph.generate.arrays import Synthetic
from netexplorer.graph.generate.records import (
    SOURCES,
    actor_id,
    change_dates,
    dataset,
    relationship_id,
    without_relationships,
)

_PIECE = 20_000  # relationships
_EMPTY = b'"relationships": []'


def write(net: Synthetic, path: Path) -> None:
    """Write the network in the format that the suffix asks for; an older file is replaced in one step, or not at all.

    Raises
    ------
    UserError
        If no format for synthetic networks has the suffix, or the file cannot be written there.
    """
    writer_for(path)(net, path)


def writer_for(path: Path) -> Callable[[Synthetic, Path], None]:
    """What writes files of this suffix.

    Raises
    ------
    UserError
        If nothing does.
    """
    if path.suffix.lower() == ".json":
        return _write_json
    known = [suffix for format_ in OWN for suffix in format_.suffixes]
    if path.suffix.lower() not in known:
        raise UserError(f"'{path.name}' is no name for a dataset", hint=f"Its name has to end in {' or '.join(known)}.")
    wanted = format_for(path, to_write=True)
    return lambda net, path: wanted.save(dataset(net), path)


def json_pieces(net: Synthetic) -> Iterator[bytes]:
    """The canonical bytes of the native format, in pieces."""
    before, _, after = to_bytes(without_relationships(net)).partition(_EMPTY)
    m = net.src.size
    if not m:
        yield before + _EMPTY + after
        return
    yield before + _EMPTY[:-1]
    for first in range(0, m, _PIECE):
        yield _lines(net, first, min(m, first + _PIECE))
    yield b"\n  ]" + after


def _lines(net: Synthetic, first: int, last: int) -> bytes:
    """Rows ``first`` to ``last`` - 1 as the canonical writer lays them out; nothing in them needs an escape."""
    begins, ends = change_dates(net, first, last)
    start = net.histories.start[first : last + 1]
    low, high = int(start[0]), int(start[-1])
    sources = ", ".join(f'"{source}"' for source in SOURCES)
    tails = [f'"state": "{state.id}", "sources": [{sources}]}}' for state in words.STATES]
    states = net.histories.state[low:high].tolist()
    froms = [f'      {{"from": "{day}", ' if day else "      {" for day in begins]
    changes = [head + tails[state] for head, state in zip(froms, states, strict=True)]
    types = [f'"type": "{each.id}", "changes": [' for each in words.TYPES]
    columns = (net.src[first:last].tolist(), net.dst[first:last].tolist(), net.type[first:last].tolist())
    bounds = (start - low).tolist()
    lines = []
    for k, (src, dst, code) in enumerate(zip(*columns, strict=True)):
        at = bounds[k + 1] - 1
        if ends[k]:
            changes[at] = f'{froms[at]}"until": "{ends[k]}", {tails[states[at]]}'
        told = ",\n".join(changes[bounds[k] : bounds[k + 1]])
        head = f'"id": "{relationship_id(first + k)}", "source": "{actor_id(src)}", "target": "{actor_id(dst)}"'
        lines.append(f"    {{{head}, {types[code]}\n{told}\n    ]}}")
    return (",\n" if first else "\n").encode() + ",\n".join(lines).encode()


def _write_json(net: Synthetic, path: Path) -> None:
    write_atomic(path, json_pieces(net))
