"""What a lens shows: the rows of relationships and actors that pass a saved filter of the dataset."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import Bools, Int16s, Int32s, TemporalNetwork
from netexplorer.graph.tables import Records


def find_lens(net: TemporalNetwork, lens_id: str | None) -> schema.Lens | None:
    """The lens of that id; none for ``None`` or an empty id, which mean the whole dataset.

    Raises
    ------
    UserError
        If the dataset has no lens of that id; the hint lists those it has.
    """
    if not lens_id:
        return None
    for lens in net.dataset.lenses:
        if lens.id == lens_id:
            return lens
    known = ", ".join(f"“{lens.id}”" for lens in net.dataset.lenses)
    hint = f"It has {known}." if known else "It has no lenses; leave the lens out to see the whole dataset."
    raise UserError(f"This dataset has no lens “{lens_id}”", hint=hint)


def lens_mask(net: TemporalNetwork, lens_id: str | None) -> Bools:
    """Relationships that pass the lens, bool (m,).

    Within one list of the lens any entry suffices, and every list it gives must be met. Sides and kinds are met by
    either of the two actors.

    Raises
    ------
    UserError
        If the dataset has no lens of that id.
    """
    lens = find_lens(net, lens_id)
    mask = np.ones(net.src.size, dtype=np.bool_)
    if lens is None:
        return mask
    if lens.tags:
        mask &= _tagged(net.dataset.relationships, net.rel_record, lens.tags)
    for ids, wanted, codes in _actor_lists(net, lens):
        fits = _coded(codes, ids, wanted)
        mask &= fits[net.src] | fits[net.dst]
    if lens.types:
        mask &= _coded(net.rel_type, _ids(net.types), lens.types)
    if lens.families:
        mask &= _coded(net.rel_family, net.families, lens.families)
    return mask


def lens_actors(net: TemporalNetwork, lens_id: str | None) -> Bools:
    """Actors of the lens, bool (n,): the ends of its relationships, and those that carry one of its tags themselves.

    A tagged actor has to be of the lens's sides and kinds, where it gives any. A lens that asks for nothing has all.

    Raises
    ------
    UserError
        If the dataset has no lens of that id.
    """
    lens = find_lens(net, lens_id)
    n_actors = len(net.actor_ids)
    if lens is None or not (lens.tags or lens.sides or lens.kinds or lens.types or lens.families):
        return np.ones(n_actors, dtype=np.bool_)
    shown = _tagged(net.dataset.actors, net.actor_record, lens.tags)
    for ids, wanted, codes in _actor_lists(net, lens):
        shown &= _coded(codes, ids, wanted)
    mask = lens_mask(net, lens_id)
    shown[net.src[mask]] = True
    shown[net.dst[mask]] = True
    return shown


def _actor_lists(net: TemporalNetwork, lens: schema.Lens) -> list[tuple[tuple[str, ...], tuple[str, ...], Int16s]]:
    lists = [(_ids(net.sides), lens.sides, net.actor_side), (_ids(net.kinds), lens.kinds, net.actor_kind)]
    return [row for row in lists if row[1]]


def _ids(words: Iterable[schema.Side | schema.Kind | schema.RelationshipType]) -> tuple[str, ...]:
    return tuple(word.id for word in words)


def _coded(codes: Int16s, ids: tuple[str, ...], wanted: Collection[str]) -> Bools:
    fits: Bools = np.isin(codes, [row for row, word_id in enumerate(ids) if word_id in wanted])
    return fits


def _tagged(records: Sequence[schema.Actor | schema.Relationship], rows: Int32s, wanted: Collection[str]) -> Bools:
    """Which of some rows of a list of records carry one of the tags."""
    if isinstance(records, Records):
        tags = records.table.words("tags")
        fits = np.array([any(tag in wanted for tag in given) for given in tags.values], dtype=np.bool_)
        found: Bools = fits[tags.codes[rows]]
        return found
    tagged = (any(tag in wanted for tag in records[row].tags) for row in rows.tolist())
    return np.fromiter(tagged, dtype=np.bool_, count=rows.size)
