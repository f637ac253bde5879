"""The values that occur."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.distinct import distinct


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
