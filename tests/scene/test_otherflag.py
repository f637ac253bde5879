"""The second flag of a timeline and the time between two dates."""

from __future__ import annotations

import pytest

from netexplorer.graph.dates import tick_of
from netexplorer.scene.otherflag import is_on_other, other_items, other_rect
from netexplorer.scene.primitives import Rects, Segments, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.timeline import flag_rect
from netexplorer.scene.timescale import TimelineView
from tests.scene.pictures import flat, measure

STYLE = load_style("light")
VIEW = TimelineView(tick_of(1990), tick_of(2020), 900.0, 300.0)


def flag(t: int) -> tuple[float, float, float, float]:
    return flag_rect(VIEW, t, "1 Jan 2010", measure)


def items(t: int, other: int) -> list[object]:
    return list(flat(other_items(VIEW, flag(t), (t, other), "1 Jan 2005", STYLE, measure)))


@pytest.mark.parametrize(("year", "other"), [(2010, 2005), (2005, 2010)])
def test_the_time_between_is_shaded_whichever_comes_first(year: int, other: int) -> None:
    shade = next(item for item in items(tick_of(year), tick_of(other)) if isinstance(item, Rects))
    x, _, width, _ = shade.xywh[0].tolist()
    assert x == pytest.approx(VIEW.tick_to_x(tick_of(2005)), abs=0.1)
    assert x + width == pytest.approx(VIEW.tick_to_x(tick_of(2010)), abs=0.1)


@pytest.mark.parametrize("days", [-200, -1, 0, 1, 200])
@pytest.mark.parametrize("year", [1990, 2005, 2020])
def test_the_flags_never_lie_on_one_another_and_stay_inside(year: int, days: int) -> None:
    t = tick_of(year)
    first = flag(t)
    x, _, width, _ = other_rect(VIEW, first, t + days * 86_400, "1 Jan 2005", measure)
    assert x + width <= first[0] or x >= first[0] + first[2]
    assert x >= 0
    assert x + width <= VIEW.width


def test_the_second_flag_and_its_line_are_grabbed() -> None:
    t, other = tick_of(2010), tick_of(2000)
    box, line = other_rect(VIEW, flag(t), other, "1 Jan 2000", measure), VIEW.tick_to_x(other)
    assert is_on_other(VIEW, box, other, box[0] + 3, 12)
    assert not is_on_other(VIEW, box, other, box[0] - 3, 12)
    assert is_on_other(VIEW, box, other, line + 3, 200)
    assert not is_on_other(VIEW, box, other, line + 30, 200)


def test_a_date_beside_what_is_seen_has_a_flag_with_an_arrow_and_no_line() -> None:
    found = items(tick_of(2010), tick_of(1900))
    words = [text.text for item in found if isinstance(item, Texts) for text in item.items]
    assert words == ["‹ 1 Jan 2005"]
    assert not any(isinstance(item, Segments) for item in found)
