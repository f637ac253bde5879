from __future__ import annotations

import errno
import os

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic


def failing(code):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    return fail


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "actors.json"
    write_atomic(path, b"first")
    write_atomic(path, b"second")
    assert path.read_bytes() == b"second"
    assert [entry.name for entry in tmp_path.iterdir()] == ["actors.json"]


def test_a_new_file_can_be_read_by_others_and_an_old_one_keeps_its_permissions(tmp_path):
    path = tmp_path / "actors.json"
    write_atomic(path, b"")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_atomic(path, b"")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_atomic(tmp_path / "link.json", b"data")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"data"


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "no space left on the disk"), (errno.EACCES, "no permission"), (errno.EIO, os.strerror(errno.EIO))],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_says_why(tmp_path, monkeypatch, step, code, words):
    path = tmp_path / "actors.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, failing(code))
    with pytest.raises(UserError, match=words) as caught:
        write_atomic(path, b"new")
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["actors.json"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UserError, match="it is a folder"):
        write_atomic(tmp_path, b"")


def test_a_folder_that_is_missing_is_named_as_the_reason(tmp_path):
    with pytest.raises(UserError, match="its folder does not exist"):
        write_atomic(tmp_path / "nowhere" / "actors.json", b"")
