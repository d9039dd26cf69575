"""Read a table row that was written out as "header：cell；header：cell"."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from ingest.figures import Figure, find_figures

_CELL = re.compile(r"(?:^|(?<=；))(?P<header>[^：；。，\n]{1,30})：(?P<text>(?:(?!；[^：；。，\n]{1,30}：)[^\n])*)")
_PLAIN = re.compile(r"(?:^|；)[^：；\n]{1,30}：")
# Headers by which a table is known, wherever they stand.
_COLUMN = re.compile(
    r"^(?:序号|编号|[^的]{0,6}类别|领域|[^的]{0,4}属性|性质|备注|(?:计量)?单位|(?:19|20)\d{2}年?[^的]{0,6}"
    r"|[^的]{0,8}(?:指标|名称|任务|事项|内容|单位|部门|时限|期限|年限|投资|目标|责任人|目标值|完成值))(?:[（(][^（）()]*[）)])?$"
)
_TYPICAL = 2
_INDICATOR = re.compile(r"指标(?!属性|类型|类别|性质|单位|值|解释|来源)|名称(?!解释)")
_TASK = re.compile(r"(?<!重点)项目|任务|事项|内容|工作|产品|品种|措施|举措")
_SORT = re.compile(r"目标|类别|领域|种类|方面")
_GROUP = re.compile(r"[一二三]级(?=指标)|大类|分类")
_NUMBERED = re.compile(r"序号|编号|属性|性质|备注|页|类别|领域|时限|期限|年限|时间|起止")
_UNIT = re.compile(r"^(?:计量)?单位$")
_OFFICE = re.compile(r"局|委|办|部|厅|院|中心|政府|公司|集团|银行|管委|[县区市乡镇]$")
_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]\s*$")
_PERCENTAGE = re.compile(r"百分比|％|%|比重|增速|增长率")
_GROWS = re.compile(r"增速|增长|增幅")
_IS_UNIT = re.compile(
    r"^[^，。、\d]{0,9}[%％‰元吨人户个家件张所座处米里亩岁年册瓦时度克升方顷次项名辆套倍万亿天台床条分]$"
)
_TIMED = re.compile(r"\d{4}|目标|完成|现状|数值|规划|实际|预期|年均")
_HOLDS_NUMBER = re.compile(r"\d")
_NUMBER = re.compile(
    r"^[<＜≤≥>＞〔\[（(]*[-+]?(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*[-—–~～至]\s*\d+(?:\.\d+)?)?[〕\]）)]*(?:左右|以上|以内|以下)?$"
)
_MARKS = re.compile(r"[<＜≤≥>＞〔\[（()）\]〕]")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")


class RowCell(NamedTuple):
    """A cell with its header; `start`/`end` are the place of its text in the line."""

    header: str
    text: str
    start: int
    end: int

    @property
    def numbers(self) -> bool:
        """Whether the cell numbers or classes its row and measures nothing."""
        return bool(_NUMBERED.search(self.header) or _UNIT.match(self.header))


class CellFigure(NamedTuple):
    """A figure that is all of a cell; `shown` is the cell with its unit, `header` what the cell stands under."""

    figure: Figure
    shown: str
    header: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row; `name` says what it is about, `unit` is that of its bare numbers, "" where it names none."""

    cells: tuple[RowCell, ...]
    name: str
    unit: str
    naming: RowCell | None

    def unit_under(self, header: str) -> str:
        """Return the unit of a bare number under a header: the header's own, else that of the row."""
        own = _bracketed_unit(header)
        if own or (_PERCENTAGE.search(header) and (not self.unit or _GROWS.search(header))):
            return own or "%"
        return self.unit

    def figures(self) -> list[CellFigure]:
        """Return the figures that are all of a cell, each in the unit that the row gives it; `figure` has its place in the line."""
        found = []
        for cell in self.cells:
            if cell is self.naming or cell.numbers:
                continue
            figure = self._figure(cell)
            if figure is not None:
                bare = _NUMBER.match(cell.text)
                shown = cell.text + (self.unit_under(cell.header) if bare else "")
                found.append(CellFigure(figure, shown, _without_unit(cell.header)))
        return found

    def _figure(self, cell: RowCell) -> Figure | None:
        bare = _NUMBER.match(cell.text)
        unit = self.unit_under(cell.header) if bare else ""
        plain = _MARKS.sub("", cell.text)
        read = find_figures(f"{plain}{unit}")
        if len(read) == 1 and read[0].text == f"{plain}{unit}":
            return replace(read[0], text=cell.text, start=cell.start, end=cell.end)
        if bare is None or not (unit or (_TIMED.search(cell.header) and not _YEAR.match(cell.text))):
            return None
        low = float(bare["low"].replace(",", ""))
        return Figure(cell.text, cell.start, cell.end, low, low, unit, 1.0, "exact")


def _bracketed_unit(text: str) -> str:
    bracket = _IN_BRACKETS.search(text)
    return bracket["unit"] if bracket and _IS_UNIT.match(bracket["unit"]) else ""


def _without_unit(text: str) -> str:
    return _IN_BRACKETS.sub("", text).strip() if _bracketed_unit(text) else text


@lru_cache(maxsize=4096)
def read_row(line: str) -> TableRow | None:
    """Read a line as a table row, None for prose, which may hold colons and semicolons too."""
    if "；" not in line or "：" not in line:
        return None
    cells = tuple(_cells(line))
    if len(cells) < _TYPICAL or not (_is_plain(line) or sum(bool(_COLUMN.match(c.header)) for c in cells) >= _TYPICAL):
        return None
    naming = _naming(cells)
    name = naming.text if naming else ""
    unit = next((c.text for c in cells if _UNIT.match(c.header) and not _OFFICE.search(c.text)), "")
    return TableRow(cells, _without_unit(name), unit or _bracketed_unit(name), naming)


def _cells(line: str) -> list[RowCell]:
    found = []
    for match in _CELL.finditer(line):
        text = match["text"].strip()
        start = match.start("text") + len(match["text"]) - len(match["text"].lstrip())
        found.append(RowCell(match["header"].strip(), text, start, start + len(text)))
    return found if found and line.startswith(found[0].header) else []


def _is_plain(line: str) -> bool:
    """Tell whether every piece of a line between semicolons is a cell with its header, and none a sentence."""
    count = len(_PLAIN.findall(line))
    return "。" not in line and count >= _TYPICAL and count > line.count("；")


def _naming(cells: tuple[RowCell, ...]) -> RowCell | None:
    """Return the cell that says what a row is about: the indicator, else the task, else the sort, else the first in words."""
    for pattern in (_INDICATOR, _TASK, _SORT):
        named = [c for c in cells if pattern.search(c.header) and c.text and not re.match(r"^[\d.]+$", c.text)]
        named = [c for c in named if not _GROUP.search(c.header)] or named[-1:]
        if named:
            return named[0]
    first = cells[0]
    return first if first.text and not _HOLDS_NUMBER.search(first.text) else None
