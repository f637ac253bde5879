"""The verb ``report``: a date or a comparison with its sources, as PDF or Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from netexplorer.errors import as_usage


def add_flags(sub: argparse.ArgumentParser) -> None:
    """The flags beside those that every verb on a file has."""
    sub.add_argument("--date", metavar="D", help="the date of the report; left out: a telling one")
    sub.add_argument("--compare", metavar="A", help="what changed between this date and the other")
    sub.add_argument("-o", "--output", metavar="OUT", required=True, help="where to write; .pdf or .md")


def report(arguments: argparse.Namespace) -> int:
    """Write a report, the same bytes as the window's of the same view; prints what was written beside it."""
    from netexplorer.cli.verbs import _network, _path, complain

    output = Path(arguments.output)
    with as_usage("-o"):
        _check(output)
    import msgspec

    from netexplorer.graph.select import lens_mask
    from netexplorer.publish.report import ReportRequest, write_report
    from netexplorer.session.opening import default_view
    from netexplorer.session.remembered import positions
    from netexplorer.session.sheet import outside

    net, code = _network(_path(arguments), arguments)
    view, compare = default_view(net), None
    if arguments.lens is not None:
        with as_usage("--lens"):
            lens_mask(net, arguments.lens)
        view = msgspec.structs.replace(view, lens=arguments.lens)
    if arguments.date is not None:
        with as_usage("--date"):
            view = msgspec.structs.replace(view, t=net.axis.parse(arguments.date).earliest)
    if arguments.compare is not None:
        with as_usage("--compare"):
            compare = net.axis.parse(arguments.compare).earliest
    if strange := outside(net, (view.t,) if compare is None else (compare, view.t)):
        complain(strange)
    write_report(ReportRequest(net, view, positions(net, view.layout), compare), output)
    return code


def _check(output: Path) -> None:
    from netexplorer.errors import UserError

    if output.suffix.lower() not in (".pdf", ".md"):
        raise UserError(f"'{output.name}' is no kind of report", hint="Its name has to end in .pdf or .md.")
