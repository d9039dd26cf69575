"""Sum up the judgements of a run: means with intervals, over all cases and by type, document and persona."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from eval.failures import NO_ANSWER
from eval.intervals import interval, wilson
from eval.measures.catalogue import MEASURES
from eval.measures.cost import latency, usage
from eval.measures.refusals import answers, counted, refusal_precision, refusal_recall
from eval.row import Row
from eval.score import Figure, Score, Summary


def summarise(scores: Sequence[Score], rows: Iterable[Row]) -> Summary:
    """Return the figures of a run; a case of several documents counts in each of them."""
    answered = list(rows)
    return Summary(
        cases=len(scores),
        overall=figures(scores),
        types=_by(scores, lambda score: (score.type,)),
        documents=_by(scores, lambda score: score.documents),
        personas=_by(scores, lambda score: (score.persona,)),
        latency=latency(answered),
        usage=usage(answered),
        failures=dict(Counter(failure.code for score in scores for failure in score.failures).most_common()),
    )


def figures(scores: Sequence[Score]) -> dict[str, Figure]:
    """Return every measure that some of the cases have, in the order of the catalogue."""
    found = {**_means(scores), **_of_the_run(scores)}
    return {name: found[name] for name in MEASURES if name in found}


def _means(scores: Sequence[Score]) -> dict[str, Figure]:
    values: dict[str, list[float]] = defaultdict(list)
    unjudged: Counter[str] = Counter()
    for score in scores:
        unjudged.update(score.unjudged)
        for name, value in score.measures.items():
            values[name].append(value)
    return {name: _mean(values[name], unjudged[name]) for name in {*values, *unjudged}}


def _mean(values: Sequence[float], unjudged: int) -> Figure:
    if not values:
        return Figure(mean=0.0, low=0.0, high=0.0, n=0, unjudged=unjudged)
    low, high = interval(values)
    return Figure(mean=math.fsum(values) / len(values), low=low, high=high, n=len(values), unjudged=unjudged)


def _of_the_run(scores: Sequence[Score]) -> Mapping[str, Figure]:
    """Return what only many cases have; a case that was not answered for a fault was not refused either."""
    refused = [
        not answers(score.status) and all(failure.code != NO_ANSWER for failure in score.failures) for score in scores
    ]
    counts = counted(refused, [not score.answerable for score in scores])
    found: dict[str, Figure] = {}
    for name, share, n in (
        ("refusal_precision", refusal_precision(counts), counts.refused),
        ("refusal_recall", refusal_recall(counts), counts.due),
    ):
        if share is not None:
            low, high = wilson(counts.right, n)
            found[name] = Figure(mean=share, low=low, high=high, n=n)
    return found


def _by(scores: Iterable[Score], keys: Callable[[Score], Iterable[str]]) -> dict[str, dict[str, Figure]]:
    """Group by what cases name; those that name nothing stand in no group."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        for key in dict.fromkeys(keys(score)):
            if key:
                groups[key].append(score)
    return {key: figures(groups[key]) for key in sorted(groups)}
