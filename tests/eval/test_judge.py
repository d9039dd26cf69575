"""Judging rows: what counts, what passes, and reasons that say where an answer was lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, AnswerFigure, Citation, RetrievedPassage
from assistant.respond import Responder
from eval.cases import Case
from eval.judge import score, score_all
from eval.measures.catalogue import BY_MODEL, MEASURES, OF_THE_RUN
from eval.row import Row

TITLE = {"plan": "岳阳市“十四五”规划", "old": "九江市“十三五”规划"}
RIGHT = "到2025年，全市森林覆盖率稳定在45.5%以上。"
FIGURE = AnswerFigure(text="45.5%以上", value=45.5, unit="%", year=2025, mark=1, verified=True)
OTHER = "到2025年，城镇化率达到63%。"


def citation(text: str = RIGHT, document: str = "plan", mark: int = 1) -> Citation:
    return Citation(
        mark=mark, document=document, title=TITLE[document], region=None, section=["第二章 主要目标"], page=None,
        start=0, end=len(text), text=text, quote=text,
    )  # fmt: skip


def found(*texts: str, document: str = "plan") -> list[RetrievedPassage]:
    return [
        RetrievedPassage(
            document=document, title=TITLE[document], section=["第二章 主要目标"], page=None, start=9 * place,
            end=9 * place + 8, text=text, score=1.0,
        )
        for place, text in enumerate(texts)
    ]  # fmt: skip


def row(answer: str = RIGHT, **fields: Any) -> Row:
    given = {"id": "a", "seconds": 0.1, "question": "多少？", "standalone_question": "多少？", "status": "answered"}
    marked = answer.removesuffix("。") + "[1]。" if fields.get("citations", True) else answer
    defaults = {"answer": marked, "citations": [citation()], "retrieved": found(RIGHT, OTHER), "figures": [FIGURE]}
    return Row.model_validate({**given, **defaults, **fields})


def case(**fields: Any) -> Case:
    given = {
        "id": "a",
        "question": "多少？",
        "type": "figure",
        "answers": ["45.5%"],
        "docs": ["plan"],
        "persona": "citizen",
    }
    return Case.model_validate({**given, **fields})


UNANSWERABLE = {"answerable": False, "answers": [], "docs": []}


def codes(case_: Case, row_: Row | None) -> list[str]:
    return [failure.code for failure in score(case_, row_).failures]


def test_a_right_answer_passes_and_has_every_measure_that_applies() -> None:
    judged = score(case(trap_wrong=["45.3%"], evidence=[{"section": "第二章"}]), row())
    assert judged.passed
    assert judged.failures == ()
    ones = {name for name in judged.measures if MEASURES[name].more_is_better}
    assert {name for name in ones if judged.measures[name] != 1} == set()
    assert [judged.measures[name] for name in ("wrong", "trap", "false_refusal")] == [0, 0, 0]
    # Of a row without tokens and without a chat model, everything but these can be measured.
    assert set(MEASURES) - set(judged.measures) == {
        *OF_THE_RUN,
        *BY_MODEL,
        "tokens",
        "cost",
        "refusal_right",
    }
    assert judged.unjudged == BY_MODEL


def test_a_figure_in_another_form_passes_though_the_strict_rule_counts_it_wrong() -> None:
    text = "到2025年，森林覆盖率为百分之四十五点五以上。"
    judged = score(case(), row(text, citations=[citation(text)]))
    assert judged.passed
    assert (judged.measures["fact"], judged.measures["fact_normalised"], judged.measures["wrong"]) == (0, 1, 1)


@pytest.mark.parametrize("missing", [None, row(error="connection refused")], ids=["no row", "error"])
def test_what_is_missing_counts_nothing_in_everything(missing: Row | None) -> None:
    wanted = case(trap_wrong=["45.3%"], evidence=[{"section": "第二章"}])
    judged = score(wanted, missing)
    assert not judged.passed
    assert [failure.code for failure in judged.failures] == ["no_answer"]
    assert set(judged.measures.values()) == {0}
    taken = set(score(wanted, row()).measures) - {"seconds", "length"}
    assert taken <= set(judged.measures)
    assert judged.unjudged == ()
    unanswerable = score(case(**UNANSWERABLE), missing)
    assert unanswerable.measures == {"passed": 0, "refusal_right": 0}
    assert "connection refused" in judged.failures[0].zh or missing is None


def test_every_case_is_judged_in_order_whether_it_has_a_row_or_not() -> None:
    judged = score_all([case(id="b"), case(id="a")], [row()])
    assert [(one.id, one.passed) for one in judged] == [("b", False), ("a", True)]


def test_a_refusal_of_what_the_plans_say_names_the_rank_of_the_passage() -> None:
    refused = row("规划没有说明。", status="not_found", citations=[], retrieved=found(OTHER, OTHER, RIGHT))
    judged = score(case(), refused)
    assert [failure.code for failure in judged.failures] == ["refused_though_found"]
    assert "第3位" in judged.failures[0].zh
    assert "rank 3" in judged.failures[0].en
    assert judged.measures["false_refusal"] == 1
    assert "citation_recall" not in judged.measures
    assert codes(case(), row("没有。", status="not_found", citations=[], retrieved=found(OTHER))) == [
        "refused_not_retrieved"
    ]
    unsought = row("问题太宽泛。", status="not_found", citations=[], retrieved=[])
    assert codes(case(), unsought) == ["refused_without_search"]
    assert codes(case(), row("不能照办。", status="declined_injection", citations=[])) == ["declined"]
    assert codes(case(), row("", status="error_model", citations=[])) == ["model_error"]


def test_a_wrong_answer_names_the_first_step_at_which_the_right_one_was_lost() -> None:
    wrong = "到2025年，城镇化率达到63%。"
    assert codes(case(), row(wrong, retrieved=found(OTHER))) == ["not_retrieved"]
    assert codes(case(), row(wrong)) == ["other_sentence"]
    assert codes(case(), row(wrong, citations=[citation(OTHER)])) == ["other_passage"]
    assert codes(case(), row(wrong, citations=[citation(OTHER, "old")])) == ["other_document"]
    assert codes(case(trap_wrong=["63%"]), row(wrong)) == ["answered_with_trap"]
    both = case(answers=[], must_all=["45.5%", "63%"])
    assert codes(both, row(wrong)) == ["incomplete"]
    reason = score(both, row(wrong)).failures[0]
    assert "“45.5%”" in reason.zh
    assert "1 of 2" in reason.en


def test_a_document_is_called_by_its_title_in_a_reason() -> None:
    wrong = row(OTHER, citations=[citation(OTHER, "old")])
    reason = score(case(), wrong).failures[0]
    assert TITLE["plan"] in reason.zh
    assert TITLE["old"] in reason.zh


def test_a_right_fact_fails_with_a_citation_that_does_not_hold_it() -> None:
    assert codes(case(), row(citations=[])) == ["uncited"]
    assert codes(case(), row(citations=[citation(OTHER)])) == ["cited_without_fact"]
    assert codes(case(), row(citations=[citation(RIGHT, "old")])) == ["cited_other_document"]
    assert codes(case(), row(RIGHT + "又" * 600)) == ["too_long"]


def test_an_unanswerable_case_passes_only_when_nothing_is_answered() -> None:
    refused = score(case(**UNANSWERABLE), row("规划没有说明。", status="not_found", citations=[]))
    assert refused.passed
    assert refused.measures["refusal_right"] == 1
    assert "fact" not in refused.measures
    trap = case(**UNANSWERABLE, trap_wrong=["45.5%"])
    assert score(trap, row("没有；最接近的是45.5%。", status="not_found")).measures["trap"] == 0
    assert codes(trap, row()) == ["trap_unanswerable"]
    assert score(trap, row()).measures["trap"] == 1
    assert codes(case(**UNANSWERABLE), row()) == ["answered_unanswerable"]


def test_answers_of_the_program_pass_and_those_with_a_planted_fault_do_not(responder: Responder) -> None:
    asked = case(question="岳阳市到2025年森林覆盖率目标是多少？", answers=["45.5%"], docs=["yueyang"], id="a")
    answer = responder.respond(asked.question)
    document = answer.citations[0].document
    asked = asked.model_copy(update={"docs": (document,)})
    right = score(asked, _row_of(answer))
    assert right.passed
    assert {
        right.measures[name] for name in ("citation_recall", "citation_precision", "figures_verified", "hit@5")
    } == {1}

    altered = answer.model_copy(update={"answer": answer.answer.replace("45.5%", "46.5%")})
    judged = score(asked, _row_of(altered))
    assert not judged.passed
    assert judged.measures["citation_recall"] < 1
    assert judged.measures["figures_verified"] < 1

    shifted = answer.citations[0].model_copy(update={"text": answer.retrieved[-1].text})
    assert not score(asked, _row_of(answer.model_copy(update={"citations": [shifted]}))).passed


def _row_of(answer: Answer) -> Row:
    return Row(id="a", seconds=0.1, **answer.model_dump())


def test_a_row_survives_the_way_through_a_file(tmp_path: Path) -> None:
    judged = score(case(), row())
    path = tmp_path / "scores.jsonl"
    path.write_text(judged.model_dump_json() + "\n", encoding="utf-8")
    assert type(judged).model_validate(json.loads(path.read_text(encoding="utf-8"))) == judged
