"""A story as a film: as long as it is read, gliding from step to step, each picture from its number alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.network import build
from netexplorer.graph.schema import Step, Story
from netexplorer.paint.fonts import Fonts
from netexplorer.publish.film.options import checked
from netexplorer.publish.film.storyreel import StoryReel, reel_of
from netexplorer.publish.film.storywords import LONGEST_S, reading_s, words_of
from netexplorer.session.dwelling import HOLD_S, WORD_S
from netexplorer.session.story import ToldStep, tell
from netexplorer.session.telling import GLIDE_S, RUN_S
from tests.publish.film.reels import VIEW, XY, pixels, wish
from tests.session.crowds import crowd_network, small_limits
from tests.session.examples import small_dataset

pytestmark = pytest.mark.usefixtures("qapp")

STEPS = (
    Step(title="An embassy", text="It opens.", date="2013-01-01", lens="core", sources=("s1#2", "s2")),
    Step(title="Half closed", text="Ten remain.", date="2014-04-01", select="relationship:e--w",
         camera={"x": 20, "y": 10, "scale": 1.5}, sources=("s1",)),
    Step(title="The years after", date="2015-01-01", until="2018-06-01", hidden={"kinds": ["person"]}),
)  # fmt: skip


def story_reel(*steps: Step, **more: Any) -> StoryReel:
    """The film of a story of these steps."""
    net = build(replace(small_dataset(), stories=(Story(id="one", title="One", steps=steps or STEPS),)))
    film = reel_of(net, VIEW, XY, wish(**({"pace": "story", "seconds": 0.0, "hold": 0.0} | more)))
    assert isinstance(film, StoryReel)
    return film


def number_in(film: StoryReel, row: int, seconds: float) -> int:
    """The first picture that is so many seconds after the way to a step began."""
    return next(n for n in range(len(film)) if film._place(n)[0] == row and film._place(n)[1] >= seconds)


def test_each_step_stands_until_it_is_read_and_the_way_takes_as_long_as_in_the_window() -> None:
    film = story_reel()
    reading = [HOLD_S + 4 * WORD_S, HOLD_S + 4 * WORD_S, RUN_S + HOLD_S]  # the end of a span is seen too
    assert film.needed_s == pytest.approx(sum(reading) + 2 * GLIDE_S)
    assert len(film) == round(film.needed_s * 10)
    long = ToldStep("T", "word " * 1000, VIEW, VIEW.t, "")
    assert reading_s(long) == LONGEST_S


def test_seconds_make_the_whole_faster_or_slower() -> None:
    calm, hasty = story_reel(), story_reel(seconds=4.0)
    assert len(hasty) == 40 < len(calm)
    assert [hasty._place(n)[0] for n in (0, 39)] == [0, 2]
    assert hasty._place(20)[1] == pytest.approx(20 / 40 * calm.needed_s - calm._begin[hasty._place(20)[0]])


def test_a_picture_is_the_same_whichever_were_drawn_before() -> None:
    forward, backward = story_reel(seconds=3.0), story_reel(seconds=3.0)
    ours = [pixels(forward, n) for n in range(len(forward))]
    for n in reversed(range(len(backward))):
        assert np.array_equal(pixels(backward, n), ours[n]), n


def test_a_step_that_selects_something_outside_of_its_lens_has_it_in_the_picture() -> None:
    film = story_reel(Step(title="A", date="2013", lens="people", select="relationship:e--w"))
    leg = film._leg(0)
    px = leg.page.viewport.to_px(leg.plan.xy[[film._net.actor_row[ident] for ident in ("e", "w", "bob")]])
    assert ((px > 0) & (px < np.array([leg.page.viewport.width, leg.page.viewport.height]))).all()


def test_camera_and_date_glide_and_come_to_rest_in_the_view_of_the_step() -> None:
    film = story_reel()
    views = [film._way(1).at(seconds) for seconds in (0.0, GLIDE_S / 2, GLIDE_S)]
    ticks, scales = ([view.t for view in views], [view.camera.scale for view in views if view.camera is not None])
    assert ticks == sorted(set(ticks)) and len(set(scales)) == 3
    rests = film.steps[1].view
    assert replace(views[2], camera=None) == replace(rests, camera=None)
    assert film.date(number_in(film, 1, GLIDE_S)) == "1 April 2014"


def test_a_step_that_tells_of_a_span_runs_through_it() -> None:
    film = story_reel()
    dates = [film.date(number_in(film, 2, GLIDE_S + share * RUN_S)) for share in (0.0, 0.5)]
    assert dates[0].endswith("January 2015") and dates[1].endswith("2016")
    assert film.date(len(film) - 1) == "1 June 2018"


def test_each_step_is_seen_through_its_own_lens_with_its_own_selection_and_filters() -> None:
    film = story_reel()
    legs = [film._leg(row) for row in range(3)]
    assert [leg.plan.view.lens for leg in legs] == ["core", "", ""]
    assert [int(leg.plan.selected_rels.sum()) for leg in legs] == [0, 1, 0]
    assert legs[2].plan.view.hidden_kinds == ("person",)


def test_nothing_pops_when_another_step_begins() -> None:
    film = story_reel(fps=30.0, caption=False, legend=False, timeline=False)
    first = number_in(film, 1, 0.0)
    last, now, later = (film._network(*film._place(n), film._way(film._place(n)[0]).at(film._place(n)[1]))
                        for n in (first - 1, first, number_in(film, 1, GLIDE_S)))  # fmt: skip
    from netexplorer.paint import films

    near, far = (
        np.abs(films.pixels(last).astype(int) - films.pixels(each).astype(int)).mean() for each in (now, later)
    )
    assert near < far / 4


def test_words_stand_above_the_network_and_are_no_more_than_have_room() -> None:
    net = build(replace(small_dataset(), stories=(Story(id="one", steps=STEPS),)))
    step = replace(tell(net, net.dataset.stories[0]).steps[0], text="word " * 2000)
    words = words_of(step, 900.0, 592.0, Fonts())
    assert words.bottom < 592 / 2
    assert words.lines[-1].text.endswith("…") and not words.lines[0].text.endswith("…")
    assert words.small[0].startswith("Sources: ") and "Herald" in words.small[0]
    film = story_reel()
    assert film._band == max(each.bottom for each in film._words)
    assert story_reel(caption=False)._band == 0.0


def test_a_story_of_one_date_can_be_filmed() -> None:
    assert len(story_reel(STEPS[0])) == round((HOLD_S + 4 * WORD_S) * 10)


@pytest.mark.parametrize(("story", "words"), [("two", 'no story "two"'), ("one", "no steps")])
def test_what_cannot_be_told_is_one_sentence(story: str, words: str) -> None:
    net = build(replace(small_dataset(), stories=(Story(id="one"),)))
    with pytest.raises(UserError, match=words):
        checked(net, wish(pace="story", story=story, seconds=0.0, hold=0.0))


def test_a_step_that_compares_two_dates_shows_what_became_of_everything() -> None:
    step = Step(title="Then and now", date="2018-06-01", compare="2013")
    film, alone = story_reel(step, seconds=1.0), story_reel(replace(step, compare=""), seconds=1.0)
    assert "→" in film.date(9) and "→" not in alone.date(9)
    assert not np.array_equal(pixels(film, 9), pixels(alone, 9))


def test_a_story_of_a_crowd_is_drawn_as_density(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)
    steps = (Step(title="All", date="2001"), Step(title="Few", date="2002", lens="few"))
    net = build(replace(crowd_network().dataset, stories=(Story(id="one", steps=steps),)))
    options = wish(pace="story", seconds=2.0, fps=5.0, hold=0.0)
    film, again = StoryReel(net, options), StoryReel(net, options)
    assert film._leg(0).still is not None
    ours = [pixels(film, n) for n in (0, 5, 9)]
    assert np.array_equal(ours[1], pixels(again, 5))
    assert not np.array_equal(ours[0], ours[2])


def test_a_step_that_stands_is_drawn_once() -> None:
    film, drawn = story_reel(fps=30.0), []
    whole = film._studio.whole
    film._studio.whole = lambda scene: drawn.append(scene) or whole(scene)  # type: ignore[method-assign, func-returns-value]
    for number in range(number_in(film, 0, 0.0), number_in(film, 1, 0.0)):
        film.picture(number)
    assert len([scene for scene in drawn if scene.height == film._leg(0).page.height]) == 1
