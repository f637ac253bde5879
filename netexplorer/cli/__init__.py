"""The command line: verbs that read flags, build one view, run the arrows once and print or write the answer.

Exit codes: 0 done; 1 the dataset has errors or cannot be read; 2 wrong usage. Whatever goes wrong for a reason the user
can mend is one sentence on stderr. Nothing heavy is imported before a verb is known, so ``--help`` is instant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from netexplorer.cli.arguments import parse
from netexplorer.cli.verbs import complain, silence_stdout
from netexplorer.errors import UsageError, UserError

__all__ = ["run"]


def run(argv: Sequence[str]) -> int:
    """Run ``netexplorer`` with these arguments; gives the exit code."""
    _print_what_the_terminal_cannot_show()
    try:
        arguments = parse(argv)
        return int(arguments.verb(arguments))
    except UserError as error:
        complain(error)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        silence_stdout()  # whoever reads us (``head``) has had enough
        return 0
    except KeyboardInterrupt:
        return 130


def _print_what_the_terminal_cannot_show() -> None:
    """Letters beyond the encoding of a stream are printed as escapes: no name in a dataset can stop an answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # absent when it was closed by whoever started us
            stream.reconfigure(errors="backslashreplace")
