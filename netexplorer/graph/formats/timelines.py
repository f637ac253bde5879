"""Values and states that change while a relationship holds, as spells that follow one another.

Some formats say apart from one another when a relationship holds and when each of its attributes has which value. Here
both are cut at every bound of either, so that each spell has one state and one set of values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.formats.clock import Clock
from netexplorer.graph.formats.draft import Draft, Instant, Raw, Spell


class Timed(Struct, frozen=True, gc=False):
    """A value and when an attribute has it; ``is_moment`` if only an instant is stated."""

    spell: Spell
    value: Any
    is_moment: bool = False


class _Cut(Struct, frozen=True, gc=False):
    """A place on the axis: before the instant, or after all of it."""

    tick: int
    at: Instant | None = None
    is_after: bool = False


class _Piece(Struct, frozen=True, gc=False):
    start: _Cut
    end: _Cut
    value: Any = None


_SINCE_EVER, _FOR_EVER = _Cut(BEGINNING), _Cut(FOREVER)


class Bounds:
    """Reads the bounds of the spells of one file as places on its axis.

    Parameters
    ----------
    clock : Clock
        By which its times are read.
    draft : Draft
        What cannot be read, or is bent, is told to it.
    """

    def __init__(self, clock: Clock, draft: Draft) -> None:
        self._clock = clock
        self._draft = draft
        self._known: dict[tuple[Raw, bool], _Cut] = {}

    def _cut(self, raw: Raw, is_after: bool, otherwise: _Cut, where: str) -> _Cut:
        """The place before a time or after it; ``otherwise`` if none is stated."""
        known = self._known.get((raw, is_after))
        if known is not None:
            return known
        try:
            at = self._clock.read(raw)
        except UserError as error:
            self._draft.tell("warning", "bad-time", where, f"{error.what}; it is read as not stated.", error.hint)
            return otherwise
        if at is None:
            return otherwise
        made = self._known[raw, is_after] = _Cut(at.end if is_after else at.earliest, at, is_after)
        return made

    def piece(self, spell: Spell, where: str, value: Any = None) -> _Piece:
        """The half-open ticks of a spell."""
        low = self._cut(spell.start, spell.start_open, _SINCE_EVER, where)
        high = self._cut(spell.end, not spell.end_open, _FOR_EVER, where)
        if high.tick > low.tick or low.at is None or high.at is None:
            return _Piece(low, high, value)
        if high.at.earliest < low.at.earliest:
            said = f"{where}: {spell.start}–{spell.end}"
            self._draft.bent("inverted-spell", f"Ends before its beginning are swapped ({said}).")
            low, high = high, low
        return _Piece(self._cut(low.at, False, low, where), self._cut(high.at, True, high, where), value)

    def pieces(self, values: Sequence[Timed], where: str) -> list[_Piece]:
        """Those of the values of one attribute; moments hold until the next one."""
        pieces = [self.piece(each.spell, where, each.value) for each in values]
        if not all(each.is_moment for each in values):
            return pieces
        pieces.sort(key=_begin)
        self._draft.bent("moments-held", "Values stated for a moment hold until the next one that is stated.")
        ends = [*(piece.start for piece in pieces[1:]), _FOR_EVER]
        return [replace(piece, end=end) for piece, end in zip(pieces, ends, strict=True)]


def changing(
    own: Sequence[Spell], tracks: Mapping[str, Sequence[Timed]], state: str, bounds: Bounds, where: str
) -> list[Spell]:
    """The spells of a relationship whose attributes have values of some times.

    Parameters
    ----------
    own : sequence of Spell
        When it holds. Without any it holds while its state is stated, else always.
    tracks : mapping
        The values of each attribute, in any order; where two overlap, the one that began later counts.
    state : str
        Which of the attributes is the state; empty is none.
    """
    told = {key: _one_by_one(bounds.pieces(values, where)) for key, values in tracks.items()}
    held = _joined([bounds.piece(spell, where) for spell in own])
    if not own:
        held = _joined(told[state]) if told.get(state) else [_Piece(_SINCE_EVER, _FOR_EVER)]
    cuts: dict[int, _Cut] = {}
    for pieces in (held, *told.values()):
        for piece in pieces:
            for cut in (piece.start, piece.end):
                if cut.tick not in cuts or not cut.is_after:
                    cuts[cut.tick] = cut
    basis = own[0] if own else Spell()
    return _cut(held, told, [cuts[tick] for tick in sorted(cuts)], state, basis)


def _begin(piece: _Piece) -> int:
    return piece.start.tick


def _one_by_one(pieces: list[_Piece]) -> list[_Piece]:
    """Without overlaps: each ends where the next begins, if not before."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=_begin):
        if kept and kept[-1].end.tick > piece.start.tick:
            kept[-1] = replace(kept[-1], end=piece.start)
            if kept[-1].start.tick >= piece.start.tick:
                kept.pop()
        kept.append(piece)
    return kept


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Those that overlap or touch as one."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=_begin):
        if kept and kept[-1].end.tick >= piece.start.tick:
            if piece.end.tick > kept[-1].end.tick:
                kept[-1] = replace(kept[-1], end=piece.end)
        else:
            kept.append(piece)
    return kept


def _cut(
    held: list[_Piece], told: Mapping[str, list[_Piece]], cuts: list[_Cut], state: str, basis: Spell
) -> list[Spell]:
    """One spell for each stretch between two cuts in which the relationship holds; alike ones as one."""
    spells: list[Spell] = []
    places = dict.fromkeys(told, 0)
    which, last = 0, -1
    for start, end in zip(cuts, cuts[1:], strict=False):
        while which < len(held) and held[which].end.tick <= start.tick:
            which += 1
        if which == len(held) or held[which].start.tick > start.tick:
            continue
        values = _values_at(start.tick, told, places)
        word = str(values.pop(state, "") or basis.state) if state else basis.state
        before = spells[-1] if spells else None
        if before is not None and last == start.tick and before.values == values and _is_same(before.state, word):
            before.end, before.end_open = end.at, not end.is_after
        else:
            spells.append(Spell(start.at, end.at, not end.is_after, start.is_after, state=word, values=values))
        last = end.tick
    return spells


def _is_same(state: str, other: str) -> bool:
    """Whether two words are one state; none is "open"."""
    return (state or "open").casefold() == (other or "open").casefold()


def _values_at(tick: int, told: Mapping[str, list[_Piece]], places: dict[str, int]) -> dict[str, Any]:
    values = {}
    for key, pieces in told.items():
        place = places[key]
        while place < len(pieces) and pieces[place].end.tick <= tick:
            place += 1
        places[key] = place
        if place < len(pieces) and pieces[place].start.tick <= tick:
            values[key] = pieces[place].value
    return values
