"""The page, the tables and the XML of a run, made of hostile text and of many cases."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from assistant.answer import AnswerFigure, Citation, RetrievedPassage
from eval.cases import Case
from eval.errors import EvalError
from eval.finished_run import read_run
from eval.report.files import write
from eval.report.markdown import type_table
from eval.row import Row
from eval.run_folder import RunFolder

WriteRun = Callable[[str, list[Case], list[Row]], RunFolder]
HOSTILE = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>&amp;{{7*7}}${1}\u2028|\x00\x0b'


def _case(number: int, **given: object) -> Case:
    stated = {
        "id": f"g{number:03}",
        "question": f"第{number}问?",
        "type": "figure",
        "answers": ["50%"],
        "docs": ["plan"],
    }
    return Case.model_validate({**stated, **given})


def _passage(number: int, text: str) -> dict[str, object]:
    place = {"document": "plan", "title": "《规划》", "section": ["第一章"], "page": 3}
    return {**place, "start": number, "end": number + len(text), "text": text}


def _row(case: Case, answer: str, status: str = "answered", text: str = "到2025年达到50%。") -> Row:
    cited = [Citation(mark=1, region=None, quote=text, **_passage(0, text))] if status == "answered" else []  # type: ignore[arg-type]
    figures = [AnswerFigure(text="50%", value=50, unit="%", year=2025, mark=1, verified=True)] if cited else []
    return Row(
        id=case.id,
        question=case.question,
        standalone_question=case.question,
        status=status,  # type: ignore[arg-type]
        answer=answer,
        seconds=0.2,
        citations=cited,
        figures=figures,
        retrieved=[RetrievedPassage(score=0.9, **_passage(0, text))],  # type: ignore[arg-type]
    )


@pytest.fixture
def small(write_run: WriteRun) -> RunFolder:
    """Three cases: one right, one refused without need, one that is rightly refused."""
    cases = [_case(1), _case(2, type="list"), _case(3, type="far", answerable=False, answers=[], docs=[])]
    rows = [
        _row(cases[0], "达到50%[1]。"),
        _row(cases[1], "规划没有说明。", "not_found"),
        _row(cases[2], "规划没有说明。", "not_found"),
    ]
    return write_run("small", cases, rows)


def test_all_reports_are_written_beside_the_run(small: RunFolder) -> None:
    assert [path.name for path in write(small)] == ["report.html", "report.md", "junit.xml"]


def test_the_page_says_how_many_were_right_in_words(small: RunFolder) -> None:
    page = html.fromstring(write(small)[0].read_bytes())
    assert "3 题中答对 2 题" in page.xpath("string(//h1)")
    assert "2 of 3 questions" in page.xpath("string(//h1)")


def test_the_page_names_nothing_outside_itself(small: RunFolder) -> None:
    page = html.fromstring(write(small)[0].read_bytes())
    assert page.xpath("//link[not(starts-with(@href, 'data:'))] | //script[@src] | //img | //iframe | //object") == []
    assert page.xpath("//a[not(starts-with(@href, '#'))]") == []
    assert "url(" not in page.xpath("string(//style)")


def test_tables_tell_assistive_technology_what_heads_them(small: RunFolder) -> None:
    page = html.fromstring(write(small)[0].read_bytes())
    tables = page.xpath("//table")
    assert len(tables) >= 3
    for table in tables:
        assert table.xpath(".//thead//th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))


def test_hostile_text_stays_text(write_run: WriteRun) -> None:
    cases = [_case(1, question=HOSTILE, persona=HOSTILE, notes=HOSTILE, type=HOSTILE)]
    folder = write_run("hostile", cases, [_row(cases[0], HOSTILE, text=HOSTILE + "50%")])
    text = write(folder)[0].read_text(encoding="utf-8")
    page = html.fromstring(text.encode())
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert len(page.xpath("//script")) == 1 + policy.count("'sha256-")
    assert page.xpath("//img") == []
    data = json.loads(page.xpath("string(//script[@id='data'])"))
    assert data["cases"][0]["question"] == HOSTILE


def test_a_gate_that_fell_is_told_on_top(small: RunFolder) -> None:
    fallen = {
        "scope": "overall",
        "measure": "fact",
        "bound": "min",
        "threshold": 0.9,
        "found": 0.5,
        "n": 2,
        "by": 0.4,
        "cases": [],
    }
    small.gate.write_text(json.dumps({"gate": "golden", "passed": False, "fallen": [fallen]}), encoding="utf-8")
    page = html.fromstring(write(small)[0].read_bytes())
    told = page.xpath("string(//*[contains(@class, 'gate')])")
    assert "未达标" in told
    assert "50.0%" in told
    assert "90.0%" in told


def test_what_a_chat_model_took_is_told_where_one_was_asked(small: RunFolder) -> None:
    assert "词元" not in html.fromstring(write(small)[0].read_bytes()).xpath("string(//section[@id='groups'])")
    summary = json.loads(small.summary.read_text(encoding="utf-8"))
    summary["usage"] = {"answers": 3, "tokens_in": 12345, "tokens_out": 60, "priced": 3, "cost": 0.0125}
    small.summary.write_text(json.dumps(summary), encoding="utf-8")
    told = html.fromstring(write(small)[0].read_bytes()).xpath("string(//section[@id='groups'])")
    assert "输入 12,345、输出 60 个词元；3 题有价，共 0.0125" in told


def test_a_run_of_350_cases_with_20_passages_each_is_a_light_page(write_run: WriteRun) -> None:
    cases = [_case(number) for number in range(350)]
    rows = []
    for case in cases:
        row = _row(case, "达到50%[1]。")
        number = int(case.id[1:])
        found = [
            RetrievedPassage(score=0.5, **_passage(1000 * number + i, f"{number}-{i} " + "规划内容" * 200))  # type: ignore[arg-type]
            for i in range(20)
        ]
        rows.append(row.model_copy(update={"retrieved": found}))
    page = write(write_run("large", cases, rows))[0]
    assert page.stat().st_size < 8_000_000


def test_the_tables_hold_every_type_and_break_on_no_text(small: RunFolder) -> None:
    text = write(small)[1].read_text(encoding="utf-8")
    assert "| 数字 figure | 1 | 100.0% |" in text
    assert "refused_though_found" in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_table_by_type_ends_with_all_cases(small: RunFolder) -> None:
    run = read_run(small)
    assert type_table(run).splitlines()[-1].startswith("| **all questions** | 3 | 66.7% |")
    assert type_table(run, "zh").splitlines()[0].startswith("| 题型 | 题数 |")


def test_build_servers_get_a_test_case_for_every_case(small: RunFolder) -> None:
    root = etree.parse(write(small)[2]).getroot()
    suite = root.find("testsuite")
    assert suite is not None
    assert [suite.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "0"]
    assert [case.get("classname") for case in suite] == ["figure", "list", "far"]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "50%" in str(failure.get("message"))
    assert "达到50%[1]。" in str(suite[0].findtext("system-out"))


def test_characters_that_xml_cannot_hold_do_not_break_it(write_run: WriteRun) -> None:
    cases = [_case(1, question=HOSTILE)]
    folder = write_run("hostile", cases, [_row(cases[0], HOSTILE).model_copy(update={"error": "\x1b[31m"})])
    root = etree.parse(write(folder)[2]).getroot()
    assert HOSTILE.split("\x00")[0] in str(root.findtext(".//system-out"))


def test_a_run_that_was_not_judged_is_told_what_to_do(small: RunFolder) -> None:
    small.scores.unlink()
    with pytest.raises(EvalError, match="plans eval score"):
        write(small)


def test_a_folder_that_is_no_run_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="holds no run"):
        write(RunFolder(tmp_path))
