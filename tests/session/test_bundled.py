"""The session on the dataset that ships with the program."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec.structs import replace

from netexplorer.resources import default_dataset
from netexplorer.scene.compose import compose_network
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import fit
from netexplorer.session.dossier import Archive
from netexplorer.session.layout import positions
from netexplorer.session.search import SearchIndex
from netexplorer.session.session import Session
from tests.scene.pictures import groups, measure, words


@pytest.fixture(scope="module")
def session() -> Session:
    return Session.open(default_dataset())


def test_it_opens_without_errors_at_the_closing_of_the_missions(session: Session) -> None:
    assert not [problem for problem in session.problems if problem.severity == "error"]
    frame = session.frame()
    assert (frame.date_label, frame.lens_label) == ("1 November 2021", "Core channels")
    assert frame.caption


def test_the_mission_is_suspended_since_the_first_of_november(session: Session) -> None:
    page = Archive(session.net).dossier(session.view.t, "actor:russian-mission-nato")
    card = next(card for card in page.cards if card.target == "relationship:ru-mission--nato")
    assert (card.state_label, card.since) == ("Suspended", "since 1 Nov 2021")
    assert "Kommersant, Oct 2021 ¶9" in [citation.label for citation in card.citations]
    assert page.title == "Russian Permanent Mission to NATO"
    assert page.history[-1].date == "1998"
    assert page.chips[0].name == "NATO"


def test_people_carry_their_posts(session: Session) -> None:
    frame = session.frame()
    assert frame.subtitle[session.net.actor_row["gerasimov"]] == "Chief of the General Staff"


@pytest.mark.parametrize(
    ("text", "found"), [("Столтенберг", "stoltenberg"), ("лавров", "lavrov"), ("milley", "milley")]
)
def test_people_are_found_in_either_script(session: Session, text: str, found: str) -> None:
    assert SearchIndex(session.net).find(text)[0].id == f"actor:{found}"


def test_the_session_needs_no_window_library() -> None:
    code = (
        "import sys, importlib, pkgutil, netexplorer.session as s\n"
        "for m in pkgutil.iter_modules(s.__path__): importlib.import_module('netexplorer.session.' + m.name)\n"
        "assert not {'PySide6', 'networkx', 'pyqtgraph'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize(("width", "height"), [(1020, 557), (542, 356)])
def test_the_most_important_are_named_when_it_opens(session: Session, width: float, height: float) -> None:
    frame, plan, net = session.frame(), session.plan(), session.net
    xy = positions(net, session.view.layout)
    frame = replace(frame, xy=xy)
    scene = compose_network(frame, fit(xy[plan.ever_shown], width, height), load_style("light"), measure)
    (labels,) = (group for group in groups(scene.items) if group.id == "labels")
    said = " ".join(words(labels.items))
    for start in ("Russia", "NATO", "NATO-Russia", "Russian Perm"):
        assert start in said
