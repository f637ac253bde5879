"""The pages of rules: how instants become intervals, where states come from, and what an end means."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.rules import ContactRule
from netexplorer.graph.formats.staterule import StateRule
from netexplorer.session import howrules
from netexplorer.session.howread import HowRead
from netexplorer.session.howseen import Attribute, Seen
from netexplorer.ui.dialogs.base import Segments, push
from netexplorer.ui.dialogs.howread_columns import arrow
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put
from netexplorer.ui.panels.parts import Choice, Pool, column, scrolled, set_shown
from netexplorer.ui.widgets import ElidedLabel, heading, plain_label

TYPING_MS = 250  # after the last key a number counts
FIELD_PX = 84
WIDE_PX = 340
VALUE_PX = 190
MOST_SHOWN = 40


class TypedNumber(QLineEdit):
    """A number that counts a moment after it was typed, if it is one."""

    def __init__(self, name: str, typed: Callable[[str], object], is_good: Callable[[str], bool]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(FIELD_PX)
        self._typed = typed
        self._is_good = is_good
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self.count)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self.count)
        self._counted = ""

    def show_number(self, text: str) -> None:
        """Show a number, unless somebody is typing here."""
        self._counted = text
        if not self.hasFocus() or not self.text():
            self.setText(text)

    def count(self) -> None:
        """What is typed counts now."""
        self._timer.stop()
        text = self.text().strip().replace(",", ".")
        if text != self._counted and self._is_good(text):
            self._counted = text
            self._typed(text)

    def _edited(self, text: str) -> None:
        is_good = self._is_good(text.strip().replace(",", "."))
        self.setProperty("state", "" if is_good else "bad")
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.start()


def choice_of(kit: Kit, name: str, choose: Callable[[str], object], width: int) -> Choice:
    """A choice of some width."""
    made = Choice(name, choose)
    made.show_arrow(arrow(kit, made))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setFixedWidth(width)
    return made


def line_of(*parts: QWidget) -> QWidget:
    """Some parts in a line, at the left."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return widget


class Length(QWidget):
    """A length of time: a number, and of dates its unit."""

    def __init__(self, kit: Kit, name: str, changed: Callable[[str], object]) -> None:
        super().__init__()
        self._changed = changed
        self.number = TypedNumber(name, lambda _: self._say(), howrules.is_length)
        self.unit = choice_of(kit, f"{name}: unit", lambda _: self._say(), 110)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.unit)

    def tell(self, length: str | float, is_number: bool) -> None:
        """Show a length."""
        number, unit = howrules.length_parts(length)
        self.number.show_number(number)
        set_shown(self.unit, not is_number)
        own = [] if any(unit == ident for ident, _ in howrules.UNITS) else [(unit, unit or "as they are")]
        self.unit.offer([*howrules.UNITS, *own], unit)

    def _say(self) -> None:
        text = self.number.text().strip().replace(",", ".")
        if howrules.is_length(text):
            self._changed(text + (self.unit.chosen if not self.unit.isHidden() else ""))


class ContactsPage(QWidget):
    """Rows of one instant each: how they become intervals."""

    def __init__(self, kit: Kit, how: HowRead) -> None:
        super().__init__()
        self._how = how
        self._is_number = False
        self.way = choice_of(kit, "Rows of the same two become", self._choose, WIDE_PX)
        self.gap = Length(kit, "Gap", lambda length: how.set_contacts(ContactRule("gap", gap=length)))
        self.limited = Length(kit, "Limited after", lambda length: self._decay(limited_after=length))
        self.ended = Length(kit, "Ended after", lambda length: self._decay(ended_after=length))
        self._gap_line = line_of(plain_label("A row joins the one before within"), self.gap)
        self._limited_line = line_of(plain_label("Limited after a silence of"), self.limited)
        self._ended_line = line_of(plain_label("Ended after a silence of"), self.ended)
        self.why = plain_label("", "muted", wrap=True)
        rows = column(self, gap_px=12, margins=(2, 4, 12, 4))
        rows.addWidget(heading("Rows with one date"))
        what = "Each row says that two were in contact at one instant. What holds between two of them?"
        rows.addWidget(plain_label(what, "muted", wrap=True))
        for part in (self.way, self._gap_line, self._limited_line, self._ended_line, self.why):
            rows.addWidget(part)
        rows.addStretch(1)

    def tell(self, seen: Seen) -> None:
        """Show what was said."""
        rule = self._how.contacts()
        way = howrules.contacts_of(rule)
        self._is_number = seen.outcome is not None and seen.outcome.is_number
        self.way.offer(howrules.CONTACTS, way)
        for part, its in ((self._gap_line, "gap"), (self._limited_line, "decay"), (self._ended_line, "decay")):
            set_shown(part, way == its)
        if rule is not None:
            self.gap.tell(rule.gap, self._is_number)
            self.limited.tell(rule.limited_after, self._is_number)
            self.ended.tell(rule.ended_after, self._is_number)
        said = [text for text in (seen.outcome.sentences if seen.outcome else ()) if text.startswith("Contacts")]
        put(self.why, said[0] if said and way == howrules.FOUND else "")

    def _choose(self, way: str) -> None:
        self._how.set_contacts(howrules.first_contacts(way, self._is_number))

    def _decay(self, **lengths: str) -> None:
        rule = self._how.contacts() or ContactRule("decay")
        self._how.set_contacts(replace(rule, **lengths))


class ValueLine(QWidget):
    """A value that was found, how often, and its state."""

    def __init__(self, kit: Kit, page: StatesPage) -> None:
        super().__init__()
        self._page = page
        self._value = ElidedLabel()
        self._value.setFixedWidth(VALUE_PX)
        self._count = plain_label("", "muted")
        self._count.setFixedWidth(64)
        self._text = ""
        self.state = choice_of(kit, "", self._choose, VALUE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self._value, self._count, self.state):
            row.addWidget(part)
        row.addStretch(1)

    def tell(self, told: tuple[str, int, str]) -> None:
        """Show a value."""
        self._text, count, state = told
        self._value.set_whole(self._text)
        self._count.setText(f"{count:,} ×")
        self.state.name = f"State of {self._text}"
        self.state.offer(howrules.states_for(self._text), state)

    def _choose(self, state: str) -> None:
        self._page.set_value(self._text, state)


class StepLine(QWidget):
    """From a number on, a state."""

    def __init__(self, kit: Kit, page: StatesPage) -> None:
        super().__init__()
        self._page = page
        self._place = 0
        self._words = plain_label()
        self._words.setFixedWidth(54)
        self.least = TypedNumber("From", lambda text: self._say(), lambda text: number_of(text) is not None)
        self.state = choice_of(kit, "State", lambda _: self._say(), VALUE_PX)
        self.less = push("Remove", lambda: page.remove(self._place), look="ghost")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self._words, self.least, self.state, self.less):
            row.addWidget(part)
        row.addStretch(1)

    def tell(self, told: tuple[int, float, str, int]) -> None:
        """Show a step; below the first there is none."""
        self._place, least, state, count = told
        self._words.setText("From")
        self.least.setAccessibleName(f"Step {self._place + 1}: from")
        self.least.show_number(f"{least:g}")
        self.state.name = f"Step {self._place + 1}: state"
        own = [] if any(state == ident for ident, _ in howrules.STATES) else [(state, state)]
        self.state.offer([*howrules.STATES, *own], state)
        self.less.setAccessibleName(f"Remove step {self._place + 1}")
        set_shown(self.less, count > 1)

    def _say(self) -> None:
        number = number_of(self.least.text().strip().replace(",", "."))
        if number is not None:
            self._page.set_step(self._place, float(number), self.state.chosen)


class StatesPage(QWidget):
    """Where states come from, and what an end means."""

    def __init__(self, kit: Kit, how: HowRead) -> None:
        super().__init__()
        self._how = how
        self._attributes: tuple[Attribute, ...] = ()
        self._of_networks = heading("Network in the file")
        self.network = choice_of(kit, "Network in the file", how.set_sheet, WIDE_PX)
        self.way = choice_of(kit, "States come from", self._choose_way, WIDE_PX)
        self.attribute = choice_of(kit, "Column or attribute", self._choose_attribute, WIDE_PX)
        self.note = plain_label("", "muted", wrap=True)
        listed, stepped = QWidget(), QWidget()
        self.values: Pool[tuple[str, int, str]] = Pool(
            column(listed, gap_px=5), lambda: ValueLine(kit, self), _tell_value
        )
        self.steps: Pool[tuple[int, float, str, int]] = Pool(
            column(stepped, gap_px=5), lambda: StepLine(kit, self), _tell_step
        )
        self.more = push("Add a step", self._add, look="ghost")
        self.end = Segments("An end means", howrules.ENDS, "ended", self._choose_end)
        inner = QWidget()
        rows = column(inner, gap_px=10, margins=(2, 4, 12, 8))
        rows.addWidget(self._of_networks)
        rows.addWidget(self.network)
        rows.addWidget(heading("States come from"))
        for part in (self.way, self.attribute, self.note, listed, stepped, line_of(self.more)):
            rows.addWidget(part)
        rows.addSpacing(8)
        rows.addWidget(heading("When a relationship ends"))
        rows.addWidget(line_of(self.end))
        rows.addStretch(1)
        column(self).addWidget(scrolled(inner))

    def tell(self, seen: Seen) -> None:
        """Show what was said and what was found."""
        self._attributes = seen.attributes
        self._tell_networks(seen)
        rule = self._how.states()
        way = howrules.way_of(rule)
        ways = [row for row in howrules.WAYS if row[0] in (howrules.AS_FILE, way) or self._for(row[0])]
        self.way.offer(ways, way)
        names = [(each.name, each.name) for each in self._for(way)]
        own = rule.of if rule is not None else ""
        names += [(own, own)] if own and (own, own) not in names else []
        set_shown(self.attribute, way != howrules.AS_FILE)
        self.attribute.offer(names, own)
        self._tell_rule(rule, way)
        end = self._how.mapping.get("end") or "ended"
        self.end.buttons[end].setChecked(True)

    def _tell_networks(self, seen: Seen) -> None:
        """Of several networks in one file the first is read unless another is asked for."""
        several = seen.sheets if not seen.is_table else ()
        for part in (self._of_networks, self.network):
            set_shown(part, len(several) > 1)
        if several:
            self.network.offer([(name, name) for name in several], seen.ask.network or several[0])

    def _tell_rule(self, rule: StateRule | None, way: str) -> None:
        found = self._found(rule)
        values = found.values[:MOST_SHOWN] if found is not None and way == howrules.BY_VALUE and rule else ()
        self.values.show([(text, count, howrules.state_of(rule, text)) for text, count in values] if rule else [])
        steps = rule.weight if rule is not None else ()
        self.steps.show([(place, least, state, len(steps)) for place, (least, state) in enumerate(steps)])
        set_shown(self.more, way == howrules.BY_STEP and len(steps) < 6)
        put(self.note, _note(way, found, bool(self._attributes)))

    def _for(self, way: str) -> list[Attribute]:
        return howrules.attributes_for(way, self._attributes)

    def _found(self, rule: StateRule | None) -> Attribute | None:
        return next((each for each in self._attributes if rule is not None and each.name == rule.of), None)

    # -- what the user says

    def set_value(self, value: str, state: str) -> None:
        """Say which state a value stands for."""
        rule = self._how.states()
        found = self._found(rule)
        if rule is not None and found is not None:
            self._how.set_states(howrules.with_state(rule, found, value, state))

    def set_step(self, place: int, least: float, state: str) -> None:
        """Say from which number on which state holds."""
        rule = self._how.states()
        if rule is not None and place < len(rule.weight):
            self._how.set_states(howrules.with_step(rule, place, least, state))

    def remove(self, place: int) -> None:
        """Do without a step."""
        rule = self._how.states()
        if rule is not None and len(rule.weight) > 1:
            self._how.set_states(howrules.with_fewer_steps(rule, place))

    def _add(self) -> None:
        rule = self._how.states()
        if rule is not None and rule.weight:
            self._how.set_states(howrules.with_more_steps(rule))

    def _choose_way(self, way: str) -> None:
        named = self._for(way)
        self._how.set_states(howrules.first_rule(way, named[0]) if way != howrules.AS_FILE and named else None)

    def _choose_attribute(self, name: str) -> None:
        way = howrules.way_of(self._how.states())
        found = next((each for each in self._attributes if each.name == name), None)
        if found is not None:
            self._how.set_states(howrules.first_rule(way, found))

    def _choose_end(self) -> None:
        self._how.set_plain("end", "" if self.end.chosen == "ended" else self.end.chosen)


def _note(way: str, found: Attribute | None, has_attributes: bool) -> str:
    """What else is to be said of where states come from."""
    if way == howrules.AS_FILE:
        return "" if has_attributes else "Nothing else in this file could stand for a state."
    if found is None:
        return ""
    if way == howrules.BY_STEP:
        low, high = howrules.bounds(found)
        return f"Its numbers reach from {low:g} to {high:g}. What lies below the first step is like it."
    more = len(found.values) - MOST_SHOWN
    return f"{more} more values are open." if more > 0 else ""


def _tell_value(widget: QWidget, told: tuple[str, int, str]) -> None:
    if isinstance(widget, ValueLine):
        widget.tell(told)


def _tell_step(widget: QWidget, told: tuple[int, float, str, int]) -> None:
    if isinstance(widget, StepLine):
        widget.tell(told)
