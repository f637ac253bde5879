from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.formats import estimate, estimate_bytes, netx, open_dataset
from netexplorer.graph.memory import available_bytes
from netexplorer.resources import default_dataset


def test_the_estimate_grows_with_the_file_and_reads_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert estimate_bytes(path) > 10 * estimate_bytes(default_dataset())


def test_columns_are_estimated_by_what_the_directory_of_the_zip_says(tmp_path: Path) -> None:
    path = tmp_path / "x.netx"
    netx.write(schema.Dataset(title="x" * 100_000), path)
    assert path.stat().st_size < 10_000
    assert estimate_bytes(path) > 100_000
    path.write_bytes(b"no zip")
    assert estimate_bytes(path) > 0


def test_what_does_not_fit_is_refused_with_the_estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    estimate.must_fit(path, 10**12)
    estimate.must_fit(path, 0)  # not known
    with pytest.raises(UserError, match=r"would take about 2\.5 GB of memory, and 1\.0 GB are free"):
        estimate.must_fit(path, 10**9)
    monkeypatch.setattr(estimate, "available_bytes", lambda: 10**9)
    with pytest.raises(UserError, match="memory"):
        open_dataset(path)


def test_the_machine_says_how_much_memory_it_has() -> None:
    assert available_bytes() >= 0


def test_a_file_of_others_asks_for_ten_times_as_much(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_bytes(b"a,b\n" * 10_000_000)
    assert estimate_bytes(path, is_foreign=True) == 10 * estimate_bytes(path)
    with pytest.raises(UserError, match=r"1\.0 GB of memory"):
        estimate.must_fit(path, 500_000_000, is_foreign=True)
