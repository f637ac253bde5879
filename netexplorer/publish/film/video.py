"""MP4 and WebM, packed by ffmpeg: a program of its own, which is handed one picture after another."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import IO, NoReturn

import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Wish, never, stop_if
from netexplorer.paint.films import Bytes

_COLOURS = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
)
_SAME = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")  # no date, no version
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mp4": ("-c:v", "libx264", "-preset", "medium", "-crf", "18", "-movflags", "+faststart", "-f", "mp4"),
        "webm": (
            *("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "24", "-deadline", "good", "-cpu-used", "4"),
            *("-row-mt", "1", "-f", "webm"),
        ),
    }
)
_OF_DISKS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
PATIENCE_S = 10.0  # for a program that was told to stop
LOOK_S = 0.1  # how often it is asked whether to go on


def find_encoder(look_up: Callable[[str], str | None] = shutil.which) -> str:
    """Where ffmpeg is: on the path, or brought by the package imageio-ffmpeg.

    Raises
    ------
    UserError
        It is nowhere; the sentence says what to install.
    """
    found = look_up("ffmpeg")
    if found is not None:
        return found
    try:
        import imageio_ffmpeg  # optional: brings a program of its own

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        raise UserError(
            "there is no ffmpeg on this computer, which packs MP4 and WebM videos",
            hint="Install ffmpeg, or 'pip install \"netexplorer[film]\"'; GIF, WebP and APNG work without it.",
        ) from None


def encode(
    pictures: Iterable[Bytes],
    size: tuple[int, int],
    fps: float,
    kind: str,
    path: Path,
    encoder: str,
    cancelled: Wish = never,
) -> None:
    """Hand all pictures, uint8 (h, w, 4), to ffmpeg, which writes ``path``; when that fails it is told to stop.

    Raises
    ------
    UserError
        The encoder died; with the last thing it said.
    OSError
        The disk refused what it wrote.
    """
    rate = Fraction(fps).limit_denominator(1001)
    raw = ("-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{size[0]}x{size[1]}", "-r", str(rate), "-i", "-")
    command = [encoder, "-y", "-nostats", "-loglevel", "error", *raw, "-an", *_COLOURS, *_SAME, *_KINDS[kind]]
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE, stderr=said, stdout=said)
        except OSError as error:
            raise UserError(f"ffmpeg could not be started: {error.strerror}", where=encoder) from None
        with process:
            try:
                is_heard = _feed(process.stdin, pictures)
                code = _ended(process, cancelled)
            finally:
                if process.poll() is None:  # the user has had enough, or something is wrong with the pictures
                    _end(process)
        lines = _lines(said)
        is_told = any("error" in line.casefold() for line in lines)  # of a full disk, with code 0
        if code or not is_heard or is_told:
            _refuse(lines, path, code)


def _feed(pipe: IO[bytes] | None, pictures: Iterable[Bytes]) -> bool:
    """Write all of them; says whether somebody took them to the end."""
    assert pipe is not None
    try:
        for picture in pictures:
            pipe.write(np.ascontiguousarray(picture).data)
        pipe.close()
    except BrokenPipeError:
        return False
    finally:
        with contextlib.suppress(BrokenPipeError):  # what was not taken is still held
            pipe.close()
    return True


def _ended(process: subprocess.Popen[bytes], cancelled: Wish) -> int:
    """Its exit code, when it has packed what it was handed."""
    while True:
        stop_if(cancelled)
        try:
            return process.wait(LOOK_S)
        except subprocess.TimeoutExpired:
            continue


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(PATIENCE_S)


def _lines(said: IO[bytes]) -> list[str]:
    """What it said, errors only, line by line."""
    said.seek(0)
    lines = (line.strip() for line in said.read().decode("utf-8", errors="replace").splitlines())
    return [line for line in lines if line]


def _refuse(lines: list[str], path: Path, code: int) -> NoReturn:
    """Raise what went wrong, in the words of the disk, of the encoder or of the system."""
    for number in _OF_DISKS:
        if any(os.strerror(number) in line for line in lines):
            raise OSError(number, os.strerror(number))
    if code == -getattr(signal, "SIGXFSZ", 0):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    words = lines[-1].replace(str(path), "the film")[:300].rstrip(".") if lines else f"code {code}"
    if code < 0 and not lines:
        words = f"the system ended it ({signal.strsignal(-code) or code})"
    raise UserError(f"ffmpeg stopped before the film was whole: {words}")
