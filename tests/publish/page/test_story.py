"""Stories in a page: their steps by button, key and address, and datasets that have none or would do harm."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Step, Story
from netexplorer.publish.page import PageOptions, page
from netexplorer.publish.page.build import part_of
from netexplorer.publish.page.data import page_data
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.state import ViewState
from netexplorer.session.story import find_story, tell
from tests.publish.page.browsing import DESKTOP, PHONE, Reader, rest, until
from tests.publish.page.test_access import axe, findings
from tests.publish.page.test_hostile import BAD, URLS, harmless, hostile

__all__ = ["axe"]


def with_story(net: TemporalNetwork, *steps: Step) -> TemporalNetwork:
    stories = (Story(id="mine", title="Mine", steps=steps),)
    return build(msgspec.structs.replace(net.dataset, stories=stories))


def data_of(net: TemporalNetwork, view: ViewState, **options: Any) -> dict[str, Any]:
    part = part_of(net, view, PageOptions(only_lens=options.pop("only_lens", False)))
    return page_data(net, view, placeholder(net).astype(np.float32), part, "auto", "", **options)


def rests_at(shown: Any, tick: int) -> None:
    """Wait until the date has come to rest there, and the address says so."""
    until(shown, f"netexplorer.view().t === {tick} && location.hash.includes(`date=${{netexplorer.dateText()}}`)")


def test_next_and_previous_set_the_date_the_selection_and_the_text(reader: Reader, channels: TemporalNetwork) -> None:
    told = tell(channels, find_story(channels))
    shown = reader.open(channels)
    shown.get_by_role("button", name="Story", exact=True).click()
    rests_at(shown, told.steps[0].view.t)
    assert shown.evaluate("document.activeElement.id") == "next"
    assert not shown.locator("#dossier").is_visible()
    for press, place in (("#next", 1), ("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("#previous", 1)):
        if press.startswith("#"):
            shown.locator(press).click()
        else:
            shown.keyboard.press(press)
        step = told.steps[place]
        rests_at(shown, step.view.t)
        assert shown.locator("#said h2").text_content() == step.title
        assert shown.locator("#said p:not(.unseen)").all_text_contents() == list(step.paragraphs)
        assert shown.locator("#place").text_content() == f"{place + 1} of {len(told.steps)}"
        assert shown.evaluate("netexplorer.view().selected") == step.view.selected
        assert shown.locator("#vouched li").count() == len(step.citations)
        assert f"story={told.id}&step={place + 1}" in shown.evaluate("location.hash")
    shown.keyboard.press("Escape")
    rest(shown)
    assert shown.locator("#dossier").is_visible()
    assert shown.evaluate("document.activeElement.id") == "tell"
    until(shown, "!location.hash.includes('story')")


def test_the_address_restores_a_step_with_its_camera(reader: Reader, channels: TemporalNetwork) -> None:
    told = tell(channels, find_story(channels))
    shown = reader.open(channels, f"#story={told.id}&step=5", reduced_motion="reduce")
    step = told.steps[4]
    assert step.view.camera is not None
    rests_at(shown, step.view.t)
    assert shown.locator("#said h2").text_content() == step.title
    camera = shown.evaluate("netexplorer.view().camera")
    assert (camera["x"], camera["y"]) == (step.view.camera.x, step.view.camera.y)
    address = shown.evaluate("location.hash")
    shown.locator("#leave").click()
    until(shown, "!location.hash.includes('story')")
    shown.evaluate("(address) => { location.hash = address; }", address)
    until(shown, "!document.getElementById('story').hidden")
    rest(shown)
    assert shown.evaluate("netexplorer.view().camera") == camera
    shown.evaluate("location.hash = '#story=none&step=x'")
    until(shown, "document.getElementById('story').hidden")


def test_the_date_runs_through_what_lies_between_unless_less_motion_is_wished(
    reader: Reader, channels: TemporalNetwork
) -> None:
    told = tell(channels, find_story(channels))
    for wish, is_seen in (("no-preference", True), ("reduce", False)):
        shown = reader.open(channels, f"#story={told.id}&step=1", reduced_motion=wish)
        seen = shown.evaluate(
            "(place) => new Promise((done) => { const seen = []; document.getElementById('next').click();"
            " const look = () => { seen.push(netexplorer.frame().t);"
            " if (netexplorer.frame().t === place) done(seen); else requestAnimationFrame(look); };"
            " requestAnimationFrame(look); })",
            told.steps[1].view.t,
        )
        assert any(told.steps[0].view.t < t < told.steps[1].view.t for t in seen) == is_seen


def test_a_step_sets_filters_and_runs_to_its_end_and_pins_make_it_fit(
    reader: Reader, channels: TemporalNetwork
) -> None:
    camera = {"x": 0, "y": 0, "scale": 2}
    net = with_story(
        channels,
        Step(date="2009", until="2014-04-01", lens="core", hidden={"states": ["open"]}, camera=camera),
        Step(date="2001", compare="1999", lens="core", camera=camera, pins={"nato": [0, 0]}),
    )
    first, second = tell(net, find_story(net)).steps
    shown = reader.open(net)
    shown.locator("#tell").click()
    rests_at(shown, first.view.t)
    assert first.begins < first.view.t
    assert "hide=states.open" in shown.evaluate("decodeURIComponent(location.hash)")
    assert shown.evaluate("netexplorer.view().camera.scale") > 0
    shown.locator("#next").click()
    rests_at(shown, second.view.t)
    assert "hide" not in shown.evaluate("location.hash")
    assert shown.evaluate("netexplorer.view().camera") is None
    assert shown.evaluate("netexplorer.view().compare") == second.view.compare
    assert second.view.compare is not None
    assert shown.locator("#vouched p").count() == 0


def test_what_the_reader_selects_is_told_in_the_dossier(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, f"#story={find_story(channels).id}&step=3", reduced_motion="reduce")
    shown.fill("#find", "Breedlove")
    shown.keyboard.press("Enter")
    until(shown, "document.getElementById('story').hidden && document.activeElement.id === 'dossier'")
    shown.locator("#tell").click()
    rest(shown)
    assert shown.locator("#place").text_content() == f"3 of {len(find_story(channels).steps)}"


def test_a_dataset_without_stories_has_no_button(reader: Reader, alliances: TemporalNetwork) -> None:
    net = build(msgspec.structs.replace(alliances.dataset, stories=()))
    shown = reader.open(net, "#story=mine&step=1")
    assert not shown.locator("#tell").is_visible()
    assert not shown.locator("#story").is_visible()
    assert shown.locator("#dossier").is_visible()


def test_only_steps_are_carried_whose_lens_the_page_has(channels: TemporalNetwork) -> None:
    other = next(lens.id for lens in channels.dataset.lenses if lens.id != "core")
    net = with_story(channels, Step(title="a", lens=other), Step(title="b", lens="core"), Step(title="c"))
    view = msgspec.structs.replace(default_view(net), lens="core")
    assert [step["title"] for step in data_of(net, view)["stories"][0]["steps"]] == ["a", "b", "c"]
    assert [step["title"] for step in data_of(net, view, only_lens=True)["stories"][0]["steps"]] == ["b"]
    assert data_of(net, view, stories=False)["stories"] == []


def test_the_page_of_the_bundled_dataset_stays_small_with_its_story(channels: TemporalNetwork) -> None:
    positions = placeholder(channels).astype(np.float32)
    whole, bare = (
        len(page(channels, default_view(channels), positions, PageOptions(stories=each))) for each in (True, False)
    )
    assert bare < whole <= 1_000_000


def test_nothing_in_a_story_runs_and_what_is_gone_is_not_selected(reader: Reader) -> None:
    net = hostile()
    sources = tuple(source.id for source in net.dataset.sources)
    steps = tuple(
        Step(title=each, text=f"{each}\n{each}", select=f"actor:gone{each}", sources=sources, hidden={"states": [each]},
             camera={"x": each, "y": 0, "scale": 1}, lens=each, date=each, layout=each)
        for each in BAD
    )  # fmt: skip
    story = Story(id=f"s{BAD[1]}", title=BAD[3], steps=steps)
    net = build(msgspec.structs.replace(net.dataset, stories=(story, Story(id=BAD[0], title=BAD[0], steps=steps[:1]))))
    shown = reader.open(net, reduced_motion="reduce")
    shown.locator("#tell").click()
    rest(shown)
    for _ in range(3):
        harmless(shown)
        assert shown.evaluate("netexplorer.view().selected") == ""
        assert shown.locator("#vouched li").count() == len(URLS)
        shown.keyboard.press("ArrowRight")
        rest(shown)
    shown.locator("#tales").select_option(index=1)
    rest(shown)
    assert shown.locator("#place").text_content() == "1 of 1"
    harmless(shown)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_story(
    reader: Reader, channels: TemporalNetwork, axe: str, size: tuple[int, int], scheme: str
) -> None:
    shown = reader.open(channels, f"#story={find_story(channels).id}&step=6", size=size, scheme=scheme)
    assert findings(shown, axe) == []


def test_a_step_holds_what_it_selects_outside_of_its_lens(reader: Reader, channels: TemporalNetwork) -> None:
    far = Step(title="Far", date="2016", lens="core", select="relationship:uk--nato-member")
    view = msgspec.structs.replace(default_view(channels), pins=(("united-kingdom", 5000.0, 0.0),))
    net = with_story(channels, Step(title="Near", lens="core"), far)
    row = channels.actor_row["united-kingdom"]
    for place, is_there in ((1, False), (2, True)):
        shown = reader.open(net, f"#story=mine&step={place}", view=view, reduced_motion="reduce")
        until(shown, f"netexplorer.view().selected === '{far.select if is_there else ''}'")
        rest(shown)
        width = shown.locator("canvas").first.bounding_box()["width"]
        assert (0 < shown.evaluate(f"netexplorer.drawn().nodes.x[{row}]") < width) is is_there
