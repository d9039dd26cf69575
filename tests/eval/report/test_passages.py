from assistant.answer import RetrievedPassage
from eval.report.passages import Passages


def _passage(number: int, text: str) -> RetrievedPassage:
    return RetrievedPassage(
        document="plan",
        title="规划",
        section=["第一章"],
        page=1,
        start=number,
        end=number + len(text),
        text=text,
        score=0.5,
    )


def test_a_passage_found_by_many_questions_is_kept_once() -> None:
    passages = Passages()
    assert passages.add(_passage(0, "甲"), whole=False) == passages.add(_passage(0, "甲"), whole=True)
    assert len(passages.table()) == 1


def test_a_passage_whose_text_was_changed_is_another_one() -> None:
    passages = Passages()
    assert passages.add(_passage(0, "甲"), whole=False) != passages.add(_passage(0, "乙"), whole=False)


def test_many_long_passages_are_cut_but_not_those_that_were_cited() -> None:
    passages = Passages()
    cited = passages.add(_passage(0, "引" * 1500), whole=True)
    for number in range(1, 7_000):
        passages.add(_passage(number, "字" * 1500), whole=False)
    table = passages.table()
    assert len(table[cited][3]) == 1500
    assert not table[cited][4]
    assert table[1][4]
    assert sum(len(row[3].encode()) for row in table) <= 4_000_000


def test_few_passages_are_kept_whole() -> None:
    passages = Passages()
    passages.add(_passage(0, "字" * 1000), whole=False)
    assert passages.table()[0][3:] == ["字" * 1000, False]
