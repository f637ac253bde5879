"""XML of other formats in one pass: elements by their local names, no entities, no network, and mended where it can be.

A file is read as XML first. If it is none, for a stray ampersand, a control character or bytes of another encoding,
it is mended and read again; where that fails too, what stands before the fault is what there is.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Callable
from typing import Protocol, TypeVar
from xml.parsers import expat

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import DEEPEST_XML, LONGEST_ENTITY
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.unpack import Source, decoded

_CHUNK = 1 << 18  # bytes or characters between two looks at whether to stop
_PROLOG = re.compile(r"(?>\s|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*)?>)*+<([^\s/><!?]+)", re.DOTALL)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(#\d+;|#[xX][0-9a-fA-F]+;|[\w.:-]+;)?", re.DOTALL
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER_FIRST = re.compile(rb"[\x80-\xc1\xf5-\xff]+")  # bytes of UTF-8
_OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_NEVER = "Networks of a file are read from that file alone. Remove the entity, or save the file from its program anew."


class Listener(Protocol):
    """What is told of the elements of a file, by their names without a prefix."""

    draft: Draft
    at: Callable[[], str]  # where the element is that is being told of, set before the first

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its attributes have the names that stand in the file."""

    def end(self, name: str, text: str) -> None:
        """It ends; ``text`` is what stands in it and in none of its children."""


AnyListener = TypeVar("AnyListener", bound=Listener)


class Fault(Struct, frozen=True):
    """Where and why a file is no XML."""

    where: str
    message: str
    offset: int


def root_of(head: bytes) -> str:
    """The local name of the first element, lower case; nothing if these bytes do not begin as XML."""
    match = _PROLOG.match(decoded(head)[0])
    return match[1].rpartition(":")[2].casefold() if match else ""


def listen(
    source: Source, make: Callable[[], AnyListener], progress: Progress, cancelled: Wish
) -> tuple[AnyListener, Fault | None]:
    """Tell a listener of every element of a file; a second one from ``make`` if the file must be mended.

    Returns
    -------
    Listener, Fault or None
        The one that got further; the fault at which reading stopped is told to its draft.

    Raises
    ------
    UserError
        When the file is empty, or declares entities that are refused.
    Cancelled
        When that was wished.
    """
    if not source.data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UserError("this file is empty", where=source.where)
    first = make()
    fault = _parse(first, first_letter(source.data), source.where, progress, cancelled)
    if fault is None:
        return first, None
    text = _mended(source.data)
    second = make()
    again = _parse(second, text, source.where, progress, cancelled)
    chosen: AnyListener = second
    left: Fault | None = again
    if again is not None and again.offset <= fault.offset:
        chosen, left = first, fault
    else:
        second.draft.bent("mended-xml", f"What XML does not allow is mended ({fault.message} in {fault.where}).")
    if left is not None:
        hint = "It may have been cut off while it was copied." if "no element found" in left.message else ""
        message = f"The file is no XML from here on ({left.message}); what stands before is read."
        chosen.draft.tell("error", "broken-xml", left.where, message, hint)
    return chosen, left


def must_have(draft: Draft, fault: Fault, where: str) -> None:
    """Nothing if there is anything in a draft that a fault cut short.

    Raises
    ------
    UserError
        When there is not.
    """
    if not draft.actors and not draft.links:
        what = f"this is no XML: {fault.message} in {fault.where}, before anything of a network"
        raise UserError(what, where=where, hint="Save it anew from the program that made it.")


def first_letter(data: bytes) -> bytes:
    """The bytes of a file without the blanks in front that XML does not allow."""
    return data.lstrip(b" \t\r\n") if data[:1].isspace() else data


def stride(parser: expat.XMLParserType, size: int, before: int) -> tuple[int, int]:
    """How much a parser is given next, and where it stands; it stood at ``before`` until it was given ``size``.

    What does not end in what it was given it begins anew each time. So it gets twice as much until it gets on, or an
    attribute of 100 MB would be looked at 400 times.
    """
    now = parser.CurrentByteIndex
    return (size * 2 if now == before else _CHUNK), now


def feed(parser: expat.XMLParserType, data: bytes | str, progress: Progress, cancelled: Wish) -> None:
    """Give a file to a parser, some at a time."""
    done, size, at = 0, _CHUNK, -1
    while done < len(data):
        stop_if(cancelled)
        parser.Parse(data[done : done + size])
        done += size
        size, at = stride(parser, size, at)
        progress(min(done / len(data), 1.0))
    parser.Parse(b"", True)


def _parse(listener: Listener, data: bytes | str, where: str, progress: Progress, cancelled: Wish) -> Fault | None:
    """Feed a file to a parser; what stopped it, if anything did."""
    parser = parser_of(listener, where)
    try:
        feed(parser, data, progress, cancelled)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        return Fault(f"line {error.lineno}, column {error.offset + 1}", reason, max(parser.ErrorByteIndex, 0))
    except (ValueError, LookupError) as error:  # an encoding that Python does not know, or of several bytes
        return Fault(f"line {parser.CurrentLineNumber}", str(error), 0)
    return None


def parser_of(listener: Listener, where: str) -> expat.XMLParserType:
    """A parser that tells a listener of every element, and refuses entities that grow or come from elsewhere."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _entities(where)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    local: dict[str, str] = {}
    texts: list[list[str] | None] = [None]

    def start(name: str, attributes: dict[str, str]) -> None:
        texts.append(None)
        if len(texts) > DEEPEST_XML:
            raise UserError("this file is nested too deeply to be a network", where=where)
        listener.start(local.get(name) or local.setdefault(name, name.rpartition(":")[2]), attributes)

    def end(name: str) -> None:
        text = texts.pop()
        listener.end(local[name], "".join(text) if text else "")

    def characters(data: str) -> None:
        text = texts[-1]
        if text is None:
            texts[-1] = [data]
        else:
            text.append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    listener.at = lambda: f"line {parser.CurrentLineNumber}"
    return parser


def _entities(where: str) -> Callable[..., None]:
    """What refuses entities but for short texts: those from elsewhere, and those that grow."""

    def declared(
        name: str, is_parameter: bool, value: str | None, base: str | None, system: str | None, *more: str | None
    ) -> None:
        if value is None:
            what = f"this file wants to draw in something else ({name}: {system}), which is refused"
            raise UserError(what, where=where, hint=_NEVER)
        if is_parameter or "&" in value or "%" in value or len(value) > LONGEST_ENTITY:
            what = f"this file has entities that may grow without bounds ({name}), which are refused"
            raise UserError(what, where=where, hint=_NEVER)

    return declared


def _mended(data: bytes) -> str:
    """The text of a file with what XML allows in place of what it does not."""
    plain = _text(data).lstrip("\ufeff \t\r\n\0")
    text = _FORBIDDEN.sub("\ufffd", plain)
    return _REFERENCE.sub(_reference, text) if "<!ENTITY" not in text[:_CHUNK] else text


def _text(data: bytes) -> str:
    declared = _DECLARED.search(data[:400])
    name = declared[1].decode().casefold() if declared else "utf-8"
    text, found = decoded(data)
    if found != "cp1252":
        return text  # a mark at its beginning, zeros between its letters, or good UTF-8
    try:
        codec = codecs.lookup(name).name
        if codec == "utf-8":
            return data.decode("utf-8", _ONE_BY_ONE)
        return data.decode(codec, "replace") if not codec.startswith(("utf-16", "utf-32")) else text
    except (LookupError, ValueError):
        return text


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, among those that are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    alone = _NEVER_FIRST.match(error.object, error.start)  # none of these begins a letter, so that they go together
    end = max(error.end, alone.end() if alone else 0)
    return error.object[error.start : end].decode("cp1252", "replace"), end


_ONE_BY_ONE = "netexplorer-cp1252"
codecs.register_error(_ONE_BY_ONE, _as_windows)


def _reference(match: re.Match[str]) -> str:
    whole, name = match[0], match[1]
    if not whole.startswith("&") or name in _OWN:
        return whole
    if name is None:
        return "&amp;"
    if name.startswith("#"):
        code = int(name[2:-1], 16) if name[1] in "xX" else _whole(name[1:-1])
        is_good = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
        return whole if is_good else "\ufffd"
    return html.entities.html5.get(name, "&amp;" + name)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) < 10 else -1
