"""Judge rows: every measure of an answer, whether the case passed, and why not."""

from collections.abc import Iterable

from eval.cases import Case
from eval.failures import failures_of
from eval.measures.catalogue import BY_MODEL
from eval.measures.citations import citation_right, citation_shares, premise, statements, supports
from eval.measures.cost import of_row
from eval.measures.facts import fact, fact_normalised, fact_share, traps_in
from eval.measures.figures import (
    expected_figures,
    figure_precision,
    figure_recall,
    figures_verified,
    quantities,
)
from eval.measures.judged import Referee
from eval.measures.refusals import answers
from eval.measures.relevance import by_fact, by_place, measured
from eval.row import Row
from eval.score import Score

_MISSING = "error_missing"


def score(case: Case, row: Row | None, referee: Referee | None = None) -> Score:
    """Judge a case; a row that is missing or has an error makes all its measures 0.

    An answerable case passes when the answer holds every fact in whatever form and the passages cited bear it out, any other
    when it is refused. Without a referee what only a chat model can judge is unjudged.
    """
    if row is None or row.error is not None:
        return _nothing(case, row)
    given = answers(row.status)
    measures = _of_answerable(case, row) if case.answerable else {"refusal_right": float(not given)}
    if case.trap_wrong:
        measures["trap"] = float(given and bool(traps_in(row.answer, case.trap_wrong, case.wanted)))
    measures |= of_row(row)
    unjudged: tuple[str, ...] = ()
    if given:
        measures |= _of_answer(row)
        verdicts = referee.judge(row) if referee else {}
        measures |= verdicts
        unjudged = tuple(name for name in BY_MODEL if name not in verdicts)
    return _score(case, row, measures, unjudged)


def score_all(cases: Iterable[Case], rows: Iterable[Row], referee: Referee | None = None) -> list[Score]:
    """Judge every case of a run, in the order of the cases, whether it has a row or not."""
    given = {row.id: row for row in rows}
    return [score(case, given.get(case.id), referee) for case in cases]


def _score(case: Case, row: Row | None, measures: dict[str, float], unjudged: tuple[str, ...] = ()) -> Score:
    failures = failures_of(case, row)
    return Score(
        id=case.id,
        type=case.type,
        documents=case.docs,
        persona=case.persona,
        answerable=case.answerable,
        status=row.status if row else _MISSING,
        passed=not failures,
        measures={"passed": float(not failures), **measures},
        unjudged=unjudged,
        failures=failures,
    )


def _of_answerable(case: Case, row: Row) -> dict[str, float]:
    """Return the measures of a case that has an answer; those of the answer are 0 where none was given."""
    given = answers(row.status)
    text = row.answer if given else ""
    values = {
        "fact": fact(text, case.wanted),
        "fact_normalised": fact_normalised(text, case.wanted),
        "fact_share": fact_share(text, case.wanted),
        "false_refusal": float(not given),
        "citation_right": float(given and citation_right(case, row.citations)),
    }
    values["wrong"] = float(given and not values["fact"])
    expected = expected_figures(case.wanted)
    if expected:
        printed = quantities(text)
        values["figure_recall"] = figure_recall(printed, expected)
        if given:
            values["figure_precision"] = figure_precision(printed, [one for some in expected for one in some])
    values |= measured(by_fact(case, row.retrieved))
    places = by_place(case, row.retrieved)
    return values | (measured(places, "passage_") if places else {})


def _of_answer(row: Row) -> dict[str, float]:
    """Return the measures that every answer has, whatever was asked."""
    passages = {citation.mark: premise(citation) for citation in row.citations}
    shares = citation_shares(statements(row.answer), passages, supports)
    values = {
        "citation_recall": shares.recall,
        "citation_precision": shares.precision,
        "length": float(len(row.answer)),
    }
    cited = {citation.mark: citation.text for citation in row.citations}
    verified = figures_verified(row.answer, row.figures, cited)
    return values if verified is None else values | {"figures_verified": verified}


def _nothing(case: Case, row: Row | None) -> Score:
    """Return the score of a case that was not answered for a fault: 0 in everything that could have been measured."""
    names: list[str] = ["trap"] if case.trap_wrong else []
    if case.answerable:
        empty = Row(id=case.id, seconds=0, question=case.question, standalone_question="", status="answered", answer="")
        names += [*_of_answerable(case, empty), "citation_recall", "citation_precision"]
        names += ["figures_verified"] if expected_figures(case.wanted) else []
    else:
        names.append("refusal_right")
    return _score(case, row, dict.fromkeys(names, 0.0))
