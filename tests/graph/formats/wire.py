"""Random datasets as they could stand in a file: any text, any unknown key, any JSON in the free places."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from netexplorer.graph import schema

texts = st.text(max_size=12)
idents = st.sampled_from(["a", "b", "Ä", "x y", "0"]) | texts.filter(bool)
dates: st.SearchStrategy[Any] = st.sampled_from(["1998", "2015-04~", "-0427", 3, 2.5, -0.0, 1e22]) | texts
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
_lists = st.lists(texts, max_size=3).map(tuple)
_STRATEGIES: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    int: st.integers(-5, 2**40),
    str | None: st.none() | texts,
    schema.DateText: dates,
    tuple[str, ...]: _lists,
    dict[str, str]: st.dictionaries(texts, texts, max_size=2),
    dict[str, Any]: st.dictionaries(texts, json_values, max_size=2),
}


@st.composite
def records(draw: st.DrawFn, kind: type[schema.Record]) -> Any:
    """A record in which every field is drawn, is at its default, or is full of unknown keys."""
    values: dict[str, Any] = {}
    fields = msgspec.structs.fields(kind)
    names = {field.encode_name for field in fields} - {"extra"}
    for field in fields:
        if field.name == "extra":
            keys = (texts | st.just("extra")).filter(lambda key: key not in names)
            values["extra"] = draw(st.just({}) | st.just({}) | st.dictionaries(keys, json_values, max_size=2))
        elif field.required:
            values[field.name] = draw(idents)
        elif field.name != "format" and draw(st.integers(0, 2)) == 0:
            values[field.name] = draw(_strategy(field.type))
    return kind(**values)


def _strategy(wanted: Any) -> st.SearchStrategy[Any]:
    if wanted in _STRATEGIES:
        return _STRATEGIES[wanted]
    if isinstance(wanted, type) and issubclass(wanted, schema.Record):
        return records(wanted)
    return st.lists(records(wanted.__args__[0]), max_size=2).map(tuple)


datasets = records(schema.Dataset)
