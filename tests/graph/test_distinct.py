"""The values that occur."""

from __future__ import annotations

import subprocess
import sys
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import distinct as module
from netexplorer.graph.distinct import distinct, firsts, in_turn, occurring


@given(st.lists(st.integers(-5, 5)), st.sampled_from([np.int8, np.int32, np.int64, np.float64]))
def test_they_are_those_of_numpy(values: list[int], dtype: npt.DTypeLike) -> None:
    array = np.array(values, dtype=dtype)
    found = distinct(array)
    assert found.dtype == array.dtype
    assert found.tolist() == np.unique(array).tolist()


def test_the_shape_does_not_matter() -> None:
    assert distinct(np.array([[3, 1], [1, 2]])).tolist() == [1, 2, 3]


@pytest.mark.parametrize(("code", "loads"), [("distinct(a)", False), ("np.unique(a)", True)])
def test_masked_arrays_are_not_loaded_for_it(code: str, loads: bool) -> None:
    head = "import sys, numpy as np; from netexplorer.graph.distinct import distinct; a = np.arange(3); "
    done = subprocess.run(
        [sys.executable, "-c", f"{head}{code}; print('numpy.ma' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(loads)


CODES = st.lists(st.integers(0, 6))


@given(CODES, st.sampled_from([1, 40]), st.sampled_from([np.int8, np.int32]))
def test_codes_are_found_where_they_come_first(codes: list[int], times: int, dtype: npt.DTypeLike) -> None:
    with patch.object(module, "_FEW", 1):  # as with a thousand times as many
        array = np.array(codes * times, dtype=dtype)
        assert firsts(array, 8).tolist() == [codes.index(k) if k in codes else array.size for k in range(8)]
        assert in_turn(array, 8) == list(dict.fromkeys(codes))
        assert occurring(array, 8).tolist() == [k in codes for k in range(8)]


@pytest.mark.parametrize("count", [0, 1, 50])
def test_one_code_repeated_comes_first_in_the_first_row(count: int) -> None:
    codes = np.broadcast_to(np.int32(2), (count,))
    assert firsts(codes, 4).tolist() == [count, count, 0, count]
    assert in_turn(codes, 4) == [2] * min(count, 1)
