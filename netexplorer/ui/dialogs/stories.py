"""The stories of the dataset: their steps in order, their words, and the view of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Step, Story
from netexplorer.session.citable import Citable, citable
from netexplorer.session.story import ToldStep, named, on_canvas, step_of, tell
from netexplorer.session.storyedits import moved, new_story, what_is_shown
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.dialogs.sourcepicker import SourcePicker
from netexplorer.ui.dialogs.storystep import LONGEST_TITLE, UNTITLED
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column
from netexplorer.ui.stories import apply
from netexplorer.ui.widgets import plain_label

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow


class StoriesDialog(Dialog):
    """Edits a copy of the stories; they are the dataset's when it is done, as one step that can be undone."""

    def __init__(self, kit: Kit, window: MainWindow, parent: QWidget | None) -> None:
        super().__init__(kit, "Stories", parent)
        self._window = window
        self.stories: list[Story] = list(kit.session.net.dataset.stories)
        self._make_parts()
        self._lay_out()
        self.fit(960, 660)
        self._offer(self.stories[0].id if self.stories else "")

    # -- the parts

    def _make_parts(self) -> None:
        kit = self.kit
        self.story = Choice("Story", lambda _: self._show_story())
        self.story.setAutoDefault(False)  # else Enter in a field opens it
        self.story.show_arrow(kit.icons.pixmap("chevron-down", kit.style.text_muted, 14, self.devicePixelRatioF()))
        self.name = _line("Title of the story", self._rename)
        self.steps = QListWidget()
        self.steps.setObjectName("steps")
        self.steps.setAccessibleName("Steps")
        self.steps.setUniformItemSizes(True)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.currentRowChanged.connect(lambda _: self._show_step())
        self.up = push("Up", lambda: self._move(-1))
        self.down = push("Down", lambda: self._move(1))
        self.drop = push("Delete", self._delete_step)
        self.title = _line("Title of the step", lambda: self._edit(title=self.title.text()))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Sentences")
        self.text.setPlaceholderText("What is to be seen here, in a few sentences")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(lambda: self._edit(text=self.text.toPlainText()))
        self.sources = SourcePicker(kit.session.net)
        self.sources.changed.connect(lambda: self._edit(sources=self.sources.references))
        self.about = plain_label("", "muted", wrap=True)
        self.look = push("Show this view", self._look)
        self.update_view = push("Update to the present view", self._update)
        self.present = plain_label(self._present(), "faint", wrap=True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        self.drop_story = push("Delete story", self._delete_story)
        top.addWidget(self.story, 1)
        top.addWidget(push("New story", self._new_story))
        top.addWidget(self.drop_story)
        order = QHBoxLayout()
        order.setSpacing(8)
        for button in (self.up, self.down, self.drop):
            order.addWidget(button)
        order.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.name)
        left.addWidget(self.steps, 1)
        left.addLayout(order)
        views = QHBoxLayout()
        views.setSpacing(8)
        views.addWidget(self.look)
        views.addWidget(self.update_view)
        views.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.title, self.text, self.sources, self.about):
            right.addWidget(part, 1 if part is self.text else 0)
        right.addLayout(views)
        right.addWidget(self.present)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addLayout(left, 2)
        body.addLayout(right, 3)
        whole = column(self, gap_px=12, margins=(20, 18, 20, 16))
        whole.addLayout(top)
        whole.addLayout(body, 1)
        self.done_button = push("Done", self.take, look="primary")
        whole.addLayout(button_line(push("Cancel", self.reject), self.done_button))

    # -- what is shown

    @property
    def at(self) -> int:
        """Which story is shown, -1 for none."""
        return next((k for k, each in enumerate(self.stories) if str(k) == self.story.chosen), -1)

    def _offer(self, ident: str) -> None:
        chosen = next((str(k) for k, each in enumerate(self.stories) if each.id == ident), "")
        self.story.offer([(str(k), named(each)) for k, each in enumerate(self.stories)], chosen)
        self._show_story()

    def _show_story(self, row: int = 0) -> None:
        story = self.stories[self.at] if self.at >= 0 else None
        for part in (self.name, self.steps, self.drop_story):
            part.setEnabled(story is not None)
        with QSignalBlocker(self.name), QSignalBlocker(self.steps):
            self.name.setText(story.title if story else "")
            self.steps.clear()
            self.steps.addItems([_row(k, step) for k, step in enumerate(story.steps)] if story else [])
            self.steps.setCurrentRow(min(row, self.steps.count() - 1))
        self._show_step()

    def _show_step(self) -> None:
        row = self.steps.currentRow()
        step = self.stories[self.at].steps[row] if self.at >= 0 and row >= 0 else None
        for part in (self.title, self.text, self.sources, self.look, self.update_view, self.drop):
            part.setEnabled(step is not None)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.steps.count() - 1)
        with QSignalBlocker(self.title), QSignalBlocker(self.text):
            self.title.setText(step.title if step else "")
            self.text.setPlainText(step.text if step else "")
        self.sources.show_step(step.sources if step else (), self._citable() if step else ())
        nothing = "There are no steps: save a view as one, in the menu Edit."
        self.about.setText(_about(self.kit.session.net, self._told) if step else nothing)

    # -- what is changed

    def _change(self, **fields: object) -> None:
        self.stories[self.at] = replace(self.stories[self.at], **fields)

    def _set_step(self, step: Step) -> None:
        row, steps = self.steps.currentRow(), self.stories[self.at].steps
        self._change(steps=(*steps[:row], step, *steps[row + 1 :]))
        self.steps.item(row).setText(_row(row, step))

    @property
    def _told(self) -> ToldStep:
        """The step that is shown, as it can be told."""
        return tell(self.kit.session.net, self.stories[self.at]).steps[self.steps.currentRow()]

    def _rename(self) -> None:
        self._change(title=self.name.text().strip())
        self.story.offer([(str(k), named(each)) for k, each in enumerate(self.stories)], str(self.at))

    def _present(self) -> str:
        return f"Present view: {what_is_shown(self.kit.session.net, self.kit.session.view)}"

    def _edit(self, **fields: object) -> None:
        self._set_step(replace(self.stories[self.at].steps[self.steps.currentRow()], **fields))

    def _citable(self) -> tuple[Citable, ...]:
        told = self._told
        return citable(self.kit.session.net, told.view, told.begins)

    def _move(self, count: int) -> None:
        row = self.steps.currentRow()
        self._change(steps=moved(self.stories[self.at].steps, row, count))
        self._show_story(row + count)

    def _delete_step(self) -> None:
        row, steps = self.steps.currentRow(), self.stories[self.at].steps
        self._change(steps=steps[:row] + steps[row + 1 :])
        self._show_story(row)

    def _new_story(self) -> None:
        self.stories.append(new_story(self.stories, UNTITLED))
        self._offer(self.stories[-1].id)
        self.name.setFocus()
        self.name.selectAll()

    def _delete_story(self) -> None:
        del self.stories[self.at]
        self._offer(self.stories[0].id if self.stories else "")

    def _update(self) -> None:
        """The present view with the words and the sources that the step has."""
        step = self.stories[self.at].steps[self.steps.currentRow()]
        canvas = self._window.canvas
        size = (float(canvas.width()), float(canvas.height()))
        session = self.kit.session
        now = step_of(session.net, session.view, size, title=step.title, text=step.text, sources=step.sources)
        told = self._told.view.camera
        if told is not None and session.view.camera == on_canvas(told, *size):  # as it was shown: nobody has moved it
            now = replace(now, camera=step.camera)
        self._set_step(replace(now, extra=step.extra))
        self._show_step()

    def _look(self) -> None:
        """Show the view of the step in the window, as one step that can be undone."""
        session, view = self.kit.session, self._told.view
        canvas = self._window.canvas
        if view.camera is not None:
            view = replace(view, camera=on_canvas(view.camera, float(canvas.width()), float(canvas.height())))
        session.apply_view(view)
        self.present.setText(self._present())

    def take(self) -> None:
        """The stories are those of the dataset from now on."""
        apply(self.kit, self._window, self.stories, "The stories are changed.")
        self.accept()


def _row(place: int, step: Step) -> str:
    return f"{place + 1}.  {' '.join(str(step.date).split())}  {' '.join(step.title[:120].split())}".rstrip()


def _about(net: TemporalNetwork, told: ToldStep) -> str:
    """What the view of a step is, in a line, and what of it could not be shown."""
    parts = [told.date]
    parts += [f"compared with {net.axis.label(told.view.compare)}"] if told.view.compare is not None else []
    shown = what_is_shown(net, told.view).split(" · ", 1)[1]
    return "\n".join((" · ".join(("This step: " + parts[0], *parts[1:], shown)), *told.missing))


def _line(name: str, changed: Callable[[], None]) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(LONGEST_TITLE if "Title" in name else 4000)
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.textEdited.connect(lambda _: changed())
    return field
