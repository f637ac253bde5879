"""Broken input: what fuzzing found, kept as small files, and bounded fuzzing in the ordinary tests.

Whatever a file holds, it is read or refused in one sentence, and what was read can be written as ours and read again.
``make fuzz`` looks for more, by which code an input reaches.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.target import SEEDS, Target, ids
from tests.graph.formats.guard import watched

FOUND = Path(__file__).parent / "found"
_found = sorted(path for path in FOUND.iterdir() if path.is_file())
_seeds = sorted(path for path in SEEDS.iterdir() if path.is_file())
_bounded = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
_PIECES = [b"9" * 400, b"\0", b"\xff", b"\xef\xbb\xbf", b"\xc2\x85", b"\n", b"\r"] + [
    *b"\" ' ( ) [ ] { } < > , ; -9 1e400 NaN \\ud800 &#0; 0000 9999-12-31 a".split()
]


def ident_of(path: Path) -> str:
    """The format whose reader an input is for: what its name begins with."""
    return max((ident for ident in ids() if path.name.startswith(f"{ident}.")), key=len)


@pytest.mark.parametrize("path", _found, ids=lambda path: path.name)
def test_what_was_found_is_read_or_refused_in_a_sentence(tmp_path: Path, path: Path) -> None:
    Target(ident_of(path), tmp_path).feed(path.read_bytes())


@pytest.mark.parametrize("path", _seeds, ids=lambda path: path.name)
def test_a_seed_is_read_and_not_refused(tmp_path: Path, path: Path) -> None:
    reading = Target(ident_of(path), tmp_path).feed(path.read_bytes())
    assert reading is not None
    assert reading.dataset.actors


def test_every_format_has_a_seed() -> None:
    assert {ident_of(path) for path in _seeds} == set(ids())


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A good file with pieces cut out, doubled, put in or put elsewhere."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 40)))
        piece = draw(st.sampled_from([b"", data[at:end] * 2, *_PIECES]) | st.binary(max_size=8))
        data = data[:at] + piece + data[end:]
    return data


@pytest.mark.parametrize("ident", ids())
def test_a_damaged_file_is_read_or_refused_in_a_sentence(tmp_path: Path, ident: str) -> None:
    target = Target(ident, tmp_path)
    seeds = [path.read_bytes() for path in _seeds if ident_of(path) == ident]

    @_bounded
    @given(damaged(seeds))
    def check(data: bytes) -> None:
        target.feed(data)

    check()


def test_reading_writes_nothing_starts_nothing_and_asks_no_network(tmp_path: Path) -> None:
    for path in (*_seeds, *_found):
        target = Target(ident_of(path), tmp_path)
        target.write(path.read_bytes())
        with watched(tmp_path) as seen:
            target.read()
        assert seen == [], path.name


def test_the_guard_sees_what_it_must(tmp_path: Path) -> None:
    import socket
    import subprocess
    import sys

    with watched() as seen:
        (tmp_path / "x").write_text("")
        socket.socket().close()
        subprocess.run([sys.executable, "-c", ""], check=True)
        Path("/etc/passwd").read_bytes()
    assert [each.split()[0] for each in seen if "fork" not in each][:3] == [
        "write",
        "socket.__new__",
        "subprocess.Popen",
    ]
    assert seen[-1] == "read /etc/passwd"
