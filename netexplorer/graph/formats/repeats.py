"""Keys that stand twice in one JSON object: a reader of JSON keeps the last one, and loses the rest in silence."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from netexplorer.graph.problems import Problem, place, quoted

LARGEST = 32 * 1024**2  # bytes; nobody writes a larger file by hand, and a program does not repeat keys


class _Repeating(dict[str, Any]):
    """An object of which some keys stood more than once."""

    repeated: tuple[str, ...] = ()


def repeated_keys(data: bytes) -> tuple[Problem, ...]:
    """A problem for each key that is repeated, in bytes that are known to be JSON; nothing for very large files."""
    if len(data) > LARGEST:
        return ()
    found: list[_Repeating] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        marked = _Repeating(plain)
        times = Counter(name for name, _ in pairs)
        marked.repeated = tuple(name for name in plain if times[name] > 1)
        found.append(marked)
        return marked

    try:
        tree = json.loads(data, object_pairs_hook=keep)
    except (RecursionError, ValueError):  # nested more deeply, or with longer numbers, than this reader goes
        return ()
    return tuple(_problems(tree)) if found else ()


def _problems(tree: Any) -> list[Problem]:
    problems = []
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Repeating):
            ident = value.get("id", "")
            for key in value.repeated:
                where = place(" ".join(f"{path}.{key}".lstrip(".").split()), ident if isinstance(ident, str) else "")
                message = f"The key {quoted(key)} stands here more than once, and only the last one is kept."
                problems.append(Problem("error", "repeated-key", where, message, "Put what belongs together into one."))
        if isinstance(value, dict):
            waiting += [(f"{path}.{key}".lstrip("."), item) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(f"{path}[{i}]", value[i]) for i in reversed(range(len(value)))]
    return problems
