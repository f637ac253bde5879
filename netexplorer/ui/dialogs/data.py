"""Saving the dataset in a format of other programs, with what that format cannot carry said before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from netexplorer.errors import UserError
from netexplorer.graph.formats import OWN, Format, every_format
from netexplorer.graph.formats.tables_own import beside
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Dataset
from netexplorer.graph.slices import at_date, placed
from netexplorer.session import additions
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.notices import Level
from netexplorer.session.session import Xy
from netexplorer.ui.dialogs.base import Dialog, TickBox, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put
from netexplorer.ui.panels.parts import Choice, column, scrolled
from netexplorer.ui.widgets import plain_label

JOB = "save-data"
MOST_LOSSES = 40
WHOLE = "This format carries the whole dataset."


class DataDialog(Dialog):
    """A format, whether only this date is wanted, and what will be missing."""

    def __init__(self, kit: Kit, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(kit, "Export data", parent)
        self._jobs = jobs
        self._formats = {known.id: known for known in every_format() if known.write is not None}
        self.format = Choice("Format", lambda _: self.tell())
        self.format.offer([(known.id, _named(known)) for known in self._formats.values()], next(iter(self._formats)))
        self.format.show_arrow(kit.icons.pixmap("chevron-down", kit.style.text_muted, 14, self.devicePixelRatioF()))
        date = kit.session.net.axis.label(kit.session.view.t)
        self.is_slice = TickBox(kit, f"Only how it stands on {date}", is_on=False)
        self.is_slice.toggled.connect(lambda _: self.tell())
        self.is_placed = TickBox(kit, "With the positions of the actors in the network", is_on=False)
        self.is_placed.setEnabled(kit.session.has_positions())
        self.pair = plain_label("", "muted", wrap=True)
        self.head = plain_label("", "strong", wrap=True)
        self.losses = plain_label("", "muted", wrap=True)
        inner = QWidget()
        lines = column(inner, gap_px=8, margins=(2, 2, 12, 8))
        lines.addWidget(self.losses)
        lines.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(plain_label("Format"))
        row.addWidget(self.format, 1)
        whole = column(self, gap_px=12, margins=(20, 18, 20, 16))
        whole.addLayout(row)
        whole.addWidget(self.is_slice)
        whole.addWidget(self.is_placed)
        whole.addWidget(self.pair)
        whole.addWidget(self.head)
        whole.addWidget(scrolled(inner), 1)
        whole.addLayout(button_line(push("Cancel", self.reject), push("Save as…", self.ask_where, look="primary")))
        self.fit(560, 420)
        self.tell()

    @property
    def chosen(self) -> Format:
        """The format to be written."""
        return self._formats[self.format.chosen]

    def dataset(self) -> Dataset:
        """What will be written."""
        return _wanted(*self._wish())

    def _wish(self) -> tuple[TemporalNetwork, int | None, Xy | None]:
        """The network, the date if only that is wanted, and positions if they are."""
        session = self.kit.session
        xy = session.plan().xy if self.is_placed.isChecked() else None
        return session.net, session.view.t if self.is_slice.isChecked() else None, xy

    def tell(self) -> None:
        """Say what the chosen format cannot carry."""
        put(
            self.pair,
            f"Two files are written, the second with {self.chosen.pair} in its name." if self.chosen.pair else "",
        )
        self.pair.setVisible(bool(self.chosen.pair))
        found = self.chosen.losses(self.dataset()) if self.chosen.losses else []
        put(self.head, "What this format cannot carry:" if found else WHOLE)
        listed = [f"•  {each}" for each in found[:MOST_LOSSES]]
        more = [f"… and {len(found) - MOST_LOSSES} more"] if len(found) > MOST_LOSSES else []
        put(self.losses, "\n".join([*listed, *more]))

    def ask_where(self) -> None:
        """Ask for a name and save there."""
        suffix = self.chosen.suffixes[0]
        near = additions.wished_path(self.kit.session).with_suffix(suffix)
        wish = f"{self.chosen.label} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self, "Export data", str(near), wish)
        if name:
            self.save(Path(name) if Path(name).suffix else Path(name).with_suffix(suffix))

    def save(self, path: Path) -> None:
        """Write the file in the background and say so."""
        session = self.kit.session
        known, wish = self.chosen, self._wish()
        say = session.notices.say

        def work(target: Path, progress: Progress, cancelled: Cancelled) -> Path:
            known.save(_wanted(*wish), target)
            return target

        def failed(fault: Exception) -> None:
            if not isinstance(fault, UserError):
                raise fault
            say(str(fault), level=Level.ERROR)

        def done(target: Path) -> None:
            if known in OWN and wish[1] is None and session.net.dataset is wish[0].dataset:
                additions.saved(session, target)
            other = f" and {beside(target, known.pair).name} are" if known.pair else " is"
            say(f"{target.name}{other} saved.")

        self._jobs.submit(JOB, path, work, done, failed)
        self.accept()


def _wanted(net: TemporalNetwork, t: int | None, xy: Xy | None) -> Dataset:
    dataset = net.dataset if t is None else at_date(net, t)
    return dataset if xy is None else placed(net, dataset, xy.tolist())


def _named(known: Format) -> str:
    return f"{known.label} (*{known.suffixes[0]})"
