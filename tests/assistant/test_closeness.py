"""Which sentence of a passage a question is about, and how sure an answer is."""

from assistant.asked_thing import named, things_asked, times_named
from assistant.certainty import Grounds, certainty
from assistant.closeness import closeness
from assistant.definitions import explains
from assistant.support import Sought
from vectorstore.question_words import Term

_NOTHING = Grounds(0, 0, 0, 0, 0, 0, 0, 0, 0, -7)
_ALL = Grounds(1, 1, 1, 0.5, 0.3, 1, 1, 1, 1, 3)


def test_words_that_every_sentence_holds_tell_nothing() -> None:
    sentences = ["云湖公园位于城东。", "云湖公园每年接待游客百万。", "建成于去年。"]
    sought = Sought((Term("云湖公园", 4.0), Term("接待", 1.0), Term("游客", 1.0)))
    near = closeness("云湖公园接待多少游客", "云湖公园接待游客", "figure", sought, sentences)
    assert near[1] == max(near)
    assert near[1] > near[0]


def test_a_sentence_that_holds_nothing_of_the_question_is_unsure() -> None:
    for kind in ("figure", "entity"):
        assert certainty(_NOTHING, kind) < 0.1 < 0.9 < certainty(_ALL, kind)


def test_the_sort_of_thing_asked_for_is_read_from_behind_the_asking_word() -> None:
    assert things_asked("从哪个水库引水？") == ("水库",)
    assert things_asked("要修哪几条高速？") == ("高速",)
    assert named("从哪个水库引水？", "加快青龙山水库供水工程") == 1.0
    assert named("从哪个水库引水？", "加快供水工程") == 0.0
    assert times_named("有哪几种评估？", "开展年度评估、中期评估和总结评估") == 3


def test_a_row_right_before_a_counted_term_explains_it() -> None:
    assert explains("三图统一", "探索总体规划、专项规划和土地规划“三图统一”") == 1.0
    assert explains("三图统一", "探索“三图统一”") == 0.0
