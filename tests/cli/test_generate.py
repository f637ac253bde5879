"""``netexplorer generate``: a network out of numbers, or one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.cli import run


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    words = ["generate", "--actors", "40", "--relationships", "90", "--years", "1900..1950", "--seed", "7", "-o"]
    assert run([*words, str(tmp_path / "a.json")]) == 0
    assert run([*words, str(tmp_path / "b.json")]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_what_was_made_is_a_dataset_without_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "made.json")
    assert run(["generate", "--actors", "40", "--relationships", "90", "-o", path]) == 0
    assert run(["check", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}
    assert run(["info", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["actors"], found["relationships"]) == (40, 90)


def test_its_file_written_back_is_the_same(tmp_path: Path) -> None:
    made, again = tmp_path / "made.json", tmp_path / "again.json"
    assert run(["generate", "--actors", "40", "--relationships", "90", "-o", str(made)]) == 0
    assert run(["convert", str(made), str(again)]) == 0
    assert made.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("suffix", [".json", ".netx"])
def test_every_format_holds_the_same_network(tmp_path: Path, suffix: str) -> None:
    words = ["generate", "--actors", "40", "--relationships", "90", "-o"]
    made, as_json, again = tmp_path / f"made{suffix}", tmp_path / "made.json", tmp_path / "again.json"
    assert run([*words, str(as_json)]) == 0
    assert run([*words, str(made)]) == 0
    assert run(["convert", str(made), str(again)]) == 0
    assert again.read_bytes() == as_json.read_bytes()
    converted = tmp_path / f"converted{suffix}"
    assert run(["convert", str(as_json), str(converted)]) == 0
    assert converted.read_bytes() == made.read_bytes()


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--actors", "1"], "actors, 1,"),
        (["--actors", "-3"], "'-3' is no whole number from 0 on"),
        (["--actors", "many"], "many"),
        (["--relationships", "99999999999"], "99999999999"),
        (["--years", "2000..1990"], "2000..1990"),
        (["--years", "soon"], "soon"),
        (["--seed", "1.5"], "1.5"),
        (["-o", "made.gif"], "made.gif"),
    ],
)
def test_wrong_numbers_leave_with_2_and_one_sentence_and_no_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["generate", "-o", "made.json", *argv]) == 2
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)
    assert said in printed.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_leaves_with_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["generate", "--actors", "4", "--relationships", "4", "-o", str(tmp_path / "no" / "x.json")]) == 1
    assert "folder does not exist" in capsys.readouterr().err
