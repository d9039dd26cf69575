"""Show answers, documents and reports to people on a terminal."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assistant.messages import Language, message

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from ingest.passage import Quality
    from vectorstore.build import Report
    from vectorstore.catalog import Listed

_MARK = re.compile(r"\[\d+\]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_STATUS_STYLE = {"answered": "bold", "partial": "bold"}


def one_line(text: str) -> str:
    """Return a text with line breaks, other control characters and halves of characters as escapes."""
    return _UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def _line(text: str, style: str = "") -> Text:
    """Return one line to print as it is: no markup, emoji names or control characters take effect."""
    return Text(one_line(text), style=style)


def show_answer(console: Console, answer: "Answer", language: Language) -> None:
    """Print an answer, then each citation with title, section trail, page and the quote, its key words emphasised."""
    if answer.standalone_question != answer.question:
        console.print(Text(f"({answer.standalone_question})", style="dim"))
    text = Text(answer.answer, style=_STATUS_STYLE.get(answer.status, "yellow"))
    text.highlight_regex(_MARK, "cyan")
    for figure in answer.figures:
        text.highlight_words([figure.text], "bold green")
    console.print(text, soft_wrap=True)
    if answer.citations:
        console.print(Text(f"\n{message('sources', language)}", style="dim"))
    for citation in answer.citations:
        console.print(_place(citation, language), soft_wrap=True)
        console.print(_quote(citation), soft_wrap=True)


def _place(citation: "Citation", language: Language) -> Text:
    line = Text(f"[{citation.mark}] ", style="cyan")
    line.append(f"《{citation.title}》", style="bold")
    if citation.status != "正式":
        line.append(f" ({citation.status if language == 'zh' else message('draft', language)})", style="yellow")
    if citation.section:
        line.append(" › " + " › ".join(citation.section), style="dim")
    if citation.page is not None:
        line.append(f" · {message('page', language, page=citation.page)}", style="magenta")
    return line


def _quote(citation: "Citation") -> Text:
    quote = Text(f"    {citation.quote.strip()}", style="default")
    if citation.key:
        quote.highlight_words([citation.key], "bold underline green")
    return quote


def show_documents(console: Console, documents: Sequence["Listed"]) -> None:
    """Print what is in the index, two lines a document; an unknown value is a question mark."""
    for listed in documents:
        described = listed.description
        name, title = one_line(listed.id), one_line(described.title)
        console.print(Text.assemble((name, "cyan"), "  ", (f"《{title}》", "bold")), soft_wrap=True)
        parts = [described.region or "?", described.issuer or "?", described.period or "?", described.status]
        if listed.pages:
            parts.append(f"{listed.pages} 页 pages")
        parts.append(f"{listed.passages} 段 passages")
        console.print(_line("    " + " · ".join(parts), "dim"), soft_wrap=True)


def documents_json(documents: Sequence["Listed"]) -> list[dict[str, object]]:
    """Return the documents as plain data."""
    return [
        {
            "document": listed.id,
            "title": listed.description.title,
            "region": listed.description.region,
            "issuer": listed.description.issuer,
            "period": listed.description.period,
            "kind": listed.description.kind,
            "status": listed.description.status,
            "published": listed.description.published,
            "source": listed.description.source,
            "origin": listed.description.origin,
            "file": PurePath(listed.path).name,
            "pages": listed.pages,
            "passages": listed.passages,
            "characters": listed.characters,
            "remarks": list(listed.remarks),
            "quality": quality_json(listed.quality),
        }
        for listed in documents
    ]


def show_report(out: Console, talk: Console, report: "Report") -> None:
    """Print what an ingestion did: counts and names on standard output, reasons on standard error."""
    for word in ("added", "changed", "unchanged", "removed"):
        names = getattr(report, word)
        if names:
            more = " …" if len(names) > 20 else ""
            out.print(_line(f"{word} {len(names)}: {', '.join(names[:20])}{more}"), soft_wrap=True)
    for skipped in report.skipped:
        out.print(_line(f"skipped {skipped.path}: {skipped.reason}", "yellow"), soft_wrap=True)
    for document, remarks in report.remarks.items():
        for remark in remarks:
            talk.print(_line(f"{document}: {remark}", "yellow"), soft_wrap=True)
    for one, other, alike in report.duplicates:
        talk.print(_line(f"{one} and {other} hold nearly the same text ({alike:.0%})", "yellow"), soft_wrap=True)
    if not any((report.added, report.changed, report.unchanged, report.removed, report.skipped)):
        out.print("nothing to ingest: no files found")


def quality_json(quality: "Quality | None") -> dict[str, object] | None:
    """Return how well a document could be read as plain data, None where it was not judged."""
    if quality is None:
        return None
    return {**asdict(quality), "losses": [loss._asdict() for loss in quality.losses]}


def show_quality(out: Console, documents: Sequence["Listed"]) -> None:
    """Print how well each document could be read, and below it every sign of lost characters."""
    for listed in documents:
        quality = listed.quality
        if quality is None:
            continue
        parts = [
            f"{quality.characters} characters",
            f"{quality.headings} headings",
            f"{quality.outside:.0%} outside headings",
            f"longest passage {quality.longest_passage}",
        ]
        if quality.pages_without_text:
            parts.append(f"pages without text: {', '.join(map(str, quality.pages_without_text))}")
        if quality.confidence is not None:
            parts.append(f"recognised with confidence {quality.confidence:.2f}")
        if quality.weak_pages:
            parts.append(f"least sure of pages {', '.join(map(str, quality.weak_pages))}")
        out.print(_line(f"{listed.id}: {'; '.join(parts)}"), soft_wrap=True)
        for loss in quality.losses:
            out.print(_line(f"    {loss.sign} ×{loss.times}: …{loss.example}…", "yellow"), soft_wrap=True)


def show_settings(console: Console, rows: Sequence[Mapping[str, str]]) -> None:
    """Print every setting with its value and where it came from."""
    from rich.table import Table

    table = Table(show_edge=False, header_style="dim")
    for column in ("setting", "value", "from", "meaning"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_line(row[column]) for column in ("name", "value", "origin", "description")))
    console.print(table)
