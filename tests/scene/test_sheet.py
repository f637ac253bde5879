"""Small multiples: places stay, what changed stands out, and everything is inside its cell."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.scene.figure import compose_sheet
from netexplorer.scene.focus import STEPS_BACK, focus_of
from netexplorer.scene.frame import Hover
from netexplorer.scene.legend import legend_of
from netexplorer.scene.primitives import Curves, Segments
from netexplorer.scene.sheet import LEAST_HEIGHT, LEAST_WIDTH, changed_words, filling, flowing, sheet_size, with_changes
from netexplorer.scene.style import load_style
from tests.scene.pictures import flat, frame, groups, measure, network, words

STYLE = load_style("light")
NET = network((("a", "b", "open"), ("b", "c", "limited"), ("c", "d", "ended"), ("d", "a", "later")))
BEFORE, AFTER = frame(NET, date="2004-01-01"), frame(NET, date="2010-01-01")


def test_what_is_other_than_before_is_known_and_the_first_knows_nothing() -> None:
    first, second = with_changes((BEFORE, AFTER))
    assert first.fresh is None
    assert second.fresh is not None and np.flatnonzero(second.fresh).tolist() == [2]
    assert (changed_words(first), changed_words(second)) == ("", "1 changed")
    assert changed_words(with_changes((BEFORE, BEFORE))[1]) == "no change"
    assert changed_words(replace(second, fresh=np.ones(194_746, bool))) == "194\u2009746 changed"


def test_what_was_shown_in_neither_has_not_changed() -> None:
    hidden = np.zeros(4, bool)
    pair = with_changes((replace(BEFORE, shown=hidden), replace(AFTER, shown=hidden)))
    assert changed_words(pair[1]) == "no change"


def test_what_changed_is_wide_on_a_band_and_what_stayed_is_paler() -> None:
    _, second = with_changes((BEFORE, AFTER))
    focus = focus_of(second, Hover())
    assert focus.strong_rels.tolist() == focus.glowing_rels.tolist() == [False, False, True, False]
    assert [STEPS_BACK[back] for back in focus.rel_back.tolist()] == [0.5, 0.5, 1.0, 0.5]
    scene = compose_sheet((BEFORE, second), 1000, 600, STYLE, measure)
    cells = [group for group in groups(scene.items) if group.id.startswith("date-")]
    widest = [max(item.width_px for item in flat(cell.items) if isinstance(item, Segments | Curves)) for cell in cells]
    assert widest[1] > 2 * widest[0]


def test_the_legend_says_what_stands_out() -> None:
    frames = with_changes((BEFORE, AFTER))
    said = [entry.label for section in legend_of(frames, STYLE) for entry in section.entries]
    assert "Changed since last cell" in said and "As in the last cell" in said
    plain = [entry.label for section in legend_of((BEFORE, AFTER), STYLE) for entry in section.entries]
    assert "Changed since last cell" not in plain


@pytest.mark.parametrize("count", [1, 2, 7, 13, 33, 60])
def test_cells_lie_beside_one_another_on_the_page_meant_for_them(count: int) -> None:
    width, height = sheet_size(count)
    scene = compose_sheet([BEFORE] * count, width, height, STYLE, measure)
    cells = [group for group in groups(scene.items) if group.id.startswith("date-")]
    clips = [next(each.clip for each in groups(cell.items) if each.clip) for cell in cells]
    assert len(cells) == count and min(clip[2] for clip in clips) > 150 and min(clip[3] for clip in clips) > 90
    corners = [(cell.dx, cell.dy) for cell in cells]
    assert len(set(corners)) == count
    for (x, y), clip in zip(corners, clips, strict=True):
        assert x >= 0 and x + clip[2] <= width and y + clip[3] < height
    assert words(cells[-1].items)[0] == BEFORE.date_label


@pytest.mark.parametrize(("count", "room"), [(1, (900, 600)), (12, (900, 600)), (60, (500, 300)), (60, (1200, 700))])
def test_cells_are_never_too_small_to_see_anything_the_sheet_then_grows_downwards(
    count: int, room: tuple[int, int]
) -> None:
    grid = flowing(BEFORE.xy, count, *room)
    assert grid.width >= LEAST_WIDTH and grid.height >= LEAST_HEIGHT - 1
    assert grid.columns * grid.width + (grid.columns - 1) * grid.gap <= room[0] + 1
    if count == 60:
        assert grid.total(count) > room[1]


def test_a_point_is_in_the_cell_whose_corner_is_nearest_above_it() -> None:
    grid = filling(BEFORE.xy, 7, 900, 700)
    for k in range(7):
        x, y = grid.corner(k)
        assert grid.at(x + 5, y + 5, 7) == k
    assert grid.at(-3, 5, 7) == grid.at(5, grid.total(7) + 9, 7) == -1
    x, y = grid.corner(1)
    assert grid.at(x - grid.gap / 2, y + 5, 7) == -1
