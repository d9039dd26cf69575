"""Tables as evaluators have them: headers in both languages, several answers, encodings, dates and numbers of Excel."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from eval.cases import Case, Evidence, read_cases
from eval.errors import UnreadableCases
from eval.exchange.columns import HEADERS, field_of
from eval.exchange.convert import convert

ROOT = Path(__file__).parents[3]
CHINESE = (
    "编号,问题,类型,标准答案,文件,章节,是否可回答,陷阱\n"
    "k1,停车泊位多少个？,数值,1.2万个；12000个,yueyang-parking.txt,一、工作目标,是,3000个|4000个\n"
    "k2,2030年呢？,近似无答案,,,,否,\n"
)
ENGLISH = (
    "Question;Answer;Document;Answerable\nHow many spaces?;1.2万个|12000个;yueyang-parking.pdf;yes\nAnd in 2030?;;;no\n"
)


def _csv(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "cases.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_chinese_table_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    one, two = read_cases(_csv(tmp_path, CHINESE, encoding))
    assert (one.id, one.type, one.docs) == ("k1", "figure", ("yueyang-parking",))
    assert (one.answers, one.trap_wrong) == (("1.2万个", "12000个"), ("3000个", "4000个"))
    assert one.evidence == (Evidence(document="yueyang-parking", section="一、工作目标"),)
    assert (two.answerable, two.type, two.answers) == (False, "near_miss", ())


def test_an_english_table_without_ids_is_read(tmp_path: Path) -> None:
    one, two = read_cases(_csv(tmp_path, ENGLISH))
    assert (one.id, one.answers, one.docs) == ("row-0002", ("1.2万个", "12000个"), ("yueyang-parking",))
    assert not two.answerable


def test_a_question_without_answers_and_without_a_word_on_it_cannot_be_answered(tmp_path: Path) -> None:
    one, two = read_cases(_csv(tmp_path, "问题,答案,文件\n甲？,1.2万个,d\n乙？,,\n"))
    assert (one.answerable, two.answerable) == (True, False)


def _workbook(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    hidden = workbook.active
    hidden.title = "旧"
    hidden.append(["问题", "答案"])
    hidden.append(["不要读？", "旧"])
    hidden.sheet_state = "hidden"
    sheet = workbook.create_sheet("题库")
    sheet.append(["岳阳评测题库"])
    sheet.append([])
    sheet.append(["序号", "问题内容", "答案", "文档", "完成"])
    sheet.append([1, "完成日期？", datetime.datetime(2025, 6, 30), "plan.docx", "x"])
    sheet.append([2, "占比？", 0.485, "plan.docx", None])
    sheet["C5"].number_format = "0.0%"
    sheet.append([3, "投资多少亿元？", 5500, "plan.docx", None])
    path = tmp_path / "cases.xlsx"
    workbook.save(path)
    return path


def test_dates_numbers_and_a_title_above_the_headers_of_a_workbook(tmp_path: Path) -> None:
    cases = read_cases(_workbook(tmp_path))
    assert [case.id for case in cases] == ["1", "2", "3"]
    assert [case.answers for case in cases] == [("2025年6月30日",), ("48.5%",), ("5500",)]
    assert {case.docs for case in cases} == {("plan",)}


def test_every_wrong_row_is_named_by_its_number(tmp_path: Path) -> None:
    path = _csv(tmp_path, "问题,答案,文件,是否可回答\n甲？,1.2万个,d,也许\n,1.2万个,d,是\n乙？,3公里,,是\n")
    with pytest.raises(UnreadableCases) as raised:
        read_cases(path)
    assert [number for number in range(1, 6) if f"line {number}:" in str(raised.value)] == [2, 3, 4]


def test_a_table_without_questions_says_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match=r"指标, 目标.*expected headers such as"):
        read_cases(_csv(tmp_path, "指标,目标\n绿道,320公里\n"))


def test_a_damaged_workbook_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UnreadableCases, match="expected"):
        read_cases(path)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl", ".ragas.jsonl"])
def test_what_is_converted_comes_back_the_same(tmp_path: Path, suffix: str) -> None:
    source = ROOT / "eval" / "cases" / "plans-a.jsonl"
    target = tmp_path / f"cases{suffix}"
    # A table has one column of places; the trail of an earlier set is no evidence yet.
    expected = [
        case.model_copy(update={"section": "", "evidence": _of_section(case)})
        if suffix in (".csv", ".tsv", ".xlsx")
        else case
        for case in read_cases(source)
    ]
    assert convert(source, target) == len(expected)
    assert read_cases(target) == expected


def _of_section(case: Case) -> tuple[Evidence, ...]:
    if not case.section:
        return case.evidence
    return (Evidence(document=case.docs[0] if len(case.docs) == 1 else "", section=case.section.replace("|", " / ")),)


def test_evidence_in_two_documents_comes_back_from_a_table(tmp_path: Path) -> None:
    places = (Evidence(document="b", section="二 / 三"), Evidence(document="a", section="一"), Evidence(quote="原文"))
    case = Case(id="c", question="=1+1？", answers=("甲乙",), docs=("a", "b"), evidence=places, type="comparison")
    source = tmp_path / "one.jsonl"
    source.write_text(case.model_dump_json(), encoding="utf-8")
    for name in ("two.xlsx", "two.csv"):
        convert(source, tmp_path / name)
        assert read_cases(tmp_path / name) == [case]


def test_a_name_that_says_no_form_is_refused(tmp_path: Path) -> None:
    source = _csv(tmp_path, CHINESE)
    with pytest.raises(UnreadableCases, match=r"names no form.*\.ragas\.jsonl"):
        convert(source, tmp_path / "cases.doc")


def test_headers_are_known_whatever_their_case_width_and_remarks() -> None:
    assert [field_of(text) for text in ("Question", "问 题", "答案（多个用；隔开）", "Must_All", "ANSWERABLE", "心情")] == [
        "question", "question", "answers", "must_all", "answerable", None,
    ]  # fmt: skip
    assert all(field_of(name) == field for field, names in HEADERS.items() for name in names)
