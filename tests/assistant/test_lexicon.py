"""The lexicon brings official terms for everyday words, and stays out of questions it has nothing to say to."""

import time
import tomllib
from importlib.resources import files

import pytest

from assistant.lexicon import Lexicon, Term, built_in, official_terms


def _found(question: str) -> set[str]:
    return {alternative.official for alternative in official_terms(question)}


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("租的房子到期了房东不退押金怎么办", "房屋租赁合同"),
        ("外地户口的孩子能不能上学", "随迁子女入学"),
        ("村里的老人每个月能领多少养老金", "城乡居民基本养老保险"),
        ("工地半夜施工太吵了谁来管", "建筑施工噪声"),
        ("楼下饭店油烟太大", "餐饮油烟污染"),
        ("老板不给钱去哪里讨薪", "拖欠农民工工资"),
        ("在外地看病能不能报销", "异地就医直接结算"),
        ("电动车上楼充电有没有人管", "电动自行车停放充电"),
        ("爸妈去世留下的房子怎么分家产", "法定继承"),
        ("自来水发黄还有味", "自来水水质"),
        ("城里买车位停车太难", "停车泊位"),
    ],
)
def test_everyday_words_bring_the_official_term(question: str, official: str) -> None:
    assert official in _found(question)


@pytest.mark.parametrize(
    "question",
    [
        "Shanghai 2025 kaipiao",
        "15A级和14A级有什么区别",
        "加强科学技术研究的单位有几个",
        "新成立的街道办事处叫什么",
        "基础设施怎样补短板",
        "不可抗法则是什么意思",
        "1996年的报告写了什么内容",
        "关税降到多少",
    ],
)
def test_words_inside_other_words_bring_nothing(question: str) -> None:
    assert official_terms(question) == []


def test_pieces_must_stand_close_together_and_in_any_order() -> None:
    lexicon = Lexicon([Term(("断头路",), (("路", "不通"),))])
    assert lexicon.alternatives("哪些不通的路")[0].stands_for == ("路", "不通")
    assert lexicon.alternatives("这条路走着走着就不通") != []
    assert lexicon.alternatives("这条路上的商店和饭馆都说生意不通") == []


def test_width_and_case_of_letters_do_not_matter() -> None:
    lexicon = Lexicon([Term(("地区生产总值",), (("GDP",),))])
    for question in ("gdp多少", "ＧＤＰ多少", "人均GDP"):
        assert [found.official for found in lexicon.alternatives(question)] == ["地区生产总值"]
    assert lexicon.alternatives("GDPR是什么") == []


def test_an_official_wording_brings_the_others_but_only_where_that_is_wanted() -> None:
    term = Term(("城镇老旧小区改造", "城市更新"), (("旧小区",),))
    assert [found.official for found in Lexicon([term]).alternatives("城市更新有哪些")] == ["城镇老旧小区改造"]
    assert Lexicon([term], both_ways=False).alternatives("城市更新有哪些") == []


def test_the_built_in_list_is_well_formed() -> None:
    table = tomllib.loads(files("assistant").joinpath("lexicon.toml").read_text(encoding="utf-8"))["term"]
    assert len(table) > 800
    for entry in table:
        assert set(entry) == {"official", "lay"}
        assert entry["official"]
        assert entry["lay"]
        assert len(set(entry["lay"])) == len(entry["lay"]), entry
        assert all(len(lay.replace(" ", "")) >= 2 and lay == " ".join(lay.split()) for lay in entry["lay"]), entry
    lists = [tuple(entry["official"]) for entry in table]
    assert len(set(lists)) == len(lists)


def test_looking_up_takes_no_time_even_for_the_longest_question() -> None:
    built_in()
    for question in ("经济总量农业工业服务业比例" * 38, "农村收入" * 125, "老" * 500):
        started = time.process_time()
        official_terms(question)
        assert time.process_time() - started < 0.2
