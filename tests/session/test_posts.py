"""What offices say below their names, and what is drawn of who holds them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph.dates import Precision, parse_edtf
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.testimony import Testimony
from netexplorer.resources import data_file, default_dataset
from netexplorer.scene.compose import compose_network
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import fit
from netexplorer.session.compared import compared
from netexplorer.session.crowd import CROWD, part_of
from netexplorer.session.facts import gather
from netexplorer.session.layout import positions
from netexplorer.session.moments import Resolver
from netexplorer.session.posts import MOST_FOLDED, coarse
from netexplorer.session.resolve import make_plan, resolve
from netexplorer.session.search import SearchIndex
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from tests.scene.pictures import flat, measure
from tests.session.examples import DOCUMENT, places, small

MISSION = "russian-mission-nato"


@pytest.fixture(scope="module")
def net() -> TemporalNetwork:
    return Session.open(default_dataset()).net


@pytest.fixture(scope="module")
def xy(net: TemporalNetwork) -> np.ndarray:
    return positions(net, "sides")


def frame_at(net: TemporalNetwork, xy: np.ndarray, date: str, **view: object) -> Frame:
    t = net.axis.parse(date).earliest
    return resolve(net, msgspec.structs.replace(ViewState(t=t, lens="core"), **view), xy)


def drawn(frame: Frame) -> set[str]:
    return {frame.net.actor_ids[row] for row in np.flatnonzero(frame.actor_shown)}


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        ("2012-10-24", Precision.YEAR, "2012"),
        ("2018-01-22", Precision.MONTH, "January 2018"),
        ("2003-07~", Precision.YEAR, "about 2003"),
        ("199X", Precision.YEAR, "1990s"),
        ("1998?", Precision.MONTH, "possibly 1998"),
    ],
)
def test_a_date_is_said_no_preciser_than_wished(date: str, precision: Precision, words: str) -> None:
    assert coarse(parse_edtf(date), precision) == words


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2012-05-01", "vacant since December 2011"),
        ("2017-06-01", "Alexander Grushko, since 2012"),
        ("2018-01-22", "Alexander Grushko, since 2012"),
        ("2018-01-23", "vacant since January 2018"),
        ("2021-11-01", "vacant since January 2018"),
    ],
)
def test_the_russian_mission_says_who_is_its_head(net: TemporalNetwork, xy: np.ndarray, date: str, line: str) -> None:
    assert frame_at(net, xy, date).subtitle[net.actor_row[MISSION]] == line


def test_an_office_of_which_nothing_is_known_says_nothing(net: TemporalNetwork, xy: np.ndarray) -> None:
    assert frame_at(net, xy, "2018-06-01").subtitle[net.actor_row["united-states"]] == ""


def test_who_only_holds_an_office_is_drawn_when_the_view_says_so(net: TemporalNetwork, xy: np.ndarray) -> None:
    folded, unfolded = (frame_at(net, xy, "2010-06-01", holders=holders) for holders in (False, True))
    assert {"rogozin", "makarov"} <= drawn(unfolded) - drawn(folded)
    assert drawn(folded) < drawn(unfolded)
    assert np.array_equal(folded.told, unfolded.shown) and (folded.shown & ~folded.told).sum() == 0
    rows = [net.rel_row[ident] for ident in ("rogozin--ru-mission", "makarov--general-staff")]
    assert folded.told[rows].all() and not folded.shown[rows].any()


def test_nobody_moves_and_the_same_is_told_of_the_date(net: TemporalNetwork, xy: np.ndarray) -> None:
    folded, unfolded = (frame_at(net, xy, "2018-01-25", holders=holders) for holders in (False, True))
    assert np.array_equal(folded.xy, unfolded.xy)
    assert folded.caption == unfolded.caption and "Grushko" in folded.caption
    view = ViewState(t=0, lens="core")
    plans = [make_plan(net, replace(view, holders=holders), xy) for holders in (False, True)]
    assert np.array_equal(plans[0].ever_shown, plans[1].ever_shown)  # what a fit is made for


def test_who_has_other_relationships_stays_with_them(net: TemporalNetwork, xy: np.ndarray) -> None:
    frame = frame_at(net, xy, "2021-11-01")
    milley, gerasimov = net.actor_row["milley"], net.actor_row["gerasimov"]
    assert frame.actor_shown[[milley, gerasimov]].all() and not frame.actor_faint[[milley, gerasimov]].any()
    assert frame.shown[net.rel_row["gerasimov--milley"]]
    assert not frame.shown[net.rel_row["milley--jcs"]]


def test_an_office_stays_when_its_holder_is_all_it_has() -> None:
    record = {**DOCUMENT, "types": [{**each, "post": "holder"} if each["id"] == "heads" else each
                                    for each in DOCUMENT["types"]]}  # fmt: skip
    net = build(msgspec.convert(record, type(small().dataset)))
    seat, bob = net.actor_row["min"], net.actor_row["bob"]
    during, after = (frame_at(net, places(net), date) for date in ("2010-01-01", "2015-12-01"))
    assert during.actor_shown[seat] and not during.actor_faint[seat] and not during.actor_shown[bob]
    assert during.subtitle[seat] == "Bob Łódź, since 2005"
    assert after.actor_shown[seat] and after.actor_faint[seat]


def test_who_is_selected_is_drawn_with_the_posts_they_hold(net: TemporalNetwork, xy: np.ndarray) -> None:
    frame = frame_at(net, xy, "2010-06-01", selected="actor:rogozin")
    assert "rogozin" in drawn(frame) and frame.shown[net.rel_row["rogozin--ru-mission"]]
    assert "makarov" not in drawn(frame)
    by_post = frame_at(net, xy, "2010-06-01", selected="relationship:makarov--general-staff")
    assert "makarov" in drawn(by_post) and "rogozin" not in drawn(by_post)


def test_frames_that_are_kept_are_those_that_are_made_anew(net: TemporalNetwork, xy: np.ndarray) -> None:
    resolver = Resolver()
    for holders in (False, True, False):
        for date in ("2011-12-15", "2012-02-01", "2012-10-24", "2018-01-22", "2018-01-23", "2021-07-31", "2021-08-02"):
            view = ViewState(t=net.axis.parse(date).earliest, lens="core", holders=holders)
            kept, fresh = resolver.frame(net, view, xy), resolve(net, view, xy)
            assert kept.subtitle == fresh.subtitle and kept.caption == fresh.caption
            assert np.array_equal(kept.shown, fresh.shown) and np.array_equal(kept.actor_shown, fresh.actor_shown)


def test_no_other_label_moves_when_a_successor_comes(net: TemporalNetwork, xy: np.ndarray) -> None:
    plan = make_plan(net, ViewState(t=0, lens="core"), xy)
    viewport = fit(xy[plan.ever_shown], 1360, 800)

    def texts(date: str) -> dict[str, tuple[float, float]]:
        scene = compose_network(frame_at(net, xy, date), viewport, load_style("light"), measure, with_title=False)
        found = [text for item in flat(scene.items) if isinstance(item, Texts) for text in item.items]
        return {text.text: (text.x, text.y) for text in found}

    before, after = texts("2018-01-20"), texts("2018-01-24")
    assert "Alexander Grushko, since 2012" in before and "vacant since January 2018" in after
    both = (before.keys() & after.keys()) - {"Alexander Grushko", "Yuri Gorlach"}
    assert len(both) > 25
    assert {words for words in both if before[words] != after[words]} == set()


def test_without_posts_a_dataset_is_shown_as_ever() -> None:
    net = Session.open(data_file("alliances-1914.json")).net
    frames = [
        resolve(net, ViewState(t=net.axis.parse("1907-09").earliest, holders=holders), places(net))
        for holders in (False, True)
    ]
    assert frames[0].shown is frames[0].told
    assert np.array_equal(frames[0].actor_shown, frames[1].actor_shown)


def test_a_part_of_a_network_says_of_its_offices_what_the_whole_says(net: TemporalNetwork, xy: np.ndarray) -> None:
    plan = make_plan(net, ViewState(t=0, lens="core", holders=True), xy)
    actors = np.sort([net.actor_row[ident] for ident in (MISSION, "nato", "nato-secretary-general")]).astype(np.int32)
    part = part_of(plan, actors, np.zeros(0, np.int32))
    t = net.axis.parse("2019-06-01").earliest
    whole = gather(net).subtitles(t)
    assert part.facts.subtitles(t) == tuple(whole[row] for row in actors)


def test_a_crowd_draws_every_line() -> None:
    assert MOST_FOLDED == CROWD


@pytest.mark.parametrize(
    ("text", "ident"), [("ambassador to NATO", MISSION), ("Foreign Minister of Russia", "russian-foreign-ministry")]
)
def test_an_office_is_found_by_what_its_post_is_called(net: TemporalNetwork, text: str, ident: str) -> None:
    assert SearchIndex(net).find(text)[0].id == f"actor:{ident}"


def test_one_step_back_shows_what_was_shown_before(net: TemporalNetwork) -> None:
    session = Session(net)
    session.update(holders=True)
    session.undo()
    assert session.view.holders is False


def test_a_vacancy_is_only_told_by_who_says_that_the_next_one_succeeded(net: TemporalNetwork, xy: np.ndarray) -> None:
    row, t = net.actor_row[MISSION], net.axis.parse("2012-06-01").earliest
    lines = [
        resolve(net, ViewState(t=t, testimony=Testimony(source=source)), xy).subtitle[row]
        for source in ("r-1tv-2012", "s002")
    ]
    assert lines == ["vacant since December 2011", ""]


def test_two_dates_tell_of_posts_and_draw_those_they_stand_for(net: TemporalNetwork, xy: np.ndarray) -> None:
    view = ViewState(
        t=net.axis.parse("2019-06-01").earliest, lens="core", compare=net.axis.parse("2017-06-01").earliest
    )
    plan = make_plan(net, view, xy)
    both = compared(plan, resolve(net, view, xy), view)
    envoy = net.rel_row["grushko--ru-mission"]
    assert both.told[envoy] and not both.shown[envoy] and both.actor_shown[net.actor_row[MISSION]]
    assert not both.actor_shown[net.actor_row["gorlach"]]
