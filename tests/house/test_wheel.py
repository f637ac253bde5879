"""The wheel in a fresh environment: data and assets are in it, and the program works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(ROOT)]
    subprocess.run(command, check=True)
    return next(out.glob("netexplorer-*.whl"))


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of executables of a new environment that holds the wheel and what it needs."""
    where = tmp_path_factory.mktemp("fresh")
    venv.create(where, with_pip=True)
    pip = [str(where / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], check=True)
    return where / "bin"


def test_the_wheel_carries_data_and_assets(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "netexplorer/_shipped/data/actors.json",
        "netexplorer/_shipped/data/alliances-1914.json",
        "netexplorer/_shipped/assets/fonts/Inter-Regular.otf",
        "netexplorer/_shipped/assets/icons/play.svg",
        "netexplorer/_shipped/assets/themes/dark.json",
        "netexplorer/_shipped/assets/page/page.html",
        "netexplorer/_shipped/assets/page/js/main.js",
        "netexplorer/graph/netexplorer-1.schema.json",
        "netexplorer/py.typed",
    ):
        assert wanted in names, wanted
    assert [name for name in names if name.startswith("netexplorer/_shipped/data/positions/")]
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_installed_program_draws_its_own_dataset(fresh: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["NETEXPLORER_CONFIG"] = str(tmp_path / "config")

    def netexplorer(*argv: str) -> subprocess.CompletedProcess[str]:
        command = [str(fresh / "netexplorer"), *argv]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=True)

    assert "166" in netexplorer("info").stdout
    netexplorer("render", "--date", "2021-11-01", "-o", "picture.png", "--size", "800x500")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert netexplorer("--version").stdout.startswith("netexplorer ")
