"""A dataset made ready to be shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from netexplorer.errors import UserError
from netexplorer.graph import formats
from netexplorer.graph.formats import apart, netx
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Cancelled, Progress, Reading, Wish
from netexplorer.graph.schema import Dataset
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.session import reading
from netexplorer.session.layout import job_for, placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.reading import Wanted, checked, is_large, prepared, read, ready, stamp_of
from netexplorer.session.remembered import Memory, positions
from netexplorer.session.session import FileState, Session
from netexplorer.session.state import ViewState
from tests.session.crowds import crowd_document, crowd_network, day, small_limits
from tests.session.examples import small


@pytest.fixture
def json_file(tmp_path: Path) -> Path:
    path = tmp_path / "crowd.json"
    path.write_bytes(msgspec.json.encode(crowd_document()))
    return path


@pytest.fixture
def columns_file(tmp_path: Path) -> Path:
    path = tmp_path / "crowd.netx"
    netx.write(msgspec.convert(crowd_document(), Dataset), path)
    return path


@pytest.fixture
def apart_reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read in another process, which here is this one."""
    asked: list[Path] = []

    def read_apart(path: Path, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
        asked.append(path)
        return formats.open_dataset(path, progress, cancelled, ask)

    monkeypatch.setattr(apart, "read_apart", read_apart)
    return asked


def test_a_small_network_is_ready_without_what_only_a_crowd_needs() -> None:
    net = small()
    made = ready(net)
    assert made.touching is None
    assert made.view == default_view(net)
    assert made.lens_ids == ("core", "people", "")


def test_of_a_crowd_it_is_known_who_touches_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)
    net = crowd_network()
    made = ready(net)
    assert made.touching is not None
    ends = np.flatnonzero((net.src == 3) | (net.dst == 3))
    assert made.touching.of(3).tolist() == ends.tolist()
    assert made.lens_ids == ("whole", "few")  # the first shows everything


def test_large_is_what_has_more_bytes_than_that(json_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = json_file.stat().st_size
    monkeypatch.setattr(reading, "LARGE_BYTES", size)
    assert not is_large(json_file)
    monkeypatch.setattr(reading, "LARGE_BYTES", size - 1)
    assert is_large(json_file)
    assert not is_large(json_file.with_name("nothing.json"))
    assert stamp_of(json_file.with_name("nothing.json")) is stamp_of(None) is None


def test_only_a_large_text_is_read_in_another_process(
    json_file: Path, columns_file: Path, apart_reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(Wanted(json_file))
    assert apart_reads == []
    monkeypatch.setattr(reading, "LARGE_BYTES", 100)
    read(Wanted(columns_file))
    assert apart_reads == []
    read(Wanted(json_file))
    assert apart_reads == [json_file]


@pytest.mark.parametrize("large_bytes", [100, 10**9])
@pytest.mark.parametrize("kind", ["json", "netx"])
def test_all_ways_of_reading_give_the_same_and_tell_how_far_they_are(
    json_file: Path, columns_file: Path, monkeypatch: pytest.MonkeyPatch, large_bytes: int, kind: str
) -> None:
    monkeypatch.setattr(reading, "LARGE_BYTES", large_bytes)
    path = json_file if kind == "json" else columns_file
    done: list[float] = []
    made = read(Wanted(path), done.append)  # in a real process if it is large and a text
    net = crowd_network()
    assert made.net.rel_ids == net.rel_ids
    assert made.net.change_from.tolist() == net.change_from.tolist()
    assert made.view == default_view(net)
    assert (made.path, made.stamp) == (path, stamp_of(path))
    assert done == sorted(done) and done[-1] == pytest.approx(0.9) and done[0] >= 0


def test_a_view_is_fitted_to_the_dataset(json_file: Path) -> None:
    net = crowd_network()
    view = ViewState(t=day(net, "2001-01-01"), lens="few", selected="actor:nobody", hidden_sides=("east", "moon"))
    made = read(Wanted(json_file, view))
    assert (made.view.t, made.view.lens) == (view.t, "few")
    assert made.view.selected == "" and made.view.hidden_sides == ("east",)
    assert read(Wanted(json_file, view, is_dated=False)).view.t == default_view(net).t


def test_a_choice_of_channels_is_fitted_to_the_dataset(json_file: Path) -> None:
    net = crowd_network()
    known, t = net.states[0].id, net.first
    some = ViewState(t=t, lanes_by="label", lanes_of=LaneFilter((known, "gone"), True, ("east", "moon")))
    made = read(Wanted(json_file, some)).view
    assert (made.lanes_by, made.lanes_of) == ("label", LaneFilter((known,), True, ("east",)))
    strange = ViewState(t=t, lanes_of=LaneFilter(("gone",), True))
    assert read(Wanted(json_file, strange)).view.lanes_of == LaneFilter()


def test_kernels_are_had_while_another_process_reads_and_not_beside_columns(
    json_file: Path, columns_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    had: list[str] = []
    asked: list[int] = []
    monkeypatch.setattr(reading, "compile_ahead", lambda works, cancelled: asked.append(len(works)))
    monkeypatch.setattr(reading, "prepare", lambda layout, cancelled: had.append(layout))
    monkeypatch.setattr(reading, "warm", lambda: had.append("density"))
    prepared(Wanted(columns_file))
    assert had == [] and asked == [1]  # those of density need only be compiled
    prepared(Wanted(json_file, ViewState(t=0, layout="stress")))
    assert had == ["stress", "density"] and asked == [1, 2]
    prepared(Wanted(json_file), cancelled=lambda: True)
    assert had == ["stress", "density"]


@pytest.mark.parametrize("after", range(4))
def test_reading_stops_when_that_is_wished(columns_file: Path, after: int) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Cancelled):
        read(Wanted(columns_file), cancelled=cancelled)


def test_what_does_not_fit_is_refused_before_it_is_read(columns_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def must_fit(path: Path, *, is_foreign: bool) -> None:
        raise UserError("too large for this machine", where=path.name)

    monkeypatch.setattr(formats, "must_fit", must_fit)
    monkeypatch.setattr(netx, "read", lambda *rest: pytest.fail("it was read"))
    with pytest.raises(UserError, match="too large for this machine"):
        read(Wanted(columns_file))


def test_a_file_that_changes_while_it_is_read_counts_as_replaced(
    json_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = reading.open_dataset

    def slowly(path: Path, *rest: object) -> Reading:
        found = true(path)
        path.write_bytes(path.read_bytes() + b" ")
        return found

    monkeypatch.setattr(reading, "open_dataset", slowly)
    session = Session.of(read(Wanted(json_file)))
    assert session.file_state() is FileState.REPLACED


def test_a_large_file_that_is_gone_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE_BYTES", -1)
    with pytest.raises(UserError, match="no such file"):
        read(Wanted(tmp_path / "gone.json"))


def test_problems_of_a_large_file_of_columns_are_found_once_it_is_open(tmp_path: Path, monkeypatch) -> None:
    json_path, path = tmp_path / "odd.json", tmp_path / "odd.netx"
    json_path.write_text('{"format": "netexplorer/1", "actors": [{"id": "a"}, {"id": "a"}], "relationships": []}')
    netx.write(formats.open_dataset(json_path).dataset, path)
    whole = read(Wanted(path))
    monkeypatch.setattr(reading, "LARGE_BYTES", 10)
    made = read(Wanted(path))
    assert whole.is_checked and not made.is_checked
    assert made.problems == () != whole.problems
    assert checked(made) == whole.problems


def test_a_crowd_comes_with_its_places_where_they_are_remembered(
    columns_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_limits(monkeypatch)
    memory = Memory(tmp_path / "places", tmp_path)
    assert read(Wanted(columns_file), memory=memory).placed is None
    net = crowd_network()
    xy = positions(net, ViewState(0).layout, memory)
    memory.remember(job_for(net, ViewState(0).layout), xy)
    session = Session.of(read(Wanted(columns_file), memory=memory))
    assert session.has_positions() and session.positions().tobytes() == xy.tobytes()
    assert session.plan().xy is session.positions()
    session.update(layout="stress")
    assert not session.has_positions() and session.positions().tobytes() == placeholder(net).tobytes()


def test_places_of_another_layout_are_left_where_they_are(
    columns_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_limits(monkeypatch)
    memory, net = Memory(tmp_path / "places", tmp_path), crowd_network()
    memory.remember(job_for(net, "force"), placeholder(net))
    found = [read(Wanted(columns_file, ViewState(0, layout=each)), memory=memory) for each in ("force", "stress", "x")]
    assert [made.placed is not None for made in found] == [True, False, False]


def test_a_file_opens_at_the_date_and_through_the_lens_that_were_asked_for(columns_file: Path) -> None:
    plain = read(Wanted(columns_file)).view
    assert plain.lens == "whole"
    seen = read(Wanted(columns_file, date="2001-02-03", lens="few")).view
    assert (seen.t, seen.lens) == (day(crowd_network(), "2001-02-03"), "few")
    assert read(Wanted(columns_file, date="soon", lens="none")).view == plain
