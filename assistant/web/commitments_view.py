"""Show the ledger: its filters, one page of the table, and the ways to export it."""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.ledger.export import COMPARATORS, KINDS
from assistant.ledger.ledger import Page
from assistant.ledger.row import CommitmentRow
from assistant.ledger.topic import NAMES
from assistant.messages import Language
from assistant.web.commitments_choices import Choices
from assistant.web.commitments_query import AT_ONCE, Asked
from assistant.web.messages import text
from assistant.web.place import Place, Span
from vectorstore.ledger import Sort

_BOUNDED = re.compile(r"[突超]|以[上下内]|左右|不[低高少多大小]于|至[少多]|[约近余多]|力争|[-—~～至到]")
_MOVED = re.compile(r"增|提高|提升|上升|降|减|翻")
MOST_ROWS = {"xlsx": 10_000, "csv": 50_000}
# A list that is longer is offered as suggestions under a field to type in.
_LONG_LIST = 60
_SUGGESTED = 400
# Years, fields and kinds are few.
_MAY_BE_LONG = ("document", "region", "department")
_COLUMNS: tuple[tuple[str, Sort], ...] = (
    ("ledger_subject", "subject"),
    ("ledger_value", "value"),
    ("ledger_year", "year"),
    ("ledger_kind", "kind"),
    ("ledger_departments", "department"),
    ("ledger_plan", "title"),
    ("ledger_region", "region"),
)


def ledger_html(page: Page, everything: Choices, left: Choices, asked: Asked, language: Language) -> str:
    """Return filters and table; a filter offers what the other filters leave of everything."""
    return (
        f"{_filters(everything, left, asked, language)}"
        f'<div class="ledger-results" tabindex="-1">{results_html(page, asked, language)}</div>'
    )


def empty_html(old: bool, language: Language) -> str:
    """Return what stands in place of a ledger without rows."""
    name = "ledger_old" if old else "ledger_empty"
    return f'<section class="blank"><h2>{text(name, language)}</h2><p>{text(f"{name}_about", language)}</p></section>'


def results_html(page: Page, asked: Asked, language: Language) -> str:
    """Return one page of the table with the number of rows, or that there are none."""
    if not page.total:
        return (
            f'<div class="empty-line" role="status"><p>{text("ledger_none", language)}</p>'
            f"<p>{text('ledger_none_more', language)}</p>"
            f'<p><button type="button" data-do="ledger-clear">{text("ledger_clear", language)}</button></p></div>'
        )
    count = text("ledger_count", language, count=f"{page.total:,}")
    rows = "".join(_row(row, language) for row in page.rows)
    return (
        f'<div class="ledger-bar"><p class="count" role="status">{count}</p>{_export(page.total, asked, language)}</div>'
        f'<div class="ledger-frame"><table class="ledger-table" role="table" aria-label="{text("ledger", language)}">'
        f'<thead role="rowgroup"><tr role="row">{"".join(_head(name, sort, asked, language) for name, sort in _COLUMNS)}'
        f'<th role="columnheader" scope="col" class="plain">{text("ledger_more", language)}</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>{_pager(page.total, asked, language)}'
    )


def place_of_row(row: CommitmentRow) -> Place:
    """Return where a commitment stands: its sentence marked, its value emphasised."""
    quote = Span(row.sentence_start, row.sentence_start + len(row.sentence))
    return Place(row.document, row.start, quote, Span(row.start, row.end))


def value_html(row: CommitmentRow, language: Language) -> str:
    """Return a value with the direction its number has, where it is not simply reached."""
    said = _direction(row, language)
    return (f'<span class="how">{said}</span> ' if said else "") + f'<span lang="zh-CN">{html.escape(row.value)}</span>'


def _direction(row: CommitmentRow, language: Language) -> str:
    """Return the direction of a number in words, "" where its value says it, as printed."""
    comparator = row.comparator
    if comparator == "growth_rate_at_least" and _BOUNDED.search(row.value):
        comparator = "increase_by"
    moved = comparator in ("growth_rate_at_least", "increase_by", "decrease_by")
    if comparator == "exact" or (_MOVED if moved else _BOUNDED).search(row.value):
        return ""
    return COMPARATORS[comparator][0 if language == "zh" else 1]


def kind_html(row: CommitmentRow, language: Language) -> str:
    """Return whether a row is a target or a result."""
    return f'<span class="kind {row.kind}">{KINDS[row.kind][0 if language == "zh" else 1]}</span>'


class _Field(NamedTuple):
    """A filter: its name in the form, its label, what it offers, and what is chosen."""

    name: str
    label: str
    everything: list[tuple[str, str, int]]
    left: list[tuple[str, str, int]]
    chosen: str

    @property
    def is_long(self) -> bool:
        """Whether there is too much to choose from for a list, now or with other filters."""
        return self.name in _MAY_BE_LONG and len(self.everything) > _LONG_LIST


def _fields(everything: Choices, left: Choices, asked: Asked, language: Language) -> list[_Field]:
    place = 0 if language == "zh" else 1

    def named(offered: list[tuple[str, str, int]], names: Mapping[str, tuple[str, str]]) -> list[tuple[str, str, int]]:
        return [(value, names[value][place], count) for value, _, count in offered]

    return [
        _Field("document", "ledger_plan", everything.documents, left.documents, asked.document),
        _Field("region", "region", everything.regions, left.regions, asked.region),
        _Field("department", "ledger_department", everything.departments, left.departments, asked.department),
        _Field("year", "ledger_year", everything.years, left.years, asked.year),
        _Field("topic", "ledger_topic", everything.topics, named(left.topics, NAMES), asked.topic),
        _Field("kind", "ledger_kind", everything.kinds, named(left.kinds, KINDS), asked.kind),
    ]


def _filters(everything: Choices, left: Choices, asked: Asked, language: Language) -> str:
    parts = [_filter(field, language) for field in _fields(everything, left, asked, language)]
    return (
        f'<form class="ledger-filters" role="search" aria-label="{text("ledger_filters", language)}" '
        f'data-sort="{asked.sort}" data-descending="{"1" if asked.descending else ""}">'
        f'<label class="words">{text("ledger_search", language)}<input type="search" name="search" maxlength="300" value="{html.escape(asked.search)}"></label>'
        f'<details class="facets" open><summary>{text("ledger_filters", language)}</summary><div>{"".join(parts)}'
        f'<button type="button" data-do="ledger-clear">{text("ledger_clear", language)}</button></div></details></form>'
    )


def choices_html(everything: Choices, left: Choices, asked: Asked, language: Language) -> str:
    """Return what the filters offer from now on; it is not seen, the script puts it into the form."""
    return "".join(
        f'<template data-choices="{field.name}">{_options(field, language)}</template>'
        for field in _fields(everything, left, asked, language)
    )


def _filter(field: _Field, language: Language) -> str:
    options = _options(field, language)
    if not field.is_long:
        return f'<label>{text(field.label, language)}<select name="{field.name}">{options}</select></label>'
    return (
        f'<label>{text(field.label, language)}<input type="search" name="{field.name}" list="ledger-{field.name}" maxlength="300" '
        f'placeholder="{text("any", language)}" value="{html.escape(field.chosen)}"></label>'
        f'<datalist id="ledger-{field.name}">{options}</datalist>'
    )


def _options(field: _Field, language: Language) -> str:
    if field.is_long:
        return "".join(f'<option value="{html.escape(said)}"></option>' for _, said, _ in field.left[:_SUGGESTED])
    options = [f'<option value="">{text("any", language)}</option>']
    for value, said, count in field.left:
        picked = " selected" if value == field.chosen else ""
        options.append(f'<option value="{html.escape(value)}"{picked}>{html.escape(said)} ({count:,})</option>')
    return "".join(options)


def _head(name: str, sort: Sort, asked: Asked, language: Language) -> str:
    here = asked.sort == sort
    state = ("descending" if asked.descending else "ascending") if here else "none"
    # A third click puts the table back in the order of the documents.
    following, turned = ("place", "") if here and asked.descending else (sort, "1" if here else "")
    return (
        f'<th role="columnheader" scope="col" aria-sort="{state}"><button type="button" data-do="ledger-sort" '
        f'data-sort="{following}" data-descending="{turned}" data-column="{sort}">{text(name, language)}<span aria-hidden="true" class="arrow"></span></button></th>'
    )


def _row(row: CommitmentRow, language: Language) -> str:
    subject = html.escape(row.subject)
    named = html.escape(text("ledger_open", language, subject=row.subject, value=row.value))
    cells = (
        ("ledger_value", "value", value_html(row, language)),
        ("ledger_year", "year", str(row.year) if row.year else ""),
        ("ledger_kind", "", kind_html(row, language)),
        ("ledger_departments", "departments", html.escape("、".join(row.departments))),
        ("ledger_plan", "title", f'<span title="{html.escape(row.title)}">{html.escape(row.title)}</span>'),
        ("ledger_region", "", html.escape(row.region or "")),
    )
    body = "".join(
        f'<td role="cell" class="{style}{"" if value else " unsaid"}" data-label="{text(name, language)}">'
        f"{value or _unsaid(language)}</td>"
        for name, style, value in cells
    )
    return (
        f'<tr role="row" data-row="{html.escape(row.id)}"><th role="rowheader" scope="row"><button type="button" class="opens" '
        f'aria-expanded="false" aria-label="{named}" data-source="{html.escape(place_of_row(row).query)}" lang="zh-CN">{subject}</button></th>'
        f'{body}<td role="cell" class="more">{_series_button(row, language)}</td></tr>'
    )


def _unsaid(language: Language) -> str:
    return f'<span aria-hidden="true">—</span><span class="sr">{text("ledger_nothing_said", language)}</span>'


def _series_button(row: CommitmentRow, language: Language) -> str:
    if row.year is None:
        return ""
    named = html.escape(text("ledger_series_of", language, subject=row.subject))
    return (
        f'<button type="button" data-do="series" aria-expanded="false" aria-label="{named}" '
        f'data-commitment="{html.escape(row.id)}"><span aria-hidden="true" class="trend"></span>{text("ledger_more", language)}</button>'
    )


def _export(total: int, asked: Asked, language: Language) -> str:
    query = html.escape(asked._replace(offset=0).query)
    links = []
    for form, most in MOST_ROWS.items():
        if total > most:
            said = text("ledger_export_large", language, most=f"{most:,}", form=form.upper())
            links.append(f'<span class="too-large">{said}</span>')
        else:
            links.append(
                f'<a href="web/commitments/export?form={form}&amp;language={language}&amp;{query}" download>{form.upper()}</a>'
            )
    return f'<p class="export"><span>{text("ledger_export", language)}</span>{"".join(links)}</p>'


def _pager(total: int, asked: Asked, language: Language) -> str:
    last = (total - 1) // AT_ONCE * AT_ONCE
    here = min(asked.offset, last)

    def turn(name: str, offset: int, possible: bool) -> str:
        state = "" if possible else " disabled"
        return f'<button type="button" data-do="ledger-page" data-offset="{offset}" data-turn="{name}"{state}>{text(f"ledger_{name}", language)}</button>'

    if not last:
        return ""
    shown = text(
        "ledger_shown", language, first=f"{here + 1:,}", last=f"{min(here + AT_ONCE, total):,}", count=f"{total:,}"
    )
    return (
        f'<nav class="pager" aria-label="{text("ledger_pages", language)}">{turn("first", 0, here > 0)}'
        f"{turn('previous', max(0, here - AT_ONCE), here > 0)}<span>{shown}</span>"
        f"{turn('next', here + AT_ONCE, here < last)}{turn('last', last, here < last)}</nav>"
    )
