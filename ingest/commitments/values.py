"""Find the figures of a sentence that say how much of something; names, grades, ranks and conditions are left out."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.figures import Figure, find_figures
from ingest.numerals import read_numeral

Bound = Literal["exact", "at_least", "at_most", "about", "range"]

_NUMERAL = "一二两三四五六七八九十百千零〇"
_MEASURES = "所座条家处支艘架栋幢"
_BUILDS = (
    "新建|建成|新增|改造|引进|获批|新设|组建|开通|新开|改扩建|扩建|迁建|开工建设|规划建设|建设|创建|新添|增设|落户|打造"
)
_DOUBLED = re.compile(r"翻(?:了)?(?P<times>[一两二三四])?(?:番|倍)(?P<after>半|以上|多)?|翻(?:了)?近[一两二]番")
_PERCENT = re.compile(rf"百分之(?P<n>[{_NUMERAL}点]+)(?P<after>以上|左右|以内|以下)?")
_FRACTION = re.compile(
    r"(?P<below>[一二三四五六七八九十]+)分之(?P<above>[一二两三四五六七八九十]+)(?P<after>以上|左右)?"
)
_TENTHS = re.compile(
    r"(?:(?P<bound>近|超过?|约)|达|占|有|的|是|为)(?P<n>[一二两三四五六七八九])成(?P<after>半|以上|左右|多)?(?![立为功果员熟长套效本就形片份])"
)
_SPELLED = re.compile(
    rf"(?P<bound>突破|超过|超|逾|近|约|不低于|不少于|至少)?(?P<n>[一二两三四五六七八九][{_NUMERAL}万亿点]*[十百千万亿][{_NUMERAL}]*|[十百千万亿][{_NUMERAL}万亿]*)(?P<more>余|多)?"
    r"(?P<unit>元|美元|人次|人|户|亩|吨|斤|担|公里|平方米|千瓦时|千瓦|辆|套|头|只)(?P<after>以上|左右|以内)?(?![级强])"
)
_MARKS_PASSED = re.compile(r"^(?:大关|关口|台阶|新台阶|门槛|规模|以上)")
_COUNTS = re.compile(r"[一二两三四五六七八九]")
# "百亿产业" is a name, "突破百亿元" a figure.
_REACHES = re.compile(r"(?:突破|超过|超|过|达到?|逾|跨上|迈上|跃上|近|约|首次)$")
_COUNTED = re.compile(
    rf"(?:{_BUILDS})了?(?:\d\D)?(?P<value>(?P<n>[一二两三四五六七八九十]{{1,3}})(?P<unit>[{_MEASURES}])(?P<after>以上)?)"
)
_FEW = re.compile(
    r"(?:新建|建成|新增|引进|获批|增设)了?(?P<value>(?P<n>[一二两三四五六七八九十]{1,3})(?P<unit>个)(?P<after>以上)?)(?![五百]|方面|大|重大)"
)
# "系数提高到0.5": what is measured has no unit.
_PURE = re.compile(
    r"(?:之比|系数|指数|综指|倍差|比值|比)(?:[由从]\d+\.\d+)?[^，。；：、\d]{0,6}?(?P<value>(?P<n>\d+\.\d+)(?P<after>以上|以下|以内|左右)?)(?=$|[，。；、）\s]|[提下降上缩减扩增])"
)
_RATE = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*/\s*10\s*万(?P<after>以下|以内|左右|以上)?")
_POINTS = re.compile(r"(?P<n>\d+(?:\.\d+)?)个?(?=(?:[和、及与]\d+(?:\.\d+)?个?)*[和、及与]\d+(?:\.\d+)?个百分点)")
# "低于全省0.3个百分点" sets a figure beside another and is none itself.
_BESIDE = re.compile(
    r"(?:高于|低于|快于|好于|高出|低出|高过|超出|领先)(?:于)?[^，。；：、\d]{0,14}[^，。；：\d]{0,8}$|比(?![重例率值]|上年|去年|上一年|年初|20|19|“|基期|同期|“?十)[^，。；：\d]{1,14}(?<![提增减降])(?:高|低|快|慢|多|少)(?:出|了)?$"
)
_BREAK = re.compile(r"[，；。：]")
_MEASURED_NAME = re.compile(r"(?:GDP|R&D|PM\d*\.?\d*|CPI)$")
_NUMBERS = re.compile(r"[\d.、和及与个]+$")
_PER = re.compile(r"(?:每|每隔|每逢|按|按照)$")
_SIZES = frozenset({"吨", "千瓦", "兆瓦", "瓦", "瓦时", "蒸吨", "升", "千瓦时", "标箱", "标准箱"})
_OF_PLANT = re.compile(
    r"^(?:/年|/日|/天)?(?!以上|左右|以内|以下|的|为|和|及|与|或|并|增|减|提|下降|上升|超[过出]|达|占|比|同|较|降|大关|生活垃圾|标准煤|二氧化)[\u4e00-\u9fff“]"
)
_HANDLED = re.compile(
    r"(?:新增|增加|减少|完成|实现|生产|处理|处置|销售|供应|收储|收购|储备|达到?|突破|超过|近|约|节约|节能|淘汰|压减|压缩|削减|替代|出栏|投放|调运|外送|输送|发电|消纳|装机|产量|能力|规模|吞吐量|总量|回收|利用|运输|发运|进口|出口|种植|转移|减排|退出|化解|去|储|排放)(?:了|约|近|超|超过|突破|达)?$"
)
_SORTS = re.compile(r"^(?:级)?(?:大)?(?:企业|项目|产业|园区|集群|行业|县|镇|村|俱乐部|工程)")
_ASPECTS = re.compile(r"^(?:大|基本)?(?:方面|原则|要点|特点|亮点|关系|领域|环节|层面|维度|阶段|步骤|重大关系|更加)")

_QUOTED = re.compile(r"“[^”]{1,14}”|‘[^’]{1,14}’|\"[^\"]{1,14}\"")
_CLOSED = re.compile(r"[“‘\"《〔\[（]")
_TITLE = re.compile(r"《[^》]*》|〔\d{4}〕\s*\d+号?|[\[（(]\d{4}[\]）)]\s*\d+号")
# Units that say what class a thing is of, or where it stands, never how much of it there is.
_GRADES = frozenset(
    {
        "千伏",
        "千伏安",
        "级",
        "强",
        "届",
        "期",
        "类",
        "位",
        "步",
        "度",
        "段",
        "层",
        "通道",
        "园",
        "城",
        "县",
        "校",
        "村",
        "乡",
        "镇",
        "社",
    }
)
_DURATIONS = frozenset({"小时", "分钟", "天", "个工作日", "工作日", "个月"})
_SHORTENED = re.compile(
    r"压缩|缩短|缩减|控制在|压减|减至|减少|降至|降到|提速|不超过|天数|达标|时间|时长|时限|达到?$|为$|至$|以内$|提前$|学时|里程$|寿命|连续供电"
)
_NEAR = 30
_CIRCLE = re.compile(r"^[^，。；、]{0,6}圈")
_CLASS = re.compile(r"^(?:吨)?级|^伏|^[A-Za-z]|^强|^(?:公里)?(?:时速|每小时)|^\+|^（?(?:北纬|东经)")
_RANKED = re.compile(r"(?:前|第|名列|位列|排名|位居|列第|居|Top)\s*$", re.IGNORECASE)
_NAMED = re.compile(r"[A-Za-z+＋\-－]$")
_AMOUNTS = frozenset(
    {
        "元",
        "美元",
        "吨",
        "公里",
        "平方米",
        "平方公里",
        "亩",
        "公顷",
        "千瓦",
        "兆瓦",
        "人",
        "户",
        "立方米",
        "米",
        "岁",
        "吨标准煤",
        "蒸吨",
    }
)
# "对90公里的河道清淤": a stretch is how much of the thing there is.
_STRETCHES = frozenset({"公里", "亩", "公顷", "平方公里"})
_CONDITION = re.compile(r"^(?:的)?[\u4e00-\u9fffA-Za-z（“]")
_OF_THINGS = re.compile(
    r"^的(?![\u4e00-\u9fff]{0,4}(?:补贴|补助|奖励|支持|资金|贷款|标准|投资|收入|产值))(?!目标|水平|速度|任务|标准|规模|增长|投资|总|差距|收入|资金|贷款|产值|产能|能力|面积|成绩|历史|高位|大关|比例|要求|支持|补贴|补助|奖励|产量)[\u4e00-\u9fffA-Za-z“]"
)
_TAKES = re.compile(
    r"(?:新建|建成|建设|改造|完成|实现|新增|投入|争取|落实|安排|筹集|提供|整治|修复|治理|铺设|开工|发放|达到?|超过|突破|引进|培育|开发|盘活|流转|种植|造林|减税|减免|兑现|到位|获得|争取到)(?:了)?$"
)
_YEARS_OF = re.compile(
    r"(?:年限|寿命)[\u4e00-\u9fff]{0,5}(?P<value>(?P<n>\d+(?:\.\d+)?)(?P<more>余|多)?年(?P<after>以上|左右)?)"
)
_BOUNDS: tuple[Bound, ...] = ("exact", "at_least", "at_most", "about", "range")
_MOST = re.compile(r"^(?:不超过|不高于|不多于|低于|小于|少于)|(?:以下|以内|之内)$")
_AFTER: dict[str, Bound] = {
    "以上": "at_least",
    "多": "at_least",
    "余": "at_least",
    "左右": "about",
    "以内": "at_most",
    "以下": "at_most",
}
_BOUND: dict[str, Bound] = {
    "突破": "at_least",
    "超过": "at_least",
    "超": "at_least",
    "逾": "at_least",
    "不低于": "at_least",
    "不少于": "at_least",
    "至少": "at_least",
    "近": "about",
    "约": "about",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that measures something; `number` is None where only the words say how much ("翻一番", a ratio).

    `bound` is one of exact, at_least, at_most, about, range; `start` and `end` are places in the sentence.
    """

    text: str
    start: int
    end: int
    number: float | tuple[float, float] | None
    unit: str
    scale: float
    bound: Bound

    @property
    def base_number(self) -> float | tuple[float, float] | None:
        """The number in base units (5500亿元 -> 5.5e11)."""
        if isinstance(self.number, tuple):
            return round(self.number[0] * self.scale, 6), round(self.number[1] * self.scale, 6)
        return None if self.number is None else round(self.number * self.scale, 6)


def find_values(sentence: str) -> list[Value]:
    """Return the values of a sentence in order; what is a name, a grade, a rank, a date or a condition is none."""
    closed = (
        [match.span() for pattern in (_QUOTED, _TITLE) for match in pattern.finditer(sentence)]
        if _CLOSED.search(sentence)
        else []
    )
    figures = find_figures(sentence)
    kept = [
        value_of(figure)
        for place, figure in enumerate(figures)
        if not _inside(figure.start, closed) and _measures(sentence, figure, figures[place + 1 :])
    ]
    spelled = [
        value
        for value in _spelled(sentence)
        if not _inside(value.start, closed) and not (value.unit in _AMOUNTS and _names_things(sentence, value))
    ]
    kept = _with_points(sentence, kept)
    rates = [(value.start, value.end) for value in spelled if value.unit == "/10万"]
    kept = [value for value in kept if not _inside(value.start, rates)]
    taken = [(value.start, value.end) for value in kept]
    kept += [value for value in spelled if not any(value.start < end and start < value.end for start, end in taken)]
    return sorted(kept, key=lambda value: value.start)


def _with_points(sentence: str, values: list[Value]) -> list[Value]:
    """Give members of a list the unit that only its last one prints ("提高3个和4个百分点")."""
    if "百分点" not in sentence:
        return values
    short = {match.start("n"): match for match in _POINTS.finditer(sentence)}
    if not short:
        return values
    others = [value for value in values if not any(start <= value.start < m.end() for start, m in short.items())]
    return others + [
        Value(m.group(), m.start(), m.end(), float(m["n"]), "百分点", 1.0, "exact")
        for m in short.values()
        if not _BESIDE.search(_NUMBERS.sub("", sentence[: m.start("n")]))
    ]


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def value_of(figure: Figure, offset: int = 0) -> Value:
    """Return a figure as a value, its place moved by `offset`."""
    printed = figure.unit
    bound = next(name for name in _BOUNDS if name == figure.comparator)
    if bound == "at_most" and not _MOST.search(figure.text):
        # "控制在5%" is a level, "控制在5%以内" a bound.
        bound = "about" if figure.text.endswith(("左右", "上下")) else "exact"
    number: float | tuple[float, float] | None = figure.low
    if printed == "比":
        number = None
    elif figure.low != figure.high:
        number = (figure.low, figure.high)
    return Value(
        figure.text,
        offset + figure.start,
        offset + figure.start + len(figure.text),
        number,
        printed,
        figure.scale,
        bound,
    )


def _measures(sentence: str, figure: Figure, later: list[Figure]) -> bool:
    """Tell whether a figure says how much, by its unit and by what stands around it."""
    before, after = sentence[: figure.start], sentence[figure.start + len(figure.text) :]
    if figure.unit in _GRADES or _CLASS.match(after) or _RANKED.search(before) or after[:1] in "+＋号":
        return False
    if _PER.search(before) or (figure.unit == "个" and _ASPECTS.match(after)):
        return False
    if figure.unit == "百分点" and _BESIDE.search(_NUMBERS.sub("", before)):
        return False
    if _NAMED.search(before) and not _MEASURED_NAME.search(before):
        return False
    if figure.unit in _DURATIONS:
        clause = _BREAK.split(before)[-1]
        return not _CIRCLE.match(after) and bool(_SHORTENED.search(clause) or "优良" in before[-_NEAR:])
    if figure.unit == "岁":
        return "寿命" in before[-12:] or "年龄" in before[-8:]
    return not _is_condition(figure, before, after, later)


def _is_condition(figure: Figure, before: str, after: str, later: list[Figure]) -> bool:
    """Tell whether a figure says which things are meant ("10亿元以上项目313个"), not how much of them."""
    if figure.unit in _SIZES and _OF_PLANT.match(after) and not _HANDLED.search(before):
        # "10万吨电极项目" is named by its size.
        return True
    if figure.unit in ("元", "美元") and _SORTS.match(after) and not _TAKES.search(before):
        return True
    if figure.unit not in _AMOUNTS:
        return False
    if figure.unit not in _STRETCHES and _OF_THINGS.match(after) and not _TAKES.search(before):
        return True
    if not figure.text.endswith(("以上", "以下", "以内", "及以上", "及以下")) or not _CONDITION.match(after):
        return False
    if figure.text.endswith(("以下", "以内")):
        return True
    clause = _BREAK.split(after)[0]
    counted = any(figure.end < other.start < figure.end + len(clause) for other in later)
    return counted or not _TAKES.search(before)


def _names_things(sentence: str, value: Value) -> bool:
    """Tell whether an amount in words says which things are meant ("百亿元以上的企业")."""
    before, after = sentence[: value.start], sentence[value.end :]
    if not _COUNTS.search(value.text):
        reaches = value.bound in ("at_least", "about") or _REACHES.search(before)
        if not reaches or (_CONDITION.match(after) and not _MARKS_PASSED.match(after)):
            return True
    named = _OF_THINGS.match(after) or (value.text.endswith(("以上", "以下", "以内")) and _CONDITION.match(after))
    return bool(named) and not _TAKES.search(before)


def _spelled(sentence: str) -> list[Value]:
    """Return what is written in Chinese numerals."""
    found = [
        Value(
            m.group(), *m.span(), None, "番" if "番" in m.group() else "倍", 1.0, _AFTER.get(m["after"] or "", "exact")
        )
        for m in (_DOUBLED.finditer(sentence) if "翻" in sentence else ())
    ]
    for match in _PURE.finditer(sentence) if "." in sentence else ():
        bound = _AFTER.get(match["after"] or "", "exact")
        found.append(Value(match["value"], *match.span("value"), float(match["n"]), "", 1.0, bound))
    for match in _RATE.finditer(sentence) if "/" in sentence else ():
        bound = _AFTER.get(match["after"] or "", "exact")
        found.append(Value(match.group(), *match.span(), float(match["n"]), "/10万", 1.0, bound))
    for match in _PERCENT.finditer(sentence) if "分之" in sentence else ():
        found += _numeral(match, match["n"], "%", 1.0, match["after"])
    for match in _FRACTION.finditer(sentence) if "分之" in sentence else ():
        if match["below"] != "百":
            found.append(
                Value(match.group(), *match.span(), None, "分之", 1.0, _AFTER.get(match["after"] or "", "exact"))
            )
    for match in _TENTHS.finditer(sentence) if "成" in sentence else ():
        start = match.start("n") if match["bound"] is None else match.start()
        found += _numeral(match, match["n"], "成", 0.1, match["after"], start)
    for match in _SPELLED.finditer(sentence):
        digits = match["n"] if match["n"][0] not in "百千万亿" else f"一{match['n']}"
        found += _numeral(match, digits, match["unit"], 1.0, match["after"] or match["more"])
    for pattern in (_COUNTED, _FEW):
        for match in pattern.finditer(sentence):
            found += _numeral(match, match["n"], match["unit"], 1.0, match["after"], match.start("value"))
    for match in _YEARS_OF.finditer(sentence) if "年限" in sentence or "寿命" in sentence else ():
        bound = _AFTER.get(match["after"] or match["more"] or "", "exact")
        found.append(Value(match["value"], *match.span("value"), float(match["n"]), "年", 1.0, bound))
    return found


def _numeral(
    match: re.Match[str], digits: str, unit: str, scale: float, after: str | None, start: int | None = None
) -> list[Value]:
    number = read_numeral(digits)
    if number is None:
        return []
    begin = match.start() if start is None else start
    before = match.groupdict().get("bound")
    bound = _BOUND.get(before or "") or _AFTER.get(after or "", "exact")
    return [Value(match.string[begin : match.end()], begin, match.end(), float(number), unit, scale, bound)]
