"""The fields of RAGAS, of today and before, read and written."""

import json
from pathlib import Path

import pytest

from assistant.answer import RetrievedPassage
from eval.cases import Case, read_cases
from eval.errors import UnreadableCases
from eval.exchange.ragas import read_answers, write_ragas
from eval.row import Row

SENTENCE = "到2025年，全市地区生产总值达到6200亿元左右，研发经费投入强度达到2.6%。"
NOW = {
    "user_input": "停车泊位多少？",
    "reference": "1.2万个",
    "reference_contexts": ["新增泊位1.2万个"],
    "response": "新增1.2万个。",
    "retrieved_contexts": ["到2025年底新增公共停车泊位1.2万个。", "别的"],
}
BEFORE = {"question": "生产总值？", "ground_truth": SENTENCE, "contexts": ["6200亿元"], "answer": "6200亿元左右"}
TURNS = {
    "user_input": [
        {"content": "2025年呢？", "type": "human"},
        {"content": "1.2万个", "type": "ai"},
        {"content": "2024年呢？", "type": "human"},
    ],
    "reference": "4000个",
}


def _lines(tmp_path: Path, *samples: object) -> Path:
    path = tmp_path / "samples.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in samples), encoding="utf-8")
    return path


def test_samples_of_both_versions_become_cases(tmp_path: Path) -> None:
    now, before, turns = read_cases(_lines(tmp_path, NOW, BEFORE, TURNS))
    assert (now.question, now.answers) == ("停车泊位多少？", ("1.2万个",))
    assert now.evidence[0].quote == "新增泊位1.2万个"
    # A sentence is no fact: nobody answers in these very words.
    assert before.must_all == ("6200亿元左右", "2.6%")
    assert before.notes == SENTENCE
    assert (turns.question, turns.history[0].q, turns.history[0].a_hint) == ("2024年呢？", "2025年呢？", "1.2万个")


def test_answers_of_another_program_become_rows(tmp_path: Path) -> None:
    rows = read_answers(_lines(tmp_path, NOW, BEFORE, TURNS))
    assert [(row.id, row.answer, row.status) for row in rows] == [
        ("row-0001", "新增1.2万个。", "answered"),
        ("row-0002", "6200亿元左右", "answered"),
    ]
    assert [passage.text for passage in rows[0].retrieved] == NOW["retrieved_contexts"]


def test_a_list_and_a_table_of_samples_are_read(tmp_path: Path) -> None:
    whole = tmp_path / "samples.json"
    whole.write_text(json.dumps([NOW, BEFORE], ensure_ascii=False), encoding="utf-8")
    table = tmp_path / "samples.csv"
    table.write_text(
        'question,contexts,answer,ground_truth\n泊位？,"[""泊位1.2万个""]",有1.2万个,1.2万个\n', encoding="utf-8"
    )
    assert len(read_cases(whole)) == 2
    (case,) = read_cases(table)
    # What the program said stands under "answer", which is no column of right answers here.
    assert case.answers == ("1.2万个",)
    assert read_answers(table)[0].retrieved[0].text == "泊位1.2万个"


def test_cases_and_their_answers_are_written_for_ragas_and_come_back(tmp_path: Path) -> None:
    case = Case(
        id="c1", question="三大物流园？", must_all=("城陵矶", "汨罗"), docs=("p",), type="list", trap_wrong=("常德",)
    )  # fmt: skip
    passage = RetrievedPassage(document="p", title="", section=[], page=None, start=0, end=2, text="园区", score=1)
    row = Row(
        id="c1", seconds=1, question=case.question, standalone_question="", status="answered", answer="城陵矶", retrieved=[passage]
    )  # fmt: skip
    path = tmp_path / "out.ragas.jsonl"
    write_ragas(path, [case], {"c1": row})
    written = json.loads(path.read_text("utf-8"))
    assert (written["user_input"], written["reference"]) == ("三大物流园？", "城陵矶；汨罗")
    assert (written["response"], written["retrieved_contexts"]) == ("城陵矶", ["园区"])
    assert read_cases(path) == [case]
    assert read_answers(path)[0].answer == "城陵矶"


def test_samples_without_answers_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match=r"holds no answers \(1 samples without response\)"):
        read_answers(_lines(tmp_path, TURNS))
