"""How a file was read is remembered for the next one of its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.graph.formats.draft import Ask
from netexplorer.session.mappings import shape_of
from netexplorer.session.reading import Ready, Wanted, read
from netexplorer.session.session import Session
from netexplorer.session.settings import MOST_MAPPINGS, Settings, SettingsStore, with_mapping

TIES = "wer,wen,seit\na,b,3/4/2014\nb,c,5/4/2014\n"
ASK = Ask("", {"roles": {"wer": "source", "wen": "target", "seit": "start"}, "date_order": "mdy"})
GEXF = """<gexf version="1.3"><graph mode="dynamic" timeformat="date"><nodes><node id="a"/><node id="b"/></nodes><edges>
<edge id="1" source="a" target="b" start="2001-01-01" end="2002-12-31" weight="{weight}"/></edges></graph></gexf>"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def opened(path: Path, known: dict[str, Ask], ask: Ask = Ask()) -> Ready:
    return read(Wanted(path, ask=ask, known=known))


def test_a_table_of_the_same_columns_is_read_as_was_said_of_the_last_one(tmp_path: Path) -> None:
    known = {shape_of(written(tmp_path, "a.csv", TIES)): ASK}
    made = opened(written(tmp_path, "b.csv", TIES.replace("3/4", "7/8")), known)
    assert made.is_recalled and made.ask == ASK
    assert [link.changes[0].from_ for link in made.net.dataset.relationships] == ["2014-07-08", "2014-05-04"]


def test_a_table_of_other_columns_is_guessed(tmp_path: Path) -> None:
    known = {shape_of(written(tmp_path, "a.csv", TIES)): ASK}
    made = opened(written(tmp_path, "b.csv", TIES.replace("seit", "bis")), known)
    assert not made.is_recalled and made.ask == Ask()


def test_a_wish_counts_more_than_what_is_remembered(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TIES)
    wish = Ask("", {**ASK.mapping, "date_order": "dmy"})
    made = opened(path, {shape_of(path): ASK}, wish)
    assert not made.is_recalled and made.net.dataset.relationships[0].changes[0].from_ == "2014-04-03"


def test_a_network_of_the_same_format_and_attributes_is_read_as_was_said_of_the_last_one(tmp_path: Path) -> None:
    first = written(tmp_path, "a.gexf", GEXF.format(weight=1))
    whole = Session.open(first)
    assert whole.report is not None
    from netexplorer.graph.formats import open_dataset

    ask = Ask(mapping={"end": "severed"})
    known = {shape_of(first, open_dataset(first)): ask}
    made = opened(written(tmp_path, "b.gexf", GEXF.format(weight=7)), known)
    assert made.is_recalled
    assert [change.state for change in made.net.dataset.relationships[0].changes] == ["open", "severed"]


def test_what_is_remembered_and_does_not_fit_is_not_used(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TIES)
    made = opened(path, {shape_of(path): Ask("", {"roles": {"gone": "source"}})})
    assert not made.is_recalled


def test_reading_again_asks_the_same(tmp_path: Path) -> None:
    session = Session.of(opened(written(tmp_path, "a.csv", TIES), {}, ASK))
    session.reload()
    assert session.ask == ASK
    assert session.net.dataset.relationships[0].changes[0].from_ == "2014-03-04"


def test_mappings_are_kept_in_the_settings_and_the_oldest_forgotten(tmp_path: Path) -> None:
    settings = with_mapping(Settings(), "first", ASK)
    for count in range(MOST_MAPPINGS):
        settings = with_mapping(settings, str(count), ASK)
    assert "first" not in settings.mappings and len(settings.mappings) == MOST_MAPPINGS
    store = SettingsStore(tmp_path / "settings.json")
    store.settings = settings
    assert store.save() and SettingsStore(tmp_path / "settings.json").settings.mappings == settings.mappings


@pytest.mark.parametrize("shape, ask", [("s", Ask()), ("", ASK)])
def test_a_guess_and_a_file_without_a_shape_are_not_kept(shape: str, ask: Ask) -> None:
    assert with_mapping(with_mapping(Settings(), "s", ASK), shape, ask).mappings == ({} if shape else {"s": ASK})
