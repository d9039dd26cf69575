"""Write the documentation page of the REST API from its OpenAPI description, without scripts or outside requests."""

import html
import json
from collections.abc import Mapping
from typing import Any

_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{background:#8882;border-radius:4px;padding:.1em .3em}pre{padding:.8em;overflow:auto}"
    "td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top}"
)


def docs_page(schema: Mapping[str, Any]) -> str:
    """Return an HTML page that lists every route with its parameters, and every data type with its fields."""
    parts = [f"<h1>{html.escape(schema['info']['title'])} REST API</h1><p><a href='openapi.json'>openapi.json</a></p>"]
    for path, methods in schema["paths"].items():
        parts += [_route(path, method, route) for method, route in methods.items()]
    parts.append("<h2>Types</h2>")
    parts += [_type(name, described) for name, described in schema["components"]["schemas"].items()]
    return f"<!doctype html><html lang='en'><meta charset='utf-8'><title>API</title><style>{_STYLE}</style>{''.join(parts)}</html>"


def _route(path: str, method: str, route: Mapping[str, Any]) -> str:
    text = html.escape(route.get("description", route.get("summary", "")))
    rows = "".join(
        f"<tr><td><code>{html.escape(item['name'])}</code></td><td>{html.escape(item.get('description', ''))}</td></tr>"
        for item in route.get("parameters", ())
    )
    body = route.get("requestBody", {}).get("content", {})
    shown = "".join(f"<p>{html.escape(kind)}: {_reference(content['schema'])}</p>" for kind, content in body.items())
    return f"<h2><code>{method.upper()} {html.escape(path)}</code></h2><p>{text}</p><table>{rows}</table>{shown}"


def _type(name: str, described: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{html.escape(field)}</code></td><td>{_reference(kind)}</td>"
        f"<td>{html.escape(kind.get('description', ''))}</td></tr>"
        for field, kind in described.get("properties", {}).items()
    )
    text = html.escape(described.get("description", ""))
    return f"<h3 id='{html.escape(name)}'>{html.escape(name)}</h3><p>{text}</p><table>{rows}</table>"


def _reference(kind: Mapping[str, Any]) -> str:
    if "$ref" in kind:
        name = html.escape(kind["$ref"].rsplit("/", 1)[-1])
        return f"<a href='#{name}'>{name}</a>"
    if "items" in kind:
        return f"list of {_reference(kind['items'])}"
    if "anyOf" in kind:
        return " or ".join(_reference(choice) for choice in kind["anyOf"])
    if "enum" in kind:
        return html.escape(json.dumps(kind["enum"], ensure_ascii=False))
    return html.escape(str(kind.get("type", "any")))
