"""Write figures, units, bounds and dates in one form, so that a fact is recognised in whatever form it is printed."""

import re
from decimal import Decimal
from functools import lru_cache

from eval.matching import folded, holds
from ingest.numerals import read_numeral
from ingest.period import five_year_period
from vectorstore.tokens import normalise

_NUMERALS = "一二三四五六七八九十"
# Bare "十四五" is a period in a plan; "二五" is one only in quotation marks or before a word that says so.
_PERIOD = re.compile(
    rf"(?:[“\"「『](?P<quoted>[{_NUMERALS}]{{1,2}})五[”\"」』]|(?<![{_NUMERALS}])(?P<bare>十[一二三四])五(?![{_NUMERALS}百千万亿])"
    rf"|(?<![{_NUMERALS}])(?P<named>[{_NUMERALS}]{{1,2}})五(?=规划|计划|时期|期间|末)|第(?P<ordinal>[{_NUMERALS}]{{1,3}})个五年)"
    r"(?:规划期|时期|期间)?(?P<end>末)?"
)
_COUNTED = re.compile(
    rf"(?<![{_NUMERALS}两零百千万亿点第\d])([{_NUMERALS}两][{_NUMERALS}两零百千]*)(?=[所处类批张辆名期月日号次大个项条座家户人天倍万亿元吨亩]|公|平方|立方)"
)
_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:-|~|至|到)((?:19|20)\d{2})(?!\d)年?")
_ZERO = re.compile(r"(?<!\d)0(?=\d[月日号])")
_LAST_DAY = re.compile(r"(?<!\d)(?:(1|3|5|7|8|10|12)月31|(4|6|9|11)月30|(2)月2[89])[日号]")
_SCALES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_SCALES |= {"十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12, "十万亿": 13}
SIZES = {
    "平方公里": ("平方米", "1e6"),
    "平方千米": ("平方米", "1e6"),
    "公顷": ("平方米", "1e4"),
    "公里": ("米", "1e3"),
    "千米": ("米", "1e3"),
    "千瓦时": ("瓦时", "1e3"),
    "兆瓦": ("瓦", "1e6"),
    "千瓦": ("瓦", "1e3"),
    "公斤": ("克", "1e3"),
    "千克": ("克", "1e3"),
    "吨": ("克", "1e6"),
    "个百分点": ("百分点", "1"),
}
_PLAIN_UNITS = ("平方米", "瓦时", "百分点", "米", "瓦", "克", "元", "%", "‰")
_UNIT = "|".join(sorted((*SIZES, *_PLAIN_UNITS), key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_BOUNDS = (
    ("≥", "不低于|不少于|不小于|至少|超过|突破|高于|大于|多于", "及以上|以上"),
    ("≤", "不超过|不高于|不多于|不大于|至多|最多|低于|小于|少于", "及以下|以下|以内|之内"),
    ("≈", "大约|约为|约|将近|接近|近", "左右|上下"),
)
_BEFORE = "|".join(before for _, before, _ in _BOUNDS)
_AFTER = "|".join(after for _, _, after in _BOUNDS)
_QUANTITY = re.compile(
    rf"(?P<before>{_BEFORE})?(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<more>余|多)?(?P<scale>{_SCALE})?(?P<more2>余|多)?"
    rf"(?P<unit>{_UNIT})?(?:(?P<counted>[\u4e00-\u9fff]{{1,3}}?)??(?P<after>{_AFTER}))?"
)
# "3-5亿元" and "5%~6%": what is printed once behind a range belongs to both ends.
_RANGE = re.compile(
    rf"(?<![\d.-])(?P<low>\d+(?:\.\d+)?)(?P<lowscale>{_SCALE})?(?P<lowunit>{_UNIT})?(?:-|~|至|到)"
    rf"(?P<high>\d+(?:\.\d+)?)(?P<scale>{_SCALE})?(?P<unit>{_UNIT})?"
)


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """Return a text with its figures, bounds, dates and five-year periods in one form and without white space.

    五千五百亿元, 0.55万亿元 and 5500亿元 all become 550000000000元; 至少48% and 48%以上 become ≥48%; 2025年底, 2025年12月底 and
    2025年12月31日 become 2025年12月底; “十四五” and 2021—2025年 become [2021-2025].
    """
    even = folded(normalise(_PERIOD.sub(_period, text)))
    even = _COUNTED.sub(_counted, even)
    return _QUANTITY.sub(_quantity, _RANGE.sub(_range, _dates(even)))


def says(text: str, fact: str) -> bool:
    """Tell whether a text holds a fact by the matching rule, as printed or with both in one form."""
    if holds(text, fact):
        return True
    wanted = canonical(fact)
    # What is left of "约" alone would be found anywhere.
    return bool(re.search(r"\w", wanted)) and holds(canonical(text), wanted)


def _period(match: re.Match[str]) -> str:
    ordinal = match["quoted"] or match["bare"] or match["named"] or match["ordinal"]
    years = five_year_period(f"{ordinal}五规划")
    if years is None:
        return match.group()
    # The end is a date, the period itself is none: 2025年 must not be found in “十四五”.
    return f"{years[1]}年底" if match["end"] else f"[{years[0]}-{years[1]}]"


def _counted(match: re.Match[str]) -> str:
    value = read_numeral(match.group(1))
    return match.group() if value is None else f"{value:f}"


def _dates(text: str) -> str:
    text = _DAY.sub(lambda match: f"{match[1]}年{int(match[2])}月{int(match[3])}日", text)
    text = _YEARS.sub(r"[\1-\2]", text)
    text = text.replace("[[", "[").replace("]]", "]")
    text = _LAST_DAY.sub(lambda match: f"{match[1] or match[2] or match[3]}月底", _ZERO.sub("", text))
    text = re.sub(r"(?<=\d)年年?(?:底|末)", "年12月底", re.sub("月末", "月底", text))
    return re.sub(r"(?<=[底日月年])(?:之前|以前)", "前", text)


def _range(match: re.Match[str]) -> str:
    scale, unit = match["scale"] or "", match["unit"] or ""
    if not scale and not unit:
        return match.group()
    low_scale = match["lowscale"] or ("" if match["lowunit"] else scale)
    return f"{match['low']}{low_scale}{match['lowunit'] or unit}-{match['high']}{scale}{unit}"


def _quantity(match: re.Match[str]) -> str:
    unit, size = SIZES.get(match["unit"] or "", (match["unit"] or "", "1"))
    value = Decimal(match["number"]).scaleb(_SCALES.get(match["scale"] or "", 0)) * Decimal(size)
    words = {match["before"], match["after"]} - {None}
    bound = next((sign for sign, *groups in _BOUNDS if words & set("|".join(groups).split("|"))), "")
    bound = bound or ("≥" if match["more"] or match["more2"] else "")
    return f"{bound}{_plain(value)}{unit}{match['counted'] or ''}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
