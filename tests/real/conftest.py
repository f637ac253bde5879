"""Real programs in a real X server. A test that fails keeps a screenshot and says where it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from tests.real.screen import Program, Screen, missing_tools, x_server

Start = Callable[..., Program]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    missing = missing_tools()
    if missing and os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"the tests of the real program need {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    with x_server() as name:
        yield name


@pytest.fixture
def screen(display: str) -> Screen:
    return Screen(display)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Settings of somebody whose window fills the screen; the program writes them when it closes."""
    path = tmp_path / "config" / "settings.json"
    path.parent.mkdir()
    path.write_bytes(msgspec.json.encode({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
    return path


@pytest.fixture
def start(screen: Screen, settings: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the program; whatever still runs after the test is ended."""
    running: list[Program] = []

    def begin(*arguments: str, settings: Path = settings) -> Program:
        program = Program(screen, settings, tmp_path / f"words-{len(running)}.txt", *arguments)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.kill()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.failed and report.when == "call" and "screen" in item.fixturenames:
        shot = item.funcargs["screen"].save(item.funcargs["tmp_path"] / "failed.png")  # type: ignore[attr-defined]
        report.sections.append(("screenshot", str(shot)))
    return report
