"""A table by the command line: what its columns were taken for is printed, and can be given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.cli import run

TIES = "person_a,person_b,start,end,relation\nAnna,Bo,1999,2004,advises\nBo,Cem,2001,2003,employs\n"


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    path = tmp_path / "ties.csv"
    path.write_text(TIES, "utf-8")
    return path


def states(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert run(["states", *words, "--date", "2002", "--json"]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)["relationships"]
    return found


def test_the_guess_that_is_printed_can_be_edited_and_given_back(
    capsys: pytest.CaptureFixture[str], ties: Path, tmp_path: Path
) -> None:
    assert run(["info", str(ties), "--json"]) == 0
    mapping = json.loads(capsys.readouterr().out)["mapping"]
    target = tmp_path / "map.json"
    target.write_text(json.dumps(mapping), "utf-8")
    assert states(capsys, str(ties), "--map", str(target)) == states(capsys, str(ties))
    mapping["roles"]["relation"] = "label"
    target.write_text(json.dumps(mapping), "utf-8")
    assert [each["label"] for each in states(capsys, str(ties), "--map", str(target))] == ["advises", "employs"]


@pytest.mark.parametrize(("text", "words"), [(None, "no such file"), ("[1]", "no mapping"), ("{", "no mapping")])
def test_a_mapping_that_is_none_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], ties: Path, tmp_path: Path, text: str | None, words: str
) -> None:
    target = tmp_path / "map.json"
    if text is not None:
        target.write_text(text, "utf-8")
    assert run(["check", str(ties), "--map", str(target)]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "more",
    [
        {"end": "severed"},
        {"states": {"attribute": "relation", "values": {"advises": "limited"}}},
        {"directed": True, "date_order": "dmy", "encoding": "utf-8"},
    ],
)
def test_what_the_page_of_formats_says_can_be_given(
    capsys: pytest.CaptureFixture[str], ties: Path, tmp_path: Path, more: dict[str, object]
) -> None:
    target = tmp_path / "map.json"
    target.write_text(json.dumps(more), "utf-8")
    assert len(states(capsys, str(ties), "--map", str(target))) == 2
