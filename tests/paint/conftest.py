"""Fonts and pictures for the tests of the painter; no test here needs a display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from netexplorer.paint.fonts import Fonts


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts()
