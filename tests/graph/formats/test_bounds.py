"""The bounds of what is read are those that the page of formats tells users of, and hold at their edges."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from netexplorer.graph.formats import bounds, clock, dgs, gml, ianus, jsontime, markup, tables_grid, tlp

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
SECTION = PAGE.partition("## What is refused")[2].partition("\n## ")[0]


def test_every_bound_is_told_on_the_page_of_formats() -> None:
    gigabytes = {bounds.MOST_BYTES, bounds.MOST_UNPACKED}
    megabytes = {bounds.FREE_UNPACKED, bounds.FREE_SHEETS, bounds.LONGEST_TAG}
    millions = {bounds.MOST_CELLS, bounds.MOST_LOOSE, bounds.MOST_RECORDS, bounds.MOST_CHAINED}
    told = [f"{size // bounds.GB} GB" for size in gigabytes] + [f"{size // bounds.MB} MB" for size in megabytes]
    told += [f"{size // 1_000_000} million" for size in millions]
    known = {*gigabytes, *megabytes, *millions, bounds.MB, bounds.GB}
    rest = [value for name, value in vars(bounds).items() if name.isupper() and value not in known]
    told += [f"{value:,}".replace(",", " ") for value in rest]
    assert [each for each in told if each not in SECTION] == []


def test_every_bound_is_used_by_a_reader() -> None:
    readers = "".join(path.read_text("utf-8") for path in Path(bounds.__file__).parent.glob("*.py"))
    names = [name for name in vars(bounds) if name.isupper()]
    assert [name for name in names if readers.count(name) < 2 + (name in ("MB", "GB"))] == []


@pytest.mark.parametrize(
    "sign, look, found",
    [
        ("1", clock.number_of, None),
        ("1", tables_grid.is_number, False),
        (" ", dgs._tokens, [("x", False)]),
        ("<!--", lambda text: markup.root_of(text.encode()), ""),
        ("<!--", lambda text: markup._mended(text.encode())[-1], "x"),
        (" ", lambda text: ianus._TRIPLE.findall(f"({text}"), []),
        (" ", lambda text: list(jsontime.in_text(f"[{text}")), []),
        (" ", lambda text: list(jsontime.in_text(f"<{text}")), []),
        (" ", lambda text: tlp._point(f"({text}"), None),
        ("1", lambda text: gml._value(text), "1" * 1_000_000 + "x"),
    ],
    ids=[
        "a number",
        "a cell",
        "a line of DGS",
        "the head of XML",
        "XML to be mended",
        "triples",
        "spells",
        "angles",
        "points",
        "GML",
    ],
)
def test_a_million_times_one_sign_is_looked_through_once(
    sign: str, look: Callable[[str], object], found: object
) -> None:
    """Each of these took the square of the length: hours."""
    text = f"x{sign * 1_000_000}" if sign == " " else f"{sign * 1_000_000}x"
    assert look(text) == found


def test_the_limit_of_the_csv_module_is_the_one_python_has() -> None:
    assert csv.field_size_limit() == 131_072
