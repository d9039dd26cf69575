"""Find the title of a document, cleaned of what a site or a session adds to it."""

import re
from collections.abc import Sequence

from ingest.blocks import Block, Reading
from ingest.period import find_day, five_year_period, single_year, western, year_range
from ingest.place import innermost
from ingest.regions import find_regions, short_name

_TITLE_WORD = re.compile(
    r"解读|规划|计划|纲要|报告|行动方案|实施方案|方案|意见|办法|条例|规定|细则|通知|公告|通告|要点|清单|决定|决议"
)
_QUOTED = re.compile(r"关于(?:公开)?(?:征求|印发|公布|发布|下达)[^《》]{0,40}《([^》]{4,80})》")
_PASSED_ON = re.compile(r"关于(?:印发|公布|发布|下达)([^《》]{6,70}?)的(?:通知|公告|通报)$")
# Gazettes print a report behind the resolution that approves it, and name the page after the resolution.
_RESOLUTION = re.compile(r"关于([\u4e00-\u9fff]{2,12}工作报告)的决议$")
_SITE_WORD = (
    r"(?:网|网站|平台|门户|频道|栏目|专栏|公开|公告|公示|动态|文件|信息|新闻|要闻|资讯|政务|政府|委员会|[局厅委办])"
)
_SITE = re.compile(
    rf"\s*[_|｜].*$|\s+[-—–－]+\s+[^-—–－]{{2,30}}$|[-—–－]+[^-—–－\d（）()]{{0,24}}{_SITE_WORD}$|\s*[（(](?:全文|文字实录|图文?)[）)]$"
)
_AROUND = " 。:：*＊#·—–─-―"
_OPENING = 14
_LONGEST = 90
# A work report is named by nothing but this, and by where and when: what stands around it is taken off to compare.
_REPORT = re.compile(r"政府工作报告$")
_AROUND_REPORT = re.compile(
    r"(?:在|——)?(?:第?[一二三四五六七八九十\d]{1,3}届)?(?:人民代表大会|人大)?第?[一二三四五六七八九十\d]{1,3}次会议上?的?|"
    r"第?[一二三四五六七八九十\d]{1,3}届(?:全国)?(?:人民代表大会|人大)|(?:19|20)\d{2}\s*年?(?:\d{1,2}月(?:\d{1,2}日)?)?|[《》“”\s]|"
    r"^[\u4e00-\u9fff]{2,4}(?:代)?(?:省长|市长|主席)"
)
_BARE = re.compile(
    r"(?:国民经济和社会发展)?(?:第[一二三四五六七八九十]{1,3}个五年|[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?)?(?:发展)?(?:规划|计划)?"
    r"(?:和(?:20\d\d|二[〇○]..)年远景目标)?(?:纲要|规划|计划)|(?:实施|行动|工作)(?:方案|计划|意见|要点)"
)


def find_title(reading: Reading, name: str) -> tuple[str, str]:
    """Return the title and where it was found: text, stated or file name."""
    opening = list(reading.blocks[:_OPENING])
    printed = "".join(block.text for block in opening if block.kind == "title")
    candidates = [(printed, "text"), (reading.stated.get("title", ""), "stated")]
    candidates += [(text, "text") for text in _joined_opening(opening)]
    cleaned = [(clean_title(text), origin) for text, origin in candidates]
    for text, origin in cleaned:
        if 4 <= len(text) <= _LONGEST and _TITLE_WORD.search(text):
            return _inner(text), origin
    for text, origin in cleaned:
        if 2 <= len(text) <= 60:
            return text, origin
    return name, "file name"


def clean_title(text: str) -> str:
    """Take the name of a site, stray marks and a second copy off a title."""
    text = re.sub(r"\s+", " ", text).strip(_AROUND)
    text = re.sub(r"(?<!\d)([12]) (\d) (\d) (\d)(?=\s*年)", r"\1\2\3\4", text)
    cut = _SITE.sub("", text)
    if cut != text and len(cut) >= 4 and (_TITLE_WORD.search(cut) or not _TITLE_WORD.search(text)):
        text = cut.strip(_AROUND)
    half = len(text) // 2
    if half >= 6 and text[:half] == text[half:]:
        text = text[:half]
    return text


def _inner(title: str) -> str:
    """Return the plan's own name from the name of the notice that passes it on."""
    quoted = _QUOTED.search(title)
    if quoted:
        return quoted.group(1)
    resolved = _RESOLUTION.search(title)
    if resolved:
        return resolved.group(1)
    passed_on = _PASSED_ON.search(title)
    return passed_on.group(1) if passed_on and _TITLE_WORD.search(passed_on.group(1)) else title


def _joined_opening(opening: Sequence[Block]) -> list[str]:
    """Return the short opening lines, a title printed over several lines joined first."""
    short = []
    for block in opening:
        if len(block.text) > 60 or re.search(r"[。；]", block.text):
            break
        if (find_day(block.text) is None or is_work_report(block.text)) and not re.match(r"[*＊]?新华社", block.text):
            short.append(block.text)
    whole = [block.text for block in opening if re.match(r"《?[\u4e00-\u9fff（(].{6,80}(?<![。；])$", block.text)]
    joined = ["".join(short[:2])] if len(short) >= 2 and len("".join(short[:2])) <= 40 else []
    lone = [text for text in short if _TITLE_WORD.search(text)]
    if joined and lone[:1] == short[1:2] and find_regions(short[0]) and not find_regions(short[1]):
        # The first line holds the region and only the second the kind of plan: one title on two lines.
        lone = joined
    return [*lone[:1], *joined, *short, *[text[:60] for text in whole if len(text) <= 60]]


def is_work_report(title: str) -> bool:
    """Tell whether a title is that of a government's report, with whatever stands around it."""
    return bool(_REPORT.search(_core(title))) and "关于" not in title


def _core(title: str) -> str:
    text = re.sub(r"[（(][^（）()]*[）)]", "", title)
    text = _AROUND_REPORT.sub("", text.strip())
    return re.sub(r"人民政府(?=工作报告)", "政府", text).replace("国务院工作报告", "国务院政府工作报告")


def composed_title(title: str, region: str | None, first: int | None, last: int | None) -> str | None:
    """Return a title that tells a document from others of its kind, None where the printed one does or nothing is known.

    "政府工作报告" of a region and year becomes "南京市2024年政府工作报告"; a bare "规划纲要" gets its region.
    """
    if is_work_report(title):
        year = first if first == last else None
        if region is None or _names(title, region, year):
            return None
        owner = "国务院" if region == "全国" else region
        return f"{owner}{year}年政府工作报告" if year else f"{owner}政府工作报告"
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if region and region != "全国" and _BARE.fullmatch(bare) and innermost(title) is None:
        return region + title
    return None


def _names(title: str, region: str, year: int | None) -> bool:
    """Tell whether a title of a work report is plain and already holds its region and its year, and no other year."""
    plain = re.sub(r"[《》\s]", "", title)
    owner = "国务院" if region == "全国" else region
    place = short_name(region) if owner == region else owner
    if "届" in plain or find_day(plain) or place not in plain:
        return False
    return year is None or {int(found) for found in re.findall(r"(?:19|20)\d{2}", western(plain))} == {year}


def title_years(title: str) -> tuple[int, int] | None:
    """Return the years a title states: a range, a five-year period, or one year (not the day of a session)."""
    found = year_range(title) or five_year_period(title)
    if found:
        return found
    single = single_year(title)
    return (single, single) if single else None
