"""Kernels with signatures of their own, called by several threads."""

from __future__ import annotations

import pytest

numba = pytest.importorskip("numba")

from netexplorer.graph.compiled import read_only  # noqa: E402


def test_what_is_only_read_may_be_an_array_that_could_be_written_before_anybody_has_called_a_kernel() -> None:
    from numba.core.registry import cpu_target

    known = cpu_target.typing_context.tm.check_compatible
    plain, read = numba.types.Array(numba.int16, 3, "C"), numba.types.Array(numba.int16, 3, "C", readonly=True)
    assert known(plain, read) is None
    assert read_only(numba.int16, 3) == read
    assert known(plain, read) is not None
    assert known(read, plain) is None
