"""The retriever and the embedding in LangChain: filters, metadata, async, and the documented example as it stands."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from ingest.samples import sample_files
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.errors import StoreError
from vectorstore.langchain import PlanEmbeddings, PlanRetriever
from vectorstore.store import Store

EXAMPLE = Path(__file__).parents[2] / "docs" / "langchain.md"


def _documents(retriever: PlanRetriever, question: str = "森林覆盖率") -> set[str]:
    return {document.metadata["document"] for document in retriever.invoke(question)}


def test_a_document_says_where_it_stands(store: Store) -> None:
    best = PlanRetriever(store=store).invoke("立体停车楼总投资")[0]
    where = best.metadata
    body = store.catalog.body(where["document"])
    assert body is not None
    assert body[where["start"] : where["end"]] == best.page_content
    assert "7.5亿元" in best.page_content
    assert (where["title"], where["region"], where["period"]) == (
        "岳阳市城区停车设施建设三年行动方案（2023—2025年）",
        "岳阳市",
        "2023-2025",
    )
    assert best.id is not None
    assert best.id.startswith("yueyang-parking#")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"regions": ("九江",)}, {"jiujiang-plan-2016-2020"}),
        ({"regions": ("九江市",)}, {"jiujiang-plan-2016-2020"}),
        ({"years": (2019,)}, {"jiujiang-plan-2016-2020"}),
        ({"documents": ("yueyang-parking",)}, {"yueyang-parking"}),
        ({"years": (2022,), "regions": ("岳阳",)}, {"yueyang-plan-2021-2025"}),
        ({"years": (2022,), "regions": ("九江",)}, set()),
        ({"regions": ("长沙",)}, set()),
    ],
)
def test_a_filter_lets_no_other_document_through(store: Store, filters: dict[str, Any], expected: set[str]) -> None:
    assert _documents(PlanRetriever(store=store, limit=20, **filters)) == expected


def test_without_filters_every_document_may_answer(store: Store) -> None:
    assert _documents(PlanRetriever(store=store, limit=20)) == {
        "yueyang-plan-2021-2025",
        "yueyang-parking",
        "jiujiang-plan-2016-2020",
    }


def test_the_limit_holds_and_must_be_a_number_of_passages(store: Store) -> None:
    assert len(PlanRetriever(store=store, limit=2).invoke("全市")) == 2
    with pytest.raises(ValidationError):
        PlanRetriever(store=store, limit=0)


def test_many_questions_at_once_get_the_answers_of_one_at_a_time(store: Store) -> None:
    retriever = PlanRetriever(store=store)
    questions = ["森林覆盖率", "立体停车楼", "长江岸线", "养老床位", "智慧停车平台"] * 4
    one_at_a_time = [retriever.invoke(question) for question in questions]
    assert asyncio.run(retriever.abatch(questions)) == one_at_a_time


def test_a_folder_without_a_store_is_told_and_not_made_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"holds no store.*plans ingest"):
        PlanRetriever.from_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_what_is_ingested_later_is_found_after_a_refresh(tmp_path: Path, plans: Path) -> None:
    late = plans / "jiujiang-plan-2016-2020.md"
    text = late.read_text(encoding="utf-8")
    late.unlink()
    writer = Store(tmp_path / "store", bundled())
    update(writer, [str(plans)])
    retriever = PlanRetriever.from_store(tmp_path / "store", limit=20)
    assert "jiujiang-plan-2016-2020" not in _documents(retriever)
    late.write_text(text, encoding="utf-8")
    update(writer, [str(plans)])
    retriever.refresh()
    assert "jiujiang-plan-2016-2020" in _documents(retriever)


def test_embeddings_are_those_of_the_embedder() -> None:
    embeddings = PlanEmbeddings()
    texts = ["森林覆盖率", "停车泊位"]
    assert embeddings.embed_documents(texts) == bundled().documents(texts).tolist()
    assert embeddings.embed_query("森林覆盖率") == embeddings.embed_documents(texts)[0]
    assert embeddings.embed_documents([]) == []


def test_the_documented_example_runs_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    update(Store(Path(".plans"), bundled()), [str(path) for path in sample_files()])
    blocks = re.findall(r"```python\n(.*?)```", EXAMPLE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(EXAMPLE), "exec"), names)  # noqa: S102 - it is our own documentation
    assert len(names["found"]) == 3
    assert "5500亿元" in names["found"][0].page_content
    assert {document.metadata["region"] for document in names["found"]} == {"衡阳市"}
    shown = "[1] " + names["found"][0].page_content
    assert shown in names["numbered"](names["found"])
    assert names["answer"] == "5500亿元左右[1]。"
    assert names["nearest"][0].page_content.startswith("新建四所小学")
    assert names["answer"] in capsys.readouterr().out
