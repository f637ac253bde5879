"""The dialog that asks how a file is read: what it shows, what is said in it, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from netexplorer.graph.formats.draft import Ask
from netexplorer.session.notices import Level
from netexplorer.ui import asking
from netexplorer.ui.dialogs.howread import CONTACTS, STATES, HowReadDialog
from netexplorer.ui.dialogs.howread_columns import Head
from netexplorer.ui.dialogs.howread_rules import StepLine, ValueLine
from netexplorer.ui.dialogs.problems import ProblemsDialog
from netexplorer.ui.panels.parts import Choice
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

TIES = "source;target;since;tone;score\nAnna;Bert;3/4/14;warm;2\nBert;Carl;5/6/14;cold;-1\nAnna;Carl;quite;cold;0\n"
MET = "source,target,date\na,b,2001-01-01\na,b,2001-01-20\na,b,2001-06-01\n"
GEXF = """<gexf version="1.3"><graph mode="dynamic" timeformat="date"><nodes><node id="a"/><node id="b"/></nodes><edges>
<edge id="1" source="a" target="b" start="2001-01-01" end="2002-12-31"/></edges></graph></gexf>"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def window(make_window: MakeWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window()
    yield window
    for each in window.findChildren(HowReadDialog):
        each.close()


def written(tmp_path: Path, text: str = TIES, name: str = "ties.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def asked(window: MainWindow, path: Path, ask: Ask = Ask()) -> HowReadDialog:
    dialog = asking.open_how_read(window, path, ask)
    settle()
    return dialog


def shown(window: MainWindow) -> list[HowReadDialog]:
    return [each for each in window.findChildren(HowReadDialog) if each.isVisible()]


def heads(dialog: HowReadDialog) -> dict[str, Choice]:
    found = [each for each in dialog.columns.table.heads.shown if isinstance(each, Head)]
    return {each.role.name.removeprefix("What the column ").removesuffix(" is"): each.role for each in found}


def cells(dialog: HowReadDialog, column: int) -> list[str]:
    rows = dialog.columns.table.rows
    return [str(rows.data(rows.index(row, column))) for row in range(rows.rowCount())]


def said(dialog: HowReadDialog) -> str:
    return " ".join(label.text() for label in dialog.outcome.lines)


# -- what it shows and what is said in it


def test_every_column_has_its_role_in_words_and_its_cells_as_they_are_understood(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = asked(window, written(tmp_path))
    assert {name: choice.whole() for name, choice in heads(dialog).items()} == {
        "source": "Actor (from)",
        "target": "Actor (to)",
        "since": "Begin",
        "tone": "Kept as a detail",
        "score": "Kept as a detail",
    }
    assert cells(dialog, 2) == ["3/4/14  →  3 Apr 2014", "5/6/14  →  5 Jun 2014", "✕ quite"]
    assert "3 actors, 3 relationships" in said(dialog) and dialog.outcome.problems.text() == "1 problem"
    assert not dialog.outcome.picture.pixmap().isNull()


def test_another_order_of_dates_changes_the_preview_at_once(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.columns.order.choice.choose("mdy")
    settle()
    assert cells(dialog, 2)[0] == "3/4/14  →  4 Mar 2014"
    assert "4 Mar 2014 – 6 May 2014" in said(dialog)


def test_a_role_is_chosen_above_its_column(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    heads(dialog)["since"].choose("ignore")
    settle()
    assert "No times" in said(dialog) and heads(dialog)["since"].whole() == "Left out"
    dialog.guess.click()
    settle()
    assert heads(dialog)["since"].whole() == "Begin" and not dialog.guess.isEnabled()


def test_rare_roles_are_behind_more(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    tone = heads(dialog)["tone"]
    tone.choose("…")
    settle()
    (menu,) = [each for each in tone.findChildren(QMenu) if each.isVisible()]
    (row,) = [action for action in menu.actions() if action.text() == "Kind of actor (to)"]
    row.trigger()
    menu.close()
    settle()
    assert dialog.how.roles()["tone"] == "target_kind" and heads(dialog)["tone"].whole() == "Kind of actor (to)"


def test_what_cannot_be_read_so_is_said_and_cannot_be_applied(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    heads(dialog)["target"].choose("ignore")
    settle()
    assert "Actor (to)" in dialog.outcome.trouble.text() and not dialog.apply.isEnabled()


def test_values_become_states_one_by_one(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.page.choose(STATES)
    dialog.states.way.choose("value")
    settle()
    dialog.states.attribute.choose("tone")
    settle()
    first, second = (each for each in dialog.states.values.shown if isinstance(each, ValueLine))
    first.state.choose("severed")
    settle()
    second.state.choose("open")
    settle()
    assert "Severed 2 · Open 1" in said(dialog)


def test_numbers_become_states_by_steps(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.states.way.choose("step")
    settle()
    assert "Open 2 · Severed 1" in said(dialog)
    second = dialog.states.steps.shown[1]
    assert isinstance(second, StepLine)
    second.least.setText("1")
    second.least.textEdited.emit("1")
    second.least.count()
    settle()
    assert "Severed 2 · Open 1" in said(dialog)
    dialog.states.more.click()
    settle()
    assert len(dialog.states.steps.shown) == 3


def test_an_end_may_be_a_break(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path, GEXF, "a.gexf"))
    assert dialog.page.buttons["columns"].isHidden() and dialog.page.chosen == STATES
    dialog.states.end.choose("severed")
    settle()
    assert "Severed 1" in said(dialog)


def test_rows_of_one_date_join_by_a_gap_or_decay(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path, MET))
    dialog.page.choose(CONTACTS)
    dialog.contacts.way.choose("gap")
    dialog.contacts.gap.number.setText("30")
    dialog.contacts.gap.number.count()
    dialog.contacts.gap.unit.choose("d")
    settle()
    assert dialog.how.mapping["contacts"]["gap"] == "30d"
    dialog.contacts.way.choose("decay")
    settle()
    assert "Limited 1" in said(dialog)


def test_rows_with_intervals_have_no_page_of_contacts(window: MainWindow, tmp_path: Path) -> None:
    assert asked(window, written(tmp_path)).page.buttons[CONTACTS].isHidden()


# -- what comes of it


def test_reading_it_so_opens_the_file_and_is_remembered_for_the_next_like_it(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.columns.order.choice.choose("mdy")
    settle()
    dialog.read_so()
    settle()
    session = window.kit.session
    assert not shown(window) and session.path == tmp_path / "ties.csv"
    assert session.net.dataset.relationships[0].changes[0].from_ == "2014-03-04"
    assert window.shell.open_file(written(tmp_path, TIES.replace("3/4", "7/8"), "more.csv"))
    assert session.net.dataset.relationships[0].changes[0].from_ == "2014-07-08"
    assert session.notices.latest is not None and "as you said last time" in session.notices.latest.text


def test_cancel_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    before = window.kit.session.net
    dialog = asked(window, written(tmp_path))
    heads(dialog)["since"].choose("ignore")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert window.kit.session.net is before and not window.store.settings.mappings and not shown(window)


def test_what_cannot_be_read_after_all_leaves_dialog_and_dataset(window: MainWindow, tmp_path: Path) -> None:
    before = window.kit.session.net
    path = written(tmp_path)
    dialog = asked(window, path)
    path.unlink()
    dialog.read_so()
    settle()
    assert window.kit.session.net is before and shown(window) == [dialog]
    assert "no such file" in dialog.what.text()


def test_a_large_file_is_read_behind_the_window_and_asked_about_again_if_it_fails(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netexplorer.ui.asking.is_large", lambda path: True)
    path = written(tmp_path)
    dialog = asked(window, path, Ask("", {"roles": {"source": "source", "target": "target"}}))
    path.write_text("other,names\n1,2\n")
    dialog.read_so()
    settle()
    assert [each.what.text() for each in shown(window)] and shown(window) != [dialog]


def test_a_mapping_is_saved_and_loaded(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.columns.order.choice.choose("mdy")
    settle()
    dialog.save_to(tmp_path / "map.json")
    dialog.guess.click()
    settle()
    dialog.load_from(tmp_path / "map.json")
    settle()
    assert cells(dialog, 2)[0].endswith("4 Mar 2014")
    dialog.load_from(tmp_path / "ties.csv")
    assert "no mapping" in dialog.what.text()
    dialog.save_to(tmp_path / "nowhere" / "map.json")
    assert "folder" in dialog.what.text()


# -- how it is reached


def test_a_table_without_actors_is_asked_about_by_itself(window: MainWindow, tmp_path: Path) -> None:
    before = window.kit.session.net
    assert not window.shell.open_file(written(tmp_path, "start,end\n2001,2002\n"))
    settle()
    (dialog,) = shown(window)
    assert "names an actor" in dialog.what.text() and window.kit.session.net is before


def test_a_file_that_is_no_table_is_only_refused(window: MainWindow, tmp_path: Path) -> None:
    assert not window.shell.open_file(written(tmp_path, "", "empty.csv"))
    assert not shown(window)


def test_a_list_of_actors_offers_to_be_read_otherwise(window: MainWindow, tmp_path: Path) -> None:
    window.shell.open_file(written(tmp_path, "name,mentor,date\na,b,3/4/14\nb,c,5/6/14\nb,d,7/7/14\n"))
    notice = window.notice.notice
    assert notice is not None and notice.level is Level.WARNING and notice.remedy is not None
    notice.remedy.run()
    settle()
    (dialog,) = shown(window)
    dialog.columns.kind.choice.choose("edges")
    settle()
    assert "3 relationships" in said(dialog)


def test_the_list_of_what_was_read_leads_to_it(window: MainWindow, tmp_path: Path) -> None:
    window.shell.open_file(written(tmp_path))
    window.shell.show("problems")
    (listed,) = window.findChildren(ProblemsDialog)
    (button,) = [each for each in listed.findChildren(QPushButton) if each.text() == "Read differently…"]
    button.click()
    settle()
    assert len(shown(window)) == 1 and not window.findChildren(ProblemsDialog)


def test_the_command_is_there_for_files_of_others_only(window: MainWindow, tmp_path: Path) -> None:
    action = window.actions_.by_id["how-read"]
    window.actions_.refresh()
    assert not action.isEnabled()
    window.shell.open_file(written(tmp_path))
    window.actions_.refresh()
    assert action.isEnabled()
    action.trigger()
    settle()
    assert len(shown(window)) == 1


def test_it_begins_with_how_the_file_was_read(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.columns.order.choice.choose("mdy")
    settle()
    dialog.read_so()
    settle()
    window.shell.show_how_read()
    settle()
    (again,) = shown(window)
    assert again.how.mapping["date_order"] == "mdy" and again.guess.isEnabled()


def test_rows_of_a_spreadsheet_are_pasted(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("who\twhom\tyear\na\tb\t1999\nb\tc\t2001\n")
    window.actions_.run("open-clipboard")
    settle()
    (dialog,) = shown(window)
    dialog.columns.kind.choice.choose("edges")
    settle()
    dialog.read_so()
    settle()
    assert len(window.kit.session.net.dataset.relationships) == 2


@pytest.mark.parametrize("text", ["", "word", "Just a sentence that somebody copied."])
def test_what_is_no_table_is_not_pasted(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.shell.open_clipboard()
    settle()
    assert not shown(window)
    assert window.kit.session.notices.latest is not None and window.kit.session.notices.latest.text == asking.NO_TABLE


# -- by the keyboard


def test_tab_goes_from_column_to_column_and_enter_opens_what_it_could_be(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    dialog.activateWindow()
    settle()
    choices = list(heads(dialog).values())
    choices[0].setFocus()
    for expected in choices[1:]:
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    QTest.keyClick(choices[-1], Qt.Key.Key_Return)
    (menu,) = [each for each in choices[-1].findChildren(QMenu) if each.isVisible()]
    menu.close()
    assert dialog.isVisible()


def test_everything_has_a_name_for_those_who_do_not_see_it(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path))
    for choice in dialog.findChildren(Choice):
        assert choice.accessibleName() or not choice.isVisible(), choice
    assert heads(dialog)["since"].accessibleName() == "What the column since is: Begin"
    assert dialog.columns.table.table.accessibleName()


@pytest.mark.parametrize("size", [(1024, 700), (1600, 1000)])
def test_nothing_is_wider_than_the_window(make_window: MakeWindow, tmp_path: Path, size: tuple[int, int]) -> None:
    window = make_window(size=size)
    dialog = asked(window, written(tmp_path))
    assert dialog.width() <= size[0] and dialog.height() <= size[1]
    assert dialog.minimumSizeHint().width() <= size[0] - 16
    dialog.close()


def test_of_several_networks_one_is_chosen(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, written(tmp_path, "graph one { a -- b }\ngraph two { a -- b; b -- c }\n", "a.dot"))
    dialog.states.network.choose("two")
    settle()
    assert "3 actors, 2 relationships" in said(dialog)
    dialog.read_so()
    settle()
    assert len(window.kit.session.net.dataset.relationships) == 2
