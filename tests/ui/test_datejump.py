"""What people write for a date."""

from __future__ import annotations

import pytest

from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.window import MainWindow


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2014", "2014"),
        (" 2014-04 ", "2014-04"),
        ("April 2014", "2014-04"),
        ("apr. 2014", "2014-04"),
        ("1 Nov 2021", "2021-11-01"),
        ("1st November 2021", "2021-11-01"),
        ("Nov 1, 2021", "2021-11-01"),
        ("1.11.2021", "2021-11-01"),
        ("spring 2001", "2001-21"),
        ("428 BC", "-0427"),
        ("199X", "199X"),
        ("1998~", "1998~"),
        ("nonsense", "nonsense"),
        ("32 Foo 2021", "32 Foo 2021"),
    ],
)
def test_common_ways_of_writing_become_edtf(typed: str, edtf: str) -> None:
    assert edtf_of(typed) == edtf


def test_time_stands_still_while_a_date_is_typed(window: MainWindow) -> None:
    window.player.set_playing(True)
    window.actions_.run("go-to-date")
    assert not window.player.playing
    assert window._date is not None
    window._date.close()
