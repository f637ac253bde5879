"""Films as files: as many pictures, as long, and the pixels of the reel."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Cancelled
from netexplorer.publish.film.gif import Palette, palette
from netexplorer.publish.film.make import FilmRequest, make_film
from tests.publish.film.reels import NET, VIEW, XY, pixels, reel, wish

pytestmark = pytest.mark.usefixtures("qapp")


def made(path: Path, kind: str, **more: object) -> Path:
    make_film(FilmRequest(NET, VIEW, XY, wish(format=kind, **more), path))
    return path


def frames(path: Path) -> list[np.ndarray]:
    with Image.open(path) as film:
        return [np.array(frame.convert("RGB")) for frame in ImageSequence.Iterator(film)]


def length_ms(path: Path) -> int:
    with Image.open(path) as film:
        total = 0
        for number in range(film.n_frames):
            film.seek(number)
            film.load()
            total += int(film.info["duration"])
        return total


def rgb(number: int) -> np.ndarray:
    return pixels(reel(), number)[..., 2::-1]


@pytest.mark.parametrize("kind", ["gif", "webp", "apng", "png"])
def test_a_film_lasts_as_long_as_is_wished(tmp_path: Path, kind: str) -> None:
    assert length_ms(made(tmp_path / f"film.{kind}", kind)) == 4000


@pytest.mark.parametrize("fps", [12.0, 30.0, 50.0])
def test_a_gif_keeps_time_though_it_counts_in_hundredths(tmp_path: Path, fps: float) -> None:
    path = made(tmp_path / "film.gif", "gif", fps=fps, seconds=2.0)
    assert length_ms(path) == 2000


def test_an_animated_png_has_the_pixels_of_the_reel(tmp_path: Path) -> None:
    found = frames(made(tmp_path / "film.apng", "apng"))
    assert len(found) == 40
    for number in (0, 1, 17, 25, 39):
        assert np.array_equal(found[number], rgb(number)), number


def test_a_webp_has_the_pixels_of_the_reel(tmp_path: Path) -> None:
    found = frames(made(tmp_path / "film.webp", "webp"))
    assert np.array_equal(found[0], rgb(0))
    assert np.array_equal(found[-1], rgb(39))


def test_a_gif_has_nearly_the_colours_of_the_reel(tmp_path: Path) -> None:
    found = frames(made(tmp_path / "film.gif", "gif"))
    for number, at in ((0, 0), (39, -1)):
        off = np.abs(found[at].astype(int) - rgb(number))
        assert off.mean() < 0.5
        assert (off.max(axis=2) == 0).mean() > 0.95


def test_one_palette_serves_the_whole_gif(tmp_path: Path) -> None:
    data = made(tmp_path / "film.gif", "gif").read_bytes()
    with Image.open(BytesIO(data)) as film:
        film.seek(3)
        assert film.global_palette is not None
        assert film._frame_palette is None or film._frame_palette is film.global_palette  # type: ignore[attr-defined]


def test_the_most_frequent_colours_stay_as_they_are() -> None:
    samples = [pixels(reel(), k) for k in (0, 20, 39)]
    rgbs = palette(samples)
    index = Palette(rgbs).rows(samples[1])
    shown = rgbs[index]
    values, counts = np.unique(samples[1][..., 2::-1].reshape(-1, 3), axis=0, return_counts=True)
    for value in values[np.argsort(-counts)[:10]]:
        assert (rgbs == value).all(axis=1).any()
    ground = (samples[1][..., 2::-1] == values[np.argmax(counts)]).all(axis=2)
    assert (shown[ground] == values[np.argmax(counts)]).all()


@pytest.mark.parametrize("kind", ["gif", "webp", "apng"])
def test_the_same_wishes_give_the_same_bytes(tmp_path: Path, kind: str) -> None:
    one, other = (made(tmp_path / f"{name}.{kind}", kind, seconds=1.0, hold=0.1) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_folder_has_a_picture_each(tmp_path: Path) -> None:
    folder = made(tmp_path / "film", "folder")
    assert sorted(path.name for path in folder.iterdir()) == [f"{k:04d}.png" for k in range(1, 41)]
    with Image.open(folder / "0018.png") as image:
        assert np.array_equal(np.array(image.convert("RGB")), rgb(17))


def test_an_empty_folder_is_filled_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert len(list(made(tmp_path / "empty", "folder", seconds=1.0, hold=0.1).iterdir())) == 10
    with pytest.raises(UserError, match="a folder with something in it"):
        made(tmp_path / "empty", "folder", seconds=1.0, hold=0.1)
    assert len(list((tmp_path / "empty").iterdir())) == 10


@pytest.mark.parametrize("kind", ["gif", "webp", "apng", "folder"])
def test_a_film_that_is_stopped_leaves_nothing(tmp_path: Path, kind: str) -> None:
    told: list[float] = []
    request = FilmRequest(NET, VIEW, XY, wish(format=kind), tmp_path / "film")
    with pytest.raises(Cancelled):
        make_film(request, told.append, lambda: len(told) > 5)
    assert len(told) == 6 and told == sorted(told)
    assert list(tmp_path.iterdir()) == []


class Full:
    """A disk that takes so many bytes and no more."""

    def __init__(self, room: int) -> None:
        self.room = room

    def take(self, data: bytes) -> None:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_is_full_half_way_is_told_and_keeps_the_film_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.apng"
    path.write_bytes(b"an older film")
    disk = Full(60_000)
    from netexplorer.publish.film import apng

    pack = apng._chunk

    def packed(kind: bytes, content: bytes) -> bytes:
        disk.take(content)
        return pack(kind, content)

    monkeypatch.setattr(apng, "_chunk", packed)
    with pytest.raises(UserError, match="no space left on the disk"):
        made(path, "apng")
    assert path.read_bytes() == b"an older film"
    assert [each.name for each in tmp_path.iterdir()] == ["film.apng"]


def test_a_full_disk_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Full(200_000)
    write = Path.write_bytes

    def written(self: Path, data: bytes) -> int:
        disk.take(data)
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", written)
    with pytest.raises(UserError, match="no space left on the disk"):
        made(tmp_path / "film", "folder")
    assert list(tmp_path.iterdir()) == []
