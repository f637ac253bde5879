"""A window system that does not answer is one sentence, where Qt would abort with a page of its own."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from netexplorer.errors import UserError

_NOWHERE = re.compile(r' in ""')


@contextlib.contextmanager
def leaving_if_dead() -> Iterator[None]:
    """While the application is made in here, leave with 1 and one sentence when Qt finds no display.

    Qt asks every window system it knows, and says why each is out of the question before it gives up. What it says
    when it does not give up is passed on.
    """
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(f"netexplorer: {verdict([*said, text])}", file=sys.stderr, flush=True)
            os._exit(1)  # Qt aborts when this returns
        said.append(text)

    former = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(former)
    for text in said:
        print(text, file=sys.stderr)


def verdict(said: list[str]) -> UserError:
    """The one sentence, from the first reason that Qt gave."""
    reason = _NOWHERE.sub("", said[0]).strip().rstrip(".") if said else "Qt does not say why"
    return UserError(
        f"there is no display to open a window on ({reason})", hint="'netexplorer render' makes pictures without one."
    )
