"""Spreadsheets: titles, headers, merged cells, values as shown, and what is refused."""

import datetime
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.blocks import Block, Reading
from ingest.errors import UnreadableDocument
from ingest.read.sheet import read_csv, read_xlsx


def _workbook(*sheets: Callable[[Worksheet], object], names: tuple[str, ...] = ("主要指标", "任务分工")) -> bytes:
    workbook = Workbook()
    for number, (fill, name) in enumerate(zip(sheets, names, strict=False)):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        sheet.title = name
        fill(sheet)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _read(*sheets: Callable[[Worksheet], object]) -> Reading:
    return read_xlsx(_workbook(*sheets), "plan.xlsx")


def _rows(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if block.kind == "row"]


def _fill(rows: list[list[object]], merged: tuple[str, ...] = ()) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)

    return fill


def test_each_sheet_is_a_heading_and_each_row_carries_its_headers() -> None:
    reading = _read(
        _fill([["指标", "2020", "2025年"], ["森林覆盖率", "45.3%", "45.5%"]]),
        _fill([["任务", "牵头单位"], ["修路", "市交通局"]]),
    )
    assert reading.blocks == (
        Block("主要指标", "heading", 1),
        Block("指标：森林覆盖率；2020：45.3%；2025年：45.5%", "row"),
        Block("任务分工", "heading", 1),
        Block("任务：修路；牵头单位：市交通局", "row"),
    )


def test_a_title_and_a_unit_above_the_headers_are_not_taken_for_headers() -> None:
    reading = _read(
        _fill([["附件1"], ["山海市主要指标表"], ["单位：万元"], ["指标", "目标"], ["投资", 80]], ("A2:B2",)),
    )
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("heading", "主要指标"),
        ("paragraph", "附件1"),
        ("heading", "山海市主要指标表"),
        ("paragraph", "单位：万元"),
        ("row", "指标：投资；目标：80"),
    ]
    assert reading.stated["title"] == "山海市主要指标表"


def test_merged_headers_stand_over_all_their_columns() -> None:
    reading = _read(
        _fill(
            [["指标", "目标", None, "属性"], [None, "2020年", "2025年", None], ["城镇化率", "58%", "63%", "预期性"]],
            ("A1:A2", "B1:C1", "D1:D2"),
        )
    )
    assert _rows(reading) == ["指标：城镇化率；目标2020年：58%；目标2025年：63%；属性：预期性"]


def test_the_first_row_is_no_second_header_because_a_header_is_wide() -> None:
    reading = _read(
        _fill([["任务", "责任单位", None], ["修路", "交通局", "财政局"], ["种树", "林业局", "财政局"]], ("B1:C1",))
    )
    assert _rows(reading)[0] == "任务：修路；责任单位：交通局；责任单位：财政局"
    assert len(_rows(reading)) == 2


def test_a_cell_merged_downwards_belongs_to_each_of_its_rows() -> None:
    reading = _read(_fill([["单位", "任务"], ["交通局", "修路"], [None, "架桥"], [None, "铺轨"]], ("A2:A4",)))
    assert _rows(reading) == ["单位：交通局；任务：修路", "单位：交通局；任务：架桥", "单位：交通局；任务：铺轨"]


def test_a_row_merged_across_the_table_opens_a_group() -> None:
    rows: list[list[object]] = [
        ["序号", "任务", "单位"],
        ["一、交通"],
        [1, "修路", "交通局"],
        ["二、水利"],
        [2, "筑坝", "水利局"],
    ]
    kinds = [(block.kind, block.text) for block in _read(_fill(rows, ("A2:C2", "A4:C4"))).blocks[1:]]
    assert kinds == [
        ("heading", "一、交通"),
        ("row", "序号：1；任务：修路；单位：交通局"),
        ("heading", "二、水利"),
        ("row", "序号：2；任务：筑坝；单位：水利局"),
    ]


def test_empty_rows_and_columns_are_dropped_and_headers_go_on_below_them() -> None:
    reading = _read(
        _fill(
            [[], [None, "任务", None, "单位"], [], [None, "修路", None, "交通局"], [], [None, "架桥", None, "公路局"]]
        )
    )
    assert _rows(reading)[-1] == "任务：架桥；单位：公路局"


def test_two_tables_below_each_other_keep_their_own_headers() -> None:
    reading = _read(
        _fill([["任务", "单位"], ["修路", "交通局"], [], ["资金安排"], ["来源", "金额"], ["财政", 80], ["贷款", 20]])
    )
    assert _rows(reading) == ["任务：修路；单位：交通局", "来源：财政；金额：80", "来源：贷款；金额：20"]


def test_values_are_read_as_the_sheet_shows_them() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["甲", "乙", "丙", "丁", "戊", "己"])
        sheet.append([0.455, 0.1 + 0.2, 5500.0, datetime.datetime(2025, 12, 31), True, 1234.5])
        for cell, shown_as in (("A2", "0.0%"), ("F2", "#,##0.00")):
            sheet[cell].number_format = shown_as

    assert _rows(_read(fill)) == ["甲：45.5%；乙：0.3；丙：5500；丁：2025-12-31；戊：是；己：1234.50"]


def test_formulas_and_error_values_are_never_shown() -> None:
    text = " ".join(
        block.text for block in _read(_fill([["甲", "乙"], ["和", "=1+1"], ["差", "#REF!"], ["积", 4]])).blocks
    )
    assert "=" not in text
    assert "#REF!" not in text


def test_hidden_sheets_are_left_out_and_named() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.append(["草稿", "数"])
        sheet.append(["未定", 9])
        sheet.sheet_state = "hidden"

    reading = _read(_fill([["指标", "值"], ["路", 1]]), hide)
    assert "草稿" not in "".join(block.text for block in reading.blocks)
    assert "任务分工" in reading.remarks[0]


def test_a_sheet_beyond_the_limit_is_cut_and_the_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.sheet._MOST_ROWS", 50)
    reading = _read(_fill([["任务", "数"], *([f"第{n}项", n] for n in range(100))]))
    assert len(_rows(reading)) == 49
    assert "only the beginning" in reading.remarks[0]


def _changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def _with_shared(texts: list[str], rows: list[list[int]]) -> bytes:
    """A workbook as Excel writes it: the texts once, the cells their numbers."""
    cells = [
        f'<row r="{n}">' + "".join(f'<c r="{"AB"[c]}{n}" t="s"><v>{v}</v></c>' for c, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, start=1)
    ]
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    data = _workbook(_fill([["任务", "数"]]))
    data = _changed(
        data, SHEET, lambda _: f"<worksheet {main}><sheetData>{''.join(cells)}</sheetData></worksheet>".encode()
    )
    file = io.BytesIO(_changed(data, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", part)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
        package.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    return file.getvalue()


def test_texts_that_a_workbook_keeps_in_one_place_are_found() -> None:
    assert _rows(read_xlsx(_with_shared(["任务", "单位", "修路", "交通局"], [[0, 1], [2, 3]]), "a.xlsx")) == [
        "任务：修路；单位：交通局"
    ]


def test_a_cell_at_the_far_end_of_the_sheet_costs_little() -> None:
    data = _workbook(_fill([["任务", "数"], ["路", 1]]))
    far = b'<row r="999999999"><c r="XFD999999999" t="str"><v>x</v></c></row></sheetData>'
    started = time.monotonic()
    reading = read_xlsx(_changed(data, SHEET, lambda xml: xml.replace(b"</sheetData>", far)), "plan.xlsx")
    assert time.monotonic() - started < 10
    assert "任务：路；数：1" in _rows(reading)


def test_a_merged_cell_over_the_whole_sheet_costs_little() -> None:
    data = _workbook(_fill([["任务", "数"], ["路", 1]]))
    spans = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5000 + b"</mergeCells></worksheet>"
    assert _rows(read_xlsx(_changed(data, SHEET, lambda xml: xml.replace(b"</worksheet>", spans)), "plan.xlsx"))


def test_one_long_text_in_very_many_cells_does_not_fill_the_memory(peak: Callable[[], int]) -> None:
    data = _with_shared(["任务", "数", "路" * 30_000], [[0, 1], *[[2, 2]] * 12_000])
    tracemalloc.reset_peak()
    reading = read_xlsx(data, "plan.xlsx")
    assert peak() < 300 * 1024**2
    assert "only the beginning" in reading.remarks[0]


LAUGHS = (
    b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize(
    "doctype", [LAUGHS, b'<!DOCTYPE worksheet [<!ENTITY j SYSTEM "file:///etc/passwd">]>'], ids=["laughs", "file"]
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_any_parser_sees_them(doctype: bytes, part: str, encoding: str) -> None:
    def change(xml: bytes) -> bytes:
        text = (doctype + xml[xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0 :]).replace(
            b"<v>1</v>", b"<v>&j;</v>"
        )
        return (
            f"<?xml version='1.0' encoding='{encoding}'?>".encode(encoding)
            + text.decode().encode(encoding)[2 * (encoding == "utf-16") :]
        )

    data = _changed(_workbook(_fill([["任务", "数"], ["路", 1]])), part, change)
    with pytest.raises(UnreadableDocument, match="XML entities"):
        read_xlsx(data, "plan.xlsx")


def test_a_workbook_that_expands_without_end_is_refused_in_little_memory(peak: Callable[[], int]) -> None:
    data = _changed(_workbook(_fill([["任务", "数"], ["路", 1]])), SHEET, lambda _: b" " * 150 * 1024**2)
    tracemalloc.reset_peak()
    with pytest.raises(UnreadableDocument, match="-fold"):
        read_xlsx(data, "plan.xlsx")
    assert peak() < 20 * 1024**2


def test_a_part_that_states_too_small_a_size_is_refused_in_little_memory(peak: Callable[[], int]) -> None:
    data = bytearray(_changed(_workbook(_fill([["任务", "数"], ["路", 1]])), SHEET, lambda _: b" " * 60 * 1024**2))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert data.count(size) >= 2
    lying = bytes(data).replace(size, (5000).to_bytes(4, "little"))
    tracemalloc.reset_peak()
    with pytest.raises(UnreadableDocument, match="beyond what it states"):
        read_xlsx(lying, "plan.xlsx")
    assert peak() < 20 * 1024**2


def test_macros_of_a_workbook_are_not_looked_at() -> None:
    data = _workbook(_fill([["任务", "数"], ["路", 1]]))
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    assert _rows(read_xlsx(file.getvalue(), "plan.xlsm")) == ["任务：路；数：1"]


def test_a_workbook_without_values_is_named_empty() -> None:
    with pytest.raises(UnreadableDocument, match="no values"):
        _read(_fill([]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_is_read_in_the_customary_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (["任务", "单位"], ["修路", "市交通局、市财政局"], ["种树", "林业局"])
    )
    assert [block.text for block in read_csv(text.encode(encoding), "任务清单.csv").blocks] == [
        "任务清单",
        "任务：修路；单位：市交通局、市财政局",
        "任务：种树；单位：林业局",
    ]


def test_commas_inside_quoted_cells_do_not_cut_them() -> None:
    reading = read_csv('任务,单位\n"修路,架桥",交通局\n'.encode(), "a.csv")
    assert _rows(reading) == ["任务：修路,架桥；单位：交通局"]


def test_a_cell_without_end_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnreadableDocument, match="damaged CSV"):
        read_csv(b'a,b\n"' + b"x" * 200_000, "a.csv")
