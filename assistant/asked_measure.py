"""Tell what a question wants measured: the dimension of its figure, its counting word, and level or change."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.time_named import tense_of
from ingest.figures import Figure, find_figures

Dimension = Literal[
    "money", "area", "volume", "length", "weight", "power", "share", "time", "people", "ratio", "count", "other"
]

_DIMENSIONS: tuple[tuple[Dimension, str], ...] = (
    ("ratio", r"^比$"),
    ("money", r"元"),
    ("other", r"/|标箱|千伏|[吨米]公里|年一遇"),
    ("area", r"亩|公顷|平方"),
    ("volume", r"立方|^升$"),
    ("length", r"公里|千米|海里|^米"),
    ("weight", r"吨|公斤|千克|^斤"),
    ("power", r"瓦"),
    ("share", r"%|百分点|百分之|‰|成$"),
    ("time", r"工作日|天|小时|分钟|个月|^岁"),
    ("people", r"^(?:人|人次|名|位)$"),
)
# Counting words that stand for one another.
_ALIKE = tuple(
    frozenset(group.split())
    for group in (
        "栋 幢 座 个 处",
        "家 户 个 所 处 店 社",
        "人 名 位 人次",
        "台 辆 个",
        "件 项 宗 个",
        "所 座 个 处 家 校",
        "条 个 段",
        "张 个 床",
        "套 间 户 个",
    )
)
_UNIT = (
    r"平方公里|平方千米|平方米|立方米|个百分点|百分点|工作日|个月|公里|千米|公顷|千瓦时|千瓦|兆瓦|人次|年一遇|"
    r"标准箱|标箱|架次|航次|班次|车次|床位|元|亩|吨|公斤|米|%|％|成|天|小时|分钟|人|名|位|户|家|座|所|处|条|项|件|台|辆|套|张|份|栋|幢|间|种|类|次|届|架|艘|列|班|趟|本|册|棵|株|头|只|倍|口|盏|根|部|场|期|门|篇|集|床|枚|批|例|起|幅|块|支|队|个"
)
_ASKED = re.compile(rf"(?:多少|几)(?:来|十|百|千|万|亿|多)*(?:个(?=工作日|小时|星期))?({_UNIT})(?!级)")
_POINTS = re.compile(r"(?:多少|几)个(?:百分)?点|百分之|几成")
_SHARE = re.compile(r"比例|占比|比重|百分比|占(?:GDP|[^，。？?]{0,14}(?:多少|几))|投入占|率(?!先|领)|覆盖面|强度|能耗")
_CHANGE = re.compile(
    r"(?:增长|(?<!新)[涨升降增])了?(?:多少|百分之|几|目标|预期)(?![元个家条座亩人万亿])|增速|增幅|增长率|年均增长|同比增|降幅|(?:下降|降低|提高|提升|增加)(?:了)?(?:多少|百分之|几)(?:个?(?:百分)?点|[？?]|$)"
)
_STRUCTURE = re.compile(r"产业结构|三次产业(?:比|之比|占比)")
_SUM = re.compile(r"多少钱|多少亿(?![人千吨立斤度次株])|花(?:了)?多少|投入多少|投资多少")
# "几百块": said of money where nothing is counted behind it; "多少块" alone may count fields and screens.
_SPOKEN_SUM = re.compile(
    r"(?:多少|几)[十百千万]*(?:块|毛)钱|几[十百千万]+(?:块|毛)(?=[，。？?\s呢吗啊]|$)"
    r"|(?:[金费价钱资贴助租缴交花领发涨补]|一平|每月|一个月|一年)[^，。？?]{0,8}(?:多少|几)(?:块|毛)(?=[，。？?\s呢吗啊]|$)"
)
_MONEY = re.compile(
    r"租金|房租|单价|票价|房价|学费|工资|资金|投资|产值|总值|GDP|零售额|零售总额|交易额|贸易额|进出口总额|营业收入|主营收入|预算收入|可支配收入|税收(?!占)|投入"
)
# "GDP是多少" asks for the sum itself; of an aim plans give the growth as often.
_LEVEL = re.compile(
    r"(?:GDP|总值|总量|收入|总额|投资额?|产值)(?:规模)?(?:又|究竟|到底)?(?:是|达到?了?|为|有|完成了?|实现了?|做到了?)(?:多少|几)"
)
_AREA = re.compile(r"面积|几亩")
_LENGTH = re.compile(r"多长|里程|多远")
_TIME = re.compile(r"几天|多少天|多久|时限|多长时间")
_PEOPLE = re.compile(
    r"多少(?:名|位|人|万人)|几(?:个|名)?人|人数|人次|人口(?!的|里|中|拥有)(?:规模|总量|数量|达|要|有|是)?(?:多少|目标|$)"
)
_COUNT = re.compile(r"个数|家数|户数|座数|数量|条数|多少[个家座所处条项件台辆套张栋幢间]")
_ASKS_NUMBER = re.compile(r"多少|几|百分之|多大|多高|多长|目标|指标|数值|规模|寿命|年龄|[率额值量数](?:[\s？?，,。]|$)")
CHANGES = re.compile(r"增长|增速|增幅|增加|提高|提升|上升|下降|降低|减少|降幅|回落|翻|递增|以内|较|同比|比上年|增")

# How the ledger marks a figure that says by how much something changes.
CHANGE_COMPARATORS = ("increase_by", "decrease_by", "growth_rate_at_least")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked for: `dimensions` that may answer (empty: any), the counting word named, whether a change is meant."""

    dimensions: frozenset[Dimension] = frozenset()
    unit: str = ""
    change: bool = False
    printed: frozenset[str] = frozenset()

    def fits(self, figure: Figure) -> bool:
        """Tell whether a figure is of the dimension asked for, and not one that the question itself names."""
        if figure.text in self.printed:
            return False
        found = dimension_of(figure)
        if self.dimensions and found not in self.dimensions:
            return False
        if self.unit and found in ("count", "people") and figure.unit and figure.unit != self.unit:
            return any({self.unit, figure.unit} <= group for group in _ALIKE)
        return True


def dimension_of(figure: Figure) -> Dimension:
    """Return the dimension of a figure by its unit."""
    return _dimension(figure.unit)


@lru_cache(maxsize=1024)
def _dimension(unit: str) -> Dimension:
    return next((name for name, pattern in _DIMENSIONS if re.search(pattern, unit)), "count")


def asks_number(question: str) -> bool:
    """Tell whether a question asks for a number, or names something that is measured."""
    return bool(_ASKS_NUMBER.search(question) or measure_asked(question).dimensions)


def measure_asked(question: str) -> Measure:
    """Read from a question what its figure must measure."""
    printed = frozenset(figure.text for figure in find_figures(question))
    change = bool(_CHANGE.search(question))
    if _POINTS.search(question):
        # A sum has no points: "GDP定了几个点" asks for its growth.
        moves = change or bool(_MONEY.search(question) and not _SHARE.search(question))
        return Measure(frozenset({"share"}), "", moves, printed)
    if _SPOKEN_SUM.search(question):
        return Measure(frozenset({"money"}), "", change, printed)
    named = _ASKED.search(question)
    if named:
        unit = named[1]
        dimension = _dimension(unit)
        if dimension in ("count", "people"):
            return Measure(frozenset({"count", "people"}), "" if unit == "个" else unit, change, printed)
        return Measure(frozenset({dimension}), "", change, printed)
    if _LEVEL.search(question) and not change and tense_of(question) != "target":
        return Measure(frozenset({"money"}), "", change, printed)
    implied: tuple[tuple[tuple[Dimension, ...], re.Pattern[str]], ...] = (
        (("ratio",), _STRUCTURE),
        (("money",), _SUM),
        (("share", "ratio"), _SHARE),
        (("share", "count"), _CHANGE),
        (("time",), _TIME),
        (("length",), _LENGTH),
        (("area", "share"), _AREA),
        # "GDP目标" may be a sum or a rate of growth.
        (("money", "share"), _MONEY),
        (("people", "count"), _PEOPLE),
        (("count", "people"), _COUNT),
    )
    for dimensions, pattern in implied:
        if re.search(pattern, question):
            return Measure(frozenset(dimensions), "", change, printed)
    return Measure(frozenset(), "", change, printed)
