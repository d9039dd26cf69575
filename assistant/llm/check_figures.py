"""Check the figures and years of a sentence against the passages it cites."""

import re
from collections.abc import Sequence

from assistant.evidence import Unit
from assistant.llm.evidence import Evidence
from assistant.llm.numerals import in_digits
from assistant.llm.printed import FILLING, Printed, default_years, printed, same_figure, years_in
from assistant.llm.problem import Asked, Problem
from assistant.support import Sought
from ingest.figures import find_figures
from ingest.numerals import read_numeral

_TITLE = re.compile(r"《[^《》]{2,80}》")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNT = re.compile(
    r"(?<![第两二三四五六七八九十])([两二三四五六七八九十])(?=个|大|项|类|种|方面|条|家|座|处|所|步|片|张|块|批|区|园|县|市|级|方|者)"
)
# What frames a figure says nothing of what it is about; single characters are parts of words as well.
_FRAME = "|".join(word for word in FILLING.split("|") if len(word) > 1)
# Words of less weight than this say nothing of what a figure is about.
_LEAST_WEIGHT = 1.5
# How far another clause of the passage may speak more of what the sentence says than the clause of its figure.
_MARGIN = 0.3
# The same where that clause holds another figure of the same unit.
_RIVAL_MARGIN = 0.1


def figure_problems(text: str, evidence: Sequence[Evidence], asked: Asked) -> list[Problem]:
    """Return what is wrong with the figures of a piece of a sentence."""
    problems: list[Problem] = []
    for mine in printed(text, (), asked.english):
        same = [
            (other, theirs)
            for other in evidence
            for theirs in _of(other)
            if same_figure(mine.figure, theirs.figure) and _beside_the_same(mine, theirs)
        ]
        if not same:
            problems.append(Problem("figure", _verbatim(text, mine, asked)))
            continue
        dated = [(other, theirs) for other, theirs in same if _years_agree(mine, theirs, other, asked)]
        if not dated:
            problems.append(Problem("year", _verbatim(text, mine, asked)))
            continue
        same_way = [
            pair
            for pair in dated
            if not ((mine.falls and _only_rises(pair[1])) or (mine.rises and _only_falls(pair[1])))
        ]
        if not same_way:
            problems.append(Problem("direction", _verbatim(text, mine, asked)))
        elif not asked.english and not _subject_agrees(text, mine, same_way, asked):
            problems.append(Problem("subject", _verbatim(text, mine, asked)))
    return problems


def number_problems(text: str, evidence: Sequence[Evidence], asked: Asked) -> list[Problem]:
    """Return the numbers without unit, the years and the counts of a piece that its passages do not print."""
    text = _TITLE.sub("", text)
    converted = in_digits(text, asked.english)
    whole = in_digits(" ".join(f"{other.text} {other.headings}" for other in evidence))
    allowed = years_in(whole).union(*(_own_years(other, bool(years_in(in_digits(other.text)))) for other in evidence))
    problems = [Problem("year", str(year)) for year in sorted(years_in(converted, periods=False) - allowed)]
    titles = in_digits(" ".join(other.description.title for other in evidence))
    held = _bare(whole) | _bare(titles) | {str(year) for year in allowed}
    if asked.english:
        held |= {f"{p.figure.low * p.figure.scale:.6f}".rstrip("0").rstrip(".") for o in evidence for p in _of(o)}
        held |= set(_NUMBER.findall(whole.replace(",", "")))
    mine = _NUMBER.findall(converted.replace(",", "")) if asked.english else _bare(converted)
    problems += [Problem("number", number) for number in mine if number not in held]
    return [*problems, *_count_problems(str(converted), whole)]


def _bare(text: str) -> set[str]:
    """Return the numbers of a converted text that are no part of a figure with its unit."""
    spans = [(figure.start, figure.end) for figure in find_figures(text)]
    return {m.group() for m in _NUMBER.finditer(text) if not any(s <= m.start() < e for s, e in spans)}


def _count_problems(text: str, whole: str) -> list[Problem]:
    """Return the counts ("三大") that the passages do not print and the piece itself does not enumerate."""
    listed = {
        str(part.count("、") + 1 + len(re.findall("[和及与]", part))) for part in re.split(r"[。；;：:，,]", text)
    }
    listed |= {str(part.count("、") + 1) for part in re.split(r"[。；;：:，,]", text)}
    held = (
        {str(read_numeral(match.group(1))) for match in _COUNT.finditer(whole)} | set(_NUMBER.findall(whole)) | listed
    )
    return [Problem("number", m.group(1)) for m in _COUNT.finditer(text) if str(read_numeral(m.group(1))) not in held]


def _of(evidence: Evidence) -> tuple[Printed, ...]:
    return printed(evidence.text, evidence.passage.section)


def _own_years(evidence: Evidence, dated: bool) -> set[int]:
    """Return the years of a document that a sentence may name although its passage prints no year."""
    first, last = evidence.description.first_year, evidence.description.last_year
    review = Unit(evidence.retrieved, 0, 0, 0.0, 0.0, (), None).in_review
    return set() if dated else default_years(evidence.headings, first, last, review)


def _years_agree(mine: Printed, theirs: Printed, evidence: Evidence, asked: Asked) -> bool:
    """Tell whether a figure of a sentence is of the year that its passage gives it."""
    undated = set(mine.years) or (set(asked.years) if len(asked.years) == 1 else set())
    if not undated:
        return True
    known = set(theirs.years)
    if not known:
        known = {theirs.carried} if theirs.carried else set()
        known |= _own_years(evidence, dated=False)
        if not known:
            return True
    return bool(undated & known)


def _only_rises(printed_figure: Printed) -> bool:
    return printed_figure.rises and not printed_figure.falls


def _only_falls(printed_figure: Printed) -> bool:
    return printed_figure.falls and not printed_figure.rises


def _subject_agrees(text: str, mine: Printed, same: Sequence[tuple[Evidence, Printed]], asked: Asked) -> bool:
    """Tell whether a figure stands in its passage beside the words it stands beside in the sentence."""
    same = [pair for pair in same if not _other_of_a_list(mine, pair[1])]
    if not same:
        return False
    sought = Sought.of(asked.weigh(_words(mine.clause)))
    if sought.total < _LEAST_WEIGHT:
        sought = Sought.of(asked.weigh(_words(text)))
    if sought.total < _LEAST_WEIGHT:
        return True
    found = max(sought.share(theirs.clause, theirs.sentence, worth=(1.0, 0.35)) for _, theirs in same)
    others = [theirs for other, _ in same for theirs in _of(other) if not same_figure(mine.figure, theirs.figure)]
    rivals = [theirs for theirs in others if theirs.figure.unit == mine.figure.unit]
    best = max((sought.share(theirs.clause) for theirs in others), default=0.0)
    best_rival = max((sought.share(theirs.bare_clause) for theirs in rivals), default=0.0)
    return found >= best - _MARGIN and found >= best_rival - _RIVAL_MARGIN


def _beside_the_same(mine: Printed, theirs: Printed) -> bool:
    return mine.beside is None or (theirs.beside is not None and same_figure(mine.beside, theirs.beside))


def _other_of_a_list(mine: Printed, theirs: Printed) -> bool:
    """Tell whether a passage lists several things with their figures, and the sentence gives this one to another thing."""
    if not theirs.name:
        return False
    text = mine.name or mine.clause
    return not _names(text, theirs.name) and any(_names(text, name) for name in theirs.names)


def _names(text: str, name: str) -> bool:
    return name in text or (len(name) > 3 and (name[:3] in text or name[-3:] in text))


def _words(text: str) -> str:
    return re.sub(_FRAME, " ", _NUMBER.sub(" ", text))


def _verbatim(text: str, mine: Printed, asked: Asked) -> str:
    converted = in_digits(text, asked.english)
    start, end = converted.back(mine.figure.start, mine.figure.end)
    return text[start:end]
