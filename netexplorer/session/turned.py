"""What became of relationships, counted in figures and in sentences: captions, paragraph, report and ``diff`` say the
same of the same two dates, by the rule of :class:`netexplorer.graph.turns.Tally`.
"""

from __future__ import annotations

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.turns import Tally, Turn
from netexplorer.scene.turns import severed_word, worst_word
from netexplorer.session.sentences import counted, listed, number_word
from netexplorer.session.wording import count_text, number_text

WORSE, BETTER, OPENED, ENDED = "got worse", "got better", "opened", "ended"


def figures(net: TemporalNetwork, found: Tally, noun: str) -> str:
    """``18 channels: 9 worse (5 severed), 8 opened; 4 of these only possibly; 1 unchanged``."""
    total = int(found.counts.sum())
    if not total:
        return f"No {noun} on either date"
    stayed = int(found.counts[Turn.STAYED])
    if stayed == total:
        return f"{count_text(total, noun)}: {'unchanged' if total == 1 else 'all unchanged'}"
    changed, possible = ", ".join(changes_in_figures(net, found)), possible_in_figures(found)
    rest = f"{';' if possible else ','} {number_text(stayed)} unchanged" if stayed else ""
    return f"{count_text(total, noun)}: {changed}{possible}{rest}"


def changes_in_figures(net: TemporalNetwork, found: Tally, *, every: bool = False) -> list[str]:
    """``9 worse (5 severed)``, ``8 opened`` and so on; ``every`` says also which of the four directions has none."""
    severed = severed_word(net)
    parts = (
        (found.worse, "worse", found.severed, severed),
        (found.better, "better", 0, ""),
        (found.opened, "opened", found.anew, f"as {worst_word(net)}"),
        (found.ended, "ended", 0, ""),
    )
    said = [_figure(*part) for part in parts if part[0] or every]
    others = int(found.counts[Turn.OTHER])
    return [*said, f"{number_text(others)} changed"] if others else said


def _figure(number: int, word: str, part: int, what: str) -> str:
    return f"{number_text(number)} {word}" + (
        f" ({'' if part == number else f'{number_text(part)} '}{what})" if part else ""
    )


def possible_in_figures(found: Tally) -> str:
    """``; 4 of these only possibly``, behind the changes; nothing where all are certain."""
    if not found.maybe:
        return ""
    differ = int(found.counts.sum() - found.counts[Turn.STAYED])
    who = f"{number_text(found.maybe)} of these" if found.maybe < differ else "this" if differ == 1 else "all of these"
    return f"; {who} only possibly"


def in_words(net: TemporalNetwork, found: Tally, noun: str, *, brief: bool = False) -> str:
    """``eleven channels got worse (five of them severed) and none got better``; brief leaves out what is none."""
    others = int(found.counts[Turn.OTHER])
    if not found.moved:
        if others:
            return f"{counted(others, noun)} changed, none for better or worse"
        return f"no {noun} got better or worse"
    ways = sorted(((found.worse, WORSE), (found.better, BETTER)), key=lambda pair: pair[0] == 0)
    has_moved = found.worse + found.better > 0
    told = [(n, words) for n, words in ways if n or (has_moved and not brief)]
    told += [(n, words) for n, words in ((found.opened, OPENED), (found.ended, ENDED)) if n]
    if others:
        told.append((others, "changed otherwise"))
    severed = severed_word(net)
    asides = {
        WORSE: _aside(found.severed, found.worse, severed, found.severed_possible),
        OPENED: _aside(found.anew, found.opened, f"{worst_word(net)} from the start", found.anew_possible),
    }
    clauses = [f"{number_word(n)} {words}{asides.get(words, '')}" for n, words in told]
    first, words = told[0]
    clauses[0] = f"{counted(first, noun)} {words}{asides.get(words, '')}"
    return listed(clauses) + ("" if has_moved or brief else "; none got better or worse")


def _aside(part: int, whole: int, what: str, possible: int) -> str:
    """`` (five of them severed, one of these only possibly)``."""
    if not part:
        return ""
    who = "" if whole == 1 else "all " if part == whole else f"{number_word(part)} of them "
    vague = "" if part == 1 else "all " if possible == part else f"{number_word(possible)} of these "
    return f" ({who}{what}{f', {vague}only possibly' if possible else ''})"
