"""Judge how well a figure of a sentence is the one a question asks for."""

import re
from dataclasses import dataclass

from assistant.asked_measure import CHANGES, Measure, dimension_of
from assistant.contrasts import contradicts
from assistant.evidence import Unit
from assistant.figure_place import words_of
from assistant.indicators import speaks_of
from assistant.support import Sought
from ingest.figures import Figure

_PER = re.compile(
    r"每(?:[一十百千万]|个|名|位|户|平方|万元|人)|人均|户均|(?:单位|万元)(?:GDP|地区|国内|工业)|平均(?:每|一个)"
)
_ASKS_PER = re.compile(
    r"每(?!年|月|天)|人均|户均|单位(?:GDP|地区|国内|工业)|平均|个人|一个|居民|老百姓|百姓|群众|家庭|大家"
)
_RISES = re.compile(r"(?:增长|增加|提高|提升|下降|降低|减少|增幅|增速|降幅)(?!到|至|为)[^\d到至]{0,4}$")


@dataclass(frozen=True, slots=True)
class Fit:
    """A figure that may answer; `share` is how much of the question the words it belongs to hold."""

    figure: Figure
    words: str
    share: float


def best_fit(unit: Unit, question: str, indicator: str, measure: Measure, sought: Sought) -> Fit | None:
    """Return the figure of a sentence that fits a question best, None where none may answer it."""
    sentence = unit.text
    figures = unit.figures if _speaks_of_it(unit, indicator, sought) else []
    heading = " ".join(unit.passage.section)
    best: Fit | None = None
    for figure in figures:
        if not measure.fits(figure):
            continue
        words = words_of(figure, figures, sentence)
        if not _may_answer(question, measure, figure, words, sentence, heading):
            continue
        share = sought.share(words, sentence, heading, worth=(1.0, 0.5, 0.45))
        if best is None or share > best.share + 1e-9:
            best = Fit(figure, words, share)
    return best


def _speaks_of_it(unit: Unit, indicator: str, sought: Sought) -> bool:
    return not indicator or speaks_of(indicator, sought, unit.text, " ".join(unit.passage.section))


def _may_answer(question: str, measure: Measure, figure: Figure, words: str, sentence: str, heading: str) -> bool:
    if measure.change and not CHANGES.search(words):
        return False
    if _PER.search(question) and not _PER.search(sentence):
        return False
    if re.search(r"人均|每[千万百]", words) and not _ASKS_PER.search(question):
        return False
    # "提高10%" says by how much, not what is reached.
    rises = bool(_RISES.search(words[: words.find(figure.text)] if figure.text in words else words))
    if rises and not measure.change and dimension_of(figure) == "share" and "率" in question and "率" in words:
        return False
    return not contradicts(question, words, f"{sentence} {heading}")
