"""Fuzz one reader in this process, by atheris: ``python -m fuzz`` runs it for one format after the other."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["netexplorer.graph", "csv", "json", "openpyxl"], enable_loader_override=False):
    from fuzz import target

CORPUS = Path(os.environ.get("NETEXPLORER_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
_WORD = re.compile(rb"[\w.:@*-]{2,30}|[^\w\s]{2,8}")
_NASTY = rb"""1e400 -1e400 NaN Infinity -0 9007199254740993 99999999999999999999 0000-00-00 9999-12-31 10000-01-01 -9999
2020-02-30 25:61:61 \ud800""".split() + [
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"1\xc2\xb2", b"\xd9\xa3", b"\xe2\x80\xa8", b"\x85", b"\r",
]  # fmt: skip


class Fuzzing:
    """Feeds a target, counts, and keeps the smallest input of each kind of fault."""

    def __init__(self, ident: str, seconds: float, out: Path) -> None:
        self.ident = ident
        folder = tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.target = target.Target(ident, Path(folder))
        self.found = out / "found"
        self.found.mkdir(parents=True, exist_ok=True)
        self.counts = out / "counts" / f"{ident}-{os.getpid()}.json"
        self.counts.parent.mkdir(exist_ok=True)
        self.executions = self.read = 0
        self._smallest: dict[str, int] = {}
        self._next = 0.0
        self._end = time.process_time() + seconds

    def one(self, data: bytes) -> None:
        """One execution, as libFuzzer calls it."""
        self.executions += 1
        try:
            self.read += self.target.feed(data) is not None
        except Exception as error:
            self._keep(data, error)
        now = time.process_time()
        if now > self._next:
            self._next = now + 5
            self._count(now)
        if now > self._end:
            self._count(now)
            shutil.rmtree(self.target.path.parent, ignore_errors=True)
            os._exit(0)  # libFuzzer has no way to be told that it is enough

    def _count(self, now: float) -> None:
        """Write down how many executions there were in how much processor time."""
        row = {"format": self.ident, "executions": self.executions, "read": self.read, "seconds": round(now, 1),
               "kinds": len(self._smallest)}  # fmt: skip
        self.counts.write_text(json.dumps(row) + "\n", "utf-8")

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = [each for each in traceback.extract_tb(error.__traceback__) if "netexplorer" in each.filename]
        last = frames[-1] if frames else None
        place = f"{Path(last.filename).name}:{last.lineno}" if last else "outside"
        kind = f"{type(error).__name__} {place}"
        if len(data) >= self._smallest.get(kind, 1 << 60):
            return
        self._smallest[kind] = len(data)
        name = f"{self.ident}-{hashlib.md5(kind.encode()).hexdigest()[:8]}"
        (self.found / name).write_bytes(data)
        text = "".join(traceback.format_exception(error))
        (self.found / f"{name}.txt").write_text(f"{self.ident}: {kind}\n{text}", "utf-8", "replace")


def seeds_of(ident: str) -> list[bytes]:
    """The small files of a format that its tests have, and those of others that lie beside the checkout."""
    own = [path.read_bytes() for path in sorted(target.SEEDS.glob(f"{ident}.*"))]
    return own + [path.read_bytes() for path in sorted(CORPUS.rglob("*")) if _is_of(path, ident)]


def _is_of(path: Path, ident: str) -> bool:
    if not path.is_file() or path.stat().st_size > target.LARGEST:
        return False
    try:
        return target.recognise(path).id == ident
    except target.UserError:
        return False


def dictionary(seeds: list[bytes]) -> str:
    """The words of the seeds and some nasty ones, as libFuzzer takes them."""
    words = {word for seed in seeds for word in _WORD.findall(seed)}
    every = [*sorted(words, key=lambda word: (len(word), word))[:600], *_NASTY]
    return "\n".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in every) + "\n"


def main() -> None:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.one", description=__doc__)
    parser.add_argument("format", choices=target.ids())
    parser.add_argument("seconds", type=float)
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    given = parser.parse_args()
    corpus = given.out / "corpus" / given.format
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = seeds_of(given.format)
    for seed in seeds:
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    words = given.out / f"{given.format}.dict"
    words.write_text(dictionary(seeds))
    fuzzing = Fuzzing(given.format, given.seconds, given.out)
    options = [f"-dict={words}", f"-max_len={target.LARGEST}", "-timeout=60", "-rss_limit_mb=4096", "-verbosity=0",
               f"-artifact_prefix={given.out}/found/{given.format}-", "-reload=0"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], fuzzing.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
