"""The compiled loops over columns of texts: putting them together, and their hashes.

They give what the code in NumPy beside each gives, and are asked for where numba has been loaded anyway.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled

Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]


@compiled
def glue(blob: Bytes, offsets: npt.NDArray[np.int64], codes: npt.NDArray[np.int32], made: Bytes) -> None:
    """Put texts together of pieces.

    Parameters
    ----------
    blob, offsets : uint8 (b,), int64 (p + 1,)
        The pieces, one after the other, and where each begins.
    codes : int32 (n, k)
        The pieces of each text.
    made : uint8 (c,)
        Filled with all texts, one after the other.
    """
    at = 0
    for row in range(codes.shape[0]):
        for part in range(codes.shape[1]):
            code = codes[row, part]
            for k in range(offsets[code], offsets[code + 1]):
                made[at] = blob[k]
                at += 1


@compiled
def add_hashes(blob: Bytes, offsets: npt.NDArray[np.int64], base: int, found: Hashes) -> None:
    """Fill in the polynomial of the bytes of each text, each more by one, at a base; uint64 (n,)."""
    for row in range(found.size):
        hashed, power = np.uint64(0), np.uint64(1)
        for k in range(offsets[row], offsets[row + 1]):
            hashed += (np.uint64(blob[k]) + np.uint64(1)) * power
            power *= base
        found[row] = hashed
