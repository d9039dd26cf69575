"""Which passages found are the right ones: by fact and by place, and what was missed counts."""

import pytest

from assistant.answer import RetrievedPassage
from eval.cases import Case
from eval.measures.relevance import by_fact, by_place, documents_of, measured


def passage(
    text: str, start: int, document: str = "plan", section: tuple[str, ...] = ("第二章 主要目标",)
) -> RetrievedPassage:
    return RetrievedPassage(
        document=document, title="", section=list(section), page=None, start=start, end=start + 9, text=text, score=1
    )


def case(**fields: object) -> Case:
    return Case.model_validate(
        {"id": "a", "question": "多少？", "answers": ["48%", "四成八"], "docs": ["plan"], **fields}
    )


def test_the_fact_in_another_document_does_not_count() -> None:
    found = [passage("达到48%", 0, "other"), passage("达到58%", 10), passage("达到48%", 20)]
    values = measured(by_fact(case(), found))
    assert (values["hit@1"], values["hit@5"]) == (0, 1)
    assert values["mrr"] == pytest.approx(1 / 3)


def test_a_fact_that_nothing_found_holds_lowers_recall_and_ndcg() -> None:
    both = case(answers=[], must_all=["48%", "62%"])
    values = measured(by_fact(both, [passage("达到48%", 0)]))
    assert (values["hit@10"], values["recall@10"], values["mrr"]) == (0, 0.5, 1)
    assert 0 < values["ndcg@10"] < 1
    assert measured(by_fact(both, [passage("48%和62%", 0)]))["ndcg@10"] == 1
    assert set(measured(by_fact(both, [])).values()) == {0}


def test_a_passage_with_more_facts_should_stand_first() -> None:
    both = case(answers=[], must_all=["48%", "62%"])
    good = measured(by_fact(both, [passage("48%和62%", 0), passage("48%", 10)]))
    worse = measured(by_fact(both, [passage("48%", 10), passage("48%和62%", 0)]))
    assert good["ndcg@10"] == 1 > worse["ndcg@10"] > 0


def test_by_place_every_section_of_evidence_is_wanted() -> None:
    wanted = case(evidence=[{"section": "第二章"}, {"document": "old", "section": "第三章 / 第一节"}])
    here, there = passage("甲", 0), passage("乙", 0, "old", ("第三章 布局", "第一节 空间"))
    one = by_place(wanted, [here, passage("丙", 30, "old", ("第三章 布局", "第二节"))])
    assert one is not None
    assert measured(one, "passage_")["passage_recall@5"] == 0.5
    both = by_place(wanted, [here, there])
    assert both is not None
    assert (measured(both)["hit@1"], measured(both)["hit@5"]) == (0, 1)


def test_by_place_an_alternative_does_alone() -> None:
    wanted = case(evidence=[{"section": "第八章"}], alt_evidence=[{"document": "old", "quote": "另有 说明"}])
    found = by_place(wanted, [passage("另有说明", 0, "old", ())])
    assert found is not None
    assert measured(found)["hit@1"] == 1
    assert documents_of(wanted) == {"plan", "old"}


def test_a_case_without_evidence_cannot_be_measured_by_place() -> None:
    assert by_place(case(), [passage("48%", 0)]) is None
    assert by_place(case(evidence=[{"document": "plan"}]), [passage("48%", 0)]) is None
