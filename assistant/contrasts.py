"""Words of which a statement is about one or another: what is said of one answers no question about the other."""

import re
from collections.abc import Iterator
from functools import lru_cache

_SETS = tuple(
    tuple(group.split())
    for group in (
        "登记失业 调查失业",
        "城镇|城区 农村 城市 乡村",
        "进口 出口",
        "存款 贷款",
        "第一产业|一产 第二产业|二产 第三产业|三产",
        "学前|幼儿 小学 初中 高中 高等教育|大学",
        "国家级 省级 市级 县级",
        "公办 民办",
        "旅客|客运 货物|货运|货邮",
        "集中式 分散式",
        "地表水 地下水",
        "国有 民营|民间|私营 外资|外商",
        "常住 户籍",
        "教育 科技|研发|R&D 卫生 社会保障",
        "养老 医疗 失业 工伤 生育",
        "二氧化硫 氮氧化物 化学需氧量 氨氮",
        "新增 减少",
        "男 女",
        "轻工业 重工业",
        "廉租 公租|公共租赁",
        "执业医师|执业(助理)医师 注册护士|护士 全科医生",
        "企业 个体",
        "铁路 公路 水路 航空",
        "供水 供电 供气",
        "污水 垃圾 厕所",
        "收入 支出",
        "一般公共预算|公共财政预算 财政总收入|政府性基金",
        "人才 平台",
    )
)
_Names = tuple[re.Pattern[str], ...]
_SPLIT: tuple[_Names, ...] = tuple(
    tuple(re.compile(re.sub(r"([()&])", r"\\\1", name)) for name in group) for group in _SETS
)


def exchanged(text: str, name: str) -> str:
    """Return a text with the word that `name` excludes replaced by it ("城镇居民收入", "农村" -> "农村居民收入"), "" where none is."""
    for group in _SPLIT:
        if any(one.fullmatch(name) for one in group):
            for one in group:
                found = one.search(text)
                if found and not one.search(name):
                    return text.replace(found.group(), name, 1)
    return ""


def contradicts(question: str, words: str, around: str) -> bool:
    """Tell whether the words of a figure name another of a set than the question does.

    What `around` it (its sentence and headings) names as the question does is taken to hold for the figure too.
    """
    return any(True for _ in _contrasts(question, words, around))


def _contrasts(question: str, words: str, around: str) -> Iterator[str]:
    for group, asked in _named(question):
        if any(name.search(around) for name in asked):
            continue
        for name in group:
            found = name.search(words)
            if found and name not in asked:
                yield found.group()


@lru_cache(maxsize=256)
def _named(question: str) -> tuple[tuple[_Names, _Names], ...]:
    """Return the sets of which a question names something, each with what it names."""
    named = ((group, tuple(name for name in group if name.search(question))) for group in _SPLIT)
    return tuple((group, asked) for group, asked in named if asked)
