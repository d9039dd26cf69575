"""Understand a question before searching: what kind of answer it wants, of which plan, region and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.answer import Turn
from assistant.followup import standalone_question
from assistant.lexicon import Alternative, official_terms
from assistant.plan_mentions import PlanMention, find_mentions
from ingest.period import five_year_period
from ingest.regions import find_regions, is_province, province_of, short_name
from vectorstore.catalog import Listed
from vectorstore.tokens import place_names

Kind = Literal["figure", "date", "department", "list", "definition", "yes_no", "entity"]

_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "department",
        r"(?:哪|什么|何)[^，。？?]{0,3}(?:部门|单位|机构|局|委办)|牵头|谁(?:来)?(?:负责|管|主管|落实|承担|办)|归[^，。]{0,4}管|由谁|责任(?:部门|单位)|主管(?:部门|单位)|负责(?:部门|单位)",
    ),
    ("date", r"什么时候|何时|啥时候|哪一?年|几时|哪天|哪一天|何年|几月|期限|最迟|截止|什么时间|多久|几年内|年限"),
    (
        "definition",
        r"什么意思|是什么[？?]?$|指什么|指的是|是指|含义|什么是|何为|何谓|怎么理解|解释|具体指|代表什么|各代表|内涵|定义|怎样划分|怎么划分|如何划分|什么叫",
    ),
    (
        "list",
        r"哪些|有哪|哪几|包括什么|包含什么|列出|列举|哪[两三四五六七八九十\d]+|分别是(?:什么|哪)|都有什么|有什么|名单|清单|几大[^，。]*是|哪里[些]|分别在哪|什么内容|怎样的|什么样的",
    ),
    (
        "figure",
        r"多少|几(?:个|家|条|成|天|件|倍|人|万|亿|公里|座|项|所|处|分|种|类|张|辆|米|亩|吨|户|名|套|次|元|级|大)|百分之|占比|目标值|数量|多大|多高|多长|多宽|比例|数值|指标值|总数|增速|增长率|翻[一两]番|几何",
    ),
    ("yes_no", r"是否|有没有|能不能|会不会|可不可以|是不是|吗[？?]?$|有无"),
    ("entity", r"哪个|哪位|哪家|哪座|哪条|哪所|哪里|哪儿|在哪|谁|什么|哪"),
)
_INDICATOR = re.compile(
    r"(?:率|额|值|量|数|比重|面积|产值|收入|里程|规模|强度|水平|目标|投资|人数|总量|产量|装机|覆盖|标准|年龄|寿命|支出|吞吐量|密度|降幅|增幅|消费|投入|成本|价格|户数|家数)(?:\s|$|[，,。?？0-9])"
)
_ASKED = re.compile(
    r"请问|请告诉我|告诉我|我想知道|想了解一?下?|麻烦|帮我查?一?下?|查一?下|能不能说说|说说|介绍一?下?|具体(?:指的是|指|是)?|"
    r"是多少|达到多少|要达到多少|多少|百分之几|是什么意思|什么意思|指的是什么|是指什么|指什么|代表什么|各代表什么|什么时候|啥时候|何时|"
    r"哪一年|哪年|哪些|哪几个|哪几家|哪几种|哪几|哪个|哪位|哪家|哪里|哪儿|哪条|哪所|在哪|由谁|谁来|谁|什么样的|怎样的|怎么样|怎么|如何|怎样|是什么|什么|"
    r"是哪[一二两三四五六七八九十]?个?|哪[一二两三四五六七八九十]|有哪|有没有|是否|分别|各是|各|"
    r"几(?=[个家条成天件倍人座项所处种类])|规划里?(?:说|提到|提出|要求|明确)?|方案里?(?:说|提到|提出|要求)|报告里?(?:说|提到|提出|要求)|吗|呢|啊|呀|吧|[？?！!。]"
)
_ABROAD = re.compile(
    r"美国|英国|法国|德国|日本|韩国|朝鲜|印度|俄罗斯|加拿大|澳大利亚|新西兰|巴西|欧盟|欧洲|非洲|亚洲|拉美|新加坡|越南|泰国|马来西亚|印度尼西亚|"
    r"意大利|西班牙|墨西哥|土耳其|沙特|埃及|南非|乌克兰|世界|全球"
)
_WHOLE = "全国"
_NATION = re.compile(
    r"^(?:(?:19|20)\d{2}年)?(?:(?:全国|我国|中国)(?!级|性)|国务院|国家(?=20|的|[今明去]年|经济增|财政|GDP))"
)
_POLITE = re.compile(r"^(?:请问|请告诉我|我想(?:知道|问)|那么?|查一?下|帮我查一?下?)[，,]?")
_PERIOD = re.compile(
    r"[“\"]?(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})五[”\"]?(?=规划|计划|纲要|期间|时期|末|[里时的，,])(规划|计划|纲要)?"
)
_COMPARE = re.compile(
    r"比(?![例重率值如])|高多少|低多少|哪个更?高|谁更|比较|对比|相比|比起来|区别|不同|差异|差别|变化|分别|各(?:是|要|为|有)|[和与跟]"
)
_QUOTED = re.compile(r"[“\"「『‘']([^”\"」』’']{1,24})[”\"」』’']")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=年|\D|$)")
_NOT_PLACES = frozenset(
    ["中国", "我国", "市区", "城区", "城乡", "全国", "国内", "湾区", "新区", "西部", "中部", "东部"]
)
_DENIED = re.compile(r"[（(]?(?:不是|并非|而非|不要|别拿)[^，,。）)]{2,12}?(?:的|[）)，,。]|$)[）)]?")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its documents (None: all) and the years asked of it; `absent` names a region without any."""

    documents: frozenset[str] | None
    years: tuple[int, ...] = ()
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question taken apart.

    `core` holds the words to look for: the question without its asking words and without the name of the plan.
    `documents` are the only documents an answer may come from, None for all. `sides` are what a
    comparison compares. `missing_region` is a region the question names that no document is about, `missing_plan` a five-year plan that is
    not there, `period` the years of a five-year period that no plan covers. `years` are those asked for.
    """

    question: str
    standalone: str
    core: str
    kind: Kind
    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    missing_region: str | None = None
    missing_plan: str | None = None
    period: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    documents: frozenset[str] | None = None
    boosts: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    sides: tuple[Side, ...] = ()


def kind_of(question: str) -> Kind:
    """Tell what kind of answer a question wants; a bare list of keywords that ends in an indicator wants a figure."""
    for kind, pattern in _KINDS:
        if re.search(pattern, question):
            if kind in ("definition", "date") and re.search(r"多少|百分之几|占几成", question):
                return "figure"
            return kind
    if _INDICATOR.search(question) or re.search(r"20\d\d", question):
        return "figure"
    return "list" if re.search(r"内容|措施|任务|项目|工程|做法", question) else "entity"


def understand(question: str, history: Sequence[Turn], documents: Sequence[Listed]) -> Understanding:
    """Take a question apart against the descriptions of the documents in the store."""
    standalone = standalone_question(question, history)
    affirmed = _DENIED.sub(" ", standalone)
    mentions = find_mentions(affirmed, documents)
    regions, outside = _regions(affirmed, documents)
    missing = outside[0] if outside and not regions else None
    missing_plan, period = _missing_period(affirmed, documents)
    years = _years_of(standalone)
    inside = _of_regions(regions, documents)
    sides = _absent_sides(affirmed, regions, outside, documents) or _sides(
        affirmed, mentions, regions, documents, inside
    )
    allowed = None if sides else _allowed(mentions, inside)
    held = {document.description.region or "" for document in documents}
    above = missing in {province_of(region) for region in held}
    if missing_plan or (missing and not above and _is_subject(missing, affirmed)):
        allowed = frozenset()
    return Understanding(
        question=question,
        standalone=standalone,
        core=_core(affirmed, mentions, regions),
        kind=kind_of(standalone),
        years=years,
        regions=tuple(regions),
        missing_region=missing,
        missing_plan=missing_plan,
        period=period,
        places=_places(affirmed, mentions, [*regions, *([missing] if missing else [])]),
        quoted=tuple(_QUOTED.findall(standalone)),
        documents=allowed,
        boosts=_boosts(years, standalone, documents),
        alternatives=tuple(official_terms(standalone)),
        sides=sides,
    )


def _regions(question: str, documents: Sequence[Listed]) -> tuple[list[str], list[str]]:
    """Return the regions named that documents are about, and those that no document is about."""
    held = {document.description.region for document in documents}
    named = find_regions(question)
    if _NATION.search(_POLITE.sub("", question)) and not named:
        named = [_WHOLE]
    inside = [region for region in named if region in held]
    outside = [region for region in named if region not in held]
    # A province named beside one of its own cities says nothing new.
    outside = [region for region in outside if not any(province_of(city) == region for city in inside)]
    abroad = _ABROAD.match(_POLITE.sub("", question))
    if abroad and not inside and abroad.group() not in held:
        outside.append(abroad.group())
    return inside, outside


def _is_subject(region: str, question: str) -> bool:
    """Tell whether a question is about a region, which it then names first, or only mentions it."""
    plain = _POLITE.sub("", question)
    return plain.startswith((region, short_name(region))) or bool(
        re.match(
            rf"(?:(?:19|20)\d{{2}}年|到(?:19|20)\d{{2}}年|“?十[一二三四五六]五”?(?:期间|末)?)[，,]?{re.escape(short_name(region))}",
            plain,
        )
    )


def _missing_period(question: str, documents: Sequence[Listed]) -> tuple[str | None, tuple[int, int] | None]:
    """Return a five-year plan the question names that is not there, and the years of a period no plan covers."""
    for match in _PERIOD.finditer(question):
        period = five_year_period(match.group(1) + "五规划")
        if period is None or any((d.description.first_year, d.description.last_year) == period for d in documents):
            continue
        return (match.group() if match.group(2) else None), period
    return None, None


def _absent_sides(
    question: str, regions: Sequence[str], outside: Sequence[str], documents: Sequence[Listed]
) -> tuple[Side, ...]:
    """Return a side for every city of a comparison that names one the store has nothing of, () for other questions."""
    there = [region for region in regions if not is_province(region)]
    away = [region for region in outside if not is_province(region)]
    if not there or not away or not _COMPARE.search(question):
        return ()
    years = _years_of(question)
    sides = [Side(frozenset(d.id for d in documents if d.description.region == city), years) for city in there]
    return (*sides, *(Side(frozenset(), years, absent=city) for city in away))


def _of_regions(regions: Sequence[str], documents: Sequence[Listed]) -> frozenset[str] | None:
    if not regions:
        return None
    cities = [region for region in regions if not is_province(region)]
    wanted = set(cities or regions)
    return frozenset(document.id for document in documents if document.description.region in wanted)


def _allowed(mentions: Sequence[PlanMention], inside: frozenset[str] | None) -> frozenset[str] | None:
    if not mentions:
        return inside
    named = frozenset().union(*(mention.documents for mention in mentions))
    if inside is None:
        return named
    # The plan named may be the nation's or the province's; then the region is only what it is asked about.
    return (named & inside) or inside


def _sides(
    question: str,
    mentions: Sequence[PlanMention],
    regions: Sequence[str],
    documents: Sequence[Listed],
    inside: frozenset[str] | None,
) -> tuple[Side, ...]:
    """Return the sides when a question compares plans, regions or years, () otherwise."""
    if not _COMPARE.search(question):
        return ()
    cities = [region for region in regions if not is_province(region)]
    if len({mention.documents for mention in mentions}) >= 2:
        return _plan_sides(question, mentions, inside)
    if len(cities) >= 2:
        years = _years_of(question)
        return tuple(Side(frozenset(d.id for d in documents if d.description.region == city), years) for city in cities)
    years = _years_of(question)
    if len(mentions) == 1 and years and not _within(mentions[0], years[0], documents):
        other = frozenset(
            d.id for d in documents if d.description.last_year in years or d.description.first_year in years
        )
        others = (other & inside if inside else other) - mentions[0].documents
        return (Side(others or None, years), Side(mentions[0].documents)) if others else ()
    if len(years) >= 2 and re.search(r"分别|比较|对比|相比|变化|各", question):
        only = mentions[0].documents if mentions else inside
        return tuple(Side(only, (year,)) for year in years)
    return ()


def _within(mention: PlanMention, year: int, documents: Sequence[Listed]) -> bool:
    periods = [(d.description.first_year, d.description.last_year) for d in documents if d.id in mention.documents]
    return any(first is not None and last is not None and first <= year <= last for first, last in periods)


def _plan_sides(question: str, mentions: Sequence[PlanMention], inside: frozenset[str] | None) -> tuple[Side, ...]:
    """Give each plan the years printed between its name and the next plan's."""
    starts = [question.find(mention.text) for mention in mentions]
    sides: list[Side] = []
    for index, mention in enumerate(mentions):
        end = starts[index + 1] if index + 1 < len(mentions) else len(question)
        # A year printed right before a plan's name ("2017年补短板方案") is part of the name.
        years = tuple(y for y in _years_of(question[starts[index] + len(mention.text) : end]))
        named = (mention.documents & inside if inside else mention.documents) or mention.documents
        sides.append(Side(named, years))
    return tuple(sides)


def _years_of(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def _boosts(years: Sequence[int], question: str, documents: Sequence[Listed]) -> dict[str, float]:
    """Favour documents whose period holds a year of the question; a report is also about the year before its own."""
    wanted = set(years)
    period = five_year_period(question)
    if period:
        wanted.update(period)
    boosts: dict[str, float] = {}
    for document in documents:
        first, last = document.description.first_year, document.description.last_year
        if first is None or last is None or not wanted:
            continue
        if any(first <= year <= last for year in wanted):
            boosts[document.id] = 1.0 if last in wanted or first == last else 0.7
        elif first == last and first - 1 in wanted:
            boosts[document.id] = 0.6
    return boosts


def _places(question: str, mentions: Sequence[PlanMention], regions: Sequence[str]) -> tuple[str, ...]:
    """Return the counties, towns and other places a question names beside the regions its plans are about."""
    remaining = question
    for mention in mentions:
        remaining = remaining.replace(mention.text, "，")
    for region in regions:
        remaining = remaining.replace(region, "，").replace(short_name(region), "，")
    names = place_names(remaining)
    return tuple(name for name in names if not find_regions(name) and name not in _NOT_PLACES)


def _core(question: str, mentions: Sequence[PlanMention], regions: Sequence[str]) -> str:
    core = question
    for mention in mentions:
        core = core.replace(mention.text, " ")
    for region in regions:
        core = core.replace(region, " ").replace(short_name(region) + "市", " ").replace(short_name(region), " ")
    core = _ASKED.sub(" ", re.sub(_PERIOD.pattern + r"(?:期间|时期|末)?", " ", core))
    core = re.sub(r"[（(]\s*[）)]", " ", core)
    core = re.sub(r"\s+", " ", core).strip(" ，,、：:的")
    return core if len(core) >= 2 else question
