"""What a text prints: its figures with the year, the clause and the direction each belongs to."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.evidence import unit_spans
from assistant.llm.numerals import in_digits
from ingest.figures import Figure, find_figures
from ingest.period import five_year_period
from ingest.sentences import Span, clause_spans

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d{2}(?![\d.])")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:[-—–~～至到]|to|through)+\s*((?:19|20)\d{2})(?!\d)")
_FIVE_YEARS = re.compile(
    r"[“\"]?([一二三四五六七八九十]{1,3})五[”\"]?(?=规划|计划|纲要|时期|期间|末|以来|发展|主要|的|，)|[“\"][一二三四五六七八九十]{1,3}五[”\"]"
)
_BASE = re.compile(r"(?:比|较|与|同|以|相比于?|相对于?|在|compared (?:with|to)|from)\s*$", re.IGNORECASE)
_FALLS = re.compile(
    r"下降|降低|减少|削减|压减|缩减|降至|降到|回落|降幅|压缩|减排|fall|declin|decreas|reduc|lower|cut", re.IGNORECASE
)
_RISES = re.compile(r"增长|提高|提升|增加|上升|新增|增至|增幅|增速|扩大|rise|ris|grow|increas", re.IGNORECASE)
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2}")
FILLING = "到|至|达到|达|为|实现|力争|年|底|末|以上|以下|左右|以内|超过|突破|不低于|不超过|提高|增加|增长|下降|稳定在|保持在|控制在|将|要|的|目标|是"
_EACH = "分别|各自|依次"
# Units in which one quantity may be printed, with their size in the smaller one.
_SAME: dict[str, tuple[str, float]] = {
    "公里": ("米", 1e3),
    "千米": ("米", 1e3),
    "平方公里": ("平方米", 1e6),
    "平方千米": ("平方米", 1e6),
    "公顷": ("平方米", 1e4),
    "吨": ("公斤", 1e3),
    "千克": ("公斤", 1.0),
    "千瓦": ("瓦", 1e3),
    "兆瓦": ("瓦", 1e6),
    "千瓦时": ("瓦时", 1e3),
    "工作日": ("个工作日", 1.0),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of a text; `years` are those it may belong to, empty where the text gives none.

    `clause` and `sentence` are the words round it (`bare_clause` without a subject borrowed from before), `name` the one of several things it belongs to where they are listed
    before "分别". `beside` is a figure right behind it ("8座220千伏变电站"). `carried` is the year of an earlier sentence.
    """

    figure: Figure
    years: frozenset[int]
    carried: int | None
    clause: str
    bare_clause: str
    sentence: str
    name: str
    names: tuple[str, ...]
    beside: Figure | None
    falls: bool
    rises: bool


def years_in(text: str, periods: bool = True) -> set[int]:
    """Return the calendar years a converted text prints, with those inside ranges and, if `periods`, five-year periods."""
    taken = [(figure.start, figure.end) for figure in find_figures(text)]
    found = {int(m.group()) for m in _YEAR.finditer(text) if not any(s <= m.start() < e for s, e in taken)}
    for match in _RANGE.finditer(text):
        found.update(range(int(match[1]), min(int(match[2]), int(match[1]) + 30) + 1))
    return found | five_years(text) if periods else found


def five_years(text: str) -> set[int]:
    """Return the years of the five-year periods a text names."""
    found: set[int] = set()
    for match in _FIVE_YEARS.finditer(text):
        period = five_year_period(match.group().strip('“”"') + "规划")
        if period:
            found.update(range(period[0], period[1] + 1))
    return found


# A range or a limit may be rough besides ("控制在5%左右"), which its comparator does not say.
_ROUGH = re.compile(r"左右|上下|[约近]")


def same_figure(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are one quantity with one bound, however they are printed."""
    if one.unit == other.unit == "比":
        return re.sub(r"\s", "", one.text) == re.sub(r"\s", "", other.text) and one.comparator == other.comparator
    unit, size = _SAME.get(one.unit, (one.unit, 1.0))
    other_unit, other_size = _SAME.get(other.unit, (other.unit, 1.0))
    pairs = ((one.low, other.low), (one.high, other.high))
    return (
        unit == other_unit
        and one.comparator == other.comparator
        and bool(_ROUGH.search(one.text)) == bool(_ROUGH.search(other.text))
        and all(
            abs(mine * one.scale * size - theirs * other.scale * other_size)
            <= 1e-9 * max(1.0, abs(mine * one.scale * size))
            for mine, theirs in pairs
        )
    )


@lru_cache(maxsize=512)
def printed(text: str, headings: Collection[str] = (), english: bool = False) -> tuple[Printed, ...]:
    """Return the figures of a text as it stands."""
    converted = in_digits(text, english)
    figures = [_with_bound(figure, converted) for figure in find_figures(converted)]
    found: list[Printed] = []
    carried: int | None = None
    for span in unit_spans(converted, headings):
        sentence = converted[span.start : span.end]
        clauses = _clauses(sentence, [(f.start - span.start, f.end - span.start) for f in figures])
        for figure in figures:
            if span.start <= figure.start < span.end:
                place = figure.start - span.start
                inside = next((c for c in clauses if c.start <= place < c.end), Span(0, len(sentence)))
                clause = _with_subject(sentence, inside, clauses)
                names = _listed_before(sentence, place, [f.start - span.start for f in figures])
                beside = next((f for f in figures if f.start == figure.end), None)
                before = sentence[: place + 1]
                near = re.split(r"[，,；;。：:]", before)[-1]
                found.append(
                    Printed(
                        figure=figure,
                        years=_years_of(sentence, place, clauses),
                        carried=carried,
                        clause=clause,
                        bare_clause=sentence[inside.start : inside.end],
                        sentence=sentence,
                        name=names.get(place, ""),
                        names=tuple(names.values()),
                        beside=beside,
                        falls=bool(_FALLS.search(near)),
                        rises=bool(_RISES.search(near)),
                    )
                )
        years = [int(match.group()) for match in _YEAR.finditer(sentence)]
        carried = years[-1] if years else carried
    return tuple(found)


def _with_bound(figure: Figure, text: str) -> Figure:
    """Return a ratio with the bound printed behind it ("3:1以上")."""
    bound = {"以上": "at_least", "以下": "at_most", "左右": "about"}.get(text[figure.end : figure.end + 2])
    return replace(figure, comparator=bound) if bound and figure.unit == "比" else figure


def _clauses(sentence: str, figures: list[tuple[int, int]]) -> list[Span]:
    """Cut a sentence into clauses; a row of a table stays whole, things listed with a figure each are cut apart."""
    if "；" in sentence.rstrip("；;。"):
        return [Span(0, len(sentence))]
    cut: list[Span] = []
    for clause in clause_spans(sentence):
        start = clause.start
        whole = sentence[clause.start : clause.end]
        for match in [] if re.search(_EACH, whole) else re.finditer("[、（(]", whole):
            place = clause.start + match.start()
            if any(start <= begin < place for begin, _ in figures):
                cut.append(Span(start, place + 1))
                start = place + 1
        cut.append(Span(start, clause.end))
    return cut


def _with_subject(sentence: str, inside: Span, clauses: list[Span]) -> str:
    """Return a clause together with the one before it where it holds a figure and no subject ("到2025年达到25%")."""
    clause = sentence[inside.start : inside.end]
    place = clauses.index(inside) if inside in clauses else 0
    if place and not _SUBJECT.search(re.sub(r"[\d.%]+[万亿]*(?:元|个|家|人)?|" + FILLING, " ", clause)):
        return sentence[clauses[place - 1].start : inside.start] + clause
    return clause


def _listed_before(sentence: str, place: int, figures: list[int]) -> dict[int, str]:
    """Match the things listed before "分别" with the figures after it, by their places; {} where they are not as many."""
    each = [match.start() for match in re.finditer(_EACH, sentence[:place])]
    if not each:
        return {}
    end = min((sentence.find(mark, place) for mark in "；;。" if sentence.find(mark, place) > 0), default=len(sentence))
    after = [figure for figure in figures if each[-1] < figure < end]
    for part in reversed(re.split("[，,；;。：:]", sentence[: each[-1]])):
        names = [name.strip() for name in re.split("[、和与及]", part)]
        if len(names) >= 2:
            # Figures beyond those listed for belong to what follows.
            return dict(zip(after, names[-len(after) :] if len(after) < len(names) else names, strict=False))
    return {}


def _years_of(sentence: str, place: int, clauses: list[Span]) -> frozenset[int]:
    """Return the years a figure at a place may belong to: the nearest before it, else the nearest in its clause."""
    taken = [(figure.start, figure.end) for figure in find_figures(sentence)]
    years = [m for m in _YEAR.finditer(sentence) if not any(s <= m.start() < e for s, e in taken)]
    found: set[int] = set()
    for match in reversed([year for year in years if year.start() < place]):
        found.add(int(match.group()))
        if not _BASE.search(sentence[: match.start()]):
            break
    if found:
        for match in _RANGE.finditer(sentence[:place]):
            if int(match[2]) in found:
                found.update(range(int(match[1]), int(match[2]) + 1))
        return frozenset(found | five_years(sentence[:place]))
    clause = next((c for c in clauses if c.start <= place < c.end), Span(0, len(sentence)))
    after = [int(year.group()) for year in years if place < year.start() < clause.end]
    return frozenset(after[:1]) | frozenset(five_years(sentence[:place]))


def default_years(headings: str, first: int | None, last: int | None, review: bool) -> set[int]:
    """Return the years an undated figure may belong to by where it stands: its headings, else its plan's last year."""
    found = years_in(in_digits(headings))
    if review:
        return found | (set(range(first - 5, first)) if first else set())
    return found | ({last} if last else set())
