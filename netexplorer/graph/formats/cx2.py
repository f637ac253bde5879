"""CX2, the exchange format of NDEx and Cytoscape: a list of aspects, with declared attributes that have short names."""

from __future__ import annotations

from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.jsonfields import about, declare, link
from netexplorer.graph.formats.jsontext import complain, ident, kept, paths_of, records_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish

_READ = frozenset(("nodes", "edges", "attributeDeclarations", "networkAttributes", "metaData", "status"))
NAMES = ("name", "label", "n", "shared name", "shared_name", "represents")
_OURS = frozenset(("states", "sources", "time", "as_of"))  # which are told as JSON in a text
CREATOR = "netexplorer"
NO_TYPE = "interacts with"  # what Cytoscape calls what is called nothing
_LICENCES = ("rights", "license", "licence")

Aspects = dict[str, list[Any]]


def sniff(head: bytes) -> bool:
    """Whether a JSON file is a list whose first record tells the version of CX2."""
    paths = paths_of(head)
    return "[].CXVersion" in paths or ("[].attributeDeclarations" in paths and "[].metaData" in paths)


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format; a list of aspects without any id as CX 1 has it is read so."""
    aspects = aspects_of(data)
    return "CXVersion" in aspects or (bool({"nodes", "edges"} & aspects.keys()) and not is_first_version(aspects))


def aspects_of(data: Any) -> Aspects:
    """The aspects by name, those in several fragments put together; none if this is no list of aspects."""
    aspects: Aspects = {}
    for fragment in data if isinstance(data, list) else ():
        if not isinstance(fragment, dict):
            return {}
        for name, value in fragment.items():
            if not isinstance(value, list) and name not in ("CXVersion", "hasFragments"):
                return {}
            aspects.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return aspects


def is_first_version(aspects: Aspects) -> bool:
    """Whether the aspects are those of CX 1."""
    items = [*aspects.get("nodes", ())[:1], *aspects.get("edges", ())[:1]]
    return "numberVerification" in aspects or any(isinstance(each, dict) and "@id" in each for each in items)


def draft_of(data: Any, progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    aspects = aspects_of(data)
    draft = Draft("CX2")
    draft.directed = True
    _check(draft, aspects)
    about_network(draft, [_unfolded(each) for each in records_of(aspects.get("networkAttributes", []))])
    declared = _declared(aspects)
    is_ours = any(each.get("creator") == CREATOR for each in records_of(aspects.get("networkAttributes", [])))
    ids: dict[str, str] = {}  # by the numbers of the file
    nodes, edges = records_of(aspects.get("nodes", [])), records_of(aspects.get("edges", []))
    for number, node in watched(enumerate(nodes), len(nodes), lambda done: progress(done * 0.4), cancelled):
        id = ident(node.get("id"))
        if not id:
            complain(draft, "no-id", f"nodes[{number}]", "A node has no id; it is left out.")
            continue
        record = _values(node, declared.get("nodes", {}))
        id = ids.setdefault(id, ident(record.pop("represents", id)) if is_ours else id)
        record.update({key: node[key] for key in ("x", "y", "z") if node.get(key) is not None})
        declare(draft, id, record, names=NAMES)
    for number, edge in watched(enumerate(edges), len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        source, target, id = ident(edge.get("s")), ident(edge.get("t")), ident(edge.get("id"))
        if not (source and target):
            side = "target (t)" if source else "source (s)"
            complain(draft, "no-end", f"edges[{number}]", f"An edge ({id}) has no {side}; it is left out.")
            continue
        record = _values(edge, declared.get("edges", {}))
        source, target = ids.get(source, source), ids.get(target, target)
        if is_ours:
            id = ident(record.pop("relationship", id))
            record = {key: value for key, value in record.items() if (key, value) != ("interaction", NO_TYPE)}
        directed = record.pop("directed") if isinstance(record.get("directed"), bool) else None
        link(draft, source, target, record, id=id, directed=directed)
    draft.directed = any(link.directed is None for link in draft.links)
    draft.records = (len(nodes), len(edges))
    for name in aspects.keys() - _READ - {"CXVersion", "hasFragments"}:
        draft.keep(name)
    return draft


def about_network(draft: Draft, attributes: list[dict[str, Any]]) -> None:
    """Title, description and licence of a network."""
    for record in attributes:
        about(draft, {key: record[key] for key in _OURS & record.keys()})
        draft.title = draft.title or words(record.get("name"))
        draft.description = draft.description or words(record.get("description"))
        licence = next((said for key in _LICENCES if (said := words(record.get(key)))), "")
        draft.licence = draft.licence or licence
        for key in record.keys() - {"name", "description", *_LICENCES, *_OURS}:
            if (key, record[key]) == ("creator", CREATOR):
                continue
            draft.keep(f"network attribute {key}")


def _unfolded(record: dict[str, Any]) -> dict[str, Any]:
    """Attributes of the network with the lists and records that stand there as texts, as CX2 knows none."""
    made = dict(record)
    for key in _OURS & record.keys():
        try:
            made[key] = msgspec.json.decode(record[key])
        except (ValueError, RecursionError, TypeError):
            if key != "as_of":  # a date is a text already
                del made[key]
    return made


def refuse_empty(where: str) -> UserError:
    """What to raise for a list without anything in it."""
    return UserError(
        "this JSON file is an empty list, without a network in it",
        where=where,
        hint='A CX2 file begins with [{"CXVersion": "2.0", …}, {"metaData": […]}, …].',
    )


def _check(draft: Draft, aspects: Aspects) -> None:
    """Tell what the file says of itself and what is otherwise."""
    version = next((words(each) for each in aspects.get("CXVersion", ())), "")
    if version and not version.startswith("2"):
        draft.tell(
            "warning",
            "version",
            "CXVersion",
            f"The file says it is CX {version} and is built as CX2; it is read as CX2.",
        )
    tell_counts(draft, aspects)
    for record in records_of(aspects.get("status", [])):
        if record.get("success") is False:
            said = words(record.get("error")) or "no reason is given"
            draft.tell("warning", "status", "status", f"The program that wrote the file did not finish it: {said}.")


def tell_counts(draft: Draft, aspects: Aspects) -> None:
    """Tell where the counts of the metadata are not those of the aspects."""
    for record in records_of(aspects.get("metaData", [])):
        name, said = words(record.get("name")), record.get("elementCount")
        found = len(aspects.get(name, ()))
        if isinstance(said, int) and said != found and name in ("nodes", "edges"):
            draft.tell(
                "warning", "count", f"metaData ({name})", f"The file says it has {said} {name}, and {found} are in it."
            )


def _declared(aspects: Aspects) -> dict[str, dict[str, dict[str, Any]]]:
    """For nodes and edges the declaration of each attribute under its full name and under its alias."""
    made: dict[str, dict[str, dict[str, Any]]] = {}
    for record in records_of(aspects.get("attributeDeclarations", [])):
        for kind, attributes in record.items():
            table = made.setdefault(kind, {})
            for name, stated in attributes.items() if isinstance(attributes, dict) else ():
                said = {**stated, "name": name} if isinstance(stated, dict) else {"name": name}
                table[name] = said
                if alias := words(said.get("a")):
                    table.setdefault(alias, said)
    return made


def _values(item: dict[str, Any], declared: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The attributes of an item under their full names, with the declared defaults of those it leaves out."""
    own = item.get("v")
    made = {str(each["name"]): each["v"] for each in declared.values() if each.get("v") is not None}
    for key, value in own.items() if isinstance(own, dict) else ():
        made[str(declared[key]["name"]) if key in declared else key] = value
    return kept(made)
