"""What administrators do on the tab of documents: upload, describe, remove, check for changes."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from assistant.messages import Language
from assistant.opening import Live
from assistant.web.administrators import Administrators
from assistant.web.messages import text
from assistant.web.office import Office, line_html
from assistant.web.texts import Texts, shown_html
from assistant.web.uploads import LARGEST, suffixes

_FIELDS = ("title", "region", "issuer", "period", "kind", "status", "published", "source")
_LABELS = {"title": "admin_title", "kind": "admin_kind", "source": "admin_source"}
_STATUSES = ("", "正式", "征求意见稿", "草案", "送审稿", "讨论稿", "审议稿", "初稿")


class _Panel(NamedTuple):
    """The components of the panel."""

    gate: Any
    inside: Any
    document: Any
    fields: tuple[Any, ...]
    sure: Any
    report: Any


def make_admin(texts: Texts, live: Live, administrators: Administrators, state: Any) -> None:
    """Draw the panel under the list of documents and connect it; `state` holds the conversation, for its language."""
    import gradio

    with gradio.Accordion(**texts.say(label="admin"), open=False, elem_id="admin") as box:
        texts.keep(box, label="admin")
        if not administrators.possible:
            texts.keep(shown_html(_off(texts.language)), value=_off)
            return
        gate = texts.keep(shown_html(_gate(texts.language), elem_id="admin-gate", acts=True), value=_gate)
        with gradio.Column(visible=False, elem_id="admin-inside") as inside:
            ingest = _say(
                texts,
                gradio.UploadButton,
                label="admin_upload",
                file_count="multiple",
                variant="primary",
                elem_id="admin-upload",
            )
            texts.keep(shown_html(_taken(texts.language)), value=_taken)
            report = shown_html("", elem_id="admin-report")
            document = _say(
                texts, gradio.Dropdown, label="admin_document", choices=[], value=None, elem_id="admin-document"
            )
            texts.keep(shown_html(_note(texts.language)), value=_note)
            with gradio.Row(elem_id="admin-fields"):
                fields = tuple(_field(texts, name) for name in _FIELDS)
            with gradio.Row():
                save = _say(texts, gradio.Button, value="admin_save")
                check = _say(texts, gradio.Button, value="admin_reindex")
            with gradio.Row():
                sure = _say(texts, gradio.Checkbox, label="admin_sure", value=False)
                remove = _say(texts, gradio.Button, value="admin_remove", variant="stop")
    panel = _Panel(gate, inside, document, fields, sure, report)
    _connect(panel, {"ingest": ingest, "save": save, "check": check, "remove": remove}, live, administrators, state)


def _say(texts: Texts, kind: Any, **properties: Any) -> Any:
    """Make a component whose label or value is one of our sentences."""
    said = {
        name: properties.pop(name)
        for name in ("label", "value")
        if properties.get(name) and (name == "label" or kind.__name__ == "Button")
    }
    return texts.keep(kind(**texts.say(**said), **properties), **said)


def _field(texts: Texts, name: str) -> Any:
    import gradio

    label = _LABELS.get(name, name)
    if name == "status":
        return _say(texts, gradio.Dropdown, label=label, choices=list(_STATUSES), value="", min_width=160)
    return _say(texts, gradio.Textbox, label=label, max_length=300, min_width=160)


def _taken(language: Language) -> str:
    words = text("admin_taken", language, suffixes=" ".join(suffixes()), size=f"{LARGEST // 1024**2} MB")
    return f'<p class="hint">{words}</p>'


def _off(language: Language) -> str:
    return f'<p class="hint">{text("admin_off", language)}</p>'


def _note(language: Language) -> str:
    return f'<p class="hint">{text("admin_edit_note", language)}</p>'


def _gate(language: Language) -> str:
    return (
        f'<form class="gate" data-wrong="{text("admin_wrong", language)}" data-wait="{text("admin_wait", language)}">'
        f'<label>{text("admin_password", language)}<input type="password" name="password" autocomplete="current-password" required></label>'
        f'<button type="submit">{text("admin_sign_in", language)}</button><span role="alert"></span>'
        '<button type="button" data-act="signed-in" hidden tabindex="-1"></button>'
        f'<button type="button" data-do="sign-out" class="out">{text("admin_sign_out", language)}</button></form>'
    )


def _connect(panel: _Panel, buttons: dict[str, Any], live: Live, administrators: Administrators, state: Any) -> None:
    office = Office(live, administrators)
    quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private"}
    outputs = [panel.report, panel.document, panel.sure]

    async def save(document: str | None, *rest: Any) -> AsyncIterator[str]:
        *values, language = rest
        async for said in office.save(document, dict(zip(_FIELDS, map(str, values), strict=True)), language):
            yield said

    def connect(name: str, work: Any, *inputs: Any) -> None:
        buttons[name].click(_acting(office, work), [state, *inputs], outputs, **quiet)

    panel.gate.click(_looking(office), [state], [panel.inside, panel.document, panel.report], **quiet)
    panel.document.change(_picking(office), panel.document, [*panel.fields], **quiet)
    buttons["ingest"].upload(_acting(office, office.ingest), [state, buttons["ingest"]], outputs, **quiet)
    connect("save", save, panel.document, *panel.fields)
    connect("check", office.check)
    connect("remove", office.remove, panel.document, panel.sure)


def _looking(office: Office) -> Any:
    import gradio

    def look(conversation: Any, request: gradio.Request) -> list[Any]:
        inside = not office.refusal(request, conversation.language)
        choices = office.documents() if inside else []
        return [gradio.update(visible=inside), gradio.update(choices=choices, value=None), ""]

    return look


def _picking(office: Office) -> Any:
    import gradio

    def pick(document: str | None, request: gradio.Request) -> list[Any]:
        listed = office.listed(document) if not office.refusal(request, "zh") else None
        if listed is None:
            return [gradio.update(value="") for _ in _FIELDS]
        described = listed.description
        # Only what a person stated is filled in; what was read from the document stands behind it in grey.
        stated = {name for name, origin in described.origin.items() if origin == "side file"}
        known = {name: str(getattr(described, name) or "") for name in _FIELDS}
        behind: dict[str, dict[str, Any]] = {
            name: {} if name == "status" else {"placeholder": known[name]} for name in _FIELDS
        }
        return [gradio.update(value=known[name] if name in stated else "", **behind[name]) for name in _FIELDS]

    return pick


def _acting(office: Office, work: Any) -> Any:
    """Return what a button does: refuse strangers, show the progress of the work, then what the store holds now."""
    import gradio

    async def act(request: gradio.Request, *given: Any) -> AsyncIterator[list[Any]]:
        conversation, *inputs = given
        refused = office.refusal(request, conversation.language)
        if refused:
            yield [line_html(refused), gradio.update(), gradio.update()]
            return
        said = ""
        async for said in work(*inputs, conversation.language):
            yield [said, gradio.update(), gradio.update()]
        yield [said, gradio.update(choices=office.documents(), value=None), gradio.update(value=False)]

    return act
