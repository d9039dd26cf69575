"""Know the provinces and prefecture-level divisions of China by name, and counties by the form of theirs."""

import re
from functools import cache
from importlib.resources import files

_SUFFIX = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\u4e00-\u9fff]*族)+自治州|省|市|盟|地区)$")
_NATIONAL = "全国"
# Short names that are also everyday words or parts of other names; they count only with their suffix.
_AMBIGUOUS = frozenset(["吉林", "海南", "朝阳", "山南", "中山", "东方", "黄山", "白山", "黑河", "红河", "海东", "资阳"])


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
    pattern, names = _finder()
    found: list[str] = []
    for match in pattern.finditer(text):
        name = match.group()
        if name in _AMBIGUOUS:
            full = f"{name}省"
            if full not in _table():
                continue
        else:
            full = names[name]
        if full not in found:
            found.append(full)
    return found


_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}?自治[县旗]|[\u4e00-\u9fff]{1,3}?县|[\u4e00-\u9fff]{2,4}?旗|(?:浦东|滨海|雄安)新区"
    r"|[\u4e00-\u9fff]{2}区|[\u4e00-\u9fff]{3,5}?区(?=人民政府|政府|国民经济|第.{1,3}届)|[\u4e00-\u9fff]{2,3}?市)"
    r"(?!政(?!府)|[场域容民值圈直级内间块位长]|[（(]?[市县区])"
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
