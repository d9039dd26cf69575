"""One form for figures, bounds and dates: what is the same must meet, what is not must not."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.canonical import canonical, says


@pytest.mark.parametrize(
    "forms",
    [
        ["5500亿元", "0.55万亿元", "五千五百亿元", "5,500 亿元", "零点五五万亿元", "５５００亿元"],
        ["2025年底", "2025年12月底", "2025年末", "2025年12月31日", "二〇二五年底", "“十四五”末", "2025-12-31"],
        ["“十四五”", "2021-2025年", "2021—2025", "十四五时期", "十四五期间", "2021年至2025年"],
        ["第十四个五年规划", "十四五规划"],
        ["2023年6月底前", "2023年6月30日之前", "2023年06月30日以前"],
        ["5%", "百分之五", "５％", "5.0%"],
        ["30%", "三成", "百分之三十"],
        ["5个百分点", "五个百分点", "5百分点"],
        ["48%以上", "不低于48%", "至少48%", "超过48%"],
        ["5%以内", "不超过5%"],
        ["约200人", "200人左右"],
        ["1.2万余人", "12000人以上"],
        ["1200公里", "1200千米", "120万米"],
        ["8吨", "8000公斤", "8000千克"],
        ["10万千瓦", "100兆瓦"],
        ["3-5亿元", "3亿元至5亿元", "3亿—5亿元", "3亿元～5亿元"],
        ["5%-6%", "5-6%", "5%至6%"],
        ["十二个", "12个"],
        ["一百二十三所", "123所"],
        ["五项", "5项"],
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_one_fact_meet(forms: list[str]) -> None:
    assert len({canonical(form) for form in forms}) == 1
    for form in forms:
        for other in forms:
            assert says(f"到那时，达到{form}，稳步推进。", other), (form, other)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("“十四五”期间完成", "2025年"),
        ("增长15%", "5%"),
        ("提高5个百分点", "5%"),
        ("达到5500亿元", "5500亿元左右"),
        ("达到5500万元", "5500亿元"),
        ("不超过48%", "48%以上"),
        ("2025年6月底前", "2025年底前"),
        ("2024年12月31日", "2025年底"),
        ("500公里", "500平方公里"),
        ("5万亿元", "5万元"),
        ("10.5亿元", "0.5亿元"),
        ("任何文字", "约"),
        ("任何文字", ""),
    ],
)
def test_different_facts_do_not_meet(text: str, fact: str) -> None:
    assert not says(text, fact)


@settings(deadline=None)
@given(
    st.integers(1, 99_999), st.sampled_from(["亿", "万", "千万", "万亿"]), st.sampled_from(["元", "吨", "公里", "人"])
)
def test_a_quantity_is_recognised_at_any_scale(number: int, scale: str, unit: str) -> None:
    sizes = {"": 0, "千": 3, "万": 4, "千万": 7, "亿": 8, "万亿": 12}
    for other, size in sizes.items():
        value = Decimal(number).scaleb(sizes[scale] - size)
        assert says(f"达到{value:f}{other}{unit}。", f"{number}{scale}{unit}"), other
        wrong = (Decimal(number) + 1).scaleb(sizes[scale] - size)
        assert not says(f"达到{wrong:f}{other}{unit}。", f"{number}{scale}{unit}"), other


@settings(deadline=None)
@given(st.text(alphabet="一二三十百五年月日底末约近至到0123456789.,-%亿万元“”第个规划期间 ", max_size=30))
def test_no_text_breaks_it_and_every_text_says_itself(text: str) -> None:
    canonical(text)
    if any(char.isalnum() for char in text):
        assert says(text, text)
