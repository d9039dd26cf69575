"""The web chat: one page of four tabs, put at the root of an application."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from assistant.apart import Apart, worth_a_process
from assistant.messages import Language
from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.administrators import Administrators
from assistant.web.answer_view import current_html, past_html
from assistant.web.asking import Desk
from assistant.web.chat_tab import filter_updates, make_chat, scope_of, shared_question
from assistant.web.commitments_tab import make_commitments
from assistant.web.conversation import Conversation
from assistant.web.courtesy import Courtesy
from assistant.web.documents_tab import make_documents
from assistant.web.drawn_questions import DrawnQuestions
from assistant.web.first_page import FirstPage
from assistant.web.framework import load_framework
from assistant.web.guard import Guard
from assistant.web.messages import text
from assistant.web.paced_api import PacedApi
from assistant.web.routes import make_routes
from assistant.web.shell import header_html, make_theme
from assistant.web.texts import Texts, shown_html
from assistant.web.uploads import LARGEST
from assistant.web.warming import warm

# Several files may come in one request.
_LARGEST_REQUEST = 4 * LARGEST
# The framework keeps a quarter of a megabyte for every visitor; beyond so many the oldest start anew.
_SESSIONS = 1000
# What only the browser knows when the page opens: the question in the address.
_OPENING = """(language) => {
    const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    return [language, asked.q ? JSON.stringify(asked) : "", null];
}"""


def mount_page(app: FastAPI, live: Live, settings: Settings) -> None:
    """Put the web chat at the root of an application, with the routes it reads from."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    apart = Apart(settings) if worth_a_process(settings) else None
    if apart:
        # It opens its store while this process loads what the page is made with.
        apart.start()
        app.state.closing = apart.close
    load_framework()
    import gradio

    administrators = Administrators(settings.admin_password.get_secret_value())
    desk = Desk(live, settings.questions_per_minute, apart=apart)
    courtesy = Courtesy(lambda: desk.busy)
    questions = DrawnQuestions(live, courtesy)
    app.include_router(make_routes(live, runs_folder(settings), administrators, questions))
    texts = Texts(settings.language)
    page = make_page(live, texts, administrators, desk)
    page.state_session_capacity = _SESSIONS
    gradio.mount_gradio_app(
        app,
        page,
        path="/",
        theme=make_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=LARGEST,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        ssr_mode=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    app.add_middleware(FirstPage, texts=texts)
    app.add_middleware(PacedApi, per_minute=settings.api_questions_per_minute)
    app.add_middleware(Guard, is_admin=administrators.holds, largest_upload=_LARGEST_REQUEST)
    warm(live, questions, courtesy)


def runs_folder(settings: Settings) -> Path:
    """Return the folder of evaluation runs."""
    return Path(settings.runs) if settings.runs else settings.store.absolute().with_name("runs")


def make_page(live: Live, texts: Texts, administrators: Administrators, desk: Desk) -> Any:
    """Draw the page."""
    import gradio

    with gradio.Blocks(
        title=text("title", texts.language), analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    ) as page:
        header = shown_html(header_html(texts.language), elem_id="header", acts=True)
        texts.keep(header, value=header_html)
        with gradio.Tabs(elem_id="tabs"):
            with _tab(texts, "chat"):
                chat = make_chat(texts, live, desk)
            with _tab(texts, "commitments"):
                make_commitments(texts)
            with _tab(texts, "documents"):
                make_documents(texts, live, administrators, chat.state)
            with _tab(texts, "evaluation"):
                texts.keep(shown_html(_evaluation(texts.language)), value=_evaluation)
        _connect_language(page, texts, live, header, chat)
    return page


def _tab(texts: Texts, name: str) -> Any:
    import gradio

    return texts.keep(gradio.Tab(text(f"tab_{name}", texts.language), id=name), label=f"tab_{name}")


def _evaluation(language: Language) -> str:
    return f'<div class="evaluation" data-lazy="web/evaluation?language={language}" data-again="shown"><div class="bone tall"></div></div>'


def _connect_language(page: Any, texts: Texts, live: Live, header: Any, chat: Any) -> None:
    import gradio

    filters = [chat.plan, chat.region, chat.year]
    outputs = [chat.state, *chat.shown, *filters, *texts.components]

    def speak(conversation: Conversation, language: Language, scope: Any) -> list[Any]:
        conversation = replace(conversation, language=language)
        offered = filter_updates(chat, live, scope, language)
        words = texts.updates(language)
        # A filter says its label and offers its choices in one update.
        for place, part in enumerate(texts.components):
            if part in offered:
                offered[part] = {**offered[part], **words[place]}
                words[place] = gradio.skip()
        shown = [past_html(conversation), current_html(conversation)]
        return [conversation, *shown, *(offered[part] for part in filters), *words]

    def start(language: str, asked: str, conversation: Conversation) -> list[Any]:
        # The page was written in this language; what a quick visitor has done on it since is left alone.
        spoken: Language = "en" if language == "en" else "zh"
        scope = shared_question(asked)[1]
        offered = filter_updates(chat, live, scope, spoken)
        if not scope:
            for update in offered.values():
                del update["value"]
        return [replace(conversation, language=spoken), *(offered[part] for part in filters), asked]

    def switch(conversation: Conversation, plan: str, region: str, year: str, event: gradio.EventData) -> list[Any]:
        if getattr(event, "act", "") != "language":
            return [gradio.skip()] * len(outputs)
        language: Language = "en" if getattr(event, "language", "") == "en" else "zh"
        return speak(conversation, language, scope_of(plan, region, year))

    quiet = {"show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private"}
    page.load(
        start, [chat.language, chat.shared, chat.state], [chat.state, *filters, chat.shared], js=_OPENING, **quiet
    )
    header.click(switch, [chat.state, *filters], outputs, **quiet)
