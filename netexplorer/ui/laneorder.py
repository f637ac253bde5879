"""The order of the lanes and which of them are shown: a small button with a menu over the column of their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.elide import one_line
from netexplorer.scene.lanetable import LaneFilter, LaneOrder, lane_orders
from netexplorer.session.wording import called
from netexplorer.ui.widgets import plain_tip

HEIGHT_PX = 28
LONGEST_WORD = 40  # characters of a state or a side in the menu


class LaneOrderButton(QToolButton):
    """Says how the lanes stand; its menu changes that, and chooses lanes by state and side.

    ``changed`` is called with the order and the filter whenever the user has chosen another one; the button shows
    them when it is told.
    """

    def __init__(self, changed: Callable[[LaneOrder, LaneFilter], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        self._net: TemporalNetwork | None = None
        self.order: LaneOrder = "file"
        self.chosen = LaneFilter()
        self.setProperty("look", "speed")
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("Order of the channels")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))

    def apply(self, net: TemporalNetwork, order: LaneOrder = "file", chosen: LaneFilter = LaneFilter()) -> None:
        """Offer what this dataset has, and say what is chosen of it."""
        is_other, is_chosen = net is not self._net, (order, chosen) == (self.order, self.chosen)
        self._net, self.order, self.chosen = net, order, chosen
        if is_other:
            self._offer(net)
        if is_other or not is_chosen:
            self._show()

    def _offer(self, net: TemporalNetwork) -> None:
        menu = self.menu()
        menu.clear()
        for below in menu.findChildren(QMenu):  # which Qt would keep, to be polished again with every theme
            below.deleteLater()
        orders = QActionGroup(menu)
        for order, words in lane_orders(net):
            action = self._add(menu, words, partial(self._choose_order, order))
            action.setActionGroup(orders)
            action.setData(order)
        menu.addSeparator()
        states = menu.addMenu("Only in a state")
        for when, is_ever in (("on this date", False), ("ever", True)):
            states.addSection(when.capitalize())
            for state in net.states:
                action = self._add(states, called(state), partial(self._choose_state, state.id, is_ever))
                action.setData(("state", state.id, is_ever))
        sides = menu.addMenu("Only of a side")
        sides.setEnabled(bool(net.sides))
        for side in net.sides:
            action = self._add(sides, called(side), partial(self._choose_side, side.id))
            action.setData(("side", side.id))
        menu.addSeparator()
        self._all = menu.addAction("All channels")
        self._all.triggered.connect(lambda _=False: self._choose(self.order, LaneFilter()))

    def _add(self, menu: QMenu, words: str, run: Callable[[], None]) -> QAction:
        action = menu.addAction(one_line(words)[:LONGEST_WORD].replace("&", "&&"))
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: run())
        return action

    def _choose_order(self, order: LaneOrder) -> None:
        self._choose(order, self.chosen)

    def _choose_state(self, ident: str, is_ever: bool) -> None:
        """Add or take away a state; those of the date and those of all time exclude one another."""
        before = self.chosen.states if self.chosen.ever == is_ever else ()
        states = _toggled(before, ident)
        self._choose(self.order, LaneFilter(states, is_ever and bool(states), self.chosen.sides))

    def _choose_side(self, ident: str) -> None:
        self._choose(self.order, replace(self.chosen, sides=_toggled(self.chosen.sides, ident)))

    def _choose(self, order: LaneOrder, chosen: LaneFilter) -> None:
        if (order, chosen) == (self.order, self.chosen):
            self._show()  # Qt has ticked the entry, or taken its tick away
        else:
            self._changed(order, chosen)

    def _show(self) -> None:
        """Tick what is chosen, and say it on the button."""
        assert self._net is not None
        words = dict(lane_orders(self._net))[self.order]
        chosen = self.chosen
        for action in self._actions(self.menu()):
            data = action.data()
            if isinstance(data, str):
                action.setChecked(data == self.order)
            elif data is not None and data[0] == "state":
                action.setChecked(data[1] in chosen.states and data[2] == chosen.ever)
            elif data is not None:
                action.setChecked(data[1] in chosen.sides)
        is_all = chosen == LaneFilter()
        self._all.setEnabled(not is_all)
        self.setText(f"Order: {words}" if is_all else f"Order: {words}, not all")
        tip = f"How the channels stand: {words}"
        self.setToolTip(plain_tip(tip if is_all else f"{tip}\nSome are left out, see the menu"))
        self.adjustSize()

    def _actions(self, menu: QMenu) -> list[QAction]:
        found = []
        for action in menu.actions():
            below = action.menu()
            found += self._actions(below) if isinstance(below, QMenu) else [action]
        return found


def _toggled(ids: tuple[str, ...], ident: str) -> tuple[str, ...]:
    return tuple(each for each in ids if each != ident) if ident in ids else (*ids, ident)
