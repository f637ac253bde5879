"""What is no file, is too large, changes or vanishes: refused in a sentence, whatever its name promises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph import formats
from netexplorer.graph.formats import every_format, open_dataset, reading
from tests.graph.formats.guard import watched

SUFFIXES = sorted({suffix for known in every_format() for suffix in known.suffixes} | {".gz", ".xz", ".bz2", ".zip"})
EVERY = pytest.mark.parametrize("suffix", SUFFIXES)


def refusal(path: Path) -> str:
    """Why a file is refused, without it or anything else being opened."""
    with watched() as seen, pytest.raises(UserError) as caught:
        open_dataset(path)
    assert seen == []
    return str(caught.value).removeprefix(f"{path}: ")


@EVERY
def test_a_sparse_file_of_ten_gigabytes_is_refused_before_it_is_opened(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.touch()
    os.truncate(path, 10 * 1024**3)
    assert refusal(path) == "this file has 10.0 GB, and at most 2 GB can be read."


@EVERY
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    os.mkfifo(path)
    assert refusal(path) == "this is a device or a pipe, not a file."


@EVERY
def test_a_folder_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.mkdir()
    assert refusal(path) == "this is a folder, not a file. Name a dataset file inside it."


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_refused_by_its_own_name_and_by_a_link(tmp_path: Path, device: str) -> None:
    link = tmp_path / "x.csv"
    link.symlink_to(device)
    for path in (Path(device), link):
        assert "not a file" in refusal(path) or "no such file" in refusal(path) or device == "/dev/stdin"


@EVERY
def test_an_empty_file_is_refused_or_read_as_nothing(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.touch()
    try:
        assert open_dataset(path).dataset.actors == ()
    except UserError as error:
        assert str(error).startswith(f"{path}: ")  # noqa: PT017 - reading it as nothing is as good


@EVERY
def test_a_file_that_vanishes_before_it_is_read_is_missed_in_a_sentence(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text("source,target\na,b\n")
    known = (
        formats.format_for(Path(f"x{suffix}")) if suffix not in (".gz", ".xz", ".bz2", ".zip") else every_format()[0]
    )

    def gone(path: Path) -> formats.Format:
        path.unlink()
        return known

    monkeypatch.setattr(formats, "recognise", gone)
    with pytest.raises(UserError, match=r"there is no such file\. Check the name and the folder\.$"):
        open_dataset(path)


def test_a_file_that_becomes_another_while_it_is_recognised_is_refused_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.json"
    for now, sentence in (
        (b"\x89PNG\r\n", "this is not JSON"),
        (b"", "this file is empty"),
        (b"PK\x03\x04", "this archive is broken"),
        (b"\x1f\x8b\x08", "this packed file is broken"),
    ):
        path.write_text('{"nodes": [], "links": []}')
        known = formats.recognise(path)
        path.write_bytes(now)
        monkeypatch.setattr(formats, "recognise", lambda path, known=known: known)
        with pytest.raises(UserError, match=sentence):
            open_dataset(path)
        monkeypatch.undo()


def test_a_file_that_grows_while_it_is_read_is_read_to_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("source,target\na,b\n")
    check = reading.check_file

    def checked(path: Path) -> None:
        check(path)
        with path.open("a") as file:
            file.write("b,c\n" * 100)

    monkeypatch.setattr(reading, "check_file", checked)
    monkeypatch.setattr(reading, "MOST_BYTES", 30)
    assert len(reading.file_bytes(path)) == 30


def test_a_file_whose_disk_fails_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("source,target\na,b\n")

    def fails(*_: object, **__: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(UserError, match=r"this file cannot be read \(Input/output error\)\."):
        open_dataset(path)


@pytest.mark.parametrize("name", ["x\ny.csv", "x\ty.csv", "\u202ex.csv", "%s{0}.csv", "-x.csv", "x" * 240 + ".csv"])
def test_a_file_of_any_name_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("source,target\na,b\n")
    assert len(open_dataset(path).dataset.relationships) == 1
