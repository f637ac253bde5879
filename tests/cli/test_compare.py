"""``render --compare``: two dates in one picture, and what is said where they make no sense."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from netexplorer.cli import run
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.render import PictureOptions, picture, restore_file
from netexplorer.session.remembered import positions
from tests.cli.asking import SMALL

SVG = "{http://www.w3.org/2000/svg}"
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return str(path)


def render(small: str, out: Path, *more: str) -> int:
    return run(["render", small, "-o", str(out), "--size", "640x400", *more])


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_picture_is_the_one_of_the_window_and_remembers_both_dates(small: str, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"two.{kind}"
    assert render(small, out, "--date", "2015", "--compare", "2013") == 0
    net = build(open_dataset(Path(small)).dataset)
    kept = restore_file(out)
    assert net.axis.text(kept.view.compare or 0) == "2013-01-01"
    options = PictureOptions(width=640, height=400, format=kind, file="small.json")
    assert picture(net, kept.view, positions(net, "sides"), options) == out.read_bytes()


def test_an_svg_says_of_every_line_what_became_of_it(small: str, tmp_path: Path) -> None:
    out = tmp_path / "two.svg"
    render(small, out, "--lens", "", "--date", "2015", "--compare", "2008")
    root = ET.fromstring(out.read_text(encoding="utf-8"))
    named = {each.get("id"): each.findtext(f"{SVG}title") for each in root.iter() if each.get("id")}
    assert named["relationship-a--b"] == "Anna – b: open, then limited: got worse"
    assert named["relationship-b--c"] == "b – c: not yet, then severed"
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert "1 January 2008 → 1 January 2015" in words
    assert "2 relationships: 1 worse, 1 opened (as severed)" in words
    assert "Worse, not severed" in words


def test_the_lanes_carry_both_flags(small: str, tmp_path: Path) -> None:
    out = tmp_path / "lanes.svg"
    render(small, out, "--view", "channels", "--date", "2015", "--compare", "2008")
    words = {each.text for each in ET.fromstring(out.read_text(encoding="utf-8")).iter(f"{SVG}text")}
    assert {"1 January 2015", "1 January 2008", "ON 1 JANUARY 2015"} <= words


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--date", "2015", "--compare", "2015-01-01"), "both dates are 1 January 2015, so nothing is compared"),
        (("--date", "2015", "--compare", "1066"), "1 January 1066 is outside of the dataset, which reaches from"),
    ],
)
def test_a_doubtful_date_is_told_and_the_picture_made_all_the_same(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert render(small, tmp_path / "out.png", *more) == 0
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert (tmp_path / "out.png").is_file()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--compare", "soon"), "--compare: 'soon'"),
        (("--compare", "2013", "--dates", "2014,2015"), "--compare: two dates are one picture"),
    ],
)
def test_a_date_that_is_none_is_one_sentence(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert render(small, tmp_path / "out.png", *more) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out.png").exists()


def test_a_date_before_christ_is_no_flag(small: str, tmp_path: Path) -> None:
    assert render(small, tmp_path / "out.png", "--date", "2015", "--compare", "-0427-05") == 0
