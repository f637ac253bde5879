"""Which changes are listed: a button with a menu of directions, sides and types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.elide import one_line
from netexplorer.session.changes import ChangeFilter, kind_labels
from netexplorer.session.wording import called, number_text
from netexplorer.ui.widgets import plain_tip

HEIGHT_PX = 28
LONGEST_WORD = 40
NOTHING = ChangeFilter()


class ChangeFilterButton(QToolButton):
    """Says what is listed, and changes it; ``changed`` is called with what was chosen."""

    def __init__(self, changed: Callable[[ChangeFilter], None]) -> None:
        super().__init__()
        self._changed = changed
        self._net: TemporalNetwork | None = None
        self._counts: tuple[int, ...] = ()
        self.chosen = NOTHING
        self.setProperty("look", "speed")
        self.setFixedHeight(HEIGHT_PX)
        self.setIconSize(QSize(14, 14))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._offer)

    def apply(self, net: TemporalNetwork, chosen: ChangeFilter, counts: Sequence[int]) -> None:
        """Say what is chosen; ``counts`` are the numbers of changes of each kind."""
        if (net, chosen, tuple(counts)) != (self._net, self.chosen, self._counts):
            self._net, self.chosen, self._counts = net, chosen, tuple(counts)
            words = self._words()
            self.setText(words)
            self.setAccessibleName(f"Filter of the changes: {words}")
            self.setToolTip(plain_tip("Which changes are listed, by direction, side and type"))

    def _words(self) -> str:
        if self._net is None or self.chosen == NOTHING:
            return "All changes"
        kinds = [label for ident, label in kind_labels(self._net) if ident in self.chosen.kinds]
        sides = [called(each) for each in self._net.sides if each.id in self.chosen.sides]
        types = [called(each) for each in self._net.types if each.id in self.chosen.types]
        return one_line(" · ".join(", ".join(part) for part in (kinds, sides, types) if part))[:LONGEST_WORD]

    def _offer(self) -> None:
        """Fill the menu with what this dataset has; done when it opens."""
        menu, net, chosen = self.menu(), self._net, self.chosen
        menu.clear()
        if net is None:
            return
        for (ident, label), count in zip(kind_labels(net), self._counts, strict=False):
            words = f"{label} ({number_text(count)})"
            self._add(menu, words, ident in chosen.kinds, partial(self._toggle, "kinds", ident))
        menu.addSeparator()
        sides = menu.addMenu("Of a side")
        for side in net.sides:
            self._add(sides, called(side), side.id in chosen.sides, partial(self._toggle, "sides", side.id))
        sides.setEnabled(bool(net.sides))
        types = menu.addMenu("Of a type")
        used = distinct(net.rel_type[net.rel_type >= 0]).tolist() if len(net.rel_type) else []
        for code in used:
            each = net.types[code]
            self._add(types, called(each), each.id in chosen.types, partial(self._toggle, "types", each.id))
        types.setEnabled(bool(np.size(used)))
        menu.addSeparator()
        everything = menu.addAction("All changes")
        everything.setEnabled(chosen != NOTHING)
        everything.triggered.connect(lambda _=False: self._changed(NOTHING))

    def _add(self, menu: QMenu, words: str, is_on: bool, run: Callable[[], None]) -> QAction:
        action = menu.addAction(one_line(words)[:LONGEST_WORD].replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _=False: run())
        return action

    def _toggle(self, field: str, ident: str) -> None:
        ids: tuple[str, ...] = getattr(self.chosen, field)
        others = tuple(each for each in ids if each != ident)
        self._changed(replace(self.chosen, **{field: others if ident in ids else (*ids, ident)}))
