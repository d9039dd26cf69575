"""What a question wants measured, and which figures fit."""

import pytest

from assistant.asked_measure import asks_number, measure_asked
from ingest.figures import find_figures


@pytest.mark.parametrize(
    ("question", "fitting", "other"),
    [
        ("公共停车泊位新增多少个？", "新增泊位3万个", "投资20亿元"),
        ("养老床位多少张？", "床位1万张", "老人3万人"),
        ("搬迁企业多少家？", "搬迁企业35家", "安置2.5万人"),
        ("森林覆盖率目标是多少？", "森林覆盖率46%", "森林面积30万公顷"),
        ("扩建投资多少亿？", "投资50亿元", "旅客180万人次"),
        ("研发投入占GDP多少？", "占比重达3%", "研发投入30亿元"),
        ("财政收入涨几个点？", "增长6%", "收入300亿元"),
        ("高速公路里程多少公里？", "里程650公里", "投资80亿元"),
        ("三次产业结构是多少？", "调整为10:40:50", "占比50%"),
        ("多少人坐飞机？", "旅客200万人次", "通航城市40个"),
    ],
)
def test_only_figures_of_the_dimension_asked_for_fit(question: str, fitting: str, other: str) -> None:
    measure = measure_asked(question)
    assert any(measure.fits(figure) for figure in find_figures(fitting))
    assert not any(measure.fits(figure) for figure in find_figures(other))


def test_a_figure_of_the_question_is_no_answer() -> None:
    (figure,) = find_figures("发展3岁以下婴幼儿照护")
    assert not measure_asked("3岁以下婴幼儿托位数").fits(figure)


def test_a_rate_of_growth_is_told_from_a_level() -> None:
    assert measure_asked("财政收入年均增长多少？").change
    assert not measure_asked("财政收入达到多少亿元？").change


@pytest.mark.parametrize(
    ("question", "asks"), [("2035年 五个中心", False), ("绿化覆盖率 2030年", True), ("二期工程 名称", False)]
)
def test_a_bare_list_of_words_asks_for_a_number_only_where_it_names_something_measured(
    question: str, asks: bool
) -> None:
    assert asks_number(question) is asks


@pytest.mark.parametrize("question", ["换一台能补几百块", "门票几块钱？", "公租房租金每平方米多少"])
def test_sums_are_asked_for_in_spoken_words(question: str) -> None:
    assert "money" in measure_asked(question).dimensions


def test_pieces_are_no_sum() -> None:
    assert measure_asked("整治几块地").unit == "块"
