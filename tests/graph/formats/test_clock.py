"""The clock of a file: what its times are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats.clock import clock_of, date_text, is_unstated
from netexplorer.graph.formats.days import day_of
from netexplorer.graph.formats.tables_times import ordered


@pytest.mark.parametrize("huge", ["1e400", "9" * 5000, 10**400, 1e30, -1e18])
def test_a_time_beyond_all_scales_is_refused_in_a_sentence(huge: str | float) -> None:
    clock = clock_of([1_100_000_000, 1_200_000_000, 1_300_000_000, huge])
    with pytest.raises(UserError, match="too large a number"):
        clock.read(huge)


@given(st.one_of(st.dates().map(str), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)))
def test_a_day_is_the_day_that_every_other_way_to_read_it_gives(text: str) -> None:
    day = day_of(text)
    if day is not None:
        date = parse_edtf(date_text(text))
        assert (day.text, day.earliest, day.end, day.precision) == (date.text, date.earliest, date.end, date.precision)
        assert ordered(text, "dmy") == ordered(text, "mdy") == ordered(text, "ymd") == text
        assert not is_unstated(text)


@pytest.mark.parametrize("text", ["9999-12-31", "2001-02-30", "0000-01-01", "2001-W01-1", "2001-1-01", " 2001-01-1"])
def test_what_only_looks_like_a_day_is_read_the_long_way(text: str) -> None:
    assert day_of(text) is None
