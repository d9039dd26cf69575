"""Who is named as responsible in a text, and the answer that names them."""

from collections.abc import Iterator

import pytest

from assistant.departments import find_responsibilities
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

_REPORT = """# 2024年临沧市政府工作报告

## 一、2023年工作回顾

协同创新能力持续增强。云南澜沧江渔业研究院牵头的全省首套鱼道监测装置攻关成功。省5G应用创新中心牵头组建产业联盟。

15.“银河计划”：指市金融办为重点推动小微企业对接资本市场制定的三年行动方案。
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("成效明显。云南渔业研究院牵头的监测装置攻关成功。", "云南渔业研究院"),
        ("省创新中心牵头组建产业联盟", "省创新中心"),
        ("“银河计划”：指市金融办为推动小微企业上市制定的方案", "市金融办"),
        ("由市发改委牵头，各县配合", "市发改委"),
    ],
)
def test_who_leads_and_who_made_it_are_seen_in_a_sentence(text: str, names: str) -> None:
    assert [found.names for found in find_responsibilities(text)] == [names]


@pytest.mark.parametrize("text", ["发挥龙头企业牵头作用", "牵头抓总", "制定年度计划", "建设5个研究院"])
def test_other_words_name_nobody(text: str) -> None:
    assert find_responsibilities(text) == []


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("departments")
    (folder / "report.md").write_text(_REPORT, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder / "report.md")])
    yield Responder(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("鱼道监测装置攻关的牵头单位", "云南澜沧江渔业研究院牵头的全省首套鱼道监测装置攻关"),
        ("“银河计划”由哪个部门制定？", "市金融办"),
    ],
)
def test_the_answer_says_who_and_what(responder: Responder, question: str, held: str) -> None:
    answer = responder.respond(question)
    assert answer.status == "answered"
    assert held in answer.answer
    assert answer.citations[0].quote in answer.citations[0].text
