"""Recognise the same indicator under its various names, across plans and years."""

import re
from functools import lru_cache

from assistant.contrasts import contradicts
from ingest.regions import find_regions, short_name
from vectorstore.tokens import normalise

# Official names of the same measure, as the genre prints them.
_SAME = (
    (r"国内生产总值|地区生产总值|生产总值|gdp", "生产总值"),
    (r"规模以上工业|规模工业", "规上工业"),
    (r"研究与试验发展|研究开发|研究与开发|r&d", "研发"),
    (r"所占比重|比重|比例|占比|份额", "比"),
    (r"一般公共财政预算收入|地方财政一般预算收入|地方一般公共预算收入|一般预算收入", "一般公共预算收入"),
    (r"全社会固定资产投资", "固定资产投资"),
    (r"社会消费品零售额|社零总额|社零额", "社会消费品零售总额"),
    (r"外贸进出口|对外贸易|货物进出口", "进出口"),
    (r"万元生产总值|单位生产总值", "单位生产总值"),
    (r"综合能耗|能源消耗", "能耗"),
    (r"农民人均纯收入|农村居民人均纯收入", "农村居民人均可支配收入"),
    (r"城市居民", "城镇居民"),
    (r"常住人口城镇化率", "城镇化率"),
    (r"新增城镇就业人数|新增城镇就业人员|新增城镇就业|城镇新增就业人数|城镇新增就业人员", "城镇新增就业"),
)
# Words that say how an indicator moves or who counts it, not what it is.
_LOOSE = re.compile(
    r"预期目标|目标值|年均|增速|增长率|增长|增幅|降幅|下降|累计|实现|力争|全[市省国区县]|我[市省区]|按可比价|名义|实际(?=增长)|左右|[()（）“”\"、，,\s]|的|达到|完成$|总[量数](?=$)|(?<=产)量(?=$)"
)
# Words that narrow an indicator to a part: with one of them on one side only, it is another indicator.
_SCOPES = re.compile(
    r"农村|城镇|城乡|农民|民间|工业|第[一二三]产业|服务业|农业|高新技术|战略性新兴|装备|人均|户均|单位|万元|新增|新签|合同|税收|财政总|房地产|制造业|技术?改造?|民营|"
    r"外商|国有|存款|贷款|市区|城区|县域|规上|限上|带动|基础设施|省级|国家级|进出口|出口|进口|服务贸易|网络|网上|实物|消费|旅游|总里程|高速|地铁|占"
)
# "在GDP中的比重" and "占GDP比重" are one share.
_SHARE = re.compile(r"在(?P<whole>[^在占]{2,14}?)(?:中|里|内)(?:的|所占的?)?(?P<share>比)")
_ALIKE = 0.8
_WORTH = 0.6


@lru_cache(maxsize=20_000)
def key_of(subject: str) -> str:
    """Return a form of a subject by which the same indicator of another plan is recognised."""
    text = normalise(subject)
    for region in find_regions(text):
        text = text.replace(region, "").replace(short_name(region), "")
    for names, name in _SAME:
        text = re.sub(names, name, text)
    return _LOOSE.sub("", _SHARE.sub(r"占\g<whole>\g<share>", text))


class Indicator:
    """An indicator as it was asked for, ready to be compared with many subjects."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._key = key_of(name)
        names = [alias for aliases, common in _SAME if common in self._key for alias in (*aliases.split("|"), common)]
        replaced = [common for _, common in _SAME if common in self._key]
        self._forms = [frozenset(self._key)]
        self._forms += [frozenset(self._key.replace(common, alias)) for common in replaced for alias in names]

    def names(self, subject: str) -> bool:
        """Tell whether a subject is this indicator."""
        # Most subjects share too few characters with it to be worth a closer look.
        shown = _characters(subject)
        if not any(form and len(form & shown) >= _WORTH * len(form) for form in self._forms):
            return False
        return same_indicator(self.name, subject)


@lru_cache(maxsize=20_000)
def _characters(subject: str) -> frozenset[str]:
    return frozenset(normalise(subject))


def same_indicator(one: str, other: str) -> bool:
    """Tell whether two subjects name the same indicator."""
    first, second = key_of(one), key_of(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if set(_SCOPES.findall(first)) != set(_SCOPES.findall(second)):
        return False
    return _alike(first, second) >= _ALIKE and first[-1] == second[-1] and not _opposed(one, other)


def _opposed(one: str, other: str) -> bool:
    return contradicts(one, other, "") or contradicts(other, one, "")


def _alike(one: str, other: str) -> float:
    """Return the Dice coefficient of the character pairs of two texts."""
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
