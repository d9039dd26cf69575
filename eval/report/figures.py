"""The figures of a run as tables show them: measures, groups of cases, causes of failure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from eval.cases import EARLIER_TYPES, TYPES
from eval.finished_run import FinishedRun
from eval.intervals import wilson
from eval.measures.catalogue import COSTS, MEASURES
from eval.report.cause_words import CAUSES
from eval.report.outcome import Outcome, counts
from eval.report.words import PERSONA_NAMES, TYPE_NAMES, Both, name_of
from eval.score import Figure, Score

# What tables of groups show beside the share of right answers, as far as the run has it.
_OF_GROUPS = ("fact", "citation_right", "figures_verified", "refusal_right", "hit@5")
_SECONDS = "seconds"
_OF_RANKING = ("mrr", "ndcg")


class Group(NamedTuple):
    """The cases of one type, document or persona: how they came out, and their figures by measure."""

    key: str
    title: Both
    n: int
    right: Figure
    counts: dict[Outcome, int]
    figures: dict[str, Figure]


class Cause(NamedTuple):
    """A cause of failure: its code, what it means, and the cases it befell."""

    code: str
    title: Both
    about: Both
    ids: tuple[str, ...]


class Taken(NamedTuple):
    """A measure as a run took it."""

    name: str
    title: Both
    about: Both
    more_is_better: bool
    figure: Figure

    @property
    def is_share(self) -> bool:
        """Tell whether the measure lies between 0 and 1."""
        return self.name not in COSTS

    def written(self, value: float) -> str:
        """Write a value of this measure as people read it."""
        return written(self.name, value)


def percent(value: float, digits: int = 1) -> str:
    """Write a share as people read it."""
    return f"{100 * value:.{digits}f}%"


def written(measure: str, value: float) -> str:
    """Write a value of a measure with its unit."""
    if measure == _SECONDS:
        return f"{value:.3g} s"
    if measure in COSTS:
        return f"{value:.4g}"
    if any(name in measure for name in _OF_RANKING):
        return f"{value:.3f}"
    return percent(value)


def right_share(scores: Iterable[Score]) -> Figure:
    """Return the share of cases that passed."""
    passed = [score.passed for score in scores]
    if not passed:
        return Figure(mean=0.0, low=0.0, high=0.0, n=0)
    low, high = wilson(sum(passed), len(passed))
    return Figure(mean=sum(passed) / len(passed), low=low, high=high, n=len(passed))


def title_of(measure: str) -> Both:
    """Return the short name of a measure: what stands before the colon of what it says."""
    known = MEASURES.get(measure)
    if not known:
        return Both(measure, measure)
    en = known.en.partition(": ")[0]
    return Both(known.zh.partition("：")[0], en[:1].upper() + en[1:])


def about_of(measure: str) -> Both:
    """Return what a measure says beyond its short name."""
    known = MEASURES.get(measure)
    return Both(known.zh.partition("：")[2], known.en.partition(": ")[2]) if known else Both("", "")


def taken(figures: Mapping[str, Figure]) -> list[Taken]:
    """Return the measures of a run in the order reports show them, those that nothing describes last."""
    names = [*(name for name in MEASURES if name in figures), *(name for name in figures if name not in MEASURES)]
    return [_taken(name, figures[name]) for name in names]


def _taken(name: str, figure: Figure) -> Taken:
    known = MEASURES.get(name)
    return Taken(name, title_of(name), about_of(name), known.more_is_better if known else True, figure)


def of_groups(run: FinishedRun) -> list[Taken]:
    """Return the measures that tables of groups show."""
    return [measure for measure in taken(run.summary.overall) if measure.name in _OF_GROUPS]


def by_type(run: FinishedRun) -> list[Group]:
    """Return the groups of cases of one type, in the order of the catalogue of types."""
    order = {name: place for place, name in enumerate(TYPES)}
    groups = _groups(run.scores, lambda score: (score.type,), run.summary.types, type_title)
    return sorted(groups, key=lambda group: order.get(EARLIER_TYPES.get(group.key, group.key), len(order)))


def by_document(run: FinishedRun, titles: Mapping[str, str]) -> list[Group]:
    """Return the groups of cases about one document, largest first."""
    groups = _groups(
        run.scores,
        lambda score: score.documents,
        run.summary.documents,
        lambda key: Both(titles.get(key, key), titles.get(key, key)),
    )
    return sorted(groups, key=lambda group: (-group.n, group.key))


def by_persona(run: FinishedRun) -> list[Group]:
    """Return the groups of cases of one persona."""
    return _groups(
        run.scores, lambda score: (score.persona,), run.summary.personas, lambda key: name_of(PERSONA_NAMES, key)
    )


def type_title(key: str) -> Both:
    """Return the name of a type of case, in its earlier form too."""
    return name_of(TYPE_NAMES, EARLIER_TYPES.get(key, key))


def _groups(
    scores: Iterable[Score],
    keys: Callable[[Score], Iterable[str]],
    figures: Mapping[str, dict[str, Figure]],
    title: Callable[[str], Both],
) -> list[Group]:
    members: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        for key in keys(score):
            members[key].append(score)
    return [
        Group(key, title(key), len(held), right_share(held), counts(held), figures.get(key, {}))
        for key, held in members.items()
    ]


def causes(scores: Iterable[Score]) -> list[Cause]:
    """Return the causes of failure, the most frequent first."""
    ids: dict[str, list[str]] = defaultdict(list)
    for score in scores:
        for code in dict.fromkeys(failure.code for failure in score.failures):
            ids[code].append(score.id)
    found = [
        Cause(code, *CAUSES.get(code, (Both(code, code), Both("", ""))), tuple(cases)) for code, cases in ids.items()
    ]
    return sorted(found, key=lambda cause: (-len(cause.ids), cause.code))
