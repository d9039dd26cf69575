"""Find figures with unit and bound in Chinese text, and read their values."""

import re
from dataclasses import dataclass

from ingest.script import simplified

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_UNITS = (
    "微克/立方米|毫克/立方米|毫克/升|微克|毫克|人/平方公里|公里/小时|千米/小时|元/平方米|立方米/万元|(?:吨|立方米|公斤|千克|元|平方米|升)/(?:日|天|年|小时|秒|亩|户|月|吨)|个百分点|百分点|%|％|‰|平方公里|平方千米|平方米|㎡|立方米|公里/平方公里|公里|千米|毫米|厘米|海里|米|亩|公顷|"
    "吨标准煤|吨公里|蒸吨|吨|公斤|千克|斤|担|升|元/人|元|美元|人次|人公里|人|户|家|个工作日|工作日|个月|个标准箱|个标箱|个|条|座|处|项|所|张|辆|标台|台|套|种|件|名|倍|航次|班次|架次|车次|次|趟|天|小时|分钟|岁|千瓦小时|瓦小时|千瓦时|瓦时|千瓦|兆瓦|千伏安|千伏|瓦|"
    "床|级|批|届|艘|架|册|宗|例|起|层|栋|幢|口|株|匹|头|羽|只|尾|门|部|场|期|标准箱|标箱|度|支|枚|块|段|对|组|类|位|片|棵|盏|本|根|眼|笔|列(?![为入车])|间|店|社|村|镇|乡|县|城|校|园|步|强|通道|万千瓦"
)
# "790万城镇人口": a scale before a word for a place says that the word begins what is counted.
_PLACES = frozenset("店社村镇乡县城校园步强层段级届期")
_BEFORE = (
    r"不低于|不少于|不超过|不高于|不多于|至少|超过|突破|高于|低于|大于|小于|少于|多于|接近|将近|约|近|达到|达|为|控制在"
)
_AFTER = r"以上|以下|以内|之内|左右|上下|及以上|及以下"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<low>{_NUMBER})(?P<lowunit>%|％)?"
    rf"(?:\s*[-—–－~～至到]{{1,2}}\s*(?P<high>{_NUMBER}))?"
    rf"\s*(?P<more>余|多|来)?(?P<scale>万亿|千万|百万|十万|亿|万|千|百)?(?P<more2>余|多)?\s*(?P<unit>{_UNITS})?(?P<once>年一遇)?(?P<after>{_AFTER})?"
)
# The words before a number are looked for once it is found: most of a text is far from any.
_STANDS_BEFORE = re.compile(rf"(?:{_BEFORE})\s*$")
_LONGEST_BEFORE = 8
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—–~～至到/]\s*(?:19|20)?\d{2}年)")
_CHINESE_YEAR = re.compile(r"([一二][〇○零九][〇○零一二三四五六七八九]{2})(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_RATIO = re.compile(r"(?<![\d.:：])\d+(?:\.\d+)?(?:\s*[:：︰∶]\s*\d+(?:\.\d+)?)+(?![\d:：])")
_AT_LEAST = ("不低于", "不少于", "至少", "超过", "突破", "高于", "大于", "多于", "以上", "及以上", "余", "多")
_AT_MOST = ("不超过", "不高于", "不多于", "低于", "小于", "少于", "以下", "以内", "之内", "及以下", "控制在")
_ABOUT = ("约", "近", "接近", "将近", "左右", "上下", "来")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit as printed.

    `text` is verbatim, `start`/`end` its place. `low` and `high` are in the printed unit, equal but for a range;
    `value` is the low end in base units (亿元 -> 元). `comparator` is one of exact, at_least, at_most, about, range.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    scale: float
    comparator: str

    @property
    def value(self) -> float:
        """Give the value in base units, the low end of a range."""
        return round(self.low * self.scale, 6)


def _comparator(match: re.Match[str], before: str) -> str:
    if match["high"]:
        return "range"
    words = {word for word in (before, match["after"], match["more"], match["more2"]) if word}
    for name, group in (("at_most", _AT_MOST), ("at_least", _AT_LEAST), ("about", _ABOUT)):
        if words & set(group):
            return name
    return "exact"


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a text in order: numbers that carry a unit, a scale or a percent sign; years are left out."""
    ratios = [match.span() for match in _RATIO.finditer(text)]
    figures: list[Figure] = []
    last = 0
    # Simplified script only tells what is what; the figures are quoted as printed.
    for match in _FIGURE.finditer(simplified(text)):
        if any(start <= match.start("low") < end for start, end in ratios):
            continue
        begins = match["unit"] in _PLACES and match["scale"] in ("万", "亿", "万亿") and not match["after"]
        unit = "" if begins else (match["unit"] or match["lowunit"] or "")
        unit = unit.replace("％", "%").replace("个百分点", "百分点").replace("瓦小时", "瓦时")
        if match["once"]:
            unit = "年一遇"
        if not unit and not match["scale"]:
            continue
        before_low = text[match.start("low") - 1] if match.start("low") else ""
        # "第3位" is a rank and "H5" a name, but "GDP5000亿元" is a figure.
        if before_low == "第" or (re.match(r"[A-Za-z]", before_low) and not match["scale"]):
            continue
        near = match.string[max(last, match.start() - _LONGEST_BEFORE) : match.start()]
        said = _STANDS_BEFORE.search(near)
        before = said.group().rstrip() if said else ""
        last = match.end()
        # "达到" and "为" say nothing of the bound, so they are no part of the figure.
        bounds = said is not None and before not in ("达到", "达", "为", "控制在")
        start = match.start() - len(near) + said.start() if said and bounds else match.start("low")
        end = match.start("unit") if begins else match.end()
        low = float(match["low"].replace(",", ""))
        high = float(match["high"].replace(",", "")) if match["high"] else low
        figures.append(
            Figure(
                text[start:end].strip(),
                start,
                end,
                low,
                high,
                unit,
                _SCALES[match["scale"] or ""],
                _comparator(match, before),
            )
        )
    figures += [_ratio(match) for match in _RATIO.finditer(text)]
    return sorted(figures, key=lambda figure: figure.start)


def _ratio(match: re.Match[str]) -> Figure:
    """Read a ratio such as 12.6:33:54.4; its low and high are the first and the last part."""
    parts = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", match.group())]
    return Figure(match.group(), match.start(), match.end(), parts[0], parts[-1], "比", 1.0, "exact")


def find_years(text: str) -> list[int]:
    """Return the calendar years printed in a text, in digits or Chinese numerals (二〇三五年), in order."""
    found = [(match.start(), int(match.group(1))) for match in _YEAR.finditer(text)]
    found += [(m.start(), int(m.group(1).translate(_DIGITS))) for m in _CHINESE_YEAR.finditer(text)]
    return [year for _, year in sorted(found) if 1900 <= year < 2100]
