"""The page for those who do not see it, or use no mouse: axe-core, roles, focus, what is said aloud."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from tests.publish.page.browsing import DESKTOP, PHONE, Reader, rest, until

CHECK = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker; it ships with a package for Playwright, of which nothing else is used."""
    pytest.importorskip("axe_playwright_python")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(shown: Any, axe: str) -> list[str]:
    """What is serious or critical, each with the first place."""
    rest(shown)
    shown.evaluate(axe)
    found = shown.evaluate(CHECK)
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary'][:300]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    reader: Reader, channels: TemporalNetwork, axe: str, size: tuple[int, int], scheme: str
) -> None:
    shown = reader.open(channels, "#date=2014-04-08&select=actor:russia", size=size, scheme=scheme)
    assert findings(shown, axe) == []
    shown.keyboard.press("Escape")
    shown.locator("[data-page=table]").click()
    shown.fill("#find", "nato")
    if size == PHONE:
        shown.locator("#filters").click()
    assert findings(shown, axe) == []


def test_axe_finds_nothing_serious_between_two_dates(reader: Reader, channels: TemporalNetwork, axe: str) -> None:
    assert findings(reader.open(channels, "#date=2015-01-01&compare=2013-01-01&select="), axe) == []


def test_axe_finds_nothing_serious_in_an_empty_page(reader: Reader, axe: str) -> None:
    assert findings(reader.open(build(Dataset())), axe) == []


def test_tab_reaches_every_part_and_the_focus_is_seen(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#select=actor:russia")
    reached: list[str] = []
    for _ in range(90):
        shown.keyboard.press("Tab")
        where = shown.evaluate("document.activeElement.id || document.activeElement.className")
        assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", where
        reached.append(where)
    wanted = ["find", "theme", "legend", "lens", "entry", "before", "play", "speed", "flag", "roll", "dossier", "back"]
    places = [next(k for k, where in enumerate(reached) if where.split(" ")[0] == name) for name in wanted]
    assert places == sorted(places)


def test_the_date_is_a_slider_that_says_its_date_and_event(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-01")
    flag = shown.get_by_role("slider", name="Date")
    assert flag.get_attribute("aria-valuetext") == "1 April 2014. NATO suspends practical cooperation"
    assert int(flag.get_attribute("aria-valuemin")) == channels.first  # type: ignore[arg-type]
    assert int(flag.get_attribute("aria-valuemax")) == channels.last  # type: ignore[arg-type]
    flag.focus()
    shown.keyboard.press("ArrowRight")
    rest(shown)
    assert str(flag.get_attribute("aria-valuetext")).startswith("1 April 2015")


def test_the_date_is_said_aloud_once_it_rests(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-01")
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowLeft")
    until(shown, "document.getElementById('spoken').textContent.startsWith('1 April 2014. NATO suspends practical')")
    assert shown.locator("#spoken").get_attribute("aria-live") == "polite"
    label = shown.locator("#network").get_attribute("aria-label")
    assert label is not None
    assert label.startswith("Network on 1 April 2014: ")
