"""Whose word counts, on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from netexplorer.cli import run
from netexplorer.graph.formats import format_for
from netexplorer.graph.testimony import Testimony
from netexplorer.render import restore_file
from tests.graph.test_hearing import of_two_sources


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "two.json"
    format_for(path, to_write=True).save(of_two_sources(), path)
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    assert run([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def states(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, str]:
    return {each["id"]: each["state"] for each in answer(capsys, "states", *argv)["relationships"]}


def test_without_a_wish_the_answer_has_the_keys_it_always_had(capsys: pytest.CaptureFixture[str], file: str) -> None:
    found = answer(capsys, "states", file, "--date", "2018-03")
    assert list(found) == ["dataset", "date", "counts", "relationships"]
    assert [each["presence"] for each in found["relationships"]] == ["possible", "certain", "certain", "certain"]
    assert list(answer(capsys, "diff", file, "--from", "2010", "--to", "2016")) == [
        "from",
        "to",
        "counts",
        "changes",
        "severed",
        "possible",
        "summary",
    ]


def test_a_source_alone_tells_only_what_cites_it(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert states(capsys, file, "--date", "2016", "--source", "tass") == {"one": "open"}
    assert states(capsys, file, "--date", "2016", "--publisher", "ap") == {"one": "limited", "two": "open"}


def test_what_is_left_out_is_told(capsys: pytest.CaptureFixture[str], file: str) -> None:
    found = answer(capsys, "states", file, "--date", "2016", "--source", "tass", "--only", "stated")
    assert found["testimony"] == {
        "only": ["stated"],
        "source": "tass",
        "publisher": None,
        "changes": {"told": 2, "all": 5},
        "channels": {"told": 1, "all": 4},
        "unknown": ["two", "three", "four"],
        "contradicts": [""],
    }
    assert run(["states", file, "--date", "2016", "--source", "tass"]) == 0
    assert "Heard (source tass): 2 of 5 changes, 1 of 4 channels" in capsys.readouterr().out


def test_differences_are_those_of_whoever_is_heard(capsys: pytest.CaptureFixture[str], file: str) -> None:
    def changed(*flags: str) -> list[tuple[str, str, str]]:
        found = answer(capsys, "diff", file, "--from", "2010", "--to", "2016", *flags)
        return [(each["id"], each["before"], each["after"]) for each in found["changes"]]

    assert changed() == [("one", "open", "limited")]
    assert changed("--source", "tass") == []
    assert changed("--only", "stated") == []


def test_states_say_how_many_are_only_possible(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert run(["states", file, "--date", "2018-03"]) == 0
    assert "1 limited, of which 1 only possibly" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--source", "tas"), "no source “tas”. Did you mean “tass”?"),
        (("--publisher", "Reuters"), "no publisher “Reuters”. It has 2 of them."),
        (("--publisher", ""), "no publisher “”"),
        (("--only", "true"), "invalid choice"),
        (("--source", "tass", "--publisher", "AP"), "not allowed with"),
    ],
)
def test_a_wish_that_cannot_be_met_leaves_with_2(
    capsys: pytest.CaptureFixture[str], file: str, flags: tuple[str, ...], said: str
) -> None:
    assert run(["states", file, "--date", "2016", *flags]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_a_picture_carries_the_testimony_and_says_it(file: str, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    flags = ["--date", "2016", "--publisher", "AP", "--only", "undisputed"]
    assert run(["render", file, "-o", str(out), *flags]) == 0
    assert restore_file(out).view.testimony == Testimony(undisputed=True, publisher="AP")
    assert "Only the undisputed, as AP tells it: 1 of 5 changes" in out.read_text(encoding="utf-8")
