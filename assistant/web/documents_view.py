"""Show the documents that are held, and one of them in full with its outline."""

import html
from collections.abc import Iterator, Sequence

from assistant.messages import Language
from assistant.web.messages import text
from assistant.web.place import Place
from assistant.web.source_view import draft_html, original_name, status_words
from ingest.passage import Passage
from vectorstore.catalog import Listed
from vectorstore.store import Store

_AT_ONCE = 40
_IN_SHORT = 8


def documents_html(documents: Sequence[Listed], search: str, offset: int, language: Language) -> str:
    """Return a part of the list of those documents whose description holds all words of `search`."""
    words = search.lower().split()
    found = [listed for listed in documents if all(word in _searched(listed) for word in words)]
    if not found:
        return f'<p class="empty-line" role="status">{text("documents_none", language)}</p>'
    part = found[offset : offset + _AT_ONCE]
    count = f'<p class="count" role="status">{text("documents_count", language, count=len(found))}</p>'
    items = "".join(f"<li>{_card(listed, language)}</li>" for listed in part)
    rest = offset + _AT_ONCE < len(found)
    more = f'<button type="button" data-do="more" data-offset="{offset + _AT_ONCE}">{text("more", language)}</button>'
    return f'{"" if offset else count}<ul class="documents">{items}</ul>{more if rest else ""}'


def held_html(documents: Sequence[Listed], language: Language) -> str:
    """Return what is held in short: how many documents, and the first of them by name."""
    if not documents:
        return ""
    items = "".join(
        f'<li><button type="button" data-do="read" data-place="{html.escape(Place(listed.id, 0).query)}" lang="zh-CN">'
        f"《{html.escape(listed.description.title)}》</button>{draft_html(listed, language)}</li>"
        for listed in documents[:_IN_SHORT]
    )
    passages = sum(listed.passages for listed in documents)
    named = text("held", language, documents=f"{len(documents):,}", passages=f"{passages:,}")
    rest = len(documents) - _IN_SHORT
    more = f'<p class="hint">{text("held_more", language, count=f"{rest:,}")}</p>' if rest > 0 else ""
    return f'<h3 class="label">{named}</h3><ul>{items}</ul>{more}'


def document_html(store: Store, document: str, language: Language) -> str:
    """Return a document in full: description, outline and text, each passage with its place."""
    listed = next((listed for listed in store.catalog.documents() if listed.id == document), None)
    if listed is None:
        return f'<p class="remark">{text("not_there", language)}</p>'
    passages = store.catalog.passages_of(document)
    outline, body = _text(passages)
    contents = f"<ol>{outline}</ol>" if outline else f"<p>{text('no_outline', language)}</p>"
    original = (
        f'<a href="web/original?{html.escape(Place(listed.id, 0).query)}" target="_blank" rel="noopener">{text("original", language)}</a>'
        if original_name(listed)
        else ""
    )
    return (
        f'<article class="reader"><p class="reader-bar"><button type="button" data-do="list">{text("back_to_list", language)}</button>{original}</p>'
        f'<h2 tabindex="-1" data-focus>《{html.escape(listed.description.title)}》</h2>{_facts(listed, language)}'
        f'<div class="find" role="search"><label>{text("search_inside", language)} <input type="search" data-find></label>'
        '<span class="hits" role="status"></span><button type="button" data-do="hit-previous" aria-label="↑">↑</button>'
        '<button type="button" data-do="hit-next" aria-label="↓">↓</button></div>'
        f'<div class="pages"><nav class="outline" aria-label="{text("outline", language)}"><details open><summary>{text("outline", language)}</summary>'
        f'{contents}</details></nav><div class="body" lang="zh-CN" tabindex="0" role="region" aria-label="{html.escape(listed.description.title)}">{body}</div></div></article>'
    )


def _searched(listed: Listed) -> str:
    described = listed.description
    parts = (described.title, described.region, described.issuer, described.period, described.kind, listed.id)
    return " ".join(part for part in parts if part).lower()


def _card(listed: Listed, language: Language) -> str:
    described = listed.description
    title = f"<h3>《{html.escape(described.title)}》{draft_html(listed, language)}</h3>"
    query = html.escape(Place(listed.id, 0).query)
    return (
        f'<div class="card">{title}{_facts(listed, language)}'
        f'<p class="links"><button type="button" data-do="read" data-place="{query}">{text("read", language)}</button></p></div>'
    )


def _facts(listed: Listed, language: Language) -> str:
    described = listed.description
    values = {
        "region": described.region,
        "issuer": described.issuer,
        "period": described.period,
        "published": described.published,
        "status": status_words(described.status, language),
        "pages": str(listed.pages) if listed.pages else None,
        "passages": str(listed.passages),
        "quality": _quality(listed, language),
    }
    rows = "".join(
        f"<div><dt>{text(name, language)}</dt><dd>{html.escape(value) if value else text('unknown', language)}</dd></div>"
        for name, value in values.items()
        if value or name not in ("pages", "quality")
    )
    remarks = "".join(f'<p class="remark">{html.escape(remark)}</p>' for remark in listed.remarks)
    return f'<dl class="facts">{rows}</dl>{remarks}'


def _quality(listed: Listed, language: Language) -> str:
    """Say in one line how well a document could be read."""
    quality = listed.quality
    if quality is None:
        return ""
    line = text(
        "quality_line",
        language,
        characters=f"{quality.characters:,}",
        headings=quality.headings,
        outside=f"{quality.outside:.0%}",
    )
    parts = [line]
    if quality.confidence is not None:
        parts.append(text("quality_confidence", language, confidence=f"{quality.confidence:.0%}"))
    if quality.pages_without_text:
        parts.append(text("quality_blank", language, pages=", ".join(map(str, quality.pages_without_text))))
    return "；".join(parts) if language == "zh" else "; ".join(parts)


def _text(passages: Sequence[Passage]) -> tuple[str, str]:
    """Return the outline and the text, with a heading wherever the trail of headings changes."""
    outline: list[str] = []
    body: list[str] = []
    before: tuple[str, ...] = ()
    for passage in passages:
        for level, heading in _new_headings(before, passage.section):
            anchor = f"at-{passage.start}-{level}"
            outline.append(
                f'<li class="level-{min(level, 4)}"><a href="#{anchor}" data-do="jump">{html.escape(heading)}</a></li>'
            )
            body.append(f'<h{min(level + 2, 6)} id="{anchor}">{html.escape(heading)}</h{min(level + 2, 6)}>')
        before = passage.section
        page = f'<span class="folio" aria-hidden="true">{passage.page}</span>' if passage.page else ""
        lines = html.escape(_without_heading(passage)).replace("\n", "<br>")
        body.append(f'<p id="at-{passage.start}" data-at="{passage.start}">{page}{lines}</p>')
    return "".join(outline), "".join(body)


def _without_heading(passage: Passage) -> str:
    """Return the text of a passage without the heading that is shown above it."""
    first, _, rest = passage.text.partition("\n")
    return rest if rest and passage.section and first.strip() == passage.section[-1].strip() else passage.text


def _new_headings(before: tuple[str, ...], trail: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield level and text of the headings of a trail that are not those of the passage before."""
    same = 0
    while same < min(len(before), len(trail)) and before[same] == trail[same]:
        same += 1
    yield from enumerate(trail[same:], same + 1)
