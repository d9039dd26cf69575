"""Drawn questions in English."""

from pathlib import Path

import pytest

from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.drawn_questions import DrawnQuestions
from assistant.web.english_questions import framed
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_UNHEARD_OF = """# 郴州市低空配送方案

## 一、主要目标

到2027年，全市无人机驿站覆盖率达到85%。

## 二、主要任务

“一刻钟驿圈”是指居民步行一刻钟可到无人机驿站的范围。
"""


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("到2025年衡阳森林覆盖率目标是多少？", "What is the forest coverage rate target for Hengyang in 2025?"),
        ("到2030年衡阳月球车保有量目标是多少？", "What is the “月球车保有量” target for Hengyang in 2030?"),
        ("由哪些部门负责？", "Which departments are responsible?"),
        ("污水处理由哪些部门负责？", "Which departments are responsible for “污水处理”?"),
        ("“两山一水”指什么？", "What does “两山一水” mean?"),
        ("那景德镇呢？", "And for Jingdezhen?"),
        ("谁说的？", None),
    ],
)
def test_names_stay_chinese_in_an_english_frame(chinese: str, english: str | None) -> None:
    assert framed(chinese, "衡阳") == english


def test_documents_that_the_glossary_knows_nothing_of_are_asked_about_in_english_too(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(_UNHEARD_OF, encoding="utf-8")
    made = Store(tmp_path / "store", bundled())
    update(made, [str(plan)])
    made.close()
    questions = DrawnQuestions(Live(Settings(store=tmp_path / "store")))
    assert questions.examples("zh")
    found = questions.examples("en")
    assert found
    assert all(question[:4] in ("What", "Whic") and "“" in question for question in found)
