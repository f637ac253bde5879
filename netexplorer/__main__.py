"""The entry point: ``netexplorer`` and ``python -m netexplorer``."""

from __future__ import annotations

import os
import sys

from netexplorer.cli import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    # NumPy's BLAS would start a thread for each core and have them wait in loops; the small matrices of a layout take
    # twice as long with that as with one thread, and the layout is what the first picture waits for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
