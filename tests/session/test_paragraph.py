"""The paragraph on two dates: correct English for none, one and many, and what is certain."""

from __future__ import annotations

import msgspec
import pytest

from netexplorer.graph import schema
from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.select import lens_mask
from netexplorer.scene.turns import inside
from netexplorer.session.facts import gather
from netexplorer.session.paragraph import compare, summary
from netexplorer.session.sentences import counted, listed, number_word, when
from tests.session.examples import small


def network(*histories: list[tuple[str, ...]], **more: object) -> TemporalNetwork:
    """A network of relationships called Line 1, Line 2, … with such changes: from, state, until."""
    records = [
        {"id": f"r{k}", "source": "a", "target": "b", "label": f"Line {k + 1}",
         "changes": [dict(zip(("from", "state", "until"), change, strict=False)) for change in history]}
        for k, history in enumerate(histories)
    ]  # fmt: skip
    document = {"format": "netexplorer/1", "actors": [{"id": "a"}, {"id": "b"}], "relationships": records}
    document |= {"as_of": "2020", **more}
    return build(msgspec.convert(document, schema.Dataset))


def said(net: TemporalNetwork, start: str, end: str) -> str:
    ticks = (net.axis.parse(date).earliest for date in (start, end))
    return summary(chronicle(net), gather(net), compare(net, *ticks, lens_mask(net, None)))


DAYS = [("2000-01-01", "open"), ("2005-05-05", "limited")]


def test_nothing_one_and_many() -> None:
    assert said(network(DAYS), "2001", "2002") == (
        "Between 1 January 2001 and 1 January 2002 no relationship got better or worse."
    )
    assert said(network(DAYS), "2001", "2006") == (
        "Between 1 January 2001 and 1 January 2006 one relationship got worse and none got better: on 5 May 2005 Line "
        "1 went from open to limited. By its date this is certain."
    )
    many = said(network(*[DAYS] * 11), "2001", "2006")
    assert "and 1 January 2006 eleven relationships got worse and none got better:" in many
    assert "on 5 May 2005 eleven got worse. By their dates all of these are certain." in many
    assert "2006, 13 relationships got worse" in said(network(*[DAYS] * 13), "2001", "2006")


def test_what_opened_and_ended_is_said_too() -> None:
    net = network([("2002-02-02", "open")], [("2000-01-01", "open", "2003-03-03")], DAYS)
    assert "one relationship got worse, none got better, one opened and one ended:" in said(net, "2001", "2006")
    only = said(network([("2002-02-02", "limited")]), "2001", "2006")
    assert "one relationship opened; none got better or worse: on 2 February 2002 Line 1 began (limited)." in only


def test_what_is_severed_is_named() -> None:
    down = [("2000-01-01", "open"), ("2005-05-05", "severed")]
    assert "three relationships got worse (two of them severed) and" in said(network(DAYS, down, down), "2001", "2006")
    assert "one relationship got worse (severed) and" in said(network(down), "2001", "2006")
    assert "two relationships got worse (all severed) and" in said(network(down, down), "2001", "2006")
    expelled = [("2005-05-05", "severed")]
    assert "one relationship opened (severed from the start);" in said(network(expelled), "2001", "2006")


def test_what_is_severed_only_possibly_is_said_so() -> None:
    down = [("2000-01-01", "open"), ("2005-05-05", "severed")]
    rough = [("2000-01-01", "open"), ("2006", "severed")]
    assert "(all severed, one of these only possibly)" in said(network(down, rough), "2001", "2006-03")
    assert "(severed, only possibly)" in said(network(rough), "2001", "2006-03")
    assert "possib" not in said(network(down, rough), "2001", "2007")


def test_the_lowest_state_is_called_as_the_dataset_calls_it() -> None:
    states = [{"id": "on", "rank": 1}, {"id": "off", "label": "Broken", "rank": 0}]
    net = network([("2000-01-01", "on"), ("2005-05-05", "off")], states=states)
    assert "one relationship got worse (down to broken) and" in said(net, "2001", "2006")


def test_a_certain_change_whose_last_step_is_only_possible_is_told_so() -> None:
    net = network([("2000-01-01", "open"), ("2004-04-04", "limited"), ("2006", "suspended")])
    assert said(net, "2001", "2006-03").endswith(
        "By its date this is certain, but the last step of it is only possible."
    )
    assert said(net, "2001", "2008").endswith("By its date this is certain.")


def test_states_of_one_rank_are_neither_better_nor_worse() -> None:
    states = [{"id": "red"}, {"id": "blue"}]
    net = network([("2000-01-01", "red"), ("2005-05-05", "blue")], states=states)
    assert "2006 one relationship changed, none for better or worse." in said(net, "2001", "2006")


def test_the_event_that_caused_it_is_named() -> None:
    event = {"date": "2005-05-05", "title": "The quarrel", "relationships": ["r0", "r1", "r2"]}
    net = network(*[DAYS] * 5, events=[event])
    assert "on 5 May 2005 five got worse (three of them: The quarrel)." in said(net, "2001", "2006")
    whole = network(*[DAYS] * 3, events=[event])
    assert "on 5 May 2005 (The quarrel) three got worse." in said(whole, "2001", "2006")
    two = network(*[DAYS] * 2, events=[event])
    assert "on 5 May 2005 (The quarrel) Line 1 and Line 2 went from open to limited." in said(two, "2001", "2006")


def test_the_most_telling_dates_are_told_in_the_order_of_time() -> None:
    histories = [[("2000-01-01", "open"), (f"200{1 + k}-05-05", "limited")] for k in range(5)]
    worse = [[("2000-01-01", "open"), ("2004-04-04", "severed")], [("2000-01-01", "open"), ("2003-03-03", "severed")]]
    text = said(network(*histories, *worse), "2001", "2009")
    assert text.count(";") == 2
    assert text.index("5 May 2001") < text.index("3 March 2003") < text.index("4 April 2004")


def test_what_is_only_possible_is_told_from_what_is_certain() -> None:
    rough = [("2000-01-01", "open"), ("2005", "limited")]
    assert "one is certain and two are only possible, since their dates are known only roughly." in said(
        network(DAYS, rough, rough), "2001", "2005-06"
    )
    assert "This is only possible, since its date is known only roughly." in said(network(rough), "2001", "2005-06")
    assert "Both of these are only possible" in said(network(rough, rough), "2001", "2005-06")
    since_then = said(network(rough), "2005-06", "2005-07")
    assert since_then.endswith("One may have changed, by a date that is known only roughly.")


def test_what_came_back_is_told() -> None:
    back = [("2000-01-01", "open"), ("2005-05-05", "limited"), ("2006-06-06", "open")]
    assert said(network(back), "2001", "2009") == (
        "Between 1 January 2001 and 1 January 2009 no relationship got better or worse: on 5 May 2005 Line 1 went from "
        "open to limited; on 6 June 2006 Line 1 went from limited to open. One relationship changed in between "
        "and stands as it stood before."
    )


def test_dates_outside_of_the_dataset_are_told() -> None:
    text = said(network(DAYS, as_of="2007-08-09"), "1900", "2020")
    assert "1 January 1900 is earlier than the dataset, which begins on 1 January 2000." in text
    assert "1 January 2020 is later than the dataset, which is as of 9 August 2007." in text
    assert "dataset" not in said(network(DAYS, as_of="2007-08-09"), "2001", "2006")
    assert said(network(DAYS, as_of=""), "2001", "2020").endswith("is later than all that the dataset tells.")


def test_channels_are_counted_first_and_the_rest_besides() -> None:
    text = said(small(), "2004-01-01", "2014-04-12")
    assert "two channels got worse" in text or "one channel got worse" in text
    assert "Besides the channels, one other relationship opened." in text
    assert "The dataset notes disagreement among its sources" in text


def test_numbers_in_place_of_dates() -> None:
    net = network([("0.5", "open"), ("2", "limited")], as_of="", time={"kind": "number", "unit": "s"})
    assert "1 s and 3 s one relationship got worse and none got better: at 2 Line 1 went" in said(net, "1", "3")


def test_the_earlier_date_comes_first() -> None:
    assert said(network(DAYS), "2006", "2001") == said(network(DAYS), "2001", "2006")


def test_text_of_a_dataset_stays_one_line_of_plain_text() -> None:
    event = {"date": "2005-05-05", "title": "A\nquarrel\u202e", "relationships": ["r0"]}
    text = said(network(DAYS, events=[event]), "2001", "2006")
    assert "(A quarrel)" in text
    assert text.isprintable()


@pytest.mark.parametrize(
    ("date", "words"),
    [("2014-04-01", "on 1 April 2014"), ("2014-04", "in April 2014"), ("1998", "in 1998"), ("1998~", "about 1998"),
     ("1998?", "possibly in 1998"), ("199X", "in the 1990s"), ("19XX", "in 1900–1999"), ("2001-21", "in spring 2001"),
     ("-0427", "in 428 BC"), ("2014-04-01T14:00Z", "on 1 Apr 2014, 14:00")],
)  # fmt: skip
def test_a_date_takes_its_preposition(date: str, words: str) -> None:
    assert when(parse_edtf(date)) == words


def test_small_numbers_are_words() -> None:
    assert [number_word(n) for n in (0, 1, 12, 13, 1234)] == ["none", "one", "twelve", "13", "1\u2009234"]
    assert [counted(n, "channel") for n in (0, 1, 2)] == ["no channel", "one channel", "two channels"]
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [inside(label) for label in ("Limited", "NATO only", "")] == ["limited", "NATO only", ""]


def test_steps_of_one_date_are_told_together_whichever_way_they_went() -> None:
    ended = [("2000-01-01", "open", "2005-05-04")]
    net = network(DAYS, ended, DAYS, ended, DAYS)
    assert "on 4 May 2005 Line 2 and Line 4 ended; on 5 May 2005 three got worse." in said(net, "2001", "2006")
