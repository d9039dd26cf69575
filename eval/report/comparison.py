"""A comparison of two runs as a page, as Markdown and as JSON."""

from collections.abc import Iterable
from typing import Any

from eval.compare import LEVEL, Changed, Comparison, Difference
from eval.report.figures import about_of, title_of, type_title, written
from eval.report.outcome import outcome
from eval.report.page import render
from eval.report.words import STATUS_NAMES, WORDS, Both, name_of
from eval.row import Row
from eval.score import Score

_SECTIONS = ("overview", "measures", "worse", "better")


def html(found: Comparison) -> str:
    """Return the page of a comparison."""
    return render(
        "comparison.html.j2",
        "comparison",
        f"{found.a} → {found.b}",
        _SECTIONS,
        found=found,
        verdict=verdict(found),
        left_out=left_out(found),
        measures=[
            {**_cells(one), "title": title_of(one.measure), "about": about_of(one.measure)} for one in found.measures
        ],
        changed={"worse": [_case(one) for one in found.worse], "better": [_case(one) for one in found.better]},
    )


def verdict(found: Comparison) -> Both:
    """Say in a sentence or two what got better and worse, and whether it may be chance."""
    passed = found.passed
    reading = "more_than_chance" if passed.p < LEVEL else "may_be_chance"
    if not passed.better + passed.worse:
        reading = "no_change"
    told = WORDS["compared"].filled(
        n=passed.n,
        a=round(passed.a * passed.n),
        b=round(passed.b * passed.n),
        better=passed.better,
        worse=passed.worse,
        p="< 0.001" if passed.p < 0.001 else f"= {passed.p:.3f}",
    )
    return Both(told.zh + WORDS[reading].zh, f"{told.en} {WORDS[reading].en}")


def left_out(found: Comparison) -> Both | None:
    """Say which cases could not be compared, None where all were."""
    if not (found.only_a or found.only_b or found.altered):
        return None
    return WORDS["shared_only"].filled(
        n=len(found.shared), a=len(found.only_a), b=len(found.only_b), other=len(found.altered)
    )


def markdown(found: Comparison) -> str:
    """Return a comparison as Markdown: the verdict, every measure, and the cases that changed with both answers."""
    head = ["", "n", "A", "B", "B − A", "95 %", "p", "±", ""]
    lines = [head, ["---", *["---:"] * 7, "---"]]
    for one in found.measures:
        cells = _cells(one)
        names = ("n", "a", "b", "difference", "interval", "p", "better_worse")
        lines.append(
            [f"`{one.measure}` {title_of(one.measure).zh}", *(str(cells[name]) for name in names), cells["reading"].zh]
        )
    parts = [f"# {found.a} → {found.b}", *verdict(found)]
    parts += left_out(found) or ()
    parts += ["\n".join(f"- {line}" for line in found.settings)] if found.settings else []
    parts += [f"## {' '.join(WORDS['measures'])}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
    for name, changed in (("worse", found.worse), ("better", found.better)):
        parts += [f"## {' '.join(WORDS[name])} ({len(changed)})", *map(_case_text, changed)]
    return "\n\n".join(parts) + "\n"


def as_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison for machines."""
    return {
        "a": found.a,
        "b": found.b,
        "cases": len(found.shared),
        "only_a": found.only_a,
        "only_b": found.only_b,
        "altered": found.altered,
        "settings": found.settings,
        "measures": [{**one._asdict(), "reading": one.reading} for one in found.measures],
        **{
            name: [
                {"id": one.case.id, "question": one.case.question, "a": _told(one.row_a), "b": _told(one.row_b)}
                for one in changed
            ]
            for name, changed in (("better", found.better), ("worse", found.worse))
        },
    }


def _cells(one: Difference) -> dict[str, Any]:
    return {
        "name": one.measure,
        "n": one.n,
        "a": written(one.measure, one.a),
        "b": written(one.measure, one.b),
        "difference": _signed(one.measure, one.difference),
        "interval": f"{_signed(one.measure, one.low)} … {_signed(one.measure, one.high)}",
        "p": _p(one.p),
        "test": WORDS[one.test],
        "better_worse": f"{one.better} / {one.worse}",
        "kind": one.reading,
        "reading": WORDS[f"reads_{one.reading}"],
        "unjudged": one.unjudged,
    }


def _signed(measure: str, value: float) -> str:
    text = written(measure, abs(value))
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _case(one: Changed) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "question": one.case.question,
        "type": type_title(one.a.type),
        "expected": " · ".join(wording for wordings in one.case.wanted for wording in wordings),
        "sides": [
            {"name": WORDS[name], **_side(score, row)}
            for name, score, row in (("before", one.a, one.row_a), ("after", one.b, one.row_b))
        ],
    }


def _side(score: Score, row: Row | None) -> dict[str, Any]:
    return {
        "outcome": outcome(score),
        "word": WORDS[outcome(score)],
        "status": name_of(STATUS_NAMES, score.status),
        "answer": _told(row),
        "cited": [" › ".join((citation.title, *citation.section)) for citation in row.citations] if row else [],
        "failures": [Both(failure.zh, failure.en) for failure in score.failures],
    }


def _told(row: Row | None) -> str:
    return (row.answer or row.error or "") if row else ""


def _case_text(one: Changed) -> str:
    return "\n".join(_case_lines(one))


def _case_lines(one: Changed) -> Iterable[str]:
    yield f"**{one.case.id}** {_flat(one.case.question)}\n"
    for side, row, score in (("A", one.row_a, one.a), ("B", one.row_b, one.b)):
        reason = "".join(f" — {_flat(failure.zh)}" for failure in score.failures[:1])
        yield f"- {side}: {_flat(_told(row)) or '—'}{reason}"


def _flat(text: str) -> str:
    return " ".join(text.split())
