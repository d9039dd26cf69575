"""`plans eval squad` and `plans eval stard`: figures on standard output, one sentence for what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "context": "东灌区灌溉六个乡镇。西港码头有泊位三个。",
                    "qas": [
                        {
                            "id": "a",
                            "question": "东灌区灌溉几个乡镇？",
                            "answers": [{"text": "六个", "answer_start": 5}],
                        },
                        {
                            "id": "b",
                            "question": "西港码头有几个泊位？",
                            "answers": [{"text": "三个", "answer_start": 17}],
                        },
                    ],
                }
            ]
        }
    ]
}


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    path = tmp_path / "made.json"
    path.write_text(json.dumps(SQUAD, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_paragraph_is_asked_its_own_questions(squad: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["eval", "squad", str(squad), "--out", str(tmp_path / "rows.jsonl")])
    assert result.exit_code == 0, result.output
    assert "| 2 |" in result.stdout
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_the_answers_of_another_program_are_judged(squad: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"a": "六个"}), encoding="utf-8")
    result = CliRunner().invoke(main, ["eval", "squad", str(squad), "--answers", str(given), "--json"])
    assert result.exit_code == 0, result.output
    assert '"mean": 0.5' in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(("squad", "none.json"), "none.json cannot be read"), (("stard", "."), "stard-articles.jsonl cannot be read")],
)
def test_what_is_wrong_is_told_in_one_sentence(arguments: tuple[str, str], expected: str) -> None:
    result = CliRunner().invoke(main, ["eval", *arguments])
    assert result.exit_code == 2
    assert expected in result.stderr
    assert result.stdout == ""
