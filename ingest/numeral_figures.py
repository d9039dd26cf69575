"""Find figures that are written in Chinese numerals ("三个孩子", "百分之六十")."""

import re

from ingest.figures import Figure
from ingest.numerals import read_numeral
from ingest.script import simplified

_DIGIT = "一二两三四五六七八九"
_NUMERAL = f"{_DIGIT}十百千万亿零〇"
_UNITS = (
    "平方公里|平方千米|平方米|立方米|公里|千米|海里|米|公顷|亩|吨|公斤|斤|元|美元|人次|人|户|家|个工作日|工作日|个月|个百分点|个|条|座|处|项|所|"
    "张|辆|台|套|种|件|名|位|倍|次|天|小时|分钟|岁|床|届|艘|架|册|例|起|栋|幢|口|株|匹|头|只|部|场|支|枚|块|对|组|类|棵|盏|本|根|间|篇|首|卷|集|枝"
)
_PERCENT = rf"百分之(?P<share>[{_NUMERAL}]+(?:点[零〇{_DIGIT}]+)?)"
_COUNT = rf"(?P<bound>至少|超过|不少于|约|近)?(?P<count>(?:[{_DIGIT}十][{_NUMERAL}]*(?:点[零〇{_DIGIT}]+)?))(?P<more>余|多)?(?P<unit>{_UNITS})"
# "第三个" is a rank, "每三个月" a rate, and "这三个" counts what was named before.
_FIGURE = re.compile(
    rf"(?<![第初周期每\d.{_NUMERAL}])(?:{_PERCENT}|{_COUNT})(?P<after>以上|以下|以内|左右)?(?![{_DIGIT}十百千万亿级])"
)
# One of something is seldom counted: "一个", "一批", "一种" introduce a thing.
_LEAST = 2
_BOUNDS = {
    "at_least": ("至少", "超过", "不少于", "余", "多", "以上"),
    "at_most": ("以下", "以内"),
    "about": ("约", "近", "左右"),
}


def find_numeral_figures(text: str) -> list[Figure]:
    """Return the figures of a text that are written in Chinese numerals, in order; a single one of something is left out."""
    found = []
    for match in _FIGURE.finditer(simplified(text)):
        digits = match["share"] or match["count"]
        number = read_numeral(digits)
        # "三五个" says about how many.
        rough = len(digits) > 1 and not set(digits) - set(_DIGIT)
        if number is None or rough or (number < _LEAST and not match["share"]):
            continue
        value = float(number)
        unit = "%" if match["share"] else match["unit"].replace("个百分点", "百分点")
        shown = text[match.start() : match.end()]
        found.append(Figure(shown, match.start(), match.end(), value, value, unit, 1.0, _bound(match)))
    return found


def _bound(match: re.Match[str]) -> str:
    said = {match["bound"], match["more"], match["after"]} - {None}
    return next((name for name, words in _BOUNDS.items() if said & set(words)), "exact")
