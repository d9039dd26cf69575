"""A minimal chat page: question, answer, and the sources under it."""

import html
import os
from typing import Any

from fastapi import FastAPI

from assistant.answer import Answer, Citation, Turn
from assistant.messages import Language, message
from assistant.opening import Live


def mount_page(app: FastAPI, live: Live, language: Language) -> None:
    """Put the chat page at the root of an application."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    fonts = ["system-ui", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
    theme = gradio.themes.Soft(font=fonts, font_mono=["ui-monospace", "monospace"])
    gradio.mount_gradio_app(app, _page(live, language), path="/", theme=theme, footer_links=[])


def _page(live: Live, language: Language) -> Any:
    import gradio

    def reply(question: str, shown: list[dict[str, object]]) -> str:
        answer = live.now().responder.respond(question[:500], _turns(shown))
        return _as_html(answer, language)

    examples = [message(f"example_{number}", language) for number in (1, 2, 3)]
    with gradio.Blocks(title=message("title", language), analytics_enabled=False) as page:
        gradio.Markdown(f"# {message('title', language)}\n{message('disclaimer', language)}")
        opened = live.now()
        if opened.samples:
            gradio.Markdown(f"**{message('samples_in_use', language, store=live.folder)}**")
        gradio.ChatInterface(
            reply,
            chatbot=gradio.Chatbot(label=message("conversation", language), height=520),
            textbox=gradio.Textbox(placeholder=message("placeholder", language), max_length=500),
            examples=examples,
            api_visibility="private",
        )
    return page


def _turns(shown: list[dict[str, object]]) -> list[Turn]:
    """Return the questions asked so far; what was answered is not needed to resolve a follow-up."""
    return [Turn(question=_text(entry["content"])) for entry in shown if entry.get("role") == "user"]


def _text(content: object) -> str:
    if isinstance(content, list):
        return "".join(_text(part.get("text", "")) if isinstance(part, dict) else str(part) for part in content)
    return str(content)


def _as_html(answer: Answer, language: Language) -> str:
    """Write an answer as HTML; everything from documents is escaped."""
    parts = [f"<p>{html.escape(answer.answer)}</p>"]
    parts += [_source(citation, language) for citation in answer.citations]
    return "".join(parts)


def _source(citation: Citation, language: Language) -> str:
    trail = " › ".join([f"《{citation.title}》", *citation.section])
    if citation.page is not None:
        trail += f" · {message('page', language, page=citation.page)}"
    text = html.escape(citation.text)
    quote = html.escape(citation.quote)
    marked = text.replace(quote, f"<mark>{quote}</mark>", 1).replace("\n", "<br>")
    return (
        f"<details><summary>[{citation.mark}] {html.escape(trail)}</summary><blockquote>{marked}</blockquote></details>"
    )
