"""The compiled loops over columns of texts: putting them together, and their hashes.

They give what the code in NumPy beside each gives, and are asked for where numba has been loaded anyway.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

WORD = 8  # bytes


@compiled
def glue(words: Words, offsets: npt.NDArray[np.int64], codes: npt.NDArray[np.int32], made: Words) -> None:
    """Put texts together of pieces.

    Parameters
    ----------
    words, offsets : uint64 (b + 1,), int64 (p + 1,)
        The pieces, one after the other, as the eight bytes from each byte on, and where each begins.
    codes : int32 (n, k)
        The pieces of each text.
    made : uint64 (c + 1,)
        Filled with all texts, one after the other, in the same way; what is behind the last is written over.
    """
    at = 0
    for row in range(codes.shape[0]):
        for part in range(codes.shape[1]):
            start, stop = offsets[codes[row, part]], offsets[codes[row, part] + 1]
            k = start
            while k < stop:
                made[at + k - start] = words[k]
                k += WORD
            at += stop - start


@compiled
def add_hashes(blob: Bytes, offsets: npt.NDArray[np.int64], base: np.uint64, found: Words) -> None:
    """Fill in the polynomial of the bytes of each text, each more by one, at a base; uint64 (n,)."""
    for row in range(found.size):
        hashed, power = np.uint64(0), np.uint64(1)
        for k in range(offsets[row], offsets[row + 1]):
            hashed += (np.uint64(blob[k]) + np.uint64(1)) * power
            power *= base
        found[row] = hashed
