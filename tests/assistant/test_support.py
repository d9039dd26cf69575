"""How much of a question a text speaks of."""

from assistant.support import Sought
from vectorstore.question_words import Term


def test_an_alternative_stands_only_for_the_words_it_means() -> None:
    sought = Sought.of([Term("教育", 3.0), Term("经费", 3.0), Term("gdp", 2.0), Term("地区生产总值", 2.0, ("GDP",))])
    assert sought.share("地区生产总值达到一千亿元") < 0.3
    assert sought.share("教育经费占地区生产总值") > 0.9


def test_single_characters_weigh_little() -> None:
    sought = Sought.of([Term("的", 4.0), Term("港口", 4.0)])
    assert sought.share("扩建港口") > 0.7


def test_the_best_place_counts_and_headings_count_less() -> None:
    sought = Sought.of([Term("港口", 4.0)])
    assert sought.share("扩建", "港口建设", worth=(1.0, 0.6)) == 0.6
    assert sought.share("港口", "港口建设", worth=(1.0, 0.6)) == 1.0


def test_what_another_wording_says_is_no_longer_sought() -> None:
    sought = Sought.of([Term("gdp", 4.0), Term("港口", 2.0), Term("地区生产总值", 2.0, ("gdp",))])
    assert [term.word for term in sought.without("地区生产总值达到9亿元").terms] == ["港口"]
    assert [term.word for term in sought.without("港口吞吐量翻番").terms] == ["gdp"]
