"""Writing Pajek: vertices and lines with times in whole numbers, both bounds of which belong to the interval."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.formats.stints import WholeNumbers, active_of, common_losses, stints_of
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship

_WEIGHT = "weight"
_PLACE = frozenset(("x", "y"))
MADE = "% netexplorer"
STATED = f"{MADE}: the labels of lines are states"


def write(dataset: Dataset, path: Path) -> None:
    """Write a network, and under a name with ``.paj`` a project with partitions of kinds and sides, too.

    Pajek takes a file for Unicode by its byte order mark.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    lines = _lines(resolved(dataset), is_project=path.suffix.lower() == ".paj")
    write_atomic(path, (codecs.BOM_UTF8 * (k == 0) + f"{line}\r\n".encode() for k, line in enumerate(lines)))


def losses(dataset: Dataset) -> list[str]:
    """What Pajek cannot carry, a sentence each."""
    made = common_losses(dataset)
    times = WholeNumbers(dataset)
    changes = [change for link in dataset.relationships for change in link.changes]
    actors, links = dataset.actors, dataset.relationships
    about = dataset.description or dataset.licence or dataset.time.unit
    said = any(each.description or each.aliases or each.tags or each.sources for each in actors)
    found = (
        (bool(dataset.title), "The title is kept in projects (*.paj) only."),
        (bool(about), "The description, the licence and the unit of times are left out."),
        (bool(actors), "Ids become numbers; names are kept as labels, on one line and without quotation marks."),
        (any(each.kind or each.side for each in actors), "Kinds and sides are numbers, and in projects (*.paj) only."),
        (said, "Descriptions of actors, aliases, tags and which sources an actor cites are left out."),
        (_has_values(dataset), "Of the values only weights and positions are kept; what has no weight weighs 1."),
        (
            any(each.note or each.sources or each.confidence for each in changes),
            "Notes on changes, how sure they are and which sources a change cites are left out.",
        ),
        (
            any(link.label or link.tags for link in links),
            "Labels of relationships and tags of relationships are left out.",
        ),
        (_is_parallel(links), "Of relationships between the same two of one type those that can follow are one."),
        (_has_states(dataset), "States are labels of lines; Pajek takes those of every state for ties alike."),
        (bool(dataset.states), "The order of the states, and labels and colours of states, are left out."),
        (times.has_dates, "Dates that are about, uncertain or less exact than others become exact."),
        (times.is_open, "What holds since ever begins at the first time there is."),
        (not times.is_exact, "Times are rounded to whole days or numbers."),
        (times.axis.is_number, "Times are plain numbers, of which large ones may be read as years or dates."),
        (times.is_ancient, "Years before 1000 are plain numbers."),
    )
    return made + [sentence for is_so, sentence in found if is_so]


def _is_parallel(links: Iterable[Relationship]) -> bool:
    seen: set[tuple[str, str, str]] = set()
    for link in links:
        key = (min(link.source, link.target), max(link.source, link.target), link.type)
        if key in seen:
            return True
        seen.add(key)
    return False


def _has_values(dataset: Dataset) -> bool:
    actors, links = dataset.actors, dataset.relationships
    return bool(links) or any(set(each.extra) - _PLACE or not _position(each) for each in actors if each.extra)


def _has_states(dataset: Dataset) -> bool:
    return len({change.state for link in dataset.relationships for change in link.changes} - {"", "open"}) > 0


def _lines(dataset: Dataset, *, is_project: bool) -> Iterator[str]:
    times = WholeNumbers(dataset)
    has_states = _has_states(dataset)
    yield STATED if has_states else MADE  # the mark of Unicode before a comment keeps no reader from the first section
    if is_project:
        yield f"*Network {_word(dataset.title) or 'network'}"
    elif dataset.title:
        yield f"% {_word(dataset.title)}"
    yield f"*Vertices {len(dataset.actors)}"
    place = {actor.id: number for number, actor in enumerate(dataset.actors, 1)}
    has_places = bool(dataset.actors) and all(_position(actor) for actor in dataset.actors)
    for actor in dataset.actors:
        at = f" {_position(actor)}" if has_places else ""
        when = _bracket([times.bounds(*active_of(actor, times.axis))])
        yield f'{place[actor.id]} "{_word(actor.name or actor.id)}"{at}{when}'
    groups: dict[tuple[bool, str], list[Relationship]] = {}
    directed = {type.id: type.directed for type in dataset.types}
    for link in dataset.relationships:
        if link.source in place and link.target in place:
            groups.setdefault((directed.get(link.type, False), link.type), []).append(link)
    for number, ((is_directed, type), links) in enumerate(groups.items(), 1):
        heading = "*Arcs" if is_directed else "*Edges"
        yield f'{heading} :{number} "{_word(type)}"' if type else heading
        for link in links:
            for rest in _ties(link, times, has_states=has_states):
                yield f"{place[link.source]} {place[link.target]} {rest}"
    if is_project:
        yield from _partition("kind", [actor.kind for actor in dataset.actors])
        yield from _partition("side", [actor.side for actor in dataset.actors])


def _ties(link: Relationship, times: WholeNumbers, *, has_states: bool) -> Iterator[str]:
    """What follows the two vertices of the lines of a relationship: a line for every weight and state."""
    lines: dict[str, list[str]] = {}
    for stint in stints_of(link, times.axis):
        label = f' l "{_word(stint.change.state)}"' if has_states and stint.change.state else ""
        lines.setdefault(f"{_weight(link, stint.change)}|{label}", []).append(times.bounds(stint.start, stint.end))
    for key, bounds in lines.items():
        weight, _, label = key.partition("|")
        yield f"{weight}{_bracket(bounds)}{label}"


def _weight(link: Relationship, change: Change) -> str:
    for values in (change.values, link.extra):
        weight = values.get(_WEIGHT)
        if isinstance(weight, (int, float)) and not isinstance(weight, bool):
            return f"{weight}"
    return "1"


def _bracket(bounds: list[str]) -> str:
    """Intervals in brackets; nothing where one of them is always."""
    return f" [{','.join(bounds)}]" if all(bounds) else ""


def _position(actor: Actor) -> str:
    """Between 0 and 1, as Pajek needs it; else empty."""
    x, y = actor.extra.get("x"), actor.extra.get("y")
    if isinstance(x, (int, float)) and isinstance(y, (int, float)) and 0 <= x <= 1 and 0 <= y <= 1:
        return f"{float(x):.4f} {float(y):.4f}"
    return ""


def _partition(name: str, words: list[str]) -> Iterator[str]:
    if not any(words):
        return
    codes = {word: code for code, word in enumerate(dict.fromkeys(word for word in words if word), 1)}
    yield f"*Partition {name}"
    for word, code in codes.items():
        yield f"% {code} is {_word(word)}"
    yield f"*Vertices {len(words)}"
    for word in words:
        yield str(codes.get(word, 0))


def _word(text: str) -> str:
    """A text as Pajek can hold it: on one line and without the quotes that end it."""
    return " ".join(text.replace('"', "'").replace("\0", "").split())
