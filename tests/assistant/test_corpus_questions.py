"""Questions about the documents themselves, and questions that only look like them."""

from dataclasses import replace

import pytest

from assistant.corpus_questions import corpus_answer
from assistant.respond import Responder
from ingest.passage import Description
from vectorstore.catalog import Listed


def _listed(region: str, year: int, published: str | None = None) -> Listed:
    described = Description(f"{region}{year}年政府工作报告", region, None, year, year, "工作报告", published=published)
    return Listed(f"{region}-{year}", "", "", described, None, 1, 1, ())


MANY = [
    _listed(region, year, f"{year}-01-15") for region in ("衡阳市", "长沙市", "岳阳市") for year in range(2010, 2025)
]


@pytest.mark.parametrize(
    "question",
    [
        "有哪些规划？",
        "收录了哪些文件？",
        "一共有多少份文件？",
        "衡阳有几份文件",
        "库里有几个城市的规划",
        "有没有衡阳的规划？",
        "衡阳市的规划有吗",
        "有哪些征求意见稿",
        "2023年有哪些文件",
        "What documents do you have?",
        "Which plans are in the index?",
        "Please list all documents",
    ],
)
def test_the_documents_are_listed(samples: Responder, question: str) -> None:
    answer = samples.respond(question)
    assert answer.status == "answered"
    assert "《衡阳" in answer.answer
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "有哪些规划编制要求",
        "衡阳有哪些专项规划",
        "规划有哪些主要目标",
        "规划什么时候完成",
        "报告里提到多少个项目",
        "最新的政策是什么",
        "有多少方案落实措施",
        "计划投资多少",
        "方案要求哪些部门报告进度",
        "意见有哪些",
        "衡阳有哪些产业",
        "What plans does Hengyang have for parking?",
        "When will the plan be completed?",
    ],
)
def test_a_question_about_what_plans_say_is_not_one_about_documents(samples: Responder, question: str) -> None:
    assert corpus_answer(question, samples.documents, "zh") is None


def test_a_region_without_documents_is_said_to_have_none(samples: Responder) -> None:
    answer = samples.respond("有没有长沙的规划？")
    assert answer.status == "not_found"
    assert "长沙市" in answer.answer
    assert "衡阳市（4份）" in answer.answer


@pytest.mark.parametrize(
    ("question", "expected"), [("最新的是哪份？", "2021-2025"), ("最早的文件是哪一份？", "2013-2022")]
)
def test_the_newest_and_the_oldest_are_told_apart(samples: Responder, question: str, expected: str) -> None:
    answer = samples.respond(question)
    assert expected in answer.answer
    assert answer.answer.count("《") == 1


def test_the_days_of_publication_are_those_of_the_documents(samples: Responder) -> None:
    answer = samples.respond("这些文件是什么时候发布的？")
    stated = [d.description.published for d in samples.documents if d.description.published]
    assert stated
    assert all(day in answer.answer for day in stated)


def test_a_document_without_a_day_says_so() -> None:
    undated = _listed("衡阳市", 2020)
    told = corpus_answer("这些文件是什么时候发布的？", [undated], "zh")
    assert told is not None
    assert "没有注明发布日期" in told.text
    assert "2020" in told.text


def test_many_documents_are_summed_up_by_region_and_year() -> None:
    told = corpus_answer("有哪些规划？", MANY, "zh")
    assert told is not None
    assert "45份" in told.text
    assert "长沙市（15份）" in told.text
    assert "2010—2024" in told.text
    assert len(told.text) < 200


def test_a_region_and_year_narrow_many_documents_to_a_list() -> None:
    told = corpus_answer("长沙2020年有哪些报告？", MANY, "zh")
    assert told is not None
    assert told.text.count("《") == 1
    assert "长沙市2020年政府工作报告" in told.text


def test_regions_without_number_are_not_all_named() -> None:
    told = corpus_answer("有哪些文件？", [replace_region(d, f"甲{n}市") for n, d in enumerate(MANY)], "en")
    assert told is not None
    assert "45 regions in all" in told.text
    assert told.text.count("甲") == 10


def replace_region(listed: Listed, region: str) -> Listed:
    return listed._replace(description=replace(listed.description, region=region))


@pytest.mark.parametrize("question", ["你能回答什么？", "我可以问什么", "What can you answer?"])
def test_what_can_be_asked_is_said(samples: Responder, question: str) -> None:
    answer = samples.respond(question)
    assert answer.status == "answered"
    assert "5" in answer.answer


def test_the_many_documents_of_one_region_are_named_by_year() -> None:
    told = corpus_answer("长沙有哪些报告？", MANY, "zh")
    assert told is not None
    assert "15份" in told.text
    assert all(str(year) in told.text for year in range(2010, 2025))
    assert "衡阳" not in told.text
