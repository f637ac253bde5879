"""What is remembered on disk: settings and views, whatever has happened to the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.session import files
from netexplorer.session.settings import (
    Settings,
    SettingsStore,
    settings_file,
    view_of,
    with_recent,
    with_view,
    without_recent,
)
from netexplorer.session.state import Camera, ViewState

ids = st.lists(st.text(max_size=8), max_size=3).map(lambda words: tuple(sorted(words)))
numbers = st.floats(allow_nan=False, allow_infinity=False)
views = st.builds(
    ViewState,
    t=st.integers(-(2**62), 2**62),
    lens=st.text(max_size=8),
    hidden_states=ids,
    ghosts=st.booleans(),
    pins=st.lists(st.tuples(st.text(max_size=5), numbers, numbers), max_size=3).map(tuple),
    camera=st.none() | st.builds(Camera, x=numbers, y=numbers, scale=numbers),
    span=st.none() | st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
)


@given(views)
def test_a_view_written_and_read_is_the_same_view(view: ViewState) -> None:
    text = files.dumps_view(view, dataset="a.json", title="A")
    assert files.loads_view(text).view == view
    assert files.dumps_view(files.loads_view(text).view, dataset="a.json", title="A") == text


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"format": "netexplorer-view"}', '{"format": "netexplorer-view", "view": {"t": "x"}}',
     '{"format": "netexplorer-view", "version": 99, "view": {"t": 1}}',
     '{"format": "netexplorer-view", "version": "one", "view": {"t": 1}}', b"\xff\xfe", "[" * 100_000],
)  # fmt: skip
def test_what_is_no_view_is_told_so(text: str | bytes) -> None:
    with pytest.raises(UserError):
        files.loads_view(text)


def test_an_old_document_climbs_the_whole_chain_of_upgrades() -> None:
    chain = (lambda doc: {**doc, "a": doc["a"] + 1}, lambda doc: {**doc, "a": doc["a"] * 10})
    assert files.upgraded({"version": 1, "a": 1}, chain, "file") == {"version": 3, "a": 20}
    assert files.upgraded({"version": 2, "a": 1}, chain, "file") == {"version": 3, "a": 10}
    with pytest.raises(UserError, match="newer"):
        files.upgraded({"version": 4}, chain, "file")


def test_settings_written_and_read_are_the_same(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "deep" / "settings.json")
    assert store.settings == Settings()
    store.change(theme="dark", geometry=(1, 2, 3, 4), speed=2.0, views={"/a": ViewState(t=5)})
    assert store.save()
    again = SettingsStore(store.path)
    assert (again.settings, again.trouble) == (store.settings, "")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"theme": "pink"}', b'{"version": 99}',
                                     b'{"recent": 3}', b"[" * 100_000])  # fmt: skip
def test_settings_that_cannot_be_understood_are_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.settings == Settings()
    assert "put aside" in store.trouble
    assert (tmp_path / "settings.json.unreadable").read_bytes() == content
    assert store.save()
    assert SettingsStore(path).trouble == ""


def test_settings_that_cannot_be_saved_are_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = SettingsStore(tmp_path / "file" / "settings.json")
    assert not store.save()
    assert store.trouble


def test_the_settings_lie_where_the_environment_says(tmp_path: Path) -> None:
    assert settings_file({"NETEXPLORER_CONFIG": "/x/y.json", "XDG_CONFIG_HOME": "/z"}) == Path("/x/y.json")
    assert settings_file({"XDG_CONFIG_HOME": "/z"}) == Path("/z/netexplorer/settings.json")
    assert settings_file({"XDG_CONFIG_HOME": "relative"}) == Path.home() / ".config/netexplorer/settings.json"


def test_recent_files_are_the_latest_ten_without_repeats() -> None:
    settings = Settings()
    for number in (*range(14), 9):
        settings = with_recent(settings, Path(f"/data/{number}.json"))
    assert len(settings.recent) == 10
    assert settings.recent[:3] == ("/data/9.json", "/data/13.json", "/data/12.json")
    assert "/data/13.json" not in without_recent(settings, Path("/data/13.json")).recent


def test_the_view_a_dataset_was_left_at_is_remembered_and_the_oldest_forgotten() -> None:
    settings = Settings()
    for number in range(40):
        settings = with_view(settings, Path(f"/data/{number}.json"), ViewState(t=number))
    assert view_of(settings, Path("/data/39.json")) == ViewState(t=39)
    assert view_of(settings, Path("/data/0.json")) is None
    assert len(settings.views) == 30


def test_a_user_without_a_home_has_settings_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert settings_file({}).name == "settings.json"
