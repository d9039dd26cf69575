"""Recover the rows of a task table whose cells were run together ("主要任务牵头单位责任单位一…市发改委各县…")."""

import re
from typing import NamedTuple

from ingest.blocks import Block
from ingest.read.rows import table_blocks

_TASK = "(?:主要|重点|工作|具体|目标|建设|分项)?(?:任务|内容|措施|项目名称|事项|举措|工作)(?:分解|名称|内容)?"
_UNIT = "(?:牵头|责任|配合|参与|协办|主办|承办|实施|落实|协同|负责|参加)(?:单位|部门|处室|科室)(?:及责任人)?"
TABLE_HEADER = re.compile(
    rf"(?:序号)?(?P<task>{_TASK})(?P<units>(?:{_UNIT}){{1,4}})(?={_TASK}|[一二三四五六七八九十\d(（])"
)
_FEWEST_ROWS = 3
_ENUMERATOR = (
    r"(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[、．.]?(?=[^\d%年月日.、])"
    r"|[一二三四五六七八九十]{1,3}[、．]?(?=\S))"
)
# "城市内部空间布局" and "全局" only look like the name of a city bureau.
_SUFFIX = (
    r"(?:(?<![布格全大结])局|(?<![原])委员会|委|办公室|(?<![举主])办|厅|(?<!外)部门|中心|公司|集团|银行|人行|政府|机构|总队|支队|大队|"
    r"协会|联合会|工会|妇联|团委|学院|大学|单位|管委会|指挥部|(?<!全)院|(?<![城地])区)"
)
_NAME = rf"[^、，,。;；：:（(\d]{{1,14}}?{_SUFFIX}"
_CITY = rf"(?<!城)(?:市|省|州)(?!场|区的)[^市、，,。;；：:（(各\d]{{1,14}}?{_SUFFIX}"
_EACH = rf"各(?:[县市区州旗（()）、]|有关|相关|部门|园区)[^，,。;；：:\d]{{0,16}}?{_SUFFIX}"
# What the counties do stands in a cell of its own, even where a stray comma runs before it.
_CELL = rf"(?:{_EACH}(?:、(?:{_CITY}|{_NAME}))*|{_CITY}(?:、(?!各)(?:{_CITY}|{_NAME}))*)、?"


class RunOnTable(NamedTuple):
    """The rows found and where the table ends in the text."""

    rows: list[Block]
    end: int


def run_on_table(text: str, header: re.Match[str]) -> RunOnTable | None:
    """Return the rows after the header, None where fewer than three can be told apart.

    A row begins with an enumerator; its first cell of units begins at the first name of a city or provincial body,
    the next one where a unit's name follows another without a comma between them.
    """
    headers = [header.group("task"), *re.findall(_UNIT, header.group("units"))]
    units = "".join(rf"(?P<cell{number}>{_CELL}){'' if number == 1 else '?'}" for number in range(1, len(headers)))
    row = re.compile(rf"(?P<task>{_ENUMERATOR}[^。]{{1,80}}?){units}(?={_ENUMERATOR}|\s|[。；]|$)")
    grid: list[list[str]] = [headers]
    position = header.end()
    while match := row.match(text, position):
        cells = [match.group(f"cell{number}") or "" for number in range(1, len(headers))]
        grid.append([match.group("task"), *(cell.rstrip("、") for cell in cells)])
        position = match.end()
    if len(grid) - 1 < _FEWEST_ROWS:
        return None
    return RunOnTable(table_blocks(grid, 1), position)
