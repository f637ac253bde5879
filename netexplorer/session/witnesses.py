"""Who bears witness in a dataset, and in words: whose word counts, and what is left out for it."""

from __future__ import annotations

from msgspec import Struct

from netexplorer.graph import hearing
from netexplorer.graph.hearing import Omission
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain
from netexplorer.graph.schema import Dataset, Source
from netexplorer.graph.testimony import Testimony
from netexplorer.session.citations import full_text, published, short_label
from netexplorer.session.wording import count_text, number_text


class Witness(Struct, frozen=True):
    """A source or a publisher that may be heard alone.

    ``detail`` says more of a source, and how many sources a publisher has; ``changes`` is how many cite it.
    """

    testimony: Testimony
    name: str
    detail: str
    changes: int


def testimony_text(dataset: Dataset, wish: Testimony) -> str:
    """Whose word counts: ``only what is stated``, ``as Kommersant, Oct 2021 tells it``; empty for everybody's."""
    parts = [
        "only what is stated" if wish.stated else "",
        "only the undisputed" if wish.undisputed else "",
        f"as {witness_name(dataset, wish)} tells it" if wish.source or wish.publisher else "",
    ]
    return ", ".join(part for part in parts if part)


def heading_of(net: TemporalNetwork) -> str:
    """What stands above a picture that leaves something out: whose word counts, and how much of all that is."""
    words = testimony_text(net.dataset, net.testimony)
    return f"{words[:1].upper()}{words[1:]}: {omission_text(net, hearing.omission(net))}" if words else ""


def witness_name(dataset: Dataset, wish: Testimony) -> str:
    """The source or publisher that is heard alone, as it is cited."""
    if not wish.source:
        return plain(wish.publisher)
    found = next((source for source in dataset.sources if source.id == wish.source), None)
    return _named(found) if found is not None else plain(wish.source)


def _named(source: Source) -> str:
    return plain(short_label(source)) or plain(source.id)


def source_witnesses(net: TemporalNetwork) -> tuple[tuple[Witness, ...], tuple[Witness, ...]]:
    """The sources and the publishers of a dataset, those that most changes cite first, then by name."""
    data = net.dataset
    by_source, by_publisher = hearing.witnesses(net)
    sources = [
        Witness(Testimony(source=each.id), _named(each), plain(full_text(each)), by_source[each.id])
        for each in {source.id: source for source in reversed(data.sources)}.values()
    ]
    publishers = [
        Witness(
            Testimony(publisher=name),
            plain(name),
            count_text(sum(each.publisher == name for each in data.sources), "source"),
            count,
        )
        for name, count in by_publisher.items()
    ]
    return _ordered(sources), _ordered(publishers)


def _ordered(found: list[Witness]) -> tuple[Witness, ...]:
    return tuple(sorted(found, key=lambda each: (-each.changes, each.name.casefold())))


def omission_text(net: TemporalNetwork, found: Omission) -> str:
    """What is left out, in one sentence: ``127 of 454 changes; 62 of 104 channels are unknown to it``."""
    parts = [f"{number_text(found.told)} of {count_text(found.changes, 'change')}"]
    unknown = len(found.unknown)
    if unknown:
        is_one = bool(net.testimony.source or net.testimony.publisher)
        word = "are unknown to it" if is_one else "are left out"
        parts.append(f"{number_text(unknown)} of {count_text(found.channels, 'channel')} {word}")
    if found.contradicts:
        parts.append(f"it contradicts others in {count_text(len(found.contradicts), 'disagreement')}")
    return "; ".join(parts)


def horizon(dataset: Dataset, wish: Testimony) -> str:
    """Until when the sources that are heard can know anything: when the last of them was published; else empty."""
    heard = hearing.heard_sources(dataset, wish)
    if heard is None:
        return ""
    dates = [source.published for source in dataset.sources if source.id in heard]
    known = sorted((str(date) for date in dates if date), reverse=True)
    return published(known[0]) if known and len(known) == len(dates) else ""
