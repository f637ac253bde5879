"""The clock of a file: what its times are."""

from __future__ import annotations

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.clock import clock_of


@pytest.mark.parametrize("huge", ["1e400", "9" * 5000, 10**400, 1e30, -1e18])
def test_a_time_beyond_all_scales_is_refused_in_a_sentence(huge: str | float) -> None:
    clock = clock_of([1_100_000_000, 1_200_000_000, 1_300_000_000, huge])
    with pytest.raises(UserError, match="too large a number"):
        clock.read(huge)
