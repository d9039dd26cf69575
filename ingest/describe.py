"""Describe a document from its own text, what its file states about it, and its name."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.blocks import Block, Reading
from ingest.passage import Description
from ingest.regions import find_regions, is_province

_KINDS: tuple[tuple[str, str], ...] = (
    (r"解读", "解读"),
    (r"远景目标纲要|规划纲要|五年计划|计划纲要|五年规划", "规划纲要"),
    (r"政府工作报告|工作报告", "工作报告"),
    (r"行动方案", "行动方案"),
    (r"行动计划", "行动计划"),
    (r"实施方案", "实施方案"),
    (r"实施意见|工作意见|若干意见|意见", "意见"),
    (r"规划", "规划"),
    (r"方案", "方案"),
    (r"计划", "计划"),
    (r"办法|条例|规定|细则", "办法"),
    (r"通知|公告|通告", "通知"),
)
_TITLE_WORD = re.compile("|".join(pattern for pattern, _ in _KINDS) + "|纲要|报告|要点|清单")
_DRAFT = re.compile(r"征求意见稿|公开征求|关于征求|送审稿|讨论稿|草案")
_QUOTED_TITLE = re.compile(r"关于(?:公开)?(?:征求|印发|公布|发布|下达)[^《》]{0,12}《([^》]{4,80})》")
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九", start=1)}
_YEAR = r"((?:19|20)\d{2})"
_RANGE = re.compile(rf"(?<!\d){_YEAR}\s*年?\s*[-—–－~～至到]+\s*{_YEAR}(?!\d)")
_SINGLE = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_DATE = re.compile(rf"{_YEAR}\s*[-年./]\s*(\d{{1,2}})\s*[-月./]\s*(\d{{1,2}})")
_MONTH = re.compile(rf"{_YEAR}\s*年\s*(\d{{1,2}})\s*月")
_FIVE_YEAR = re.compile(
    r"(?:第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)?|(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})五(?:规划|计划|时期|”|期间))"
)
_ISSUER = re.compile(r"^[\u4e00-\u9fff]{2,20}(?:人民政府(?:办公厅|办公室)?|委员会|发展和改革局|办公室|办公厅|局|厅)$")
_OPENING = 14


def chinese_ordinal(text: str) -> int:
    """Read a Chinese numeral below one hundred ("十四" -> 14)."""
    tens, found, units = text.partition("十")
    if not found:
        return _NUMERALS.get(text, 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(units, 0) if units else 0)


def five_year_period(text: str) -> tuple[int, int] | None:
    """Return the years of the five-year period a text names ("十四五规划" -> 2021, 2025), None without one."""
    match = _FIVE_YEAR.search(text)
    if match is None:
        return None
    ordinal = chinese_ordinal(match.group(1) or match.group(2))
    if not 1 <= ordinal <= 30:
        return None
    first = 1953 + 5 * (ordinal - 1) + (3 if ordinal >= 3 else 0)
    return first, first + 4


def _title(reading: Reading, name: str) -> tuple[str, str]:
    opening = list(reading.blocks[:_OPENING])
    printed = "".join(block.text for block in opening if block.kind == "title")
    candidates = [(printed, "text"), (reading.stated.get("title", ""), "stated")]
    candidates += [(text, "text") for text in _joined_opening(opening)]
    for text, origin in candidates:
        text = re.sub(r"\s+", " ", text).strip(" 。:：")
        if 4 <= len(text) <= 90 and _TITLE_WORD.search(text):
            quoted = _QUOTED_TITLE.search(text)
            return (quoted.group(1) if quoted else text), origin
    for text, origin in candidates:
        if 2 <= len(text.strip()) <= 60:
            return text.strip(), origin
    return name, "file name"


def _joined_opening(opening: Sequence[Block]) -> list[str]:
    """Return the short opening lines, a title printed over several lines joined first."""
    short = []
    for block in opening:
        if len(block.text) > 60 or re.search(r"[。；]", block.text):
            break
        if not _DATE.search(block.text) and not _MONTH.search(block.text):
            short.append(block.text)
    whole = [block.text for block in opening if re.match(r"《?[\u4e00-\u9fff（(].{6,80}", block.text)]
    joined = ["".join(short[:2])] if len(short) >= 2 and len("".join(short[:2])) <= 40 else []
    lone = [text for text in short if _TITLE_WORD.search(text)]
    if joined and lone[:1] == short[1:2] and find_regions(short[0]) and not find_regions(short[1]):
        # The first line holds the region and only the second the kind of plan: one title on two lines.
        lone = joined
    return [*lone[:1], *joined, *short, *[text[:60] for text in whole if len(text) <= 60]]


def _region(title: str, reading: Reading, name: str, folder: str) -> tuple[str | None, str]:
    for text, origin in ((title, "title"), (folder, "folder"), (name, "file name")):
        found = find_regions(text)
        if found:
            lower = [region for region in found if not is_province(region)]
            return (lower or found)[0], origin
    if re.search(r"国务院|全国|中华人民共和国|国民经济和社会发展第?.{0,4}五年", title):
        return "全国", "title"
    text = "".join(block.text for block in reading.blocks)
    counts = Counter({region: len(re.findall(region[:-1], text)) for region in find_regions(text)})
    cities = [(region, n) for region, n in counts.most_common() if not is_province(region)]
    if cities and re.search(r"我市|全市|本市", text):
        # A region is taken from the body only when it clearly outweighs every other one.
        runner_up = cities[1][1] if len(cities) > 1 else 0
        if cities[0][1] > 2 * runner_up:
            return cities[0][0], "body"
    provinces = [(region, n) for region, n in counts.most_common() if is_province(region)]
    if provinces and re.search(r"我省|全省|全区", text) and not re.search(r"我市|全市", text):
        return provinces[0][0], "body"
    return None, ""


def _years(title: str, reading: Reading, name: str) -> tuple[int | None, int | None, str]:
    opening = " ".join(block.text[:200] for block in reading.blocks[:6])
    for text, origin in ((title, "title"), (name, "file name"), (opening, "text")):
        match = _RANGE.search(text)
        if match and int(match.group(1)) < int(match.group(2)):
            return int(match.group(1)), int(match.group(2)), origin
        period = five_year_period(text) if origin == "title" else None
        if period:
            return *period, origin
        single = _SINGLE.search(text)
        if single:
            return int(single.group(1)), int(single.group(1)), origin
    return None, None, ""


def _published(reading: Reading) -> tuple[str | None, str]:
    stated = reading.stated.get("published", "")
    for text, origin in ((stated, "stated"), *((block.text[:120], "text") for block in reading.blocks[:10])):
        match = _DATE.search(text)
        if match:
            year, month, day = map(int, match.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year}-{month:02d}-{day:02d}", origin
        month_only = _MONTH.fullmatch(text.strip()) or (_MONTH.search(text) if len(text) < 30 else None)
        if month_only and 1 <= int(month_only.group(2)) <= 12:
            return f"{month_only.group(1)}-{int(month_only.group(2)):02d}", origin
    return None, ""


def _issuer(reading: Reading) -> tuple[str | None, str]:
    for block in (*reading.blocks[:20], *reading.blocks[-6:]):
        if _ISSUER.match(block.text) and find_regions(block.text):
            return block.text, "text"
    return None, ""


def describe(reading: Reading, name: str, folder: str = "") -> Description:
    """Describe a document; `name` is its file name without suffix, `folder` the name of the folder it lies in.

    A value nobody states stays None; `origin` names the source of each value: title, text, body, stated, folder, file name.
    """
    title, title_origin = _title(reading, name)
    region, region_origin = _region(title, reading, name, folder)
    first, last, year_origin = _years(title, reading, name)
    published, published_origin = _published(reading)
    issuer, issuer_origin = _issuer(reading)
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, title)), None)
    opening = title + reading.stated.get("title", "") + "".join(b.text[:200] for b in reading.blocks[:12])
    origins = {
        "title": title_origin,
        "region": region_origin,
        "period": year_origin,
        "published": published_origin,
        "issuer": issuer_origin,
        "kind": "title" if kind else "",
        "status": "text" if _DRAFT.search(opening) else "default",
    }
    return Description(
        title=title,
        region=region,
        issuer=issuer,
        first_year=first,
        last_year=last,
        kind=kind,
        status="征求意见稿" if _DRAFT.search(opening) else "正式",
        published=published,
        source=reading.stated.get("source"),
        origin={key: value for key, value in origins.items() if value},
    )
