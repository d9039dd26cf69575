"""Whether the figures of an answer are those asked for, and whether the cited passages print them."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.answer import AnswerFigure
from eval.canonical import SIZES, says
from ingest.figures import find_figures
from vectorstore.tokens import normalise

_MARK = re.compile(r"\[\d{1,2}\]")
_TITLE = re.compile("《[^》]*》")
_PARTED = re.compile(r"^(?P<number>[\d.,]+)(?P<unit>\D+)$")


class Quantity(NamedTuple):
    """A figure in base units, the low end of a range with its high end; what bounds it is left out."""

    low: float
    high: float
    unit: str


def quantities(text: str) -> list[Quantity]:
    """Return the figures a text prints, each once, in order; marks of citations and titles of plans hold none."""
    even = normalise(_TITLE.sub(" ", _MARK.sub("", text)))
    found = []
    for figure in find_figures(even):
        unit, size = SIZES.get(figure.unit, (figure.unit, "1"))
        factor = figure.scale * float(size)
        found.append(Quantity(_rounded(figure.low * factor), _rounded(figure.high * factor), unit))
    return list(dict.fromkeys(found))


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")


def same(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are one quantity; a unit that is not printed may be any."""
    return one[:2] == other[:2] and (one.unit == other.unit or not one.unit or not other.unit)


def figure_precision(given: Sequence[Quantity], expected: Sequence[Quantity]) -> float:
    """Return the share of the figures given that are expected, 0 where none is given.

    Precision of a set: Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2008, section 8.3.
    """
    return _share(given, expected)


def figure_recall(given: Sequence[Quantity], expected: Sequence[Sequence[Quantity]]) -> float:
    """Return the share of the expected figures that are given; of several wordings of the answer the best one counts.

    Recall of a set: Manning, Raghavan, Schütze, 2008, section 8.3; the best of several right answers as in SQuAD
    (Rajpurkar et al., 2016).
    """
    return max((_share(wording, given) for wording in expected), default=0.0)


def _share(some: Sequence[Quantity], others: Sequence[Quantity]) -> float:
    return sum(any(same(one, other) for other in others) for one in some) / len(some) if some else 0.0


def expected_figures(facts: Sequence[Sequence[str]]) -> list[list[Quantity]]:
    """Return the figures of a right answer, once for each way of giving it; [] where it needs none.

    Several facts are all wanted; the wordings of a single one are different ways.
    """
    if len(facts) == 1:
        return [found for wording in facts[0] if (found := quantities(wording))]
    together = [figure for wordings in facts for figure in quantities(wordings[0])]
    return [list(dict.fromkeys(together))] if together else []


def figures_verified(answer: str, figures: Sequence[AnswerFigure], cited: Mapping[int, str]) -> float | None:
    """Return the share of an answer's figures that the program calls verified and the cited passage prints, None without any.

    The passage is looked at anew, with another reader of figures than the program's. A figure that the answer prints but the
    program does not list counts as not verified.
    """
    listed = [quantity for figure in figures for quantity in quantities(figure.text)]
    unlisted = [quantity for quantity in quantities(answer) if not any(same(quantity, other) for other in listed)]
    total = len(figures) + len(unlisted)
    if not total:
        return None
    return sum(figure.verified and _prints(cited.get(figure.mark, ""), figure.text) for figure in figures) / total


def _prints(passage: str, figure: str) -> bool:
    """Tell whether a passage prints a figure, in one piece or in a table whose row or column names the unit."""
    parted = _PARTED.match(figure)
    if says(passage, figure) or parted is None:
        return says(passage, figure)
    number, unit = re.escape(parted["number"]), re.escape(parted["unit"])
    in_cell = re.compile(rf"：[≥≤><＞＜]?{number}(?=；|$)")
    named = re.compile(rf"[（(]{unit}[）)]|单位：{unit}(?=；|$)")
    return any(in_cell.search(line) and named.search(line) for line in passage.split("\n"))
