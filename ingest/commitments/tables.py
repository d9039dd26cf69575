"""Read the figures of a table row that was written out as "header：cell；header：cell"."""

import re
from dataclasses import dataclass

from ingest.commitments.periods import Frame, mentions
from ingest.commitments.values import Bound, Value, value_of
from ingest.figures import find_figures

# A row of which a cell holds sentences: the headers say where cells begin.
_OPENS_ROW = re.compile(
    r"^(?:序号|编号|类别|领域|民生领域|指标|名称|项目|事项|任务)[^：；。，\n]{0,12}：[^：；。\n]{0,40}；[^：；。，\n]{1,20}："
)
_LONG_CELL = re.compile(r"(?:^|(?<=；))[^：；。，\n]{1,20}：(?P<cell>(?:(?!；[^：；。，\n]{1,20}：)[^\n])*)")
_CELL = re.compile(r"(?:^|；)(?P<header>[^：；\n]{1,30})：(?P<cell>[^；\n]*)")
_NAME = re.compile(r"指标|名称|项目|任务|目标|内容|事项|类别|产品|领域|品种|种类")
_HOLDS_NUMBER = re.compile(r"\d")
_SENTENCES = re.compile(r"[。！？]|[^：；]{60,}")
_PERCENTAGE = re.compile(r"百分比|％|%|比重|增速|增长率")
_UNIT = re.compile(r"^(?:计量)?单位$")
_NUMBERED = re.compile(r"序号|编号|^属性$|指标属性|备注|页")
_BARE = re.compile(
    r"^[<＜≤≥>＞〔\[（(]*(?P<sign>[-+])?(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*[-—–~～至]\s*(?P<high>\d+(?:\.\d+)?))?[〕\]）)]*(?P<after>左右|以上|以内|以下)?$"
)
_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]\s*$")
_SCALES = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}
_RELATES = re.compile(r"[为是比占].*的|占.*[比率]")
_GROWS = re.compile(r"年均增|增速|增长|增幅")
_BOUNDS: dict[str, Bound] = {"左右": "about", "以上": "at_least", "以内": "at_most", "以下": "at_most"}
_SIGNS: dict[str, Bound] = {
    "≥": "at_least",
    ">": "at_least",
    "＞": "at_least",
    "≤": "at_most",
    "<": "at_most",
    "＜": "at_most",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: its value, what it measures, the year its header names, whether it grows."""

    value: Value
    subject: str
    year: int | None
    grows: bool


def is_row(line: str) -> bool:
    """Tell whether a line is a table row written out: cells with headers, no sentence."""
    if "；" not in line or "：" not in line or "。" in line:
        return False
    cells = len(_CELL.findall(line))
    return cells >= 2 and cells > line.count("；")


def long_cells(line: str) -> list[tuple[int, int]]:
    """Return the places of the cells of a row that hold sentences, [] for what is no such row."""
    if "；" not in line or not _OPENS_ROW.match(line):
        return []
    cells = [(m.start("cell"), m.end("cell")) for m in _LONG_CELL.finditer(line)]
    return [(start, end) for start, end in cells if _SENTENCES.search(line[start:end])]


def cells_of(line: str, frame: Frame) -> list[Cell]:
    """Return the figures of a table row, each under its header."""
    cells = [(m["header"].strip(), m["cell"].strip(), m.start("cell")) for m in _CELL.finditer(line)]
    name, unit = _name_and_unit(cells)
    found: list[Cell] = []
    for header, cell, start in cells:
        if _NUMBERED.search(header) or _UNIT.match(header) or cell == name:
            continue
        offset = start + (len(line[start:]) - len(line[start:].lstrip()))
        in_header = _IN_BRACKETS.search(header)
        unit_here = unit or (in_header["unit"] if in_header else "")
        if not unit_here and _PERCENTAGE.search(header):
            unit_here = "%"
        value = _value(cell, offset, unit_here, header)
        if value is None:
            continue
        times = mentions(f"{header}年" if re.fullmatch(r"(?:19|20)\d{2}", header) else header, frame)
        subject = name or header
        if name and _RELATES.search(header):
            # "1957年为1952年的百分比" measures something else, in the first of its years.
            subject, times = f"{name}（{header}）", times[:1]
        found.append(Cell(value, subject, times[-1].year if times else None, bool(_GROWS.search(header))))
    return found


def _name_and_unit(cells: list[tuple[str, str, int]]) -> tuple[str, str]:
    name = next((cell for header, cell, _ in cells if _NAME.search(header) and not re.match(r"^[\d.]+$", cell)), "")
    if not name and cells and cells[0][1] and not _HOLDS_NUMBER.search(cells[0][1]):
        # The first column says what a row is about.
        name = cells[0][1]
    unit = next((cell for header, cell, _ in cells if _UNIT.match(header)), "")
    bracket = _IN_BRACKETS.search(name)
    if bracket and not unit:
        return name[: bracket.start()].strip(), bracket["unit"]
    return name, unit


def _value(cell: str, start: int, unit: str, header: str) -> Value | None:
    bare = _BARE.match(cell)
    if bare:
        if not unit and not re.search(r"\d{4}|目标|完成|现状|数值|规划|实际|预期|年均", header):
            return None
        low = float(bare["low"].replace(",", "")) * (-1 if bare["sign"] == "-" else 1)
        number: float | tuple[float, float] = (low, float(bare["high"])) if bare["high"] else low
        sign = next((name for mark, name in _SIGNS.items() if mark in cell[:2]), None)
        bound: Bound = "range" if bare["high"] else sign or _BOUNDS.get(bare["after"] or "", "exact")
        scale = next((by for word, by in _SCALES.items() if unit.startswith(word)), 1.0)
        return Value(cell, start, start + len(cell), number, _plain(unit), scale, bound)
    figures = find_figures(cell)
    if len(figures) != 1 or len(cell) > len(figures[0].text) + 6:
        return None
    return value_of(figures[0], start)


def _plain(unit: str) -> str:
    """Return a unit without its scale (亿元 -> 元)."""
    return next((unit.removeprefix(word) for word in _SCALES if unit.startswith(word) and len(unit) > len(word)), unit)
