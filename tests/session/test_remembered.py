"""Positions that were found before: right or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph import layouts
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import data_file, default_dataset
from netexplorer.session import remembered
from netexplorer.session.layout import LayoutJob, Xy, job_for, run
from netexplorer.session.opening import default_view
from netexplorer.session.remembered import MOST_FILES, SUFFIX, Memory, cache_folder, digest_of, positions
from tests.session.examples import small

NOWHERE = Path("/nowhere/to/be/found")


@pytest.fixture
def job() -> LayoutJob:
    return job_for(small(), "sides")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "kept", NOWHERE)


def some(job: LayoutJob, seed: int = 0) -> Xy:
    return np.random.default_rng(seed).normal(size=(job.request.n, 2)).astype(np.float32)


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "kept").iterdir())


def test_what_is_remembered_comes_back_bit_by_bit_also_in_another_run(
    job: LayoutJob, memory: Memory, tmp_path: Path
) -> None:
    assert memory.recall(job) is None
    memory.remember(job, some(job))
    for each in (memory, Memory(tmp_path / "kept", NOWHERE)):
        found = each.recall(job)
        assert found is not None
        assert found.dtype == np.float32 and found.tobytes() == some(job).tobytes()


def test_whatever_a_layout_depends_on_names_other_positions(job: LayoutJob) -> None:
    request = job.request
    others = [LayoutJob("force", request)]
    for name in request.__struct_fields__:
        value = getattr(request, name)
        other = tuple(f"{key}'" for key in value) if name == "keys" else 1.0 if value is None else value + 1
        others.append(LayoutJob(job.layout, replace(request, **{name: other})))
    digests = [digest_of(each) for each in (job, *others)]
    assert len(set(digests)) == len(digests)
    assert digest_of(job_for(small(), "sides")) == digests[0]


def test_other_code_of_the_layouts_names_other_positions(
    job: LayoutJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Path(layouts.__file__).parent
    for path in here.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = digest_of(job)
    monkeypatch.setattr(layouts, "__file__", str(tmp_path / "__init__.py"))
    assert digest_of(job) == before
    (tmp_path / "force.py").write_bytes((here / "force.py").read_bytes() + b"\n")
    assert digest_of(job) != before


@pytest.mark.parametrize("damage", [b"", b"short", bytes(16), b"\xff" * 5000])
def test_a_damaged_file_is_no_answer_and_is_written_anew(
    job: LayoutJob, memory: Memory, tmp_path: Path, damage: bytes
) -> None:
    memory.remember(job, some(job))
    (path,) = kept(tmp_path)
    path.write_bytes(damage)
    assert memory.recall(job) is None
    memory.remember(job, some(job))
    assert memory.recall(job) is not None


def test_one_flipped_bit_is_damage(job: LayoutJob, memory: Memory, tmp_path: Path) -> None:
    memory.remember(job, some(job))
    (path,) = kept(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert memory.recall(job) is None


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(job: LayoutJob, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    memory = Memory(tmp_path / "file" / "kept", NOWHERE)
    memory.remember(job, some(job))
    assert memory.recall(job) is None


def jobs(count: int) -> list[LayoutJob]:
    first = job_for(small(), "sides")
    return [LayoutJob(first.layout, replace(first.request, seed=seed)) for seed in range(count)]


def test_the_ones_not_needed_for_longest_are_forgotten(memory: Memory, tmp_path: Path) -> None:
    every = jobs(MOST_FILES + 1)
    for age, job in enumerate(every[:-1]):
        memory.remember(job, some(job))
        os.utime(tmp_path / "kept" / (digest_of(job) + SUFFIX), (age + 1, age + 1))
    assert memory.recall(every[0]) is not None  # needed again
    memory.remember(every[-1], some(every[-1]))
    assert len(kept(tmp_path)) == MOST_FILES
    assert [memory.recall(job) is None for job in (every[0], every[1], every[2], every[-1])] == [
        False, True, False, False,
    ]  # fmt: skip


def test_all_together_take_no_more_than_their_room(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 16 + some(jobs(1)[0]).nbytes
    monkeypatch.setattr(remembered, "MOST_BYTES", 3 * size)
    for age, job in enumerate(jobs(5)):
        memory.remember(job, some(job))
        os.utime(tmp_path / "kept" / (digest_of(job) + SUFFIX), (age + 1, age + 1))
    assert len(kept(tmp_path)) == 3


def test_the_command_line_takes_what_the_window_would_show(job: LayoutJob, memory: Memory) -> None:
    worked_out = positions(small(), "sides", memory)
    assert worked_out.tobytes() == run(job, lambda fraction: None, lambda: False).tobytes()
    memory.remember(job, some(job))
    assert positions(small(), "sides", memory).tobytes() == some(job).tobytes()


def test_positions_lie_where_the_environment_says() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "/x"}) == Path("/x/netexplorer/positions")
    assert cache_folder({"XDG_CACHE_HOME": "relative"}) == Path.home() / ".cache/netexplorer/positions"


def test_a_user_without_a_home_has_positions_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nobody)
    assert cache_folder({}).parts[-2:] == ("netexplorer", "positions")


def test_the_bundled_dataset_brings_the_positions_that_its_layout_finds(tmp_path: Path) -> None:
    net = build(open_dataset(default_dataset()).dataset)
    job = job_for(net, default_view(net).layout)
    shipped = Memory(tmp_path).recall(job)
    assert shipped is not None, "the layouts or the dataset are others: write the positions anew with 'make positions'"
    found = run(job, lambda fraction: None, lambda: False)
    assert np.abs(shipped - found).max() < 1.0  # a pixel: another processor rounds otherwise
    assert [path.name for path in data_file("positions").iterdir()] == [digest_of(job) + SUFFIX]
