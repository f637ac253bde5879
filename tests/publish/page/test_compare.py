"""Two dates in one page: by key, by link, by flag, in the legend and as a list of what changed."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.turns import TURNS, Turn
from netexplorer.scene.turns import TURNS_TOLD, counted_turns, turn_names
from netexplorer.session.compared import compared
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import frame_at, make_plan
from tests.publish.page.browsing import PHONE, Reader, rest, until

LINK = "#date=2015-01-01&compare=2013-01-01&select="


def test_a_link_opens_two_dates_with_the_counts_of_the_program_and_a_list(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, LINK)
    rest(shown)
    plan = make_plan(channels, default_view(channels), placeholder(channels))
    t, other = (parse_edtf(text).earliest for text in ("2015-01-01", "2013-01-01"))
    frame = compared(plan, frame_at(plan, t), replace(default_view(channels), t=t, compare=other))
    assert frame.compared is not None
    counts = counted_turns(channels, plan.mask, frame.compared).counts
    told = [turn for turn in TURNS_TOLD if turn is not Turn.OTHER or counts[turn]]
    rows = shown.locator("#turned .entry:not([hidden])")
    assert rows.locator(".word").all_text_contents() == [turn_names(channels)[turn] for turn in told]
    assert [int(text) for text in rows.locator(".count").all_text_contents()] == [int(counts[turn]) for turn in told]
    listed = shown.locator("#page .card h3 .jump").all_text_contents()
    changed = (frame.compared.turns > Turn.STAYED) & channels.is_channel & frame.told
    assert sorted(listed) == sorted(channels.label(row) for row in np.flatnonzero(changed).tolist())


def test_every_sample_of_what_became_of_a_line_differs_without_colour(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, LINK)
    samples = shown.locator("#turned svg").all()
    plain = {each.evaluate("(svg) => svg.outerHTML.replace(/#[0-9a-f]{6}/g, '')") for each in samples}
    assert len(plain) == len(samples) == len(TURNS)


def test_c_compares_with_the_year_before_and_ends_it_and_shift_c_swaps(
    reader: Reader, channels: TemporalNetwork
) -> None:
    shown = reader.open(channels, "#date=2015-01-01")
    shown.keyboard.press("c")
    rest(shown)
    assert shown.locator("#date").text_content() == "1 January 2014 → 1 January 2015"
    assert shown.locator("#other").get_attribute("aria-valuetext") == "1 January 2014"
    until(shown, "location.hash.includes('compare=2014-01-01')")
    shown.keyboard.press("Shift+C")
    rest(shown)
    assert shown.locator("#date").text_content() == "1 January 2014 → 1 January 2015"
    assert shown.locator("#flag").text_content() == "1 Jan 2014"
    shown.keyboard.press("c")
    rest(shown)
    assert shown.locator("#date").text_content() == "1 January 2014"
    assert not shown.locator("#other").is_visible()
    until(shown, "!location.hash.includes('compare')")


def test_the_second_date_is_typed_stepped_and_dragged(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, LINK)
    shown.fill("#with", "1999-04")
    shown.keyboard.press("Enter")
    rest(shown)
    assert shown.locator("#date").text_content() == "1 April 1999 → 1 January 2015"
    shown.fill("#with", "soon")
    shown.keyboard.press("Enter")
    assert shown.locator("#with").get_attribute("aria-invalid") == "true"
    shown.locator("#other").focus()
    assert shown.locator("#with").input_value() == "1999-04-01"
    shown.keyboard.press("ArrowRight")
    rest(shown)
    assert shown.locator("#date").text_content() == "1 April 2000 → 1 January 2015"
    box = shown.locator("#other").bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    shown.mouse.down()
    shown.mouse.move(box["x"] - 60, box["y"] + 5, steps=3)
    shown.mouse.up()
    rest(shown)
    assert shown.evaluate("netexplorer.view().compare") < parse_edtf("2000-04-01").earliest
    assert shown.evaluate("netexplorer.view().t") == parse_edtf("2015-01-01").earliest


def test_an_entry_hides_what_became_so_and_the_list_follows(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, LINK)
    before = shown.locator("#page .card").count()
    assert before > 0
    shown.locator("#turned .entry", has_text="Worse, not severed").click()
    until(shown, f"document.querySelectorAll('#page .card').length < {before}")
    until(shown, "decodeURIComponent(location.hash).includes('hide=turns.worse')")


def test_both_flags_have_room_beside_one_another_on_a_telephone(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels, "#date=2015-01-01&compare=2014-12-01", size=PHONE)
    rest(shown)
    first, second = (shown.locator(each).bounding_box() for each in ("#flag", "#other"))
    assert first is not None
    assert second is not None
    assert second["x"] >= 0
    assert second["x"] + second["width"] <= first["x"] or second["x"] >= first["x"] + first["width"]
