"""What the command line understands: a table of verbs and their arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from netexplorer import __version__
from netexplorer.cli import film, verbs
from netexplorer.cli.generate import generate
from netexplorer.cli.merge import merge
from netexplorer.cli.page import arguments as page_arguments
from netexplorer.cli.page import page
from netexplorer.cli.report import add_flags as add_report_flags
from netexplorer.cli.report import report
from netexplorer.cli.sheets import add_flags
from netexplorer.cli.story import story
from netexplorer.cli.testimony import testimony_flags
from netexplorer.cli.views import lane_order, layout
from netexplorer.errors import UsageError

EXAMPLES = """examples:
  netexplorer                                       the window on the bundled dataset
  netexplorer mine.json --date 2014-04              the window on a dataset of your own
  netexplorer render --date 2021-11-01 -o nato.png  a picture of the bundled dataset
  netexplorer states --date 2016 --lens core        who could talk to whom at the beginning of 2016
  netexplorer diff --from 2013 --to 2015            what changed in between, and why
"""
DATE_FLAGS = ("--date", "--dates", "--compare", "--from", "--to")
SMALLEST_SIDE_PX = 64  # below this nothing can be drawn within the margins of a page


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message[:1].lower() + message[1:], hint=f"See '{self.prog} --help'.")


def size(text: str) -> tuple[int, int]:
    """A picture's size, ``1600x1000``."""
    match = re.fullmatch(r"([0-9]{1,6})[x×]([0-9]{1,6})", text.strip().lower())
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is no size; write it as 1600x1000")
    width, height = int(match[1]), int(match[2])
    if min(width, height) < SMALLEST_SIDE_PX:
        raise argparse.ArgumentTypeError(f"'{text}' is too small; a side has at least {SMALLEST_SIDE_PX} pixels")
    return width, height


def dots_per_inch(text: str) -> int:
    """A resolution between 10 and 2400."""
    if not text.isdecimal() or not 10 <= int(text) <= 2400:
        raise argparse.ArgumentTypeError(f"'{text}' is no resolution; write a number of dots per inch from 10 to 2400")
    return int(text)


def years(text: str) -> tuple[int, int]:
    """Two years, ``1990..2020``."""
    match = re.fullmatch(r"([0-9]{1,4})\.\.([0-9]{1,4})", text.strip())
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' are no two years; write them as 1990..2020")
    return int(match[1]), int(match[2])


def count(text: str) -> int:
    """A whole number that is not negative, ``100000`` or ``100_000``."""
    if not re.fullmatch(r"[0-9]+(_[0-9]+)*", text) or len(text) > 25:
        raise argparse.ArgumentTypeError(f"'{text[:25]}' is no whole number from 0 on")
    return int(text)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; without a verb they are those of ``open``.

    Raises
    ------
    UsageError
        If they make no sense, with what to do instead.
    """
    parser, names = _parser()
    words = _with_dates_before_christ(argv)
    is_flag_of_parser = words[:1] in (["-h"], ["--help"], ["--version"])
    if not is_flag_of_parser and (not words or words[0] not in names):
        words.insert(0, "open")
    return parser.parse_args(words)


def _with_dates_before_christ(argv: Sequence[str]) -> list[str]:
    """The words with ``--date -0427-05`` written as ``--date=-0427-05``, which argparse takes for no flag."""
    words: list[str] = []
    for word in argv:
        if words and words[-1] in DATE_FLAGS and re.match("-[0-9]", word):
            words[-1] = f"{words[-1]}={word}"
        else:
            words.append(word)
    return words


def _parser() -> tuple[_Parser, set[str]]:
    parser = _Parser(
        prog="netexplorer",
        description="See how relationships change over time: what stays open, what is severed, and who says so.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"netexplorer {__version__}")
    group = parser.add_subparsers(title="verbs", metavar="VERB")

    def verb(name: str, run: verbs.Verb, text: str) -> argparse.ArgumentParser:
        sub = group.add_parser(name, help=text, description=text)
        sub.set_defaults(verb=run)
        return sub

    _open(verb("open", verbs.open_window, "open the window (the default)"))
    _render(verb("render", verbs.render, "write a picture: PNG, SVG or PDF"))
    _states(verb("states", verbs.states, "print the state of every relationship at a date"))
    _diff(verb("diff", verbs.difference, "say what changed between two dates, and why"))
    _check(verb("check", verbs.check, "report every problem of a dataset"))
    _info(verb("info", verbs.info, "print what a dataset holds"))
    _report(verb("report", report, "write a report of a date or a comparison: PDF or Markdown"))
    _convert(verb("convert", verbs.convert, "read a dataset and write it again in canonical form"))
    _film(verb("film", film.film, "write a film: MP4, WebM, GIF, WebP, animated PNG or a folder of PNG"))
    _merge(verb("merge", merge, "bring a second dataset into one, and say what is new in it and what contradicts"))
    page_arguments(verb("page", page, "write a page that anybody opens in a browser: one HTML file"), _file)
    _story(verb("story", story, "print a story of a dataset, or write it as a PDF, a page for each step"))
    _generate(verb("generate", generate, "write a synthetic network, for trying things out at any size"))
    return parser, set(group.choices)


def _file(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", metavar="FILE", nargs="?", help="the dataset; left out: the bundled one")
    _ask(sub)


def _ask(sub: argparse.ArgumentParser, file: str = "the file") -> None:
    sub.add_argument("--network", default="", metavar="NAME", help=f"which of several networks in {file}")
    sub.add_argument("--map", metavar="MAPPING", help=f"a JSON file that says how {file} is read")


def _lens(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--lens", metavar="L", help="show only this lens (saved filter) of the dataset")


def _json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="print JSON")


def _open(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--date", metavar="D", help="start at this date (EDTF: 2014, 2014-04, 2014-04-01, …)")
    _lens(sub)


def _render(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    when = sub.add_mutually_exclusive_group()
    when.add_argument("--date", metavar="D", help="the date to draw; left out: a telling one")
    sub.add_argument("--compare", metavar="D", help="another date: what changed between the two, in one picture")
    add_flags(sub, when)
    sub.add_argument("-o", "--output", metavar="OUT", required=True, help="where to write; .png, .svg or .pdf")
    sub.add_argument("--size", type=size, metavar="WxH", help="in pixels; left out: 1600x1000, many dates higher")
    sub.add_argument("--dpi", type=dots_per_inch, default=96, metavar="N", help="resolution a PNG is printed with")
    sub.add_argument("--theme", choices=("light", "dark"), default="light")
    _lens(sub)
    testimony_flags(sub)
    sub.add_argument("--view", choices=("network", "channels"), default="network")
    sub.add_argument("--legend", action=argparse.BooleanOptionalAction, default=True, help="with a legend")
    sub.add_argument("--sources", action="store_true", help="with the sources as footnotes")
    holders = "holders of offices as actors of their own, instead of as names below the offices"
    sub.add_argument("--holders", action=argparse.BooleanOptionalAction, default=False, help=holders)
    sub.add_argument("--transparent", action="store_true", help="without a ground colour")
    sub.add_argument(
        "--layout",
        type=layout,
        default="sides",
        metavar="L",
        help="how the actors are placed: sides (if left out), force or stress",
    )
    orders = "file (if left out), first, state, label, side, degree or severing"
    sub.add_argument(
        "--lanes-by", type=lane_order, default="file", metavar="ORDER", help=f"how the channels stand: {orders}"
    )
    sub.add_argument(
        "--lanes-of",
        action="append",
        default=[],
        metavar="FILTER",
        help="only channels in this state on the date (STATE), at any date (ever:STATE), or of a side (side:SIDE); "
        "may be given several times",
    )


def _film(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    _lens(sub)
    film.flags(sub, size)


def _report(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    add_report_flags(sub)
    _lens(sub)


def _states(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--date", metavar="D", required=True, help="any EDTF date, taken at its earliest instant")
    _lens(sub)
    testimony_flags(sub)
    _json(sub)


def _diff(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--from", dest="start", metavar="A", required=True, help="the earlier date")
    sub.add_argument("--to", dest="end", metavar="B", required=True, help="the later date")
    _lens(sub)
    testimony_flags(sub)
    _json(sub)


def _check(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    _json(sub)


def _info(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    _json(sub)


def _convert(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("input", metavar="IN", help="the dataset to read")
    sub.add_argument("output", metavar="OUT", help="the file to write; its suffix says the format")
    sub.add_argument("--date", metavar="D", help="only how it stands at this date, without a history")
    sub.add_argument("--to", default="", metavar="FORMAT", help="the format to write, whatever the suffix says")
    _ask(sub)


def _merge(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("base", metavar="BASE", help="the dataset that stays as it is and gives the order")
    sub.add_argument("other", metavar="OTHER", help="the dataset that is added, in any format that opens")
    sub.add_argument("-o", "--output", metavar="OUT", help="the file to write; its suffix says the format")
    prefer = "whose word counts where the two contradict, ours (BASE) if left out"
    sub.add_argument("--prefer", choices=("ours", "theirs"), default="ours", help=prefer)
    sub.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")
    _ask(sub, "OTHER")
    _json(sub)


def _story(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--story", default="", metavar="ID", help="which story; the first if left out")
    sub.add_argument("--list", action="store_true", help="only list the stories there are")
    sub.add_argument("-o", "--output", metavar="OUT", help="the PDF to write")
    sub.add_argument("--size", type=size, default=(1600, 1000), metavar="WxH", help="of a page, 1600x1000 if left out")
    sub.add_argument("--theme", choices=("light", "dark"), default="light")
    sub.add_argument("--legend", action=argparse.BooleanOptionalAction, default=True, help="with a legend")
    _json(sub)


def _generate(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--actors", type=count, default=1000, metavar="N", help="how many, 1000 if left out")
    sub.add_argument("--relationships", type=count, default=5000, metavar="M", help="how many, 5000 if left out")
    sub.add_argument("--years", type=years, default=(1990, 2020), metavar="A..B", help="1990..2020 if left out")
    sub.add_argument(
        "--seed", type=count, default=1, metavar="S", help="another number, another network; 1 if left out"
    )
    sub.add_argument("-o", "--output", metavar="FILE", required=True, help="where to write; the suffix says the format")
