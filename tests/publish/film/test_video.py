"""Videos: what another program packs, and what is said when it is not there or dies."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Cancelled
from netexplorer.publish.film import make, video
from netexplorer.publish.film.make import FilmRequest, make_film
from tests.publish.film.reels import NET, VIEW, XY, pixels, reel, wish

pytestmark = pytest.mark.usefixtures("qapp")

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def request(path: Path, **more: object) -> FilmRequest:
    return FilmRequest(NET, VIEW, XY, wish(format="mp4", **more), path)


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An ffmpeg that does what the script says; ``$last`` is the file it should write."""
    program = tmp_path / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(make, "find_encoder", lambda: str(program))


def test_without_an_encoder_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(UserError) as told:
        video.find_encoder(lambda name: None)
    assert "Install ffmpeg" in str(told.value)
    assert "GIF, WebP and APNG work without it" in str(told.value)


def test_the_encoder_on_the_path_comes_first() -> None:
    assert video.find_encoder(lambda name: f"/some/where/{name}") == "/some/where/ffmpeg"


@posix
def test_an_encoder_that_dies_is_told_with_its_last_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, 'head -c 2000000 >"$last"; echo first >&2; echo "no such codec." >&2; exit 3')
    with pytest.raises(UserError) as told:
        make_film(request(tmp_path / "film.mp4"))
    assert str(told.value) == "ffmpeg stopped before the film was whole: no such codec."
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@posix
def test_an_encoder_that_takes_everything_and_then_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, 'cat >"$last"; exit 7')
    with pytest.raises(UserError, match="ffmpeg stopped before the film was whole: code 7"):
        make_film(request(tmp_path / "film.mp4", seconds=1.0, hold=0.1))
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@posix
@pytest.mark.parametrize("code", [0, 1])
def test_a_full_disk_is_told_also_when_the_encoder_calls_that_a_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"before")
    words = f"Error writing trailer of $last: {os.strerror(errno.ENOSPC)}"
    stand_in(tmp_path, monkeypatch, f'head -c 4000 >"$last"; cat >/dev/null; echo "{words}" >&2; exit {code}')
    with pytest.raises(UserError, match="could not be written: there is no space left on the disk"):
        make_film(request(tmp_path / "film.mp4", seconds=1.0, hold=0.1))
    assert (tmp_path / "film.mp4").read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "film.mp4"]


@posix
@pytest.mark.parametrize(
    ("name", "words"), [("KILL", r"the system ended it \(Killed\)"), ("XFSZ", "larger than a file")]
)
def test_an_encoder_that_the_system_ends_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    stand_in(tmp_path, monkeypatch, f"kill -{name} $$")
    with pytest.raises(UserError, match=words):
        make_film(request(tmp_path / "film.mp4", seconds=1.0, hold=0.1))
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@posix
def test_an_encoder_is_handed_every_pixel_of_every_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, 'cat >"$last"')
    make_film(request(tmp_path / "film.mp4", seconds=1.0, hold=0.1))
    raw = np.fromfile(tmp_path / "film.mp4", np.uint8).reshape(10, 360, 640, 4)
    film = reel(seconds=1.0, hold=0.1)
    assert all(np.array_equal(raw[k], pixels(film, k)) for k in range(10))


@posix
def test_stopping_a_film_ends_the_encoder_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f'echo $$ >"{tmp_path}/pid"; exec cat >"$last"')
    told: list[float] = []
    with pytest.raises(Cancelled):
        make_film(request(tmp_path / "film.mp4"), told.append, lambda: len(told) > 3)
    pid = (tmp_path / "pid").read_text().strip()
    assert not Path(f"/proc/{pid}").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "pid"]


@posix
def test_a_program_that_cannot_be_started_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "find_encoder", lambda: str(tmp_path / "gone"))
    with pytest.raises(UserError, match="ffmpeg could not be started: No such file"):
        make_film(request(tmp_path / "film.mp4"))
    assert list(tmp_path.iterdir()) == []


@needs_ffmpeg
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_video_has_the_pictures_of_the_reel(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"film.{kind}"
    make_film(FilmRequest(NET, VIEW, XY, wish(format=kind, seconds=2.0, hold=0.2), path))
    seen = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "bgr0", "-"],
        capture_output=True,
        check=True,
    ).stdout
    found = np.frombuffer(seen, np.uint8).reshape(-1, 360, 640, 4)
    assert len(found) == 20
    film = reel(seconds=2.0, hold=0.2)
    for number in (0, 9, 19):
        off = np.abs(found[number][..., :3].astype(int) - pixels(film, number)[..., :3])
        assert off.mean() < 3.0, number


@needs_ffmpeg
def test_the_same_video_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_film(request(tmp_path / f"{name}.mp4", seconds=1.0, hold=0.1))
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()


@needs_ffmpeg
@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
def test_a_video_plays_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    make_film(request(path, seconds=1.0, hold=0.1))
    said = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)], capture_output=True, check=True
    ).stdout
    (stream,) = json.loads(said)["streams"]
    assert (stream["codec_name"], stream["pix_fmt"], stream["r_frame_rate"]) == ("h264", "yuv420p", "10/1")
