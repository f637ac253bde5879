"""What the right panel says."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from netexplorer.graph import schema
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.session.citations import Citations, safe_url, short_label
from netexplorer.session.dossier import Archive, Dossier, dossier
from tests.graph.test_network import network
from tests.session.examples import small

NET = small()


def _page(date: str, selected: str) -> Dossier:
    return dossier(NET, NET.axis.parse(date).earliest, selected)


def test_a_card_says_state_since_note_values_and_sources() -> None:
    card = _page("2015-01-01", "relationship:e--w").cards[0]
    assert (card.state_label, card.since) == ("Limited", "since 1 Apr 2014")
    assert (card.note, card.values) == ("Half closed.", ("staff ceiling 10",))
    assert [citation.label for citation in card.citations] == ["The Herald, Mar 2014 ¶9", "“Memoir”, 2001"]


def test_a_date_is_told_no_more_precisely_than_it_is_known() -> None:
    assert _page("1999-06-01", "relationship:e--w").cards[0].since == "since 1998 (day not known)"
    assert _page("2018-03-05", "relationship:e--w").cards[0].since == (
        "possibly since Mar 2018 (day not known), else still limited"
    )
    assert _page("2018-05-01", "relationship:e--w").cards[0].since == "since Mar 2018 (day not known)"


def test_several_paragraphs_of_one_source_are_one_citation() -> None:
    card = _page("2000-01-01", "relationship:e--w").cards[0]
    assert [citation.label for citation in card.citations] == ["The Herald, Mar 2014 ¶2, ¶4"]


def test_disputes_stand_side_by_side_with_who_says_so() -> None:
    dispute = _page("2019-01-01", "actor:e").cards[0].disputes[0]
    assert [claim.text for claim in dispute.claims] == ["In March", "In May"]
    assert dispute.claims[0].citations[0].url == "https://example.org/a"
    assert dispute.about == (("relationship:e--w", "Embassy of Eastland"),)


def test_what_is_over_says_when_and_stands_last() -> None:
    cards = _page("2012-01-01", "actor:w").cards
    assert [card.state for card in cards] == [0, ENDED]
    assert cards[1].since == "on 30 Jun 2010"


def test_what_has_not_begun_says_when_it_will_if_it_is_asked_about_itself() -> None:
    card = _page("1990-01-01", "relationship:e--w").cards[0]
    assert (card.state, card.since) == (NOT_YET, "begins 1998")
    assert _page("1990-01-01", "actor:e").cards == ()


def test_the_history_is_newest_first_with_ends_and_events() -> None:
    rows = _page("2015-01-01", "actor:e").history
    assert [(row.date, row.text) for row in rows] == [
        ("Mar 2018", "Closed."),
        ("11 Apr 2014", "Suspended: Westland → Eastland"),
        ("1 Apr 2014", "Half closed."),
        ("20 Mar 2014", "The crisis"),
        ("30 Jun 2010", "Ended: Westland → Eastland"),
        ("1 Jan 2000", "Open: Westland → Eastland"),
        ("1998", "Opened."),
    ]
    assert [row.text for row in rows if row.now] == ["Suspended: Westland → Eastland", "Half closed."]
    assert rows[3].target == "event:crisis"
    assert [row.doubt for row in rows] == ["disputed", "", "sources disagree", "", "", "", ""]


def test_the_history_of_one_relationship_does_not_name_it_again_and_again() -> None:
    assert {row.text for row in _page("2015-01-01", "relationship:w--e").history} >= {"Suspended", "Open"}


def test_a_row_of_the_history_jumps_to_the_change() -> None:
    row = _page("2015-01-01", "relationship:e--w").history[1]
    assert row.tick == NET.axis.parse("2014-04-01").earliest


def test_neighbours_come_once_channels_first_and_ended_last() -> None:
    chips = _page("2016-06-01", "actor:bob").chips
    assert [(chip.name, chip.state) for chip in chips] == [("Westland", 0), ("Foreign Ministry", ENDED)]
    assert [chip.name for chip in _page("2015-01-01", "actor:e").chips] == ["Westland"]


def test_an_actor_shows_its_names_and_what_it_is() -> None:
    page = _page("2015-01-01", "actor:e")
    assert (page.kicker, page.title) == ("State · East", "Eastland")
    assert (page.names, page.aliases) == ((("ru", "Королёво"),), ("The East",))


def test_an_event_names_what_it_touches() -> None:
    page = _page("2015-01-01", "event:crisis")
    assert (page.kicker, page.title) == ("Event · 20 March 2014", "The crisis")
    assert [chip.target for chip in page.chips] == ["actor:e", "relationship:e--w"]


def test_nothing_selected_is_the_page_of_the_dataset() -> None:
    page = _page("2015-01-01", "")
    assert (page.subject, page.title) == ("dataset", "Two sides")
    assert dict(page.facts)["Relationships"] == "4"
    assert len(page.disputes) == 1
    assert _page("2015-01-01", "actor:nobody").subject == "dataset"


def test_the_page_stays_the_same_object_while_nothing_changes() -> None:
    archive, day = Archive(NET), 86_400
    t = NET.axis.parse("2015-01-01").earliest
    assert archive.dossier(t, "actor:e") is archive.dossier(t + day, "actor:e")
    assert archive.dossier(t, "actor:e") is not archive.dossier(NET.last, "actor:e")


@pytest.mark.parametrize("selected", ["", *(f"actor:{ident}" for ident in NET.actor_ids),
                                      *(f"relationship:{ident}" for ident in NET.rel_ids), "event:far"])  # fmt: skip
def test_an_archive_that_scrubbed_says_the_same_as_a_fresh_one(selected: str) -> None:
    archive = Archive(NET)
    for t in np.linspace(NET.first, NET.last, 17).astype(int).tolist():
        assert archive.dossier(t, selected) == dossier(NET, t, selected)


def test_only_http_addresses_can_be_clicked() -> None:
    assert safe_url("https://example.org/x") == "https://example.org/x"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https:", "data:text/html,x", "http://[", None, ""):
        assert safe_url(url) == ""


def test_an_unknown_source_is_cited_by_its_id() -> None:
    citation = Citations(NET.dataset).of(("nowhere#3",))[0]
    assert (citation.label, citation.url) == ("nowhere ¶3", "")


def test_a_source_without_publisher_is_called_by_its_title_and_a_strange_date_is_kept() -> None:
    assert short_label(schema.Source(id="x", title="Diary", published="lost")) == "“Diary”, lost"
    assert short_label(schema.Source(id="x")) == "x"


def test_an_empty_dataset_has_a_page() -> None:
    net = build(schema.Dataset())
    assert dossier(net, 0, "").title == "Untitled dataset"


def test_a_publisher_nobody_knows_gives_way_to_the_title() -> None:
    title = "Interaction between Russia and NATO: It will not get worse, because there is nowhere"
    source = schema.Source(id="x", title=title, publisher="Unknown outlet (probably TASS)", published="2021-11~")
    assert short_label(source).startswith("“Interaction between Russia and NATO…”, ")
    assert short_label(schema.Source(id="x", title="A " * 60, publisher="")).endswith("A…”")
    assert short_label(schema.Source(id="x", publisher="Unknown outlet")) == "Unknown outlet"


def test_a_dataset_that_ends_with_a_year_does_not_cover_the_next() -> None:
    change = {"from": "1999", "until": "2004", "state": "open"}
    rel = {"source": "a", "target": "b", "changes": [change]}
    data = msgspec.convert({"actors": [{"id": "a"}, {"id": "b"}], "relationships": [rel]}, schema.Dataset)
    facts = dict(dossier(build(data), 0, "").facts)
    assert facts["Covers"] == "1999 to 2004"


def test_a_card_says_whether_it_is_the_end_that_may_be_over() -> None:
    net = network(("2010-01-01", "open", "2018"))
    when = ("2012", "2018-05")
    since = [
        dossier(net, net.axis.parse(date).earliest, f"relationship:{net.rel_ids[0]}").cards[0].since for date in when
    ]
    assert since == ["since 1 Jan 2010", "since 1 Jan 2010; may be over since 2018"]


def test_a_card_says_when_sources_disagree_and_when_none_is_named() -> None:
    known = [_page(date, "relationship:e--w").cards[0].confidence for date in ("1999", "2015", "2019")]
    assert known == ["Stated by the sources", "Sources disagree", "Disputed"]
    assert _page("2005-01-01", "relationship:w--e").cards[0].confidence == "No source is named"
