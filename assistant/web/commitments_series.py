"""Show one indicator over the years: a small chart, a table, and where documents disagree."""

import html
from collections.abc import Mapping

from assistant.ledger.export import KINDS
from assistant.ledger.ledger import Wanted, find
from assistant.ledger.row import CommitmentRow
from assistant.ledger.series import Series, series_of
from assistant.messages import Language
from assistant.web.commitments_chart import chart_svg
from assistant.web.commitments_view import kind_html, place_of_row, value_html
from assistant.web.messages import text
from vectorstore.store import Store

_MOST_OTHERS = 6


def series_html(store: Store, commitment: str, language: Language) -> str:
    """Return the indicator of a commitment over the years, in the plans of its region."""
    document = commitment.rpartition("#")[0]
    rows = find(store, Wanted(document=document)).rows if document else []
    row = next((row for row in rows if row.id == commitment), None)
    if row is None:
        return f'<p class="remark">{text("not_there", language)}</p>'
    # Without a region, equal names in other plans need not be one thing.
    within = Wanted(region=row.region) if row.region else Wanted(document=document)
    found = series_of(store, row.subject, within)
    own = [one for one in found if any(other.id == commitment for other in one.rows)]
    if not own:
        return f'<p class="remark">{text("series_none", language)}</p>'
    others = [one for one in found if one not in own]
    more = "".join(_one(one, commitment, language) for one in others[:_MOST_OTHERS])
    named = text("series_others", language, count=len(others[:_MOST_OTHERS]))
    return (
        f'<section class="series" aria-label="{text("ledger_series", language)}">{"".join(_one(one, commitment, language) for one in own)}'
        f"{f'<details><summary>{named}</summary>{more}</details>' if others else ''}"
        f'<p class="series-end"><button type="button" data-do="series-shut">{text("series_shut", language)}</button></p></section>'
    )


def _one(series: Series, commitment: str, language: Language) -> str:
    prevailing = {conflict.prevails: True for conflict in series.conflicts}
    standing = {row.id: row.id in prevailing for conflict in series.conflicts for row in conflict.rows}
    facts = [
        part
        for part in (
            series.region,
            text(f"series_{series.measure}", language),
            text("series_unit", language, unit=series.unit) if series.unit else "",
        )
        if part
    ]
    rows = "".join(_row(row, standing, row.id == commitment, language) for row in series.rows)
    return (
        f'<div class="series-one"><h3><span lang="zh-CN">{html.escape(series.indicator)}</span> <small>{html.escape(" · ".join(facts))}</small></h3>'
        f"{chart_svg(series, language)}{_conflicts(series, language)}"
        f'<table class="series-table"><thead><tr><th scope="col">{text("ledger_year", language)}</th>'
        f'<th scope="col">{text("ledger_value", language)}</th><th scope="col">{text("ledger_kind", language)}</th>'
        f'<th scope="col">{text("ledger_plan", language)}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(row: CommitmentRow, standing: Mapping[str, bool], here: bool, language: Language) -> str:
    badge = ""
    if row.id in standing:
        prevails = standing[row.id]
        name = "series_prevails" if prevails else "series_overruled"
        badge = f' <span class="{"prevails" if prevails else "overruled"}">{text(name, language)}</span>'
    named = html.escape(text("ledger_open", language, subject=row.subject, value=row.value))
    return (
        f'<tr{" class=here" if here else ""}><th scope="row">{row.year}</th><td>{value_html(row, language)}{badge}</td><td>{kind_html(row, language)}</td>'
        f'<td><button type="button" class="opens" aria-expanded="false" aria-label="{named}" data-source="{html.escape(place_of_row(row).query)}" lang="zh-CN">{html.escape(row.title)}</button></td></tr>'
    )


def _conflicts(series: Series, language: Language) -> str:
    lines = []
    for conflict in series.conflicts:
        best = next(row for row in conflict.rows if row.id == conflict.prevails)
        line = text(
            "series_conflict_line",
            language,
            year=conflict.year,
            kind=KINDS[best.kind][0 if language == "zh" else 1],
            value=best.value,
            title=best.title,
            others=("、" if language == "zh" else ", ").join(
                dict.fromkeys(row.value for row in conflict.rows if row.id != best.id)
            ),
        )
        lines.append(f"<li>{html.escape(line)}</li>")
    if not lines:
        return ""
    return f'<div class="conflicts"><strong>{text("series_conflict", language)}</strong><ul>{"".join(lines)}</ul></div>'
