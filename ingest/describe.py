"""Describe a document from its own text, what its file states about it, and its name."""

import re
from typing import Any, NamedTuple

from ingest.blocks import Reading
from ingest.head import Head, read_head
from ingest.naming import composed_title, find_title, is_work_report, title_years
from ingest.passage import Description
from ingest.period import Day, find_day, single_year, year_range
from ingest.place import find_region
from ingest.regions import find_regions
from ingest.report_year import report_year
from ingest.side_file import NOTHING, Stated

# Of two words that end at the same place of a title the longer one counts: "实施方案" over "方案".
_KINDS: tuple[tuple[str, str], ...] = (
    (r"解读", "解读"),
    (r"远景目标纲要|规划纲要|五年计划|计划纲要|五年规划|纲要", "规划纲要"),
    (r"工作报告", "工作报告"),
    (r"报告", "报告"),
    (r"行动方案", "行动方案"),
    (r"行动计划", "行动计划"),
    (r"实施方案", "实施方案"),
    (r"意见", "意见"),
    (r"规划", "规划"),
    (r"方案", "方案"),
    (r"计划", "计划"),
    (r"要点", "要点"),
    (r"办法|条例|规定|细则", "办法"),
    (r"通知|公告|通告", "通知"),
)
_DRAFTS = "征求意见稿|草案|送审稿|讨论稿|审议稿|初稿"
# A draft is marked behind the title or on a line of its own; a sentence that mentions some draft marks nothing.
_DRAFT = re.compile(
    rf"(?:^|[（(《》])(?:公开)?({_DRAFTS})[^（）()《》]{{0,12}}[）)]?$|[（(](?:公开)?({_DRAFTS})[）)](?=[（(]|$)"
)
_ASKS_COMMENT = re.compile(r"关于[^。]{0,6}征求[^。]{0,90}(?:意见|公告|通知|函|通告)|公开征求意见")
_ISSUER = re.compile(
    r"^[\u4e00-\u9fff]{2,20}?(?:人民政府(?:办公厅|办公室)?|委员会|发展和改革局|办公室|办公厅|局|厅)(?=$|关于)"
)
_GIVES_ACCOUNT = re.compile(r"代表[^，。]{0,12}?(?:政府|国务院)")
_DATE_LABEL = re.compile(r"发布|印发|公布|成文|发文|批准|通过|会议")
_LONGEST_DATE_LINE = 70
_SIDE_FILE = "side file"


def describe(reading: Reading, name: str, folder: str = "", stated: Stated = NOTHING) -> Description:
    """Describe a document; `name` is its file name without suffix, `folder` the name of the folder it lies in.

    A value nobody states stays None; `origin` names the source of each value: side file (`stated`), title, text, body,
    stated (by the file itself), folder, file name, composed (a title put together of kind, region and year), default.
    """
    head = read_head(reading)
    found = find_title(reading, name)
    title, title_origin = (stated.title, _SIDE_FILE) if stated.title else found
    region, region_origin = find_region(title, head, reading, name, folder)
    kind = _kind(title, reading)
    years, year_origin = _years(title, kind, head, reading, name)
    published, published_origin = _published(reading, head, years[1] if years and is_work_report(title) else None)
    status = _draft(reading, stated.title or found[0])
    values: dict[str, _Value] = {
        "region": _Value(region, region_origin),
        "period": _Value(years, year_origin),
        "kind": _Value(kind, "title"),
        "status": _Value(status or "正式", "text" if status else "default"),
        "published": _Value(published, published_origin),
        "source": _Value(reading.stated.get("source"), "stated"),
    }
    for key, value in stated.model_dump(exclude_none=True).items():
        values[key] = _Value(value, _SIDE_FILE)
    values.setdefault("issuer", _Value(_issuer(reading, values["kind"].value, values["region"].value), "text"))
    first, last = values["period"].value or (None, None)
    composed = None if stated.title else composed_title(title, values["region"].value, first, last)
    values["title"] = _Value(composed or title, "composed" if composed else title_origin)
    return Description(
        title=composed or title,
        region=values["region"].value,
        issuer=values["issuer"].value,
        first_year=first,
        last_year=last,
        kind=values["kind"].value,
        status=values["status"].value,
        published=values["published"].value,
        source=values["source"].value,
        origin={key: value.origin for key, value in values.items() if value.value},
    )


class _Value(NamedTuple):
    value: Any
    origin: str


def _kind(title: str, reading: Reading) -> str | None:
    text = re.sub(r"[（(][^（）()]*[）)]|摘要", "", title)
    main = re.split(r"[:：]", text)[0]
    if not any(re.search(pattern, main) for pattern, _ in _KINDS):
        main = text
    ends = [(match.end(), len(match.group()), kind) for pattern, kind in _KINDS for match in re.finditer(pattern, main)]
    if not ends:
        return None
    kind = max(ends)[2]
    if kind == "报告" and is_work_report(reading.stated.get("title", "")):
        return "工作报告"
    return kind


def _years(title: str, kind: str | None, head: Head, reading: Reading, name: str) -> tuple[tuple[int, int] | None, str]:
    if kind == "工作报告" and is_work_report(title):
        year, origin = report_year(title, reading, name, head.delivered)
        return ((year, year), origin) if year else (None, "")
    if found := title_years(title):
        return found, "title"
    opening = " ".join(block.text[:200] for block in reading.blocks[:6])
    for text, origin in ((name, "file name"), (opening, "text")):
        if found := year_range(text):
            return found, origin
        if single := single_year(text):
            return (single, single), origin
    return None, ""


def _published(reading: Reading, head: Head, report_of: int | None) -> tuple[str | None, str]:
    candidates = [(find_day(reading.stated.get("published", "")), "stated"), (head.delivered, "text")]
    lines = [*head.lines, *(block.text for block in reading.blocks[:10]), *(b.text for b in reading.blocks[-3:])]
    candidates += [(_day_of_line(line), "text") for line in lines]
    for day, origin in candidates:
        # A report's day that lies years away from its year is a misprint.
        if day and not (report_of and abs(day.year - report_of) > 1):
            return str(day), origin
    return None, ""


def _day_of_line(line: str) -> Day | None:
    """Return the date of a line that holds little else, or says what the date is; a date in a sentence is none."""
    if len(line) > _LONGEST_DATE_LINE or line.endswith("。"):
        return None
    bare = re.sub(r"[\d〇○零一二三四五六七八九十年月日\s./（）()—-]", "", line)
    return find_day(line) if len(bare) <= 4 or _DATE_LABEL.search(line) else None


def _issuer(reading: Reading, kind: str | None, region: str | None) -> str | None:
    for block in (*reading.blocks[:20], *reading.blocks[-6:]):
        match = _ISSUER.match(block.text) if len(block.text) <= 80 else None
        if match and find_regions(match.group()):
            return match.group()
    if kind == "工作报告" and region and any(_GIVES_ACCOUNT.search(block.text) for block in reading.blocks[:14]):
        return "国务院" if region == "全国" else f"{region}人民政府"
    return None


def _draft(reading: Reading, title: str) -> str | None:
    """Return the word by which a document calls itself a draft, None where it does not."""
    opening = [b.text for b in reading.blocks[:12] if len(b.text) <= 90 and "。" not in b.text]
    for text in (title, reading.stated.get("title", ""), *opening):
        match = _DRAFT.search(text.strip())
        if match:
            return match.group(1) or match.group(2)
        if _ASKS_COMMENT.search(text):
            return "征求意见稿"
    return None
