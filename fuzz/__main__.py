"""Fuzz the readers: ``python -m fuzz [FORMAT …] [--seconds N] [--out FOLDER]``; without a format all of them.

Seconds are of processor time and for each format, one process at a time. New inputs that reach new code are kept in
``FOLDER/corpus/FORMAT``, so that the next run goes on from there; finds are in ``FOLDER/found``, the smallest input of
each kind with its traceback beside it. The exit code says whether there are any.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from fuzz import target

_TRIES = 3  # libFuzzer ends the process when one input takes a minute or too much memory


def main() -> int:
    """Read the arguments and fuzz one format after the other."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(target.ids()))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    given = parser.parse_args()
    if unknown := set(given.formats) - set(target.ids()):
        parser.error(f"there is no format {', '.join(sorted(unknown))}; there are {', '.join(target.ids())}")
    for ident in given.formats or target.ids():
        _fuzz(ident, given.seconds, given.out)
    print(summary(given.out))
    found = sorted(path.name for path in (given.out / "found").iterdir() if path.suffix != ".txt")
    print("\n".join(f"found: {given.out / 'found' / name}" for name in found) or "nothing was found")
    return 1 if found else 0


def _fuzz(ident: str, seconds: float, out: Path) -> None:
    log = out / "logs" / f"{ident}.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "fuzz.one", ident, str(seconds), "--out", str(out)]
    for _ in range(_TRIES):
        with log.open("ab") as file:
            run = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False)
        if run.returncode == 0:
            return


def summary(out: Path) -> str:
    """How often each reader was run in all runs so far, and for how long."""
    total: dict[str, Counter[str]] = {}
    for path in sorted((out / "counts").glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        total.setdefault(row.pop("format"), Counter()).update(row)
    rows = [f"{'format':16} {'executions':>11} {'read':>9} {'seconds':>8}"]
    rows += [f"{ident:16} {n['executions']:11,} {n['read']:9,} {n['seconds']:8.0f}" for ident, n in total.items()]
    every = sum(total.values(), Counter())
    return "\n".join([*rows, f"{'all':16} {every['executions']:11,} {every['read']:9,} {every['seconds']:8.0f}"])


if __name__ == "__main__":
    sys.exit(main())
