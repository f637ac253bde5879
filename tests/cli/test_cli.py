"""The contract of the command line: exit codes, sentences on stderr, the shape of every JSON answer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from netexplorer.cli import run
from netexplorer.cli.arguments import parse
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.render import restore_file
from netexplorer.scene.lanetable import LANE_ORDERS
from netexplorer.session.commands import COMMANDS
from tests.cli.asking import SMALL, answer, written


def states(capsys: pytest.CaptureFixture[str], small: str, date: str) -> dict[str, str]:
    found = answer(capsys, "states", small, "--date", date, "--json")
    return {rel["id"]: rel["state"] for rel in found["relationships"]}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1997", {"a--b": "not-yet", "b--c": "not-yet"}),
        ("1998", {"a--b": "open", "b--c": "not-yet"}),
        ("2014-03-31", {"a--b": "open", "b--c": "severed"}),
        ("2014-04", {"a--b": "limited", "b--c": "severed"}),
        ("2021-12-31", {"a--b": "severed", "b--c": "severed"}),
        ("2022", {"a--b": "ended", "b--c": "severed"}),
    ],
)
def test_states_takes_a_date_at_its_earliest_instant(
    capsys: pytest.CaptureFixture[str], small: str, date: str, expected: dict[str, str]
) -> None:
    assert states(capsys, small, date) == expected


def test_states_tells_all_of_a_relationship(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "states", small, "--date", "1998-06", "--json", "--lens", "first")
    assert found["dataset"] == "Small"
    assert found["date"] == "1998-06"
    assert found["counts"] == {"open": 1, "limited": 0, "suspended": 0, "severed": 0, "not-yet": 0, "ended": 0}
    assert found["relationships"] == [
        {
            "id": "a--b",
            "source": "a",
            "target": "b",
            "type": "",
            "label": "Anna and b",
            "state": "open",
            "since": "1998",
            "until": "2014-04",
            "uncertain": True,
            "confidence": "stated",
            "sources": ["s1#2"],
            "presence": "possible",
        }
    ]


@pytest.mark.parametrize(
    ("date", "bounds"),
    [("1990", (None, "1998")), ("2015", ("2014-04", "2021-11-01")), ("2021-12", ("2021-11-01", "2021-12"))],
)
def test_states_bounds_are_the_authors_words(
    capsys: pytest.CaptureFixture[str], small: str, date: str, bounds: tuple[str | None, str]
) -> None:
    found = answer(capsys, "states", small, "--date", date, "--json", "--lens", "first")["relationships"][0]
    assert (found["since"], found["until"]) == bounds


def test_what_is_over_says_since_when(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "states", small, "--date", "2023", "--json", "--lens", "first")["relationships"][0]
    assert (found["state"], found["since"], found["until"]) == ("ended", "2021-12", None)


def test_until_is_what_ends_the_state(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    changes = [{"from": "2000", "until": "2010", "state": "open"}, {"from": "2010-03", "state": "limited"}]
    path = written(tmp_path, {"relationships": [{"id": "r", "source": "a", "target": "b", "changes": changes}]})
    found = answer(capsys, "states", path, "--date", "2001", "--json")["relationships"][0]
    assert (found["since"], found["until"]) == ("2000", "2010-03")


def test_zero_is_a_date_of_a_number_axis(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    changes = [{"from": -2, "state": "open"}, {"from": 0, "until": 1, "state": "limited"}]
    relationships = [{"id": "r", "source": "a", "target": "b", "changes": changes}]
    path = written(tmp_path, {"time": {"kind": "number", "unit": "s"}, "relationships": relationships})

    def bounds(date: str) -> tuple[Any, Any]:
        found = answer(capsys, "states", path, "--date", date, "--json")["relationships"][0]
        return found["since"], found["until"]

    assert [bounds(date) for date in ("-3", "-1", "0.5", "2")] == [(None, -2), (-2, 0), (0, 1), (1, None)]


@pytest.mark.parametrize("date", ["-0427", "-0427-05", "-0427-05-01", "-0427~"])
def test_a_date_before_christ_is_no_flag(capsys: pytest.CaptureFixture[str], small: str, date: str) -> None:
    assert states(capsys, small, date) == {"a--b": "not-yet", "b--c": "not-yet"}
    assert answer(capsys, "diff", small, "--from", date, "--to", "2000", "--json")["from"] == date


def test_info_counts(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "info", small, "--json")
    assert found == {
        "title": "Small",
        "format": "netexplorer/1",
        "records": {"actors": 3, "relationships": 2},
        "actors": 3,
        "relationships": 2,
        "changes": 4,
        "events": 0,
        "sources": 1,
        "first": "1998",
        "last": "2021-12",
        "states": {"open": 1, "limited": 1, "suspended": 0, "severed": 2},
        "lenses": ["first"],
    }


def test_the_bundled_dataset_needs_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "info", "--json")
    assert (found["actors"], found["relationships"], found["changes"]) == (166, 346, 454)


def test_check_of_a_sound_file_is_done(capsys: pytest.CaptureFixture[str], small: str) -> None:
    assert all(problem["severity"] != "error" for problem in answer(capsys, "check", small, "--json")["problems"])


def test_check_lists_problems_and_leaves_with_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    broken = {**SMALL, "relationships": [{"id": "x", "source": "a", "target": "nobody"}]}
    path.write_text(json.dumps(broken), encoding="utf-8")
    assert run(["check", str(path), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert sorted(problems[0]) == ["code", "hint", "message", "severity", "where"]
    assert any("nobody" in problem["message"] for problem in problems)
    assert run(["states", str(path), "--date", "2000"]) == 1
    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["states", "--date", "2021-13-01"], "2021-13-01"),
        (["states", "--date", "2021", "--lens", "nothing"], "nothing"),
        (["states"], "--date"),
        (["diff", "--from", "2015", "--to", "2013"], "later"),
        (["render", "--date", "2015", "-o", "picture.gif"], "picture.gif"),
        (["render", "-o", "x.png", "--size", "huge"], "huge"),
        (["render", "-o", "x.png", "--size", "1x1"], "too small"),
        (["render", "-o", "x.png", "--size", "30000x30000"], "30000 × 30000"),
        (["render", "-o", "x.png", "--dpi", "0"], "resolution"),
        (["render", "-o", "x.png", "--date", ""], "--date"),
        (["render", "-o", "x.png", "--dates", ""], "--dates"),
        (["render", "-o", "x.png", "--dates", "2015,soon"], "soon"),
        (["render", "-o", "x.png", "--date", "soon"], "soon"),
        (["render", "-o", "x.png", "--every", "fortnight"], "5y"),
        (["report", "-o", "x.docx"], ".pdf or .md"),
        (["report", "-o", "x.pdf", "--compare", "soon"], "--compare"),
        (["report", "-o", "x.pdf", "--lens", "nothing"], "--lens"),
        (["render", "-o", "x.png", "--every", "1d"], "at most 60"),
        (["render", "-o", "x.png", "--every", "1y", "--from", "2015", "--to", "2013"], "later"),
        (["render", "-o", "x.png", "--changes-of", "nothing"], "no relationship 'nothing'"),
        (["render", "-o", "x.png", "--from", "2015"], "--every"),
        (["render", "-o", "x.png", "--every", "5y", "--view", "channels"], "Leave out --view"),
        (["render", "-o", "x.png", "--date", "2015", "--dates", "2015,2016"], "not allowed"),
        (["render", "-o", "x.png", "--layout", "spiral"], "sides, force, stress"),
        (["render", "-o", "x.png", "--lanes-by", "luck"], "severing"),
        (["render", "-o", "x.png", "--lanes-of", "ever:nonsense"], "ever:severed"),
        (["render", "-o", "x.png", "--lanes-of", "open", "--lanes-of", "ever:severed"], "exclude"),
        (["states", "--date", "2021", "--frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_leaves_with_2_and_one_sentence(
    capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    assert run(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert len(printed.err.splitlines()) == 1
    assert "Traceback" not in printed.err


@pytest.mark.parametrize(
    "verb", [["info"], ["states", "--date", "2000"], ["check"], ["diff", "--from", "1", "--to", "2"]]
)
def test_a_file_that_cannot_be_read_leaves_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, verb: list[str]
) -> None:
    for name, content in (
        ("gone.json", None),
        ("folder.json", "folder"),
        ("empty.json", b""),
        ("noise.json", b"\xff\x00"),
    ):
        path = tmp_path / name
        if content == "folder":
            path.mkdir()
        elif isinstance(content, bytes):
            path.write_bytes(content)
        assert run([verb[0], str(path), *verb[1:]]) == 1
        printed = capsys.readouterr().err
        assert name in printed
        assert len(printed.splitlines()) == 1


def test_convert_writes_a_canonical_file_that_stays_the_same(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run(["convert", small, str(first)]) == 0
    assert run(["convert", str(first), str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert states(capsys, str(first), "2015") == states(capsys, small, "2015")


def test_convert_to_an_unknown_format_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    assert run(["convert", small, str(tmp_path / "out.xyz")]) == 1
    assert not (tmp_path / "out.xyz").exists()
    assert "format" in capsys.readouterr().err


def test_without_a_display_open_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["open", small]) == 1
    assert run([small]) == 1
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize(("flag", "value"), [("--date", "nonsense"), ("--date", "2014-13"), ("--lens", "nope")])
def test_open_with_a_date_or_lens_that_is_none_leaves_with_2_before_there_is_a_window(
    small: str, tmp_path: Path, flag: str, value: str
) -> None:
    dead = {**os.environ, "QT_QPA_PLATFORM": "nonsense", "NETEXPLORER_CONFIG": str(tmp_path)}
    done = netexplorer(["open", small, flag, value], env=dead, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (2, b"", 1)
    assert said.startswith(f"netexplorer: {flag}: ") and value in said


def test_a_terminal_is_not_steered_by_a_dataset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "evil.json"
    evil = {**SMALL, "title": "\x1b[31mred", "relationships": [{"source": "a", "target": "b", "label": "x\x1b[2J\ny"}]}
    path.write_text(json.dumps(evil), encoding="utf-8")
    assert run(["states", str(path), "--date", "2000"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("layout", [row.id for row in LAYOUTS])
def test_every_layout_of_the_window_can_be_rendered(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path, layout: str
) -> None:
    path = tmp_path / "picture.svg"
    assert run(["render", small, "--layout", layout, "-o", str(path)]) == 0
    assert restore_file(path).view.layout == layout
    assert f"layout-{layout}" in {command.id for command in COMMANDS}


@pytest.mark.usefixtures("qapp")
def test_a_picture_says_whether_holders_are_actors_of_their_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    written = {}
    for flags in ((), ("--no-holders",), ("--holders",)):
        path = tmp_path / "picture.svg"
        assert run(["render", "--date", "2010-06-01", *flags, "-o", str(path)]) == 0
        assert restore_file(path).view.holders is ("--holders" in flags)
        written[flags] = path.read_bytes()
    assert written[()] == written["--no-holders",] != written["--holders",]
    assert b"actor-rogozin" in written["--holders",] and b"actor-rogozin" not in written[()]
    assert b"Dmitry Rogozin, since 2008" in written[()]


def test_the_help_names_every_layout_and_every_order(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["render", "--help"])
    words = set(re.findall(r"[a-z]+", capsys.readouterr().out))
    assert {row.id for row in LAYOUTS} | {order for order, _ in LANE_ORDERS} <= words


def test_a_full_disk_leaves_nothing_half_written(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    before = sorted(tmp_path.iterdir())
    assert run(["convert", small, "/dev/full"]) == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("verb", [["info"], ["check"], ["states", "--date", "2000", "--json"]])
def test_an_answer_that_cannot_be_written_is_one_sentence(small: str, verb: list[str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = netexplorer([verb[0], small, *verb[1:]], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


@pytest.mark.parametrize("verb", [["info"], ["states", "--date", "2000"], ["states", "--date", "2000", "--json"]])
def test_a_terminal_without_unicode_gets_an_answer(tmp_path: Path, verb: list[str]) -> None:
    path = written(tmp_path, {"title": "Ру́сь \U0001f54a"})
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = netexplorer([verb[0], path, *verb[1:]], env=ascii_only, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    if "--json" in verb:
        assert json.loads(done.stdout)["dataset"] == "Ру́сь \U0001f54a"


def test_the_reader_may_leave(small: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = netexplorer(["states", small, "--date", "2000"], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def netexplorer(argv: list[str], **streams: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "netexplorer", *argv], check=False, **streams)


OUTSIDE = (["render", "--dates", "1700,2010", "--size", "400x300"], ["report", "--date", "2150"])


@pytest.mark.parametrize("argv", OUTSIDE)
def test_dates_beside_the_dataset_are_drawn_and_told(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    assert run([*argv, "-o", str(out)]) == 0
    assert "outside of the dataset" in capsys.readouterr().err
    assert out.read_bytes().startswith(b"%PDF")
