"""The HTML around the data: template, style and script in one file that asks for nothing and runs nothing else.

The script is made of the small modules in ``assets/page/js``, one after the other in the order of their imports.
Its digest and that of the style stand in the page's content security policy, so that a browser runs these very bytes
and refuses all others, whatever a dataset holds.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from netexplorer.resources import asset_bytes

FIRST = "main"
_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"\./([a-z]+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)
_SLOT = re.compile(r"\{\{([a-z]+)\}\}")
#: What could end a script element, or begin a comment in it; and what a script of 2018 took for the end of a line.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def document(data: Mapping[str, Any]) -> bytes:
    """The page that shows ``data``, UTF-8."""
    style = asset_bytes("page/page.css").decode() + theme_rules(data["themes"])
    code = script()
    told = data["meta"]
    slots = {
        "policy": policy(code, style),
        "title": html.escape(told["title"] or "Untitled dataset"),
        "description": html.escape(" ".join(told["description"].split())[:300]),
        "style": style,
        "data": as_json(data),
        "script": code,
    }
    template = asset_bytes("page/page.html").decode()
    return _SLOT.sub(lambda slot: slots[slot[1]], template).encode()


def policy(code: str, style: str) -> str:
    """The content security policy: nothing may be loaded or run but this script and this style."""
    rules = (
        "default-src 'none'",
        f"script-src '{_digest(code)}'",
        f"style-src '{_digest(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    )
    return "; ".join(rules)


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


def as_json(data: Any) -> str:
    """``data`` as JSON that can stand in a script element: no tag begins in it, and no line ends."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@lru_cache(maxsize=1)
def script() -> str:
    """All modules as one script: each a function that gives what it exports, after those that it imports."""
    parts: dict[str, str] = {}

    def take(name: str) -> None:
        text = asset_bytes(f"page/js/{name}.js").decode()
        for _, wanted in _IMPORT.findall(text):
            if wanted not in parts:
                take(wanted)
        exports = ", ".join(_EXPORT.findall(text))
        body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = $\2;", text)).strip()
        parts[name] = f"const ${name} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"

    take(FIRST)
    return "\n".join(parts.values())


def theme_rules(themes: Mapping[str, Mapping[str, Any]]) -> str:
    """The colours of both themes as custom properties; without a choice the system decides."""
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in themes[theme].items() if isinstance(value, str))
        for theme in ("light", "dark")
    )
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        f"@media print{{:root,:root[data-theme=dark],:root:not([data-theme=light]){{color-scheme:light;{light}}}}}\n"
    )
