"""Tell targets from achieved figures, and which of several documents speaks with more weight."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.contrasts import contradicts
from assistant.evidence import unit_spans
from assistant.figure_place import words_of
from assistant.statements import Statement
from ingest.figures import Figure, find_figures, find_years
from ingest.passage import Description, Passage
from vectorstore.catalog import Listed

Tense = Literal["target", "achieved"]

ADOPTED = "正式"
_REVIEW = re.compile(r"发展基础|回顾|主要成就|发展成就|取得.{0,6}成[就效]|成效|现状|基本情况|过去[一五]年")
_SETS = re.compile(
    r"力争|确保|争取|预期|计划|规划|目标(?!任务)|将|拟|(?:到|至)(?:19|20)\d{2}年|要(?![素求闻点害件道塞])"
)
_DONE = re.compile(
    r"达到了|实现了|完成了|建成了|已(?:经|达|建|完|累计)|增长了|下降了|累计(?:完成|新增|建成)|同比|比上年|突破了|(?:圆满|较好|全面)完成"
)
_MOVES = re.compile(r"增长|增速|增加|提高|下降|降低|减少|占|年均|累计|人均|新增|平均|每")
_NOISE = re.compile(
    r"[\d.,%％]|(?:19|20)\d{2}年|以上|以下|左右|达到|达|突破|超过|不低于|力争|实现|保持|控制|全市|全省|全国|预期|目标|到|在|为|约|是|要|[，。、；：\s“”]"
)
_ALIKE = 0.5
_ROUNDING = 0.005


def weight(described: Description) -> tuple[bool, bool, int, str]:
    """Order documents by authority, the weightier one greater: adopted, no mere interpretation, later."""
    return (
        described.status == ADOPTED,
        "解读" not in f"{described.kind or ''}{described.title}",
        described.last_year or 0,
        described.published or "",
    )


def tense_of_statement(statement: Statement, period: tuple[int | None, int | None]) -> Tense | None:
    """Tell whether a statement sets a target or reports a result, None where it cannot be told.

    A work report sets targets for its own year and reports the one before; a plan sets those of its period.
    """
    text, first = statement.text, period[0]
    section = " ".join(statement.passage.section)
    years = find_years(text)
    if first is not None and years and max(years) < first:
        return "achieved"
    ahead = first is not None and bool(years) and max(years) > first
    if _REVIEW.search(section) and not ahead:
        return "achieved"
    sets, done = bool(_SETS.search(text)), bool(_DONE.search(text))
    if sets != done:
        return "target" if sets else "achieved"
    return "target" if ahead or (not done and re.search(r"目标|指标", section)) else None


def reports_result(text: str) -> bool:
    """Tell whether a sentence by itself says what was done, and sets no target."""
    return bool(_DONE.search(text)) and not _SETS.search(text)


class Told(NamedTuple):
    """A figure that a document gives for what a question asks: the statement, its figure, its year and tense."""

    statement: Statement
    figure: Figure
    words: str
    year: int | None
    tense: Tense | None


def told(statement: Statement, period: tuple[int | None, int | None]) -> Told | None:
    """Return what a statement says in figures, None where no figure of it is the answer."""
    if statement.key is None:
        return None
    sentence = statement.passage.text[statement.quote.start : statement.quote.end]
    figures = find_figures(sentence)
    start, end = statement.key.start - statement.quote.start, statement.key.end - statement.quote.start
    figure = next((f for f in figures if f.start < end and start < f.end), None)
    if figure is None:
        return None
    years = find_years(statement.text) or find_years(sentence[: figure.start])
    tense = tense_of_statement(statement, period)
    # An undated target of a plan is one for its last year; a year looked back on is the one before the first.
    carried = period[1] if tense != "achieved" else (period[0] - 1 if period[0] else None)
    return Told(statement, figure, words_of(figure, figures, sentence), years[-1] if years else carried, tense)


def same_thing(one: Told, other: Told) -> bool:
    """Tell whether two figures measure the same thing: unit, movement and words; their years may differ."""
    return one.tense == other.tense and _same_measure(one.figure, one.words, other.figure, other.words)


def _same_measure(one: Figure, words: str, other: Figure, others: str) -> bool:
    if (one.unit, bool(one.low)) != (other.unit, bool(other.low)):
        return False
    if set(_MOVES.findall(words)) != set(_MOVES.findall(others)):
        return False
    if contradicts(words, others, "") or contradicts(others, words, ""):
        return False
    first, second = _pairs(words), _pairs(others)
    return bool(first and second) and len(first & second) >= _ALIKE * min(len(first), len(second))


def may_tell(one: Told, passages: Iterable[Passage]) -> bool:
    """Tell whether any figure of some passages measures the same thing, which is seen sooner than what they would answer."""
    for passage in passages:
        for span in unit_spans(passage.text, passage.section):
            sentence = passage.text[span.start : span.end]
            figures = find_figures(sentence) if one.figure.unit in sentence else []
            if any(_same_measure(one.figure, one.words, f, words_of(f, figures, sentence)) for f in figures):
                return True
    return False


def differs(one: Told, other: Told) -> bool:
    """Tell whether two figures of the same thing are not the same figure, rounding aside."""
    lows = one.figure.value, other.figure.value
    highs = one.figure.high * one.figure.scale, other.figure.high * other.figure.scale
    return any(abs(a - b) > _ROUNDING * max(abs(a), abs(b), 1e-9) for a, b in (lows, highs))


def _pairs(words: str) -> set[str]:
    plain = _NOISE.sub("", words)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


@dataclass(frozen=True, slots=True)
class Voices:
    """What several documents of one region say: the statements to give, weightiest first, and what else to mention.

    `disagree` tells that they give different figures for one year; `other_years` are years for which other documents
    give other figures.
    """

    statements: tuple[Statement, ...]
    disagree: bool = False
    other_years: tuple[int, ...] = ()


def weighed(
    statements: Sequence[Statement], rivals: Iterable[Statement], documents: Mapping[str, Listed], dated: bool
) -> Voices:
    """Set the statements of an answer beside those that other documents of the same region would answer with."""

    def authority(found: Told) -> tuple[bool, bool, int, str]:
        return weight(documents[found.statement.passage.document].description)

    plain = Voices(tuple(statements))
    mine = told_by(statements[0], documents) if statements else None
    if mine is None:
        return plain
    others = [found for rival in rivals if (found := told_by(rival, documents)) and same_thing(mine, found)]
    against = [found for found in others if found.year == mine.year and mine.year and differs(mine, found)]
    if against:
        both = sorted([mine, max(against, key=authority)], key=authority, reverse=True)
        return Voices(tuple(found.statement for found in both), disagree=True)
    agreeing = [found for found in others if found.year == mine.year and mine.year and not differs(mine, found)]
    best = max([mine, *agreeing], key=authority)
    if best is not mine and authority(best)[:2] > authority(mine)[:2]:
        # The same figure stands in a document of more weight.
        return Voices((best.statement,))
    if dated:
        return plain
    years = sorted({found.year for found in others if found.year and found.year != mine.year and differs(mine, found)})
    return Voices(plain.statements, other_years=tuple(years))


def told_by(statement: Statement, documents: Mapping[str, Listed]) -> Told | None:
    """Return what a statement says in figures, in the period of its document."""
    described = documents[statement.passage.document].description
    return told(statement, (described.first_year, described.last_year))
