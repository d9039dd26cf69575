"""The real plans of the development folder: nothing of the text lost, nothing of the frame kept."""

import difflib
import re
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from ingest.blocks import Reading
from ingest.errors import UnreadableDocument
from ingest.read.open import read_file

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_PLANS = _SHARED / "plans"
_ROW_LABELS = re.compile("主要任务：|；牵头单位：|；责任单位：")

pytestmark = pytest.mark.skipif(not _PLANS.is_dir(), reason="the real plans are not part of the project")


@cache
def _reading(name: str) -> Reading:
    return read_file(_PLANS / name)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _body(reading: Reading) -> str:
    return _ROW_LABELS.sub("", _squeezed("".join(block.text for block in reading.blocks)))


def _reference(name: str, start: str, end: str | None = None) -> str:
    text = (_PLANS / "text" / name).read_text(encoding="utf-8")
    return _squeezed(text[text.index(start) : text.index(end) if end else None])


def _agreement(found: str, expected: str) -> tuple[float, float]:
    """Return the shares of the expected and of the found characters that agree in order, compared clause by clause."""
    first, second = (re.split(r"(?<=[。，,、；;])", text) for text in (found, expected))
    equal = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        left, right = "".join(first[a:b]), "".join(second[c:d])
        if tag == "equal":
            equal += len(left)
        else:
            blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
            equal += sum(block.size for block in blocks)
    return equal / len(expected), equal / len(found)


@pytest.mark.parametrize(
    ("file", "start", "end", "least"),
    [
        (
            "hengyang-14th-five-year-plan-2021-2025.pdf",
            "衡阳市国民经济和社会发展第十四个五年规划和二 〇",
            "附件\n",
            0.995,
        ),
        ("hengyang-work-report-2020-goals.pdf", "衡阳目标篇", None, 0.99),
        ("hengyang-public-facilities-2017-2020.html", "\u00a0关于征求", None, 0.995),
        ("hengyang-old-industrial-base-2013-2022.docx", "衡阳市老工业基地调整改造实施方案(2013-", "展开阅读", 0.995),
    ],
)
def test_no_character_of_the_body_is_lost_or_added(file: str, start: str, end: str | None, least: float) -> None:
    expected = _reference(f"{Path(file).stem}.txt", start, end)
    recall, precision = _agreement(_body(_reading(f"files/{file}")), expected)
    assert recall >= least
    assert precision >= least


@pytest.mark.parametrize("suffix", ["files/{}.pdf", "text/{}.txt"])
def test_all_chapters_of_the_five_year_plan_are_headings(suffix: str) -> None:
    headings = [
        b.text for b in _reading(suffix.format("hengyang-14th-five-year-plan-2021-2025")).blocks if b.kind == "heading"
    ]
    chapters = [text for text in headings if re.match(r"第.{1,2}章", text)]
    assert len(chapters) == 17
    assert len([text for text in headings if re.match(r"第.{1,3}节", text)]) == 58
    assert len([text for text in headings if text.startswith("专栏")]) == 31


def test_no_frame_of_the_sites_is_left() -> None:
    frames = (
        "上传人",
        "展开阅读",
        "装配图",
        "大牛",
        "温馨提示",
        "文章中心",
        "您好!",
        "第1页",
        "备案号",
        "浏览量",
        "目录",
    )
    for path in sorted((_PLANS / "text").iterdir()):
        body = _body(_reading(f"text/{path.name}"))
        assert not [frame for frame in frames if frame in body], path.name


def test_word_file_and_run_on_text_give_the_same_rows() -> None:
    name = "hengyang-old-industrial-base-2013-2022"
    rows = [[b.text for b in _reading(f).blocks if b.kind == "row"] for f in (f"files/{name}.docx", f"text/{name}.txt")]
    assert len(rows[0]) == 32
    assert rows[0] == rows[1]


def test_the_scan_is_refused_where_the_extra_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UnreadableDocument, match=r"7 pages .* OCR"):
        _reading("files/jingdezhen-resource-city-transformation-scan.pdf")


def test_all_plans_are_read_in_five_seconds() -> None:
    started = time.perf_counter()
    for path in sorted(_PLANS.glob("*/*")):
        if "scan" not in path.name:
            read_file(path)
    assert time.perf_counter() - started < 5


_REPORTS = sorted((_SHARED / "corpus" / "work-reports-docx").glob("*.docx"))


@pytest.mark.parametrize("path", _REPORTS, ids=[path.stem for path in _REPORTS])
def test_the_same_report_reads_the_same_from_word_and_markdown(path: Path) -> None:
    region = path.stem.removeprefix("2025年")[:2]
    others = [p for p in (_SHARED / "corpus").glob("work-reports-*/*/2025.md") if p.parent.name.startswith(region)]
    recall, _ = _agreement(_body(read_file(path)), _body(read_file(others[0])))
    assert recall >= 0.99
