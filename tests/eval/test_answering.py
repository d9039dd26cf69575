"""Answers from a single paragraph: the measures and the command."""

import json
from pathlib import Path

import pytest

from eval.answering import answered, figures, holds_answer, main, overlap_f1, pieces, read_items, span_f1
from eval.errors import EvalError, UnreadableCases

PARAGRAPH = "青溪县位于云岭东麓。全县面积为1200平方公里，人口30万人。县城建于1953年，由工程师林远设计。盛产茶叶和板栗。"


def _file(folder: Path) -> Path:
    asked = [
        ("q1", "青溪县人口有多少？", "30万人"),
        ("q2", "县城由谁设计？", "林远"),
        ("q3", "县城哪一年建成？", "1953年"),
    ]
    qas = [{"id": name, "question": question, "answers": [{"text": answer}]} for name, question, answer in asked]
    path = folder / "one.json"
    path.write_text(
        json.dumps({"data": [{"paragraphs": [{"context": PARAGRAPH, "qas": qas}]}]}, ensure_ascii=False), "utf-8"
    )
    return path


def test_chinese_is_cut_by_characters_and_latin_by_words() -> None:
    assert pieces("GDP，增长 7%（同比）") == ["gdp", "增", "长", "7", "同", "比"]


def test_the_f1_of_a_span_counts_its_longest_common_run() -> None:
    assert span_f1("1953年", ["1953年"]) == 1.0
    assert span_f1("建于1953年", ["1953年"]) == pytest.approx(2 * 2 / (4 + 2))
    assert span_f1("甲乙", ["乙甲"]) == pytest.approx(0.5)
    assert overlap_f1("甲乙", ["乙甲"]) == 1.0
    assert span_f1("", ["甲"]) == 0.0


def test_a_sentence_holds_an_answer_as_whole_pieces() -> None:
    assert holds_answer("人口 30万人。", ["30 万人"])
    assert not holds_answer("人口130万人。", ["30万人"])


def test_questions_are_answered_from_their_paragraph(tmp_path: Path) -> None:
    rows = list(answered(read_items(_file(tmp_path)), lambda text: None))
    assert [row.holds for row in rows] == [True, True, True]
    assert rows[0].key == "30万人"
    assert rows[0].f1 == 1.0
    assert rows[2].key == "1953年"


def test_the_command_prints_figures_and_writes_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rows.jsonl"
    assert main(["--squad", str(_file(tmp_path)), "--out", str(out)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["questions"] == 3
    assert printed["chosen sentence holds an answer"]["mean"] == 1.0
    assert len(out.read_text("utf-8").splitlines()) == 3


def test_another_format_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"data": [{"paragraphs": [{"context": "甲", "qas": [{"id": "1", "question": "乙"}]}]}]}', "utf-8")
    with pytest.raises(UnreadableCases, match="expected the format of SQuAD with answers"):
        read_items(path)
    assert main(["--squad", str(path)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(EvalError):
        figures([])
