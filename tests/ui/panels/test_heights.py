"""Heights of rows, of which most are only estimated."""

from __future__ import annotations

import numpy as np

from netexplorer.ui.panels.heights import Heights


def test_a_height_that_is_learned_moves_all_rows_below() -> None:
    heights = Heights(np.full(5, 10, dtype=np.int32))
    assert heights.tops.tolist() == [0, 10, 20, 30, 40, 50]
    assert not heights.learn(1, 10)
    assert heights.learn(2, 25)
    assert heights.tops.tolist() == [0, 10, 20, 45, 55, 65]
    assert (heights.total, heights.of(2), heights.is_known(2), heights.is_known(3)) == (65, 25, True, False)


def test_the_row_at_a_height_is_one_there_is() -> None:
    heights = Heights(np.array([10, 20, 30], dtype=np.int32))
    assert [heights.at(y) for y in (-5, 0, 9, 10, 29, 30, 59, 60, 999)] == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert Heights(np.zeros(0, dtype=np.int32)).at(0) == -1


def test_of_another_width_nothing_is_known_and_the_last_heights_are_estimates() -> None:
    heights = Heights(np.array([10, 20], dtype=np.int32))
    heights.learn(0, 15)
    heights.forget()
    assert not heights.is_known(0)
    assert heights.of(0) == 15
