"""One self-contained HTML page of a run: everything in one file, nothing asked of a network."""

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from eval.report.figures import percent
from eval.report.words import WORDS, Both

_SHARED = ("controls.js",)


def render(template: str, kind: str, name: str, sections: tuple[str, ...], **values: Any) -> str:
    """Fill a template; `scripts` names the scripts it needs besides the shared one, `data` what they read."""
    scripts = [_asset(script) for script in (*_SHARED, *values.pop("scripts", ()))]
    data = values.pop("data", None)
    return (
        _environment()
        .get_template(template)
        .render(
            kind=kind,
            name=name,
            sections=sections,
            css=_asset("style.css"),
            scripts=scripts,
            hashes=" ".join(map(_hash, scripts)),
            data=_embedded(data) if data else None,
            words=WORDS,
            **values,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("eval.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=_word, both=_both, label=_label, percent=percent)
    environment.tests["both_languages"] = lambda value: isinstance(value, Both)
    return environment


def _asset(name: str) -> str:
    return files("eval.report").joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """Name a script in the page's policy, so that no other one runs."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _embedded(data: Mapping[str, Any]) -> str:
    """Write data so that nothing in it ends the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _both(text: Both) -> Markup:
    """Write a text in both languages; the page shows one of them."""
    if text.zh == text.en:
        return escape(text.zh)
    return Markup('<span class="zh" lang="zh-Hans">{}</span><span class="en" lang="en">{}</span>').format(*text)


def _word(name: str, **values: object) -> Markup:
    return _both(WORDS[name].filled(**values))


def _label(name: str) -> Markup:
    """Write the name of an element for assistive technology, which the script puts into the language of the page."""
    zh, en = WORDS[name]
    return Markup('aria-label="{0}" title="{0}" data-label-zh="{0}" data-label-en="{1}"').format(zh, en)
