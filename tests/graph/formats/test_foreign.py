"""Files of others are read without looking for garbage, and what was made is not gone through right afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from netexplorer.graph.formats import foreign, open_unchecked


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "ties.csv"
    path.write_text("source,target\na,b\nb,c\n")
    open_unchecked(path)  # once, so that nothing is loaded any more
    was_on = gc.isenabled()
    gc.enable()
    gc.collect()
    yield path
    gc.unfreeze()
    if not was_on:
        gc.disable()


def test_what_is_made_meanwhile_counts_as_old(table: Path) -> None:
    before = [each["collections"] for each in gc.get_stats()]
    with foreign._uncollected():
        made = [[k] for k in range(5_000)]
    assert gc.isenabled()
    assert [each["collections"] for each in gc.get_stats()] == before
    assert gc.get_count()[0] < gc.get_threshold()[0] < len(made)


def test_what_somebody_froze_stays_frozen(table: Path) -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    open_unchecked(table)
    assert gc.get_freeze_count() == frozen


def test_whoever_never_looks_for_garbage_need_not_afterwards(table: Path) -> None:
    gc.disable()
    open_unchecked(table)
    assert not gc.isenabled()
    gc.enable()
