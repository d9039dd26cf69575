"""Sets made elsewhere, asked and judged: a file of paragraphs, answers of another program, articles of law."""

import json
from pathlib import Path

import pytest

from eval.answering import Row
from eval.errors import EvalError, UnreadableCases
from eval.outside import articles, spans
from eval.outside.figures import as_data, markdown
from vectorstore.embed import bundled

PARAGRAPH = "青溪县位于云岭东麓。全县面积为1200平方公里，人口30万人。县城建于1953年，由工程师林远设计。"
ASKED = [("q1", "青溪县人口有多少？", "30万人"), ("q2", "县城由谁设计？", "林远")]


def _squad(folder: Path) -> Path:
    qas = [{"id": name, "question": question, "answers": [{"text": answer}]} for name, question, answer in ASKED]
    path = folder / "set.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": PARAGRAPH, "qas": qas}]}]}), encoding="utf-8")
    return path


def test_questions_are_answered_and_judged(tmp_path: Path) -> None:
    found = spans.squad(_squad(tmp_path), lambda text: None)
    assert [one.id for one in found] == ["q1", "q2"]
    assert (found[0].given, found[0].exact, found[0].f1) == ("30万人", 1.0, 1.0)
    em, f1, overlap = spans.figures(found)
    assert em.n == 2
    assert em.mean <= f1.mean <= overlap.mean
    assert len(spans.lines(found).splitlines()) == 2
    assert "| EM (CMRC) | 2 |" in markdown("set", [em])
    assert as_data("set", [em])["figures"][0]["n"] == 2


def test_only_so_many_are_asked(tmp_path: Path) -> None:
    assert len(spans.squad(_squad(tmp_path), lambda text: None, first=1)) == 1


@pytest.mark.parametrize(
    ("key", "shown", "given"), [("林远", True, "林远"), ("", True, "由林远设计。"), ("", False, "")], ids=str
)
def test_what_the_program_would_not_show_is_no_answer(key: str, shown: bool, given: str) -> None:
    assert spans.given_in(Row("q", "？", ("林远",), "由林远设计。", True, shown, True, key, 0.0)) == given


def test_answers_of_another_program_are_judged_and_a_missing_one_is_wrong(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"q1": "人口30万人"}', encoding="utf-8")
    one, two = spans.predictions(_squad(tmp_path), answers)
    assert (one.exact, two.exact, two.f1) == (0.0, 0.0, 0.0)
    # "30" and each Chinese character count: 3 of 5 given, 3 of 3 wanted.
    assert one.f1 == pytest.approx(2 * 3 / (5 + 3))


@pytest.mark.parametrize("text", ["[]", '{"q9": "别的"}', "{"])
def test_answers_to_other_questions_are_refused(tmp_path: Path, text: str) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableCases, match="expected"):
        spans.predictions(_squad(tmp_path), answers)


def test_nothing_asked_has_no_mean() -> None:
    with pytest.raises(EvalError, match="no question"):
        spans.figures([])


def test_articles_of_law_are_found_and_judged(tmp_path: Path) -> None:
    laws = [
        {"id": 1, "name": "灌溉法第一条", "text": "灌溉用水应当节约。"},
        {"id": 2, "name": "灌溉法第二条", "text": "水库由县级人民政府管理，渠道由乡镇管理。"},
        {"id": 3, "name": "港口法第一条", "text": "港口应当公布吞吐能力。"},
    ]
    asked = [{"id": 0, "question": "水库由谁管理？", "relevant": [2]}, {"id": 1, "question": "没有？", "relevant": [9]}]
    for name, rows in (("articles", laws), ("questions", asked)):
        (tmp_path / f"stard-{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = articles.stard(tmp_path, bundled(), lambda text: None)
    figures = {figure.name: figure for figure in articles.figures(found)}
    assert found.left_out == 1
    assert (figures["recall@1"].mean, figures["MRR"].mean, figures["MRR"].n) == (1.0, 1.0, 1)
    assert {"recall@1", "recall@3", "recall@5", "recall@10", "recall@20", "MRR", "nDCG@10"} == set(figures)
