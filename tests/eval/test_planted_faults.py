"""A gate that stays green when answers are spoilt is worth nothing: five faults, each planted into the rows of a real run."""

import re
from collections.abc import Callable, Sequence

import pytest

from eval.cases import Case
from eval.finished_run import read_run
from eval.gate import GATES, Fallen, check, read_gate
from eval.judge import score_all
from eval.row import Row
from eval.run_folder import RunFolder
from eval.summary import summarise

_FIGURE = re.compile(r"(?<![\d.\[])\d+(?:\.\d+)?(?![\d.\]])")
_GIVEN = ("answered", "partial")


def _given(row: Row) -> bool:
    return row.status in _GIVEN and bool(row.citations)


def _with_answer_of(row: Row, other: Row) -> Row:
    taken = ("answer", "citations", "figures", "status")
    return row.model_copy(update={name: getattr(other, name) for name in taken})


def wrong_city(cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """Give every answer that of a question about another city."""
    city = {row.id: row.citations[0].region for row in rows if _given(row)}
    spoilt = []
    for place, row in enumerate(rows):
        others = [
            other
            for other in (*rows[place:], *rows[:place])
            if city.get(other.id, city.get(row.id)) != city.get(row.id)
        ]
        spoilt.append(_with_answer_of(row, others[0]) if row.id in city and others else row)
    return spoilt


def citations_shifted(cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """Under every mark, show the passage that belongs under the next one; after the last comes the next answer's first."""
    flat = [citation for row in rows for citation in row.citations]
    shifted = iter([*flat[1:], *flat[:1]])
    return [
        row.model_copy(
            update={"citations": [next(shifted).model_copy(update={"mark": own.mark}) for own in row.citations]}
        )
        for row in rows
    ]


def every_tenth_figure_altered(cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """Print every tenth figure with another first digit, in the text and in the list of figures alike."""
    count = 0

    def altered(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        text = match.group()
        return f"{int(text[0]) % 9 + 1}{text[1:]}" if count % 10 == 0 else text

    return [row.model_copy(update={"answer": _FIGURE.sub(altered, row.answer)}) if _given(row) else row for row in rows]


def refuses_everything(cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """Say of everything that the plans do not say."""
    nothing = {"status": "not_found", "answer": "规划中没有说明。", "citations": [], "figures": []}
    return [row.model_copy(update=nothing) for row in rows]


def answers_everything(cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """Answer what was refused with the answer of a neighbour."""
    given = [row for row in rows if _given(row)]
    return [row if _given(row) else _with_answer_of(row, given[place % len(given)]) for place, row in enumerate(rows)]


Fault = Callable[[Sequence[Case], Sequence[Row]], list[Row]]
# With each fault, measures that must be among those that fall.
FAULTS: dict[Fault, set[str]] = {
    wrong_city: {"fact", "citation_right"},
    citations_shifted: {"citation_right", "citation_recall"},
    every_tenth_figure_altered: {"figures_verified"},
    refuses_everything: {"fact", "false_refusal"},
    answers_everything: {"refusal_right"},
}


def _held(folder: RunFolder, fault: Fault) -> list[Fallen]:
    run = read_run(folder)
    cases = list(run.cases.values())
    rows = fault(cases, [run.rows[case.id] for case in cases])
    return check(summarise(score_all(cases, rows), rows), read_gate(GATES / "fast.toml"))


def test_the_run_as_it_is_passes_the_gate(fast_run: RunFolder) -> None:
    assert _held(fast_run, lambda cases, rows: list(rows)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_turns_the_gate_red(fast_run: RunFolder, fault: Fault) -> None:
    fallen = {one.measure for one in _held(fast_run, fault) if one.scope == "overall"}
    assert FAULTS[fault] <= fallen


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_planted_at_all(fast_run: RunFolder, fault: Fault) -> None:
    run = read_run(fast_run)
    cases = list(run.cases.values())
    rows = [run.rows[case.id] for case in cases]
    changed = sum(before != after for before, after in zip(rows, fault(cases, rows), strict=True))
    assert changed >= 4
