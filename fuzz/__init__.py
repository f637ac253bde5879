"""Fuzzing the readers of files: ``make fuzz`` runs it, ``CONTRIBUTING.md`` says how."""
