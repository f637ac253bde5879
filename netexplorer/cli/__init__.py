"""The command line: verbs that read flags, build one view, run the arrows once and print or write the answer.

Exit codes: 0 done; 1 the dataset has errors or cannot be read; 2 wrong usage. Whatever goes wrong for a reason the user
can mend is one sentence on stderr. Nothing heavy is imported before a verb is known, so ``--help`` is instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from netexplorer.cli.arguments import UsageError, parse
from netexplorer.errors import UserError

__all__ = ["run"]


def run(argv: Sequence[str]) -> int:
    """Run ``netexplorer`` with these arguments; gives the exit code."""
    try:
        arguments = parse(argv)
        return int(arguments.verb(arguments))
    except UsageError as error:
        print(f"netexplorer: {error}", file=sys.stderr)
        return 2
    except UserError as error:
        print(f"netexplorer: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads us (``head``) has had enough; a second failure while Python closes stdout would be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
