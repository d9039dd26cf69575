"""Drawn questions in English."""

import pytest

from assistant.web.english_questions import framed


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
