"""What is written under the date of a film."""

from __future__ import annotations

import numpy as np

from netexplorer.publish.film.captions import Happening, shares, spells
from netexplorer.publish.film.schedule import reading_s

TICKS = np.arange(0, 1000, 10)  # a hundred pictures, ten a second


def test_a_caption_comes_when_it_happens_and_stands_until_it_is_read() -> None:
    words = "Something happened, and quite a lot of it"
    (spell,) = spells([Happening(205, words)], TICKS, 10.0)
    assert spell.first == 21  # the first picture at or after it
    assert spell.end - spell.first >= reading_s(words) * 10 - 1


def test_where_there_is_time_for_one_the_greater_is_said() -> None:
    found = spells([Happening(200, "a trifle", 1), Happening(210, "a turning point", 9)], TICKS, 10.0)
    assert [spell.words for spell in found] == ["a turning point"]


def test_captions_never_overlap_and_stay_in_order() -> None:
    many = [Happening(7 * k, f"number {k}", k % 5) for k in range(140)]
    found = spells(many, TICKS, 10.0)
    assert len(found) > 5
    assert all(one.first < one.end <= other.first for one, other in zip(found, found[1:], strict=False))


def test_a_caption_stands_on_when_nothing_follows_but_not_for_ever() -> None:
    (spell,) = spells([Happening(100, "ended")], TICKS, 10.0)
    assert 20 <= spell.end - spell.first <= 30


def test_what_happens_after_the_last_picture_is_not_said() -> None:
    assert spells([Happening(5000, "too late")], TICKS, 10.0) == ()


def test_a_caption_comes_and_goes_softly() -> None:
    found = spells([Happening(200, "softly")], TICKS, 10.0)
    row, share = shares(found, len(TICKS), 10.0)
    spell = found[0]
    assert (row[spell.first : spell.end] == 0).all() and (np.delete(row, range(spell.first, spell.end)) == -1).all()
    assert 0 < share[spell.first] < 1 and 0 < share[spell.end - 1] < 1 and share.max() == 1
