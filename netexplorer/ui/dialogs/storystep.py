"""The present view as a step of a story: which story, a title, a few sentences, and whose word they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from netexplorer.graph.schema import Step
from netexplorer.session.citable import citable
from netexplorer.session.story import named, step_of
from netexplorer.session.storyedits import new_story, offered, what_is_shown, with_step
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.dialogs.sourcepicker import SourcePicker
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column, set_shown
from netexplorer.ui.stories import apply
from netexplorer.ui.widgets import plain_label

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow

NEW = ""
LONGEST_TITLE = 300
UNTITLED = "A story"


class StepDialog(Dialog):
    """Asks what is to be said about the view of the window."""

    def __init__(self, kit: Kit, window: MainWindow, parent: QWidget | None) -> None:
        super().__init__(kit, "Save this view as a step", parent)
        self._window = window
        net, view = kit.session.net, kit.session.view
        self.story = Choice("Story", lambda _: self._chosen())
        self.story.setAutoDefault(False)  # else Enter in a field opens it
        rows = [(each.id, named(each)) for each in net.dataset.stories]
        self.story.offer([*rows, (NEW, "A new story")], rows[-1][0] if rows else NEW)
        self.story.show_arrow(kit.icons.pixmap("chevron-down", kit.style.text_muted, 14, self.devicePixelRatioF()))
        self.name = _field("Title of the new story", "What the new story is called")
        self.title = _field("Title", "A few words")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Sentences")
        self.text.setPlaceholderText("What is to be seen here, in a few sentences")
        self.text.setTabChangesFocus(True)
        self.shown = plain_label(what_is_shown(net, view), "muted", wrap=True)
        self.sources = SourcePicker(net)
        self.sources.show_step(offered(net, view), citable(net, view, view.t))
        self._lay_out()
        self._chosen()
        self.fit(580, 560)
        (self.name if self.story.chosen == NEW else self.title).setFocus()

    def _lay_out(self) -> None:
        whole = column(self, gap_px=10, margins=(20, 18, 20, 16))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(plain_label("Story"))
        row.addWidget(self.story, 1)
        whole.addLayout(row)
        whole.addWidget(self.name)
        whole.addWidget(self.shown)
        whole.addWidget(self.title)
        whole.addWidget(self.text, 1)
        whole.addWidget(self.sources)
        self.save = push("Add the step", self.take, look="primary")
        whole.addLayout(button_line(push("Cancel", self.reject), self.save))

    def _chosen(self) -> None:
        set_shown(self.name, self.story.chosen == NEW)
        if self.story.chosen == NEW:
            self.name.setFocus()

    def step(self) -> Step:
        """The step as it is now."""
        canvas = self._window.canvas
        return step_of(
            self.kit.session.net,
            self.kit.session.view,
            (float(canvas.width()), float(canvas.height())),
            title=self.title.text().strip(),
            text=self.text.toPlainText().strip(),
            sources=self.sources.references,
        )

    def take(self) -> None:
        """Add the step, as one change that can be undone."""
        stories = self.kit.session.net.dataset.stories
        ident = self.story.chosen
        if ident == NEW:
            made = new_story(stories, self.name.text().strip() or UNTITLED)
            stories, ident = (*stories, made), made.id
        changed = with_step(stories, ident, self.step())
        story = next(each for each in changed if each.id == ident)
        said = f"Step {len(story.steps)} of “{named(story)}” is added."
        apply(self.kit, self._window, changed, said)
        self.accept()


def _field(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(LONGEST_TITLE)
    field.setAccessibleName(name)
    field.setPlaceholderText(f"{name}: {hint[:1].lower()}{hint[1:]}" if name != "Title" else "Title")
    return field
