"""One case as the page shows it: what was asked, expected, answered and found, and where the facts stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from eval.canonical import says
from eval.cases import Case
from eval.finished_run import FinishedRun
from eval.matching import holds
from eval.report.outcome import outcome
from eval.report.passages import Passages, flat_spans
from eval.row import Row
from eval.score import Score


def case_views(run: FinishedRun, passages: Passages) -> list[dict[str, Any]]:
    """Return the cases of a run in the order they were judged, their passages numbered."""
    return [_view(run.cases[score.id], run.rows.get(score.id), score, passages) for score in run.scores]


def _view(case: Case, row: Row | None, score: Score, passages: Passages) -> dict[str, Any]:
    facts = list(dict.fromkeys(wording for wordings in case.wanted for wording in wordings))
    return {
        "id": case.id,
        "question": case.question,
        "history": [[turn.q, turn.a_hint] for turn in case.history],
        "type": score.type,
        "documents": list(score.documents),
        "persona": score.persona,
        "answerable": case.answerable,
        "outcome": outcome(score),
        "status": score.status,
        "facts": [_fact(case, fact, row) for fact in facts],
        "traps": [[trap, row is not None and holds(row.answer, trap)] for trap in case.trap_wrong],
        "evidence": [[place.document, place.section, place.quote] for place in case.evidence],
        "notes": case.notes,
        "failures": [[failure.code, failure.zh, failure.en] for failure in score.failures],
        "measures": {name: round(value, 4) for name, value in score.measures.items()},
        "unjudged": list(score.unjudged),
        **(_answered(row, facts, passages) if row else {"missing": True}),
    }


def _fact(case: Case, fact: str, row: Row | None) -> dict[str, Any]:
    """Say where an expected fact stands: in the answer, in what it cites, at which place of what was found."""
    return {
        "text": fact,
        "all": bool(case.must_all),
        "answer": _held([row.answer] if row else [], fact),
        "cited": _held([citation.text for citation in row.citations] if row else [], fact),
        "rank": _first(holds(found.text, fact) for found in row.retrieved) if row else None,
    }


def _held(texts: Sequence[str], fact: str) -> str:
    """Say whether any text holds a fact as printed, in another form, or not at all."""
    if any(holds(text, fact) for text in texts):
        return "yes"
    return "other_form" if any(says(text, fact) for text in texts) else "no"


def _first(places: Iterable[bool]) -> int | None:
    return next((place for place, held in enumerate(places, 1) if held), None)


def _answered(row: Row, facts: list[str], passages: Passages) -> dict[str, Any]:
    return {
        "standalone": row.standalone_question if row.standalone_question != row.question else "",
        "answer": row.answer,
        "answer_facts": flat_spans(row.answer, facts),
        "mode": row.mode,
        "seconds": round(row.seconds, 4),
        "error": row.error or "",
        "notice": row.notice or "",
        "citations": [
            {
                "mark": citation.mark,
                "passage": passages.add(citation, whole=True),
                # -1 tells the page that the quotation does not stand in the passage it names.
                "quote": [citation.text.find(citation.quote), len(citation.quote)],
                "quoted": "" if citation.quote in citation.text else citation.quote,
                "facts": flat_spans(citation.text, facts),
            }
            for citation in row.citations
        ],
        "figures": [
            {
                "text": figure.text,
                "year": figure.year,
                "mark": figure.mark,
                "kind": figure.kind or "",
                "verified": figure.verified,
            }
            for figure in row.figures
        ],
        "retrieved": [
            [passages.add(found, whole=bool(spans)), round(found.score, 3), spans]
            for found in row.retrieved
            for spans in [flat_spans(found.text, facts)]
        ],
        "nearest": [[near.title, near.section, near.page, near.quote] for near in row.nearest],
    }
