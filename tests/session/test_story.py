"""A story as it can be told: each step a view of the dataset, and what of it is not there any more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Event, Lens, Relationship, Source, Step, Story
from netexplorer.graph.viewed import PAGE
from netexplorer.session.state import Camera, ViewState
from netexplorer.session.story import find_story, off_canvas, on_canvas, step_of, tell


def network(*steps: Step, **more: Any) -> TemporalNetwork:
    fields: dict[str, Any] = {
        "actors": (Actor(id="a", side="east"), Actor(id="b")),
        "relationships": (
            Relationship(id="r", source="a", target="b", changes=(Change(from_="1998", state="open"),)),
            Relationship(id="q", source="a", target="b", changes=(Change(from_="2001-05-03", until="2004"),)),
        ),
        "events": (Event(id="e", date="2000", title="E", relationships=("r",)),),
        "sources": (Source(id="s", title="S", publisher="Paper"),),
        "lenses": (Lens(id="core"),),
        "stories": (Story(id="one", title="One", steps=steps),),
        **more,
    }
    return build(Dataset(**fields))


def steps_of(*steps: Step) -> Any:
    net = network(*steps)
    return tell(net, net.dataset.stories[0]).steps


def test_a_step_becomes_the_view_it_speaks_of() -> None:
    step = Step(
        title="T", text="One.\n\nTwo.", date="2001-05", lens="core", select="relationship:r", layout="force",
        camera={"x": 1, "y": 2, "scale": 0.5}, hidden={"sides": ["east"]}, pins={"a": [3, 4]}, compare="1999",
        sources=("s#2",),
    )  # fmt: skip
    net = network(step)
    (told,) = tell(net, net.dataset.stories[0]).steps
    assert told.view == ViewState(
        t=net.axis.parse("2001-05-01").earliest, lens="core", hidden_sides=("east",), layout="force",
        pins=(("a", 3.0, 4.0),), selected="relationship:r", camera=Camera(1.0, 2.0, 0.5),
        compare=net.axis.parse("1999").earliest,
    )  # fmt: skip
    assert (told.title, told.paragraphs, told.missing) == ("T", ("One.", "Two."), ())
    assert [each.label for each in told.citations] == ["Paper ¶2"]


def test_a_step_without_a_date_stays_at_the_one_before() -> None:
    first, second = steps_of(Step(date="2001-05-03"), Step())
    assert second.view.t == first.view.t == second.begins


def test_a_step_with_an_until_begins_at_its_date_and_rests_at_the_later_one() -> None:
    (told,) = steps_of(Step(date="2000", until="2002"))
    assert told.begins < told.view.t
    assert told.date == "1 January 2000 – 1 January 2002"
    (turned,) = steps_of(Step(date="2002", until="2000"))
    assert turned.view.t == turned.begins


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (Step(select="actor:gone"), 'There is no actor "gone" any more; nothing is selected.'),
        (Step(select="gone"), 'There is no selection "gone" any more; nothing is selected.'),
        (Step(lens="gone"), 'There is no lens "gone" any more; everything is shown.'),
        (Step(layout="gone"), 'There is no layout "gone"; the usual one is taken.'),
        (Step(pins={"gone": [1, 2]}), '"gone" cannot be pinned: there is no such actor.'),
        (Step(date="1066"), '"1066" is outside the dates of this dataset; the nearest is shown.'),
        (Step(date="soon"), "'soon' is no date."),
    ],
)
def test_a_step_that_points_at_what_is_gone_plays_without_it_and_says_so(step: Step, sentence: str) -> None:
    (told,) = steps_of(step)
    assert told.missing == (sentence,)
    assert (told.view.selected, told.view.pins, told.view.lens) == ("", (), "")


def test_what_makes_no_sense_in_a_file_is_left_out() -> None:
    (told,) = steps_of(Step(camera={"x": 1e300, "y": True, "scale": "wide"}, hidden={"sides": 7}, pins={"a": "here"}))
    assert (told.view.camera, told.view.hidden_sides, told.view.pins) == (None, (), ())


def test_texts_are_plain() -> None:
    (told,) = steps_of(Step(title="a\u202eb\nc", text="<b>x</b>\x07\ny\u2066"))
    assert told.title == "ab c"
    assert told.paragraphs == ("<b>x</b>", "y")


@pytest.mark.parametrize("canvas", [(1440.0, 700.0), (500.0, 480.0)])
def test_a_view_that_is_saved_as_a_step_comes_back_and_all_of_it_is_on_the_page(canvas: tuple[float, float]) -> None:
    net = network()
    view = ViewState(
        t=net.axis.parse("2001-05-03").earliest, lens="core", hidden_sides=("east",), layout="stress",
        pins=(("a", 3.0, 4.5),), selected="actor:a", camera=Camera(10.0, -20.0, 0.8),
    )  # fmt: skip
    step = step_of(net, view, canvas, title="T", text="W", sources=("s",))
    with_story = build(replace(net.dataset, stories=(Story(id="x", steps=(step,)),)))
    (told,) = tell(with_story, with_story.dataset.stories[0]).steps
    camera = told.view.camera
    assert replace(told.view, camera=None) == replace(view, camera=None)
    assert (camera.x, camera.y) == (10.0, -20.0)
    seen, page = (np.array(canvas) / 0.8, np.array(PAGE) / camera.scale)  # in units of the plane
    assert (page >= seen - 0.1).all() and (np.abs(page - seen) < 0.1).any()


def test_a_saved_date_is_a_day_unless_something_changes_within_it() -> None:
    net = network(relationships=(Relationship(source="a", target="b", changes=(Change(from_="2001-05-03T12:00Z"),)),))
    day = net.axis.parse("2001-05-03").earliest
    assert step_of(net, ViewState(t=day + 3600), (0.0, 0.0)).date == "2001-05-03"
    late = step_of(net, ViewState(t=day + 13 * 3600), (0.0, 0.0)).date
    assert net.axis.parse(late).earliest == day + 13 * 3600


def test_all_of_the_page_of_a_camera_is_seen_on_any_canvas() -> None:
    camera = Camera(1.0, 2.0, 0.5)
    assert on_canvas(camera, 1000.0, 625.0) == camera
    assert on_canvas(camera, 2000.0, 625.0).scale == 0.5
    assert on_canvas(camera, 500.0, 2000.0).scale == 0.25
    assert off_canvas(camera, 1000.0, 625.0) == camera


def test_a_story_is_found_by_its_id_or_is_the_first() -> None:
    net = network(stories=(Story(id="one"), Story(id="two")))
    assert find_story(net).id == "one"
    assert find_story(net, "two").id == "two"
    with pytest.raises(UserError, match='there is no story "three"'):
        find_story(net, "three")
    with pytest.raises(UserError, match="no stories"):
        find_story(network(stories=()))
