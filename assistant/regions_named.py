"""Recognise which regions a question is about, against the regions that the documents in the store are about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.regions import find_counties, find_regions, is_known, is_province, province_of, short_name
from vectorstore.catalog import Listed
from vectorstore.tokens import place_names

WHOLE = "全国"
_ABROAD = re.compile(
    r"美国|英国|法国|德国|日本|韩国|朝鲜|印度|俄罗斯|加拿大|澳大利亚|新西兰|巴西|欧盟|欧洲|非洲|亚洲|拉美|新加坡|越南|泰国|马来西亚|印度尼西亚|"
    r"意大利|西班牙|墨西哥|土耳其|沙特|埃及|南非|乌克兰|世界|全球"
)
_WHEN = r"(?:[到在]?(?:(?:19|20)\d{2}年?度?底?末?)?(?:[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:规划|期间|时期|末)?)?[，,的]?)"
_NATION = re.compile(
    rf"^{_WHEN}(?:(?:全国|我国|中国)(?!级|性|[“\"「『](?![一二三四五六七八九十]{{1,3}}五)|[首第最]|唯一|率先|领先|前列|文明|卫生|重点|先进|示范|试点|百强|十强|十佳|优秀|一流|平均|排名|知名)|国务院|总理|中央政府|国家(?=20|的|[今明去]年|经济增|财政|GDP|[“\"]?[一二三四五六七八九十]{{1,3}}五(?![个大家项条年])))"
)
_NATION_INSIDE = re.compile(r"国务院(?=\d|的?政府工作报告)|全国(?=(?:19|20)\d{2})|我国|总理")
_POLITE = re.compile(r"^(?:请问|请告诉我|我想(?:知道|问)|想?了解一?下?|那么?|查一?下|帮我查一?下?|关于)[，,]?")
_OURS = (
    (re.compile(r"[我本咱](?:们)?[市州]"), False),
    (re.compile(r"[我本咱](?:们)?(?:省|自治区)"), True),
)
# A name in marks that holds that of a place is the name of a thing, unless it is that of a plan: "吉林一号".
_IN_MARKS = re.compile(r"[“\"「『]([^”\"」』]{3,12})[”\"」』]")
_PLAN = re.compile(r"规划|纲要|方案|计划|报告|意见|条例|办法|[省市县区州]")
# Words of a question that end like a county or stand before one.
_NO_COUNTY = re.compile(
    r"^[哪什几多每某有同按据将要把被]|[哪多少几样些]|拟组建|^建成区$|^[穷富强弱小好差偏贫][县区市]$|(?:地级|县级|创新型?|示范型?|文明|中等|特大|超大|卫星|森林|海绵|智慧)市$|.年.|^[老主中新旧](?:城|小|社|片)区$|(?:停车|候车|作业|等候|库|产|种植|养殖)区$"
)


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions a question names: `inside` those that documents are about, `outside` the others.

    `county` is a county, district or county-level city that the question is about and no document is; its city may be
    inside.
    """

    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    county: str | None = None


def find_named(question: str, documents: Sequence[Listed]) -> Regions:
    """Return the regions a question names; of a province and its own city, or a city and its county, only the inner one."""
    held = {document.description.region for document in documents if document.description.region}
    plain = _POLITE.sub("", question)
    # A question that names no other region is taken to be about one that only names a thing, lest another answers for it.
    named = _subjects(question) or _nation(plain, held) or _ours(question, held) or find_regions(question)
    counties = _held_counties(question, held)
    inside = [region for region in named if region in held]
    outside = [region for region in named if region not in held]
    county = None if counties else _county(plain, named)
    if counties:
        inside = [*(region for region in inside if not _above(region, counties, question)), *counties]
        outside = [region for region in outside if not is_province(region)]
    outside = [region for region in outside if not any(province_of(city) == region for city in inside)]
    inside = [region for region in inside if not any(province_of(city) == region for city in (*inside, *outside))]
    abroad = _ABROAD.match(plain)
    if abroad and not inside and abroad.group() not in held:
        outside.append(abroad.group())
    return Regions(tuple(inside), tuple(outside), county)


def _subjects(question: str) -> list[str]:
    """Return the regions that a question names, but not those that only name a thing or tell where a road leads."""
    bare = _IN_MARKS.sub(lambda name: name.group() if _PLAN.search(name[1]) else " ", question)
    return [region for region in find_regions(bare) if not _is_led_to(region, bare)]


def _is_led_to(region: str, question: str) -> bool:
    name = rf"(?:{re.escape(region)}|{re.escape(short_name(region))})"
    return bool(re.search(rf"(?:通往|开往|飞往|去往|直达|直通|通达){name}|{name}方向", question))


def is_subject(region: str, question: str) -> bool:
    """Tell whether a question is about a region, which it then names first, or only mentions it."""
    plain = _POLITE.sub("", question)
    return bool(re.match(rf"{_WHEN}(?:{re.escape(region)}|{re.escape(short_name(region))})", plain))


def lower_of(regions: Sequence[str]) -> Sequence[str]:
    """Return the cities and counties among regions, all of them where there are only larger ones."""
    return [region for region in regions if not is_province(region) and region != WHOLE] or regions


def documents_of(regions: Sequence[str], documents: Sequence[Listed]) -> frozenset[str] | None:
    """Return the documents about any of some regions, None where none is named."""
    if not regions:
        return None
    return frozenset(document.id for document in documents if document.description.region in regions)


def _nation(plain: str, held: set[str]) -> list[str]:
    if _NATION.search(plain):
        return [WHOLE]
    return [WHOLE] if WHOLE in held and _NATION_INSIDE.search(plain) else []


def _ours(question: str, held: set[str]) -> list[str]:
    """Return the city or province of "我市", "本省" where the documents leave only one choice."""
    for pattern, province in _OURS:
        if pattern.search(question):
            fitting = [
                region for region in held if region != WHOLE and is_known(region) and is_province(region) == province
            ]
            return fitting if len(fitting) == 1 else []
    return []


def _held_counties(question: str, held: set[str]) -> list[str]:
    """Return the counties named that documents are about; a district is named in full only."""
    found = []
    for region in sorted(held):
        if region == WHOLE or is_known(region):
            continue
        short = re.sub(r"(?:自治县|县|市)$", "", region)
        if region in question or (len(short) >= 2 and short != region and short in question):
            found.append(region)
    return found


def _above(region: str, counties: Sequence[str], question: str) -> bool:
    """Tell whether a region is named only to say where a county lies, right before it."""
    names = "|".join(re.escape(part) for county in counties for part in (county, county.rstrip("县市")))
    return bool(re.search(rf"{re.escape(short_name(region))}[省市州]?(?:的|所辖|下辖)?(?:{names})", question))


def _county(plain: str, named: Sequence[str]) -> str | None:
    """Return the county a question is about: named at its start, or right behind its city or province."""
    for region in named:
        # A county that shares the name of its city ("长沙县").
        namesake = re.search(rf"{re.escape(short_name(region))}县(?![城域级区市乡])", plain)
        if namesake:
            return namesake.group()
    text = re.sub(rf"^{_WHEN}", "", plain)
    for region in sorted(named, key=len, reverse=True):
        for name in (region, short_name(region)):
            text = text[len(name) :] if text.startswith(name) else text
    text = re.sub(rf"^{_WHEN}的?", "", text)
    places = [place for place in place_names(text) if text.startswith(place) and find_counties(place) == [place]]
    for county in (*find_counties(text[:12])[:1], *places):
        if text.startswith(county) and not _NO_COUNTY.search(county) and not find_regions(county):
            return county
    return None
