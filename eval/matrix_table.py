"""The runs of several settings side by side, as Markdown and as data."""

from collections.abc import Sequence
from typing import Any

from eval.matrix import Entry
from eval.report.figures import title_of, written

_COLUMNS = (
    "passed", "fact", "wrong", "false_refusal", "refusal_right", "citation_right", "figures_verified", "hit@5",
    "faithfulness", "relevance", "tokens", "cost",
)  # fmt: skip


def markdown(entries: Sequence[Entry]) -> str:
    """Return a table with a line for each setting, and below it why some were not run."""
    runs = [entry.run for entry in entries if entry.run]
    columns = [name for name in _COLUMNS if any(_measured(run.summary.overall.get(name)) for run in runs)]
    heads = [
        "settings",
        "n",
        *(title_of(name).en for name in columns),
        "by the model",
        "p50",
        "p95",
        "better / worse",
        "p",
    ]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    lines += [f"| {' | '.join(_cells(entry, columns))} |" for entry in entries]
    first = next((entry.name for entry in entries if entry.run), "")
    notes = [
        f"Better / worse counts the cases that only this or only {first} got right; p is the chance of so uneven a split by "
        "luck (exact sign test). Tokens and cost are means of the answers that a model was asked for."
    ]
    notes += [f"{entry.name} was not run: {entry.why_not}" for entry in entries if not entry.run]
    return "\n".join(lines) + "\n\n" + "\n\n".join(notes) + "\n"


def _measured(figure: Any) -> bool:
    return figure is not None and figure.n > 0


def _cells(entry: Entry, columns: Sequence[str]) -> list[str]:
    if entry.run is None:
        return [entry.name, "not run", *[""] * (len(columns) + 5)]
    summary = entry.run.summary
    figures = [summary.overall.get(name) for name in columns]
    told = [
        written(name, figure.mean) if figure and figure.n else "" for name, figure in zip(columns, figures, strict=True)
    ]
    latency = [f"{summary.latency[name]:.2f} s" if name in summary.latency else "" for name in ("p50", "p95")]
    against = entry.against
    compared = [f"{against.better} / {against.worse}", f"{against.p:.3f}"] if against else ["", ""]
    return [entry.name, str(summary.cases), *told, f"{entry.by_model:.0%}", *latency, *compared]


def as_data(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "settings": [
            {
                "name": entry.name,
                "why_not": entry.why_not or None,
                "summary": entry.run.summary.model_dump() if entry.run else None,
                "by_model": entry.by_model if entry.run else None,
                "against_first": entry.against._asdict() if entry.against else None,
            }
            for entry in entries
        ]
    }
