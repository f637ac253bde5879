"""How long things take, as medians of repeated runs beside others on the same machine: ``python -m benchmarks``."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself does, before NumPy is loaded
