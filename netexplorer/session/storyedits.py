"""Stories that are made and changed in the open dataset: each change is one step that can be undone, saved or not.

The network stays as it is, and so do the places of its actors; the dataset is another one with other stories.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.formats.reading import Progress, Wish, never, nowhere
from netexplorer.graph.formats.report import Report
from netexplorer.graph.merge.translating import free_id
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.problems import Problem
from netexplorer.graph.schema import Step, Story
from netexplorer.graph.states import current_change
from netexplorer.scene.elide import elide_chars
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.session import additions, selection
from netexplorer.session.reading import Ready, ready
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.session.wording import called

WORDS = "changes to stories"
MOST_OFFERED = 60  # sources
Places = Mapping[str, tuple[Xy, SpatialIndex | None]]


class Edit(Struct, frozen=True, eq=False):
    """Other stories for a network that is shown at a view, with the actors at these places by layout."""

    net: TemporalNetwork
    view: ViewState
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]
    report: Report | None
    layout: str
    xy: Xy | None

    @classmethod
    def of(cls, session: Session, stories: Sequence[Story]) -> Edit:
        """Other stories for what a session shows."""
        xy = session.positions() if session.has_positions() else None
        return cls(session.net, session.view, tuple(stories), session.problems, session.report, session.view.layout, xy)


class Edited(Struct, frozen=True, eq=False):
    """A dataset with other stories, made ready to be shown."""

    edit: Edit
    made: Ready
    places: Places


def work(edit: Edit, progress: Progress = nowhere, cancelled: Wish = never) -> Edited:
    """Make the dataset with other stories ready; of a crowd that takes a while."""
    net = replace(edit.net, dataset=replace(edit.net.dataset, stories=edit.stories))
    made = ready(net, edit.view, problems=edit.problems, report=edit.report)
    index = spatial_index(edit.xy) if edit.xy is not None and made.touching is not None else None
    return Edited(edit, made, {edit.layout: (edit.xy, index)} if edit.xy is not None else {})


def apply(session: Session, edited: Edited) -> bool:
    """Show the dataset with other stories, as one step, at the view of now; not if another one was opened meanwhile."""
    if session.net is not edited.edit.net:
        return False
    made = replace(edited.made, view=session.view) if session.stage is None else edited.made
    changed = Session.of(made)
    for layout, (xy, index) in edited.places.items():
        changed.set_positions(layout, xy, index)
    additions.change(session, changed, WORDS)
    return True


def offered(net: TemporalNetwork, view: ViewState) -> tuple[str, ...]:
    """The sources that what is selected cites at the date: what a step about it may cite."""
    chosen = selection.find(net, view.selected)
    cited: Sequence[str] = ()
    if chosen.kind == selection.EVENT:
        cited = net.dataset.events[chosen.row].sources
    elif chosen.kind == selection.ACTOR:
        cited = net.actor(chosen.row).sources
    elif chosen.kind == selection.RELATIONSHIP:
        change = int(current_change(net, view.t)[chosen.row])
        cited = net.change(change).sources if change >= 0 else ()
    return tuple(dict.fromkeys(cited))[:MOST_OFFERED]


def what_is_shown(net: TemporalNetwork, view: ViewState) -> str:
    """A view in a line: date, lens, selection, and whether it is all of the network."""
    lens = next((called(each) for each in net.dataset.lenses if each.id == view.lens), "")
    chosen = selection.find(net, view.selected)
    words: dict[str, Callable[[int], str]] = {
        selection.ACTOR: net.name,
        selection.RELATIONSHIP: net.label,
        selection.EVENT: lambda row: net.dataset.events[row].title,
    }
    selected = words[chosen.kind](chosen.row) if chosen.kind else "nothing selected"
    seen = "all of the network" if view.camera is None else "a part of the network"
    return " · ".join(elide_chars(part, 100) for part in (net.axis.label(view.t), lens, selected, seen) if part)


def with_step(stories: Sequence[Story], ident: str, step: Step) -> tuple[Story, ...]:
    """The stories with a step at the end of one."""
    return tuple(replace(each, steps=(*each.steps, step)) if each.id == ident else each for each in stories)


def new_story(stories: Sequence[Story], title: str) -> Story:
    """A story without steps, with an id that no other has."""
    return Story(id=free_id(plain_name(title), {each.id for each in stories}), title=title)


def plain_name(title: str) -> str:
    """A title in plain letters, for an id or the name of a file."""
    bare = unicodedata.normalize("NFKD", title.replace("–", "-")).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", bare))[:60].strip("-") or "story"


def moved(steps: Sequence[Step], place: int, count: int) -> tuple[Step, ...]:
    """The steps with one of them moved so many places on or back, as far as there are places."""
    kept = list(steps)
    step = kept.pop(place)
    kept.insert(min(max(place + count, 0), len(kept)), step)
    return tuple(kept)
