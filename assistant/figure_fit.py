"""Judge how well a figure of a sentence is the one a question asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asked_measure import CHANGES, Measure, dimension_of
from assistant.cells import words_of_cell
from assistant.contrasts import contradicts
from assistant.evidence import Unit
from assistant.figure_place import words_of
from assistant.indicators import inside, measured_noun, prints_measured, prints_telling, speaks_of, whole_of_share
from assistant.support import Sought
from assistant.time_named import tense_of, years_of
from ingest.figures import Figure

_PER = re.compile(
    r"每(?:[一十百千万]|个|名|位|户|平方|万元|人)|人均|户均|(?:单位|万元)(?:GDP|地区|国内|工业)|平均(?:每|一个)"
)
_ASKS_PER = re.compile(
    r"每(?!年|月|天)|人均|户均|单位(?:GDP|地区|国内|工业)|平均|个人|一个|居民|老百姓|百姓|群众|家庭|大家"
)
# What a figure is a share of, or is reckoned by, is not what it measures.
_OF_WHICH = r"(?:占(?:全市|全省|全国|同期|当年|地方)?|单位|[万亿]元|与|每(?:单位|万元|亿元)?|相当于(?:全市|全省|全国)?)"
# "高于全市3个百分点" is a distance from something else.
_AGAINST = re.compile(r"(?:高于|低于|快于|慢于|高出|低出|领先于?|好于|多于|少于)[^，；。,;]*$")
# What a whole region has, and the parts of one that have it too.
_OF_REGION = re.compile(
    r"生产总值|GDP|固定资产投资|预算收入|财政总?收入|消费品零售|进出口|可支配收入|工业增加值|城镇化率|失业率|城镇新增就业"
)
_PART = re.compile(r"新区|高新区|经开区|开发区|园区|县域|组团|自贸(?:试验)?区|保税区")
_WHOLE = re.compile(r"全[市省区县国州]|我[市省]")
_FALLS = re.compile(r"下降|降低|减少|下滑|回落")
_GROWS = re.compile(r"增长|提高|增加|上升|提升")
_PER_YEAR = re.compile(r"年均|[三四五六七八九十两]年来|累计")
_STAGE = re.compile(r"(?<!第)([一二三四五六七八九\d]{1,2}(?:期(?!间|末|内|限)|号线|标段))")
_OPENING = 40
# A sentence speaks of something when it holds so much of it; a figure's own words must then hold a little.
_MOST, _SOME = 0.5, 0.3
_RISES = re.compile(r"(?:增长|增加|提高|提升|下降|降低|减少|增幅|增速|降幅)(?!到|至|为)[^\d到至]{0,4}$")


@dataclass(frozen=True, slots=True)
class Fit:
    """A figure that may answer; `share` is how much of the question the words it belongs to hold."""

    figure: Figure
    words: str
    share: float


def best_fit(
    unit: Unit, figures: Sequence[Figure], question: str, indicator: str, measure: Measure, sought: Sought
) -> Fit | None:
    """Return that of some figures of a sentence that fits a question best, None where none may answer it."""
    sentence = unit.text
    heading = " ".join(unit.passage.section)
    whole = whole_of_share(question)
    if not _speaks_of_it(unit, indicator, sought):
        return None
    measured = "" if indicator else measured_noun(question)
    if measured and not prints_measured(measured, sought, sentence, heading):
        return None
    if _is_of_another_stage(question, f"{sentence} {heading}"):
        return None
    if whole and not prints_telling(inside(whole, sought), f"{sentence} {heading}"):
        return None
    best: Fit | None = None
    for figure in figures:
        if not measure.fits(figure):
            continue
        words = words_of_cell(unit, figure) or words_of(figure, _beside(figure, figures), sentence)
        if not _may_answer(question, measure, figure, words, sentence, heading):
            continue
        if _is_of_part(question, indicator, unit, figure):
            continue
        if not _is_of(indicator, question, words, sentence, heading, sought):
            continue
        share = sought.share(words, sentence, heading, worth=(1.0, 0.5, 0.45))
        if best is None or share > best.share + 1e-9:
            best = Fit(figure, words, share)
    return best


def _beside(figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that part a sentence round one of them: "两个" and its like are mostly words beside a figure in digits."""
    return [other for other in figures if other is figure or re.search(r"\d", other.text)]


def _is_of_another_stage(question: str, text: str) -> bool:
    """Tell whether a text speaks only of other stages or lines of a thing than the one asked about (一期 for 二期)."""
    asked = set(_STAGE.findall(question))
    found = set(_STAGE.findall(text))
    return bool(asked and found) and not asked & found


def _speaks_of_it(unit: Unit, indicator: str, sought: Sought) -> bool:
    return not indicator or speaks_of(indicator, sought, unit.text, " ".join(unit.passage.section))


def _is_of(indicator: str, question: str, words: str, sentence: str, heading: str, sought: Sought) -> bool:
    """Tell whether the words of a figure, or the heading above it, are about what is measured, where its sentence is.

    What a share is a share of is only named: "占GDP比重" gives no GDP.
    """
    if indicator:
        names = [indicator, *(term.word for term in sought.terms if term.optional)]
        for name in names:
            of_it = rf"{_OF_WHICH}{re.escape(name)}"
            if name in words and not re.search(of_it, question):
                words = re.sub(of_it, "", words)
        sought = inside(indicator, sought)
        if not prints_telling(sought, f"{sentence} {heading}"):
            return False
    if not sought.total or sought.share(sentence) < _MOST:
        return True
    return sought.share(words, heading, worth=(1.0, 0.6)) >= _SOME


def _is_of_part(question: str, indicator: str, unit: Unit, figure: Figure) -> bool:
    """Tell whether a figure is that of a new area or a park, where the figure of the whole region is asked for."""
    if not _OF_REGION.search(indicator) or _PART.search(question):
        return False
    text = unit.passage.text
    line = text[text.rfind("\n", 0, unit.start) + 1 : unit.start] + unit.text[: figure.start]
    parts = [match.end() for match in _PART.finditer(line)]
    whole = max((match.end() for match in _WHOLE.finditer(line)), default=0)
    # Only what opens the paragraph or stands in the sentence is its subject.
    return any(end > whole and (end <= _OPENING or end > len(line) - figure.start) for end in parts)


def _of_one_past_year(question: str) -> bool:
    return len(years_of(question)) == 1 and tense_of(question) != "target"


def _may_answer(question: str, measure: Measure, figure: Figure, words: str, sentence: str, heading: str) -> bool:
    before = words[: words.find(figure.text)] if figure.text in words else words
    if measure.change and not CHANGES.search(words):
        return False
    if measure.change and _PER_YEAR.search(words) and not _PER_YEAR.search(question) and _of_one_past_year(question):
        return False
    if measure.change and _FALLS.search(question) and not _GROWS.search(question) and not _FALLS.search(words):
        return False
    if _AGAINST.search(before) and not re.search(r"[高低快慢多少]于|高出|差距|相差|[高低快慢多少]多少", question):
        return False
    if _PER.search(question) and not _PER.search(sentence):
        return False
    if re.search(r"人均|每[千万百]", words) and not _ASKS_PER.search(question):
        return False
    # "提高10%" says by how much, not what is reached.
    rises = bool(_RISES.search(before))
    if rises and not measure.change and dimension_of(figure) == "share" and "率" in question and "率" in words:
        return False
    return not contradicts(question, words, f"{sentence} {heading}")
