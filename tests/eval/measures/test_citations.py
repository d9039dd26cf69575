"""Citations: recall and precision as the paper computes them, and a rule that no altered figure passes."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Citation
from eval.canonical import says
from eval.cases import Case
from eval.measures.citations import (
    Cited,
    citation_right,
    citation_shares,
    names,
    premise,
    statements,
    supports,
)

MARKS = st.integers(1, 5)
PASSAGE = "到2025年，全市森林覆盖率稳定在45.5%以上，单位地区生产总值能耗累计下降14%。由市林业局牵头。"


def citation(text: str, document: str = "plan", mark: int = 1) -> Citation:
    return Citation(
        mark=mark, document=document, title="岳阳市规划（2021-2025年）", region="岳阳市", section=["第二章 主要目标"],
        page=None, start=0, end=len(text), text=text, quote=text,
    )  # fmt: skip


def case(**fields: object) -> Case:
    return Case.model_validate({"id": "a", "question": "多少？", "answers": ["45.5%"], "docs": ["plan"], **fields})


def as_in_the_paper(cited: list[list[int]], needs: list[set[int]]) -> tuple[float, float]:
    """Citation recall and precision written down from the paper; a statement is supported when all it needs is cited."""
    entailed = [bool(marks) and need <= set(marks) for marks, need in zip(cited, needs, strict=True)]
    recall = sum(entailed) / len(cited) if cited else 0.0
    right = count = 0
    for marks, need, whole in zip(cited, needs, entailed, strict=True):
        count += len(marks)
        if whole and len(marks) == 1:
            right += 1
        elif whole:
            for place in range(len(marks)):
                alone = need <= {marks[place]}
                rest = need <= set(marks[:place] + marks[place + 1 :])
                right += not (not alone and rest)
    return recall, right / count if count else 0.0


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(MARKS, max_size=4), st.sets(MARKS, max_size=3)), max_size=6))
def test_recall_and_precision_are_those_of_the_paper(stated: list[tuple[list[int], set[int]]]) -> None:
    needs = [need for _, need in stated]

    def holds_all(text: str, passages: Sequence[str]) -> bool:
        return needs[int(text)] <= set(map(int, passages))

    pieces = [Cited(str(number), tuple(marks)) for number, (marks, _) in enumerate(stated)]
    found = citation_shares(pieces, {mark: str(mark) for mark in range(1, 6)}, holds_all)
    assert found == pytest.approx(as_in_the_paper([marks for marks, _ in stated], needs), abs=1e-9)


def test_a_mark_without_a_passage_counts_against_precision() -> None:
    found = citation_shares([Cited("甲", (1, 9))], {1: "甲"}, lambda text, passages: text in passages)
    assert found == (1, 0.5)


def test_an_answer_is_cut_at_its_marks_and_remarks_are_no_statements() -> None:
    answer = "防洪工程。推进堤防建设[1]；另建12座泵站[2][3]。（依据的是征求意见稿）\n责任单位：\n1. 市水利局[2]\n末尾没有来源。"
    assert statements(answer) == [
        Cited("防洪工程。推进堤防建设", (1,)),
        Cited("另建12座泵站", (2, 3)),
        Cited("1. 市水利局", (2,)),
        Cited("末尾没有来源", ()),
    ]


def test_brackets_inside_a_statement_are_part_of_it() -> None:
    assert statements("《规划》（2021）：各县（市）区完成（目标）[1]。") == [Cited("《规划》：各县（市）区完成", (1,))]
    assert supports("各县（市）区发改局", ["责任单位：各县（市）区发改局"])


def test_what_is_said_of_another_document_has_a_mark_of_its_own() -> None:
    answer = "《甲》中没有找到；《乙》（2021年）：达到48%[1]；据湘发改[2016]971号，《丙》已印发[2]。"
    assert statements(answer) == [
        Cited("《甲》中没有找到", ()),
        Cited("《乙》：达到48%", (1,)),
        Cited("据湘发改[2016]971号，《丙》已印发", (2,)),
    ]


def test_a_remark_with_a_figure_is_a_statement() -> None:
    assert statements("森林覆盖率提高（达到99%）[1]。") == [Cited("森林覆盖率提高（达到99%）", (1,))]
    assert statements("城镇化率提高[1]。（森林覆盖率达到99%）") == [
        Cited("城镇化率提高", (1,)),
        Cited("（森林覆盖率达到99%）", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，全市森林覆盖率稳定在45.5%以上",
        "岳阳市森林覆盖率到2025年稳定在45.5%以上",
        "“十四五”末单位地区生产总值能耗累计下降百分之十四",
        "由市林业局牵头",
    ],
)
def test_what_the_passage_says_is_supported(text: str) -> None:
    assert supports(text, [premise(citation(PASSAGE))])


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，全市森林覆盖率稳定在46.5%以上",
        "到2030年，全市森林覆盖率稳定在45.5%以上",
        "长沙市森林覆盖率到2025年稳定在45.5%以上",
        "到2025年，“一湖两翼”森林覆盖率稳定在45.5%以上",
        "到2025年，养老床位、停车泊位和物流园区建设全部完成",
        "能耗累计下降14公里",
    ],
)
def test_another_figure_year_place_name_or_matter_is_not_supported(text: str) -> None:
    assert not supports(text, [premise(citation(PASSAGE))])


def test_passages_support_together_what_none_supports_alone() -> None:
    passages = ["城镇化率达到63%。", "高速公路里程达到780公里。"]
    text = "城镇化率达到63%，高速公路里程达到780公里"
    assert supports(text, passages)
    assert not any(supports(text, [passage]) for passage in passages)


def test_quoted_terms_titles_and_places_are_names() -> None:
    assert names("《规划纲要》提出“一湖两翼”，辐射长沙") == ["规划纲要", "一湖两翼", "长沙"]


def test_a_citation_is_right_by_facts_or_by_the_words_of_the_evidence() -> None:
    right = citation(PASSAGE)
    assert citation_right(case(), [right])
    assert not citation_right(case(), [citation("森林覆盖率提高")])
    assert not citation_right(case(), [citation(PASSAGE, document="other")])
    assert not citation_right(case(), [])
    quoted = case(answers=["稳步提高"], evidence=["全市森林覆盖率稳定在45.5%以上"])
    assert citation_right(quoted, [right])
    assert not citation_right(quoted, [citation("全市森林覆盖率")])


def test_an_alternative_place_does_alone_and_several_facts_may_stand_in_several_passages() -> None:
    other = case(answers=["稳步提高"], alt_evidence=[{"document": "old", "quote": "由市林业局牵头"}])
    assert citation_right(other, [citation(PASSAGE, document="old")])
    both = case(answers=[], must_all=["45.5%", "780公里"])
    assert citation_right(both, [citation(PASSAGE), citation("高速公路里程780公里", mark=2)])
    assert not citation_right(both, [citation(PASSAGE)])


def test_another_print_of_the_fact_in_the_passage_is_right_only_by_the_other_rule() -> None:
    found = case(answers=["5500亿元"])
    passage = citation("地区生产总值达0.55万亿元")
    assert not citation_right(found, [passage])
    assert citation_right(found, [passage], says)
