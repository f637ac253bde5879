from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene import placing
from netexplorer.scene.labels import (
    BRIEF_PX,
    COMPACT_PX,
    WRAP_PX,
    LabelSizes,
    Tier,
    boxes,
    brief,
    clean,
    compact,
    place,
    wording,
    wrapped,
)
from tests.scene.pictures import measure

SIZES = LabelSizes()
NAMES = (
    "NATO",
    "Russian Permanent Mission to NATO",
    "Jens Stoltenberg",
    "Россия",
    "北大西洋公約組織",
    "x" * 300,
    "a\nb",
)


def placed(xy, names, *, wish=None, taken=None, width=800.0, height=500.0, **rest):
    xy = np.asarray(xy, np.float32).reshape(-1, 2)
    words = tuple(wording(name, "Brussels" if k % 2 else "", SIZES, measure) for k, name in enumerate(names))
    little = tuple(compact(name, LabelSizes(11.0, 11.0), measure) for name in names)
    tiers = (
        Tier(words),
        Tier(tuple(compact(name, SIZES, measure) for name in names)),
        Tier(little),
        Tier(little, 14.0),
    )
    rest = {"later": np.zeros(len(xy), bool), "avoid": np.zeros((0, 4)), "near": np.zeros((0, 4)), **rest}
    rest = {"own": np.full(len(xy), -1, np.int32), **rest}
    radius = np.full(len(xy), 9, np.float32)
    nodes = np.concatenate([xy - 9, xy + 9], axis=1).astype(float)
    return place(
        xy,
        radius,
        tiers,
        wish=np.zeros(len(xy), np.int32) if wish is None else np.array(wish, np.int32),
        taken=nodes if taken is None else np.concatenate([nodes, taken]),
        width=width,
        height=height,
        **rest,
    )


def overlap(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


points = st.lists(st.tuples(st.integers(0, 800), st.integers(0, 500), st.sampled_from(NAMES)), max_size=40)


@given(points)
def test_labels_never_touch_one_another_nor_an_actor_nor_the_border(found):
    xy = [p[:2] for p in found]
    labels = placed(xy, [p[2] for p in found])
    for i, label in enumerate(labels):
        left, top, right, bottom = label.box
        assert left >= 0 and top >= 0 and right <= 800 and bottom <= 500
        assert not any(overlap(label.box, other.box) for other in labels[:i])
        assert not any(overlap(label.box, (x - 9, y - 9, x + 9, y + 9)) for x, y in xy)


@given(points, st.data())
def test_wished_labels_do_not_make_others_overlap(found, data):
    wish = [data.draw(st.sampled_from([0, 0, 1, 2])) for _ in found]
    labels = placed([p[:2] for p in found], [p[2] for p in found], wish=wish)
    assert not any(overlap(a.box, b.box) for i, a in enumerate(labels) for b in labels[:i])


def test_a_name_stands_under_its_actor_when_there_is_room():
    (label,) = placed([(400, 250)], ["NATO"])
    assert label.anchor == "center" and label.x == 400 and label.box[1] > 259


def test_a_name_moves_above_when_the_place_below_is_taken():
    below = np.array([[350.0, 262, 450, 290]])
    (label,) = placed([(400, 250)], ["NATO"], taken=below)
    assert label.box[3] < 241


def test_the_important_name_wins():
    crowd = [(400 + 3 * i, 250) for i in range(20)]
    labels = placed(crowd, ["Russian General Staff"] * 20)
    assert 0 in {label.row for label in labels}
    assert len(labels) < 20


def test_a_name_that_must_be_shown_is_shown_in_any_crowd():
    crowd = [(380 + 12 * (i % 8), 220 + 12 * (i // 8)) for i in range(64)]
    without = placed(crowd, ["Russian General Staff"] * 64)
    missing = next(i for i in range(64) if i not in {label.row for label in without})
    wish = np.zeros(64, int)
    wish[missing] = 2
    assert missing in {label.row for label in placed(crowd, ["Russian General Staff"] * 64, wish=wish)}


def test_a_wish_does_not_move_the_names_that_stay():
    crowd = [(300 + 40 * (i % 6), 200 + 40 * (i // 6)) for i in range(24)]
    names = ["Russian General Staff"] * 24
    wish = np.zeros(24, int)
    wish[17] = 2
    before = {label.row: label.box for label in placed(crowd, names)}
    after = {label.row: label.box for label in placed(crowd, names, wish=wish)}
    assert all(before[row] == box for row, box in after.items() if row in before)
    assert 17 in after


def test_the_same_input_gives_the_same_labels():
    crowd = [(300 + 30 * (i % 6), 200 + 30 * (i // 6)) for i in range(24)]
    assert placed(crowd, ["NATO"] * 24) == placed(crowd, ["NATO"] * 24)


def test_a_long_name_is_wrapped_on_a_space_into_two_lines_of_about_one_length():
    assert wrapped("Russian Permanent Mission to NATO", WRAP_PX, 12, 500, measure) == (
        "Russian Permanent",
        "Mission to NATO",
    )


@given(st.text(max_size=300))
def test_no_line_of_a_label_is_wider_than_it_may_be(text):
    full = wording(text, text, SIZES, measure)
    assert len(full.lines) <= 2
    assert all(measure(line, SIZES.name, 500) <= WRAP_PX for line in full.lines)
    assert compact(text, SIZES, measure).width <= COMPACT_PX


def test_a_name_is_one_harmless_line():
    assert clean("A\n  B\tC") == "A B C"
    assert "\u202e" not in clean("abc\u202edef")
    assert len(clean("word " * 1000)) <= 200


def test_boxes_lie_around_the_actor():
    box = boxes(np.zeros((1, 2), np.float32), np.full(1, 10, np.float32), np.array([40.0]), np.array([15.0]))[0]
    assert box[0].tolist() == [-20, 14, 20, 29]
    assert box[1].tolist() == [-20, -29, 20, -14]
    assert box[2, 0] == 14 and box[3, 2] == -14


def test_a_name_that_must_be_shown_covers_no_other_actor_while_there_is_a_place_that_does_not():
    nodes = [(400, 250), *((x, 275) for x in range(340, 470, 20)), *((x, 225) for x in range(340, 470, 20))]
    names = ["Permanent Mission to NATO", *[""] * (len(nodes) - 1)]
    (label,) = (each for each in placed(nodes, names, wish=[2] + [0] * (len(nodes) - 1)) if each.row == 0)
    assert not any(overlap(label.box, (x - 9, y - 9, x + 9, y + 9)) for x, y in nodes[1:])


def test_what_comes_later_gets_no_name_while_another_has_none():
    nodes = [(400, 250), (700, 80)]
    wall = np.array([[300.0, 150, 500, 350]])
    later = np.array([False, True])
    assert [label.row for label in placed(nodes, ["NATO", "Ended"], later=later)] == [0, 1]
    assert placed(nodes, ["NATO", "Ended"], later=later, taken=wall) == ()
    assert [label.row for label in placed(nodes, ["NATO", "Ended"], later=later, taken=wall, wish=[0, 1])] == [1]


def test_a_name_stands_beside_a_severed_line_where_it_can_and_on_it_where_it_must():
    line = np.array([[x - 3.0, 265, x + 3, 275] for x in range(300, 500, 6)])
    (beside,) = placed([(400, 250)], ["NATO"], avoid=line)
    assert not any(overlap(beside.box, box) for box in line)
    everywhere = np.array([[0.0, 0, 800, 500]])
    assert len(placed([(400, 250)], ["NATO"], avoid=everywhere)) == 1


def test_a_name_that_stands_off_has_a_line_from_its_actor_to_it():
    ring = np.array([[380.0, 260, 420, 266], [380, 234, 420, 240], [410, 240, 416, 260], [384, 240, 390, 260]])
    (label,) = placed([(400, 250)], ["NATO"], taken=ring)
    assert label.wording.sizes.name == 11 and label.leader is not None
    x0, y0, x1, y1 = label.leader
    assert np.hypot(x0 - 400, y0 - 250) < 11
    left, top, right, bottom = label.box
    assert left <= x1 <= right and top <= y1 <= bottom
    assert np.hypot(x1 - x0, y1 - y0) < 24


def test_a_name_moves_for_another_that_has_no_other_place():
    walls = np.array([[0.0, 0, 365, 500], [435, 0, 800, 500], [365, 310, 435, 500], [365, 0, 435, 215]])
    labels = placed([(400, 250), (400, 300)], ["NATO", "NATO"], taken=walls)
    assert sorted(label.row for label in labels) == [0, 1]
    assert labels[0].box[3] < 250 < labels[1].box[1] < 300


def test_a_name_keeps_away_from_another_actor_so_that_it_does_not_seem_to_be_its_name():
    near = np.array([[300.0, 262, 500, 290]])
    assert placed([(400, 250)], ["NATO"], near=near)[0].box[3] < 262
    assert placed([(400, 250)], ["NATO"], near=near, own=np.array([0], np.int32))[0].box[1] > 262


def test_in_a_crowd_no_name_is_better_than_one_that_seems_to_be_anothers():
    everywhere = {"near": np.array([[0.0, 0.0, 800.0, 500.0]])}
    xy, names = [[50 * k + 40, 250] for k in range(15)], ["NATO"] * 15
    assert len(placed(xy, names, **everywhere)) == 15
    assert len(placed(xy, names, **everywhere, is_strict=True)) == placing.FOREMOST


def test_the_search_for_a_place_is_bounded(monkeypatch):
    tries = []
    monkeypatch.setattr(placing.Ground, "_exchange", lambda *a: bool(tries.append(a)))
    crowd = [(380 + 12 * (i % 8), 220 + 12 * (i // 8)) for i in range(64)]
    placed(crowd, ["Russian General Staff"] * 64)
    assert 0 < len(tries) <= placing.MOST_TRIES


def test_a_brief_name_is_one_short_line():
    assert len(brief("Russian Permanent Mission to NATO", SIZES, measure).lines) == 1
    assert brief("Russian Permanent Mission to NATO", SIZES, measure).width <= BRIEF_PX
