"""Show an exchange: the question, the answer with its marks, the sources, and what can be done with it."""

import html
import json
import re

from assistant.answer import Answer, Citation, Nearest
from assistant.messages import Language, message
from assistant.web.conversation import Conversation, Exchange
from assistant.web.messages import text
from assistant.web.place import Place, place_of
from assistant.web.source_view import ADOPTED, status_words

_MARK = re.compile(r"\[(\d+)\]")
_DECLINED = "declined"
# None of them begins a line.
_STOPS = tuple("。；，、！？.,;")
_SHOWN_REFUSED = 120


def exchange_html(exchange: Exchange, number: int, language: Language) -> str:
    """Return one exchange as HTML; everything that was typed or read is escaped."""
    body = _done(exchange, exchange.answer, number, language) if exchange.answer else _under_way(exchange, language)
    return (
        f'<article class="turn" data-turn="{number}" data-phase="{exchange.phase}">'
        f'<h3 class="asked"><span>{_lines(_shortened(exchange))}</span></h3>{_chosen(exchange, language)}{body}'
        f"{'' if exchange.answer else _small_actions(exchange, number, language)}</article>"
    )


def _shortened(exchange: Exchange) -> str:
    """Return the question; one that was refused may be very long and need not be seen in full."""
    asked = exchange.question
    return f"{asked[:_SHOWN_REFUSED]}……" if exchange.phase == "failed" and len(asked) > _SHOWN_REFUSED else asked


def past_html(conversation: Conversation) -> str:
    """Return all exchanges but the last, or the greeting before there is any."""
    if not conversation.exchanges:
        return _greeting(conversation.language)
    shown = enumerate(conversation.exchanges[:-1])
    return "".join(exchange_html(item, number, conversation.language) for number, item in shown)


def current_html(conversation: Conversation) -> str:
    """Return the last exchange, nothing to be seen before there is any."""
    if not conversation.exchanges:
        # The framework takes empty text for no change.
        return "<span hidden></span>"
    return exchange_html(conversation.exchanges[-1], len(conversation.exchanges) - 1, conversation.language)


def ask_button(question: str, name: str = "ask") -> str:
    """Return a button that asks a question."""
    return f'<button type="button" class="suggestion" data-act="{name}" data-question="{_attribute(question)}">{html.escape(question)}</button>'


def _greeting(language: Language) -> str:
    return (
        f'<section class="greeting"><h2>{text("hello", language)}</h2><p>{text("hello_more", language)}</p>'
        f"<h3>{text('examples', language)}</h3>"
        f'<div class="suggestions" data-lazy="web/examples?language={language}"><span class="bone"></span>'
        f'<span class="bone"></span><span class="bone"></span></div></section>'
    )


def _under_way(exchange: Exchange, language: Language) -> str:
    """Show what there is of an answer that is not finished."""
    if exchange.problem:
        return f'<div class="answer problem" role="alert">{html.escape(exchange.problem)}</div>'
    if exchange.phase == "stopped":
        written = f"<p>{_lines(_MARK.sub('', exchange.text))}</p>" if exchange.text else ""
        return f'<div class="answer stopped">{written}<p class="state">{text("stopped", language)}</p></div>'
    if exchange.text:
        return f'<div class="answer writing"><p>{_lines(exchange.text)}<span class="caret" aria-hidden="true"></span></p></div>'
    words = text("waiting", language, ahead=exchange.ahead) if exchange.ahead else text("searching", language)
    return (
        f'<div class="answer busy"><p class="state"><span class="spinner" aria-hidden="true"></span>{words}</p></div>'
    )


def _done(exchange: Exchange, answer: Answer, number: int, language: Language) -> str:
    kind = _DECLINED if answer.status.startswith(_DECLINED) else answer.status
    parts = [
        f'<div class="answer {kind}"><p class="verdict"><span class="badge">{text(f"status_{kind}", language)}</span>',
        f'<span class="how">{_how(answer, language)}</span></p>',
        _meant(answer, language),
        f'<div class="said" lang="{"zh-CN" if answer.language == "zh" else "en"}">{_said(answer)}</div>',
        f'<p class="remark">{html.escape(answer.notice)}</p>' if answer.notice else "",
        f'<p class="remark">{text("samples", language)}</p>' if answer.samples else "",
        _sources(answer, language),
        "".join(_nearest(item, language) for item in answer.nearest[:1]),
        _actions(exchange, answer, number, language),
        _follow_ups(answer, language),
        "</div>",
    ]
    return "".join(parts)


def _how(answer: Answer, language: Language) -> str:
    """Say which way of answering this is and how long it took."""
    seconds = sum(answer.timings.values())
    took = f" · {text('seconds', language, seconds=f'{seconds:.2f}')}" if seconds else ""
    return text(f"mode_{answer.mode}", language) + took


def _meant(answer: Answer, language: Language) -> str:
    if answer.standalone_question == answer.question:
        return ""
    return f'<p class="meant">{html.escape(text("meant", language, question=answer.standalone_question))}</p>'


def _chosen(exchange: Exchange, language: Language) -> str:
    if not exchange.chosen:
        return ""
    return f'<p class="chosen">{html.escape(text("filtered", language, chosen=exchange.chosen))}</p>'


def _said(answer: Answer) -> str:
    """Return the text of an answer; its marks become buttons, its figures stand out."""
    by_mark = {citation.mark: citation for citation in answer.citations}
    figures = sorted({figure.text for figure in answer.figures if figure.verified}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, figures))) if figures else None
    lines = []
    for line in _without_nearest(answer).split("\n"):
        pieces = _MARK.split(line)
        out = []
        for position, piece in enumerate(pieces):
            if position % 2:
                citation = by_mark.get(int(piece))
                chip = _chip(citation, answer.language) if citation else f"[{piece}]"
                following = pieces[position + 1]
                stop = following[:1] if following[:1] in _STOPS else ""
                pieces[position + 1] = following[len(stop) :]
                out.append(f'<span class="together">{chip}{stop}</span>' if stop else chip)
            else:
                escaped = html.escape(piece)
                out.append(pattern.sub(r"<b>\g<0></b>", escaped) if pattern else escaped)
        lines.append("".join(out))
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())


def _without_nearest(answer: Answer) -> str:
    """Return the text of an answer without the nearest passage, which stands below it as a card."""
    if not answer.nearest:
        return answer.answer
    opening = message("nearest", answer.language, plan="\0", section="", quote="").partition("\0")[0]
    said = answer.answer.partition(opening)[0].strip()
    return said or answer.answer


def _chip(citation: Citation, language: Language) -> str:
    label = text("source_of", language, mark=citation.mark, title=citation.title)
    return (
        f'<button type="button" class="chip" data-source="{_attribute(place_of(citation).query)}" '
        f'aria-label="{_attribute(label)}" title="{_attribute(label)}">{citation.mark}</button>'
    )


def _sources(answer: Answer, language: Language) -> str:
    if not answer.citations:
        return ""
    items = "".join(f"<li>{_source(citation, language)}</li>" for citation in answer.citations)
    return f'<h4 class="label">{text("sources", language)}</h4><ol class="sources">{items}</ol>'


def _source(citation: Citation, language: Language) -> str:
    quote = html.escape(citation.quote.strip())
    if citation.key:
        key = html.escape(citation.key)
        quote = quote.replace(key, f"<mark>{key}</mark>", 1)
    return (
        f'<button type="button" class="source" data-source="{_attribute(place_of(citation).query)}">'
        f'<span class="mark" aria-hidden="true">{citation.mark}</span>'
        f"<span class='about'><span class='title'>《{html.escape(citation.title)}》{_draft(citation.status, language)}</span>"
        f'<span class="trail">{_trail(citation.section, citation.page, language)}</span>'
        f'<span class="quote" lang="zh-CN">{quote}</span></span></button>'
    )


def _draft(status: str, language: Language) -> str:
    if status == ADOPTED:
        return ""
    return f'<span class="draft">{html.escape(status_words(status, language))}</span>'


def _trail(section: list[str], page: int | None, language: Language) -> str:
    trail = html.escape(" › ".join(section))
    return trail + (f"{' · ' if trail else ''}{text('page', language, page=page)}" if page is not None else "")


def _nearest(item: Nearest, language: Language) -> str:
    period = f" ({html.escape(item.period)})" if item.period else ""
    query = Place(item.document, 0).query + f"&find={_percent(item.quote)}"
    return (
        f'<h4 class="label">{text("nearest", language)}</h4>'
        f'<button type="button" class="source nearest" data-source="{_attribute(query)}">'
        f'<span class="about"><span class="title">《{html.escape(item.title)}》{period}</span>'
        f'<span class="trail">{_trail(item.section, item.page, language)}</span>'
        f'<span class="quote" lang="zh-CN">{html.escape(item.quote)}</span></span></button>'
    )


def _actions(exchange: Exchange, answer: Answer, number: int, language: Language) -> str:
    asked = {"q": answer.standalone_question, **_scope(exchange)}
    record = {
        "question": answer.standalone_question,
        "answer": answer.answer,
        "status": answer.status,
        "mode": answer.mode,
        "documents": sorted({citation.document for citation in answer.citations}),
        "key": [citation.key or citation.quote for citation in answer.citations],
    }
    return (
        f'<div class="actions" role="group" aria-label="{text("actions", language)}">'
        f'<button type="button" data-do="copy" data-text="{_attribute(copied_text(answer, language))}">{text("copy", language)}</button>'
        f'<button type="button" data-do="share" data-asked="{_attribute(json.dumps(asked, ensure_ascii=False))}">{text("share", language)}</button>'
        f'<button type="button" data-act="edit" data-turn="{number}">{text("edit", language)}</button>'
        f'<button type="button" data-act="retry" data-turn="{number}">{text("retry", language)}</button>'
        f'<span class="thumbs" data-record="{_attribute(json.dumps(record, ensure_ascii=False))}">'
        f'<button type="button" class="good" data-do="good" aria-pressed="false">{text("good", language)}</button>'
        f'<button type="button" class="bad" data-do="bad" aria-pressed="false" aria-expanded="false">{text("bad", language)}</button>'
        "</span></div>"
    )


def _small_actions(exchange: Exchange, number: int, language: Language) -> str:
    if exchange.phase not in ("stopped", "failed"):
        return ""
    return (
        f'<div class="actions" role="group" aria-label="{text("actions", language)}">'
        f'<button type="button" data-act="edit" data-turn="{number}">{text("edit", language)}</button>'
        f'<button type="button" data-act="retry" data-turn="{number}">{text("retry", language)}</button></div>'
    )


def _scope(exchange: Exchange) -> dict[str, str]:
    scope = exchange.scope
    return {n: v for n, v in (("plan", scope.plan), ("region", scope.region), ("year", scope.year)) if v}


def _follow_ups(answer: Answer, language: Language) -> str:
    if not answer.citations:
        return ""
    place = place_of(answer.citations[0])
    query = (
        f"language={language}&question={_percent(answer.standalone_question)}&{Place(place.document, place.at).query}"
    )
    return f'<div class="follow-ups" data-lazy="{_attribute(f"web/follow-ups?{query}")}"></div>'


def copied_text(answer: Answer, language: Language) -> str:
    """Return an answer with its sources as plain text, as it goes to the clipboard."""
    lines = [answer.standalone_question, "", answer.answer]
    if answer.citations:
        lines += ["", f"{text('sources', language)}:"]
    for item in answer.citations:
        where = " › ".join(item.section) + (
            f" · {text('page', language, page=item.page)}" if item.page is not None else ""
        )
        draft = "" if item.status == ADOPTED else f"（{item.status}）"
        lines += [f"[{item.mark}] 《{item.title}》{draft} {where}".rstrip(), f"    “{item.quote.strip()}”"]
    return "\n".join([*lines, "", text("notice", language)])


def _lines(value: str) -> str:
    return html.escape(value).replace("\n", "<br>")


def _attribute(value: str) -> str:
    return html.escape(value, quote=True)


def _percent(value: str) -> str:
    from urllib.parse import quote

    return quote(value, safe="")
