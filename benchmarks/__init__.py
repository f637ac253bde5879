"""How long things take, as medians of repeated runs beside others on the same machine: ``python -m benchmarks``."""
