"""Judged questions out of files of three forms: the right passages, and everything wrong told in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Turn
from eval.cases import Case
from eval.errors import MissingDocuments, UnreadableCases
from eval.retrieval.judged import document_of
from eval.retrieval.plans import judge_cases
from eval.retrieval.squad import read_squad
from eval.retrieval.stard import read_stard
from vectorstore.store import Store

SQUAD = {
    "version": "v1.0",
    "data": [
        {
            "title": "灌区",
            "paragraphs": [
                {
                    "id": "1",
                    "context": "东灌区建成于1965年，灌溉六个乡镇。",
                    "qas": [
                        {"id": "q1", "question": "东灌区哪年建成？", "answers": [{"text": "1965年", "answer_start": 6}]}
                    ],
                },
                {"context": "西灌区有水库三座。", "qas": [{"id": "q2", "question": "西灌区有几座水库？"}]},
            ],
        },
        {"paragraphs": [{"context": "码头年吞吐量两百万吨。", "qas": [{"id": "q3", "question": " "}]}]},
    ],
}
ARTICLES = [
    {"id": 7, "name": "灌溉法第一条", "text": "灌溉用水应当节约。"},
    {"id": 9, "name": "港口法第三十条", "text": "港口应当公布吞吐能力。"},
    {"id": 8, "name": "灌溉法第二条之一", "text": "水库由县级人民政府管理。\n\n渠道由乡镇管理。"},
]
QUESTIONS = [
    {"id": 0, "question": "水库归谁管？", "relevant": [8, 7]},
    {"id": 1, "question": "没有这一条？", "relevant": [404]},
]


def _case(**values: Any) -> Case:
    return Case.model_validate({"id": "c", "question": "？", "docs": ["yueyang-plan-2021-2025"], **values})


def _stard(folder: Path, articles: list[dict[str, Any]] = ARTICLES) -> Path:
    for name, rows in (("articles", articles), ("questions", QUESTIONS)):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"stard-{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_made_document_holds_exactly_its_passages() -> None:
    document = document_of("d", "题", [(("一",), "第一段"), ((), "第二\n段")])
    assert [document.text[passage.start : passage.end] for passage in document.passages] == ["第一段", "第二\n段"]
    assert [passage.text for passage in document.passages] == ["第一段", "第二\n段"]


def test_squad_every_paragraph_is_a_passage_and_answers_its_questions(tmp_path: Path) -> None:
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(SQUAD), encoding="utf-8")
    documents, collection = read_squad(path)
    texts = {passage.id: passage.text for document in documents for passage in document.passages}
    assert [{texts[passage] for passage in question.grades} for question in collection.questions] == [
        {"东灌区建成于1965年，灌溉六个乡镇。"},
        {"西灌区有水库三座。"},
    ]
    assert (len(texts), collection.main, collection.left_out) == (3, "recall", 1)


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"data": []}', '{"data": [{"paragraphs": [{"qas": []}]}]}'])
def test_squad_another_format_is_told_in_words(tmp_path: Path, data: str) -> None:
    path = tmp_path / "squad.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(UnreadableCases, match="expected the format of SQuAD"):
        read_squad(path)
    with pytest.raises(UnreadableCases, match="No such file"):
        read_squad(tmp_path / "none.json")


def test_stard_articles_of_one_law_are_one_document(tmp_path: Path) -> None:
    documents, collection = read_stard(_stard(tmp_path))
    held = {document.id: [passage.section for passage in document.passages] for document in documents}
    assert held == {"灌溉法": [("灌溉法第一条",), ("灌溉法第二条之一",)], "港口法": [("港口法第三十条",)]}
    (question,) = collection.questions
    texts = {passage.id: passage.text for document in documents for passage in document.passages}
    assert {texts[passage] for passage in question.grades} == {
        "灌溉用水应当节约。",
        "水库由县级人民政府管理。\n\n渠道由乡镇管理。",
    }
    assert collection.left_out == 1


def test_stard_a_wrong_line_and_a_missing_file_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match=r"stard-articles.jsonl cannot be read.*--stard"):
        read_stard(tmp_path)
    with pytest.raises(UnreadableCases, match=r"line 2.*expected a JSON object with id, name, text"):
        read_stard(_stard(tmp_path, [ARTICLES[0], {"id": 3}]))


def test_a_fact_is_in_the_passages_of_its_own_document_only(store: Store) -> None:
    case = _case(answers=["45.5%以上"], also_accept=["4000亿元"])
    (question,) = judge_cases(Path("c"), [case], store.catalog).questions
    texts = {passage.id: passage.text for passage in store.catalog.passages_of("yueyang-plan-2021-2025")}
    (holders,) = question.facts
    assert {("45.5%" in texts[passage], "4000亿元" in texts[passage]) for passage in holders} == {
        (True, False),
        (False, True),
    }
    assert set(question.grades) == holders


def test_every_fact_of_must_all_is_wanted_and_grades_count_them(store: Store) -> None:
    case = _case(must_all=["城陵矶综合物流园", "汨罗循环物流园", "780公里"])
    (question,) = judge_cases(Path("c"), [case], store.catalog).questions
    assert len(question.facts) == 3
    assert question.facts[0] == question.facts[1] != question.facts[2]
    assert sorted(question.grades.values()) == [1, 2]


def test_cases_that_cannot_be_measured_are_counted_not_scored(store: Store) -> None:
    cases = [
        _case(answers=["6200亿元"]),
        _case(answers=["9999亿元"]),
        _case(must_all=["6200亿元", "9999亿元"]),
        _case(answerable=False),
    ]
    collection = judge_cases(Path("sets/harbour.jsonl"), cases, store.catalog)
    assert (collection.name, len(collection.questions), collection.left_out) == ("harbour", 1, 2)


def test_the_turns_before_a_follow_up_are_kept(store: Store) -> None:
    case = _case(answers=["6200亿元"], history=[{"q": "2020年呢？", "a_hint": "4000亿元"}])
    (question,) = judge_cases(Path("c"), [case], store.catalog).questions
    assert question.history == (Turn(question="2020年呢？", answer="4000亿元"),)


def test_cases_over_documents_that_are_not_there_are_refused(store: Store) -> None:
    with pytest.raises(MissingDocuments, match=r"changde-plan.*expected.*--documents"):
        judge_cases(Path("c"), [_case(answers=["1"], docs=["changde-plan"])], store.catalog)
