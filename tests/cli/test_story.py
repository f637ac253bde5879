"""The verb ``story``: what it lists, prints and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.cli import run

DATA: dict[str, Any] = {
    "format": "netexplorer/1",
    "title": "Base",
    "actors": [{"id": "a", "name": "Anna"}, {"id": "b", "name": "Boris"}],
    "relationships": [{"source": "a", "target": "b", "changes": [{"from": "1998", "state": "open"}]}],
    "sources": [{"id": "s", "title": "Said"}],
    "stories": [
        {"id": "one", "title": "First story", "steps": [
            {"title": "Begin", "text": "Words.", "date": "1999", "select": "actor:gone", "sources": ["s#1"]}]},
        {"id": "two", "title": "Second", "steps": []},
    ],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "base.json"
    path.write_text(json.dumps(DATA), encoding="utf-8")
    return str(path)


def test_stories_are_listed(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["story", file, "--list"]) == 0
    assert capsys.readouterr().out == "one  First story  (1 steps)\ntwo  Second  (0 steps)\n"


def test_a_story_is_printed_with_its_sources_and_what_is_missing(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["story", file]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[:5] == ["First story", "", "1. 1999-01-01  Begin", "   Words.", "   [s]"]
    assert '! There is no actor "gone" any more' in printed


def test_the_views_of_the_steps_are_given_as_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["story", file, "--story", "one", "--json"]) == 0
    (step,) = json.loads(capsys.readouterr().out)["steps"]
    assert (step["date"], step["select"], step["sources"]) == ("1999-01-01", None, ["s"])
    assert step["missing"]


def test_a_story_becomes_a_pdf_and_what_could_not_be_shown_is_said(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    assert run(["story", file, "-o", str(out), "--size", "640x400"]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert "step 1: There is no actor" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        (["--story", "three"], 'there is no story "three"', 1),
        (["--story", "two", "-o", "x.pdf"], "has no steps", 1),
        (["-o", "x.png"], "is no PDF", 2),
        (["-o", "x.pdf", "--size", "30000x200"], "--size", 2),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    file: str, words: list[str], sentence: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["story", file, *words]) == code
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(("flag", "value"), [("-o", "out.pdf"), ("--story", "one")])
def test_a_list_is_of_all_stories_and_writes_nothing(
    file: str, flag: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["story", file, "--list", flag, value]) == 2
    assert f"{flag} does not go with --list" in capsys.readouterr().err
