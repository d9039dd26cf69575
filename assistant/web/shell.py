"""The frame of the page: header, notice, theme, and what stands in the HTML before any script runs."""

import html
from typing import Any

from assistant.messages import Language
from assistant.web.messages import text

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
_STYLES = ("base.css", "frame.css", "chat.css", "source.css", "documents.css", "commitments.css")
_SCRIPTS = ("frame.js", "source.js", "chat.js", "documents.js", "commitments.js")


def make_theme() -> Any:
    """Return the theme: system fonts, square and calm; colours come from the style sheets."""
    import gradio

    blue = gradio.themes.Color("#f1f5fb", "#e2eaf5", "#c4d4ea", "#9bb6d9", "#6b90c2", "#3f6aa6", "#23528f", "#1b4379", "#163763", "#112b4e", "#0b1d36")  # fmt: skip
    return gradio.themes.Base(
        primary_hue=blue,
        neutral_hue=gradio.themes.colors.slate,
        font=list(_FONTS),
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size=gradio.themes.sizes.radius_sm,
    )


def header_html(language: Language) -> str:
    """Return the head of the page: name, language, theme, and the notice that must not be missed."""
    other = "en" if language == "zh" else "zh"
    name = "English" if language == "zh" else "中文"
    return (
        f'<header class="masthead" data-language="{language}"><a class="skip" href="#question">{text("skip", language)}</a>'
        f'<div class="bar"><div class="name"><h1>{text("title", language)}</h1>'
        f"<p>{text('subtitle', language)}</p></div>"
        f'<div class="switches"><button type="button" data-act="language" data-language="{other}" lang="{"en" if other == "en" else "zh-CN"}">{name}</button>'
        f'<button type="button" data-do="theme" aria-pressed="false" title="{text("theme", language)}" aria-label="{text("theme", language)}">'
        '<span aria-hidden="true" class="moon"></span></button></div></div>'
        f'<p class="notice" role="note">{text("notice", language)}</p>'
        f'<p class="offline" role="alert" hidden data-offline="{text("offline", language)}" data-online="{text("online", language)}"></p>'
        f'<p class="sr" role="status" aria-live="polite" id="announcer"></p>'
        f"{_words(language)}</header>"
    )


def _words(language: Language) -> str:
    """Return the sentences that scripts show, as data."""
    names = (
        "copied", "shared", "failed", "again", "thanks", "loading", "feedback_title", "feedback_wrong", "feedback_right",
        "feedback_passage", "feedback_document", "feedback_unknown", "feedback_note", "feedback_send", "cancel",
    )  # fmt: skip
    data = " ".join(f'data-{name.replace("_", "-")}="{html.escape(text(name, language))}"' for name in names)
    return f'<span id="words" hidden {data}></span>'


def before_scripts(page: str, language: Language) -> str:
    """Return the first page of the framework with our language, styles and a calm picture while it loads."""
    styles = "".join(f'<link rel="stylesheet" href="web/static/{name}">' for name in _STYLES)
    scripts = "".join(f'<script src="web/static/{name}" defer></script>' for name in _SCRIPTS)
    icon = '<link rel="icon" type="image/svg+xml" href="web/static/icon.svg">'
    head = f'<meta name="color-scheme" content="light dark">{icon}{styles}{scripts}'
    start, _, rest = page.partition("</head>")
    # The pictures and addresses for sharing are those of the framework, on hosts of others.
    kept = "\n".join(line for line in _without_social(start).split("\n") if 'rel="manifest"' not in line)
    page = f"{kept}{head}</head>{rest}"
    page = page.replace('lang="en"', f'lang="{"zh-CN" if language == "zh" else "en"}"', 1)
    return page.replace("</gradio-app>", f"{loading_html(language)}</gradio-app>", 1)


def loading_html(language: Language) -> str:
    """Return what is seen until the page is there."""
    return (
        f'<div class="starting" role="status"><strong>{text("title", language)}</strong>'
        f'<span class="spinner" aria-hidden="true"></span><span>{text("loading", language)}</span></div>'
    )


def _without_social(head: str) -> str:
    import re

    return re.sub(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>', "", head)
