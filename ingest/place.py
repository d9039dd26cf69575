"""Find the region a document is about."""

import re
from collections import Counter

from ingest.blocks import Reading
from ingest.head import Head
from ingest.regions import find_counties, find_regions, is_province, province_of, short_name

_NATIONAL = re.compile(r"^(?:(?:19|20)\d{2}年?)?(?:国务院|全国|中华人民共和国)")
_NATION_SPEAKS = re.compile(r"国务院总理|我代表国务院|本规划.{0,20}全国人民代表大会")
# How a document speaks of its own region, by level; a city also speaks of its province ("居全省前列"), hence the weights.
_OWN = {
    "city": re.compile(r"[我本]市|全市|市委|市政府"),
    "province": re.compile(r"[我本]省|全省|省委|省政府|[我本全]区(?!域)|自治区党委|自治区人民政府"),
    "county": re.compile(r"[我本]县|全县|县委|县政府"),
}
_LEADING = 2
_OFTEN = 5


def find_region(title: str, head: Head, reading: Reading, name: str, folder: str) -> tuple[str | None, str]:
    """Return the region of a document and where it was found: title, text, folder, file name, stated or body."""
    printed = innermost(title)
    if printed:
        return printed, "title"
    if _NATIONAL.search(title):
        return "全国", "title"
    if head.region:
        return head.region, "text"
    for text, origin in ((folder, "folder"), (name, "file name"), (reading.stated.get("title", ""), "stated")):
        found = innermost(text)
        if found:
            return found, origin
    return _from_body(reading)


def innermost(text: str) -> str | None:
    """Return the lowest division a title or name prints ("湖南省衡阳市蒸湘区…" -> "蒸湘区"), None without one."""
    counties = find_counties(text)
    if counties:
        return counties[0]
    found = find_regions(text)
    lower = [region for region in found if not is_province(region)]
    return next(iter(lower or found), None)


def _from_body(reading: Reading) -> tuple[str | None, str]:
    """Take a region from the text only when it clearly outweighs every other one of the level the text speaks of."""
    text = "".join(block.text for block in reading.blocks)
    levels = Counter({level: len(pattern.findall(text)) for level, pattern in _OWN.items()})
    level, most = levels.most_common(1)[0]
    if text.count("我国") > 2 * sum(levels.values()) + _OFTEN or (not most and _NATION_SPEAKS.search(text)):
        return "全国", "body"
    if not most:
        return None, ""
    if level == "county":
        return None, ""
    counts = Counter({region: text.count(short_name(region)) for region in find_regions(text)})
    wanted = Counter({region: n for region, n in counts.items() if is_province(region) == (level == "province")})
    if level == "province":
        # Few documents name their own province as often as its cities together.
        for region, n in counts.items():
            province = province_of(region)
            if province:
                wanted[province] += n
    elif levels["city"]:
        for municipality in ("北京市", "天津市", "上海市", "重庆市"):
            if counts[municipality]:
                wanted[municipality] = counts[municipality]
    ranked = wanted.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > _LEADING * ranked[1][1]):
        return ranked[0][0], "body"
    return None, ""
