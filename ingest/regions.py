"""Know the provinces and prefecture-level divisions of China by name, and counties by the form of theirs."""

import re
from functools import cache
from importlib.resources import files

from ingest.script import simplified

_SUFFIX = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\u4e00-\u9fff]*族)+自治州|省|市|盟|地区)$")
_NATIONAL = "全国"
# Short names that are also everyday words or parts of other names; they count only with their suffix.
_AMBIGUOUS = frozenset(["吉林", "海南", "朝阳", "山南", "中山", "东方", "黄山", "白山", "黑河", "红河", "海东", "资阳"])

# A short name inside the name of a street, a school, a span of time or a bank of a river names no region.
_NO_REGION_BEHIND = re.compile(
    r"[东西南北中]?[一二三四五]?(?:路(?![网桥况面灯段政边口内外域])|街(?![道区头面景镇])|大道|大街|巷|大学|时间|条约|合作组织)"
)
_NO_REGION_BEFORE = {
    "河南": "黄淮运沿两", "河北": "黄淮运沿两", "湖南": "太洞沿", "湖北": "太洞沿",
    "江西": "长沿珠", "山东": "太泰华衡嵩", "山西": "太泰华衡嵩", "江苏": "长", "海南": "上渤",
}  # fmt: skip
# Provinces by the one character that stands for them; it counts only in a row of such characters.
_ABBREVIATIONS = {
    "京": "北京市", "津": "天津市", "沪": "上海市", "渝": "重庆市", "冀": "河北省", "晋": "山西省",
    "辽": "辽宁省", "吉": "吉林省", "黑": "黑龙江省", "苏": "江苏省", "浙": "浙江省", "皖": "安徽省",
    "闽": "福建省", "赣": "江西省", "鲁": "山东省", "豫": "河南省", "鄂": "湖北省", "湘": "湖南省",
    "粤": "广东省", "桂": "广西壮族自治区", "琼": "海南省", "川": "四川省", "蜀": "四川省", "贵": "贵州省",
    "黔": "贵州省", "云": "云南省", "滇": "云南省", "藏": "西藏自治区", "陕": "陕西省", "秦": "陕西省",
    "甘": "甘肃省", "陇": "甘肃省", "青": "青海省", "宁": "宁夏回族自治区", "新": "新疆维吾尔自治区", "蒙": "内蒙古自治区",
}  # fmt: skip
_LETTERS = "".join(_ABBREVIATIONS)
_ROW = re.compile(
    rf"(?<![\u4e00-\u9fff])[京津沪渝]{{2,4}}(?![{_LETTERS}])(?![\u4e00-\u9fff]*?(?:高铁|铁路|高速|走廊|线))"
    rf"|[{_LETTERS}]{{2,5}}(?=[两三四五][省市地])"
)


def short_name(region: str) -> str:
    """Return the everyday short form ("衡阳市" -> "衡阳", "广西壮族自治区" -> "广西")."""
    short = _SUFFIX.sub("", region)
    return short if len(short) >= 2 else region


@cache
def _table() -> dict[str, str | None]:
    """Map every full name to its province (None for a province itself)."""
    table: dict[str, str | None] = {}
    for line in files("ingest").joinpath("regions.txt").read_text(encoding="utf-8").splitlines():
        province, *divisions = line.split()
        table[province] = None
        table.update(dict.fromkeys(divisions, province))
    return table


@cache
def _finder() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for full in _table():
        names.setdefault(short_name(full), full)
    for full in _table():
        names[full] = full
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), names


def is_known(region: str) -> bool:
    """Tell whether a region is a province or prefecture-level division of China, by its full name."""
    return region in _table()


@cache
def region_names() -> frozenset[str]:
    """Return the full and short names of all provinces and prefecture-level divisions."""
    return frozenset(_finder()[1])


def is_province(region: str) -> bool:
    """Tell a province-level division from a lower one."""
    return region in _table() and _table()[region] is None


def province_of(region: str) -> str | None:
    """Return the province of a prefecture-level division, None for provinces and unknown names."""
    return _table().get(region)


def find_regions(text: str) -> list[str]:
    """Return the full names of the regions named in `text`, in order of appearance, each once.

    Ambiguous short names (吉林, 海南, 中山…) give the province or nothing unless their suffix is printed.
    """
    text = simplified(text)
    pattern, names = _finder()
    found = [(row.start(), _ABBREVIATIONS[letter]) for row in _ROW.finditer(text) for letter in row.group()]
    for match in pattern.finditer(text):
        name = match.group()
        if name not in _table() and _is_part_of_a_name(text, match):
            continue
        full = names[name]
        if name in _AMBIGUOUS:
            full = f"{name}省"
            if full not in _table():
                continue
        found.append((match.start(), full))
    return list(dict.fromkeys(full for _, full in sorted(found, key=lambda item: item[0])))


def _is_part_of_a_name(text: str, match: re.Match[str]) -> bool:
    if _NO_REGION_BEHIND.match(text, match.end()):
        return True
    before = _NO_REGION_BEFORE.get(match.group(), "")
    return match.start() > 0 and text[match.start() - 1] in before


_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}?自治[县旗]|[\u4e00-\u9fff]{1,3}?县|[\u4e00-\u9fff]{2,4}?旗|(?:浦东|滨海|雄安)新区"
    r"|[\u4e00-\u9fff]{2}区|[\u4e00-\u9fff]{3,5}?区(?=人民政府|政府|国民经济|第.{1,3}届)|[\u4e00-\u9fff]{2,3}?市)"
    r"(?!政(?!府)|[场域容民值圈直级内间块位长属管]|[（(]?[市县区])"
)
_BEFORE_COUNTY = re.compile(
    r"^(?:关于(?:印发|发布|公布)?|中共|[《“（(]|(?:19|20)\d{2}年度?|在)+|(?:自治区|省|市|州|盟|地区)(?=.)"
)
# Words that end like the name of a county, district or county-level city.
_NO_COUNTY = re.compile(
    r"^(?:[全各本我该省市新两三四五六七八九十]|老(?!河口市|城区)|第一|和|与|为|的)|[的和与、]|^(?:农牧|城乡)"
    r"|(?:贫困|示范|试点|脱贫|[强大全各本我]|重点|先进|试验|牧业)县$|[上城都超夜股楼集闹门县省各全本我]市$"
    r"|(?:开发|高新|经开|经济|示范|试验|实验|保护|度假|工业|产业|集聚|功能|保税|综保|合作|自贸|控制|集中|聚集|中心|主城"
    r"|服务|居住|商务|旅游|风景|保障|棚户|安置|贫困|沿海|边境|民族|丘陵|平原|管理|改造|治理|先导|先行|引领|核心|行政|大湾"
    r"|住宅|生活|办公|地震|矿山|灌溉|[新老旧大小各县市省]城|[新老旧大小]港|[老小].|.[园社街景库灾矿牧校厂片特]|[大远深]山|自治|.地|.老)区$"
)


def find_counties(text: str) -> list[str]:
    """Return the counties, districts and county-level cities a title or name prints ("衡南县", "蒸湘区", "耒阳市").

    There is no list of them here: a name counts by its form and its place, at the start or right behind a larger region.
    """
    text = simplified(text)
    known = _table()
    starts = {0, *(match.end() for match in _BEFORE_COUNTY.finditer(text))}
    found: list[str] = []
    for start in sorted(starts):
        match = _COUNTY.match(text, start)
        if match is None or match.group() in known or match.group() in found:
            continue
        if not _NO_COUNTY.search(match.group()) and not any(name in match.group() for name in known):
            found.append(match.group())
    return found
