"""Simplified script: what is typed or printed in traditional characters meets what is not."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.period import five_year_period
from ingest.regions import find_counties, find_regions
from ingest.script import is_traditional, simplified


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("衡陽市森林覆蓋率", "衡阳市森林覆盖率"),
        ("臺灣的計畫", "台湾的计划"),
        ("社區衞生、羣眾綫上", "社区卫生、群众线上"),
        ("著力為民，山裡山裏", "着力为民，山里山里"),
        ("前後三個億", "前后三个亿"),
        ("皇后乾坤", "皇后乾坤"),
        ("a\x00陽", "a\x00阳"),
        ("\udcff陽", "\udcff阳"),
    ],
)
def test_traditional_characters_are_folded(printed: str, plain: str) -> None:
    assert simplified(printed) == plain
    assert is_traditional(printed) == (printed != plain)


def test_words_stay_those_of_the_author() -> None:
    assert simplified("市檔案館的資訊") == "市档案馆的资讯"


@given(st.text(alphabet=st.one_of(st.characters(), st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))))
def test_every_character_keeps_its_place(text: str) -> None:
    folded = simplified(text)
    assert len(folded) == len(text)
    assert is_traditional(text) == (folded != text)


def test_regions_periods_and_figures_are_read_in_either_script() -> None:
    assert find_regions("衡陽市與內蒙古自治區") == ["衡阳市", "内蒙古自治区"]
    assert find_counties("衡陽縣人民政府") == ["衡阳县"]
    assert five_year_period("十四五規劃") == (2021, 2025)
    text = "總值達到五年5,500億元左右"
    (figure,) = find_figures(text)
    assert (figure.value, figure.text) == (5.5e11, text[figure.start : figure.end])
    assert figure.text == "5,500億元左右"


def test_the_converter_is_loaded_for_traditional_characters_only() -> None:
    code = (
        "import sys; from ingest.script import simplified\n"
        "simplified('衡阳市2025年 • GDP'); assert 'opencc' not in sys.modules\n"
        "simplified('衡陽'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
