"""How what became of relationships between two dates is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset, State
from netexplorer.graph.turns import TURNS, Turn
from netexplorer.scene.compose import compose_network, title_texts
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.legend import legend_items
from netexplorer.scene.primitives import Curves, Group, Scene, Segments, Shapes
from netexplorer.scene.style import load_style
from netexplorer.scene.turns import BADGE_PX, badge_items, turn_looks, turn_names
from netexplorer.scene.viewport import fit
from tests.scene.pictures import flat, frame, groups, measure, network

STYLE = load_style("light")
PAIRS = tuple((f"a{k}", f"b{k}", "open") for k in range(len(TURNS)))
NET = network(PAIRS)
PLACES = np.array([(300.0 * (name[0] == "b"), 90.0 * int(name[1])) for name in NET.actor_ids], np.float32)
LONG, SHORT = "30 September 2013 → 30 September 2015", "30 Sep 2013 → 30 Sep 2015"


def both(turns: tuple[int, ...] = tuple(TURNS), **changed: object) -> Frame:
    """A frame in which each relationship in turn became something else."""
    base = frame(NET, PLACES, date_label=LONG, **changed)
    codes = np.array(turns, np.int8)
    compared = Compared(base.t - 1, base.t, base.states, base.states, codes, SHORT)
    return replace(base, shown=codes >= 0, compared=compared)


def drawn(of: Frame, width: float = 900.0, **more: bool) -> Scene:
    return compose_network(of, fit(of.xy, width, 700.0), STYLE, measure, **more)


def badges(scene: Scene) -> list[Shapes]:
    found = [group for group in groups(scene.items) if group.id == "badges"]
    return [item for group in found for item in group.items if isinstance(item, Shapes)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_turns_look_alike_without_colour(theme: str) -> None:
    looks = [(look.dash, look.mark, look.width_px) for look in turn_looks(load_style(theme))]  # type: ignore[arg-type]
    assert len(set(looks)) == len(looks)
    assert len({mark for _, mark, _ in looks}) == len(looks)


def test_what_stayed_is_the_thinnest_and_has_no_badge() -> None:
    looks = turn_looks(STYLE)
    assert min(looks, key=lambda look: look.width_px) is looks[Turn.STAYED]
    assert badges(drawn(both((Turn.STAYED,) * len(TURNS)))) == []


def test_every_change_but_the_cut_has_a_badge_in_the_middle_of_its_line() -> None:
    scene = drawn(both())
    discs = [item for item in badges(scene) if item.size_px.max() > BADGE_PX / 2]
    assert sum(len(item.xy) for item in discs) == len(TURNS) - 2
    middles = np.concatenate([item.xy for item in discs])[:, 0]
    assert np.ptp(middles) < 10.0  # actors are not all of one size


def test_what_came_and_went_is_faint_and_has_no_badge() -> None:
    of = both((Turn.ENDED,) * len(TURNS))
    gone = np.full(len(TURNS), -1, np.int8)
    assert of.compared is not None
    passed = replace(of, compared=replace(of.compared, before=gone, after=gone))
    assert badges(drawn(of)) != []
    assert badges(drawn(passed)) == []
    full = STYLE.turns[Turn.ENDED]
    inks = {item.argb for item in flat(drawn(passed).items) if isinstance(item, Segments) and item.dash}
    assert len(inks) == 1
    assert full not in inks


def test_what_was_severed_is_cut_with_a_cross() -> None:
    def crosses(scene: Scene) -> int:
        red = STYLE.turns[Turn.SEVERED]
        arms = [item for item in flat(scene.items) if isinstance(item, Segments) and item.round_cap]
        return sum(len(item.xy) for item in arms if item.argb == red)

    assert crosses(drawn(both())) == 2
    assert crosses(drawn(both((Turn.WORSE,) * len(TURNS)))) == 0


def test_an_ended_badge_is_empty_and_the_others_are_full() -> None:
    (disc, sign), (empty, _) = (
        badge_items(mark, np.zeros((1, 2), np.float32), 14.0, 0xFF112233, 0xFFFFFFFF) for mark in ("plus", "minus")
    )
    assert (disc.fill, sign.argb) == (0xFF112233, 0xFFFFFFFF)
    assert (empty.fill, empty.stroke) == (0xFFFFFFFF, 0xFF112233)


def test_badges_of_a_fan_do_not_lie_on_one_another() -> None:
    net = network((("a", "b", "open"),) * 6)
    base = frame(net, np.array([[0.0, 0.0], [200.0, 0.0]], np.float32))
    codes = np.full(6, Turn.WORSE, np.int8)
    of = replace(base, compared=Compared(0, 1, base.states, base.states, codes, ""))
    xy = np.concatenate([item.xy for item in badges(drawn(of))])
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) + np.eye(6) * 99
    assert apart.min() >= BADGE_PX * 0.75


def test_hundreds_of_changes_are_drawn_without_badges() -> None:
    net = network(tuple((f"a{k % 30}", f"b{k % 29}", "open") for k in range(450)))
    base = frame(net)
    of = replace(base, compared=Compared(0, 1, base.states, base.states, np.full(450, Turn.WORSE, np.int8), ""))
    scene = drawn(of)
    assert badges(scene) == []
    assert any(
        isinstance(item, Curves | Segments) and item.argb == STYLE.turns[Turn.WORSE] for item in flat(scene.items)
    )


def test_a_line_that_is_named_says_what_became_of_it() -> None:
    titles = {group.id: group.title for group in groups(drawn(both(), named=True).items)}
    cut = f"relationship-r{Turn.SEVERED.value}"
    assert titles[cut].endswith(": open, then open")  # both states are given as the same here


def test_a_long_pair_of_dates_is_written_short_where_there_is_no_room() -> None:
    assert title_texts(both(), 900.0, STYLE, measure)[0].text == LONG
    assert title_texts(both(), 480.0, STYLE, measure)[0].text == SHORT


def test_nothing_on_either_date_is_said() -> None:
    scene = drawn(both((Turn.ABSENT,) * len(TURNS)))
    assert any(isinstance(item, Group) and item.id == "nothing" for item in scene.items)
    assert not any(isinstance(item, Group) and item.id == "nothing" for item in drawn(both()).items)


def test_the_legend_explains_what_became_and_not_the_states() -> None:
    first, *_ = legend_items(both(), STYLE)
    assert first.heading == "Compared"
    assert [entry.label for entry in first.entries] == [
        "Opened", "Got better", "Unchanged", "Changed", "Worse, not severed", "Severed", "Ended",
    ]  # fmt: skip
    assert [entry.count for entry in first.entries] == [1] * len(TURNS)
    some, *_ = legend_items(both((Turn.WORSE,) * len(TURNS)), STYLE)
    assert [entry.label for entry in some.entries] == ["Got worse"]


def test_what_only_possibly_became_so_is_hollow_and_counted() -> None:
    of = both((Turn.WORSE,) * len(TURNS))
    assert of.compared is not None
    vague = np.arange(len(TURNS)) == 2
    possible = replace(of, compared=replace(of.compared, possible=vague))

    def hollow(shown: Frame) -> int:
        lines = [item for item in flat(drawn(shown).items) if isinstance(item, Segments) and item.dash]
        return sum(len(item.xy) for item in lines if item.argb == STYLE.canvas)

    assert (hollow(of), hollow(possible)) == (0, 1)
    turned, *_, lines = legend_items(possible, STYLE)
    assert [entry.label for entry in turned.entries] == ["Got worse · 1 possibly"]
    assert [entry.label for entry in lines.entries if entry.hollow] == ["Only possibly"]
    assert not any(entry.hollow for section in legend_items(of, STYLE) for entry in section.entries)


def test_what_was_severed_is_called_as_the_dataset_calls_its_lowest_state() -> None:
    states = tuple(State(id=name, rank=rank) for name, rank in (("alliance", 2), ("entente", 1), ("broken", 0)))
    names = turn_names(build(Dataset(states=states)))
    assert (names[Turn.WORSE], names[Turn.SEVERED]) == ("Worse, not broken", "Down to broken")
    equals = turn_names(build(Dataset(states=(State(id="red"), State(id="blue")))))
    assert (equals[Turn.WORSE], equals[Turn.SEVERED]) == ("Got worse", "Severed")
