"""Pages in a real Chromium without a window, and what went wrong there."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from netexplorer.graph.network import TemporalNetwork
from netexplorer.publish.page import PageOptions, page
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.state import ViewState

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP, PHONE = (1600, 1000), (390, 844)


def chromium() -> str:
    """The Chromium of the system, or nothing."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((found for name in NAMES if (found := shutil.which(name))), "")


def missing() -> str:
    """What these tests lack here, or nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "the Python package playwright"
    return "" if chromium() else "Chromium"


def launch(play: Any) -> Browser:
    """A browser; Playwright starts it without the sandbox that root in a container may not have."""
    browser: Browser = play.chromium.launch(executable_path=chromium(), args=["--disable-gpu"])
    return browser


class Reader:
    """Opens pages in contexts of their own, and listens for what should not happen."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._contexts: list[BrowserContext] = []
        self.trouble: list[str] = []
        self.requests: list[str] = []

    def open(
        self,
        net: TemporalNetwork,
        fragment: str = "",
        *,
        view: ViewState | None = None,
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        **context: Any,
    ) -> Page:
        """The page of a network, drawn; actors stand on a circle, for no test is about layouts."""
        path = self._folder / f"page-{len(self._contexts)}.html"
        wanted = view or default_view(net)
        path.write_bytes(page(net, wanted, placeholder(net).astype(np.float32), PageOptions(file="mine.json")))
        return self.open_file(path, fragment, size=size, scheme=scheme, **context)

    def open_file(
        self, path: Path, fragment: str = "", *, size: tuple[int, int] = DESKTOP, scheme: str = "light", **context: Any
    ) -> Page:
        """A page that is written already."""
        width, height = size
        made = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=False, **context
        )
        made.set_default_timeout(8_000)
        self._contexts.append(made)
        shown = made.new_page()
        shown.on("console", lambda said: self.trouble.append(f"{said.type}: {said.text}"))
        shown.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        shown.on("dialog", lambda dialog: self.trouble.append(f"dialog: {dialog.message}") or dialog.dismiss())
        shown.on("request", lambda request: self.requests.append(request.url))
        shown.goto(f"{path.as_uri()}{fragment}")
        until(shown, "performance.getEntriesByName('first-picture').length > 0")
        return shown

    def close(self) -> None:
        """Let go of everything."""
        for context in self._contexts:
            context.close()


def rest(shown: Page) -> None:
    """Wait until what was done is drawn."""
    shown.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def until(shown: Page, condition: str) -> None:
    """Wait until a condition holds; the policy of the page forbids what Playwright would do."""
    for _ in range(100):
        if shown.evaluate(condition):
            return
        shown.wait_for_timeout(50)
    raise AssertionError(f"this has not come about: {condition}")


def states(shown: Page) -> list[int]:
    """The state codes of all relationships as the page has them now."""
    rest(shown)
    found: list[int] = shown.evaluate("Array.from(netexplorer.frame().states)")
    return found


def date_in_address(shown: Page) -> str:
    """The date as the address carries it, once it has followed."""
    until(shown, "location.hash.includes(`date=${netexplorer.dateText()}`)")
    found: str = shown.evaluate("netexplorer.dateText()")
    return found
