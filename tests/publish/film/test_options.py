"""Films that cannot be: each wish is answered with one sentence."""

from __future__ import annotations

import pytest

from netexplorer.errors import UserError
from netexplorer.publish.film.options import checked, first_tick, last_tick, usual
from tests.publish.film.reels import NET, wish


def tick(date: str) -> int:
    return NET.axis.parse(date).earliest


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": tick("2015"), "end": tick("2014")}, "would begin on 2015-01-01, after its end on 2014-01-01"),
        ({"start": tick("2015"), "end": tick("2015")}, "two dates that differ"),
        ({"start": tick("2050"), "end": tick("2060")}, "says nothing about 2050-01-01 to 2060-01-01"),
        ({"seconds": 0.0}, "0 seconds long"),
        ({"seconds": 1e6}, "1e+06 seconds long"),
        ({"fps": 0.0}, "0 pictures a second"),
        ({"fps": 60.0, "format": "gif"}, "60 pictures a second"),
        ({"hold": 2.0}, "cannot stand for 2 seconds each in a film of 4 seconds"),
        ({"width": 641, "format": "mp4"}, "needs an even width and height, not 641 × 360"),
        ({"width": 60}, "60 × 360 pixels"),
        ({"width": 30_000}, "30000 × 360"),
        ({"format": "avi"}, "'avi' is no kind of film"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_one_sentence(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UserError) as told:
        checked(NET, wish(**wrong))
    assert words in str(told.value)


def test_what_lies_beyond_the_dataset_is_left_out() -> None:
    found = checked(NET, wish(start=tick("1900"), end=tick("2100")))
    assert (found.start, found.end) == (NET.first, NET.last)


def test_a_film_to_a_year_has_all_of_it() -> None:
    assert first_tick(NET, "2014") == tick("2014")
    assert last_tick(NET, "2014") == tick("2015") - 1
    assert last_tick(NET, "2014-03") == tick("2014-04") - 1


@pytest.mark.parametrize("kind", ["mp4", "webm", "gif", "webp", "apng", "png", "folder"])
def test_what_is_made_without_wishes_can_be_made(kind: str) -> None:
    assert checked(NET, usual(NET, kind)).format == kind
