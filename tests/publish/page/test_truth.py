"""What the page says is what the program says: states, doubt, dates, captions, at any date of any axis."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.cli import run
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Event, Relationship, RelationshipType, TimeSpec
from netexplorer.graph.states import states_at, uncertain_at
from netexplorer.resources import data_file
from netexplorer.scene.doubts import DISPUTED, UNSTATED, doubtful
from netexplorer.scene.legend import DISAGREE, NOBODY_STATES, ONLY_POSSIBLY
from netexplorer.scene.tally import count_states
from netexplorer.scene.turns import hollow
from netexplorer.session.compared import compared
from netexplorer.session.doubts import doubts
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.status import channels_of
from tests.publish.page.browsing import Reader, date_in_address, rest, states, until

OUTSIDE = {-1: "ended", -2: "not-yet"}
AT = """(ticks) => ticks.map((t) => {
  const frame = netexplorer.at(t);
  const { label, caption, subtitles } = frame;
  const names = ["states", "uncertain", "told", "shown", "recent", "disputed", "unstated", "actorShown", "actorFaint"];
  return { label, caption, subtitles, ...Object.fromEntries(names.map((name) => [name, frame[name].join()])) };
})"""


def test_dragging_the_date_shows_the_states_that_the_command_line_prints(
    reader: Reader, channels: TemporalNetwork, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = reader.open(channels)
    flag, scale = shown.locator("#flag"), shown.locator("#scale").bounding_box()
    assert scale is not None
    seen: set[str] = set()
    for x in np.linspace(scale["x"] + 240, scale["x"] + scale["width"] - 20, 12).tolist():
        box = flag.bounding_box()
        assert box is not None
        shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        shown.mouse.down()
        shown.mouse.move(x, box["y"] + 6, steps=3)
        shown.mouse.up()
        codes, date = states(shown), date_in_address(shown)
        capsys.readouterr()
        assert run(["states", str(data_file("actors.json")), "--date", date, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)["relationships"]
        words = [OUTSIDE.get(code) or channels.states[code].id for code in codes]
        assert {each["id"]: each["state"] for each in answer} == dict(zip(channels.rel_ids, words, strict=True))
        seen.add(date)
    assert len(seen) == 12


def joined(column: np.ndarray[Any, Any]) -> str:
    """A column as the page joins it."""
    return ",".join(map(str, column.astype(int).tolist()))


def _ticks(net: TemporalNetwork) -> list[int]:
    """Around every change: a tick before, at it and behind it; and in between."""
    edges = np.unique(np.concatenate([net.change_from, net.change_to, net.change_from_end[:], net.event_tick]))
    edges = edges[(edges > net.first - 10**8) & (edges < net.last + 10**8)]
    ticks = np.unique(np.concatenate([edges - 1, edges, edges + 1, edges + 86_400 * 20]))
    return [int(tick) for tick in ticks[:: max(len(ticks) // 150, 1)]]


@pytest.mark.parametrize("name", ["channels", "alliances"])
def test_at_any_date_the_page_has_the_frame_of_the_program(
    reader: Reader, name: str, request: pytest.FixtureRequest
) -> None:
    net: TemporalNetwork = request.getfixturevalue(name)
    view = default_view(net)
    plan = make_plan(net, view, placeholder(net))
    ticks = _ticks(net)
    for t, found in zip(ticks, reader.open(net).evaluate(AT, ticks), strict=True):
        frame = frame_at(plan, t)
        assert found["label"] == frame.date_label
        assert found["caption"] == frame.caption, frame.date_label
        assert found["subtitles"] == list(frame.subtitle)
        columns = {
            "states": frame.states,
            "uncertain": frame.uncertain,
            "disputed": frame.disputed,
            "unstated": frame.unstated,
            "told": frame.told,
            "shown": frame.shown,
            "recent": frame.recent,
            "actorShown": frame.actor_shown,
            "actorFaint": frame.actor_faint,
        }
        for ours, theirs in columns.items():
            assert found[ours] == joined(theirs), (ours, frame.date_label)


BETWEEN = """(pairs) => pairs.map(([t, other]) => {
  const frame = netexplorer.between(t, other);
  const { label, caption, subtitles } = frame;
  const names = ["states", "turns", "possible", "told", "shown", "actorShown", "actorFaint", "actorCounted"];
  return { label, caption, subtitles, ...Object.fromEntries(names.map((name) => [name, frame[name].join()])) };
})"""


@pytest.mark.parametrize("name", ["channels", "alliances"])
def test_between_any_two_dates_the_page_has_the_picture_of_the_program(
    reader: Reader, name: str, request: pytest.FixtureRequest
) -> None:
    net: TemporalNetwork = request.getfixturevalue(name)
    view = replace(default_view(net), hidden_states=(net.states[0].id,), hidden_turns=("stayed",))
    for shown, lens in ((view, view.lens), (default_view(net), view.lens)):
        plan = make_plan(net, shown, placeholder(net))
        ticks = _ticks(net)[::3]
        pairs = [[t, ticks[(k * 7 + 5) % len(ticks)]] for k, t in enumerate(ticks)]
        pairs = [pair for pair in pairs if pair[0] != pair[1]]
        answers = reader.open(net, f"#lens={lens}", view=shown).evaluate(BETWEEN, pairs)
        for (t, other), found in zip(pairs, answers, strict=True):
            frame = compared(plan, frame_at(plan, t), replace(shown, t=t, compare=other))
            assert frame.compared is not None
            assert (found["label"], found["caption"]) == (frame.date_label, frame.caption)
            assert found["subtitles"] == list(frame.subtitle)
            columns = {
                "states": frame.states,
                "turns": frame.compared.turns,
                "possible": hollow(frame),
                "told": frame.told,
                "shown": frame.shown,
                "actorShown": frame.actor_shown,
                "actorFaint": frame.actor_faint,
                "actorCounted": frame.actor_counted,
            }
            for ours, theirs in columns.items():
                assert found[ours] == joined(theirs), (ours, frame.date_label)


def test_the_legend_counts_what_the_program_counts(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-08")
    plan = make_plan(channels, default_view(channels), placeholder(channels))
    frame = frame_at(plan, parse_edtf("2014-04-08").earliest)
    rest(shown)
    counts = [int(text) for text in shown.locator("#entries section").first.locator(".count").all_text_contents()]
    assert counts == count_states(channels, frame.states, channels_of(plan)).tolist()


def test_the_legend_counts_the_doubts_that_the_program_counts(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=1998-05-01")
    plan = make_plan(channels, default_view(channels), placeholder(channels))
    found = doubts(frame_at(plan, parse_edtf("1998-05-01").earliest), plan)
    rest(shown)
    rows = shown.locator("#entries .still")
    assert rows.locator(".word").all_text_contents() == [ONLY_POSSIBLY, DISAGREE, NOBODY_STATES]
    counts = [int(text) for text in rows.locator(".count").all_text_contents()]
    assert counts == [found.possible, found.disputed, found.unstated]
    assert min(counts) > 0


def test_only_what_is_possible_is_drawn_hollow_whatever_it_is(reader: Reader) -> None:
    ties = tuple(
        Relationship(id=kind, source="a", target=kind, type=kind, changes=(Change(from_="2015", state="open"),))
        for kind in ("channel", "other")
    )
    types = (RelationshipType(id="channel", family="channel"), RelationshipType(id="other", family="support"))
    people = tuple(Actor(id=name) for name in ("a", "channel", "other"))
    shown = reader.open(build(Dataset(actors=people, relationships=ties, types=types)), "#date=2015-06-01")
    rest(shown)
    assert shown.evaluate("Array.from(netexplorer.frame().uncertain)") == [1, 1]
    assert shown.evaluate("netexplorer.drawn().looks.map(({ ink }) => ink.hollow)") == [True, True]


def test_lines_carry_the_marks_of_doubt_that_the_program_gives_them(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=1998-05-01")
    frame = frame_at(
        make_plan(channels, default_view(channels), placeholder(channels)), parse_edtf("1998-05-01").earliest
    )
    disputed, unstated = (set(np.flatnonzero(each).tolist()) for each in doubtful(frame))
    rest(shown)
    marks: dict[str, set[int]] = {DISPUTED: set(), UNSTATED: set()}
    for mark in shown.evaluate("netexplorer.drawn().doubts"):
        marks[mark["glyph"]].add(mark["rel"])
    assert set() < marks[DISPUTED] <= disputed  # on a short or crowded line there is no room
    assert set() < marks[UNSTATED] <= unstated


def changing(*changes: Change, time: TimeSpec = TimeSpec(), events: tuple[Event, ...] = ()) -> TemporalNetwork:
    tie = Relationship(id="r", source="a", target="b", changes=changes)
    return build(Dataset(time=time, actors=(Actor(id="a"), Actor(id="b")), relationships=(tie,), events=events))


ODD_AXES: dict[str, tuple[TemporalNetwork, list[str]]] = {
    "before our era": (
        changing(Change(from_="-0431-04", state="open"), Change(from_="-0403", until="-0300-02-29", state="severed")),
        ["April 432 BC"],
    ),
    "the first century": (changing(Change(from_="0009-09-09", until="0079-10-24", state="open")), ["9 September 9 AD"]),
    "very far": (
        changing(
            Change(from_="Y-300000000", state="open"), Change(from_="Y-65000000", until="Y17000", state="limited")
        ),
        ["300000001 BC", "17001"],
    ),
    "hours": (
        changing(Change(from_="2001-05-04T10:00Z", state="open"), Change(from_="2001-05-04T16:30Z", state="severed")),
        ["4 May 2001"],
    ),
    "numbers": (
        changing(Change(from_=0.5, until=2, state="open"), Change(from_=7.25, state="severed"),
                 time=TimeSpec(kind="number", unit="s")),
        ["0.5 s", "7.25 s"],
    ),
    "large numbers": (
        changing(Change(from_=1.7e12, state="open"), Change(from_=1.7e12 + 1, state="severed"),
                 time=TimeSpec(kind="number", unit="ms")),
        ["1700000000000 ms", "1700000000001 ms"],
    ),
    "since ever": (changing(Change(state="limited")), ["No dates"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_AXES)
def test_other_axes_and_far_ticks_are_as_in_the_program(reader: Reader, name: str) -> None:
    net, wanted = ODD_AXES[name]
    plan = make_plan(net, default_view(net), placeholder(net))
    inside = [int(t) for t in np.concatenate([net.change_from, net.change_to]) if abs(int(t)) < 2**60]
    ticks = sorted({net.first, net.last, *inside})
    found: list[dict[str, Any]] = reader.open(net).evaluate(AT, ticks)
    for t, frame in zip(ticks, found, strict=True):
        exact = int(float(t))  # beyond 2**53 a tick is the nearest double
        assert frame["states"] == joined(states_at(net, exact))
        assert frame["uncertain"] == joined(uncertain_at(net, exact))
    labels = {frame["label"] for frame in found}
    assert labels & set(wanted), labels
    if abs(net.first) < 2**53 and abs(net.last) < 2**53:
        assert labels == {frame_at(plan, t).date_label for t in ticks}


def test_an_address_is_read_back_exactly_on_every_axis(reader: Reader) -> None:
    for net, _ in ODD_AXES.values():
        shown = reader.open(net)
        shown.evaluate(f"netexplorer.go({net.last - 1})")
        here = date_in_address(shown)
        tick = shown.evaluate("netexplorer.view().t")
        shown.evaluate(f"netexplorer.go({net.first})")
        rest(shown)
        shown.evaluate("(date) => { location.hash = `#date=${date}`; }", here)
        until(shown, f"netexplorer.view().t === {tick}")
