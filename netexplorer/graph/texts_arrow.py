"""Texts put together by pyarrow, where a table in Parquet has loaded it anyway and numba would have to be loaded first.

It gives what the kernel in ``texts_kernels`` gives, in twice its time, and holds no lock of the interpreter either.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.signedinteger[Any]]

_LARGEST = 2**31 - 1  # bytes that its offsets can count


def is_loaded() -> bool:
    """Whether pyarrow is here already."""
    return "pyarrow.compute" in sys.modules


def glue(blob: Bytes, offsets: Ints, codes: Ints, size: int) -> Bytes | None:
    """Put texts together of pieces; none where they are too long for it.

    Parameters
    ----------
    blob, offsets : uint8 (b,), int (p + 1,)
        The pieces, one after the other, and where each begins.
    codes : int (n, k)
        The pieces of each text.
    size : int
        Bytes of all texts.
    """
    import pyarrow  # type: ignore[import-untyped, unused-ignore]
    from pyarrow import compute

    if max(size, blob.size) > _LARGEST:
        return None
    bounds = pyarrow.py_buffer(np.ascontiguousarray(offsets, dtype=np.int32))
    pieces = pyarrow.Array.from_buffers(pyarrow.binary(), len(offsets) - 1, [None, bounds, pyarrow.py_buffer(blob)])
    columns = [codes[:, k] for k in range(codes.shape[1])]
    are_alike = [k > 0 and bool((column == column[0]).all()) for k, column in enumerate(columns)]
    parts = [
        pieces[int(column[0])] if is_alike else pieces.take(pyarrow.array(np.ascontiguousarray(column)))
        for column, is_alike in zip(columns, are_alike, strict=True)
    ]
    made = compute.binary_join_element_wise(*parts, pyarrow.scalar(b"")) if len(parts) > 1 else parts[0]
    return np.frombuffer(made.buffers()[2], dtype=np.uint8, count=size)
