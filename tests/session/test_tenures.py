"""The lines of a dossier about posts."""

from __future__ import annotations

import pytest

from netexplorer.resources import default_dataset
from netexplorer.session.dossier import Archive
from netexplorer.session.dossier_data import Dossier, Tenure
from netexplorer.session.harmless import harmless_tenure
from netexplorer.session.session import Session


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive(Session.open(default_dataset()).net)


def page(archive: Archive, date: str, actor: str) -> Dossier:
    return archive.dossier(archive.net.axis.parse(date).earliest, f"actor:{actor}")


def test_an_office_lists_its_holders_and_when_it_was_vacant(archive: Archive) -> None:
    about = page(archive, "2019-06-01", "russian-mission-nato")
    assert about.tenures_title == "Held by"
    assert [(line.name, line.span) for line in about.tenures] == [
        ("Vacant", "since 22 Jan 2018"),
        ("Yuri Gorlach", "about 22 Jan 2018 – Jul 2021"),
        ("Alexander Grushko", "24 Oct 2012 – 22 Jan 2018"),
        ("Vacant", "Dec 2011 – 24 Oct 2012"),
        ("Dmitry Rogozin", "10 Jan 2008 – Dec 2011"),
        ("Konstantin Totsky", "about Jul 2003 – 10 Jan 2008"),
        ("Sergey Kislyak", "1998 – Jul 2003"),
        ("Vitaly Churkin", "3 Oct 1994 – 25 Feb 1998"),
    ]
    assert [line.name for line in about.tenures if line.now] == ["Vacant", "Yuri Gorlach"]


def test_a_vacancy_has_its_note_its_sources_and_who_stood_in(archive: Archive) -> None:
    line = page(archive, "2019-06-01", "russian-mission-nato").tenures[0]
    assert line.vacant and not line.target
    assert "No full envoy was named" in line.detail and line.detail.endswith("Meanwhile acting: Yuri Gorlach")
    assert [citation.source for citation in line.citations] == ["s002", "r-newsaz-kelin18"]
    assert archive.net.axis.text(line.tick or 0) == "2018-01-23"


def test_a_holder_is_told_with_sources_and_where_clicks_lead(archive: Archive) -> None:
    line = page(archive, "2017-06-01", "russian-mission-nato").tenures[2]
    assert (line.target, line.detail, line.now) == ("actor:grushko", "Permanent Representative to NATO", True)
    assert "r-tass-grushko" in [citation.source for citation in line.citations]
    assert archive.net.axis.text(line.tick or 0) == "2012-10-24"


def test_a_disputed_holder_is_said_to_be_disputed(archive: Archive) -> None:
    line = page(archive, "1995-01-01", "russian-mission-nato").tenures[-1]
    assert line.name == "Vitaly Churkin" and line.detail.endswith("Disputed")


def test_a_person_has_posts_and_those_before_and_after(archive: Archive) -> None:
    about = page(archive, "2017-06-01", "grushko")
    assert about.tenures_title == "Posts"
    posts = {line.name: line for line in about.tenures}
    envoy = posts["Permanent Representative to NATO"]
    assert (envoy.span, envoy.target, envoy.now) == ("24 Oct 2012 – 22 Jan 2018", "actor:russian-mission-nato", True)
    assert envoy.links == (("after Dmitry Rogozin", "actor:rogozin"),)
    assert posts["Deputy Foreign Minister"].span == "since 22 Jan 2018"
    assert "12 Jan 2022" in [line.span for line in about.tenures]
    successor = page(archive, "2017-06-01", "rasmussen").tenures[0]
    assert successor.links[1] == ("before Jens Stoltenberg", "actor:stoltenberg")


def test_nobody_is_the_predecessor_of_whom_the_dataset_does_not_know_it(archive: Archive) -> None:
    line = next(line for line in page(archive, "2022-01-01", "biden").tenures if line.target == "actor:united-states")
    assert line.links == ()


def test_who_has_to_do_with_no_post_has_no_lines(archive: Archive) -> None:
    assert page(archive, "2017-06-01", "founding-act").tenures == ()


def test_hostile_words_are_made_harmless() -> None:
    line = harmless_tenure(Tenure("2000", 1, "a\u202eb", "actor:a\u202eb", "x\x00y", (("after \u2066z", "actor:z"),)))
    assert (line.name, line.detail, line.links[0][0]) == ("ab", "x y", "after z")
    assert line.target == "actor:a\u202eb"
