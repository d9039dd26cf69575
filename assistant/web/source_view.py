"""Show a passage in its surroundings, beside the chat."""

import html
from collections.abc import Sequence
from pathlib import Path

from assistant.messages import Language
from assistant.web.messages import text
from assistant.web.place import Place, Span
from ingest.archives import archive_of
from ingest.passage import Passage
from vectorstore.catalog import Listed
from vectorstore.store import Store

_AROUND = 140
ADOPTED = "正式"


def source_html(store: Store, place: Place, language: Language) -> str:
    """Return the panel for a place; says so where the document is no longer held."""
    listed = next((listed for listed in store.catalog.documents() if listed.id == place.document), None)
    passages = store.catalog.passages_of(place.document)
    if listed is None or not passages:
        return f'<p class="remark">{text("not_there", language)}</p>'
    number = passage_at(passages, place.at)
    passage = passages[number]
    parts = [
        '<article class="passage-view">',
        f'<h3 class="title" tabindex="-1" data-focus>《{html.escape(listed.description.title)}》{draft_html(listed, language)}</h3>',
        _trail(passage, language),
        f'<p class="facts">{_facts(listed, language)}</p>',
        f'<div class="passage" lang="zh-CN">{_before(passages, number)}',
        f'<p class="text">{marked(passage.text, passage.start, place.quote, place.key)}</p>',
        f"{_after(passages, number)}</div>",
        _steps(listed.id, passages, number, language),
        _links(listed, passage, language),
        _picture(listed, passage, place, language),
        "</article>",
    ]
    return "".join(parts)


def passage_at(passages: Sequence[Passage], offset: int) -> int:
    """Return the number of the passage that holds an offset, the nearest before it where none does."""
    return max((n for n, passage in enumerate(passages) if passage.start <= offset), default=0)


def marked(body: str, start: int, quote: Span, key: Span) -> str:
    """Return a text that begins at `start` of its document, the quote marked and the key in it emphasised."""
    if not quote:
        return _lines(body)
    cuts = [max(0, min(len(body), at - start)) for at in (quote.start, quote.end)]
    inside = [max(cuts[0], min(cuts[1], at - start)) for at in (key.start, key.end)] if key else [cuts[0], cuts[0]]
    before, after = body[: cuts[0]], body[cuts[1] :]
    strong = body[inside[0] : inside[1]]
    middle = _lines(body[cuts[0] : inside[0]]) + (f"<strong>{_lines(strong)}</strong>" if strong else "")
    middle += _lines(body[inside[1] : cuts[1]])
    return f"{_lines(before)}{f'<mark data-quote>{middle}</mark>' if middle else ''}{_lines(after)}"


def original_name(listed: Listed) -> str | None:
    """Return the name of the file a document was read from, None where it is none of this machine or gone."""
    path = Path(listed.path)
    there = (path.is_absolute() and path.is_file()) or archive_of(listed.path)
    return path.name if there else None


def _trail(passage: Passage, language: Language) -> str:
    trail = " › ".join(map(html.escape, passage.section))
    page = text("page", language, page=passage.page) if passage.page is not None else ""
    return f'<p class="trail" lang="zh-CN">{" · ".join(part for part in (trail, page) if part)}</p>'


def _facts(listed: Listed, language: Language) -> str:
    described = listed.description
    return html.escape(
        " · ".join(part for part in (described.region, described.issuer, described.period, described.published) if part)
    )


def status_words(status: str, language: Language) -> str:
    """Return the standing of a document in the language of the page."""
    if language == "zh":
        return status
    return text("adopted" if status == ADOPTED else "draft", language)


def draft_html(listed: Listed, language: Language) -> str:
    """Return a badge for a document that is not adopted, "" for one that is."""
    status = listed.description.status
    return "" if status == ADOPTED else f' <span class="draft">{html.escape(status_words(status, language))}</span>'


def _before(passages: Sequence[Passage], number: int) -> str:
    if number == 0:
        return ""
    tail = passages[number - 1].text
    return f'<p class="around">{"…" if len(tail) > _AROUND else ""}{_lines(tail[-_AROUND:])}</p>'


def _after(passages: Sequence[Passage], number: int) -> str:
    if number + 1 == len(passages):
        return ""
    head = passages[number + 1].text
    return f'<p class="around">{_lines(head[:_AROUND])}{"…" if len(head) > _AROUND else ""}</p>'


def _steps(document: str, passages: Sequence[Passage], number: int, language: Language) -> str:
    def step(other: int, name: str) -> str:
        if not 0 <= other < len(passages):
            return f'<button type="button" disabled>{text(name, language)}</button>'
        query = html.escape(Place(document, passages[other].start).query)
        return f'<button type="button" data-source="{query}">{text(name, language)}</button>'

    place = text("passage_of", language, number=number + 1, count=len(passages))
    return f'<p class="steps">{step(number - 1, "previous")}<span>{place}</span>{step(number + 1, "next")}</p>'


def _links(listed: Listed, passage: Passage, language: Language) -> str:
    where = html.escape(Place(listed.id, passage.start).query)
    links = [f'<button type="button" data-do="read" data-place="{where}">{text("in_document", language)}</button>']
    if original_name(listed):
        page = f"#page={passage.page}" if passage.page else ""
        query = html.escape(Place(listed.id, 0).query)
        links.append(
            f'<a href="web/original?{query}{page}" target="_blank" rel="noopener">{text("original", language)}</a>'
        )
    else:
        links.append(f'<span class="missing">{text("original_missing", language)}</span>')
    address = listed.description.source or ""
    if address.startswith(("http://", "https://")):
        links.append(
            f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{text("web_source", language)}</a>'
        )
    return f'<p class="links">{"".join(links)}</p>'


def _picture(listed: Listed, passage: Passage, place: Place, language: Language) -> str:
    name = original_name(listed)
    if passage.page is None or name is None or not name.lower().endswith(".pdf"):
        return ""
    words = {
        "caption": text("picture", language, page="{page}"),
        "alt": text("picture_alt", language, page="{page}"),
        "unmarked": text("picture_unmarked", language),
        "failed": text("picture_failed", language),
    }
    query = html.escape(Place(listed.id, passage.start, place.quote).query)
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in words.items())
    return (
        f'<figure class="page-picture" data-picture="web/picture?{query}" {data}><div class="bone tall"></div></figure>'
    )


def _lines(value: str) -> str:
    return html.escape(value).replace("\n", "<br>")
