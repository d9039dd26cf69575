"""The tables of a run as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.finished_run import FinishedRun
from eval.report.figures import (
    Group,
    Taken,
    by_document,
    by_persona,
    by_type,
    causes,
    of_groups,
    percent,
    right_share,
    taken,
)
from eval.report.gate_view import gate_view
from eval.report.outcome import Outcome, counts
from eval.report.sentences import asked, verdict
from eval.report.words import WORDS, Both
from eval.score import Figure


def markdown(run: FinishedRun, gate: Mapping[str, Any] | None = None) -> str:
    """Return the figures of a run: the verdict, every measure, the groups, and the causes of failure."""
    titles = {found.document: found.title for row in run.rows.values() for found in row.retrieved}
    of = of_groups(run)
    parts = [
        f"# {run.name}",
        _lines(verdict(run)),
        _lines(asked(run)),
        *_gate(gate),
        _head("measures"),
        measure_table(taken(run.summary.overall)),
        _head("by_type"),
        _group_table("type", by_type(run), of),
        _head("by_document"),
        _group_table("document", by_document(run, titles), of),
        _head("by_persona"),
        _group_table("persona", by_persona(run), of),
        _head("causes"),
        _cause_table(run),
    ]
    return "\n\n".join(parts) + "\n"


def type_table(run: FinishedRun, language: str = "en") -> str:
    """Return the table by type alone in one language, all cases last; made for documents about the program."""
    side = 0 if language == "zh" else 1
    head = [WORDS[name][side] for name in ("type", "n", "accuracy", "interval", "wrong", "refused")]
    rows = [[group.title[side], *_came_out(group.right, group.counts)] for group in by_type(run)]
    rows.append([f"**{WORDS['overall'][side]}**", *_came_out(right_share(run.scores), counts(run.scores))])
    return _table(head, rows)


def measure_table(measures: Iterable[Taken]) -> str:
    """Return the measures with their intervals, the number of cases and of those unjudged."""
    head = [_line("measure"), "", _line("value"), _line("interval"), _line("n"), _line("unjudged")]
    return _table(head, [_measure(measure) for measure in measures], texts=2)


def _measure(measure: Taken) -> list[str]:
    figure = measure.figure
    title = f"{measure.title.zh} {measure.title.en}"
    value, interval = "—", ""
    if figure.n:
        value, interval = measure.written(figure.mean), f"{measure.written(figure.low)}–{measure.written(figure.high)}"
    return [f"`{measure.name}`", title, value, interval, str(figure.n), str(figure.unjudged or "")]


def _group_table(head: str, groups: Sequence[Group], of: Sequence[Taken]) -> str:
    heads = [_line(name) for name in (head, "n", "accuracy", "interval", "wrong", "refused")]
    heads += [f"{measure.title.zh} {measure.title.en}" for measure in of]
    rows = [
        [
            _joined(group.title),
            *_came_out(group.right, group.counts),
            *(_figure(group.figures.get(measure.name), measure) for measure in of),
        ]
        for group in groups
    ]
    return _table(heads, rows)


def _came_out(right: Figure, found: Mapping[Outcome, int]) -> list[str]:
    interval = f"{percent(right.low)}–{percent(right.high)}"
    return [str(right.n), percent(right.mean), interval, str(found["wrong"] + found["error"]), str(found["refused"])]


def _figure(figure: Figure | None, measure: Taken) -> str:
    if figure is None or not figure.n:
        return "—"
    return (
        f"{measure.written(figure.mean)} ({measure.written(figure.low)}–{measure.written(figure.high)}, n={figure.n})"
    )


def _gate(gate: Mapping[str, Any] | None) -> list[str]:
    view = gate_view(gate)
    if view is None:
        return []
    return [_lines(view.sentence), *(["\n".join(f"- {_joined(line)}" for line in view.lines)] if view.lines else [])]


def _cause_table(run: FinishedRun) -> str:
    found = causes(run.scores)
    if not found:
        return _lines(WORDS["no_failures"])
    head = [_line("cause"), _line("n"), _line("cases")]
    rows = [[f"{_joined(cause.title)} `{cause.code}`", str(len(cause.ids)), " ".join(cause.ids)] for cause in found]
    return _table(head, rows, texts=1)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    rule = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in [head, rule, *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _head(name: str) -> str:
    return f"## {_line(name)}"


def _line(name: str) -> str:
    return _joined(WORDS[name])


def _joined(text: Both) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"


def _lines(text: Both) -> str:
    return f"{text.zh}\n\n{text.en}"
