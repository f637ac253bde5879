"""Days are told from all other times, one by one and many at once alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.formats.days import day_of, days_among

LIKE_DAYS = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
DAYS = st.dates().map(str)
TEXTS = ("", "2001", "2001-02-30", "0000-01-01", "9999-12-31", "9999-12-30", "2001-W01-1", "2001-02-03 ", "-001-02-03")
OTHERS = st.sampled_from([*TEXTS, "٢٠٠١-01-01", "2001/02/03", 20010203, None, 2001.5])


@given(st.lists(LIKE_DAYS | DAYS | OTHERS))
def test_many_at_once_are_what_each_is_by_itself(values: list[object]) -> None:
    one_by_one = {row: day_of(value) if isinstance(value, str) else None for row, value in enumerate(values)}
    rows, days = days_among(values)
    assert dict(zip(rows.tolist(), days, strict=True)) == {row: day for row, day in one_by_one.items() if day}
