from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene.elide import elide_chars, elide_middle_px, elide_px, one_line
from tests.scene.timelines import measure


@given(st.text(max_size=600), st.floats(0, 300))
def test_elided_text_fits(text, most):
    assert measure(elide_px(text, most, measure, 12.0), 12.0, 400) <= most


@given(st.text(max_size=100), st.integers(2, 40))
def test_text_is_never_longer_than_asked_for_and_stays_on_one_line(text, most):
    short = elide_chars(text, most)
    assert len(short) <= most
    assert "\n" not in short and "\t" not in short


def test_text_that_fits_is_left_alone():
    assert elide_px("Russian mission", 500, measure, 12.0) == "Russian mission"
    assert elide_chars("Founding Act signed", 26) == "Founding Act signed"


def test_text_is_cut_between_words():
    assert elide_chars("NATO suspends practical cooperation", 26) == "NATO suspends practical…"
    assert elide_chars("Antidisestablishmentarianism of old", 12) == "Antidisesta…"


def test_line_breaks_become_spaces():
    assert one_line("one\n two\t\x00three ") == "one two three"


def test_two_names_that_differ_at_their_end_stay_different():
    names = ("NATO-Russia Council · Russia", "NATO-Russia Council · NATO", "Military representative → NATO")
    for room in (90.0, 120.0, 150.0):
        shown = [elide_middle_px(name, room, measure, 12.0) for name in names]
        assert len(set(shown)) == 3
        assert all(measure(text, 12.0, 400) <= room for text in shown)
    assert elide_middle_px(names[0], 150.0, measure, 12.0).endswith("…· Russia")
    assert elide_middle_px("NATO", 150.0, measure, 12.0) == "NATO"


@given(st.text(max_size=60), st.floats(0, 300))
def test_what_is_elided_in_the_middle_fits(text, room):
    assert measure(elide_middle_px(text, room, measure, 12.0), 12.0, 400) <= room
