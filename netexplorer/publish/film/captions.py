"""What is written under the date: not for as long as it is true, as in the window, but until it is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.publish.film.schedule import Ticks, reading_s

LONGEST_S = 2.5  # that a caption stands when nothing comes after it
FADE_S = 0.25


class Happening(Struct, frozen=True):
    """Something that is said on the way: since which tick, in which words, and how much changed then."""

    tick: int
    words: str
    weight: int = 0


class Spell(Struct, frozen=True):
    """A caption and the pictures in which it stands: from ``first`` to before ``end``."""

    words: str
    first: int
    end: int


def spells(happenings: Sequence[Happening], ticks: Ticks, fps: float, haste: float = 1.0) -> tuple[Spell, ...]:
    """As many captions as can be read, those of the greatest changes first, each from the picture in which it happens.

    Parameters
    ----------
    ticks : int64 (pictures,)
        The date of each picture; never earlier than the one before.
    haste : float
        How much of the time that reading takes there is.
    """
    chosen: list[Spell] = []
    free = np.ones(len(ticks), dtype=np.bool_)
    first = np.searchsorted(ticks, [each.tick for each in happenings], side="left").tolist()
    order = sorted(range(len(happenings)), key=lambda k: (-happenings[k].weight, first[k], k))
    for k in order:
        words, start = happenings[k].words, first[k]
        end = start + max(round(reading_s(words) * haste * fps), 1)
        if start < len(ticks) and words and free[start:end].all():
            free[start:end] = False
            chosen.append(Spell(words, start, min(end, len(ticks))))
    chosen.sort(key=lambda spell: spell.first)
    return _prolonged(chosen, len(ticks), max(round(LONGEST_S * fps), 1))


def _prolonged(chosen: Sequence[Spell], pictures: int, longest: int) -> tuple[Spell, ...]:
    """The same captions, standing on until the next one comes, but not for ever."""
    nexts = [*(spell.first for spell in chosen), pictures][1:]
    return tuple(
        Spell(spell.words, spell.first, min(after, max(spell.end, spell.first + longest)))
        for spell, after in zip(chosen, nexts, strict=True)
    )


def shares(chosen: Sequence[Spell], pictures: int, fps: float) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """The caption of each picture, -1 for none, int32 (pictures,), and how much of it is there, float32 (pictures,)."""
    row = np.full(pictures, -1, dtype=np.int32)
    share = np.zeros(pictures, dtype=np.float32)
    fade = max(round(FADE_S * fps), 1)
    for k, spell in enumerate(chosen):
        here = np.arange(spell.end - spell.first)
        coming = (here + 1) / fade if spell.first else np.ones(len(here))
        going = (len(here) - here) / fade if spell.end < pictures else np.ones(len(here))
        row[spell.first : spell.end] = k
        share[spell.first : spell.end] = np.minimum(np.minimum(coming, going), 1.0)
    return row, share
