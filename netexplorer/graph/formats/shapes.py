"""The long way from JSON to records: keeps unknown keys, mends what is plain, and tells each wrong shape.

A record of the wrong shape is left out and reported with its place; the rest of the file is kept.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_origin

import msgspec

from netexplorer.graph import schema
from netexplorer.graph.problems import Problem, Severity, place, short

_R = TypeVar("_R", bound=schema.Record)
_Json = dict[str, Any]

_DATE: Any = schema.DateText
_LISTS: dict[str, type[schema.Record]] = {
    "states": schema.State,
    "sides": schema.Side,
    "kinds": schema.Kind,
    "types": schema.RelationshipType,
    "sources": schema.Source,
    "actors": schema.Actor,
    "relationships": schema.Relationship,
    "events": schema.Event,
    "disagreements": schema.Disagreement,
    "lenses": schema.Lens,
    "stories": schema.Story,
}
_NESTED: dict[type[schema.Record], dict[str, type[schema.Record]]] = {
    schema.Relationship: {"changes": schema.Change},
    schema.Disagreement: {"claims": schema.Claim},
    schema.Story: {"steps": schema.Step},
    schema.Dataset: _LISTS,
}
_NOUNS: dict[type[schema.Record], str] = {
    **{kind: name.removesuffix("s") for name, kind in _LISTS.items()},
    schema.Lens: "lens",
    schema.Story: "story",
    schema.Step: "step",
    schema.Change: "change",
    schema.Claim: "claim",
}
_KINDS: tuple[type[schema.Record], ...] = (
    *_LISTS.values(),
    schema.Change,
    schema.Claim,
    schema.Step,
    schema.TimeSpec,
    schema.Dataset,
)
_FIELDS = {
    kind: {field.encode_name: field for field in msgspec.structs.fields(kind) if field.name != "extra"}
    for kind in _KINDS
}
_EXPECTED: tuple[tuple[Any, str], ...] = (
    (str, "text"),
    (bool, "true or false"),
    (int, "a whole number"),
    (_DATE, "a date"),
    (tuple[str, ...], "a list of texts"),
    (dict[str, str], "an object of texts"),
    (dict[str, Any], "an object"),
)
_Mended = Literal["number-as-text", "single-value", "null-value"]
_TOLD: dict[_Mended, tuple[Severity, str, str]] = {
    "number-as-text": ("warning", "is a number and is read as text", "Put it into quotation marks."),
    "single-value": ("warning", "is a single value and is read as a list of one", "Put it into square brackets."),
    "null-value": ("note", "is null, which is read as if the key were not there", "Leave the key out."),
}


class ShapeReader:
    """Turns one decoded JSON object into a dataset; collects `problems` and what was `left_out` on the way."""

    def __init__(self) -> None:
        self.left_out: dict[str, tuple[int, ...]] = {}
        self._problems: list[Problem] = []
        self._mended: dict[tuple[_Mended, str], list[str]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem found, in the order of the file; what was mended in many places is told once."""
        mended = [_mended_problem(code, places) for (code, _), places in self._mended.items()]
        return (*self._problems, *mended)

    def dataset(self, raw: _Json) -> schema.Dataset:
        """The dataset of a whole file. Only an object can be given; each of its members may be anything."""
        for key in ("actors", "relationships"):
            if raw.get(key) is None:
                self._tell("missing-key", key, f'The list "{key}" is missing and is taken to be empty.')
        values: dict[str, Any] = {}
        for key, value, field in _known(schema.Dataset, raw):
            if value is None:
                self._mend("null-value", key, key)
            elif key in _LISTS:
                values[field.name] = self._records(_LISTS[key], value, key)
            elif key == "time":
                values[field.name] = self._record(schema.TimeSpec, value, key) or schema.TimeSpec()
            else:
                mended = self._value(schema.Dataset, field, value, key)
                if mended is not msgspec.UNSET:
                    values[field.name] = mended
        return schema.Dataset(**values, extra=_unknown(schema.Dataset, raw))

    def _records(self, kind: type[_R], raw: Any, path: str) -> tuple[_R, ...]:
        if not isinstance(raw, list):
            self._tell("wrong-shape", path, f'"{path}" is {_json_name(raw)} where a list is expected; it is left out.')
            return ()
        return self.batch(kind, raw, path, 0)

    def batch(self, kind: type[_R], items: list[Any], path: str, start: int) -> tuple[_R, ...]:
        """The records of a part of a list of the file that begins at index ``start``; parts have to come in order."""
        records = [self._record(kind, item, f"{path}[{i}]") for i, item in enumerate(items, start)]
        gaps = tuple(i for i, record in enumerate(records, start) if record is None)
        if gaps:
            self.left_out[path] = (*self.left_out.get(path, ()), *gaps)
        return tuple(record for record in records if record is not None)

    def _record(self, kind: type[_R], raw: Any, path: str) -> _R | None:
        if not isinstance(raw, dict):
            what = f"This is {_json_name(raw)} where an object is expected; it is left out."
            self._tell("wrong-shape", path, what)
            return None
        if not _has_extra(kind, raw):  # when all is well, msgspec is much quicker
            try:
                return msgspec.convert(raw, kind)
            except msgspec.ValidationError:
                pass
        return self._by_field(kind, raw, path)

    def _by_field(self, kind: type[_R], raw: _Json, path: str) -> _R | None:
        values: dict[str, Any] = {}
        is_usable = True
        for key, value, field in _known(kind, raw):
            if key in _NESTED.get(kind, {}) and value is not None:
                values[field.name] = self._records(_NESTED[kind][key], value, f"{path}.{key}")
            elif value is not None:
                values[field.name] = self._value(kind, field, value, path, ident=_ident(raw))
                is_usable = is_usable and values[field.name] is not msgspec.UNSET
            elif not field.required and key != "url":
                self._mend("null-value", f"{kind.__name__}.{key}", place(f"{path}.{key}", _ident(raw)))
        for key, field in _FIELDS[kind].items():
            if field.required and raw.get(key) is None:
                is_usable = False
                what = f'The key "{key}" is missing here, so this {_NOUNS[kind]} is left out.'
                self._tell("missing-key", place(path, _ident(raw)), what)
        return kind(**values, extra=_unknown(kind, raw)) if is_usable else None

    def _value(
        self, kind: type[schema.Record], field: msgspec.structs.FieldInfo, raw: Any, path: str, ident: str = ""
    ) -> Any:
        """One value in its right shape, mended if that is plain, or UNSET after telling what is wrong with it."""
        key = field.encode_name
        where = place(key if kind is schema.Dataset else f"{path}.{key}", ident)
        for code, candidate in _candidates(field.type, raw):
            try:
                value = msgspec.convert(candidate, field.type)
            except msgspec.ValidationError:
                continue
            if code:
                self._mend(code, f"{kind.__name__}.{key}", where)
            return value
        expected = next((words for known, words in _EXPECTED if known == field.type), "something else")
        lost = f"this {_NOUNS[kind]}" if kind in _NOUNS else "it"
        what = f'"{key}" is {_json_name(raw)} where {expected} is expected, so {lost} is left out.'
        self._tell("wrong-shape", where, what)
        return msgspec.UNSET

    def _tell(self, code: str, where: str, message: str) -> None:
        self._problems.append(Problem("error", code, where, message))

    def _mend(self, code: _Mended, key: str, where: str) -> None:
        self._mended.setdefault((code, key), []).append(where)


def _known(kind: type[schema.Record], raw: _Json) -> list[tuple[str, Any, msgspec.structs.FieldInfo]]:
    fields = _FIELDS[kind]
    return [(key, value, fields[key]) for key, value in raw.items() if key in fields]


def _has_extra(kind: type[schema.Record], raw: _Json) -> bool:
    """Whether msgspec would take a key of the file for the field that keeps unknown keys."""
    lists = (raw.get(key) for key in _NESTED.get(kind, ()))
    nested = (item for items in lists if isinstance(items, list) for item in items)
    return "extra" in raw or any(isinstance(item, dict) and "extra" in item for item in nested)


def _unknown(kind: type[schema.Record], raw: _Json) -> _Json:
    return {key: value for key, value in raw.items() if key not in _FIELDS[kind]}


def _candidates(wanted: Any, raw: Any) -> list[tuple[_Mended | None, Any]]:
    """The value itself, then what it plainly was meant to be."""
    candidates: list[tuple[_Mended | None, Any]] = [(None, raw)]
    if wanted is str or get_origin(wanted) in (tuple, dict):
        candidates.append(("number-as-text", _texts(raw)))
    if get_origin(wanted) is tuple and not isinstance(raw, list | dict):
        candidates.append(("single-value", [_text(raw)]))
    return candidates


def _texts(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_text(item) for item in raw]
    if isinstance(raw, dict):
        return {key: _text(item) for key, item in raw.items()}
    return _text(raw)


def _text(raw: Any) -> Any:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return msgspec.json.encode(raw).decode() if is_number else raw


def _ident(raw: _Json) -> str:
    ident = _text(raw.get("id"))
    return ident if isinstance(ident, str) else ""


def _json_name(raw: Any) -> str:
    """What a JSON value is, in words and with the value where that helps."""
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        return f"the number {short(_text(raw))}"
    if isinstance(raw, str):
        return f'the text "{short(raw)}"'
    return "a list" if isinstance(raw, list) else "an object"


def _mended_problem(code: _Mended, places: list[str]) -> Problem:
    severity, words, hint = _TOLD[code]
    many = f" (and {len(places) - 1} more like it)" if len(places) > 1 else ""
    return Problem(severity, code, places[0], f"This value {words}{many}.", hint)
