"""Real files that others made, read to the counts and times that an index of them states.

The files lie beside the checkout (``../shared/corpus``) or where ``NETEXPLORER_CORPUS`` says; without them this is
skipped. Where our answer differs from the index, ``docs/formats.md`` says why, file by file.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.report import Report
from netexplorer.graph.network import build

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("NETEXPLORER_CORPUS", ROOT.parent / "shared" / "corpus"))
YEAR_DIGITS = 4  # fewer of them say no date, and would stand at the beginning of many

needs_corpus = pytest.mark.skipif(not (CORPUS / "INDEX.tsv").is_file(), reason="the corpus is not beside the checkout")


def rows() -> list[dict[str, str]]:
    """What the index says of each file."""
    if not (CORPUS / "INDEX.tsv").is_file():
        return []
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@cache
def argued() -> dict[str, str]:
    """The files of which docs/formats.md says that and why our answer is another, and what it is."""
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]*) \|", text, re.MULTILINE))


def counted(text: str) -> int | None:
    """A count of the index: the sum of its numbers before any remark; nothing where it is told in words."""
    plain = re.sub(r"\(.*?\)", "", text).split("/")[0]
    numbers = [int(each) for each in re.findall(r"\b\d+\b", plain)]
    return sum(numbers) if numbers and "note" not in text else None


def found(row: dict[str, str]) -> Report:
    """What reading a file comes to; the network of it can be built."""
    reading = open_dataset(CORPUS / row["file"])
    build(reading.dataset)
    assert reading.report is not None
    return reading.report


def differences(row: dict[str, str]) -> Iterator[str]:
    """In what our reading of a file differs from the index."""
    report = found(row)
    pairs = (("nodes", report.records[0]), ("edges", report.records[1]))
    for name, ours in pairs:
        theirs = counted(row[name])
        if theirs is not None and theirs != ours:
            yield f"{name} {theirs}, ours {ours}"
    for name, ours_text in (("first_time", report.first), ("last_time", report.last)):
        if row[name] and row["temporal_kind"] != "none" and not is_same_time(row[name], ours_text):
            yield f"{name} {row[name]}, ours {ours_text}"


def is_same_time(theirs: str, ours: str) -> bool:
    """The same time, as far as both say it; the index often adds in parentheses what a number means."""
    said = theirs.split(" (", maxsplit=1)[0].strip()
    meant = re.findall(r"\(=([^),]+)", theirs)
    return any(_is_same(each, ours) for each in (said, *meant))


def _is_same(said: str, ours: str) -> bool:
    try:
        if float(said) > 1e8:  # seconds since 1970
            return int(float(said)) == parse_edtf(ours).earliest
        if float(said) == float(ours):
            return True
    except (ValueError, UserError):
        pass
    short, long = sorted(("".join(re.findall(r"\d", text)) for text in (said, ours)), key=len)
    is_before_christ = said.endswith("BCE") or ours.startswith("-")
    return len(short) >= YEAR_DIGITS and long.startswith(short) and not is_before_christ


def refusal(row: dict[str, str]) -> UserError | None:
    """Why a file was not opened; nothing if it was."""
    try:
        build(open_dataset(CORPUS / row["file"]).dataset)
    except UserError as error:
        return error
    return None


whole = [row for row in rows() if row["tier"] != "broken"]
broken = [row for row in rows() if row["tier"] == "broken"]


@needs_corpus
@pytest.mark.parametrize("row", whole, ids=lambda row: row["file"])
def test_a_real_file_reads_as_the_index_says(row: dict[str, str]) -> None:
    try:
        differs = "; ".join(differences(row))
    except UserError as error:
        differs = f"refused: {error}"
    if differs:
        assert row["file"] in argued(), differs


@needs_corpus
@pytest.mark.parametrize("row", broken, ids=lambda row: row["file"])
def test_a_broken_file_opens_in_part_or_is_refused_in_one_sentence(row: dict[str, str]) -> None:
    refused = refusal(row)
    assert refused is None or ("\n" not in str(refused) and refused.where)


@needs_corpus
def test_every_argued_file_still_differs() -> None:
    known = {row["file"]: row for row in whole}
    assert set(argued()) <= set(known)
    assert [name for name in argued() if not list(differences(known[name]))] == []
