"""The page of a run: headline, figures, causes of failure, and every case."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.finished_run import FinishedRun
from eval.report.case_view import case_views
from eval.report.cause_words import CAUSES
from eval.report.charts import histogram, interval_plot, stacked_bar
from eval.report.figures import (
    Group,
    Taken,
    by_document,
    by_persona,
    by_type,
    causes,
    of_groups,
    percent,
    taken,
    title_of,
    type_title,
)
from eval.report.gate_view import gate_view
from eval.report.outcome import OUTCOMES, counts
from eval.report.page import render
from eval.report.passages import Passages
from eval.report.sentences import asked, verdict
from eval.report.words import PERSONA_NAMES, STATUS_NAMES, WORDS, Both, name_of

_SECTIONS = ("overview", "causes", "measures", "groups", "cases", "run")


def html(run: FinishedRun, gate: Mapping[str, Any] | None = None) -> str:
    """Return the page of a run; `gate` is what the thresholds said of it, as `gate.json` keeps it."""
    passages = Passages()
    views = case_views(run, passages)
    titles, of = passages.titles, of_groups(run)
    return render(
        "report.html.j2",
        "report",
        run.name,
        _SECTIONS,
        scripts=("dom.js", "case.js", "cases.js"),
        data={**_data(run, titles), "cases": views, "passages": passages.table()},
        verdict=verdict(run),
        asked=asked(run),
        overall_bar=stacked_bar(counts(run.scores)),
        tiles=_tiles(run),
        gate=gate_view(gate),
        causes=causes(run.scores),
        failed=sum(not score.passed for score in run.scores),
        measures=[_drawn(measure) for measure in taken(run.summary.overall)],
        outcome_names=OUTCOMES,
        types=_table(by_type(run), of),
        documents=_table(by_document(run, titles), of),
        personas=_table(by_persona(run), of),
        latency=_latency(run),
        **_environment(run, titles),
    )


def _tiles(run: FinishedRun) -> list[dict[str, Any]]:
    found = counts(run.scores)
    answerable = sum(score.answerable for score in run.scores)
    unanswerable = len(run.scores) - answerable
    handled = sum(score.passed and not score.answerable for score in run.scores)
    tiles = [
        _tile("right", found["right"], len(run.scores), "outcome=right"),
        _tile("wrong", found["wrong"], len(run.scores), "outcome=wrong"),
        _tile("refused", found["refused"], answerable, "outcome=refused"),
        _tile("unanswerable", handled, unanswerable, "answerable=no"),
    ]
    return tiles + ([_tile("error", found["error"], len(run.scores), "outcome=error")] if found["error"] else [])


def _tile(kind: str, count: int, of: int, filters: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": WORDS[kind],
        "count": count,
        "share": percent(count / of) if of else "",
        "note": WORDS[f"{kind}_note"].filled(n=of),
        "filter": filters,
    }


def _drawn(measure: Taken) -> dict[str, Any]:
    figure = measure.figure
    return {
        **measure._asdict(),
        "value": measure.written(figure.mean),
        "low": measure.written(figure.low),
        "high": measure.written(figure.high),
        "plot": interval_plot(figure) if measure.is_share else "",
    }


def _table(groups: Sequence[Group], of: Iterable[Taken]) -> dict[str, Any]:
    """Return the groups with their bars, and the measures that any of them has."""
    return {
        "groups": [{**group._asdict(), "bar": stacked_bar(group.counts)} for group in groups],
        "measures": [measure for measure in of if any(measure.name in group.figures for group in groups)],
    }


def _latency(run: FinishedRun) -> dict[str, Any]:
    seconds = [row.seconds for row in run.rows.values()]
    named: dict[str, float] = {
        name: run.summary.latency[name] for name in ("p50", "p95") if name in run.summary.latency
    }
    shown = {name: f"{value:.3g}" for name, value in {"p50": 0.0, "p95": 0.0, **named}.items()}
    return {
        "sentence": WORDS["latency_note"].filled(n=len(seconds), **shown),
        "chart": histogram(seconds, named),
        "usage": _usage(run.summary.usage),
    }


def _usage(used: Mapping[str, float]) -> Both | None:
    """Say what a chat model took, None where none was asked."""
    names = ("answers", "tokens_in", "tokens_out", "priced", "cost")
    return WORDS["usage_note"].filled(**{name: f"{used.get(name, 0):,.10g}" for name in names}) if used else None


def _environment(run: FinishedRun, titles: Mapping[str, str]) -> dict[str, Any]:
    about = run.about
    short = {
        "started": about.started,
        "ended": about.ended or "",
        "cases_files": ", ".join(about.cases.files),
        "cases_version": about.cases.version,
        "cases_digest": about.cases.sha256[:16],
        "program": about.program,
        "code": about.code[:16],
        "platform": f"Python {about.python}, {about.platform}",
        "server": about.server or "",
        "workers": about.workers,
    }
    return {
        "about": [(WORDS[name], value) for name, value in short.items()],
        "settings": [(name, value or WORDS["unset"]) for name, value in about.settings.items()],
        "libraries": list(about.libraries.items()),
        "index": list(about.index.manifest.items()),
        "index_documents": [
            {"id": document.id, "title": titles.get(document.id, "")} for document in about.index.documents
        ],
    }


def _data(run: FinishedRun, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return the names that the script needs, in both languages, with those filters that have anything to choose."""
    types = Counter(score.type for score in run.scores)
    personas = Counter(score.persona for score in run.scores)
    statuses = Counter(score.status for score in run.scores)
    codes = Counter(failure.code for score in run.scores for failure in score.failures)
    measures = {name for score in run.scores for name in (*score.measures, *score.unjudged)}
    return {
        "words": WORDS,
        "titles": titles,
        "types": {key: type_title(key) for key in types},
        "personas": {key: name_of(PERSONA_NAMES, key) for key in personas},
        "statuses": {key: name_of(STATUS_NAMES, key) for key in statuses},
        "causes": {code: CAUSES[code][0] if code in CAUSES else Both(code, code) for code, _ in codes.most_common()},
        "measures": {name: title_of(name) for name in measures},
    }
