"""Packed files that are bombs, climb out or are none: refused in a sentence, never unpacked to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import bounds, estimate, open_dataset, unpack
from tests.graph.formats.guard import watched
from tests.graph.formats.opened import ends, opened

CSV = b"source,target\na,b\n"


def refusal(folder: Path, name: str, data: bytes) -> str:
    """Why a file is refused, while nothing but the file is touched."""
    path = folder / name
    path.write_bytes(data)
    with watched(path) as seen, pytest.raises(UserError) as caught:
        open_dataset(path)
    assert seen == []
    assert list(folder.iterdir()) == [path]
    return str(caught.value).removeprefix(f"{path}: ")


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "suffix, pack",
    [(".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress), (".zip", lambda d: zipped(("x.csv", d)))],
)
def test_what_unpacks_to_far_more_than_it_is_is_refused(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "FREE_UNPACKED", 1024**2)
    monkeypatch.setattr(unpack, "MOST_RATIO", 50)
    data = pack(b"\0" * 20 * 1024**2)
    assert len(data) < 100_000
    sentence = refusal(tmp_path, f"x.csv{suffix}", data)
    assert sentence.startswith("this packed file unpacks to more than ") and sentence.endswith(" MB. Unpack it first.")


def test_what_needs_more_memory_unpacked_than_there_is_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimate, "available_bytes", lambda: 100_000_000)
    data = gzip.compress(CSV + b"a,b\n" * 1_000_000)
    assert len(data) < 20_000
    assert "this file would take about 0.7 GB of memory, and 0.1 GB are free." in refusal(tmp_path, "x.csv.gz", data)


def test_a_packed_file_in_a_packed_file_is_one_level_too_deep(tmp_path: Path) -> None:
    twice = gzip.compress(gzip.compress(CSV))
    assert refusal(tmp_path, "x.zip", twice) == "what this file holds is packed, too. Unpack it first."
    nested = zipped(("inner.zip", zipped(("x.csv", CSV))))
    assert refusal(tmp_path, "x.zip", nested) == "what this file holds is packed, too. Unpack it first."


def test_an_archive_of_overlapping_files_is_refused_by_their_number(tmp_path: Path) -> None:
    data = bytearray(zipped(("k.csv", CSV)))
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", data, end + 16)[0]
    entry = bytes(data[start:end])
    overlapping = data[:start] + entry * 500 + data[end:]
    struct.pack_into("<HHL", overlapping, len(overlapping) - 22 + 8, 500, 500, len(entry) * 500)
    assert refusal(tmp_path, "x.zip", bytes(overlapping)).startswith("this archive has 500 files (k.csv, k.csv, ")


@pytest.mark.parametrize(
    "name", ["../../climb.csv", "/etc/climb.csv", "..\\climb.csv", "C:\\x\\climb.csv", "a/../../b.csv", "b\\..", "a/.."]
)
def test_an_archive_whose_file_climbs_out_is_read_in_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.csv.zip"
    path.write_bytes(zipped((name, CSV)))
    with watched(path) as seen:
        reading = open_dataset(path)
    assert ends(reading) == [("a", "b")]
    assert seen == []
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("x.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    data = zipped((link, b"/etc/passwd"))
    assert refusal(tmp_path, "x.zip", data).startswith("this is plain text and no table")


@pytest.mark.parametrize("name", [".", "..", "a/.", "..."])
def test_a_file_without_a_name_in_an_archive_has_that_of_the_archive(tmp_path: Path, name: str) -> None:
    assert ends(opened(tmp_path, "x.csv", zipped((name, CSV)))) == [("a", "b")]


@pytest.mark.parametrize("name", ["/", "\0"])
def test_an_archive_with_nothing_in_it_is_empty(tmp_path: Path, name: str) -> None:
    data = zipped(("x.csv", CSV)).replace(b"x.csv", b"x/" + name.encode() * 3 if name == "/" else b"\0" * 5)
    assert refusal(tmp_path, "x.zip", data) == "this archive is empty."
    assert refusal(tmp_path, "x.zip", zipped()) == "this archive is empty."


def test_files_whose_whole_name_is_a_suffix_are_read(tmp_path: Path) -> None:
    assert ends(opened(tmp_path, ".gz", gzip.compress(CSV))) == [("a", "b")]
    assert ends(opened(tmp_path, ".csv", CSV)) == [("a", "b")]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, lambda d: zipped(("x.csv", d))])
@pytest.mark.parametrize("keep", [0.3, 0.9, 0.99])
def test_a_packed_file_that_was_cut_is_refused_as_broken(
    tmp_path: Path, pack: Callable[[bytes], bytes], keep: float
) -> None:
    whole = pack(CSV * 2_000)
    assert " is broken (" in refusal(tmp_path, "x.csv", whole[: int(len(whole) * keep)])


def test_a_locked_archive_and_one_of_several_files_say_so(tmp_path: Path) -> None:
    locked = bytearray(zipped(("x.csv", CSV)))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(tmp_path, "x.zip", bytes(locked)) == "this archive has a password. Unpack it first."
    several = zipped(("a.bin", b"\1\2\3"), ("b.pdf", b"%PDF"))
    sentence = "this archive has 2 files (a.bin, b.pdf …), none of which is a network. Unpack it"
    assert refusal(tmp_path, "x.zip", several).startswith(sentence)


def test_the_bounds_are_those_that_were_meant() -> None:
    assert (bounds.MOST_UNPACKED, bounds.MOST_RATIO, bounds.FREE_UNPACKED) == (2 * 1024**3, 1_000, 64 * 1024**2)
