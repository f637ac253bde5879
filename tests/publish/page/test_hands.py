"""What readers do with the page: keys, mouse, fingers, addresses, search, filters, themes, paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from netexplorer.session import travel
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.outlook import stops_of
from netexplorer.session.resolve import make_plan
from tests.publish.page.browsing import PHONE, Reader, rest, until


def tick(shown: Any) -> int:
    rest(shown)
    return int(shown.evaluate("netexplorer.view().t"))


def day(text: str) -> int:
    return parse_edtf(text).earliest


def test_the_keys_are_those_of_the_program(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-01")
    plan = make_plan(channels, default_view(channels), placeholder(channels))
    stops = stops_of(plan)
    for key, wanted in (
        ("ArrowRight", day("2015-04-01")),
        ("ArrowLeft", day("2014-04-01")),
        ("Shift+ArrowRight", travel.next_change(stops, day("2014-04-01"))),
        ("Shift+ArrowLeft", day("2014-04-01")),
        ("Shift+ArrowLeft", travel.previous_change(stops, day("2014-04-01"))),
        ("Home", travel.home(channels)),
        ("Home", channels.first),
        ("End", travel.end(channels)),
        ("End", channels.last),
    ):
        shown.keyboard.press(key)
        assert tick(shown) == wanted, key


def test_space_plays_and_stops_and_playing_stops_at_the_end(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-01")
    shown.keyboard.press("Space")
    until(shown, f"netexplorer.view().t > {day('2014-04-05')}")
    shown.keyboard.press("Space")
    stood = tick(shown)
    rest(shown)
    assert tick(shown) == stood
    shown.evaluate(f"netexplorer.go({channels.last - 1000})")
    shown.locator("#play").click()
    until(shown, f"!netexplorer.view().playing && netexplorer.view().t === {channels.last}")


def test_who_wishes_less_motion_sees_playing_go_from_change_to_change(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, "#date=2014-04-01", reduced_motion="reduce")
    stops = stops_of(make_plan(channels, default_view(channels), placeholder(channels)))
    shown.keyboard.press("Space")
    until(shown, f"netexplorer.view().t === {travel.next_change(stops, day('2014-04-01'))}")


def test_an_address_restores_date_selection_lens_and_filters_and_follows_them(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, "#date=2014-04-01&select=actor:russia&lens=people&hide=states.severed,sides.nato")
    rest(shown)
    assert tick(shown) == day("2014-04-01")
    assert shown.locator("#page h1").text_content() == "Russia"
    assert shown.locator("#lens").input_value() == "people"
    assert shown.locator(".entry[aria-pressed=false]").count() == 2
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Escape")
    until(shown, "location.hash === '#date=2015-04-01&lens=people&hide=states.severed%2Csides.nato'")
    assert shown.locator("#page .kicker").first.text_content() == "Dataset"


@pytest.mark.parametrize(
    "fragment",
    ["#date=nonsense&select=actor:nobody&lens=none&hide=x.y", "#%", "#date=2021-02-30", "#" + "&" * 500, "#date=9999"],
)
def test_an_address_that_makes_no_sense_opens_the_page_all_the_same(
    reader: Reader, channels: TemporalNetwork, fragment: str
) -> None:
    shown = reader.open(channels, fragment)
    assert channels.first <= tick(shown) <= channels.last
    assert shown.locator("#lens").input_value() == "core"


def test_another_address_in_the_same_page_is_followed(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels)
    shown.evaluate("() => { location.hash = '#date=1999-06-01&select=actor:nato'; }")
    until(shown, f"netexplorer.view().t === {day('1999-06-01')} && netexplorer.view().selected === 'actor:nato'")


def test_an_actor_is_selected_by_a_click_and_let_go_by_a_click_on_the_ground(
    reader: Reader, alliances: TemporalNetwork
) -> None:
    shown = reader.open(alliances)
    box = shown.locator("#network").bounding_box()
    assert box is not None
    at = shown.evaluate(
        "() => { const { x, y, shown } = netexplorer.drawn().nodes, k = shown.indexOf(1); return [x[k], y[k], k]; }"
    )
    shown.mouse.click(box["x"] + at[0], box["y"] + at[1])
    rest(shown)
    assert shown.evaluate("netexplorer.view().selected") == f"actor:{alliances.actor_ids[int(at[2])]}"
    shown.mouse.click(box["x"] + 4, box["y"] + box["height"] - 4)
    rest(shown)
    assert shown.evaluate("netexplorer.view().selected") == ""


def test_the_wheel_comes_nearer_and_a_double_click_on_the_ground_shows_everything(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels)
    box = shown.locator("#network").bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + 300, box["y"] + 300)
    shown.mouse.wheel(0, -300)
    until(shown, "netexplorer.view().camera !== null")
    shown.mouse.dblclick(box["x"] + 4, box["y"] + box["height"] - 4)
    until(shown, "netexplorer.view().camera === null")


def test_a_finger_drags_the_date_on_a_phone(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-01", size=PHONE, has_touch=True, is_mobile=True)
    box = shown.locator("#flag").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = shown.context.new_cdp_session(shown)
    points = [{"x": x, "y": y}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    for step in range(1, 6):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - 20 * step, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert tick(shown) < day("2010-01-01")


def test_search_finds_any_name_in_any_script_and_enter_goes_there(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels)
    for typed in ("Груш", "grush"):
        shown.keyboard.press("Control+k")
        shown.keyboard.type(typed)
        rest(shown)
        assert shown.locator("#found li").first.text_content().startswith("Alexander Grushko")  # type: ignore[union-attr]
        shown.keyboard.press("Enter")
        rest(shown)
        assert shown.evaluate("netexplorer.view().selected") == "actor:grushko"
        shown.keyboard.press("Escape")


def test_an_entry_of_the_legend_hides_and_shows_and_alone(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-08")
    before = shown.evaluate("netexplorer.frame().shown.reduce((a, b) => a + b, 0)")
    entry = shown.locator("#entries .entry").first
    entry.click()
    rest(shown)
    assert entry.get_attribute("aria-pressed") == "false"
    assert shown.evaluate("netexplorer.frame().shown.reduce((a, b) => a + b, 0)") < before
    shown.locator("#all").click()
    rest(shown)
    assert shown.evaluate("netexplorer.frame().shown.reduce((a, b) => a + b, 0)") == before
    entry.dblclick()
    rest(shown)
    assert shown.locator("#entries section").first.locator("[aria-pressed=true]").count() == 2  # it, and what has ended


def test_the_history_of_a_dossier_jumps_and_its_links_lead_only_to_the_web(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, "#date=2021-11-01&select=actor:russia")
    last = shown.locator(".history button.date").last
    last.click()
    assert tick(shown) < day("1998-01-01")
    links = shown.locator("#page a")
    assert links.count() > 3
    assert all(link.get_attribute("rel") == "noopener noreferrer" for link in links.all())
    assert all((link.get_attribute("href") or "").startswith(("http://", "https://")) for link in links.all())


def test_the_table_has_a_row_for_every_relationship_that_is_shown(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2014-04-08")
    shown.locator("[data-page=table]").click()
    rest(shown)
    rows = shown.locator("#rows tr:not([hidden])")
    assert rows.count() == shown.evaluate("netexplorer.frame().told.reduce((a, b) => a + b, 0)")
    assert rows.first.locator("td, th").count() == shown.locator("#heads th").count()
    assert shown.locator("#caption").text_content() == "Relationships on 8 April 2014"
    rows.first.locator("button").first.click()
    rest(shown)
    assert shown.evaluate("netexplorer.view().selected").startswith("relationship:")


def test_the_switch_goes_from_the_theme_of_the_system_to_the_other_and_back(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = shown.evaluate(ground)
    shown.locator("#theme").click()
    rest(shown)
    assert shown.evaluate(ground) == "rgb(255, 255, 255)"
    shown.locator("#theme").click()
    rest(shown)
    assert shown.evaluate(ground) == dark != "rgb(255, 255, 255)"


def test_on_paper_stand_the_network_and_the_whole_table(
    reader: Reader, channels: TemporalNetwork, tmp_path: Path
) -> None:
    shown = reader.open(channels, "#date=2014-04-08", scheme="dark")
    shown.pdf(path=tmp_path / "page.pdf")
    rest(shown)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    shown.emulate_media(media="print")
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.locator("#network").is_visible()
    assert shown.locator("#rows tr").first.is_visible()
    assert not shown.locator("#dossier").is_visible()
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    shown.emulate_media(media="screen")
    rest(shown)
    assert not shown.locator("#table").is_visible()


def test_an_empty_dataset_says_so(reader: Reader) -> None:
    shown = reader.open(build(Dataset()))
    rest(shown)
    assert shown.locator("#nothing").text_content() == "There are no relationships"
    assert shown.locator("#name").text_content() == "Untitled dataset"
    for key in ("ArrowRight", "Shift+ArrowRight", "Home", "End", "Space", "Space"):
        shown.keyboard.press(key)
    rest(shown)


def test_every_frame_of_a_scrub_draws_but_once(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels)
    shown.evaluate("netexplorer.frames.work.length = 0")
    shown.evaluate("for (let k = 0; k < 50; k++) netexplorer.go(1396310400 + k * 86400)")
    rest(shown)
    assert shown.evaluate("netexplorer.frames.work.length") == 1


def test_only_what_is_hidden_has_a_pale_sample(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#hide=states.open")
    rest(shown)
    samples = shown.locator("#entries .swatch").all()[:4]
    assert [each.evaluate("(each) => getComputedStyle(each).opacity") for each in samples] == ["0.3", "1", "1", "1"]
