"""The pictures of a film: each depends on its number alone, and between two dates nothing pops."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.paint import films
from netexplorer.publish.film.page import scale_of
from netexplorer.publish.film.reel import Reel
from netexplorer.session.moments import Moments
from netexplorer.session.resolve import frame_at
from netexplorer.session.state import ViewState
from tests.publish.film.reels import NET, pixels, reel, wish
from tests.session.crowds import crowd_network, places, small_limits

pytestmark = pytest.mark.usefixtures("qapp")


def severing(film: Reel) -> int:
    """The first picture of the severed channel."""
    row = NET.rel_row["e--w"]
    severed = next(k for k, state in enumerate(NET.states) if state.id == "severed")
    frames = (frame_at(film._moments.plan, int(t)) for t in film.script.ticks)
    return next(k for k, frame in enumerate(frames) if frame.states[row] == severed)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_the_same_whichever_were_drawn_before(theme: str) -> None:
    forward, backward = reel(theme=theme), reel(theme=theme)
    ours = [pixels(forward, number) for number in range(len(forward))]
    for number in reversed(range(len(backward))):
        assert np.array_equal(pixels(backward, number), ours[number]), number


def test_two_films_of_the_same_wishes_have_the_same_pictures() -> None:
    one, other = reel(), reel()
    assert all(np.array_equal(pixels(one, k), pixels(other, k)) for k in (0, 13, len(one) - 1))


@pytest.mark.parametrize("size", [(640, 360), (854, 480), (1280, 720), (500, 500), (200, 64)])
def test_a_film_is_as_large_as_is_wished(size: tuple[int, int]) -> None:
    image = reel(width=size[0], height=size[1]).picture(3)
    assert (image.width(), image.height()) == size


def test_a_page_is_painted_in_whole_tiles() -> None:
    assert all(scale_of(width, round(width * 0.6)) * 32 % 1 == 0 for width in range(64, 4000, 61))


def test_nothing_pops_when_a_line_is_severed() -> None:
    film = reel(fps=30.0, caption=False, timeline=False, legend=False)
    at = severing(film)
    steps = []
    for number in range(at - 1, at + 15):
        one, other = (film._network(k) for k in (number, number + 1))
        steps.append(np.abs(films.pixels(one).astype(int) - films.pixels(other).astype(int)).max())
    whole = np.abs(
        films.pixels(film._network(at - 1)).astype(int) - films.pixels(film._network(at + 15)).astype(int)
    ).max()
    assert whole > 100
    assert sum(step > 0 for step in steps) >= 12
    assert max(steps) < whole / 2


def test_a_line_is_cut_wider_from_picture_to_picture() -> None:
    film = reel(fps=30.0)
    at, row = severing(film), NET.rel_row["e--w"]
    far = []
    for number in range(at, at + 14):
        cuts = [cut[row] for _, _, cut in film._runs(number) if cut is not None]
        far.append(float(cuts[-1]))
    assert 0 < far[0] < 0.1 and far[-1] > 0.9
    assert far == sorted(far)
    assert all(cut is None for _, _, cut in film._runs(at + 15))


def test_positions_do_not_move() -> None:
    film = reel()
    assert all(film._frame(k).xy is film._frame(0).xy for k in range(len(film)))


def test_a_picture_without_a_fade_shows_what_the_date_shows() -> None:
    film = reel()
    last = film._frame(len(film) - 1)
    same = Moments(film._moments.plan).frame(int(film.script.ticks[-1]))
    assert np.array_equal(last.states, same.states)
    assert len(film._runs(len(film) - 1)) == 1


def test_days_are_told_only_where_they_can_be_read() -> None:
    hasty, calm = reel(fps=30.0), reel(fps=30.0, seconds=12.0)
    for film, number, words in ((hasty, 40, "2014"), (calm, 140, "April 2015")):
        assert film.date(0) == "1 January 2013"
        assert film.date(number) == words
        assert NET.axis.label(int(film.script.ticks[number])).endswith(words)


def test_a_film_of_changes_stands_at_each_of_them() -> None:
    film = reel(pace="changes", seconds=0.0, hold=0.0)
    stands = {NET.axis.text(int(t)) for t in film.script.ticks[film._stands]}
    assert {"2014-04-01", "2014-04-11", "2018-03-01"} <= stands


def test_a_film_of_changes_can_be_made_shorter() -> None:
    long, short = reel(pace="changes", seconds=0.0, hold=0.0), reel(pace="changes", seconds=5.0, hold=0.0)
    assert len(short) == 50 < len(long)
    assert short.script.haste < 1


def test_a_film_in_steps_shows_nothing_between_them() -> None:
    film = reel(pace="steps", step=("year", 1))
    assert {NET.axis.text(int(t)) for t in film.script.ticks} == {f"{year}-01-01" for year in range(2013, 2020)}


def test_what_is_not_wished_is_not_there() -> None:
    whole = reel(width=1280, height=720)
    for name in ("title", "legend", "timeline"):
        assert not np.array_equal(pixels(reel(width=1280, height=720, **{name: False}), 5), pixels(whole, 5)), name


def test_most_of_a_film_is_painted_from_the_picture_before(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    whole = films.Studio.whole

    def counting(self: films.Studio, scene: object) -> object:
        painted.append(scene)
        return whole(self, scene)  # type: ignore[arg-type]

    monkeypatch.setattr(films.Studio, "whole", counting)
    film = reel(fps=30.0)
    for number in range(len(film)):
        film.picture(number)
    assert len(film) == 120
    assert len(painted) < 10


def test_a_crowd_is_drawn_date_by_date(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)
    net = crowd_network()
    view, options = ViewState(t=net.first), wish(start=net.first, end=net.last, seconds=1.0, fps=5.0, hold=0.1)
    film, again = (Reel(net, view, places(len(net.actor_ids)), options) for _ in range(2))
    first, last = pixels(film, 1), pixels(film, 3)
    assert np.array_equal(last, pixels(again, 3))
    assert not np.array_equal(first, last)
