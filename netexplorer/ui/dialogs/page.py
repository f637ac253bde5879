"""Saving a page for others: one HTML file, its theme, and whether it carries the whole dataset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
from msgspec import Struct
from PySide6.QtWidgets import QFormLayout, QWidget

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import lens_mask
from netexplorer.publish.page import PageOptions, page, page_size_text
from netexplorer.publish.page.build import PageTheme, lens_label, part_of
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Level
from netexplorer.session.remembered import positions
from netexplorer.session.session import Xy
from netexplorer.session.settings import SettingsStore
from netexplorer.session.state import ViewState
from netexplorer.session.wording import count_text
from netexplorer.ui.dialogs.base import Dialog, Segments, TickBox, button_line, push
from netexplorer.ui.dialogs.picture_job import file_name
from netexplorer.ui.dialogs.where import ask_where, folder
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import plain_label

JOB = "save-page"
SUFFIX = ".html"
THEMES = (("auto", "Like the reader's system"), ("light", "Light"), ("dark", "Dark"))
ABOUT = (
    "One file that opens in any browser, on a telephone too, without a network and without this program: with the "
    "network, the timeline, the dossiers with their sources, the search and a table."
)


class PageRequest(Struct, frozen=True, eq=False):
    """One page; without ``positions`` they are worked out."""

    net: TemporalNetwork
    view: ViewState
    positions: Xy | None
    options: PageOptions
    path: Path


def work(request: PageRequest, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> tuple[Path, int]:
    """The job: make the page and write it; gives how large it is."""
    net, view = request.net, request.view
    part_of(net, view, request.options)  # what is too large is refused before a layout works on it
    xy = request.positions if request.positions is not None else positions(net, view.layout)
    progress(0.5)
    data = page(net, view, xy, request.options)
    if not cancelled():
        write_atomic(request.path, data)
    return request.path, len(data)


class PageDialog(Dialog):
    """A theme, everything or only the lens, with or without the stories, and where to."""

    def __init__(
        self, kit: Kit, jobs: Jobs, store: SettingsStore, parent: QWidget | None, theme: PageTheme = "auto"
    ) -> None:
        super().__init__(kit, "Export page", parent)
        self._jobs = jobs
        self._store = store
        session = kit.session
        self.theme = Segments("Theme", THEMES, theme, self.tell)
        name = lens_label(session.net, session.view.lens)
        self.only_lens = TickBox(kit, f"Only what the lens “{name}” shows", is_on=False)
        self.only_lens.setVisible(bool(session.view.lens))
        self.only_lens.toggled.connect(lambda _: self.tell())
        self.stories = TickBox(kit, "With the stories", is_on=True)
        self.stories.setVisible(bool(session.net.dataset.stories))
        self.says = plain_label("", "muted", wrap=True)
        self.trouble = plain_label("", "error", wrap=True)
        self.save = push("Save as…", self.ask_path, look="primary")
        self.save.setDefault(True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.addRow(plain_label("Theme", "muted"), self.theme)
        whole = column(self, gap_px=12, margins=(20, 18, 20, 16))
        whole.addWidget(plain_label(ABOUT, "", wrap=True))
        whole.addLayout(form)
        whole.addWidget(self.only_lens)
        whole.addWidget(self.stories)
        whole.addWidget(self.says)
        whole.addWidget(self.trouble)
        whole.addStretch(1)
        whole.addLayout(button_line(push("Cancel", self.reject), self.save))
        self.fit(560, 330)
        self.tell()

    def options(self) -> PageOptions:
        """The page as the controls have it."""
        path = self.kit.session.path
        theme = cast(PageTheme, self.theme.chosen)
        return PageOptions(theme, self.only_lens.isChecked(), path.name if path else "", self.stories.isChecked())

    def tell(self) -> None:
        """Say what the page will carry, or why it cannot be made."""
        session = self.kit.session
        options, trouble = self.options(), ""
        try:
            part_of(session.net, session.view, options)
        except UserError as error:
            trouble = str(error)
        lens = session.view.lens if options.only_lens else None
        count = int(np.count_nonzero(lens_mask(session.net, lens or None)))
        date = session.net.axis.label(session.view.t)
        put(self.says, f"It carries {count_text(count, 'relationship')} and opens on {date}, as you see it now.")
        put(self.trouble, trouble[:1].upper() + trouble[1:])
        self.says.setVisible(not trouble)
        self.trouble.setVisible(bool(trouble))
        self.save.setEnabled(not trouble)

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it shows."""
        session = self.kit.session
        name = file_name(session.net, session.view.t, SUFFIX.removeprefix("."))
        return folder(self._store.settings.export_folder) / name

    def ask_path(self) -> None:
        """Ask for a name and save there."""
        path = ask_where(self, "Export page", self.suggested(), f"Web page (*{SUFFIX})", (SUFFIX, ".htm"))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Make the page in the background and say so."""
        session, store = self.kit.session, self._store
        xy = session.positions() if session.has_positions() else None
        request = PageRequest(session.net, session.view, xy, self.options(), path.absolute())

        def done(answer: tuple[Path, int]) -> None:
            store.change(export_folder=str(answer[0].parent))
            session.notices.say(f"The page is saved as {answer[0]} ({page_size_text(answer[1])}).")

        def failed(fault: Exception) -> None:
            if not isinstance(fault, UserError):
                raise fault
            session.notices.say(str(fault), level=Level.ERROR)

        self._jobs.submit(JOB, request, work, done, failed)
        self.accept()
