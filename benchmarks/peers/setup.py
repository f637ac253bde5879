"""Make ``.venv-peers`` and install the peers into it: ``python -m benchmarks.peers.setup``; those of node beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parents[2] / ".venv-peers"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
NODE = ENVIRONMENT.parent / ".benchmarks" / "node"
MODULES = ("graphology", "graphology-gexf", "graphology-graphml")
# Not pinned: every result names the versions it was measured with.
PACKAGES = (
    "numpy",
    "PySide6-Essentials<6.12",
    "pyqtgraph",
    "networkx",
    "igraph",
    "matplotlib",
    "pandas",
    "polars",
    "duckdb",
    "datashader",
    "lxml",
    "rustworkx",
    "scikit-network",
    "scipy",
    "setuptools<81",
)


def main() -> int:
    """Make the environment, or complete the one there is; gives the exit code of the last installation that failed."""
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True, symlinks=sys.platform != "win32")
    code = 0
    for package in PACKAGES:  # one by one: a peer that has no wheel here must not keep the others out
        words = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", package]
        code = subprocess.run(words, check=False).returncode or code
    if npm := shutil.which("npm"):
        NODE.mkdir(parents=True, exist_ok=True)
        words = [npm, "install", "--silent", "--no-audit", "--no-fund", *MODULES]
        code = subprocess.run(words, cwd=NODE, check=False).returncode or code
    return code


if __name__ == "__main__":
    sys.exit(main())
