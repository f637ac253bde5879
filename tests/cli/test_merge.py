"""The verb ``merge``: what it writes, prints and leaves with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.cli import run
from netexplorer.graph.formats import open_dataset

BASE: dict[str, Any] = {
    "format": "netexplorer/1",
    "title": "Base",
    "actors": [{"id": "a", "name": "Anna"}, {"id": "b", "name": "Boris"}],
    "relationships": [{"source": "a", "target": "b", "changes": [{"from": "1998", "state": "open"}]}],
}
TIES = "source,target,start,end,state\nAnna,Boris,1998,,severed\nBoris,Clara,2001,2005,open\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, Path]:
    base, ties = tmp_path / "base.json", tmp_path / "ties.csv"
    base.write_text(json.dumps(BASE), encoding="utf-8")
    ties.write_text(TIES, encoding="utf-8")
    return str(base), str(ties), tmp_path / "out.json"


def test_a_table_is_added_and_what_contradicts_is_printed(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    base, ties, out = files
    assert run(["merge", base, ties, "-o", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "actors: 1 new, 2 the same, 0 say more, 0 in conflict" in printed
    assert "! relationships" in printed
    assert 'ours (kept) "open from 1998", theirs "severed from 1998"' in printed
    dataset = open_dataset(out).dataset
    assert [actor.id for actor in dataset.actors] == ["a", "b", "Clara"]
    assert dataset.relationships[0].changes[0].state == "open"
    assert dataset.relationships[1].source == "b"
    assert json.loads(Path(base).read_text(encoding="utf-8")) == BASE


def test_theirs_can_be_preferred(files: tuple[str, str, Path]) -> None:
    base, ties, out = files
    assert run(["merge", base, ties, "-o", str(out), "--prefer", "theirs"]) == 0
    assert open_dataset(out).dataset.relationships[0].changes[0].state == "severed"


def test_a_dry_run_writes_nothing_and_says_the_same_as_json(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    base, ties, out = files
    assert run(["merge", base, ties, "--dry-run", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"]["actors"] == {"new": 1, "equal": 2, "fills": 0, "conflict": 0}
    assert [(each["list"], each["field"]) for each in answer["conflicts"]] == [("relationships", "changes")]
    assert {each["list"] for each in answer["told"]} >= {"actors"}
    assert not out.exists()


def test_without_a_file_to_write_the_usage_is_wrong(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    base, ties, out = files
    assert run(["merge", base, ties]) == 2
    assert "-o" in capsys.readouterr().err
    assert run(["merge", base]) == 2
    assert run(["merge", base, ties, "-o", str(out), "--prefer", "mine"]) == 2


def test_times_that_differ_and_files_that_are_none_leave_with_one(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    base, _, out = files
    seconds = tmp_path / "seconds.json"
    document = {
        "format": "netexplorer/1",
        "time": {"kind": "number", "unit": "s"},
        "actors": [{"id": "a"}],
        "relationships": [{"source": "a", "target": "a", "changes": [{"from": 3, "state": "open"}]}],
    }
    seconds.write_text(json.dumps(document), encoding="utf-8")
    assert run(["merge", base, str(seconds), "-o", str(out)]) == 1
    error = capsys.readouterr().err
    assert "numbers that count s" in error
    assert error.count("\n") == 1
    assert run(["merge", base, str(tmp_path / "nothing.json"), "-o", str(out)]) == 1
    assert not out.exists()


def test_how_the_second_file_is_read_can_be_said(files: tuple[str, str, Path], tmp_path: Path) -> None:
    base, _, out = files
    odd, mapping = tmp_path / "odd.csv", tmp_path / "map.json"
    odd.write_text("what;who;whom;seen\n1;Boris;Clara;2001\n2;Anna;Clara;2003\n", encoding="utf-8")
    mapping.write_text('{"roles": {"who": "source", "whom": "target", "seen": "start", "what": "ignore"}}', "utf-8")
    assert run(["merge", base, str(odd), "-o", str(out), "--map", str(mapping)]) == 0
    added = open_dataset(out).dataset.relationships[1:]
    assert [(link.source, link.target, link.changes[0].from_) for link in added] == [
        ("b", "Clara", "2001"),
        ("a", "Clara", "2003"),
    ]


def test_a_network_of_the_second_file_can_be_asked_for(files: tuple[str, str, Path], tmp_path: Path) -> None:
    base, _, out = files
    gml = tmp_path / "two.paj"
    gml.write_text('*Network one\n*Vertices 1\n1 "Anna"\n*Network two\n*Vertices 2\n*Edges\n1 2\n', encoding="utf-8")
    assert run(["merge", base, str(gml), "-o", str(out), "--network", "two"]) == 0
    assert len(open_dataset(out).dataset.relationships) == 2
