"""What other programs and libraries take for the same things, each in a process with an interpreter of its own.

The peers live in ``.venv-peers`` beside ``.venv``, made by ``python -m benchmarks.peers.setup``, so that the program's
own environment stays as it is. A peer that is not installed is told as such.
"""
