"""One browser for all tests of the page; without Chromium they are skipped, but in CI that is a failure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.resources import data_file
from tests.publish.page.browsing import Reader, launch, missing


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    lacking = missing()
    if lacking and os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"the tests of the page need {lacking}", pytrace=False)
    if lacking:
        pytest.skip(f"not installed here: {lacking}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = launch(play)
        yield started
        started.close()


@pytest.fixture
def reader(browser: Any, tmp_path: Path) -> Iterator[Reader]:
    """Opens pages; at the end none may have complained, nor asked for anything but itself."""
    made = Reader(browser, tmp_path)
    yield made
    made.close()
    assert made.trouble == []
    assert [url for url in made.requests if not url.startswith(("file:", "data:"))] == []


@pytest.fixture(scope="session")
def channels() -> TemporalNetwork:
    return build(open_dataset(data_file("actors.json")).dataset)


@pytest.fixture(scope="session")
def alliances() -> TemporalNetwork:
    return build(open_dataset(data_file("alliances-1914.json")).dataset)
