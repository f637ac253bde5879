"""What opening a path means."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from netexplorer.errors import UserError
from netexplorer.render import PictureOptions, picture
from netexplorer.session.settings import Settings, with_view
from netexplorer.session.state import ViewState
from netexplorer.ui.files import wish_for
from tests.session.examples import DOCUMENT, at, small


def write_picture(path: Path, file: str) -> ViewState:
    net = small()
    view = at(net, "2008-08-08")
    xy = np.random.default_rng(1).normal(0, 100, (len(net.actor_ids), 2)).astype(np.float32)
    path.write_bytes(picture(net, view, xy, PictureOptions(width=400, height=300, file=file, format="png")))
    return view


def test_a_dataset_opens_where_it_was_left() -> None:
    path = Path("/data/mine.json")
    view = ViewState(t=5)
    assert wish_for(path, with_view(Settings(), path, view)).view == view
    assert wish_for(path, Settings()).view is None


@pytest.mark.parametrize("place", ["beside", "recent"])
def test_a_picture_opens_its_dataset_at_its_view(tmp_path: Path, place: str) -> None:
    folder = tmp_path if place == "beside" else tmp_path / "elsewhere"
    folder.mkdir(exist_ok=True)
    dataset = folder / "mine.json"
    dataset.write_bytes(msgspec.json.encode(DOCUMENT))
    view = write_picture(tmp_path / "picture.png", "mine.json")
    settings = Settings(recent=(str(dataset),) if place == "recent" else ())
    wish = wish_for(tmp_path / "picture.png", settings)
    assert wish.path == dataset
    assert wish.view == view


def test_a_picture_without_its_dataset_says_what_is_missing(tmp_path: Path) -> None:
    write_picture(tmp_path / "picture.png", "gone.json")
    with pytest.raises(UserError, match=r"gone\.json"):
        wish_for(tmp_path / "picture.png", Settings())


def test_somebody_elses_picture_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    with pytest.raises(UserError, match=r"photo\.png"):
        wish_for(path, Settings())
