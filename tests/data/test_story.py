"""The story that ships with the bundled dataset, against its facts looked up by hand."""

from __future__ import annotations

import re

import pytest

from netexplorer.graph.network import build
from netexplorer.scene.viewport import Viewport
from netexplorer.session.remembered import positions
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.story import on_canvas, tell
from tests.data import datasets

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

# The date of each step, and states at that date, looked up in the collection of facts.
STATES = [
    ("1997-05-27", {"founding-act--russia": "open", "pjc--russia": "open", "ru-mission--nato": "not-yet"}),
    ("1999-03-26", {"pjc--russia": "suspended", "nato--russia--political": "suspended",
                    "ru-milrep--nato": "suspended", "contact-1990s--mod": "severed", "ru-mission--nato": "open"}),
    ("2002-05-28", {"nrc--russia": "open", "nato-mlm--ru-mod": "open", "nato-info-office--russia": "open"}),
    ("2008-08-21", {"nrc--russia": "suspended", "ru-gs--nato-mc": "suspended", "ru-mission--nato": "open"}),
    ("2009-05", {"nrc--russia": "open", "nato-info-office--russia": "limited"}),
    ("2014-04-08", {"nato--russia--cooperation": "suspended", "ru-milrep--nato": "limited",
                    "ru-mission--nato": "limited", "nrc--russia": "limited"}),
    ("2015-04", {"ru-mission--nato": "limited", "nrc--russia": "suspended"}),
    ("2017-03-03", {"gerasimov--pavel": "limited", "ru-gs--nato-mc": "limited", "nrc--russia": "limited"}),
    ("2018-03-27", {"ru-mission--nato": "limited", "sg--expels--2018": "severed"}),
    ("2019-07-06", {"nrc--russia": "suspended", "nrc--nato": "suspended"}),
    ("2021-09-22", {"gerasimov--milley": "open", "lavrov--stoltenberg": "open", "nrc--russia": "suspended"}),
    ("2021-10-18", {"ru-mission--nato": "limited", "nato-info-office--russia": "limited"}),
    ("2021-11-01", {"ru-mission--nato": "suspended", "nato-mlm--ru-mod": "suspended",
                    "nato-info-office--russia": "severed", "ru-embassy-belgium--nato": "limited",
                    "gerasimov--milley": "open"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def net():
    return build(datasets.load("actors.json"))


@pytest.fixture(scope="module")
def story(net):
    (story,) = net.dataset.stories
    return story


def test_it_is_called_what_it_tells_and_has_about_a_dozen_steps(story):
    assert (story.id, story.title) == ("closing", "How the channels closed, 1997–2021")
    assert [step.date for step in story.steps] == [date for date, _ in STATES]


def test_every_step_says_something_and_cites_sources_that_are_listed(net, story):
    known = {source.id for source in net.dataset.sources}
    for step in story.steps:
        assert step.title and len(step.text) > 100, step.title
        cited = {citation.partition("#")[0] for citation in step.sources}
        assert cited and cited <= known, step.title


def test_nothing_dangles_and_every_step_shows_what_it_means_to(net, story):
    assert [step.missing for step in tell(net, story).steps] == [()] * len(story.steps)
    assert all(step.select and step.lens == "core" for step in story.steps)


@pytest.mark.parametrize(("date", "states"), STATES)
def test_the_states_of_the_dataset_at_that_date_are_those_the_step_tells(net, date, states):
    assert {name: datasets.state_at(net, name, date) for name in states} == states


def test_every_step_cites_what_the_change_or_event_it_selects_cites(net, story):
    events = {event.id: event for event in net.dataset.events}
    for step in story.steps:
        kind, _, ident = step.select.partition(":")
        if kind == "event":
            cited = events[ident].sources
        elif kind == "relationship":
            cited = datasets.change_at(net, ident, step.date).sources
        else:
            continue
        assert set(cited) & set(step.sources), step.title


def test_the_dates_in_the_sentences_are_dates_of_the_dataset(net, story):
    """Every day, month and year that is written out begins or ends a change, or is that of an event."""
    known = {str(event.date) for event in net.dataset.events}
    for record in net.dataset.relationships:
        known |= {str(date) for change in record.changes for date in (change.from_, change.until)}
    known |= {date.rstrip("~")[:length] for date in known for length in (4, 7, 10)}
    for step in story.steps:
        for day, month, year in re.findall(rf"(?:(\d+) )?({'|'.join(MONTHS)}) (\d{{4}})", step.text):
            date = f"{year}-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")
            assert date in known, (step.title, date)


def test_what_a_step_selects_is_in_its_picture(net, story):
    xy = positions(net, "sides")
    for step in tell(net, story).steps:
        if step.view.camera is None:
            continue
        camera = on_canvas(step.view.camera, 1600.0, 800.0)
        frame = frame_at(make_plan(net, step.view, xy), step.view.t)
        rels = frame.shown & frame.selected_rels
        ends = set(net.src[rels].tolist()) | set(net.dst[rels].tolist())
        rows = [row for row in range(len(net.actor_ids)) if frame.selected_actors[row]] + sorted(ends)
        px = Viewport(camera.x, camera.y, camera.scale, 1600.0, 800.0).to_px(xy[rows])
        assert rows and (px > 40).all() and (px < [1560, 760]).all(), step.title
