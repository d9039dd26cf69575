"""The tab of questions and answers, and what happens on it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.messages import Language
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.web.answer_view import current_html, past_html
from assistant.web.asking import Desk
from assistant.web.conversation import Conversation, Scope
from assistant.web.messages import text
from assistant.web.scopes import choices
from assistant.web.sessions import let_go_of_replaced
from assistant.web.texts import Texts, shown_html


@dataclass(frozen=True, slots=True)
class Chat:
    """The components of the tab that others speak to."""

    state: Any
    past: Any
    current: Any
    box: Any
    plan: Any
    region: Any
    year: Any
    shared: Any
    language: Any

    @property
    def shown(self) -> list[Any]:
        """The two parts of the conversation."""
        return [self.past, self.current]


def make_chat(texts: Texts, live: Live, desk: Desk) -> Chat:
    """Draw the tab and connect it."""
    import gradio

    state = gradio.State(lambda: Conversation(language=texts.language), time_to_live=3600)
    with gradio.Row(elem_id="chat", equal_height=False):
        with gradio.Column(elem_id="talk", scale=3, min_width=300):
            past = shown_html(_greeting(texts.language), elem_id="past", acts=True)
            texts.begin(past, value=_greeting)
            current = shown_html("", elem_id="current", acts=True)
            with gradio.Accordion(**texts.say(label="filters"), open=False, elem_id="filters") as filters:
                texts.keep(filters, label="filters")
                with gradio.Row():
                    plan = _choice(texts, "plan", scale=3)
                    region = _choice(texts, "region", scale=2)
                    year = _choice(texts, "year", scale=1)
            with gradio.Group(elem_id="composer"):
                says: dict[str, Any] = {"label": "question", "placeholder": "placeholder"}
                box = gradio.Textbox(
                    **texts.say(**says), elem_id="question-box", lines=1, max_lines=5, max_length=2 * LONGEST_QUESTION
                )
                texts.keep(box, **says)
                with gradio.Row(elem_id="composer-buttons"):
                    send = _button(texts, "send", "primary", "send")
                    stop = _button(texts, "stop", "stop", "stop")
                    new = _button(texts, "new", "secondary", "new")
        with gradio.Column(elem_id="source-side", scale=2, min_width=300):
            texts.keep(shown_html(_empty_source(texts.language), elem_id="source"), value=_empty_source)
        # A question that came with the address of the page.
        shared = gradio.Textbox(visible=False)
        # What the visitor sees tells the language of an answer; the session learns it only once the page has started.
        language = gradio.Textbox(texts.language, visible=False)
        texts.keep(language, value=lambda spoken: spoken)
    chat = Chat(state, past, current, box, plan, region, year, shared, language)
    _connect(chat, (send, stop, new), desk)
    _connect_filters(chat, live)
    return chat


def _button(texts: Texts, name: str, variant: Any, identity: str) -> Any:
    import gradio

    made = gradio.Button(text(name, texts.language), variant=variant, elem_id=identity, size="md")
    return texts.keep(made, value=name)


def _choice(texts: Texts, name: str, scale: int) -> Any:
    import gradio

    made = gradio.Dropdown(
        _any_of(texts.language),
        value="",
        label=text(f"filter_{name}", texts.language),
        scale=scale,
        min_width=120,
        elem_id=f"filter-{name}",
    )
    texts.begin(made, choices=_any_of)
    return texts.keep(made, label=f"filter_{name}")


def _any_of(language: Language) -> list[tuple[str, str]]:
    return [(text("any", language), "")]


def _greeting(language: Language) -> str:
    return past_html(Conversation(language=language))


def _empty_source(language: Language) -> str:
    return (
        f'<aside class="source-panel" aria-label="{text("source", language)}"><div class="source-head"><h2>{text("source", language)}</h2>'
        f'<button type="button" data-do="close-source" hidden>{text("close", language)}</button></div>'
        f'<div class="source-body" aria-live="polite"><p class="hint">{text("source_empty", language)}</p>'
        f'<div class="held" data-lazy="web/held?language={language}"></div></div></aside>'
    )


def _connect(chat: Chat, buttons: tuple[Any, Any, Any], desk: Desk) -> None:
    import gradio

    send, stop, new = buttons
    outputs = [chat.state, *chat.shown, chat.box]

    async def ask(
        question: str,
        conversation: Conversation,
        spoken: str,
        plan: str,
        region: str,
        year: str,
        request: gradio.Request,
    ) -> AsyncIterator[list[Any]]:
        conversation = _speaking(conversation, spoken)
        async for update in _asked(desk, conversation, question, scope_of(plan, region, year), request, clear=True):
            yield update

    async def act(
        conversation: Conversation,
        spoken: str,
        plan: str,
        region: str,
        year: str,
        request: gradio.Request,
        event: gradio.EventData,
    ) -> AsyncIterator[list[Any]]:
        conversation = _speaking(conversation, spoken)
        wanted, number = getattr(event, "act", ""), _number(getattr(event, "turn", ""), conversation)
        scope = scope_of(plan, region, year)
        if wanted == "ask":
            question = str(getattr(event, "question", ""))
        elif wanted == "retry" and number is not None:
            again = conversation.exchanges[number]
            conversation, question, scope = conversation.cut(number), again.question, again.scope
        else:
            yield (
                _edited(conversation, number)
                if wanted == "edit" and number is not None
                else [gradio.skip()] * len(outputs)
            )
            return
        async for update in _asked(desk, conversation, question, scope, request, clear=False):
            yield update

    async def ask_shared(
        asked: str, conversation: Conversation, spoken: str, request: gradio.Request
    ) -> AsyncIterator[list[Any]]:
        conversation = _speaking(conversation, spoken)
        question, scope = shared_question(asked)
        if not question or conversation.exchanges:
            yield [gradio.skip()] * len(outputs)
            return
        async for update in _asked(desk, conversation, question, scope, request, clear=False):
            yield update

    inputs = [chat.state, chat.language, chat.plan, chat.region, chat.year]
    quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private"}
    asked = [event(ask, [chat.box, *inputs], outputs, **quiet) for event in (chat.box.submit, send.click)]
    asked += [part.click(act, inputs, outputs, **quiet) for part in chat.shown]
    asked.append(chat.shared.change(ask_shared, [chat.shared, chat.state, chat.language], outputs, **quiet))
    stop.click(_stopped, [chat.state], outputs, cancels=asked, **quiet)
    new.click(_new, [chat.language], outputs, cancels=asked, **quiet)


async def _asked(
    desk: Desk, conversation: Conversation, question: str, scope: Scope, request: Any, *, clear: bool
) -> AsyncIterator[list[Any]]:
    """Yield what changes on the page while a question is answered."""
    import gradio

    # Which of the two buttons is seen follows from the phase of the last exchange, in the style sheet.
    cleared: Any = (
        (gradio.update(value="", info=None) if conversation.editing is not None else "") if clear else gradio.skip()
    )
    let_go_of_replaced(request.session_hash)
    first = True
    visitor, address = request.session_hash or "?", request.client.host if request.client else "?"
    async for now in desk.ask(conversation, question, scope, visitor, address):
        yield [now, past_html(now) if first else gradio.skip(), current_html(now), cleared if first else gradio.skip()]
        first = False


def _speaking(conversation: Conversation, spoken: str) -> Conversation:
    return replace(conversation, language="en" if spoken == "en" else "zh")


def _edited(conversation: Conversation, number: int) -> list[Any]:
    """Put a question back into the box; sending it starts again from there."""
    import gradio

    note = text("editing", conversation.language, number=number + 1)
    box = gradio.update(value=conversation.exchanges[number].question, info=note)
    return [replace(conversation, editing=number), gradio.skip(), gradio.skip(), box]


def _stopped(conversation: Conversation) -> list[Any]:
    import gradio

    if conversation.exchanges and conversation.exchanges[-1].phase in ("waiting", "writing"):
        conversation = conversation.last(phase="stopped")
    return [conversation, past_html(conversation), current_html(conversation), gradio.skip()]


def _new(spoken: str) -> list[Any]:
    import gradio

    empty = _speaking(Conversation(), spoken)
    return [empty, past_html(empty), current_html(empty), gradio.update(value="", info=None)]


def _connect_filters(chat: Chat, live: Live) -> None:
    def narrow(region: str, year: str, plan: str, conversation: Conversation) -> Any:
        import gradio

        scope = scope_of(plan, region, year)
        return gradio.update(choices=choices(live.now().responder.documents, scope, conversation.language)["plan"])

    for part in (chat.region, chat.year):
        part.change(
            narrow,
            [chat.region, chat.year, chat.plan, chat.state],
            chat.plan,
            show_progress="hidden",
            api_visibility="private",
        )


def filter_updates(chat: Chat, live: Live, scope: Scope, language: Language) -> dict[Any, Any]:
    """Return what the filters offer and show, for the documents held now."""
    import gradio

    offered = choices(live.now().responder.documents, scope, language)
    return {
        part: gradio.update(choices=offered[name], value=getattr(scope, name))
        for name, part in (("plan", chat.plan), ("region", chat.region), ("year", chat.year))
    }


def shared_question(asked: str) -> tuple[str, Scope]:
    """Read the question and scope of a shared link; what is no such thing asks nothing."""
    try:
        given = json.loads(asked or "{}")
    except ValueError:
        return "", Scope()
    if not isinstance(given, dict):
        return "", Scope()
    plan, region, year = (str(given.get(name, "")) for name in ("plan", "region", "year"))
    return str(given.get("q", "")), scope_of(plan, region, year)


def scope_of(plan: str, region: str, year: str) -> Scope:
    """Read what was chosen in the filters."""
    return Scope(
        str(plan or "")[:300], str(region or "")[:50], year if str(year).isdecimal() and len(year) == 4 else ""
    )


def _number(turn: object, conversation: Conversation) -> int | None:
    """Read the number of an exchange."""
    number = int(str(turn)) if str(turn).isdecimal() and len(str(turn)) < 4 else -1
    return number if 0 <= number < len(conversation.exchanges) else None
